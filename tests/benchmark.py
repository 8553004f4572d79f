"""What a message costs, beside gettext and Babel: python -m tests.benchmark.

The two sides take turns, round after round, in one run; a ratio divides our fastest round by the other's. A known
message and a new tag are timed in this process, a first message in the user's own language in processes of their own.
"""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path
from timeit import Timer
from typing import TYPE_CHECKING

import babel  # noqa: F401  in a statement that is timed

import tpmvscmgr
from tests.conftest import data
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrStatus,
    available_locales,
    status_message,  # noqa: F401  in a statement that is timed
)

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(tpmvscmgr.__file__).parent
LOCALES = str(PACKAGE / "locales")
NAMES = [name for name in available_locales() if name != "en"]
CODES, MSGIDS = [*TpmVscMgrStatus], [status.description for status in TpmVscMgrStatus]
GERMAN = gettext.translation("tpmvscmgr", LOCALES, ["de"]).gettext
EXPECTED = data("icu_locale_matches.json")["expected"]
TAGS = [tag.replace("_", "-") for tag in EXPECTED]
FIRST = "import tpmvscmgr; print(tpmvscmgr.status_message(12))"
GETTEXTS_FIRST = f"import gettext; print(gettext.translation('tpmvscmgr', {LOCALES!r}).gettext({MSGIDS[12]!r}))"
CATALOG = MessageCatalog()


def compare(what: str, ours: str, other: str, its: str, rounds: int) -> None:
    """Print the ratio of the fastest rounds of two statements."""
    timers = [Timer(statement, globals=globals()) for statement in (ours, its)]
    our_times, its_times = zip(*([timer.timeit(1) for timer in timers] for _ in range(rounds)), strict=True)
    print(f"{what}: {min(our_times) / min(its_times):.2f} x {other}")


def process(program: str, language: str) -> None:
    """Run a program from its start to its end, without site-packages, whose .pth files would take part of the time."""
    environ = {"PATH": os.defpath, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8", "LANG": language}
    subprocess.run([sys.executable, "-S", "-c", program], env=environ, stdout=subprocess.PIPE, check=True)


def forget_tags() -> None:
    """Leave only the names in the cache, so that each tag is a new one, and no file is read."""
    for tag in CATALOG._known.keys() - {*NAMES, "en", ""}:
        del CATALOG._known[tag]


def size(load: Callable[[str], object]) -> int:
    """Return the memory that the loaded catalogs take."""
    load("de")
    tracemalloc.start()
    kept = [load(name) for name in NAMES if name != "de"]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return taken // len(kept)


if __name__ == "__main__":
    message, gettexts = 'for code in CODES: status_message(code, "de")', "for msgid in MSGIDS: GERMAN(msgid)"
    repeat = "for _ in range(300):\n "
    compare("a known message", repeat + message, "gettext's", repeat + gettexts, rounds=50)
    ours, its = 'process(FIRST, "de_DE.UTF-8")', 'process(GETTEXTS_FIRST, "de")'
    compare("a process with one message", ours, "gettext's", its, rounds=60)
    for name in (*NAMES, "tlh"):
        CATALOG.negotiate_locale(name)
    ours = "forget_tags()\nfor tag in TAGS: CATALOG.negotiate_locale(tag)"
    its = 'for tag in TAGS: babel.negotiate_locale([tag], NAMES, sep="-")'
    compare("a new tag", ours, "babel.negotiate_locale's", its, rounds=10)
    memory = size(MessageCatalog()._load) / size(lambda name: gettext.translation("tpmvscmgr", LOCALES, [name]))
    print(f"a catalog in memory: {memory:.2f} x gettext's")
