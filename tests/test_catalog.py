"""_catalog.py: the public functions, and MessageCatalog with an application's own messages."""

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

CREATED, DESTROYED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrStatus.CARD_DESTROYED
both = pytest.mark.parametrize(
    ("codes", "message", "messages"),
    [(TpmVscMgrStatus, status_message, status_messages), (TpmVscMgrErrorCode, error_message, error_messages)],
    ids=["status", "error"],
)
Message = Any  # status_message or error_message
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]


class Unhashable:
    def __hash__(self) -> int:
        raise RuntimeError


@both
def test_a_message_is_found_by_anything_that_the_enum_takes(codes: Codes, message: Message, messages: Message) -> None:
    text = messages("de")[codes(12)]
    assert text != codes(12).description
    for code in (codes(12), 12, 12.0, decimal.Decimal(12)):
        for locale in ("de", ["de"], "de-AT"):
            assert message(code, locale) == text


@both
@pytest.mark.parametrize("code", [19, -1, 2**31 - 1, "12", "CARD_CREATED", None, [], float("nan")])
def test_an_unknown_code_is_an_error(codes: Codes, message: Message, messages: Message, code: object) -> None:
    for locale in ("de", "fr-CA", None, ["tlh"]):
        with pytest.raises(ValueError, match=f"is not a valid {codes.__name__}") as error:
            message(code, locale)
        assert error.value.__context__ is None, "its traceback must not speak of anything else"
    assert messages("de")


@both
@pytest.mark.parametrize("code", [19, -1, "12", None, [], decimal.Decimal("sNaN"), Unhashable()])
@pytest.mark.parametrize("default", ["?", "", None, 0, ..., ValueError, _catalog, ANY])
def test_with_a_default_an_unknown_code_is_the_default(
    codes: Codes, message: Message, messages: Message, code: object, default: object
) -> None:
    for locale in ("de", "de-AT", None, ["de"]):
        assert message(code, locale, default=default) is default
    assert list(messages("de")) == list(codes)


class Incomparable:
    def __eq__(self, _: object) -> bool:
        raise TypeError

    __hash__ = None  # type: ignore[assignment]  # as a list has none


@both
def test_a_type_error_of_the_code_is_not_taken_for_one_of_the_locale(
    codes: Codes, message: Message, messages: Message
) -> None:
    for locale in ("de", ["de"], Locale("de")):
        assert message(Incomparable(), locale, default="?") == "?"
    assert list(messages("de")) == list(codes)


@both
def test_a_default_is_not_returned_for_a_known_code(codes: Codes, message: Message, messages: Message) -> None:
    for locale in ("de", ["de"], "de-LI"):
        assert message(12, locale, default=None) == messages("de")[codes(12)]


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


@both
def test_a_code_is_named_by_its_c_constant(codes: Codes, message: Message, messages: Message) -> None:
    for code in codes:
        assert message(code.c_name, "de") == messages("de")[code]
        assert message(code.c_name, "de", default=None) == messages("de")[code]


def test_a_constant_of_the_other_enum_is_no_code() -> None:
    with pytest.raises(ValueError, match="'TPMVSCMGR_ERROR_CARD_CREATE' is not a valid TpmVscMgrStatus"):
        status_message("TPMVSCMGR_ERROR_CARD_CREATE", "de")
    assert error_message("TPMVSCMGR_STATUS_CARD_CREATED", default=None) is None


def test_a_member_of_the_other_enum_is_an_error() -> None:
    error, status = TpmVscMgrErrorCode.VREADER_INITIALIZE, CREATED
    for locale in ("de", ["de"], "de-AT", None):
        with pytest.raises(
            TypeError, match=r"status_message takes a TpmVscMgrStatus, not <TpmVscMgrErrorCode\.VREADER"
        ):
            status_message(error, locale)
        with pytest.raises(TypeError, match=r"error_message takes a TpmVscMgrErrorCode, not <TpmVscMgrStatus\.CARD_"):
            error_message(status, locale)
        assert status_message(error, locale, default="?") == error_message(status, locale, default="?") == "?"


@pytest.mark.parametrize(
    ("preferred", "best"),
    [
        ("de-AT", "de"),
        (Locale("zh", "TW", "Hant"), "zh_Hant"),
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
def test_a_locale_resolves_to_a_catalog(preferred: str, best: str) -> None:
    assert negotiate_locale(preferred) == best


@pytest.mark.parametrize("preferred", ["tlh", "", ["tlh", "qaa"], [], "no language at all"])
def test_where_no_catalog_serves_a_locale_its_name_is_the_default(preferred: str) -> None:
    assert negotiate_locale(preferred, default=None) is None
    assert negotiate_locale(preferred, default="xx") == "xx"


@pytest.mark.parametrize("preferred", ["en", "en-US", "C", ["tlh", "en_US.UTF-8"]])
def test_english_that_is_asked_for_is_no_default(preferred: str) -> None:
    assert negotiate_locale(preferred, default=None) == "en"


def test_messages_are_those_of_the_catalog_that_the_locale_resolves_to() -> None:
    for locale in ("de-AT", Locale("zh", "TW", "Hant"), ["tlh", "sr-ME"], "tlh"):
        name = negotiate_locale(locale)
        assert status_messages(locale) == status_messages(name)
        assert error_messages(locale) == error_messages(name)
        assert status_message(13, locale) == status_messages(name)[DESTROYED]


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


def test_english_is_available_and_its_own_source() -> None:
    names = available_locales()
    assert names == tuple(sorted(set(names)))
    assert "en" in names
    assert list(status_messages("en").values()) == [status.description for status in TpmVscMgrStatus]
    assert list(error_messages("en").values()) == [error.description for error in TpmVscMgrErrorCode]


# The functions


FUNCTIONS: list[Any] = [getattr(tpmvscmgr, name) for name in tpmvscmgr.__all__ if name[0].islower()]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_function_is_the_method_of_the_same_name_of_one_catalog(function: Any) -> None:  # noqa: ANN401
    assert function == getattr(_catalog._packaged, function.__name__)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_function_pickles_as_a_reference(function: Callable[..., object]) -> None:
    for number in range(100):
        status_message(12, f"de-x-{number}")
    pickled = pickle.dumps(function)
    assert len(pickled) < 100
    assert pickle.loads(pickled) == function
    assert copy.deepcopy(function) == function


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_signature_shows_no_address(function: Callable[..., object]) -> None:
    signature = str(inspect.signature(function))
    assert " at 0x" not in signature
    assert ("= <no default>" in signature) == function.__name__.endswith("_message")


def test_a_catalog_pickles_as_its_directory(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    own = MessageCatalog(tmp_path)
    own.status_messages("de")
    pickled = pickle.dumps(own)
    assert len(pickled) < 100 + len(str(tmp_path))
    assert b"tpmvscmgr._" not in pickled
    again = pickle.loads(pickled)
    assert again.status_message(12, "de") == "Fertig!"
    assert pickle.loads(pickle.dumps(own.status_message))(12, "de") == "Fertig!"
    assert pickle.loads(pickle.dumps(MessageCatalog())).status_message(12, "de") == status_message(12, "de")


class Branded(MessageCatalog):
    pass


def test_a_subclass_stays_itself(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    own = Branded(tmp_path)
    for again in (copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert type(again) is Branded
        assert again.status_message(12, "de") == "Fertig!"


def test_its_repr_shows_the_directory(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert repr(MessageCatalog(tmp_path)) == f"MessageCatalog({str(tmp_path)!r})"
    assert repr(Branded()) == "Branded(None)"
    assert caplog.records


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
        german.negotiate_locale(f"de-x-{number}")  # empties the caches
    assert german.negotiate_locale() == "de"
    assert MessageCatalog().status_message(12) == status_message(12, "fr")


def test_where_nobody_names_a_language_it_is_english(environment: pytest.MonkeyPatch) -> None:
    assert MessageCatalog().negotiate_locale() == "en"
    environment.setenv("LC_ALL", "C.UTF-8")
    assert MessageCatalog().negotiate_locale() == "en"


# An application's own directory


def test_an_application_adds_a_language(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {CREATED.description: "pItlh."})
    own = MessageCatalog(str(tmp_path))
    assert own.available_locales() == tuple(sorted({*available_locales(), "tlh"}))
    assert own.negotiate_locale("tlh-US") == "tlh"
    assert own.status_message(12, "tlh_US.UTF-8") == "pItlh."
    assert own.status_message(13, "tlh-US") == DESTROYED.description
    assert own.negotiate_locale(["tlh", "de"]) == "tlh"
    assert negotiate_locale(["tlh", "de"]) == "de"


@pytest.mark.parametrize("path", [str, Path, os.fsencode], ids=["str", "Path", "bytes"])
def test_a_directory_is_named_by_any_path(
    path: Callable[[Path], str | bytes | Path], write_mo_file: WriteMo, tmp_path: Path
) -> None:
    write_mo_file("de", {CREATED.description: "Fertig!"})
    assert MessageCatalog(path(tmp_path)).status_message(12, "de") == "Fertig!"


def test_a_directory_is_listed_once_and_a_file_read_once(write_mo_file: WriteMo, tmp_path: Path) -> None:
    path = write_mo_file("de", {status.description: f"Stand {status:d}." for status in TpmVscMgrStatus})
    own = MessageCatalog(tmp_path)
    assert own.status_message(12, "de") == "Stand 12."
    path.unlink()
    write_mo_file("fr", {CREATED.description: "own"})
    assert own.status_message(13, "de-AT") == "Stand 13."
    assert own.error_message(17, "de") == error_message(17, "de")
    assert own.status_messages("fr") == status_messages("fr")


def test_a_directory_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    tmp_path.joinpath("file").touch()
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(OSError, match=path.name):
            MessageCatalog(path)
    with pytest.raises(OSError, match="''"):
        MessageCatalog("")
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


@pytest.mark.parametrize("locale", HOSTILE, ids=range(len(HOSTILE)))
def test_no_file_outside_the_catalogs_is_opened(locale: str, write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("de", {CREATED.description: "own"})
    catalog = MessageCatalog(tmp_path)
    opened: list[Path] = []

    def spy(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in {"open", "os.listdir", "os.scandir"}:
            opened.append(Path(arguments[0]))

    watching = True
    sys.addaudithook(spy)  # it stays for good, so it has a switch
    catalog.status_message(12, locale)
    catalog.status_message(12, ["de", locale])
    watching = False
    packaged = Path(_catalog.__file__).parent
    assert opened
    assert [path for path in opened if not {tmp_path, packaged} & {*path.parents}] == []


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


def test_a_known_locale_is_not_resolved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = MessageCatalog()
    locales: list[Any] = ["de", "de-AT", None, ["tlh", "de"], Locale("de"), "tlh", "\ud800"]
    for locale in locales:
        catalog.status_message(12, locale)
    calls: list[object] = []
    for name in ("negotiate", "preferred_locales", "_read_mo"):
        monkeypatch.setattr(_catalog, name, lambda *arguments: calls.append(arguments))
    for locale in locales:
        catalog.status_message(12, locale)
        catalog.status_message(99, locale, default=None)
        catalog.error_message(12, locale)
        catalog.status_messages(locale)
        catalog.error_messages(locale)
        catalog.negotiate_locale(locale)
    assert not calls


@pytest.mark.parametrize("locale", ["de", "de-AT", None])
def test_a_known_locale_that_is_a_string_or_nothing_is_found_at_once(
    locale: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = MessageCatalog()
    catalog.status_message(12, locale)
    monkeypatch.setattr(MessageCatalog, "_resolve", None)
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


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_type_hints_are_found(function: Callable[..., object]) -> None:
    assert "return" in typing.get_type_hints(function)
