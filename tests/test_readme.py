"""README.md and the pages for translators and developers: their examples run, and what they list is there."""

from __future__ import annotations

import doctest
import re
import shutil
import textwrap
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import available_locales, negotiate_locale

from .conftest import ROOT, pybabel

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("locales/README.md", ".github/CONTRIBUTING.md")}
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
EXAMPLES = [block for block in BLOCKS if ">>>" in block]
# The example that needs Flask-Babel and Django. tests/peers runs it.
[WEB_EXAMPLE] = [block for block in EXAMPLES if "flask_babel" in block]
# Microsoft, "Available languages for Windows": the languages of full localization in Windows 11.
WINDOWS_LANGUAGES = (  # noqa: SIM905  a list would take 43 lines
    "ar-SA bg-BG ca-ES cs-CZ da-DK de-DE el-GR en-GB en-US es-ES es-MX et-EE eu-ES fi-FI fr-CA fr-FR gl-ES he-IL hr-HR"
    " hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-Latn-RS sv-SE"
    " th-TH tr-TR uk-UA vi-VN zh-CN zh-TW"
).split()


def run_examples(examples: list[str]) -> doctest.TestResults:
    """Run examples one after the other; they share what they import, as a reader would."""
    runner = doctest.DocTestRunner()
    names: dict[str, object] = {}
    for number, example in enumerate(examples):
        test = doctest.DocTestParser().get_doctest(example, names, f"README, example {number}", "README.md", 0)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
    return runner.summarize()


def test_the_examples_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    init, compile_ = re.findall("`(pybabel [^`]* mylocales [^`]*)`", README)
    pybabel(init, tmp_path)
    po = tmp_path / "mylocales/de/LC_MESSAGES/tpmvscmgr.po"
    [(msgstr, msgid)] = re.findall("write `(msgstr [^`]*)` below `(msgid [^`]*)`", " ".join(README.split()))
    msgid += "\n"
    po.write_text(po.read_text(encoding="utf-8").replace(f'{msgid}msgstr ""', msgid + msgstr), encoding="utf-8")
    pybabel(compile_, tmp_path)
    results = run_examples([text for text in EXAMPLES if text != WEB_EXAMPLE])
    assert results.failed == 0
    assert results.attempted >= 16


def test_the_callback_is_python() -> None:
    [callback] = [block for block in BLOCKS if "comtypes" in block]
    compile(callback, "README.md", "exec")


def test_the_list_of_languages_is_right() -> None:
    served = {name: [tag for tag in WINDOWS_LANGUAGES if negotiate_locale(tag) == name] for name in available_locales()}
    items = [f"{name} ({', '.join(tags)})" if tags else name for name, tags in served.items()]
    listed = f"that it serves: {', '.join(items)}."
    assert listed in " ".join(README.split()), "put this into README's list of languages:\n" + textwrap.fill(
        listed, 120, break_on_hyphens=False
    )


def test_every_language_of_windows_is_served() -> None:
    assert len(WINDOWS_LANGUAGES) == 43
    for tag in WINDOWS_LANGUAGES:
        assert negotiate_locale(tag).partition("_")[0] == tag.partition("-")[0], f"{tag} has no catalog of its language"


@pytest.mark.parametrize("end", [".venv/bin/python -m tpmvscmgr --locale de", ".venv/bin/python -m pytest"])
def test_the_two_commands_stand_in_one_line_each(end: str) -> None:
    assert [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ") and line.endswith(end)]


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 200
    assert len(README.split()) <= 1600


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
