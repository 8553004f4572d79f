"""_catalog.py: what a directory of catalogs has, and what can be wrong with a file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    available_locales,
    status_message,
    status_messages,
)
from tpmvscmgr._catalog import _read_mo

from .conftest import WriteMo, mo_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MSGIDS = [code.description for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode) for code in codes]
GERMAN = {msgid: f"Stand {number}." for number, msgid in enumerate(MSGIDS)}
GOOD = mo_bytes(GERMAN)


def with_header(header: bytes, messages: dict[str, str] = GERMAN) -> bytes:
    """Return a .mo file whose header is this one and whose messages are in UTF-8."""
    texts = [(b"", header), *((msgid.encode(), msgstr.encode()) for msgid, msgstr in sorted(messages.items()))]
    data = b""
    tables: tuple[list[tuple[int, int]], ...] = ([], [])
    start = 28 + 16 * len(texts)
    for pair in texts:
        for table, text in zip(tables, pair, strict=True):
            table.append((len(text), start + len(data)))
            data += text + b"\0"
    numbers = [0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0]
    numbers += [number for table in tables for entry in table for number in entry]
    return struct.pack(f"<{len(numbers)}I", *numbers) + data


UTF_8 = b"Content-Type: text/plain; charset=utf-8\n"
BROKEN = {
    "empty": b"",
    "truncated": GOOD[: len(GOOD) // 2],
    "cut in its tables": GOOD[:40],
    "not a .mo": b"msgid and msgstr, uncompiled\n" * 9,
    "of a future version": GOOD[:4] + struct.pack("<I", 0x00090000) + GOOD[8:],
    "with a header only": mo_bytes({}),
    "of another domain": mo_bytes({"File": "Datei"}),
    "without translations": mo_bytes(dict.fromkeys(GERMAN, "")),
    "not in its charset": with_header(UTF_8).replace(b"Stand", b"St\xe4nd"),
    "in an unknown charset": with_header(b"Content-Type: text/plain; charset=klingon\n"),
    "in no charset": with_header(b"Content-Type: text/plain\n").replace(b"Stand", b"St\xe4nd"),
    "with plural forms that are none": with_header(UTF_8 + b"Plural-Forms: nplurals=1; plural=import os;\n"),
    "with a count that is a lie": GOOD[:8] + struct.pack("<I", 0xFFFFFFFF) + GOOD[12:],
    "with a length that is a lie": GOOD[:28] + struct.pack("<I", 0xFFFFFFFF) + GOOD[32:],
}


def read_messages(path: Path) -> dict[str, str]:
    return _read_mo(str(path))


def test_the_header_helper_makes_good_files(write_mo_file: WriteMo) -> None:
    assert read_messages(write_mo_file("de", with_header(UTF_8))) == GERMAN


# The names


def own_names(path: Path) -> set[str]:
    return {*MessageCatalog(path).available_locales()} - {*available_locales()}


def test_the_names_are_those_of_the_catalogs(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", GOOD)
    write_mo_file("qaa", GOOD).rename(tmp_path / "qaa/LC_MESSAGES/other.mo")
    write_mo_file("qab", GOOD).unlink()
    tmp_path.joinpath("qab/LC_MESSAGES/tpmvscmgr.mo").mkdir()
    tmp_path.joinpath("other.pot").touch()
    assert own_names(tmp_path) == {"tlh"}


def one_level_too_deep(path: Path) -> Path:
    return path / "tlh"


def not_compiled(path: Path) -> Path:
    path.joinpath("tlh/LC_MESSAGES/tpmvscmgr.mo").rename(path / "tlh/LC_MESSAGES/tpmvscmgr.po")
    return path


@pytest.mark.parametrize("mistake", [one_level_too_deep, not_compiled])
def test_a_directory_without_catalogs_is_warned_about(
    mistake: Callable[[Path], Path], write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_mo_file("tlh", GOOD)
    localedir = mistake(tmp_path)
    catalog = MessageCatalog(localedir)
    for locale in ("tlh", "de", None):
        assert catalog.status_message(12, locale)
    [record] = caplog.records
    assert (record.name, record.levelname) == ("tpmvscmgr", "WARNING")
    assert record.message == f"{localedir} is ignored: it has no <locale>/LC_MESSAGES/tpmvscmgr.mo"


# The messages


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_catalog_yields_and_is_warned_about(
    content: bytes, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("de", content)
    assert MessageCatalog(tmp_path).status_messages("de") == status_messages("de")
    [record] = caplog.records
    assert str(path) in record.message


def test_a_file_that_cannot_be_read_is_an_error(write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", GOOD)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_messages(path)
    path.mkdir()  # root may read any file, but nobody reads a directory
    with pytest.raises(OSError, match="tpmvscmgr"):
        read_messages(path)


def test_an_empty_translation_is_none(write_mo_file: WriteMo, tmp_path: Path) -> None:
    path = write_mo_file("de", with_header(UTF_8, {MSGIDS[0]: "Eins.", MSGIDS[1]: ""}))
    assert read_messages(path) == {MSGIDS[0]: "Eins."}
    assert MessageCatalog(tmp_path).status_message(0, "de") == "Eins."
    assert MessageCatalog(tmp_path).status_message(1, "de") == status_message(1, "de")


def test_plural_forms_that_divide_by_zero_are_survived(write_mo_file: WriteMo) -> None:
    # Newer gettext evaluates them for a message that it does not find, older gettext does not.
    header = UTF_8 + b"Plural-Forms: nplurals=1; plural=n/0;\n"
    path = write_mo_file("de", with_header(header).replace(b"Creating the", b"Creating two"))
    try:
        found = read_messages(path)
    except ArithmeticError:
        return
    assert set(found.items()) < set(GERMAN.items())


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read(order: str, write_mo_file: WriteMo) -> None:
    little = with_header(UTF_8)
    numbers = struct.unpack_from(f"<{7 + 4 * (1 + len(GERMAN))}I", little)
    head = struct.pack(f"{order}{len(numbers)}I", *numbers)
    assert read_messages(write_mo_file("de", head + little[len(head) :])) == GERMAN
