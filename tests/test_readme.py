"""README.md: its examples run, and its table of languages is right."""

from __future__ import annotations

import doctest
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from tpmvscmgr import TpmVscMgrStatus, available_locales, negotiate_locale

from .conftest import ROOT, pybabel

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if ">>>" in block]
# Their packages are tested with in tests/peers, which runs these two.
PEERS = ("flask_babel", "django")
# Microsoft, "Available languages for Windows": the languages of full localization in Windows 11.
WINDOWS_LANGUAGES = (  # noqa: SIM905  a list would take 43 lines
    "ar-SA bg-BG ca-ES cs-CZ da-DK de-DE el-GR en-GB en-US es-ES es-MX et-EE eu-ES fi-FI fr-CA fr-FR gl-ES he-IL hr-HR"
    " hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-Latn-RS sv-SE"
    " th-TH tr-TR uk-UA vi-VN zh-CN zh-TW"
).split()


def run_examples(examples: list[str], names: dict[str, object]) -> doctest.TestResults:
    """Run examples one after the other; they share what they import, as a reader would."""
    runner = doctest.DocTestRunner()
    for number, example in enumerate(examples):
        test = doctest.DocTestParser().get_doctest(example, names, f"README, example {number}", "README.md", 0)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
    return runner.summarize()


def test_the_examples_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    init, compile_ = re.findall("^pybabel .* mylocales .*", README, re.MULTILINE)
    pybabel(init, tmp_path)
    po = tmp_path / "mylocales/de/LC_MESSAGES/tpmvscmgr.po"
    msgid = f'msgid "{TpmVscMgrStatus.CARD_CREATED.description}"\n'
    [msgstr] = re.findall("With `(msgstr .*?)`", README)
    po.write_text(po.read_text(encoding="utf-8").replace(f'{msgid}msgstr ""', msgid + msgstr), encoding="utf-8")
    pybabel(compile_, tmp_path)
    results = run_examples([text for text in EXAMPLES if not any(name in text for name in PEERS)], {})
    assert results.failed == 0
    assert results.attempted >= 19


def test_the_callback_is_python() -> None:
    [callback] = [block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "comtypes" in block]
    compile(callback, "README.md", "exec")


def row(name: str) -> str:
    locale = Locale.parse(name)
    served = ", ".join(tag for tag in WINDOWS_LANGUAGES if negotiate_locale(tag) == name)
    return f"| {locale.english_name} | {locale.display_name} | {name} | {served} |"


def test_the_table_of_languages_is_right() -> None:
    rows = [row(name) for name in available_locales()]
    header = "| language | its own name | catalog | languages of Windows |\n| --- | --- | --- | --- |\n"
    assert header + "\n".join(rows) + "\n\n" in README, "put these rows into README's table:\n" + "\n".join(rows)


def test_every_language_of_windows_is_served() -> None:
    assert len(WINDOWS_LANGUAGES) == 43
    for tag in WINDOWS_LANGUAGES:
        assert negotiate_locale(tag).partition("_")[0] == tag.partition("-")[0], f"{tag} has no catalog of its language"


@pytest.mark.parametrize("end", [".venv/bin/python -m tpmvscmgr --locale de", ".venv/bin/python -m pytest"])
def test_the_two_commands_stand_in_one_line_each(end: str) -> None:
    assert [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ") and line.endswith(end)]
