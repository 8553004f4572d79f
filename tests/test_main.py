"""__main__.py: the command line, in this process and as a program of its own."""

from __future__ import annotations

import errno
import io
import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tpmvscmgr
from tpmvscmgr import (
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    __version__,
    available_locales,
    error_messages,
    status_messages,
)
from tpmvscmgr.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import WriteMo

Row = tuple[int, str, str]
STATUS_NUMBERS, ERROR_NUMBERS = (f"0 to {max(codes):d}" for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode))


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8", **environ}
    return subprocess.run(
        [sys.executable, "-m", "tpmvscmgr", *arguments], capture_output=True, check=False, env=environ
    )


def table(output: str) -> list[Row]:
    """Return the rows of a table that has been printed."""
    return [
        (int(code), name, message) for code, name, message in (line.split(maxsplit=2) for line in output.splitlines())
    ]


def statuses(locale: str, *codes: int) -> list[Row]:
    """Return the rows of these statuses, or of all."""
    messages = status_messages(locale)
    return [(int(code), TpmVscMgrStatus(code).name, messages[TpmVscMgrStatus(code)]) for code in codes or messages]


def errors(locale: str, *codes: int) -> list[Row]:
    messages = error_messages(locale)
    return [
        (int(code), TpmVscMgrErrorCode(code).name, messages[TpmVscMgrErrorCode(code)]) for code in codes or messages
    ]


@pytest.mark.parametrize("locale", ["de", "ar", "ja", "en"])
def test_all_codes_in_a_language(locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--locale", locale]) == 0
    output = capsys.readouterr().out
    assert table(output) == statuses(locale)
    columns = {line.index(row[2]) for line, row in zip(output.splitlines(), statuses(locale), strict=True)}
    assert len(columns) == 1, "the columns must be aligned"
    assert main(["--locale", locale, "--errors"]) == 0
    assert table(capsys.readouterr().out) == errors(locale)


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        *(([code], statuses("de", 12)) for code in ("12", "012", "0xC", "0XC", "0x0c", "CARD_CREATED", "card_created")),
        (["TPMVSCMGR_STATUS_CARD_CREATED"], statuses("de", 12)),
        (["tpmvscmgr_Status_card_created"], statuses("de", 12)),
        (["17", "--errors"], errors("de", 17)),
        (["--errors", "0x11"], errors("de", 17)),
        (["CARD_CREATE"], errors("de", 17)),
        (["card_create", "--errors"], errors("de", 17)),
        (["TPMVSCMGR_ERROR_CARD_CREATE"], errors("de", 17)),
        (["13", "0", "generate_waiting"], statuses("de", 13, 0, 9)),
    ],
)
def test_a_code_may_be_written_in_many_ways(
    arguments: list[str], rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--locale", "de", *arguments]) == 0
    captured = capsys.readouterr()
    assert (table(captured.out), captured.err) == (rows, "")


@pytest.mark.parametrize(
    ("locales", "name"),
    [
        (["de", "fr"], "de"),
        (["tlh", "fr"], "fr"),
        (["1031"], "de"),
        (["999", "1036"], "fr"),
        (["\u0661\u0660\u0663\u0661", "fr"], "fr"),
    ],
)
def test_the_first_locale_that_has_a_catalog_counts(
    locales: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--locale={locale}" for locale in locales] + ["12"]) == 0
    assert table(capsys.readouterr().out) == statuses(name, 12)


def test_the_names_of_codes_of_both_kinds_say_which_is_which(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["12", "PIN_COMPLEXITY", "--locale", "de"]) == 0
    [(_, status, _), (_, error, _)] = table(capsys.readouterr().out)
    assert (status, error) == ("TPMVSCMGR_STATUS_CARD_CREATED", "TPMVSCMGR_ERROR_PIN_COMPLEXITY")


UNKNOWN = [
    "-1",
    "0x",
    "0xG",
    "0x1_0",
    "0b1100",
    "0o14",
    "1_2",
    "+12",
    " 12",
    "\u0661\u0662",
    "\u00b2",
    "twelve",
    "",
    "12.0",
]
UNKNOWN += ["CARD", "\udcff", "9" * 5000]


@pytest.mark.parametrize(
    ("options", "code"),
    [*(([], code) for code in UNKNOWN), ([], str(len(TpmVscMgrStatus))), (["--errors"], str(len(TpmVscMgrErrorCode)))],
)
def test_what_is_known_is_printed_and_what_is_unknown_an_error(
    options: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as error:
        main([*options, "--locale", "de", "0", code, "13"])
    assert error.value.code == 2
    captured = capsys.readouterr()
    assert table(captured.out) == (errors if options else statuses)("de", 0, 13)
    assert captured.err.endswith(
        f"error: unknown code {code!r}: a status is {STATUS_NUMBERS} or a name such as CARD_CREATED; an error is, "
        f"with --errors, {ERROR_NUMBERS}, or a name such as CARD_CREATE\n"
    )


@pytest.mark.parametrize("locales", [["xx"], ["tlh", "", "9" * 5000]])
def test_a_locale_that_no_catalog_serves_is_reported(locales: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    options = [option for locale in locales for option in ("--locale", locale)]
    assert main(["12", *options]) == 0
    captured = capsys.readouterr()
    assert table(captured.out) == statuses("en", 12)
    quoted = ", ".join(map(repr, locales))
    assert captured.err == f"python -m tpmvscmgr: no catalog serves {quoted}, so this is English\n"


@pytest.mark.parametrize("options", [[], ["--locale", "C"], ["--locale", "tlh", "--locale", "de"]])
def test_a_locale_that_a_catalog_serves_is_not_reported(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["12", *options]) == 0
    assert capsys.readouterr().err == ""


def test_a_directory_of_ones_own_is_looked_at(
    write_mo_file: WriteMo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_mo_file("tlh", {TpmVscMgrStatus.CARD_CREATED.description: "pItlh."})
    assert main(["12", "--locale", "tlh", "--localedir", str(tmp_path)]) == 0
    assert table(capsys.readouterr().out) == [(12, "CARD_CREATED", "pItlh.")]
    assert main(["--list-locales", "--localedir", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == sorted([*available_locales(), "tlh"])


@pytest.mark.parametrize("localedir", ["nowhere", "\0"])
def test_a_directory_that_cannot_be_listed_is_an_error(localedir: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--localedir", localedir])
    assert done.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_as_a_program_it_warns_of_a_directory_without_catalogs(tmp_path: Path) -> None:
    done = run("12", "--locale", "de", "--localedir", str(tmp_path))
    assert (done.returncode, table(done.stdout.decode())) == (0, statuses("de", 12))
    assert "has no <locale>/LC_MESSAGES/tpmvscmgr.mo" in done.stderr.decode()


def test_without_a_locale_it_is_the_users_own() -> None:
    assert table(run("12", LANGUAGE="ja").stdout.decode()) == statuses("ja", 12)


def test_the_version_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    monkeypatch.setattr(tpmvscmgr, "__name__", "not-installed")  # a copy without metadata
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tpmvscmgr {__version__}\ntpmvscmgr of an unknown version\n"


def test_the_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    for words in ("CODE", "--errors", "--locale TAG", "--localedir DIR", "--list-locales", "--version"):
        assert words in text
    for words in (
        f"({STATUS_NUMBERS})",
        f"({ERROR_NUMBERS})",
        "0xC",
        "LANGUAGE",
        "display language of Windows",
        "in English",
    ):
        assert words in text


# Its output


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize("locale", ["fr", "ja"])
def test_a_console_that_lacks_letters_gets_escapes(encoding: str, locale: str) -> None:
    done = run("--locale", locale, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    wanted = [(*row, text.encode(encoding, "backslashreplace").decode(encoding)) for *row, text in statuses(locale)]
    assert table(done.stdout.decode(encoding).replace("\r\n", "\n")) == wanted


def test_any_stdout_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    strict = io.TextIOWrapper(written, encoding="cp1252", errors="strict")
    without_encoding = io.StringIO()
    for stdout in (strict, without_encoding, None):  # None is what pythonw has
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main(["12", "--locale", "ja"]) == 0
    assert strict.errors == "strict"
    assert b"\\u" in written.getvalue()
    assert table(without_encoding.getvalue()) == statuses("ja", 12)


def test_a_closed_pipe_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    environ = {**os.environ, "PYTHONUNBUFFERED": ""}  # Python writes again at exit what it could not write
    command = [sys.executable, "-m", "tpmvscmgr"]
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False, env=environ)
    assert (done.returncode, done.stderr) == (1, b"")


class Failing(io.StringIO):
    """A stdout that cannot be written to, over a file of its own."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._file = os.open(os.devnull, os.O_WRONLY)

    def fileno(self) -> int:
        return self._file

    def write(self, _: str) -> int:
        raise OSError(self._number, os.strerror(self._number))


@pytest.mark.parametrize(
    ("number", "reported"),
    [
        (errno.EPIPE, ""),
        (errno.EINVAL, ""),
        (errno.ENOSPC, f"python -m tpmvscmgr: error: [Errno 28] {os.strerror(errno.ENOSPC)}\n"),
    ],
)
def test_an_error_in_writing_ends_the_program_and_is_the_callers_affair(
    number: int,
    reported: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["tpmvscmgr", "12"])
    monkeypatch.setattr(sys, "stdout", Failing(number))
    with pytest.raises(OSError, match=os.strerror(number)):
        main()
    with pytest.warns(RuntimeWarning, match="tpmvscmgr.__main__"), pytest.raises(SystemExit) as done:
        runpy.run_module("tpmvscmgr", run_name="__main__", alter_sys=True)
    assert done.value.code == 1
    assert capsys.readouterr().err == reported
