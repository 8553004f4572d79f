"""The command line, ``python -m tpmvscmgr``: the messages as a table."""

from __future__ import annotations

import argparse
import errno
import os
import sys

from . import TpmVscMgrErrorCode, TpmVscMgrStatus, available_locales, error_messages, status_messages

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable

    Code = TpmVscMgrStatus | TpmVscMgrErrorCode
    Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]

_PROGRAM = "python -m tpmvscmgr"
_CODES: tuple[Code, ...] = (*TpmVscMgrStatus, *TpmVscMgrErrorCode)
_BY_NAME: dict[str, Code] = {name: code for code in _CODES for name in (code.name, code.c_name)}


def main(arguments: list[str] | None = None) -> int:
    """Print what the arguments ask for, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog=_PROGRAM,
        description="Print the messages of TPM virtual smart card creation and destruction: a table of code, name "
        "and message.",
        epilog="Without --locale the messages are in the user's own language: that of LANGUAGE, LC_ALL, LC_MESSAGES or "
        "LANG, or else the display language of Windows. Where no catalog serves the language, they are in English.",
    )
    parser.add_argument(
        "codes",
        metavar="CODE",
        nargs="*",
        help="the number of a status (0 to 13, or 0x0 to 0xD) or, with --errors, of an error (0 to 18, or 0x0 to "
        "0x12); or the name of a status or an error, such as CARD_CREATED, or its C constant, such as "
        "TPMVSCMGR_ERROR_CARD_CREATE, in upper or lower case. Default: all the statuses or, with "
        "--errors, all the errors",
    )
    parser.add_argument(
        "--errors", action="store_true", help="treat numbers as error codes; without CODE, print all the errors"
    )
    parser.add_argument(
        "--locale",
        metavar="TAG",
        action="append",
        dest="locales",
        help="the language of the messages, such as de, de-AT, zh_HK.UTF-8 or sr@latin; repeat it for a second choice",
    )
    parser.add_argument("--list-locales", action="store_true", help="print the names of the catalogs, one per line")
    parser.add_argument("--version", action="store_true", help="print the version")
    options = parser.parse_args(arguments)

    if options.version:
        from . import __version__

        _print([f"tpmvscmgr {__version__}"])
    elif options.list_locales:
        _print(available_locales())
    else:
        numbered = TpmVscMgrErrorCode if options.errors else TpmVscMgrStatus
        try:
            codes = [_code(text, numbered) for text in options.codes] or list(numbered)
        except ValueError as error:
            parser.error(str(error))
        width = max(len(code.name) for code in codes)
        statuses, errors = status_messages(options.locales), error_messages(options.locales)
        _print(
            f"{code:2d}  {code.name:{width}}  {statuses[code] if isinstance(code, TpmVscMgrStatus) else errors[code]}"
            for code in codes
        )
    return 0


def _code(text: str, numbered: Codes) -> Code:
    """Return the code with this name or number; raise ValueError if there is none."""
    if code := _BY_NAME.get(text.upper()):
        return code
    is_number = text.isascii() and text.isalnum()  # int() also accepts 1_2, +12 and the digits of other scripts
    try:
        return numbered(int(text, 16 if text[:2].upper() == "0X" else 10) if is_number else text)  # type: ignore[arg-type]
    except ValueError:
        message = (
            f"unknown code {text!r}: a status is 0 to {max(TpmVscMgrStatus):d} or a name such as CARD_CREATED; "
            f"an error is, with --errors, 0 to {max(TpmVscMgrErrorCode):d}, or a name such as CARD_CREATE"
        )
        raise ValueError(message) from None


def _print(lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    # The encoding of a console may lack the letters of a language.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), end="", flush=True)


def _run() -> int:
    """Run main as a program. Its output may be a pipe that is closed, or a disk that is full."""
    try:
        return main()
    except OSError as error:
        # A reader such as head has closed the pipe. Windows has EINVAL for that.
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            print(f"{_PROGRAM}: error: {error}", file=sys.stderr)
        # At exit, Python would try to write the rest. See "Note on SIGPIPE" in the documentation of signal.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(_run())
