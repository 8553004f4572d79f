"""_preferences.py: the environment first, then the display languages of Windows."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import pytest

from tpmvscmgr._preferences import preferred_locales


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

    def win_dll(name: str) -> type[Kernel32]:
        assert name == "kernel32"
        return Kernel32

    with monkeypatch.context() as patched:
        patched.setattr(ctypes, "WinDLL", win_dll, raising=False)
        patched.setattr(sys, "platform", "win32")
        return preferred_locales({})


def test_windows_names_its_display_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["de-AT", "en-US", "sr-Latn-RS"]) == ("de-AT", "en-US", "sr-Latn-RS")


def test_the_environment_goes_before_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert preferred_locales({"LANG": "fr"}) == ("fr",)


def test_the_list_may_grow_between_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["de"], ["fr-FR", "de"]) == ("fr-FR", "de")


def test_the_list_may_grow_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["a"], ["a", "b"], ["a", "b"], ["a", "b", "c"]) == ("a", "b", "c")


def test_the_list_may_shrink_between_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, ["fr-FR", "de-DE"], ["de-DE"]) == ("de-DE",)


@pytest.mark.parametrize("lists", [[["a"], ["a", "b"], ["a", "b"], ["a", "b", "c"], ["x"], ["x", "y"]], [None]])
def test_after_three_failures_it_is_an_error(monkeypatch: pytest.MonkeyPatch, lists: list[list[str] | None]) -> None:
    with pytest.raises(OSError, match="GetUserPreferredUILanguages failed three times"):
        windows(monkeypatch, *lists)


def test_an_empty_list_is_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows(monkeypatch, []) == ()
