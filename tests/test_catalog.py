"""_catalog.py: the public functions, and MessageCatalog with an application's own directory."""

from __future__ import annotations

import copy
import decimal
import inspect
import json
import os
import pickle
import sys
import threading
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import pytest
from babel import Locale

import tpmvscmgr
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    _catalog,
    available_locales,
    error_message,
    error_messages,
    negotiate_locale,
    status_message,
    status_messages,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import WriteMo

pytestmark = pytest.mark.usefixtures("_known_catalogs")
CREATED, DESTROYED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrStatus.CARD_DESTROYED
both = pytest.mark.parametrize(
    ("codes", "message", "messages"),
    [(TpmVscMgrStatus, status_message, status_messages), (TpmVscMgrErrorCode, error_message, error_messages)],
    ids=["status", "error"],
)
Message = Any  # status_message or error_message, and their twins
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]


@both
def test_a_message_is_found_by_anything_that_the_enum_takes(codes: Codes, message: Message, messages: Message) -> None:
    text = messages("de")[codes(12)]
    assert text != codes(12).description
    for code in (codes(12), 12, 12.0, decimal.Decimal(12), codes(12).c_name):
        for locale in ("de", ["de"], "de-AT", "de-LI"):
            assert message(code, locale) == message(code, locale, default=None) == text


class Unhashable:
    def __hash__(self) -> int:
        raise RuntimeError


class Incomparable:
    def __eq__(self, _: object) -> bool:
        raise TypeError

    __hash__ = None  # type: ignore[assignment]  # as a list has none


@both
@pytest.mark.parametrize("code", [99, -1, 2**31 - 1, "12", "CARD_CREATED", None, [], float("nan")])
def test_an_unknown_code_is_an_error(codes: Codes, message: Message, messages: Message, code: object) -> None:
    for locale in ("de", "fr-CA", None, ["tlh"]):
        with pytest.raises(ValueError, match=f"is not a valid {codes.__name__}") as error:
            message(code, locale)
        assert error.value.__context__ is None, "its traceback must not show anything else"
    assert list(messages("de")) == list(codes)


@both
@pytest.mark.parametrize("code", [99, "12", None, [], decimal.Decimal("sNaN"), Unhashable(), Incomparable()])
def test_with_a_default_an_unknown_code_is_the_default(
    codes: Codes, message: Message, messages: Message, code: object
) -> None:
    for default in ("?", "", None, 0, ValueError, ANY):
        for locale in ("de", "de-AT", None, ["de"], Locale("de")):
            assert message(code, locale, default=default) is default
    assert list(messages("de")) == list(codes)


@pytest.mark.parametrize("message", [status_message, error_message])
@pytest.mark.parametrize("lookup", [1, 2])  # among the known messages, in the enum
def test_a_default_does_not_hide_what_stops_a_program(message: Message, lookup: int) -> None:
    class Stop:
        lookups = 0

        def __hash__(self) -> int:
            self.lookups += 1
            raise KeyboardInterrupt if self.lookups == lookup else TypeError

    assert message(12, "de")
    with pytest.raises(KeyboardInterrupt):
        message(Stop(), "de", default=None)


@pytest.mark.parametrize("locale", ["de", ["de"], "de-AT", None])
def test_a_code_of_the_other_enum_is_an_error(locale: str | None) -> None:
    error, status = TpmVscMgrErrorCode.VREADER_INITIALIZE, CREATED
    with pytest.raises(TypeError, match=r"status_message takes a TpmVscMgrStatus, not <TpmVscMgrErrorCode\.VREADER"):
        status_message(error, locale)
    with pytest.raises(TypeError, match=r"error_message takes a TpmVscMgrErrorCode, not <TpmVscMgrStatus\.CARD_"):
        error_message(status, locale)
    with pytest.raises(ValueError, match="'TPMVSCMGR_ERROR_CARD_CREATE' is not a valid TpmVscMgrStatus"):
        status_message("TPMVSCMGR_ERROR_CARD_CREATE", locale)
    assert status_message(error, locale, default="?") == error_message(status, locale, default="?") == "?"


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("de-AT", "de"),
        (Locale("zh", "TW", "Hant"), "zh_Hant"),
        (Locale("sr", script="Latn"), "sr_Latn"),
        (Locale("no"), "nb"),
        (["tlh", "de", "fr"], "de"),
        (("tlh", Locale("ja"), "fr"), "ja"),
        (["", "pt-AO"], "pt_PT"),
        ({"nn": 1}, "nb"),
        (["C", "de"], "en"),
        (["tlh", "en-US", "de"], "en"),
        ("POSIX", "en"),
        (["tlh", "qaa"], None),
        ([], None),
        ("", None),
        ("no language at all", None),
    ],
)
def test_a_locale_resolves_to_a_catalog(locale: str, name: str | None) -> None:
    assert negotiate_locale(locale) == (name or "en")
    assert negotiate_locale(locale, default=None) == name
    assert negotiate_locale(locale, default="xx") == (name or "xx")
    for all_of, one_of in ((status_messages, status_message), (error_messages, error_message)):
        assert all_of(locale) == all_of(name or "en")
        assert one_of(13, locale) == one_of(13, name or "en")


@both
def test_all_messages_are_a_dict_of_the_callers_own(codes: Codes, message: Message, messages: Message) -> None:
    found = messages("de")
    assert type(found) is dict
    assert list(found) == list(codes)
    assert {type(code) for code in found} == {codes}
    assert json.loads(json.dumps(found)) == {str(int(code)): text for code, text in found.items()}
    assert pickle.loads(pickle.dumps(found)) == found
    wanted = found[codes(12)]
    found[codes(12)] = "changed"
    assert message(12, "de") == messages("de")[codes(12)] == wanted
    assert list(messages("en").values()) == [code.description for code in codes]


def test_english_is_available_too() -> None:
    names = available_locales()
    assert names == tuple(sorted({*names, "en"}))


# The functions


FUNCTIONS: list[Any] = [getattr(tpmvscmgr, name) for name in tpmvscmgr.__all__ if name[0].islower()]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_function_is_a_method_of_one_catalog_and_pickles_as_a_reference(function: Callable[..., object]) -> None:
    for number in range(100):
        status_message(12, f"de-x-{number}")
    pickled = pickle.dumps(function)
    assert len(pickled) < 100
    assert pickle.loads(pickled) == copy.deepcopy(function) == function
    assert function == getattr(_catalog._packaged, function.__name__)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_signature_shows_no_address_and_its_types_are_found(function: Callable[..., object]) -> None:
    signature = inspect.signature(function)
    assert " at 0x" not in str(signature)
    assert ("= <no default>" in str(signature)) == function.__name__.endswith("_message")
    assert ("locale: 'LocaleLike'" in str(signature)) == ("locale" in signature.parameters)
    assert "return" in typing.get_type_hints(function)


class Branded(MessageCatalog):
    def __init__(self, brand: str, localedir: Path) -> None:
        super().__init__(localedir)
        self.brand = brand


def test_a_catalog_pickles_as_its_directory_and_a_subclass_stays_itself(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    for own in (MessageCatalog(tmp_path), Branded("a brand", tmp_path)):
        own.status_messages("de")
        pickled = pickle.dumps(own)
        assert len(pickled) < 150 + len(str(tmp_path))
        assert b"tpmvscmgr._" not in pickled
        for again in (pickle.loads(pickled), copy.copy(own), copy.deepcopy(own)):
            assert type(again) is type(own)
            assert getattr(again, "brand", "") == getattr(own, "brand", "")
            assert again.status_message(12, "de") == "Fertig!"
        assert pickle.loads(pickle.dumps(own.status_message))(12, "de") == "Fertig!"
        assert repr(own) == f"{type(own).__name__}({str(tmp_path)!r})"
    assert pickle.loads(pickle.dumps(MessageCatalog())).status_message(12, "de") == status_message(12, "de")


# The user's own language


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")  # Windows has a language where the environment has none
    return monkeypatch


def test_none_is_the_users_own_language_read_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANGUAGE", "tlh:de_AT")
    german = MessageCatalog()
    assert german.negotiate_locale() == "de"
    environment.setenv("LANGUAGE", "fr")
    assert german.status_message(12) == german.status_message(12) == status_message(12, "de")
    assert german.status_messages() == status_messages("de")
    assert german.error_message(17) == error_message(17, "de")
    assert german.error_messages() == error_messages("de")
    for number in range(3000):
        german.negotiate_locale(f"de-x-{number}")  # empties the cache
    assert german.negotiate_locale() == "de"
    assert MessageCatalog().status_message(12) == status_message(12, "fr")


def test_where_nobody_names_a_language_it_is_english(environment: pytest.MonkeyPatch) -> None:
    assert MessageCatalog().negotiate_locale(default=None) is None
    environment.setenv("LC_ALL", "C.UTF-8")
    assert MessageCatalog().negotiate_locale(default=None) == "en"


# An application's own directory


def test_an_application_adds_a_language(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {CREATED.description: "pItlh."})
    own = MessageCatalog(str(tmp_path))
    assert own.available_locales() == tuple(sorted({*available_locales(), "tlh"}))
    assert own.negotiate_locale("tlh-US") == own.negotiate_locale(["tlh", "de"]) == "tlh"
    assert own.status_message(12, "tlh_US.UTF-8") == "pItlh."
    assert own.status_message(13, "tlh-US") == DESTROYED.description
    assert negotiate_locale(["tlh", "de"]) == "de"


@pytest.mark.parametrize("path", [str, Path, os.fsencode], ids=["str", "Path", "bytes"])
def test_a_directory_is_named_by_any_path_and_outlives_a_change_of_directory(
    path: Callable[[str], str | bytes | Path], write_mo_file: WriteMo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    monkeypatch.chdir(tmp_path.parent)
    own = MessageCatalog(path(tmp_path.name))
    monkeypatch.chdir("/")
    assert own.status_message(12, "de") == "Fertig!"


def test_a_directory_is_listed_once_and_a_file_read_once(write_mo_file: WriteMo, tmp_path: Path) -> None:
    path = write_mo_file("de", {status.description: f"Stand {status:d}." for status in TpmVscMgrStatus})
    own = MessageCatalog(tmp_path)
    assert own.status_message(12, "de-AT") == "Stand 12."
    path.unlink()
    write_mo_file("fr", {CREATED.description: "own"})
    assert own.status_message(13, "de") == "Stand 13."
    assert own.error_message(17, "de-CH") == error_message(17, "de")
    assert own.status_messages("fr") == status_messages("fr")


def test_a_directory_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    tmp_path.joinpath("file").touch()
    for path, error, message in (
        (tmp_path / "nowhere", OSError, "nowhere"),
        (tmp_path / "file", OSError, "file"),
        ("", OSError, "''"),
        ("\0", ValueError, "null"),
        (12, TypeError, "int"),
    ):
        with pytest.raises(error, match=message):
            MessageCatalog(path)  # type: ignore[arg-type]


# Safe in a callback

HOSTILE = [
    "../de",
    "../../../etc/passwd",
    "/",
    "de/../fr",
    "de@/fr",
    "\\\\server\\share",
    "D:\\de",
    "~",
    "d" * 1_000_000,
    "de-" * 1_000_000,
    "\ud800",
    "de\udfff",
    "\uff44\uff45",
    "\x1b[31m",
    "%s%n{}{0.__class__}$HOME",
    "\u202ede",
    "[",
    "*",
]


@pytest.fixture(scope="module")
def opened() -> list[str]:
    """Return a list of what the process opens or lists from now on. An audit hook stays for good, and must not fail."""
    names: list[str] = []
    sys.addaudithook(lambda event, arguments: _note(names, event, arguments))
    return names


def _note(names: list[str], event: str, arguments: tuple[object, ...]) -> None:
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str):
        names.append(arguments[0])


@pytest.mark.parametrize("locale", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_string_is_answered_and_opens_no_file_outside_the_catalogs(
    locale: str, write_mo_file: WriteMo, tmp_path: Path, opened: list[str]
) -> None:
    write_mo_file("de", {CREATED.description: "own"})
    opened.clear()
    catalog = MessageCatalog(tmp_path)
    assert catalog.status_message(12, locale) in {"own", CREATED.description}
    assert catalog.status_message(12, ["tlh", locale, "de"]) == "own"
    names = [Path(name) for name in opened]
    assert tmp_path / "de/LC_MESSAGES/tpmvscmgr.mo" in names
    packaged = Path(_catalog.__file__).parent
    assert [name for name in names if not {tmp_path, packaged} & {name, *name.parents}] == []


def test_threads_that_meet_on_a_cold_catalog_agree() -> None:
    cold, locales = MessageCatalog(), (*available_locales(), "de-AT", "zh-HK", None)
    barrier = threading.Barrier(16)
    answers: list[object] = []

    def ask() -> None:
        barrier.wait()
        answers.append([(cold.status_messages(locale), cold.error_messages(locale)) for locale in locales])

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[(status_messages(locale), error_messages(locale)) for locale in locales]] * 16


def test_a_known_locale_is_not_resolved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = MessageCatalog()
    strings: list[Any] = ["de", "de-AT", None, "tlh", "\ud800"]
    others: list[Any] = [["tlh", "de"], Locale("de"), 1031]
    for locale in strings + others:
        catalog.status_message(12, locale)
    for name in ("negotiate", "preferred_locales", "_read_mo"):
        monkeypatch.setattr(_catalog, name, None)
    for locale in strings + others:
        assert catalog.status_message(99, locale, default=None) is None
        assert catalog.status_messages(locale)
        assert catalog.error_messages(locale)
        assert catalog.negotiate_locale(locale)
    monkeypatch.setattr(MessageCatalog, "_resolve", None)
    for locale in strings:
        assert catalog.status_message(12, locale)
        assert catalog.error_message(12, locale)


def test_what_is_known_is_bounded() -> None:
    bounded = MessageCatalog()
    for number in range(3000):
        bounded.status_message(12, f"de-x-{number}")
        bounded.status_message(12, [f"de-x-{number}", "fr"])
        bounded.status_message(12, "de-" + "a" * (1000 + number))
    assert len(bounded._known) <= 1000
    assert max(len(tag) for tag in bounded._known if tag is not None) <= 255
    assert bounded.status_message(12) == status_message(12)
