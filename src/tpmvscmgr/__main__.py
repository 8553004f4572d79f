"""The command line, ``python -m tpmvscmgr``: the messages as a table."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys

from . import MessageCatalog, TpmVscMgrErrorCode, TpmVscMgrStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Member = TpmVscMgrStatus | TpmVscMgrErrorCode

_PROGRAM = "python -m tpmvscmgr"
_STATUSES, _ERRORS = (f"0 to {max(enum):d}" for enum in (TpmVscMgrStatus, TpmVscMgrErrorCode))


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
        help=f"the number of a status ({_STATUSES}) or, with --errors, of an error ({_ERRORS}), also in hexadecimal, "
        "such as 0xC; or the name of a status or an error, such as CARD_CREATED, or its C constant, such as "
        "TPMVSCMGR_ERROR_CARD_CREATE, in upper or lower case. Default: all the statuses or, with --errors, all the "
        "errors",
    )
    parser.add_argument(
        "--errors", action="store_true", help="treat numbers as error codes; without CODE, print all the errors"
    )
    parser.add_argument(
        "--locale",
        metavar="TAG",
        action="append",
        dest="locales",
        type=lambda tag: int(tag) if tag.isascii() and tag.isdecimal() and len(tag) <= 10 else tag,
        help="the language of the messages, such as de, de-AT, zh_HK.UTF-8 or sr@latin, or an LCID of Windows, such as "
        "1031; repeat it for a second choice",
    )
    parser.add_argument(
        "--localedir",
        metavar="DIR",
        help="a directory with catalogs of your own, DIR/<locale>/LC_MESSAGES/tpmvscmgr.mo, that come before the "
        "packaged ones",
    )
    parser.add_argument("--list-locales", action="store_true", help="print the names of the catalogs, one per line")
    parser.add_argument("--version", action="store_true", help="print the version")
    options = parser.parse_args(arguments)

    if options.version:
        _print([f"tpmvscmgr {_version()}"])
        return 0
    try:
        catalog = MessageCatalog(options.localedir)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    if options.list_locales:
        _print(catalog.available_locales())
        return 0
    enum = TpmVscMgrErrorCode if options.errors else TpmVscMgrStatus
    members: list[Member | None] = [_member(text, enum) for text in options.codes] or [*enum]
    if options.locales and not catalog.negotiate_locale(options.locales, default=None):
        tags = ", ".join(map(repr, options.locales))
        print(f"{_PROGRAM}: no catalog serves {tags}, so this is English", file=sys.stderr)
    _print(_table(catalog, [member for member in members if member is not None], options.locales))
    if unknown := [repr(text) for text, member in zip(options.codes, members, strict=False) if member is None]:
        parser.error(
            f"unknown code {', '.join(unknown)}: a status is {_STATUSES} or a name such as CARD_CREATED; an "
            f"error is, with --errors, {_ERRORS}, or a name such as CARD_CREATE"
        )
    return 0


def _member(text: str, enum: type[TpmVscMgrStatus | TpmVscMgrErrorCode]) -> Member | None:
    """Return the code with this name, in either enum, or with this number in the one that is given."""
    member: Member
    for member in (*TpmVscMgrStatus, *TpmVscMgrErrorCode):
        if text.upper() in {member.name, member.c_name}:
            return member
    # int() also accepts 1_2, +12 and the digits of other scripts.
    if text.isascii() and text.isalnum():
        with contextlib.suppress(ValueError):
            return enum(int(text, 16 if text[:2].upper() == "0X" else 10))
    return None


def _table(catalog: MessageCatalog, members: list[Member], locales: list[str] | None) -> Iterable[str]:
    """Return the lines of the table. If there are both statuses and errors, the names are those of the C constants."""
    statuses, errors = catalog.status_messages(locales), catalog.error_messages(locales)
    is_mixed = len({type(member) for member in members}) > 1
    names = [member.c_name if is_mixed else member.name for member in members]
    width = max(map(len, names), default=0)
    for member, name in zip(members, names, strict=True):
        message = statuses[member] if isinstance(member, TpmVscMgrStatus) else errors[member]
        yield f"{member:2d}  {name:{width}}  {message}"


def _version() -> str:
    try:
        from . import __version__
    except ImportError:  # a copy of the package without its metadata
        return "of an unknown version"
    return __version__


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
