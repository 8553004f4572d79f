"""catalog.py: the public functions, and MessageCatalog with an application's own messages."""

from __future__ import annotations

import builtins
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

import tpmvscmgr
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrStatus,
    available_locales,
    catalog,
    localedir,
    negotiate_locale,
    status_message,
    status_messages,
)

if TYPE_CHECKING:
    from .conftest import WriteMo

CREATED, DESTROYED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrStatus.CARD_DESTROYED


def test_a_message_is_found_by_anything_that_the_enum_takes() -> None:
    message = status_messages("de")[CREATED]
    assert message != CREATED.description
    for code in (CREATED, 12, 12.0):
        assert status_message(code, "de") == message  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [14, -1, "12", None, [], float("nan")])
def test_an_unknown_code_is_an_error_unless_a_default_is_given(code: int) -> None:
    with pytest.raises(ValueError, match="is not a valid TpmVscMgrStatus"):
        status_message(code, "de")
    for default in ("?", "", None, 0):
        assert status_message(code, "de", default=default) is default


def test_a_default_is_not_returned_for_a_known_code() -> None:
    assert status_message(12, "de", default=None) == status_message(12, "de")


@pytest.mark.parametrize("locale", [12, 1.5, b"de", ["de", 12], [["de"]], [None], object(), True])
def test_a_locale_of_another_type_is_an_error(locale: object) -> None:
    for ask in (status_messages, negotiate_locale, lambda locale: status_message(12, locale, default=None)):
        with pytest.raises(TypeError, match=r"a locale is a str, a babel\.Locale, an iterable of these or None, not "):
            ask(locale)  # type: ignore[arg-type]


def test_a_wrong_locale_is_named() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        negotiate_locale(b"de")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("preferred", "best"),
    [
        ("de-AT", "de"),
        (Locale.parse("zh_TW"), "zh_Hant"),
        (Locale("sr", script="Latn"), "sr_Latn"),
        (["tlh", "de", "fr"], "de"),
        (("tlh", Locale("ja"), "fr"), "ja"),
        (iter(["", "pt-AO"]), "pt_PT"),
        ({"nn": 1}, "nb"),
        (["C", "de"], "en"),
        (["en-US", "de"], "en"),
        (["tlh", "qaa"], "en"),
        ([], "en"),
        ("C", "en"),
        ("POSIX", "en"),
        ("", "en"),
        ("no language at all", "en"),
    ],
)
def test_a_locale_resolves_to_a_catalog(preferred: object, best: str) -> None:
    assert negotiate_locale(preferred) == best  # type: ignore[arg-type]


def test_messages_are_those_of_the_catalog_that_the_locale_resolves_to() -> None:
    for locale in ("de-AT", Locale.parse("zh_TW"), ["tlh", "sr-ME"], "tlh"):
        name = negotiate_locale(locale)
        assert status_messages(locale) == status_messages(name)
        assert status_message(13, locale) == status_messages(name)[DESTROYED]


def test_all_messages_come_in_code_order_and_read_only() -> None:
    messages = status_messages("de")
    assert list(messages) == list(TpmVscMgrStatus)
    assert messages[12] == messages[CREATED]  # type: ignore[index]
    with pytest.raises(TypeError):
        messages[CREATED] = ""  # type: ignore[index]


def test_english_is_available_and_its_own_source() -> None:
    names = available_locales()
    assert names == tuple(sorted(set(names)))
    assert "en" in names
    assert list(status_messages("en").values()) == [status.description for status in TpmVscMgrStatus]


def test_the_module_functions_are_those_of_one_catalog() -> None:
    bound = {getattr(tpmvscmgr, name) for name in tpmvscmgr.__all__ if name[0].islower()}
    assert {function.__self__ for function in bound} == {catalog._catalog}
    assert {function.__name__ for function in bound} == {
        "available_locales",
        "negotiate_locale",
        "status_message",
        "status_messages",
    }


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def test_none_is_the_users_own_language_read_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANGUAGE", "tlh:de_AT")
    german = MessageCatalog()
    assert german.negotiate_locale() == "de"
    environment.setenv("LANGUAGE", "fr")
    assert german.status_message(12) == german.status_message(12) == status_message(12, "de")
    assert german.status_messages() == status_messages("de")
    assert MessageCatalog().status_message(12) == status_message(12, "fr")


def test_where_nobody_names_a_language_it_is_english(environment: pytest.MonkeyPatch) -> None:
    assert MessageCatalog().negotiate_locale() == "en"
    environment.setenv("LC_ALL", "C.UTF-8")
    assert MessageCatalog().negotiate_locale() == "en"


# An application's own directory


def test_an_applications_message_comes_first_and_the_packaged_one_fills_in(
    write_mo_file: WriteMo, tmp_path: Path
) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    own = MessageCatalog(tmp_path)
    assert own.status_message(12, "de-AT") == "Fertig!"
    assert own.status_message(13, "de-AT") == status_message(13, "de")
    assert own.status_messages("fr") == status_messages("fr")
    assert status_message(12, "de-AT") != "Fertig!"


def test_an_application_adds_a_language(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {CREATED.description: "pItlh."})
    own = MessageCatalog(str(tmp_path))
    assert own.available_locales() == tuple(sorted({*available_locales(), "tlh"}))
    assert own.negotiate_locale("tlh-US") == "tlh"
    assert own.status_message(12, "tlh_US.UTF-8") == "pItlh."
    assert own.status_message(13, "tlh-US") == DESTROYED.description
    assert own.negotiate_locale(["tlh", "de"]) == "tlh"
    assert negotiate_locale(["tlh", "de"]) == "de"


def test_each_directory_is_negotiated_by_itself(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de_AT", {CREATED.description: "Passt."})
    write_mo_file("pt", {CREATED.description: "Pronto."})
    own = MessageCatalog(tmp_path)
    assert own.negotiate_locale("de-AT") == "de_AT"
    assert own.status_message(12, "de-AT") == "Passt."
    assert own.status_message(13, "de-AT") == status_message(13, "de")
    assert own.status_message(12, "pt-PT") == "Pronto."
    assert own.status_message(13, "pt-PT") == status_message(13, "pt_PT")


def test_an_application_words_english_itself(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("en", {CREATED.description: "Done."})
    own = MessageCatalog(tmp_path)
    assert own.status_message(12, "en-US") == own.status_message(12, "qaa") == "Done."
    assert own.status_message(13, "en-US") == DESTROYED.description


def test_a_directory_may_serve_other_domains_too(
    write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"}).rename(tmp_path / "de/LC_MESSAGES/other.mo")
    (tmp_path / "other.pot").touch()
    own = MessageCatalog(tmp_path)
    assert own.available_locales() == available_locales()
    assert own.status_messages("de") == status_messages("de")
    assert not caplog.records


def test_a_directory_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        MessageCatalog(tmp_path / "nowhere")
    tmp_path.joinpath("file").touch()
    with pytest.raises(NotADirectoryError, match="file"):
        MessageCatalog(tmp_path / "file")
    with pytest.raises(TypeError, match="int"):
        MessageCatalog(12)  # type: ignore[arg-type]


def test_a_relative_directory_outlives_a_change_of_directory(
    write_mo_file: WriteMo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    monkeypatch.chdir(tmp_path.parent)
    own = MessageCatalog(tmp_path.name)
    monkeypatch.chdir("/")
    assert own.status_message(12, "de") == "Fertig!"


# Safe in a callback

HOSTILE = [
    "de\0",
    "../de",
    "../../../etc/passwd",
    "/",
    "de/../fr",
    "de@/fr",
    "\\\\server\\share",
    "C:\\de",
    "~",
    "d" * 1_000_000,
    "de-" * 1_000_000,
    "\ud800",
    "de\udfff",
    "\uff44\uff45",
    "de\r\n",
    "\x1b[31m",
    "%s%n{}{0.__class__}$HOME",
    "\u202ede",
    "[",
    "*",
]


@pytest.mark.parametrize("locale", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_string_is_answered(locale: str) -> None:
    assert negotiate_locale(locale) in {"de", "en"}
    assert negotiate_locale([locale, "fr"]) in {"de", "fr"}
    assert status_message(12, locale) in {status_message(12, "de"), CREATED.description}


@given(st.text(st.characters(exclude_categories=[])) | st.lists(st.text()))
def test_any_locale_is_answered_by_a_catalog(locale: str | list[str]) -> None:
    name = negotiate_locale(locale)
    assert name in available_locales()
    assert status_messages(locale) == status_messages(name)


@given(st.integers() | st.text() | st.floats() | st.none() | st.binary(), st.text())
def test_with_a_default_nothing_raises(code: int, locale: str) -> None:
    message = status_message(code, locale, default=None)
    assert message is None or message == status_messages(locale)[TpmVscMgrStatus(code)]


@pytest.mark.usefixtures("cold")
@pytest.mark.parametrize("locale", HOSTILE, ids=range(len(HOSTILE)))
def test_no_file_outside_the_catalogs_is_opened(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    negotiate_locale("zh-HK")  # Babel reads its data
    opened: list[str] = []

    def spy(path: str, mode: str) -> object:
        opened.append(path)
        return unspied(path, mode)

    unspied = builtins.open
    monkeypatch.setattr(localedir, "open", spy, raising=False)
    catalog = MessageCatalog()
    catalog.status_message(12, locale)
    catalog.status_message(12, ["de", locale])
    packaged = Path(localedir.__file__).with_name("locales")
    assert opened == [str(packaged / "de/LC_MESSAGES/tpmvscmgr.mo")]


@pytest.mark.usefixtures("cold")
def test_threads_that_meet_on_a_cold_catalog_agree() -> None:
    cold, locales = MessageCatalog(), (*available_locales(), "de-AT", "zh-HK", None)
    barrier = threading.Barrier(16)
    answers: list[dict[object, dict[TpmVscMgrStatus, str]]] = []

    def ask() -> None:
        barrier.wait()
        answers.append({locale: dict(cold.status_messages(locale)) for locale in locales})

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{locale: dict(status_messages(locale)) for locale in locales}] * 16


def test_the_caches_are_bounded() -> None:
    bounded = MessageCatalog()
    for number in range(3000):
        bounded.status_message(12, f"de-x-{number}")
        bounded.status_message(12, "de-" + "a" * (200 + number))
    assert len(bounded._by_tag) <= 1024
    assert max(map(len, filter(None, bounded._by_tag))) <= 100
    assert set(bounded._by_names) == {("de",), ("en",)}
    assert bounded.status_message(12) == status_message(12)
