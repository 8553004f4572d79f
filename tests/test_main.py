"""__main__.py: the command line, in this process and as a program of its own."""

from __future__ import annotations

import errno
import io
import os
import runpy
import subprocess
import sys

import pytest

from tpmvscmgr import TpmVscMgrStatus, available_locales, status_messages
from tpmvscmgr.__main__ import main


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tpmvscmgr", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environ},
    )


def table(output: str) -> list[tuple[int, str, str]]:
    fields = (line.split(maxsplit=2) for line in output.splitlines())
    return [(int(code), name, message) for code, name, message in fields]


def expected(locale: str, *codes: int) -> list[tuple[int, str, str]]:
    messages = status_messages(locale)
    return [(int(status), status.name, messages[status]) for status in map(TpmVscMgrStatus, codes)]


@pytest.mark.parametrize("locale", ["de", "ar", "ja", "en"])
def test_all_fourteen_in_a_language(locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--locale", locale]) == 0
    assert table(capsys.readouterr().out) == expected(locale, *range(14))


def test_the_columns_are_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--locale", "en"])
    lines = capsys.readouterr().out.splitlines()
    assert {line.index(status.description) for line, status in zip(lines, TpmVscMgrStatus, strict=True)} == {33}


@pytest.mark.parametrize(
    "code",
    [
        "12",
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


def test_codes_come_in_the_order_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["13", "0", "generate_waiting", "--locale", "fr"])
    assert table(capsys.readouterr().out) == expected("fr", 13, 0, 9)


@pytest.mark.parametrize("code", ["14", "-1", "0x", "0xG", "twelve", "", "12.0", "CARD", "\udcff", "9" * 5000])
def test_an_unknown_code_is_an_error(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        main(["0", code])
    assert error.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert repr(code) in captured.err
    assert "0 to 13" in captured.err


def test_a_second_locale_is_a_second_choice(capsys: pytest.CaptureFixture[str]) -> None:
    main(["12", "--locale", "tlh", "--locale", "de-AT"])
    assert table(capsys.readouterr().out) == expected("de", 12)


def test_without_a_locale_it_is_the_users_own() -> None:
    assert table(run("12", LANGUAGE="ja").stdout.decode()) == expected("ja", 12)


def test_locales_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-locales"]) == 0
    assert tuple(capsys.readouterr().out.split()) == available_locales()


def test_help_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    text = capsys.readouterr().out
    for word in (
        "python -m tpmvscmgr",
        "CODE",
        "--locale TAG",
        "--list-locales",
        "0x0",
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
def test_a_console_that_lacks_the_script_gets_escapes(encoding: str) -> None:
    done = run("--locale", "ja", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding).replace("\r\n", "\n")
    wanted = "".join(f"{code:2d}  {name:27}  {message}\n" for code, name, message in expected("ja", *range(14)))
    assert text == wanted.encode(encoding, "backslashreplace").decode(encoding)


def test_a_closed_pipe_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run([sys.executable, "-m", "tpmvscmgr"], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_pipe_closed_by_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(["12"]) == 1


def test_another_error_in_writing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(OSError, match="No space left"):
        main(["12"])


def test_no_output_at_all_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as under pythonw
    assert main(["12"]) == 0
