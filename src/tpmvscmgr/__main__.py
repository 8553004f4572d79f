"""The command line, ``python -m tpmvscmgr``: the messages as a table."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys

from . import TpmVscMgrStatus, available_locales, status_messages

_LAST = max(TpmVscMgrStatus)


def main(arguments: list[str] | None = None) -> int:
    """Print what the arguments ask for, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tpmvscmgr",
        description="Print the progress messages of TPM virtual smart card creation and destruction: a table of code, "
        "name and message.",
        epilog="Without --locale the messages are in the user's own language: that of LANGUAGE, LC_ALL, LC_MESSAGES or "
        "LANG, else the display language of Windows. What no catalog covers is answered in English.",
    )
    parser.add_argument(
        "codes",
        metavar="CODE",
        nargs="*",
        type=_status,
        help=f"a number (0 to {_LAST:d}, or 0x0 to 0x{_LAST:X}), a member's name ({_LAST.name}) or a C constant "
        f"({_LAST.c_name}), in upper or lower case; all of them if none is given",
    )
    parser.add_argument(
        "--locale",
        metavar="TAG",
        action="append",
        dest="locales",
        help="the language to answer in, as de, de-AT, zh_HK.UTF-8 or sr@latin; give it again for a second choice",
    )
    parser.add_argument("--list-locales", action="store_true", help="print the names of the catalogs, one a line")
    options = parser.parse_args(arguments)

    if options.list_locales:
        lines = list(available_locales())
    else:
        width = max(len(status.name) for status in TpmVscMgrStatus)
        messages = status_messages(options.locales)
        lines = [f"{status:2d}  {status.name:{width}}  {messages[status]}" for status in options.codes or messages]
    return _print(lines)


def _status(text: str) -> TpmVscMgrStatus:
    name = text.upper()
    for status in TpmVscMgrStatus:
        if name in {status.name, status.c_name}:
            return status
    try:
        return TpmVscMgrStatus(int(text, 16 if name.startswith("0X") else 10))
    except ValueError:
        message = (
            f"unknown code {text!r}; known are 0 to {_LAST:d} and the names, such as {_LAST.name} or {_LAST.c_name}"
        )
        raise argparse.ArgumentTypeError(message) from None


def _print(lines: list[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console need not know the script of the messages
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        # Who reads has closed the pipe, as head does; Windows says EINVAL.
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            raise
        # Python would complain once more when it flushes at exit: Python's manual, "Note on SIGPIPE".
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
