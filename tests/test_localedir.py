"""localedir.py: whatever is wrong with a .mo file, the next layer answers and one warning names the file."""

from __future__ import annotations

import logging
import struct
import threading
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpmvscmgr import MessageCatalog, TpmVscMgrStatus, available_locales, localedir, status_messages
from tpmvscmgr.localedir import LocaleDir, packaged_directory

from .conftest import mo_bytes

if TYPE_CHECKING:
    from .conftest import WriteMo

GERMAN = {status.description: f"Stand {status:d}." for status in TpmVscMgrStatus}
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


def test_the_header_helper_makes_good_files(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", with_header(UTF_8))
    assert list(MessageCatalog(tmp_path).status_messages("de").values()) == list(GERMAN.values())


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_catalog_yields_to_the_next_layer(
    content: bytes, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("de", content)
    catalog = MessageCatalog(tmp_path)
    for locale in ("de", "de-AT", "de_CH.UTF-8", ["de"]):
        assert catalog.status_messages(locale) == status_messages("de")
    [record] = caplog.records
    assert (record.name, record.levelno) == ("tpmvscmgr", logging.WARNING)
    assert str(path) in record.message


def test_a_missing_or_unreadable_file_yields_to_the_next_layer(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    missing, unreadable = write_mo_file("de", GOOD), write_mo_file("fr", GOOD)
    catalog = MessageCatalog(tmp_path)
    missing.unlink()
    unreadable.unlink()
    unreadable.mkdir()  # root may read any file, but nobody reads a directory
    for locale, path in (("de", missing), ("fr", unreadable)):
        caplog.clear()
        assert catalog.status_messages(locale) == status_messages(locale)
        assert [str(path) in record.message for record in caplog.records] == [True]


def test_plural_forms_that_divide_by_zero_are_survived(write_mo_file: WriteMo, tmp_path: Path) -> None:
    # Newer gettext evaluates them for a message that it does not find, older gettext does not.
    header = UTF_8 + b"Plural-Forms: nplurals=1; plural=n/0;\n"
    write_mo_file("de", with_header(header).replace(b"Creating the", b"Creating two"))
    messages = MessageCatalog(tmp_path).status_messages("de")
    packaged = status_messages("de")
    assert messages[TpmVscMgrStatus.VREADER_CREATING] == packaged[TpmVscMgrStatus.VREADER_CREATING]
    assert messages[TpmVscMgrStatus.CARD_CREATED] in {"Stand 12.", packaged[TpmVscMgrStatus.CARD_CREATED]}


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read(order: str, write_mo_file: WriteMo, tmp_path: Path) -> None:
    little = with_header(UTF_8)
    numbers = struct.unpack_from(f"<{7 + 4 * 15}I", little)
    head = struct.pack(f"{order}{len(numbers)}I", *numbers)
    write_mo_file("de", head + little[len(head) :])
    assert list(MessageCatalog(tmp_path).status_messages("de").values()) == list(GERMAN.values())


@pytest.mark.parametrize("order", ["<", ">"])
def test_lengths_that_lie_cost_no_memory(order: str, write_mo_file: WriteMo, tmp_path: Path) -> None:
    count, length = 2_000, 30_000  # strings that overlap: together they claim 120 MB
    start = 28 + 16 * count
    text = UTF_8 + b"\0" + b"a" * (length + count) + b"\0"
    lies = [(length + number, start + len(UTF_8) + 1) for number in range(1, count)]
    numbers = [0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0]
    numbers += [number for entry in ((0, start + len(UTF_8)), *lies, (len(UTF_8), start), *lies) for number in entry]
    write_mo_file("de", struct.pack(f"{order}{len(numbers)}I", *numbers) + text)
    catalog = MessageCatalog(tmp_path)
    tracemalloc.start()
    assert catalog.status_messages("de") == status_messages("de")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_are_survived(data: st.DataObject, write_mo_file: WriteMo, tmp_path: Path) -> None:
    content = bytearray(data.draw(st.binary(max_size=200) | st.just(GOOD)))
    for position in data.draw(st.lists(st.integers(0, max(len(content) - 1, 0)), max_size=8)):
        content[position : position + 1] = data.draw(st.binary(min_size=1, max_size=1))
    write_mo_file("de", bytes(content))
    messages = MessageCatalog(tmp_path).status_messages("de")
    assert list(messages) == list(TpmVscMgrStatus)
    assert all(isinstance(message, str) and message for message in messages.values())


def test_threads_that_meet_on_a_broken_catalog_warn_once(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(data: bytes) -> localedir.Messages:
        time.sleep(0.05)
        return parse(data)

    parse = localedir._parse
    monkeypatch.setattr(localedir, "_parse", slow)
    write_mo_file("de", b"broken")
    catalog = MessageCatalog(tmp_path)
    barrier = threading.Barrier(8)
    answers = []

    def ask() -> None:
        barrier.wait()
        answers.append(catalog.status_message(12, "de"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [status_messages("de")[TpmVscMgrStatus.CARD_CREATED]] * 8
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("cold")
def test_an_installation_without_catalogs_is_english(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: str) -> list[str]:
        raise FileNotFoundError

    with monkeypatch.context() as patched:
        patched.setattr(localedir, "_list", fail)
        catalog = MessageCatalog()
        assert catalog.available_locales() == ("en",)
        assert catalog.status_message(12, "de") == TpmVscMgrStatus.CARD_CREATED.description
    assert len(caplog.records) == 1
    packaged_directory.cache_clear()


def test_the_names_are_found_where_no_directory_can_be_listed() -> None:
    assert {"en", *localedir._list("no such directory")} == set(available_locales())


def test_a_directory_is_listed_once_and_a_file_read_once(write_mo_file: WriteMo, tmp_path: Path) -> None:
    path = write_mo_file("de", GOOD)
    catalog = MessageCatalog(tmp_path)
    assert catalog.status_message(12, "de") == "Stand 12."
    path.unlink()
    write_mo_file("fr", GOOD)
    assert catalog.status_message(13, "de-AT") == "Stand 13."
    assert catalog.status_messages("fr") == status_messages("fr")


def test_the_packaged_catalogs_are_those_of_the_po_files() -> None:
    packaged = Path(localedir.__file__).with_name("locales")
    sources = Path(__file__).parent.parent / "locales"
    names = {path.parts[-3] for path in sources.glob("*/LC_MESSAGES/tpmvscmgr.po")}
    remedy = "run 'pip install -e .' again: the packaged catalogs are not those of locales/*/LC_MESSAGES/tpmvscmgr.po"
    assert {path.parts[-3] for path in packaged.glob("*/LC_MESSAGES/tpmvscmgr.mo")} == names, remedy
    for name in names:
        with (sources / name / "LC_MESSAGES/tpmvscmgr.po").open("rb") as po:
            source = {message.id: message.string for message in read_po(po) if message.id}
        with (packaged / name / "LC_MESSAGES/tpmvscmgr.mo").open("rb") as mo:
            assert {message.id: message.string for message in read_mo(mo) if message.id} == source, remedy


def test_a_locale_dir_answers_nothing_for_a_file_that_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    assert LocaleDir("no such directory", ["de"]).messages("de") == {}
    assert "no such directory" in caplog.text
