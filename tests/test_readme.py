"""README.md, the pages for translators and developers, and the docstrings: their examples run, their lists are right.

A translator runs these tests too, so an example that quotes a message which has changed is named in a sentence.
"""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po, write_po

import tpmvscmgr
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    available_locales,
    error_message,
    error_messages,
    negotiate_locale,
    status_message,
    status_messages,
)

from .conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("locales/README.md", ".github/CONTRIBUTING.md")}
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
# The callback: the class, and the lines that make it a COM object. tests/windows runs both.
[CALLBACK, COM_CALLBACK] = [block for block in BLOCKS if "\nclass " in block]
# The example that needs Flask-Babel and Django. tests/peers runs it.
[WEB_EXAMPLE] = [block for block in BLOCKS if "flask_babel" in block]
# Microsoft, "Available languages for Windows": the languages of full localization in Windows 11.
WINDOWS_LANGUAGES = (  # noqa: SIM905  a list would take 43 lines
    "ar-SA bg-BG ca-ES cs-CZ da-DK de-DE el-GR en-GB en-US es-ES es-MX et-EE eu-ES fi-FI fr-CA fr-FR gl-ES he-IL hr-HR"
    " hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-Latn-RS sv-SE"
    " th-TH tr-TR uk-UA vi-VN zh-CN zh-TW"
).split()


# The examples

QUOTING = {"README.md": README} | {
    f"src/tpmvscmgr/{path.name}": path.read_text(encoding="utf-8")
    for path in sorted(Path(tpmvscmgr.__file__).parent.glob("*.py"))
    if path.name != "_names.py"
}


def run_examples(test: doctest.DocTest) -> None:
    """Run examples. If one fails, say in a sentence what must change."""
    sentence = ""
    try:
        doctest.DebugRunner(verbose=False).run(test, clear_globs=False)
    except doctest.DocTestFailure as failure:
        sentence = what_to_change(failure.example.want.strip(), failure.got.strip(), QUOTING)
    if sentence:
        pytest.fail(sentence)


def what_to_change(want: str, got: str, sources: dict[str, str]) -> str:
    """Return a sentence on an example whose output is not what it says: which files must change, and how."""
    names = " and ".join(name for name, text in sources.items() if want.partition("\n")[0] in text)
    for locale in ("en", *available_locales()):
        for message in (*status_messages(locale).values(), *error_messages(locale).values()):
            if message not in got or message in want:
                continue
            if locale == "en":
                return (
                    f"this English message is quoted in {names}: change it there too, from {want} to {got}; or if it "
                    "should be a translation, write that, and run 'pip install -e .'"
                )
            return f"this message of `{locale}` is quoted in {names}: change it there too, from {want} to {got}"
    return f"the output of an example is quoted in {names}: change it there, from {want} to {got}"


def test_the_examples_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_own_wording(tmp_path, "de")
    names: dict[str, Any] = {}  # the examples share what they import, as a reader would
    for block in BLOCKS:
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, names, "README", "README.md", 0)
            run_examples(test)
            names |= test.globs
        elif block == CALLBACK:
            exec(block, names)  # noqa: S102  our own
        else:
            assert block in {COM_CALLBACK, WEB_EXAMPLE}, f"no test runs this example of README.md:\n{block}"
            compile(block, "README.md", "exec")


MODULES = [module.name for module in pkgutil.iter_modules(tpmvscmgr.__path__, "tpmvscmgr.") if "__" not in module.name]


@pytest.mark.parametrize("name", ["tpmvscmgr", *MODULES])
def test_the_docstrings_quote_the_messages_as_they_are(name: str) -> None:
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        run_examples(test)


def test_a_sentence_says_what_to_change() -> None:
    old, new = "'Die alte Karte.'", repr(status_message(12, "de"))
    sources = {"a.md": f">>> message\n{old}\n", "b.py": old, "c.py": ""}
    assert what_to_change(old, new, sources) == (
        f"this message of `de` is quoted in a.md and b.py: change it there too, from {old} to {new}"
    )
    english = status_message(12, "en")
    assert what_to_change(old, english, sources) == (
        f"this English message is quoted in a.md and b.py: change it there too, from {old} to {english}; or if it "
        "should be a translation, write that, and run 'pip install -e .'"
    )
    assert what_to_change(old, "12", sources) == (
        f"the output of an example is quoted in a.md and b.py: change it there, from {old} to 12"
    )


# The callback

CODES = (*range(-1, 20), 99, 2**31 - 1)
EXPECTED: dict[str | None, list[str]] = {
    language: [
        *(status_message(code, language, default=f"status {code}") for code in CODES),
        *(error_message(code, language, default=f"error {code}") for code in CODES),
    ]
    for language in (None, "de", "tlh", "ja")
}


@pytest.fixture
def callback_class() -> Callable[..., Any]:
    names: dict[str, Any] = {}
    exec(CALLBACK, names)  # noqa: S102  our own
    made: Callable[..., Any] = names["Callback"]
    return made


@pytest.mark.parametrize("language", EXPECTED)
def test_the_callback_shows_and_logs_every_code(
    language: str | None, callback_class: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    shown: list[str] = []
    callback = callback_class(shown.append, language)
    assert {report(code) for report in (callback.ReportProgress, callback.ReportError) for code in CODES} == {0}
    assert shown == EXPECTED[language]
    names = [
        {member: member.c_name for member in codes}.get(code, f"{kind} {code}")
        for kind, codes in (("status", TpmVscMgrStatus), ("error", TpmVscMgrErrorCode))
        for code in CODES
    ]
    assert caplog.messages == names


def test_the_callback_goes_on_if_show_raises(
    callback_class: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    def show(_: str) -> None:
        raise RuntimeError

    callback = callback_class(show)
    assert [callback.ReportProgress(12), callback.ReportError(17)] == [0, 0]
    assert caplog.messages == [f"not shown: {name}" for name in (CREATED.c_name, TpmVscMgrErrorCode(17).c_name)]


def test_a_locale_of_a_wrong_type_is_an_error_before_windows_is_called(callback_class: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="not float"):
        callback_class(print, 1.5)


# The tables and lists


@pytest.mark.parametrize("codes", [TpmVscMgrStatus, TpmVscMgrErrorCode])
def test_the_codes_are_listed(codes: type[TpmVscMgrStatus | TpmVscMgrErrorCode]) -> None:
    table = README.partition(f"| | `{codes.__name__}` |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [f"| {code:d} | `{code.name}` | {code.description} |" for code in codes]
    for row in rows:
        assert any(line.startswith(row) for line in table), (
            f"README.md's table of {codes.__name__} must have a row that begins with {row}"
        )
    for line in table:
        assert line.startswith(tuple(rows)), (
            f"README.md's table of {codes.__name__} has a row of no code; delete it: {line}"
        )


def test_the_table_of_locales_is_true() -> None:
    table = README.partition("| locale | catalog |")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(table) > 10
    for row in table:
        locales, catalog, _ = row.strip("| ").split(" | ")
        for text in re.findall("`(.*?)`", locales):
            found = negotiate_locale(json.loads(text) if text[0] in "[1" else text, default="none")
            assert found == catalog.strip("`"), f"README.md's table of locales: {text} is served by {found} now: {row}"


def test_the_languages_are_listed_and_counted() -> None:
    names = " ".join(available_locales())
    listed = README.partition("```text\n")[2].partition("```")[0]
    assert " ".join(listed.split()) == names, f"put this list of catalogs into README.md, under Languages: {names}"
    served, number = Counter(negotiate_locale(tag) for tag in WINDOWS_LANGUAGES), len(WINDOWS_LANGUAGES)
    shared = [f"`{name}`" for name, tags in sorted(served.items()) if tags == 2]
    verb = "serve two each" if len(shared) > 1 else "serves two"
    twice = f"; {' and '.join(shared)} {verb}" if shared else ""
    *others, last = (f"`{name}`" for name in available_locales() if name not in served)
    sentence = (
        f"{len(served)} of the {len(available_locales())} catalogs serve the {number} languages into which Windows 11 "
        f"is fully translated{twice}. The others are {', '.join(others)} and {last}."
    )
    assert sentence in " ".join(README.split()), f"write this into README.md, under Languages: {sentence}"


def test_every_language_of_windows_is_served() -> None:
    for tag in WINDOWS_LANGUAGES:
        assert negotiate_locale(tag).partition("_")[0] == tag.partition("-")[0], f"{tag} has no catalog of its language"


# Your own wording

PACKAGE = """"$(python -c 'import tpmvscmgr; print(tpmvscmgr.__path__[0])')\""""
COMMANDS = [
    f"pybabel extract --no-default-keywords -k N_ -c Translators: -o tpmvscmgr.pot {PACKAGE}",
    "pybabel init -i tpmvscmgr.pot -d mylocales -D tpmvscmgr -l de",
    "pybabel compile -d mylocales -D tpmvscmgr",
    "python -m tpmvscmgr --localedir mylocales --locale de",
]
PO, MSGSTR = "mylocales/de/LC_MESSAGES/tpmvscmgr.po", "Ihre Karte ist fertig."
CREATED = TpmVscMgrStatus.CARD_CREATED


def make_own_wording(folder: Path, name: str) -> str:
    """Run README's commands for a catalog of one's own in a folder, and return what the last of them prints."""

    def run(command: str) -> str:
        words = shlex.split(command.replace(PACKAGE, shlex.quote(tpmvscmgr.__path__[0])))
        words = [name if word == "de" else word for word in words]
        program = [sys.executable, *(["-m", "babel.messages.frontend"] if words[0] == "pybabel" else []), *words[1:]]
        return subprocess.run(program, cwd=folder, check=True, capture_output=True, text=True).stdout

    run(COMMANDS[0])
    run(COMMANDS[1])
    po = folder / PO.replace("/de/", f"/{name}/")
    with po.open("rb") as source:
        catalog = read_po(source)
    for code in (*TpmVscMgrStatus, *TpmVscMgrErrorCode):
        assert code.description in catalog, (
            f"README.md's command does not extract the message of {code.name}: is it inside N_(…) in _codes.py?"
        )
    catalog[CREATED.description].string = MSGSTR
    with po.open("wb") as target:
        write_po(target, catalog)
    run(COMMANDS[2])
    return run(COMMANDS[3])


@pytest.mark.parametrize("name", ["de", "mn"])
def test_the_commands_for_ones_own_wording_work(name: str, tmp_path: Path) -> None:
    for words in (*COMMANDS, PO, f'msgid "{CREATED.description}"', f'msgstr "{MSGSTR}"'):
        assert words in README, f"README.md, under Your own wording, must have what this test runs: {words}"
    printed = make_own_wording(tmp_path, name)
    assert f" {MSGSTR}\n" in printed
    assert MessageCatalog(tmp_path / "mylocales").status_message(CREATED, name) == MSGSTR


# The form


@pytest.mark.parametrize("end", [".venv/bin/python -m tpmvscmgr --locale de", ".venv/bin/python -m pytest"])
def test_the_two_commands_stand_in_one_line_each(end: str) -> None:
    [line] = [
        line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ") and line.endswith(end)
    ]
    windows = line.replace("python3", "py").replace(" &&", ";").replace(".venv/bin/", r".venv\Scripts" + "\\")
    assert windows in README.splitlines(), f"README.md must have the same for Windows: {windows}"


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_windows_own_powershell_understands_the_commands(page: str) -> None:
    for block in re.findall(r"```powershell\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
        assert "&&" not in block, f"{page}: PowerShell 5.1 has no &&; write ; in its place"


def test_the_readme_is_read_in_one_sitting() -> None:
    prose = re.sub(r"^```.*?^```$|^\|.*?$", "", README, flags=re.MULTILINE | re.DOTALL)
    assert len(README.splitlines()) <= 260, "README.md has more than 260 lines; shorten it"
    assert len(prose.split()) <= 720, "README.md has more than 720 words beside its code and tables; shorten it"


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_a_file_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    names = re.findall(r"`((?:\.ci|\.github|locales|tests)/[\w./-]*)`", text)  # src is not where the wheel is tested
    links = re.findall(r"\]\((?!https:|#)(.*?)\)", text)
    for path in (*(ROOT / name for name in names), *((ROOT / page).parent / link for link in links)):
        assert path.exists(), f"{page} names {path}, which does not exist"
