"""_preferences.py: any form of a locale becomes plain tags; the user's own come from the environment or Windows."""

from __future__ import annotations

import ctypes
import enum
import subprocess
import sys
from collections import UserString
from typing import TYPE_CHECKING, Any

import pytest
from babel import Locale

from tpmvscmgr import MessageCatalog, TpmVscMgrStatus, negotiate_locale, status_message
from tpmvscmgr._preferences import preferred_locales, tags_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("_known_catalogs")

# What is passed as a locale


class Tag(str):
    __slots__ = ()


class Language(str, enum.Enum):  # noqa: UP042  its str() is its name, that of a StrEnum is not
    DE = "de"


class LangId(enum.IntEnum):
    GERMAN = 0x0407


class Mine(Locale):
    pass


class Proxy:
    """Behaves as what it stands for, as Werkzeug's LocalProxy does."""

    def __init__(self, current: object) -> None:
        self._current = current

    @property  # type: ignore[misc]  # as in Werkzeug
    def __class__(self) -> type:
        return type(self._current)

    def __getattr__(self, name: str) -> object:
        return getattr(self._current, name)

    def __iter__(self) -> Iterator[object]:
        return iter(self._current)  # type: ignore[call-overload, no-any-return]

    def __hash__(self) -> int:
        return hash(self._current)

    def __eq__(self, other: object) -> bool:
        return self._current == other

    def __str__(self) -> str:
        return str(self._current)


class Lazy:
    """Behaves as a string but is not a str, like Django's lazy strings."""

    def encode(self, *arguments: str) -> bytes:
        return "de".encode(*arguments)


@pytest.mark.parametrize(
    ("locale", "tags"),
    [
        *((locale, ("de",)) for locale in ("de", " de\r\n", Tag("de"), Language.DE, UserString("de"), Lazy())),
        *((locale, ("de",)) for locale in (Proxy("de"), Proxy(Language.DE), Locale("de"), Mine("de"), ["de"])),
        *((locale, ("de_DE",)) for locale in (1031, LangId.GERMAN, 66567)),  # by phone book
        ("\ud800", ("\ud800",)),
        (Tag("\ud800"), ("\ud800",)),
        ("de-" + "a" * 1000, ("de-" + "a" * 252,)),
        (Locale("zh", "HK", "Hant"), ("zh_Hant_HK",)),
        (Locale("sr", modifier="latin"), ("sr@latin",)),
        (Locale("ca", "ES", variant="VALENCIA"), ("ca_ES_VALENCIA",)),
        (Proxy(Locale("de", "AT")), ("de_AT",)),
        (["tlh", Locale("de", "AT"), 1036, Tag("de")], ("tlh", "de_AT", "fr_FR", "de")),
        (("tlh", "de"), ("tlh", "de")),
        ({"nn": 1}, ("nn",)),
        (Proxy(["tlh", "de"]), ("tlh", "de")),
        ([], ()),
    ],
    ids=lambda value: type.__call__(type, value).__name__,
)
def test_a_locale_becomes_plain_tags(locale: str, tags: tuple[str, ...]) -> None:
    found = tags_of(locale)
    assert found == tags == tags_of(iter(tags))
    assert {type(tag) for tag in found} <= {str}  # no object of the caller is kept
    cold, warm = MessageCatalog(), MessageCatalog()
    warm.status_messages(tags)
    for catalog in (cold, warm):
        assert catalog.status_message(12, locale) == status_message(12, list(tags))


@pytest.mark.parametrize(
    ("lcid", "name"),
    [
        # [MS-LCID], section 2.2
        (2057, "en_GB"),
        (1028, "zh_Hant"),
        (2052, "zh_Hans"),
        (5124, "zh_Hant"),
        (9242, "sr_Latn"),
        (10266, "sr"),
        (2074, "sr_Latn"),
        (3098, "sr"),
        (6170, "sr_Latn"),
        (1087, "kk"),
        (2111, None),  # Kazakh in Latin script
        # neutral ones
        (1, "ar"),
        (7, "de"),
        (4, "zh_Hans"),
        (31748, "zh_Hant"),
        (31770, "sr_Latn"),  # Windows' name is sr, and it means Latin script
        # what names no language of its own, is unknown, or is no LCID
        *((lcid, None) for lcid in (0, 127, 1024, 2048, 3072, 4096, 5120, 138, 999, 2**64 - 1, -1, -64505)),
    ],
)
def test_an_int_is_an_lcid(lcid: int, name: str | None) -> None:
    assert negotiate_locale(lcid, default=None) == name
    assert negotiate_locale([lcid, "fr"]) == (name or "fr")


class HasALanguage:
    language, script, territory, modifier = "de", None, None, None


@pytest.mark.parametrize("known", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize(
    ("locale", "wrong"),
    [
        (1.5, "float"),
        (b"de", "bytes"),
        (bytearray(b"de"), "bytearray"),
        (["de", 1.5], "float"),
        ([["de"]], "list"),
        ([b"de"], "bytes"),
        ([None], "NoneType"),
        (object(), "object"),
        (True, "bool"),
        ([1031, False], "bool"),
        (TpmVscMgrStatus.CARD_CREATED, "TpmVscMgrStatus"),
        (HasALanguage(), "HasALanguage"),
    ],
)
def test_anything_else_is_an_error_that_names_it(locale: str, wrong: str, known: bool) -> None:  # noqa: FBT001
    catalog = MessageCatalog()
    if known:
        catalog.status_messages("de")
    for ask in (
        catalog.status_messages,
        catalog.error_messages,
        catalog.negotiate_locale,
        lambda locale: catalog.status_message(12, locale),
        lambda locale: catalog.error_message(12, locale),
    ):
        with pytest.raises(TypeError, match=f"a locale is a str, an LCID .*, not {wrong}$"):
            ask(locale)
    assert catalog.status_message(12, locale, default="?") == "?"
    assert catalog.error_message(12, locale, default=None) is None


def test_what_stands_for_none_is_the_users_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    catalog = MessageCatalog()
    for locale in (Proxy(None), None, Proxy(None)):  # cold, then warm
        assert catalog.status_message(12, locale) == status_message(12, "de")  # type: ignore[arg-type]


def test_bytes_are_the_same_error_where_python_forbids_comparing_them() -> None:
    program = "import tpmvscmgr as t; t.status_message(12, 'de'); t.status_message(12, b'de')"
    done = subprocess.run([sys.executable, "-bb", "-c", program], capture_output=True, check=False, text=True)
    assert done.stderr.splitlines()[-1].startswith("TypeError: a locale is a str")


# The user's own languages


@pytest.mark.parametrize(
    ("environ", "locales"),
    [
        ({}, ()),
        ({"LANG": "de_DE.UTF-8"}, ("de_DE.UTF-8",)),
        ({"LANG": "de", "LC_MESSAGES": "fr"}, ("fr",)),
        ({"LANG": "de", "LC_MESSAGES": "fr", "LC_ALL": "ja"}, ("ja",)),
        ({"LANG": "de", "LC_MESSAGES": "fr", "LC_ALL": "ja", "LANGUAGE": "nn:nb:da"}, ("nn", "nb", "da")),
        ({"LANGUAGE": "", "LC_ALL": "", "LANG": "de"}, ("de",)),
        ({"LC_CTYPE": "de", "LC_NUMERIC": "fr"}, ()),
    ],
)
def test_the_environment_is_read_as_gettext_reads_it(
    environ: dict[str, str], locales: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")  # Windows has a language where the environment has none
    assert preferred_locales(environ) == locales


def windows(monkeypatch: pytest.MonkeyPatch, *lists: list[str] | None) -> tuple[str, ...]:
    """Ask a stand-in for kernel32 whose n-th call finds the n-th list, and the last one from there on.

    It behaves as the Win32 API documents GetUserPreferredUILanguages: without a buffer and with a size of 0 it
    returns the size; with a buffer that is too small, or where the list is None, it fails.
    """
    found = list(lists)

    def get_user_preferred_ui_languages(flags: int, count: Any, buffer: Any, size: Any) -> int:  # noqa: ANN401  ctypes'
        assert flags == 0x8  # MUI_LANGUAGE_NAME
        languages = found.pop(0) if len(found) > 1 else found[0]
        content = "".join(f"{language}\0" for language in languages or []) + "\0"
        if languages is None or (size._obj.value < len(content) if buffer else size._obj.value):
            return 0
        if buffer:
            assert len(buffer) == size._obj.value
            buffer[: len(content)] = content
        count._obj.value, size._obj.value = len(languages), len(content)
        return 1

    class Kernel32:
        GetUserPreferredUILanguages = staticmethod(get_user_preferred_ui_languages)

    with monkeypatch.context() as patched:
        patched.setattr(ctypes, "WinDLL", {"kernel32": Kernel32}.__getitem__, raising=False)
        patched.setattr(sys, "platform", "win32")
        return preferred_locales({})


def test_windows_names_its_display_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["de-AT", "en-US", "sr-Latn-RS"]) == ("de-AT", "en-US", "sr-Latn-RS")
    assert windows(monkeypatch, ["fr-FR", "de-DE"], ["de-DE"]) == ("de-DE",)  # the list shrinks between the calls
    assert windows(monkeypatch, []) == ()


@pytest.mark.parametrize("lists", [[["de"], ["fr-FR", "de"]], [None]], ids=["the list has grown", "no list"])
def test_a_call_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch, lists: list[list[str] | None]) -> None:
    with pytest.raises(OSError, match="GetUserPreferredUILanguages failed"):
        windows(monkeypatch, *lists)


def test_the_environment_goes_before_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert preferred_locales({"LANG": "fr"}) == ("fr",)
