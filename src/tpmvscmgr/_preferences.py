"""The locales that are asked for, as plain strings: those of an argument, and the user's own."""

from __future__ import annotations

import sys

from ._cldr import tags_by_lcid
from ._codes import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from babel.core import Locale

    class StringLike(Protocol):
        def encode(self, encoding: str = ..., errors: str = ..., /) -> bytes: ...

    LocaleLike = StringLike | int | Locale | Iterable[StringLike | int | Locale] | None
else:
    LocaleLike = object | None  # for typing.get_type_hints, without an import of Babel

_LONGEST_TAG = 255  # no folder has a longer name, and the beginning says the language
_MUI_LANGUAGE_NAME = 0x8


def tags_of(locale: object) -> tuple[str, ...]:
    """Return a locale, or each item of an iterable of locales, as a plain str.

    Raises:
        TypeError: the locale, or an item of it, has a wrong type.

    >>> tags_of(["de", " zh-HK ", 1031])
    ('de', 'zh-HK', 'de_DE')
    """
    # A string is iterable, and so is a LocalProxy of Werkzeug, whatever it stands for.
    is_one = hasattr(locale, "encode") or isinstance(locale, (int, bytes, bytearray)) or _is_of_babel(locale)
    if is_one or not hasattr(locale, "__iter__"):
        return (_tag_of(locale),)
    return tuple([_tag_of(item) for item in locale])


def _tag_of(locale: object) -> str:
    """Return one locale as a plain str."""
    if type(locale) is str:
        text = locale
    # A subclass of str, a UserString, Werkzeug's LocalProxy and Django's lazy strings all have
    # encode(), which gives their text. str() gives something else for a member of a str enum.
    elif hasattr(locale, "encode"):
        text = str(locale.encode("utf-8", "surrogatepass"), "utf-8", "surrogatepass")
    elif _is_of_babel(locale):
        text = str(locale)
    elif hasattr(locale, "__index__") and not isinstance(locale, (bool, Code)):
        text = _tag_of_lcid(locale.__index__())  # NumPy's integers are no int
    else:
        wrong = type(locale).__name__
        message = f"a locale is a str, an LCID (int), a babel.Locale, an iterable of these or None, not {wrong}"
        raise TypeError(message)
    return text.strip()[:_LONGEST_TAG]


def _tag_of_lcid(lcid: int) -> str:
    """Return the tag of a Windows LCID, or "" if it names no language. The bits above the 16th are a sort order.

    Source: [MS-LCID] section 2.
    """
    return tags_by_lcid().get(str(lcid & 0xFFFF), "") if lcid > 0 else ""


def _is_of_babel(locale: object) -> bool:
    """Tell whether a locale is a babel.Locale. As long as Babel has not been imported, nothing is."""
    return isinstance(locale, getattr(sys.modules.get("babel.core"), "Locale", ()))


def preferred_locales(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the user's UI languages, the most wanted first.

    Args:
        environ: where to look for ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG``.

    Returns:
        The parts of the first of these variables that is set, as Python's gettext reads them. If
        none is set: on Windows the display languages, elsewhere nothing.

    Raises:
        OSError: Windows does not return its display languages.
        ImportError: this Python has no ctypes, which is needed to ask Windows.

    >>> preferred_locales({"LANGUAGE": "de_AT:fr", "LANG": "en_US.UTF-8"})
    ('de_AT', 'fr')
    """
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if languages := environ.get(variable):
            return tuple(languages.split(":"))
    return _windows_display_languages()


def _windows_display_languages() -> tuple[str, ...]:
    """Return the languages that Windows is displayed in for this user, in the user's order.

    `locale.getlocale` returns the regional format instead, which can be in another language.

    Source: Win32 API, winnls.h, GetUserPreferredUILanguages.
    """
    if sys.platform != "win32":
        return ()
    import ctypes

    get_languages = ctypes.WinDLL("kernel32").GetUserPreferredUILanguages
    count, size = ctypes.c_ulong(), ctypes.c_ulong()
    if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), None, ctypes.byref(size)):
        buffer = ctypes.create_unicode_buffer(size.value)
        if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), buffer, ctypes.byref(size)):
            return tuple(filter(None, ctypes.wstring_at(buffer, size.value).split("\0")))
    message = "GetUserPreferredUILanguages failed"  # the list may have grown since the call that asked for its size
    raise OSError(message)
