"""_catalog.py: what a directory of catalogs has, and what can be wrong with a file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import MessageCatalog, TpmVscMgrErrorCode, TpmVscMgrStatus, available_locales
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
    """Return what a .mo file translates of our messages."""
    catalog = _read_mo(str(path))
    return {msgid: text for msgid in MSGIDS if (text := catalog.gettext(msgid)) and text is not msgid}


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
def test_a_broken_catalog_is_a_lasting_error(content: bytes, write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", content)
    with pytest.raises(ValueError, match=r"."):
        read_messages(path)


def test_a_file_that_cannot_be_read_is_a_temporary_error(write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", GOOD)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_messages(path)
    path.mkdir()  # root may read any file, but nobody reads a directory
    with pytest.raises(OSError, match="tpmvscmgr"):
        read_messages(path)


@pytest.mark.parametrize("error", [MemoryError, RecursionError, KeyboardInterrupt])
@pytest.mark.parametrize("room", ["gettext.GNUTranslations", "tpmvscmgr._catalog.open"])
def test_an_error_that_is_not_the_files_fault_is_passed_on(
    room: str, error: type[BaseException], write_mo_file: WriteMo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    path = write_mo_file("de", GOOD)
    monkeypatch.setattr(room, fail, raising=False)
    with pytest.raises(error):
        read_messages(path)


def test_a_recursion_error_that_gettext_hides_is_a_temporary_error(
    write_mo_file: WriteMo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_complex(_: str) -> None:
        try:
            raise RecursionError  # noqa: TRY301
        except RecursionError:
            raise ValueError  # noqa: B904  as gettext does

    path = write_mo_file("de", with_header(UTF_8 + b"Plural-Forms: nplurals=1; plural=0;\n"))
    monkeypatch.setattr("gettext.c2py", too_complex)
    with pytest.raises(RecursionError):
        read_messages(path)


def test_an_empty_translation_is_none(write_mo_file: WriteMo, tmp_path: Path) -> None:
    path = write_mo_file("de", with_header(UTF_8, {MSGIDS[0]: "Eins.", MSGIDS[1]: ""}))
    assert read_messages(path) == {MSGIDS[0]: "Eins."}
    assert MessageCatalog(tmp_path).status_message(1, "de") == MSGIDS[1]


def test_plural_forms_that_divide_by_zero_are_survived(write_mo_file: WriteMo) -> None:
    # Newer gettext evaluates them for a message that it does not find, older gettext does not.
    header = UTF_8 + b"Plural-Forms: nplurals=1; plural=n/0;\n"
    path = write_mo_file("de", with_header(header).replace(b"Creating the", b"Creating two"))
    try:
        found = read_messages(path)
    except ValueError:
        return
    assert set(found.items()) < set(GERMAN.items())


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read(order: str, write_mo_file: WriteMo) -> None:
    little = with_header(UTF_8)
    numbers = struct.unpack_from(f"<{7 + 4 * (1 + len(GERMAN))}I", little)
    head = struct.pack(f"{order}{len(numbers)}I", *numbers)
    assert read_messages(write_mo_file("de", head + little[len(head) :])) == GERMAN


def overlapping(order: str, count: int, length: int) -> bytes:
    """Return a .mo file whose strings overlap: they claim count times length bytes."""
    start = 28 + 16 * count
    text = UTF_8 + b"\0" + b"a" * (length + count) + b"\0"
    lies = [(length + number, start + len(UTF_8) + 1) for number in range(1, count)]
    numbers = [0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0]
    numbers += [number for entry in ((0, start + len(UTF_8)), *lies, (len(UTF_8), start), *lies) for number in entry]
    return struct.pack(f"{order}{len(numbers)}I", *numbers) + text


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("position", "number"),
    [(8, 2_000), (8, 0xFFFFFFFF), (28 + 8 * 1_999, 0x80000000)],
    ids=["", "with a count that lies, too", "with a length of the last one that lies more"],
)
def test_lengths_that_lie_cost_no_memory(order: str, position: int, number: int, write_mo_file: WriteMo) -> None:
    content = bytearray(overlapping(order, 2_000, 30_000))
    struct.pack_into(f"{order}I", content, position, number)
    path = write_mo_file("de", bytes(content))
    tracemalloc = pytest.importorskip("tracemalloc", reason="PyPy has no tracemalloc")
    tracemalloc.start()
    with pytest.raises(ValueError, match=r"claim|multiple"):
        read_messages(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_texts_may_claim_all_that_the_file_has_and_no_more(write_mo_file: WriteMo) -> None:
    claimed = 2 * (201 + 202) + len(UTF_8)
    content = overlapping("<", 3, 200)
    path = write_mo_file("de", content.ljust(claimed, b"\0"))
    with pytest.raises(ValueError, match="it has none of the messages"):  # so it was read
        read_messages(path)
    write_mo_file("de", content.ljust(claimed - 1, b"\0"))
    with pytest.raises(ValueError, match=f"its texts claim {claimed} bytes, and the whole file has {claimed - 1}$"):
        read_messages(path)
