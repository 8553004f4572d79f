"""Processes on Windows: the display language, pipes in old code pages, no output at all, and a frozen program.

Runs on Linux; WINDOWS is the folder that python_for_windows has filled.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.shipping.test_forms import PROGRAM
from tpmvscmgr import status_message, status_messages

if sys.platform == "win32":
    pytest.skip("made for Linux", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOWS = Path(os.environ["WINDOWS"])
LOCALES = {
    "de_DE.UTF-8": "de",
    "ja_JP.UTF-8": "ja",
    "nb_NO.UTF-8": "nb",
    "pt_BR.UTF-8": "pt_BR",
    "sr_RS.UTF-8@latin": "sr_Latn",
}
# wine is started in a language by LC_ALL, which Windows does not have.
OWN_MESSAGE = """\
import json, locale, os
del os.environ["LC_ALL"]
import tpmvscmgr
name = locale.setlocale(locale.LC_ALL, "")
print(json.dumps([tpmvscmgr.negotiate_locale(), tpmvscmgr.status_message(12), tpmvscmgr.negotiate_locale(name)]))
"""


def run(*command: str | Path, cwd: Path | None = None, **environ: str) -> bytes:
    """Run a program of Windows that goes well, and return what it prints."""
    done = subprocess.run(
        [WINDOWS / "run", *command],
        cwd=cwd,
        env={**os.environ, "LANGUAGE": "", **environ},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.fixture(scope="module", autouse=True)
def _locales(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the locales of Linux that wine takes its language from; without them it is English."""
    path = tmp_path_factory.mktemp("locales")
    for locale in LOCALES:
        source = locale.replace(".UTF-8", "")
        subprocess.run(["/usr/bin/localedef", "-i", source, "-f", "UTF-8", path / locale], check=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LOCPATH", str(path))
        yield


@pytest.mark.parametrize(("locale", "name"), LOCALES.items())
def test_the_display_language_of_windows_is_the_users_own(locale: str, name: str) -> None:
    assert json.loads(run("python", "-c", OWN_MESSAGE, LC_ALL=locale)) == [name, status_message(12, name), name]


def test_language_goes_before_the_display_language() -> None:
    said = json.loads(run("python", "-c", OWN_MESSAGE, LC_ALL="de_DE.UTF-8", LANGUAGE="tlh:fr"))
    assert said == ["fr", status_message(12, "fr"), "de"]


@pytest.mark.parametrize(
    ("encoding", "locale", "options"),
    [("cp1252", "de_DE.UTF-8", ()), ("cp932", "ja_JP.UTF-8", ()), ("utf-8", "de_DE.UTF-8", ("-X", "utf8"))],
)
def test_a_pipe_gets_escapes_for_what_its_encoding_lacks(encoding: str, locale: str, options: tuple[str, ...]) -> None:
    lines = run("python", *options, "-m", "tpmvscmgr", "--locale", "ja", LC_ALL=locale).split(b"\r\n")
    messages = [message.encode(encoding, "backslashreplace") for message in status_messages("ja").values()]
    assert [line.split(maxsplit=2)[2] for line in lines if line][: len(messages)] == messages
    assert (b"\\u" in messages[0]) == (encoding == "cp1252")


def test_without_a_console_nothing_is_printed_and_nothing_fails() -> None:
    """`start` leaves a window's program without standard output, as the Explorer does."""
    run("start", "/wait", "pythonw", "-c", "import sys; sys.exit(sys.stdout is not None)")
    assert run("start", "/wait", "pythonw", "-m", "tpmvscmgr", "--locale", "ja") == b""


def test_a_program_frozen_by_pyinstaller_says_what_it_says_unfrozen(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    run("python", "-m", "PyInstaller", "--onefile", "program.py", cwd=tmp_path, PYI_LOG_LEVEL="ERROR")
    said = json.loads(run("python", "program.py", cwd=tmp_path))
    assert said["statuses"][-4] == list(status_messages("zh_Hant").values())
    assert json.loads(run(tmp_path / "dist/program.exe")) == said | {"has_babel": False}
