"""README.md, the pages for translators and developers, and the docstrings: their examples run, their lists are right.

A translator runs these tests too, so an example that quotes a message which has changed is named in a sentence.
"""

from __future__ import annotations

import doctest
import importlib
import json
import locale
import pkgutil
import re
import shlex
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

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

from .conftest import ROOT, pybabel

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

QUOTING = {
    "README.md": README,
    **{
        f"src/tpmvscmgr/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(Path(tpmvscmgr.__file__).parent.glob("*.py"))
    },
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
    for locale_name in available_locales():
        for message in (*status_messages(locale_name).values(), *error_messages(locale_name).values()):
            if message in got and message not in want:
                return (
                    f"this message of `{locale_name}` is quoted in {names}: change it there too, from {want} to {got}"
                )
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


def test_what_to_change_is_told_in_a_sentence() -> None:
    old, new = "'Die alte Karte.'", repr(status_message(12, "de"))
    sources = {"a.md": f">>> message\n{old}\n", "b.py": old, "c.py": ""}
    assert what_to_change(old, new, sources) == (
        f"this message of `de` is quoted in a.md and b.py: change it there too, from {old} to {new}"
    )
    assert what_to_change(old, "12", sources) == (
        f"the output of an example is quoted in a.md and b.py: change it there, from {old} to 12"
    )


# The callback

CODES = (*range(-1, 20), 99, 2**31 - 1)


@pytest.fixture
def callback_class() -> Callable[..., Any]:
    names: dict[str, Any] = {}
    exec(CALLBACK, names)  # noqa: S102  our own
    made: Callable[..., Any] = names["Callback"]
    return made


@pytest.mark.parametrize("language", [None, "de", "tlh"])
def test_the_callback_shows_every_code(language: str | None, callback_class: Callable[..., Any]) -> None:
    shown: list[str] = []
    callback = callback_class(shown.append, language)
    assert {callback.ReportProgress(code) for code in CODES} == {0}
    assert {callback.ReportError(code) for code in CODES} == {0}
    assert shown == [
        *(status_message(code, language, default=f"Status {code}") for code in CODES),
        *(error_message(code, language, default=f"Error {code}") for code in CODES),
    ]


def test_the_callback_goes_on_if_show_raises(
    callback_class: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    def show(message: str) -> None:
        message.encode("ascii")

    callback = callback_class(show, "ja")
    assert [callback.ReportProgress(12), callback.ReportError(17)] == [0, 0]
    assert caplog.messages == [f"not shown: {status_message(12, 'ja')}", f"not shown: {error_message(17, 'ja')}"]


# The codes


@pytest.mark.parametrize("codes", [TpmVscMgrStatus, TpmVscMgrErrorCode])
def test_the_codes_are_listed(codes: type[TpmVscMgrStatus | TpmVscMgrErrorCode]) -> None:
    [table] = re.findall(rf"^\| \| `{codes.__name__}` \|.*\n\| --: .*\n((?:\|.*\n)*)", README, re.MULTILINE)
    rows = [f"| {code:d} | `{code.name}` | {code.description} |" for code in codes]
    for row in rows:
        assert row in table, f"put this row into README.md's table of {codes.__name__}: {row} |"
    for line in table.splitlines():
        assert line.startswith(tuple(rows)), (
            f"README.md's table of {codes.__name__} has a row of no code; delete it: {line}"
        )


# Locales and languages

LOCALE_ROWS = [
    (text, catalog.strip("`"))
    for texts, catalog in re.findall(r"^\| (`.*?`) \| (`\w+`|none) \| .*\|$", README, re.MULTILINE)
    for text in re.findall("`(.*?)`", texts)
]


@pytest.mark.parametrize(("text", "catalog"), LOCALE_ROWS, ids=[text for text, _ in LOCALE_ROWS])
def test_a_locale_finds_the_catalog_of_the_table(text: str, catalog: str) -> None:
    if text.startswith("["):
        preferred = json.loads(text)
    elif text == "locale.windows_locale[1031]":
        preferred = locale.windows_locale[1031]
    else:
        preferred = text
    found = negotiate_locale(preferred, default="none")
    assert found == catalog, f"README.md's table of locales must have `{found}` beside `{text}`"


def test_the_table_of_locales_is_read() -> None:
    assert {"zh-HK", "pt", "C", "tlh", "1031", '["tlh", "fr-CA", "de"]'} <= {text for text, _ in LOCALE_ROWS}


def test_the_list_of_languages_is_right() -> None:
    [listed] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    names = " ".join(available_locales())
    assert " ".join(listed.split()) == names, f"put this list of catalogs into README.md, under Languages: {names}"


def test_the_languages_are_counted() -> None:
    of_windows = {tag.partition("-")[0] for tag in WINDOWS_LANGUAGES}
    others = [name for name in available_locales() if name.partition("_")[0] not in of_windows]
    *first, last = sorted(english_name(name) for name in others)
    sentence = (
        f"{len(available_locales())} catalogs serve the {len(WINDOWS_LANGUAGES)} languages into which Windows 11 is "
        f"fully translated, and {', '.join(first)} and {last}:"
    )
    assert sentence in " ".join(README.split()), f"write this into README.md, under Languages: {sentence}"
    described = f"in the {len(WINDOWS_LANGUAGES)} languages of Windows 11 and in {', '.join(first)} and {last}"
    assert described in str(metadata("tpmvscmgr")["Summary"]), f"write into pyproject.toml's description: {described}"


def english_name(name: str) -> str:
    """Return the name of a catalog's language, as the first line of its file has it."""
    text = (ROOT / "locales" / name / "LC_MESSAGES/tpmvscmgr.po").read_text(encoding="utf-8")
    return text.removeprefix("# ").partition(" translations for ")[0]


def test_every_language_of_windows_is_served() -> None:
    assert len(WINDOWS_LANGUAGES) == 43
    for tag in WINDOWS_LANGUAGES:
        assert negotiate_locale(tag).partition("_")[0] == tag.partition("-")[0], f"{tag} has no catalog of its language"


# Your own wording


def make_own_wording(folder: Path, name: str) -> str:
    """Run README's commands for a catalog of one's own in a folder, and return what the last of them prints."""
    [commands] = re.findall("```console\n(pybabel extract .*?)```", README, re.DOTALL)
    own = commands.replace("-l de\n", f"-l {name}\n").replace("mylocales/de/", f"mylocales/{name}/")
    own = own.replace("--locale de\n", f"--locale {name}\n")
    extract, init, find, write, compile_, show = own.splitlines()
    directory = re.compile(r"""\"\$\(python -c '(.*)'\)\"$""")
    [program] = directory.findall(extract)
    package = python(folder, "-c", program).strip()
    pybabel(directory.sub(lambda _: shlex.quote(package), extract), folder)
    pybabel(init, folder)

    [path], [msgid], [msgstr] = (
        re.findall(r"mylocales/\S*\.po", find),
        re.findall('msgid ".*"', find),
        re.findall('msgstr ".*"', write),
    )
    po = folder / path
    with po.open("rb") as file:
        found = {message.id for message in read_po(file) if message.id}
    assert found == {code.description for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode) for code in codes}
    text = po.read_text(encoding="utf-8").replace(f'{msgid}\nmsgstr ""\n', f"{msgid}\n{msgstr}\n")
    assert msgstr in text, f"README.md, under Your own wording, must have a msgid of a message in place of {msgid}"
    po.write_text(text, encoding="utf-8")

    pybabel(compile_, folder)
    return python(folder, *shlex.split(show)[1:])


def python(folder: Path, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", ["de", "mn"])
def test_the_commands_for_ones_own_wording_work(name: str, tmp_path: Path) -> None:
    printed = make_own_wording(tmp_path, name)
    message = MessageCatalog(tmp_path / "mylocales").status_message(TpmVscMgrStatus.CARD_CREATED, name)
    assert message != status_message(TpmVscMgrStatus.CARD_CREATED, name)
    assert f" {message}\n" in printed


def test_the_options_for_nuitka_are_those_that_are_tried() -> None:
    options = re.findall("`(--include-[^`]*)`", README)
    assert options
    tried = (ROOT / "tests/shipping/test_forms.py").read_text(encoding="utf-8")
    for option in options:
        assert f'"{option}"' in tried, f"README.md names {option}, which tests/shipping/test_forms.py does not try"


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
    assert len(prose.split()) <= 700, "README.md has more than 700 words beside its code and tables; shorten it"


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_a_link_to_a_file_finds_it(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https:|#)(.*?)\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), f"{page} links to {target}, which does not exist"


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_a_page_names_exists(page: str) -> None:
    for name in re.findall(r"`((?:\.ci|\.github|locales|src|tests)/[\w./-]*)`", PAGES[page]):
        if name != "src/tpmvscmgr/":  # where the wheel is tested, src is not beside the tests
            assert (ROOT / name).exists(), f"{page} names {name}, which does not exist"
