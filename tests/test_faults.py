"""With a default, nothing that fails inside a look-up is raised by it, and nothing of it is remembered.

A trace function raises at the n-th line that a look-up runs, for each n, in a process forked for this one fault. SQLite
tests its allocations in this way ("How SQLite Is Tested"). With FAULTS=all in the environment each line has its turn
with a MemoryError, and every fifth one with each of the others; else it is a sample.
"""

from __future__ import annotations

import ast
import gettext
import io
import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import MessageCatalog, TpmVscMgrErrorCode, TpmVscMgrStatus, _catalog, error_message, status_message

if sys.platform == "win32":
    pytest.skip("Windows has no fork", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from .conftest import WriteMo

    LookUp = Callable[[], object]

pytestmark = pytest.mark.usefixtures("_known_catalogs")
LOADED = gettext, io, logging  # so that no fault hits the machinery of import, which is not ours
ALL = os.environ.get("FAULTS") == "all"
CREATED, FAILED = TpmVscMgrStatus.CARD_CREATED, TpmVscMgrErrorCode.CARD_CREATE


def guarded_lines() -> set[int]:
    """Return the lines of _catalog.py that stand in a `try` block."""
    tree = ast.parse(Path(_catalog.__file__).read_text(encoding="utf-8"))
    blocks = [node.body for node in ast.walk(tree) if isinstance(node, ast.Try)]
    return {line for body in blocks for line in range(body[0].lineno, (body[-1].end_lineno or 0) + 1)}


GUARDED = guarded_lines()
METHODS = MessageCatalog.status_message.__code__, MessageCatalog.error_message.__code__


class Fault:
    """Raises an error at the n-th line that runs."""

    def __init__(self, number: int, error: type[BaseException]) -> None:
        self.lines = 0
        self._number = number
        self._error = error

    def __call__(self, frame: FrameType, event: str, _: object) -> Fault:
        # The methods have lines outside their `try` blocks. Nothing on these could fail.
        ours = frame.f_code.co_filename != __file__ and (frame.f_code not in METHODS or frame.f_lineno in GUARDED)
        if event == "line" and ours:
            self.lines += 1
            if self.lines == self._number:
                raise self._error
        return self

    def during(self, look_up: Callable[[], object]) -> object:
        sys.settrace(self)
        try:
            return look_up()
        finally:
            sys.settrace(None)


def forked(check: Callable[[], object]) -> int:
    """Return the exit status of a process that does this; 0 if it is true, 1 if it is false, 2 if it raises."""
    child = os.fork()
    if not child:
        try:
            status = 0 if check() else 1
        except BaseException:  # noqa: BLE001
            status = 2
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def is_survived(fault: Fault, ask: LookUp, allowed: list[object]) -> bool:
    return fault.during(ask) in allowed and ask() == allowed[0]


def stops(fault: Fault, ask: LookUp) -> bool:
    try:
        fault.during(ask)
    except KeyboardInterrupt:
        return True
    return False


def lines_of(look_up: Callable[[], object]) -> int:
    """Return how many lines a look-up runs that nobody has asked for before."""
    read, write = os.pipe()
    counting = Fault(0, Exception)
    assert forked(lambda: counting.during(look_up) and os.write(write, str(counting.lines).encode())) == 0
    os.close(write)
    with os.fdopen(read) as file:
        return int(file.read())


@pytest.fixture(params=["packaged", "a name", "LCID", "own", "broken", "list", "user's own", "no code", "error"])
def look_up(request: pytest.FixtureRequest, write_mo_file: WriteMo, tmp_path: Path) -> tuple[LookUp, list[object]]:
    """Return a look-up, and what it may return; the first is what it returns without a fault."""
    own, english = "Fertig.", CREATED.description
    if request.param in {"own", "broken"}:
        write_mo_file("de", {CREATED.description: own} if request.param == "own" else b"broken")
    catalog = MessageCatalog(tmp_path) if request.param in {"own", "broken"} else MessageCatalog()
    packaged = status_message(12, "de")
    kinds: dict[str, tuple[Callable[[], object], list[object]]] = {
        "packaged": (
            lambda: catalog.status_message(12, "zh-HK", default="?"),
            [status_message(12, "zh_Hant"), english, "?"],
        ),
        "a name": (
            lambda: catalog.status_message(12, "Japanese_Japan.932", default="?"),
            [status_message(12, "ja"), english, "?"],
        ),
        "LCID": (lambda: catalog.status_message(12, 1031, default="?"), [packaged, english, "?"]),
        "own": (lambda: catalog.status_message(12, "de-AT", default="?"), [own, packaged, english, "?"]),
        "broken": (lambda: catalog.status_message(12, "de-AT", default="?"), [packaged, english, "?"]),
        "list": (lambda: catalog.status_message(12, ["tlh", "de"], default="?"), [packaged, english, "?"]),
        "user's own": (lambda: catalog.status_message(12, default="?"), [packaged, english, "?"]),
        "no code": (lambda: catalog.status_message("no code", "de", default="?"), ["?"]),
        "error": (
            lambda: catalog.error_message(17, "de-AT", default="?"),
            [error_message(17, "de"), FAILED.description, "?"],
        ),
    }
    return kinds[request.param]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "tlh:de")
    monkeypatch.setattr(logging.getLogger("tpmvscmgr"), "disabled", True)


@pytest.mark.parametrize(
    ("error", "step"),
    [(MemoryError, 1), (RecursionError, 5), (OSError, 5), (ValueError, 5), (SystemError, 5), (Exception, 5)],
)
def test_no_exception_comes_out_or_is_remembered(
    error: type[Exception], step: int, look_up: tuple[LookUp, list[object]]
) -> None:
    ask, allowed = look_up
    for number in range(1, lines_of(ask) + 1, step if ALL else 97):
        status = forked(partial(is_survived, Fault(number, error), ask, allowed))
        assert status == 0, f"{error.__name__} at line {number}: " + ("it came out", "a wrong answer")[status == 1]


def test_what_stops_a_program_comes_out(look_up: tuple[LookUp, list[object]]) -> None:
    ask, _ = look_up
    for number in range(1, lines_of(ask) + 1, 5 if ALL else 149):
        assert forked(partial(stops, Fault(number, KeyboardInterrupt), ask)) == 0, f"swallowed at line {number}"
