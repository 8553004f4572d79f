"""Every LCID and every name that Windows has for a locale is read as Windows means it.

Runs on Windows.
"""

from __future__ import annotations

import ctypes
import sys

import pytest

from tpmvscmgr import negotiate_locale
from tpmvscmgr._negotiation import _place_of
from tpmvscmgr._preferences import tags_of

if sys.platform != "win32":
    pytest.skip("made for Windows", allow_module_level=True)

# Win32 API, winnls.h
LOCALE_ALLOW_NEUTRAL_NAMES = 0x08000000
LOCALE_SENGLISHLANGUAGENAME, LOCALE_SENGLISHCOUNTRYNAME, LOCALE_SENGLISHDISPLAYNAME = 0x1001, 0x1002, 0x72
KERNEL32 = ctypes.WinDLL("kernel32")
# [MS-LCID] section 2.2.1: the defaults, and those that a user's own locales get for a time.
NO_LANGUAGE_OF_THEIR_OWN = {0, 127, *range(0x400, 0x1800, 0x400), *range(0x2000, 0x5000, 0x400)}


def name_of(lcid: int, flags: int) -> str:
    name = ctypes.create_unicode_buffer(85)
    return name.value if KERNEL32.LCIDToLocaleName(lcid, name, len(name), flags) else ""


def information(name: str, kind: int) -> str:
    text = ctypes.create_unicode_buffer(256)
    assert KERNEL32.GetLocaleInfoEx(name, kind, text, len(text))
    return text.value


def nodes(tag: str) -> list[str]:
    """Return the node of a tag in CLDR's tree, and its parents."""
    place = _place_of(tag)
    return place.nodes if place else [""]


def test_every_lcid_is_the_locale_that_windows_says() -> None:
    differences = []
    for lcid in range(0x10000):
        [tag], name, specific = tags_of(lcid), name_of(lcid, LOCALE_ALLOW_NEUTRAL_NAMES), name_of(lcid, 0)
        if lcid in NO_LANGUAGE_OF_THEIR_OWN:
            assert tag == ""
        elif name and "ploc" not in name:
            # Of a neutral name, such as sr, the specific one tells the script that Windows means.
            meant = nodes(name)[:1] if name == specific else nodes(specific)
            if nodes(tag)[0] not in meant:
                differences.append(f"{lcid} is {name}, not {tag!r}")
    assert not differences, f"correct locales/windows.txt, and run 'python locales/cldr.py': {differences}"


def test_no_name_loses_its_script_or_its_territory() -> None:
    names: list[str] = []

    def append(name: str, _flags: int, _: int) -> int:
        names.append(name)
        return 1

    callback = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_wchar_p, ctypes.c_uint, ctypes.c_void_p)(append)
    assert KERNEL32.EnumSystemLocalesEx(callback, 0, None, None)
    assert len(names) > 500
    lost = []
    for tag in filter(lambda tag: "-" in tag, names):  # those with a script or a territory
        language, territory = (
            information(tag, kind) for kind in (LOCALE_SENGLISHLANGUAGENAME, LOCALE_SENGLISHCOUNTRYNAME)
        )
        for name in (f"{language}_{territory}.1252", information(tag, LOCALE_SENGLISHDISPLAYNAME)):
            read, meant = _place_of(name), _place_of(tag)
            # Some languages without a catalog are not known by their names, or share them with others.
            is_kept = not (read and meant) or read.likely[:3] != meant.likely[:3] or meant.nodes[0] in read.covered
            if negotiate_locale(name) != negotiate_locale(tag) or not is_kept:
                lost.append(f"{name!r} is {tag}")
    assert not lost, f"add what is not understood to WINDOWS_LANGUAGES or WINDOWS_SUBTAGS in locales/cldr.py: {lost}"
