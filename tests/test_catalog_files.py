"""_localedir.py: what a directory of catalogs has, and what is wrong with it."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpmvscmgr import TpmVscMgrStatus, _localedir, available_locales
from tpmvscmgr._localedir import PACKAGED, catalog_names, mo_path, packaged_names, read_messages

from .conftest import ROOT, WriteMo, mo_bytes

MSGIDS = [status.description for status in TpmVscMgrStatus]
GERMAN = {msgid: f"Stand {number}." for number, msgid in enumerate(MSGIDS)}
GOOD = mo_bytes(GERMAN)


def with_header(header: bytes) -> bytes:
    """Return a .mo file whose header is this one and whose messages are in UTF-8."""
    texts = [(b"", header), *((msgid.encode(), msgstr.encode()) for msgid, msgstr in sorted(GERMAN.items()))]
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


def test_the_header_helper_makes_good_files(write_mo_file: WriteMo) -> None:
    assert read_messages(str(write_mo_file("de", with_header(UTF_8))), MSGIDS) == GERMAN


# The names


def test_the_names_are_those_of_the_catalogs(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", GOOD)
    write_mo_file("fr", GOOD).rename(tmp_path / "fr/LC_MESSAGES/other.mo")
    write_mo_file("ja", GOOD).unlink()
    write_mo_file("ja", GOOD).parent.joinpath("tpmvscmgr.mo").unlink()
    tmp_path.joinpath("ja/LC_MESSAGES/tpmvscmgr.mo").mkdir()
    tmp_path.joinpath("other.pot").touch()
    assert catalog_names(str(tmp_path)) == {"de"}


def test_a_directory_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    tmp_path.joinpath("file").touch()
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(OSError, match=path.name):
            catalog_names(str(path))


def test_the_packaged_names_are_those_of_the_catalogs() -> None:
    names, index = packaged_names()
    assert names == catalog_names(PACKAGED) | {"en"}
    assert names == set(available_locales())
    assert set().union(*index.values()) == names


@pytest.mark.usefixtures("cold")
def test_a_failure_to_read_the_packaged_names_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(_localedir, "PACKAGED", "nowhere")
        with pytest.raises(OSError, match="nowhere"):
            packaged_names()
    assert "de" in packaged_names()[0]


@pytest.mark.parametrize("content", [b"de", b"de: de: de", "\xe4: \xe4".encode()])
@pytest.mark.usefixtures("cold")
def test_an_index_in_another_format_is_a_lasting_error(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("index.txt").write_bytes(content)
    monkeypatch.setattr(_localedir, "PACKAGED", str(tmp_path))
    with pytest.raises(ValueError, match=r"."):
        packaged_names()


# The messages


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_catalog_is_a_lasting_error(content: bytes, write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", content)
    with pytest.raises(ValueError, match=r"."):
        read_messages(str(path), MSGIDS)


def test_a_file_that_cannot_be_read_is_a_temporary_error(write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", GOOD)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_messages(str(path), MSGIDS)
    path.mkdir()  # root may read any file, but nobody reads a directory
    with pytest.raises(OSError, match="tpmvscmgr"):
        read_messages(str(path), MSGIDS)


@pytest.mark.parametrize("error", [MemoryError, RecursionError, KeyboardInterrupt])
@pytest.mark.parametrize("room", ["gettext.GNUTranslations", "tpmvscmgr._localedir.open"])
def test_an_error_that_is_not_the_files_fault_is_passed_on(
    room: str, error: type[BaseException], write_mo_file: WriteMo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    path = write_mo_file("de", GOOD)
    monkeypatch.setattr(room, fail, raising=False)
    with pytest.raises(error):
        read_messages(str(path), MSGIDS)


def test_only_what_is_asked_for_and_translated_is_returned(write_mo_file: WriteMo) -> None:
    path = write_mo_file("de", {MSGIDS[0]: "Eins.", MSGIDS[1]: "Zwei.", "File": "Datei"})
    assert read_messages(str(path), [MSGIDS[0], MSGIDS[2]]) == {MSGIDS[0]: "Eins."}


def test_plural_forms_that_divide_by_zero_are_survived(write_mo_file: WriteMo) -> None:
    # Newer gettext evaluates them for a message that it does not find, older gettext does not.
    header = UTF_8 + b"Plural-Forms: nplurals=1; plural=n/0;\n"
    path = write_mo_file("de", with_header(header).replace(b"Creating the", b"Creating two"))
    try:
        found = read_messages(str(path), MSGIDS)
    except ValueError:
        return
    assert set(found.items()) < set(GERMAN.items())


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read(order: str, write_mo_file: WriteMo) -> None:
    little = with_header(UTF_8)
    numbers = struct.unpack_from(f"<{7 + 4 * 15}I", little)
    head = struct.pack(f"{order}{len(numbers)}I", *numbers)
    assert read_messages(str(write_mo_file("de", head + little[len(head) :])), MSGIDS) == GERMAN


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
    path = str(write_mo_file("de", bytes(content)))
    tracemalloc.start()
    with pytest.raises(ValueError, match=r"claim|multiple"):
        read_messages(path, MSGIDS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_texts_may_claim_all_that_the_file_has_and_no_more(write_mo_file: WriteMo) -> None:
    text, claimed = "a" * 201, 2 * (201 + 202) + len(UTF_8)
    content = overlapping("<", 3, 200)
    path = str(write_mo_file("de", content.ljust(claimed, b"\0")))
    assert read_messages(path, [text]) == {text: text}
    write_mo_file("de", content.ljust(claimed - 1, b"\0"))
    with pytest.raises(ValueError, match=f"its texts claim {claimed} bytes, and the whole file has {claimed - 1}$"):
        read_messages(path, [text])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_give_an_error_or_messages(data: st.DataObject, write_mo_file: WriteMo) -> None:
    content = bytearray(data.draw(st.binary(max_size=200) | st.just(GOOD)))
    for position in data.draw(st.lists(st.integers(0, max(len(content) - 1, 0)), max_size=8)):
        content[position : position + 1] = data.draw(st.binary(min_size=1, max_size=1))
    path = write_mo_file("de", bytes(content))
    try:
        found = read_messages(str(path), MSGIDS)
    except ValueError:
        return
    assert found
    assert set(found) <= set(MSGIDS)
    assert all(isinstance(text, str) and text for text in found.values())


def test_the_packaged_catalogs_are_those_of_the_po_files() -> None:
    sources = ROOT / "locales"
    names = {path.parts[-3] for path in sources.glob("*/LC_MESSAGES/tpmvscmgr.po")}
    remedy = "run 'pip install -e .' again: the packaged catalogs are not those of locales/*/LC_MESSAGES/tpmvscmgr.po"
    assert catalog_names(PACKAGED) == names, remedy
    for name in names:
        with (sources / name / "LC_MESSAGES/tpmvscmgr.po").open("rb") as po:
            # Babel compiles neither an empty nor a fuzzy message; test_locales.py tells of these.
            source = {
                message.id: message.string
                for message in read_po(po)
                if message.id and message.string and not message.fuzzy
            }
        with Path(mo_path(PACKAGED, name)).open("rb") as mo:
            assert {message.id: message.string for message in read_mo(mo) if message.id} == source, remedy
