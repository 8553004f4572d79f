"""The languages that the user wants to read: from the environment, else from Windows."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing's own costs an import; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping

_MUI_LANGUAGE_NAME = 0x8


def preferred_locales(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the user's UI languages, the most wanted first.

    Args:
        environ: where ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` are looked for.

    Returns:
        The parts of the first of these variables that is set, as Python's gettext reads them;
        where none is, the display languages of Windows; elsewhere nothing.

    >>> preferred_locales({"LANGUAGE": "de_AT:fr", "LANG": "en_US.UTF-8"})
    ['de_AT', 'fr']
    """
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if languages := environ.get(variable):
            return languages.split(":")
    return _windows_display_languages()


def _windows_display_languages() -> list[str]:
    """Return what Windows is displayed in for this user, in the user's order.

    Not the regional format that `locale.getlocale` tells, which may be of another language.

    Source: Win32 API, winnls.h, GetUserPreferredUILanguages.
    """
    if sys.platform != "win32":
        return []
    try:
        import ctypes

        get_languages = ctypes.WinDLL("kernel32").GetUserPreferredUILanguages
    except (AttributeError, ImportError, OSError):
        return []
    for _ in range(3):  # the list may grow between the call that asks its size and the next
        count, size = ctypes.c_ulong(), ctypes.c_ulong()
        if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), None, ctypes.byref(size)):
            buffer = ctypes.create_unicode_buffer(size.value)
            if get_languages(_MUI_LANGUAGE_NAME, ctypes.byref(count), buffer, ctypes.byref(size)):
                return [language for language in ctypes.wstring_at(buffer, size.value).split("\0") if language]
    return []
