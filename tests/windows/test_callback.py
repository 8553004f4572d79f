"""README's callback, called as Windows calls it: by COM's QueryInterface, and the table of functions it leads to.

Runs on Windows, with the package comtypes.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.test_readme import CALLBACK, CODES, COM_CALLBACK, EXPECTED

if sys.platform != "win32":
    pytest.skip("made for Windows", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Windows SDK tpmvscmgr.h: the two methods come after the three of IUnknown, in this order.
IUNKNOWN = UUID("00000000-0000-0000-C000-000000000046")
INTERFACE = UUID("1A1BB35F-ABB8-451C-A1AE-33D98F1BEF4A")
QUERY_INTERFACE, ADD_REF, RELEASE, REPORT_PROGRESS, REPORT_ERROR = range(5)
S_OK, E_NOINTERFACE = 0, -0x7FFFBFFE


def call(pointer: int, slot: int, *arguments: Any) -> int:  # noqa: ANN401  what C has
    """Call a function of an interface: a pointer to it points to a pointer to their table."""
    word = ctypes.c_size_t
    function = word.from_address(word.from_address(pointer).value + slot * ctypes.sizeof(word)).value
    types = [ctypes.c_int if isinstance(argument, int) else ctypes.c_void_p for argument in arguments]
    return int(ctypes.WINFUNCTYPE(ctypes.c_long, word, *types)(function)(pointer, *arguments))


def query_interface(pointer: int, interface: UUID) -> tuple[int, int]:
    """Return the HRESULT, and a pointer to the interface."""
    found = ctypes.c_size_t()
    return call(pointer, QUERY_INTERFACE, interface.bytes_le, ctypes.c_void_p(ctypes.addressof(found))), found.value


class Callback:
    """README's callback as Windows holds it; it keeps what was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.error: Exception | None = None
        names: dict[str, Any] = {}
        exec(CALLBACK + COM_CALLBACK, names)  # noqa: S102  our own
        self.python = names["ComCallback"](self.show)
        unknown = self.python.QueryInterface(names["IUnknown"])
        result, self.pointer = query_interface(ctypes.cast(unknown, ctypes.c_void_p).value or 0, INTERFACE)
        assert result == S_OK

    def show(self, text: str) -> None:
        self.shown.append(text)
        if self.error:
            raise self.error

    def report_all(self) -> list[int]:
        return [call(self.pointer, method, code) for method in (REPORT_PROGRESS, REPORT_ERROR) for code in CODES]


@pytest.fixture
def callback() -> Iterator[Callback]:
    callback = Callback()
    del callback.python  # Windows holds the only reference
    gc.collect()
    yield callback
    assert call(callback.pointer, RELEASE) == 0, "someone else holds the callback"


def test_every_code_is_shown(callback: Callback) -> None:
    assert set(callback.report_all()) == {S_OK}
    assert callback.shown == EXPECTED[None]


def test_the_methods_themselves_return_s_ok() -> None:
    """Comtypes has S_OK for whatever they return; other packages hand it on as the HRESULT."""
    python = Callback().python
    assert [python.ReportProgress(12), python.ReportError(17)] == [S_OK, S_OK]


def test_a_show_that_raises_is_no_error_to_windows(callback: Callback) -> None:
    callback.error = UnicodeEncodeError("cp1252", "カード", 0, 3, "character maps to <undefined>")
    assert set(callback.report_all()) == {S_OK}
    assert callback.shown == EXPECTED[None]


@pytest.mark.parametrize("apartment", [0x0, 0x2], ids=["multithreaded", "single-threaded"])
def test_it_may_be_called_from_another_apartment(apartment: int, callback: Callback) -> None:
    ole32 = ctypes.WinDLL("ole32")
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(ole32.CoInitializeEx, None, apartment).result() == S_OK
        assert set(thread.submit(callback.report_all).result()) == {S_OK}
        thread.submit(ole32.CoUninitialize)
    assert callback.shown == EXPECTED[None]


def test_it_answers_to_its_names_alone(callback: Callback) -> None:
    result, unknown = query_interface(callback.pointer, IUNKNOWN)
    assert (result, query_interface(unknown, INTERFACE)) == (S_OK, (S_OK, callback.pointer))
    assert query_interface(unknown, UUID(int=1)) == (E_NOINTERFACE, 0)
    assert [call(unknown, slot) for slot in (ADD_REF, RELEASE, RELEASE, RELEASE)] == [4, 3, 2, 1]
