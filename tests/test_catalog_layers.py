"""_catalog.py: one negotiation over all names, then the layers; and no failure raises or is remembered."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    _catalog,
    error_messages,
    status_message,
    status_messages,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import WriteMo

CREATED, DESTROYED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrStatus.CARD_DESTROYED
FAILED = TpmVscMgrErrorCode.CARD_CREATE


def own(tmp_path: Path, write_mo_file: WriteMo, *names: str) -> MessageCatalog:
    """Return a MessageCatalog whose own directory has these names, each with a text of its own for one message."""
    for name in names:
        write_mo_file(name, {CREATED.description: f"own {name}"})
    return MessageCatalog(tmp_path)


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
def test_an_applications_catalog_speaks_at_and_below_its_locale(  # noqa: PLR0913, PLR0917  the columns of the table
    folders: list[str],
    tag: str,
    name: str,
    words: str | None,
    fills_in: str,
    write_mo_file: WriteMo,
    tmp_path: Path,
) -> None:
    catalog = own(tmp_path, write_mo_file, *folders)
    assert catalog.negotiate_locale(tag) == name
    assert catalog.status_message(12, tag) == (f"own {words}" if words else status_message(12, fills_in))
    assert catalog.status_message(13, tag) == status_message(13, fills_in)
    assert catalog.error_messages(tag) == error_messages(fills_in)


def test_a_region_falls_back_to_the_applications_own_language_first(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de_AT", {CREATED.description: "at"})
    write_mo_file("de", {CREATED.description: "de", DESTROYED.description: "de"})
    write_mo_file("en", {FAILED.description: "en"})
    catalog = MessageCatalog(tmp_path)
    assert catalog.status_message(12, "de-AT") == "at"
    assert catalog.status_message(13, "de-AT") == "de"
    assert catalog.error_message(17, "de-AT") == error_messages("de")[FAILED]
    assert catalog.error_message(18, "de-AT") == error_messages("de")[TpmVscMgrErrorCode.CARD_DESTROY]


def test_the_applications_english_fills_in_last(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {CREATED.description: "tlh"})
    write_mo_file("en", {CREATED.description: "en", DESTROYED.description: "en"})
    catalog = MessageCatalog(tmp_path)
    assert (catalog.status_message(12, "tlh"), catalog.status_message(13, "tlh")) == ("tlh", "en")
    assert catalog.status_message(0, "tlh") == TpmVscMgrStatus(0).description
    assert catalog.status_messages("de") == status_messages("de")


# A failure costs one warning, and passes


def one_warning(caplog: pytest.LogCaptureFixture) -> str:
    [record] = caplog.records
    assert (record.name, record.levelno) == ("tpmvscmgr", logging.WARNING)
    return record.message


def test_a_broken_catalog_yields_to_the_next_layer(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("de", b"broken")
    catalog = MessageCatalog(tmp_path)
    for locale in ("de", "de-AT", "de_CH.UTF-8", ["de"]):
        assert catalog.status_messages(locale) == status_messages("de")
        assert catalog.error_messages(locale) == error_messages("de")
    assert str(path) in one_warning(caplog)


def test_each_broken_catalog_costs_a_warning(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = [write_mo_file(name, b"broken") for name in ("de", "fr")]
    catalog = MessageCatalog(tmp_path)
    for locale in ("de", "fr"):
        catalog.status_message(12, locale)
    for path, record in zip(paths, caplog.records, strict=True):
        assert str(path) in record.message


def test_a_broken_catalog_that_is_mended_is_read(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_mo_file("de", b"broken")
    catalog = MessageCatalog(tmp_path)
    for _ in range(2):
        assert catalog.status_message(12, "de") == status_message(12, "de")
    one_warning(caplog)
    write_mo_file("de", {CREATED.description: "mended"})
    assert catalog.status_message(12, "de") == "mended"


@pytest.mark.parametrize("own_language", [["qaa", "de"], None], ids=["list", "LANGUAGE"])
def test_a_name_of_which_nothing_can_be_read_serves_nobody(
    own_language: list[str] | None,
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
        assert catalog.status_message(12, own_language) == status_message(12, "de")
        assert catalog.negotiate_locale(own_language) == "de"
        assert catalog.negotiate_locale("qaa", default=None) is None
        assert catalog.status_messages("qaa") == catalog.status_messages("en") != status_messages("en")
    one_warning(caplog)
    write_mo_file("qaa", {CREATED.description: "mended"})
    assert catalog.status_message(12, own_language) == "mended"


@pytest.mark.parametrize("name", ["en", "en_GB", "en@quot", "de_AT"])
def test_a_broken_catalog_of_a_language_that_is_packaged_still_serves(
    name: str, write_mo_file: WriteMo, tmp_path: Path
) -> None:
    write_mo_file(name, b"broken")
    catalog = MessageCatalog(tmp_path)
    assert catalog.negotiate_locale([name, "fr"]) == name
    assert catalog.status_messages([name, "fr"]) == status_messages(name)


def test_a_missing_file_yields_until_it_is_there(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_mo_file("de", {CREATED.description: "own"})
    catalog = MessageCatalog(tmp_path)
    path.unlink()
    for _ in range(3):
        assert catalog.status_message(12, "de") == status_message(12, "de")
    assert str(path) in one_warning(caplog)
    write_mo_file("de", {CREATED.description: "own"})
    assert catalog.status_message(12, "de") == "own"


class TimeLimit(Exception):  # noqa: N818  as a handler of a signal raises it
    pass


@pytest.mark.parametrize("error", [OSError, MemoryError, SystemError, ValueError, TimeLimit])
@pytest.mark.parametrize("target", ["tpmvscmgr._catalog._read_mo", "gettext.GNUTranslations"])
def test_a_failure_to_read_is_not_remembered(
    target: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise error

    catalog = MessageCatalog()
    with monkeypatch.context() as patched:
        patched.setattr(target, fail)
        for _ in range(2):
            assert catalog.status_message(12, "zh-HK") == CREATED.description
            assert catalog.error_message(17, "zh-HK") == FAILED.description
            assert catalog.negotiate_locale("zh-HK", default=None) is None
    one_warning(caplog)
    assert catalog.error_message(17, "zh-HK") == error_messages("zh_Hant")[FAILED]
    assert catalog.status_message(12, "zh-HK") == status_message(12, "zh_Hant")


def test_a_failure_to_read_the_users_own_language_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise OSError

    monkeypatch.setenv("LANGUAGE", "tlh:de")
    catalog = MessageCatalog()
    with monkeypatch.context() as patched:
        patched.setattr(_catalog, "_read_mo", fail)
        assert catalog.status_message(12) == CREATED.description
    assert catalog.status_message(12) == status_message(12, "de")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("room", ["negotiate", "_read_mo", "preferred_locales"])
def test_what_stops_a_program_stops_it(room: str, stop: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise stop

    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setattr(_catalog, room, fail)
    with pytest.raises(stop):
        MessageCatalog().status_message(12, default=None)


def test_a_failure_to_ask_for_the_users_languages_passes(
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


NO_HANDLES = """\
import os, resource, sys
import gettext, struct, io, logging
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
assert tpmvscmgr.negotiate_locale("zh-Hant-ZZ") == "zh_Hant"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit the handles of a process")
def test_a_process_out_of_file_handles_recovers() -> None:
    subprocess.run([sys.executable, "-c", NO_HANDLES], check=True)


DEEP = """\
import logging, sys
import tpmvscmgr
logging.disable()
def at_depth(depth):
    if depth:
        return at_depth(depth - 1)
    return tpmvscmgr.status_message(12, "zh-Hant-ZZ")
for room in range(2, 200):
    try:
        at_depth(sys.getrecursionlimit() - room)
    except RecursionError:
        pass
assert tpmvscmgr.status_message(12, "zh-Hant-ZZ") == tpmvscmgr.status_message(12, "zh_Hant")
assert tpmvscmgr.status_message(12, "zh_Hant") != tpmvscmgr.status_message(12, "en")
"""


def test_a_call_near_the_recursion_limit_leaves_nothing_behind() -> None:
    subprocess.run([sys.executable, "-c", DEEP], check=True)


# Logging


class Handler(logging.Handler):
    def __init__(self, emit: Callable[[], object]) -> None:
        super().__init__()
        self.calls = 0
        self._emit = emit

    def emit(self, _: logging.LogRecord) -> None:
        self.calls += 1
        self._emit()


@pytest.fixture
def logger() -> logging.Logger:
    return logging.getLogger("tpmvscmgr")


def test_a_handler_that_raises_is_no_error(write_mo_file: WriteMo, tmp_path: Path, logger: logging.Logger) -> None:
    def fail() -> None:
        raise RuntimeError

    write_mo_file("de", b"broken")
    handler = Handler(fail)
    logger.addHandler(handler)
    try:
        assert MessageCatalog(tmp_path).status_message(12, "de") == status_message(12, "de")
    finally:
        logger.removeHandler(handler)
    assert handler.calls == 1


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_handler_that_stops_a_program_stops_it(
    stop: type[BaseException], write_mo_file: WriteMo, tmp_path: Path, logger: logging.Logger
) -> None:
    def fail() -> None:
        raise stop

    write_mo_file("de", b"broken")
    handler = Handler(fail)
    logger.addHandler(handler)
    try:
        with pytest.raises(stop):
            MessageCatalog(tmp_path).status_message(12, "de")
    finally:
        logger.removeHandler(handler)


@pytest.mark.parametrize("broken", [True, False], ids=["broken", "missing"])
def test_a_handler_that_asks_for_a_message_gets_it(
    write_mo_file: WriteMo,
    tmp_path: Path,
    logger: logging.Logger,
    broken: bool,  # noqa: FBT001
) -> None:
    path = write_mo_file("de", b"broken")
    catalog = MessageCatalog(tmp_path)
    if not broken:
        path.unlink()
    asked: list[str] = []
    handler = Handler(lambda: asked.append(catalog.status_message(12, "de")))
    logger.addHandler(handler)
    try:
        assert catalog.status_message(12, "de") == status_message(12, "de")
    finally:
        logger.removeHandler(handler)
    assert asked == [status_message(12, "de")]


def test_threads_that_meet_on_a_broken_catalog_agree(
    write_mo_file: WriteMo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: str) -> dict[str, str]:
        time.sleep(0.05)
        return unpatched(path)

    unpatched = _catalog._read_mo
    monkeypatch.setattr(_catalog, "_read_mo", slow)
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
    assert answers == [status_message(12, "de")] * 8
