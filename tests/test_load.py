"""Under load: memory stays flat, threads agree, and a fork goes on answering."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading

import pytest

from tpmvscmgr import MessageCatalog, available_locales, error_messages, status_messages

FLAT = """\
import tracemalloc
from tpmvscmgr import MessageCatalog
catalog = MessageCatalog()
catalog.status_message(12, "de")
tracemalloc.start()
for number in range(50_000):
    catalog.status_message(12, f"de-x-{number}")
print(*tracemalloc.get_traced_memory())
"""


def test_many_tags_leave_the_memory_flat() -> None:
    pytest.importorskip("tracemalloc", reason="PyPy has no tracemalloc")
    done = subprocess.run([sys.executable, "-c", FLAT], capture_output=True, check=True, text=True)
    assert all(int(size) < 500_000 for size in done.stdout.split()), "50,000 names alone would take more"


def test_many_threads_on_many_cold_catalogs_agree() -> None:
    locales = available_locales()
    wanted = [(status_messages(locale), error_messages(locale)) for locale in locales]
    for _ in range(5):
        cold = MessageCatalog()
        barrier = threading.Barrier(64)
        answers: list[object] = []

        def ask(cold: MessageCatalog = cold, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            answers.append([(cold.status_messages(locale), cold.error_messages(locale)) for locale in locales])  # noqa: B023  joined below

        threads = [threading.Thread(target=ask) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 64
        assert all(answer == wanted for answer in answers)


def ask_everything() -> None:
    catalog = MessageCatalog()
    assert [catalog.status_messages(locale) for locale in available_locales()]
    assert catalog.negotiate_locale("zh-Hant-ZZ") == "zh_Hant"


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_fork_goes_on_answering() -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no fork")
    stop = threading.Event()

    def keep_loading() -> None:
        while not stop.is_set():
            ask_everything()

    thread = threading.Thread(target=keep_loading)
    thread.start()
    try:
        context = multiprocessing.get_context("fork")
        for _ in range(20):
            child = context.Process(target=ask_everything)
            child.start()
            child.join(30)
            assert child.exitcode == 0
    finally:
        stop.set()
        thread.join()
