"""__main__.py: the command line, in this process and as a program of its own."""

from __future__ import annotations

import errno
import io
import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, BinaryIO

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


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tpmvscmgr", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environ},
    )


def rows(messages: dict[TpmVscMgrStatus, str] | dict[TpmVscMgrErrorCode, str]) -> list[tuple[int, str, str]]:
    return [(int(code), code.name, message) for code, message in messages.items()]


def table(output: str) -> list[tuple[int, str, str]]:
    fields = (line.split(maxsplit=2) for line in output.splitlines())
    return [(int(code), name, message) for code, name, message in fields]


def expected(locale: str, *codes: int) -> list[tuple[int, str, str]]:
    messages = status_messages(locale)
    return [(int(status), status.name, messages[status]) for status in map(TpmVscMgrStatus, codes)]


@pytest.mark.parametrize("locale", ["de", "ar", "ja", "en"])
def test_all_codes_in_a_language(locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--locale", locale]) == 0
    assert table(capsys.readouterr().out) == rows(status_messages(locale))
    assert main(["--locale", locale, "--errors"]) == 0
    assert table(capsys.readouterr().out) == rows(error_messages(locale))


def test_the_columns_are_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--locale", "en"])
    lines = capsys.readouterr().out.splitlines()
    columns = {line.index(status.description) for line, status in zip(lines, TpmVscMgrStatus, strict=True)}
    assert len(columns) == 1


@pytest.mark.parametrize(
    "code",
    [
        "12",
        "012",
        "0xC",
        "0XC",
        "0x0c",
        "CARD_CREATED",
        "card_created",
        "TPMVSCMGR_STATUS_CARD_CREATED",
        "tpmvscmgr_Status_card_created",
    ],
)
def test_a_code_may_be_written_in_many_ways(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([code, "--locale", "de"]) == 0
    assert table(capsys.readouterr().out) == expected("de", 12)


@pytest.mark.parametrize(
    "arguments",
    [
        ["17", "--errors"],
        ["--errors", "0x11"],
        ["CARD_CREATE"],
        ["card_create", "--errors"],
        ["TPMVSCMGR_ERROR_CARD_CREATE"],
        ["tpmvscmgr_Error_card_create"],
    ],
)
def test_an_error_may_be_written_in_many_ways(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--locale", "de"]) == 0
    assert table(capsys.readouterr().out) == [(17, "CARD_CREATE", error_messages("de")[TpmVscMgrErrorCode(17)])]


def test_statuses_and_errors_may_be_mixed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["12", "PIN_COMPLEXITY", "--locale", "de"]) == 0
    assert table(capsys.readouterr().out) == [
        *expected("de", 12),
        (1, "PIN_COMPLEXITY", error_messages("de")[TpmVscMgrErrorCode.PIN_COMPLEXITY]),
    ]
    assert main(["12", "CARD_CREATED", "--errors", "--locale", "de"]) == 0
    assert table(capsys.readouterr().out) == [
        (12, "VREADER_INITIALIZE", error_messages("de")[TpmVscMgrErrorCode(12)]),
        *expected("de", 12),
    ]


def test_codes_come_in_the_order_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["13", "0", "generate_waiting", "--locale", "fr"])
    assert table(capsys.readouterr().out) == expected("fr", 13, 0, 9)


NO_CODES = ["-1", "0x", "0xG", "0x1_0", "0b1100", "0o14", "1_2", "+12", " 12", "\u0661\u0662", "\u00b2", "twelve", ""]
NO_CODES += ["12.0", "CARD", "\udcff", "9" * 5000]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        *(([], code) for code in (*NO_CODES, str(len(TpmVscMgrStatus)))),
        *((["--errors"], code) for code in (str(len(TpmVscMgrErrorCode)), "x")),
    ],
)
def test_an_unknown_code_is_an_error(options: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main([*options, "0", code])
    assert error.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    told = (
        f"unknown code {code!r}: a status is 0 to {max(TpmVscMgrStatus):d} or a name such as CARD_CREATED; "
        f"an error is, with --errors, 0 to {max(TpmVscMgrErrorCode):d}, or a name such as CARD_CREATE"
    )
    assert captured.err.endswith(f"{told}\n")


def test_an_unknown_code_ends_the_program() -> None:
    done = run("99")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"unknown code '99'" in done.stderr.splitlines()[-1]


def test_a_second_locale_is_a_second_choice(capsys: pytest.CaptureFixture[str]) -> None:
    main(["12", "--locale", "tlh", "--locale", "de-AT", "--locale", "fr"])
    assert table(capsys.readouterr().out) == expected("de", 12)


@pytest.mark.parametrize("locales", [["xx"], ["tlh", "no language"]])
def test_a_locale_that_no_catalog_serves_is_told(locales: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    options = [option for locale in locales for option in ("--locale", locale)]
    assert main(["12", *options]) == 0
    captured = capsys.readouterr()
    assert table(captured.out) == expected("en", 12)
    told = f"python -m tpmvscmgr: no catalog serves {', '.join(locales)}, so this is English\n"
    assert captured.err == told


@pytest.mark.parametrize(
    "options", [[], ["--locale", "en-US"], ["--locale", "C"], ["--locale", "tlh", "--locale", "de"]]
)
def test_a_locale_that_a_catalog_serves_is_not_told(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
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


def test_a_directory_that_does_not_exist_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--localedir", str(tmp_path / "nowhere")])
    assert done.value.code == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_directory_without_catalogs_is_warned_about(tmp_path: Path) -> None:
    done = run("12", "--locale", "de", "--localedir", str(tmp_path))
    assert (done.returncode, table(done.stdout.decode())) == (0, expected("de", 12))
    assert "has no <locale>/LC_MESSAGES/tpmvscmgr.mo" in done.stderr.decode()


def test_without_a_locale_it_is_the_users_own() -> None:
    assert table(run("12", LANGUAGE="ja").stdout.decode()) == expected("ja", 12)


def test_locales_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-locales"]) == 0
    assert tuple(capsys.readouterr().out.split()) == available_locales()


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tpmvscmgr {__version__}\n"


def test_a_copy_without_metadata_has_no_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tpmvscmgr, "__name__", "not-installed")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "tpmvscmgr of an unknown version\n"


def test_help_explains_everything(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    # How argparse lays it out is argparse's affair.
    for word in (
        "python -m tpmvscmgr",
        "CODE",
        "a table of code, name and message",
        *("--locale", "TAG", "the language of the messages"),
        *("--list-locales", "print the names of the catalogs"),
        *("--errors", "treat numbers as error codes"),
        *("--version", "print the version"),
        *("--localedir", "DIR", "a directory with catalogs of your own"),
        f"(0 to {max(TpmVscMgrStatus):d})",
        f"(0 to {max(TpmVscMgrErrorCode):d})",
        "0xC",
        "LANGUAGE",
        "Windows",
        "English",
    ):
        assert word in text


def test_it_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["tpmvscmgr", "12", "--locale", "de"])
    with pytest.warns(RuntimeWarning, match="tpmvscmgr.__main__"), pytest.raises(SystemExit) as done:
        runpy.run_module("tpmvscmgr", run_name="__main__", alter_sys=True)
    assert done.value.code == 0
    assert table(capsys.readouterr().out) == expected("de", 12)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize("locale", ["fr", "ja"])
def test_a_console_that_lacks_letters_gets_escapes(encoding: str, locale: str) -> None:
    done = run("--locale", locale, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding).replace("\r\n", "\n")
    wanted = [
        (code, name, message.encode(encoding, "backslashreplace").decode(encoding))
        for code, name, message in rows(status_messages(locale))
    ]
    assert table(text) == wanted


def test_the_callers_stdout_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    stdout = io.TextIOWrapper(written, encoding="cp1252", errors="strict")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert main(["12", "--locale", "ja"]) == 0
    assert (sys.stdout, stdout.errors) == (stdout, "strict")
    assert b"\\u" in written.getvalue()


def test_a_stdout_without_an_encoding_gets_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    assert main(["12", "--locale", "ja"]) == 0
    assert table(stdout.getvalue()) == expected("ja", 12)


def test_no_stdout_at_all_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as under pythonw
    assert main(["12"]) == 0


def run_into(stdout: BinaryIO) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tpmvscmgr"],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": ""},  # Python writes again at exit what it could not write
    )


def test_a_closed_pipe_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = run_into(closed)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/full")
def test_a_full_disk_gives_an_error_in_one_line() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = run_into(full)
    assert done.returncode == 1
    assert done.stderr.decode() == f"python -m tpmvscmgr: error: [Errno 28] {os.strerror(errno.ENOSPC)}\n"


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


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL, errno.ENOSPC])
def test_an_error_in_writing_is_the_callers_affair(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(number))
    with pytest.raises(OSError, match=os.strerror(number)):
        main(["12"])


@pytest.mark.parametrize(("number", "told"), [(errno.EPIPE, False), (errno.EINVAL, False), (errno.ENOSPC, True)])
def test_an_error_in_writing_ends_the_program(
    number: int,
    told: bool,  # noqa: FBT001  a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["tpmvscmgr", "12"])
    monkeypatch.setattr(sys, "stdout", Failing(number))
    with pytest.warns(RuntimeWarning, match="tpmvscmgr.__main__"), pytest.raises(SystemExit) as done:
        runpy.run_module("tpmvscmgr", run_name="__main__", alter_sys=True)
    assert done.value.code == 1
    assert (os.strerror(number) in capsys.readouterr().err) == told
