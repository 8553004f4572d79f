"""The locales that are asked for, as plain strings: those of an argument, and the user's own."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from babel.core import Locale

    class StringLike(Protocol):
        def encode(self, encoding: str = ..., errors: str = ..., /) -> bytes: ...

    Preferred = StringLike | Locale | Iterable[StringLike | Locale] | None
else:
    Preferred = object  # for typing.get_type_hints

_LONGEST_TAG = 255  # no folder has a longer name, and the beginning says the language
_MUI_LANGUAGE_NAME = 0x8


def tags_of(locale: object) -> tuple[str, ...]:
    """Return a locale, or each item of an iterable of locales, as a plain str.

    Raises:
        TypeError: the locale, or an item of it, has a wrong type.

    >>> tags_of(["de", " zh-HK "])
    ('de', 'zh-HK')
    """
    if (tag := _tag_of(locale)) is not None:
        return (tag,)
    items = tuple(locale) if hasattr(locale, "__iter__") and not isinstance(locale, bytes) else (locale,)
    tags = tuple([_tag_of(item) for item in items])
    if None in tags:
        wrong = type(items[tags.index(None)]).__name__
        message = f"a locale is a str, a babel.Locale, an iterable of these or None, not {wrong}"
        raise TypeError(message)
    return tags  # type: ignore[return-value]  # mypy does not see that None is not in it


def _tag_of(locale: object) -> str | None:
    """Return the text of a string or of a babel.Locale, or None for anything else."""
    if type(locale) is str:
        text = locale
    # A subclass of str, a UserString, Werkzeug's LocalProxy and Django's lazy strings all have
    # encode(), which gives their text. str() gives something else for a member of a str enum.
    elif hasattr(locale, "encode"):
        text = str(locale.encode("utf-8", "surrogatepass"), "utf-8", "surrogatepass")
    # If Babel has not been imported, nothing can be a Locale.
    elif isinstance(locale, getattr(sys.modules.get("babel.core"), "Locale", ())):
        text = str(locale)
    else:
        return None
    return text.strip()[:_LONGEST_TAG]


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
    for _ in range(3):  # the list may grow between the call that asks for its size and the next one
        count, size = ctypes.c_ulong(), ctypes.c_ulong()
        if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), None, ctypes.byref(size)):
            buffer = ctypes.create_unicode_buffer(size.value)
            if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), buffer, ctypes.byref(size)):
                return tuple(filter(None, ctypes.wstring_at(buffer, size.value).split("\0")))
    message = "GetUserPreferredUILanguages failed three times"
    raise OSError(message)
