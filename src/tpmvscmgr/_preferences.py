"""The languages that the user wants to read: from the environment, else from Windows."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping

_MUI_LANGUAGE_NAME = 0x8


def preferred_locales(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
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
