"""_catalog.py: one negotiation over all names, then the layers; and no failure raises or is remembered."""

from __future__ import annotations

import logging
import struct
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    _catalog,
    available_locales,
    error_messages,
    status_message,
    status_messages,
)
from tpmvscmgr._catalog import _MSGIDS as MSGIDS

from .conftest import WriteMo, mo_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_known_catalogs")
CREATED, DESTROYED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrStatus.CARD_DESTROYED
FAILED = TpmVscMgrErrorCode.CARD_CREATE

# An application's folders, what is asked for, the name that serves it, whose own message comes, who fills in the rest.
TABLE = [
    (["de_AT"], ["de", "de-DE", "de-CH", "de_CH.UTF-8"], "de", None, "de"),
    (["de_AT"], ["de-AT", "de_AT.UTF-8"], "de_AT", "de_AT", "de"),
    (["de"], ["de-AT", "de-CH", "de"], "de", "de", "de"),
    (["de", "de_AT"], ["de-CH"], "de", "de", "de"),
    (["pt"], ["pt-BR"], "pt_BR", "pt", "pt_BR"),
    (["pt"], ["pt-PT", "pt-AO"], "pt_PT", "pt", "pt_PT"),
    (["pt"], ["pt"], "pt", "pt", "pt_BR"),
    (["pt_BR"], ["pt-PT"], "pt_PT", None, "pt_PT"),
    (["zh_HK"], ["zh-TW"], "zh_Hant", None, "zh_Hant"),
    (["zh_HK"], ["zh-HK", "zh-Hant-HK"], "zh_HK", "zh_HK", "zh_Hant"),
    (["en_GB"], ["en-US", "C", "tlh", "", "en"], "en", None, "en"),
    (["en_GB"], ["en-AU"], "en_GB", "en_GB", "en_GB"),
    (["en"], ["en-GB", "en-AU"], "en_GB", "en", "en_GB"),
    (["en"], ["tlh", "C", "en-US"], "en", "en", "en"),
    (["C"], ["tlh", "en"], "en", "C", "en"),
    (["tlh"], ["tlh-US", "tlh"], "tlh", "tlh", "en"),
    (["no"], ["no", "nn"], "no", "no", "nb"),
    (["zh"], ["zh-CN"], "zh", "zh", "zh_Hans"),
    (["zh"], ["zh_Hans"], "zh_Hans", "zh", "zh_Hans"),
    (["iw"], ["he-IL"], "he", "iw", "he"),
    (["iw"], ["iw"], "iw", "iw", "he"),
    (["klingon"], ["klingon"], "klingon", "klingon", "en"),
    (["qaa"], ["qaa", "qaa-DE"], "qaa", "qaa", "en"),
    # The likely territory is the language.
    (["ja_JP"], ["ja"], "ja", "ja_JP", "ja"),
    (["ja_JP"], ["ja-JP"], "ja_JP", "ja_JP", "ja"),
    (["fr_FR"], ["fr", "fr-CA"], "fr", "fr_FR", "fr"),
    (["zh_TW"], ["zh-Hant", "zh-HK"], "zh_Hant", "zh_TW", "zh_Hant"),
    (["zh_TW"], ["zh", "zh-CN"], "zh_Hans", None, "zh_Hans"),
    (["en_US"], ["en", "C", "tlh"], "en", "en_US", "en"),
    # A name with variants, or whatever else is no language, script or territory, serves who says all of these.
    (["ca_ES_VALENCIA"], ["ca", "ca-ES"], "ca", None, "ca"),
    (["ca_ES_VALENCIA"], ["ca-valencia", "ca-ES-valencia", "ca_ES@valencia"], "ca_ES_VALENCIA", "ca_ES_VALENCIA", "ca"),
    (["ca@valencia"], ["ca", "ca-ES"], "ca", None, "ca"),
    (["ca@valencia"], ["ca-ES-valencia"], "ca@valencia", "ca@valencia", "ca"),
    (["de_AT_1901"], ["de-AT", "de"], "de", None, "de"),
    (["de_AT_1901"], ["de-AT-1901", "de-1901-AT", "de-CH-1901"], "de_AT_1901", "de_AT_1901", "de"),
    (["de_1901"], ["de", "de-AT"], "de", None, "de"),
    (["de_1901"], ["de-AT-1901", "de-1901"], "de_1901", "de_1901", "de"),
    (["de_AT", "de_1901"], ["de-AT"], "de_AT", "de_AT", "de"),
    (["de_DE@formal"], ["de", "de-DE", "de-AT"], "de", None, "de"),
    (["de_DE@formal"], ["de_DE@formal", "de@formal", "de-AT@formal"], "de_DE@formal", "de_DE@formal", "de"),
    (["de-x-formal"], ["de", "de-x-other"], "de", None, "de"),
    (["de-x-formal"], ["de-x-formal", "de-AT-x-formal"], "de-x-formal", "de-x-formal", "de"),
    (["de.bak"], ["de", "de_DE.UTF-8", "de_DE.bak"], "de", None, "de"),
    (["sr-latin"], ["sr", "sr-RS"], "sr", None, "sr"),
    (["sr-latin"], ["sr-Latn", "sr@latin"], "sr-latin", "sr-latin", "sr_Latn"),
    (["en@quot"], ["en", "en-US", "C", "tlh"], "en", None, "en"),
    (["en@quot"], ["en@quot", "en_US@quot"], "en@quot", "en@quot", "en"),
    (["qaa_VARIANT"], ["qaa", "qaa-DE"], "en", None, "en"),
    (["qaa_VARIANT"], ["qaa-variant"], "qaa_VARIANT", "qaa_VARIANT", "en"),
    (["qaa_VARIANT", "qaa"], ["qaa", "qaa-DE"], "qaa", "qaa", "en"),
]
ROWS = [(folders, tag, *rest) for folders, tags, *rest in TABLE for tag in tags]


@pytest.mark.parametrize(("folders", "tag", "name", "words", "fills_in"), ROWS)
def test_an_applications_catalog_serves_its_locale_and_those_below(  # noqa: PLR0913, PLR0917  the columns of the table
    folders: list[str],
    tag: str,
    name: str,
    words: str | None,
    fills_in: str,
    write_mo_file: WriteMo,
    tmp_path: Path,
) -> None:
    for folder in folders:
        write_mo_file(folder, {CREATED.description: f"own {folder}"})
    catalog = MessageCatalog(tmp_path)
    assert catalog.negotiate_locale(tag) == name
    assert catalog.status_message(12, tag) == (f"own {words}" if words else status_message(12, fills_in))
    assert catalog.status_message(13, tag) == status_message(13, fills_in)
    assert catalog.error_messages(tag) == error_messages(fills_in)


def test_the_layers_come_in_this_order(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de_AT", {MSGIDS[0]: "at"})
    write_mo_file("de", {MSGIDS[0]: "de", MSGIDS[1]: "de", MSGIDS[2]: ""})
    write_mo_file("tlh", {MSGIDS[0]: "tlh"})
    write_mo_file("en", dict.fromkeys(MSGIDS[:4], "en"))
    catalog = MessageCatalog(tmp_path)
    # its own of the region, its own of the language, and what is packaged, also for an empty translation
    assert [catalog.status_message(code, "de-AT") for code in range(4)] == [
        "at",
        "de",
        *(status_message(code, "de") for code in (2, 3)),
    ]
    assert [catalog.status_message(code, "tlh") for code in (0, 1, 4)] == ["tlh", "en", MSGIDS[4]]
    assert catalog.status_messages("fr") == status_messages("fr")


def test_the_names_are_those_of_the_catalogs(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", GOOD)
    write_mo_file("qaa", GOOD).rename(tmp_path / "qaa/LC_MESSAGES/other.mo")
    write_mo_file("qab", GOOD).unlink()
    tmp_path.joinpath("qab/LC_MESSAGES/tpmvscmgr.mo").mkdir()
    tmp_path.joinpath("other.pot").touch()
    assert {*MessageCatalog(tmp_path).available_locales()} - {*available_locales()} == {"tlh"}


@pytest.mark.parametrize("mistake", ["one level too deep", "not compiled"])
def test_a_directory_without_catalogs_is_warned_about(
    mistake: str, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("tlh", GOOD)
    localedir = tmp_path / "tlh" if mistake == "one level too deep" else tmp_path
    if mistake == "not compiled":
        path.rename(path.with_suffix(".po"))
    catalog = MessageCatalog(localedir)
    for locale in ("tlh", "de", None):
        assert catalog.status_message(12, locale)
    assert one_warning(caplog) == f"{localedir} is ignored: it has no <locale>/LC_MESSAGES/tpmvscmgr.mo"


# The file


TEXTS = {msgid: f"Stand {number}." for number, msgid in enumerate(MSGIDS)}
GOOD = mo_bytes(TEXTS)
HEADER = b"Content-Type: text/plain; charset=utf-8\n"


def with_header(header: bytes, order: str = "<") -> bytes:
    """Return a .mo file in this byte order whose header is this one and whose messages are in UTF-8."""
    texts = [(b"", header), *((msgid.encode(), msgstr.encode()) for msgid, msgstr in sorted(TEXTS.items()))]
    tables: tuple[list[int], list[int]] = [], []
    data, start = b"", 28 + 16 * len(texts)
    for pair in texts:
        for table, text in zip(tables, pair, strict=True):
            table += [len(text), start + len(data)]
            data += text + b"\0"
    numbers = [0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0, *tables[0], *tables[1]]
    return struct.pack(f"{order}{len(numbers)}I", *numbers) + data


@pytest.mark.parametrize("content", [GOOD, with_header(HEADER), with_header(HEADER, ">")])
def test_a_file_in_either_byte_order_is_read(
    content: bytes, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_mo_file("de", content)
    catalog = MessageCatalog(tmp_path)
    assert [*catalog.status_messages("de").values(), *catalog.error_messages("de").values()] == [*TEXTS.values()]
    assert not caplog.records


BROKEN = {
    "empty": b"",
    "truncated": GOOD[: len(GOOD) // 2],
    "cut in its tables": GOOD[:40],
    "not a .mo": b"msgid and msgstr, uncompiled\n" * 9,
    "of a future version": GOOD[:4] + struct.pack("<I", 0x00090000) + GOOD[8:],
    "with a header only": mo_bytes({}),
    "of another domain": mo_bytes({"File": "Datei"}),
    "without translations": mo_bytes(dict.fromkeys(TEXTS, "")),
    "not in its charset": with_header(HEADER).replace(b"Stand", b"St\xe4nd"),
    "in an unknown charset": with_header(b"Content-Type: text/plain; charset=klingon\n"),
    "in no charset": with_header(b"Content-Type: text/plain\n").replace(b"Stand", b"St\xe4nd"),
    "with plural forms that are none": with_header(HEADER + b"Plural-Forms: nplurals=1; plural=import os;\n"),
    "with a count that is a lie": GOOD[:8] + struct.pack("<I", 0xFFFFFFFF) + GOOD[12:],
    "with a length that is a lie": GOOD[:28] + struct.pack("<I", 0xFFFFFFFF) + GOOD[32:],
}


# A failure costs one warning, and passes


def one_warning(caplog: pytest.LogCaptureFixture) -> str:
    [record] = caplog.records
    assert (record.name, record.levelno) == ("tpmvscmgr", logging.WARNING)
    return record.message


@pytest.mark.parametrize("content", [*BROKEN.values(), None], ids=[*BROKEN, "missing"])
def test_a_file_that_cannot_be_read_is_ignored_until_it_is_repaired(
    content: bytes | None, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("de", content or b"")
    catalog = MessageCatalog(tmp_path)
    if content is None:
        path.unlink()
    for locale in ("de", "de-AT", "de_CH.UTF-8", ["de"]):
        assert catalog.status_messages(locale) == status_messages("de")
        assert catalog.error_messages(locale) == error_messages("de")
    assert one_warning(caplog).startswith(f"{path} is ignored: ")
    write_mo_file("de", {CREATED.description: "repaired"})
    assert catalog.status_message(12, "de") == "repaired"


def test_each_broken_file_is_warned_about(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = [write_mo_file(name, b"broken") for name in ("de", "fr")]
    catalog = MessageCatalog(tmp_path)
    for locale in ("de", "fr"):
        catalog.status_message(12, locale)
    assert [record.message.partition(" is ")[0] for record in caplog.records] == [str(path) for path in paths]


@pytest.mark.parametrize("locale", [["qaa", "de"], None], ids=["list", "LANGUAGE"])
def test_a_name_of_which_nothing_can_be_read_serves_nobody(
    locale: list[str] | None,
    write_mo_file: WriteMo,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "qaa:de")
    write_mo_file("qaa", b"broken")
    write_mo_file("en", {DESTROYED.description: "own"})
    catalog = MessageCatalog(tmp_path)
    for _ in range(2):
        assert catalog.status_message(12, locale) == status_message(12, "de")
        assert catalog.negotiate_locale(locale) == "de"
        assert catalog.negotiate_locale("qaa", default=None) is None
        assert catalog.status_messages("qaa") == catalog.status_messages("en") != status_messages("en")
    one_warning(caplog)
    write_mo_file("qaa", {CREATED.description: "repaired"})
    assert catalog.status_message(12, locale) == "repaired"


def test_where_nothing_of_the_best_name_can_be_read_the_next_best_one_serves(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_mo_file("qaa_DE", b"broken")
    write_mo_file("qaa_AT", {CREATED.description: "next"})
    catalog = MessageCatalog(tmp_path)
    for locale in ("qaa-DE", ["qaa-DE", "de"], "qaa-DE"):
        assert catalog.status_message(12, locale) == "next"
        assert catalog.negotiate_locale(locale) == "qaa_AT"
    one_warning(caplog)
    write_mo_file("qaa_DE", {CREATED.description: "repaired"})
    assert catalog.status_message(12, "qaa-DE") == "repaired"


def test_english_that_fills_in_is_read_again_until_it_is_repaired(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("qaa", {CREATED.description: "own"})
    write_mo_file("en", b"broken")
    catalog = MessageCatalog(tmp_path)
    assert [catalog.status_message(code, "qaa") for code in (12, 13)] == ["own", DESTROYED.description]
    write_mo_file("en", {DESTROYED.description: "repaired"})
    assert [catalog.status_message(code, "qaa") for code in (12, 13)] == ["own", "repaired"]


@pytest.mark.parametrize("name", ["en", "en_GB", "en@quot", "de_AT"])
def test_a_broken_catalog_of_a_language_that_is_packaged_still_serves(
    name: str, write_mo_file: WriteMo, tmp_path: Path
) -> None:
    write_mo_file(name, b"broken")
    catalog = MessageCatalog(tmp_path)
    assert catalog.negotiate_locale([name, "fr"]) == name
    assert catalog.status_messages([name, "fr"]) == status_messages(name)


class TimeLimit(Exception):  # noqa: N818  as a handler of a signal raises it
    pass


@pytest.mark.parametrize("error", [OSError, MemoryError, SystemError, ValueError, TimeLimit])
@pytest.mark.parametrize("target", ["tpmvscmgr._catalog._read_mo", "gettext.GNUTranslations"])
def test_a_failure_to_read_is_not_remembered(
    target: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setenv("LANGUAGE", "tlh:zh_HK")
    catalog = MessageCatalog()
    with monkeypatch.context() as patched:
        patched.setattr(target, fail)
        for locale in ("zh-HK", None, "zh-HK"):
            assert catalog.status_message(12, locale) == CREATED.description
            assert catalog.error_message(17, locale) == FAILED.description
            assert catalog.negotiate_locale(locale, default=None) is None
    one_warning(caplog)
    for locale in ("zh-HK", None):
        assert catalog.error_message(17, locale) == error_messages("zh_Hant")[FAILED]
        assert catalog.status_message(12, locale) == status_message(12, "zh_Hant")


def test_a_failure_to_ask_for_the_users_languages_is_not_remembered(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ImportError

    catalog = MessageCatalog()
    with monkeypatch.context() as patched:
        patched.setattr(_catalog, "preferred_locales", fail)
        assert catalog.status_message(12) == CREATED.description
        assert catalog.negotiate_locale() == "en"
    assert one_warning(caplog) == "the list of the user's languages is ignored: ImportError: "
    monkeypatch.setattr(_catalog, "preferred_locales", lambda _: ("de",))
    assert catalog.status_message(12) == status_message(12, "de")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("target", ["negotiate", "_read_mo", "preferred_locales"])
def test_what_stops_a_program_stops_it(target: str, stop: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise stop

    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setattr(_catalog, target, fail)
    with pytest.raises(stop):
        MessageCatalog().status_message(12, default=None)


NO_HANDLES = """\
import os, resource
import gettext, io, logging
import tpmvscmgr
logging.disable()
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
handles = []
try:
    while True:
        handles.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
english = tpmvscmgr.status_message(12, "zh-HK"), tpmvscmgr.status_message(12, "en-JP")
for handle in handles:
    os.close(handle)
assert english[0] == english[1] == tpmvscmgr.TpmVscMgrStatus(12).description
assert tpmvscmgr.status_message(12, "zh-HK") == tpmvscmgr.status_message(12, "zh_Hant")
"""
DEEP = """\
import logging, sys
import tpmvscmgr
logging.disable()
def at_depth(depth):
    if depth:
        return at_depth(depth - 1)
    return tpmvscmgr.status_message(12, "zh-Hant-ZZ")
for frames in range(2, 200):
    try:
        at_depth(sys.getrecursionlimit() - frames)
    except RecursionError:
        pass
assert tpmvscmgr.status_message(12, "zh-Hant-ZZ") == tpmvscmgr.status_message(12, "zh_Hant")
assert tpmvscmgr.status_message(12, "zh_Hant") != tpmvscmgr.status_message(12, "en")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit the handles of a process")
def test_a_process_out_of_file_handles_recovers() -> None:
    subprocess.run([sys.executable, "-c", NO_HANDLES], check=True)


def test_a_call_near_the_recursion_limit_leaves_nothing_behind() -> None:
    subprocess.run([sys.executable, "-c", DEEP], check=True)


# Logging


@pytest.fixture
def on_warning(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Return a function that has a logging handler do something when the library warns."""

    def add(act: Callable[[], object]) -> None:
        handler = logging.Handler()
        handler.emit = lambda _: act()  # type: ignore[method-assign, assignment]
        monkeypatch.setattr(logging.getLogger("tpmvscmgr"), "handlers", [handler])

    return add


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_handler_that_raises_is_no_error_unless_it_stops_the_program(
    error: type[BaseException],
    write_mo_file: WriteMo,
    tmp_path: Path,
    on_warning: Callable[[Callable[[], object]], None],
) -> None:
    calls: list[None] = []

    def fail() -> None:
        calls.append(None)
        raise error

    write_mo_file("de", b"broken")
    on_warning(fail)
    if error is RuntimeError:
        assert MessageCatalog(tmp_path).status_message(12, "de") == status_message(12, "de")
    else:
        with pytest.raises(error):
            MessageCatalog(tmp_path).status_message(12, "de")
    assert len(calls) == 1


def test_a_handler_and_other_threads_may_ask_for_a_message(
    write_mo_file: WriteMo, tmp_path: Path, on_warning: Callable[[Callable[[], object]], None]
) -> None:
    write_mo_file("de", b"broken")
    catalog = MessageCatalog(tmp_path)
    barrier = threading.Barrier(8)
    answers: list[str] = []
    on_warning(lambda: answers.append(catalog.status_message(12, "de")))

    def ask() -> None:
        barrier.wait()
        answers.append(catalog.status_message(12, "de"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) > 8
    assert {*answers} == {status_message(12, "de")}
