"""preferences.py: the environment first, then the display languages of Windows."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tpmvscmgr.preferences import preferred_locales

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("environ", "locales"),
    [
        ({}, []),
        ({"LANG": "de_DE.UTF-8"}, ["de_DE.UTF-8"]),
        ({"LANG": "de", "LC_MESSAGES": "fr"}, ["fr"]),
        ({"LANG": "de", "LC_MESSAGES": "fr", "LC_ALL": "ja"}, ["ja"]),
        ({"LANG": "de", "LC_MESSAGES": "fr", "LC_ALL": "ja", "LANGUAGE": "nn:nb:da"}, ["nn", "nb", "da"]),
        ({"LANGUAGE": "", "LC_ALL": "", "LANG": "de"}, ["de"]),
        ({"LC_CTYPE": "de", "LC_NUMERIC": "fr"}, []),
    ],
)
def test_the_environment_is_read_as_gettext_reads_it(environ: dict[str, str], locales: list[str]) -> None:
    assert preferred_locales(environ) == locales


def windows(monkeypatch: pytest.MonkeyPatch, *lists: list[str] | None) -> list[str]:
    """Ask a stand-in for kernel32 whose n-th call finds the n-th list, the last one from there on.

    It behaves as the Win32 API documents GetUserPreferredUILanguages: with no buffer and a size of 0
    it tells the size, with a buffer that is too small, or where the list is None, it fails.
    """
    found = list(lists)

    def get_user_preferred_ui_languages(flags: int, count: Any, buffer: Any, size: Any) -> int:  # noqa: ANN401  ctypes'
        assert flags == 0x8  # MUI_LANGUAGE_NAME
        languages = found.pop(0) if len(found) > 1 else found[0]
        if languages is None:
            return 0
        content = "".join(f"{language}\0" for language in languages) + "\0"
        if buffer is not None:
            assert len(buffer) == size._obj.value
            if size._obj.value < len(content):
                return 0
            buffer[: len(content)] = content
        elif size._obj.value:
            return 0
        count._obj.value, size._obj.value = len(languages), len(content)
        return 1

    class Kernel32:
        GetUserPreferredUILanguages = staticmethod(get_user_preferred_ui_languages)

    return asked(monkeypatch, lambda _: Kernel32)


def asked(monkeypatch: pytest.MonkeyPatch, win_dll: Callable[[str], object]) -> list[str]:
    with monkeypatch.context() as patched:
        patched.setattr(ctypes, "WinDLL", win_dll, raising=False)
        patched.setattr(sys, "platform", "win32")
        return preferred_locales({})


def test_windows_names_its_display_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["de-AT", "en-US", "sr-Latn-RS"]) == ["de-AT", "en-US", "sr-Latn-RS"]


def test_the_environment_goes_before_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert preferred_locales({"LANG": "fr"}) == ["fr"]


def test_the_list_may_grow_between_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["de-DE"], ["fr-FR", "de-DE"]) == ["fr-FR", "de-DE"]


def test_the_list_may_shrink_between_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["fr-FR", "de-DE"], ["de-DE"]) == ["de-DE"]


def test_a_list_that_never_stops_growing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, *([f"de-{'A' * n}"] for n in range(20))) == []


def test_a_failure_is_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, None) == []


def test_an_empty_list_is_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, []) == []


def test_a_windows_without_the_function_is_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, lambda _: object()) == []


def test_a_windows_without_the_library_is_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def win_dll(name: str) -> None:
        raise OSError(name)

    assert asked(monkeypatch, win_dll) == []
