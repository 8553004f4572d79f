"""What a message costs, beside what others do for it: python -m tests.benchmark (with the extra `dev` installed).

All contestants of a table take turns, round after round, in one run. A row shows the fastest round, the ratio of this
to the fastest round of the row that stands for 1, and the quartiles of the ratio within each round.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gettext
import json
import logging
import os
import platform
import shutil
import statistics
import sys
import tempfile
import tracemalloc
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE, CompletedProcess, run
from timeit import Timer
from typing import TYPE_CHECKING

os.environ["LANGUAGE"] = "de"  # the user's own language, set before anybody asks for it
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # fresh processes start from bytecode, as they do for users

import babel.support
import django
import flask
import flask_babel
import fluent.runtime
import i18n
import langcodes
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from tests.conftest import ROOT
from tests.test_build import build, copy_tree
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    available_locales,
    error_message,
    status_message,
    status_messages,
)
from tpmvscmgr._catalog import _PACKAGED as PACKAGED
from tpmvscmgr._catalog import _mo_path as mo_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STATUSES = list(TpmVscMgrStatus)
MSGIDS = [status.description for status in STATUSES]
KEYS = [status.name for status in STATUSES]
GERMAN = [status_message(status, "de") for status in STATUSES]
NAMES = available_locales()
PEAK = "; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
PEERS = ("babel", "flask-babel", "django", "python-i18n", "fluent.runtime", "langcodes")


SUMMARY: list[str] = []


def summarize(what: str, mine: float, other: str, its: float, unit: str) -> None:
    """Add a row to the table at the end, which has the main figures."""
    digits = 0 if unit == "ns" else 1
    SUMMARY.append(f"| {what} | {mine:.{digits}f} {unit} | {other} | {its:.{digits}f} {unit} | {mine / its:.2f} |")


def compare(
    title: str, one: str, timers: Mapping[str, Timer], *, rounds: int, number: int, each: int, unit: str
) -> dict[str, float]:
    """Print a table of what one of `each` steps of a statement costs, and return the fastest rounds."""
    scale = {"ns": 1e9, "µs": 1e6, "ms": 1e3}[unit] / number / each
    taken: dict[str, list[float]] = {name: [] for name in timers}
    for _ in range(rounds):
        for name, timer in timers.items():
            taken[name].append(timer.timeit(number) * scale)
    print(f"\n| {title} | {unit} | ratio | quartiles |\n| --- | --: | --: | --- |")
    for name, times in taken.items():
        low, _, high = statistics.quantiles((mine / its for mine, its in zip(times, taken[one], strict=True)), n=4)
        ratio = min(times) / min(taken[one])
        print(f"| {name} | {min(times):,.{0 if unit == 'ns' else 1}f} | {ratio:.2f} | {low:.2f} to {high:.2f} |")
    return {name: min(times) for name, times in taken.items()}


def warm(folder: Path) -> None:
    """Compare those who know German already, on all fourteen messages in turn."""
    (folder / "de/LC_MESSAGES").mkdir(parents=True)
    shutil.copy(mo_path(PACKAGED, "de"), folder / "de/LC_MESSAGES/django.mo")
    languages = [(translation.to_language(name), name) for name in NAMES]
    settings.configure(USE_I18N=True, LOCALE_PATHS=[str(folder)], LANGUAGES=languages)
    django.setup()
    translation.activate("de")

    app = flask.Flask("benchmark")
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=PACKAGED, BABEL_DOMAIN="tpmvscmgr", BABEL_DEFAULT_LOCALE="de")
    flask_babel.Babel(app)
    app.test_request_context().push()

    i18n.set("locale", "de")
    for key, text in zip(KEYS, GERMAN, strict=True):
        i18n.add_translation(key, text, locale="de")
    ftl = "\n".join(f"{key} = {text}" for key, text in zip(KEYS, GERMAN, strict=True))
    (folder / "de/messages.ftl").write_text(ftl, encoding="utf-8")
    loader = fluent.runtime.FluentResourceLoader(f"{folder}/{{locale}}")

    loaded = gettext.translation("tpmvscmgr", PACKAGED, ["de"]).gettext
    tables = {"de": dict(zip(STATUSES, GERMAN, strict=True))}
    names = {
        "statuses": STATUSES,
        "msgids": MSGIDS,
        "keys": KEYS,
        "tables": tables,
        "look_up": lambda status, locale: tables[locale][status],
        "status_message": status_message,
        "loaded": loaded,
        "translation": lambda: gettext.translation("tpmvscmgr", PACKAGED, ["de"]),
        "babel": babel.support.Translations.load(PACKAGED, ["de"], "tpmvscmgr").gettext,
        "flask_babel": flask_babel.gettext,
        "django": translation.gettext,
        "t": i18n.t,
        "fluent": fluent.runtime.FluentLocalization(["de"], ["messages.ftl"], loader).format_value,
    }
    calls = {
        'status_message(status, "de")': 'for status in statuses: status_message(status, "de")',
        'status_message(status, "de-AT")': 'for status in statuses: status_message(status, "de-AT")',
        'status_message(number, "de")': 'for number in range(14): status_message(number, "de")',
        "status_message(status)": "for status in statuses: status_message(status)",
        "two dict reads in a function": 'for status in statuses: look_up(status, "de")',
        "two bare dict reads": 'for status in statuses: tables["de"][status]',
        "gettext.GNUTranslations.gettext, loaded": "for msgid in msgids: loaded(msgid)",
        "gettext.translation(…).gettext": "for msgid in msgids: translation().gettext(msgid)",
        "babel.support.Translations.gettext": "for msgid in msgids: babel(msgid)",
        "flask_babel.gettext": "for msgid in msgids: flask_babel(msgid)",
        "django.utils.translation.gettext": "for msgid in msgids: django(msgid)",
        "i18n.t": "for key in keys: t(key)",
        "fluent.runtime format_value": "for key in keys: fluent(key)",
    }
    for name, call in calls.items():
        said: list[str] = []
        head, _, expression = call.partition(": ")
        exec(f"{head}: said.append({expression})", {**names, "said": said})  # noqa: S102  what is timed below
        assert said == GERMAN, name
    timers = {name: Timer(call, globals=names) for name, call in calls.items()}
    loaded_row = "gettext.GNUTranslations.gettext, loaded"
    best = compare("a warm German message", loaded_row, timers, rounds=50, number=300, each=14, unit="ns")
    its = best[loaded_row]
    gettext_row = "`gettext.GNUTranslations.gettext`"
    summarize('`status_message(code, "de")`, known', best['status_message(status, "de")'], gettext_row, its, "ns")

    names |= {
        "error_message": error_message,
        "status_messages": status_messages,
        "created": TpmVscMgrStatus.CARD_CREATED,
        "failed": TpmVscMgrErrorCode.CARD_CREATE,
        "msgid": TpmVscMgrStatus.CARD_CREATED.description,
        "tags": ["tlh", "de"],
        "locale": babel.Locale("de", "AT"),
    }
    calls = {
        loaded_row: "loaded(msgid)",
        'error_message(error, "de")': 'error_message(failed, "de")',
        'status_message(status, ["tlh", "de"])': "status_message(created, tags)",
        'status_message(status, babel.Locale("de", "AT"))': "status_message(created, locale)",
        'status_messages("de")': 'status_messages("de")',
        'status_message(99, "de", default=None)': 'status_message(99, "de", default=None)',
    }
    timers = {name: Timer(call, globals=names) for name, call in calls.items()}
    best = compare("another warm call", loaded_row, timers, rounds=50, number=3000, each=1, unit="ns")
    its = best[loaded_row]
    listed = best['status_message(status, ["tlh", "de"])']
    summarize('`status_message(code, ["tlh", "de"])`, known', listed, gettext_row, its, "ns")
    summarize('`status_messages("de")`, known', best['status_messages("de")'], gettext_row, its, "ns")


def cold(python: Path) -> None:
    """Compare fresh processes, from their start to their end."""

    def start(program: str, language: str = "de") -> Callable[[], CompletedProcess[bytes]]:
        environ = {
            name: value for name, value in os.environ.items() if name not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES"}
        }
        return lambda: run([python, "-c", program], check=True, stdout=PIPE, env={**environ, "LANG": language})

    def processes(title: str, one: str, programs: Mapping[str, str]) -> dict[str, float]:
        timers = {name: Timer(start(program)) for name, program in programs.items()}
        return compare(title, one, timers, rounds=60, number=1, each=1, unit="ms")

    os.environ["PYTHONIOENCODING"] = "utf-8"
    imports = ("pass", "import tpmvscmgr", "import enum", "import gettext", "import babel")
    best = processes("a process that does nothing but", "pass", {program: program for program in imports})
    summarize("`import tpmvscmgr`", best["import tpmvscmgr"], "`import enum`", best["import enum"], "ms")

    msgid, load = repr(MSGIDS[12]), f"Translations.load({PACKAGED!r}, [name], 'tpmvscmgr')"
    stdlib, of_babel = "gettext.translation(…).gettext", "babel.support.Translations.load(…).gettext"
    german = {
        'status_message(12, "de")': "import tpmvscmgr; print(tpmvscmgr.status_message(12, 'de'))",
        stdlib: f"import gettext; print(gettext.translation('tpmvscmgr', {PACKAGED!r}, ['de']).gettext({msgid}))",
        of_babel: f"from babel.support import Translations; name = 'de'; print({load}.gettext({msgid}))",
    }
    processes("a process with a first German message", stdlib, german)

    parse = "locale = Locale.parse('zh-HK', sep='-'); name = f'{locale.language}_{locale.script}'"
    chinese = {
        'status_message(12, "zh-HK")': "import tpmvscmgr; print(tpmvscmgr.status_message(12, 'zh-HK'))",
        of_babel: f"from babel.support import Locale, Translations; {parse}; print({load}.gettext({msgid}))",
        "import enum, gettext, babel.core": "import enum, gettext, babel.core",
    }
    processes("a process with a first zh-HK message", of_babel, chinese)

    for own, name in (("de_DE.UTF-8", "de"), ("zh_HK.UTF-8", "zh_Hant")):
        # gettext does not find zh_Hant by zh_HK, so it is told the name.
        stdlib_row = f"LANG={name}: {stdlib}"
        programs = {
            f"LANG={own}: status_message(12)": (own, "import tpmvscmgr; print(tpmvscmgr.status_message(12))"),
            stdlib_row: (
                name,
                f"import gettext; print(gettext.translation('tpmvscmgr', {PACKAGED!r}).gettext({msgid}))",
            ),
        }
        users = {row: Timer(start(program, language)) for row, (language, program) in programs.items()}
        title = "a process with a first message in the user's own language"
        best = compare(title, stdlib_row, users, rounds=60, number=1, each=1, unit="ms")
        peaks = {}
        print("\n| the same: its peak memory | MB |\n| --- | --: |")
        for row, (language, program) in programs.items():
            sizes = [int(start(program + PEAK, language)().stdout.split()[-1]) for _ in range(5)]
            peaks[row] = statistics.median(sizes) / 1024
            print(f"| {row} | {peaks[row]:.2f} |")
        mine, its = programs
        other = "`gettext.translation(…).gettext`"
        if name == "de":
            summarize(f"a process with one message, `LANG={own}`", best[mine], other, best[its], "ms")
            summarize("its peak memory", peaks[mine], other, peaks[its], "MB")


def new_tags() -> None:
    """Compare who negotiates the tags that ICU's list names, their own caches emptied before each round."""
    expected = json.loads((ROOT / "tests/data/icu_locale_matches.json").read_text())["expected"]
    tags = [tag.replace("_", "-") for tag in expected]

    catalog = MessageCatalog()
    for name in (*NAMES, "tlh"):
        catalog.negotiate_locale(name)  # a catalog stays loaded

    def forget_tags() -> None:
        for tag in catalog._known.keys() - {*NAMES, ""}:
            del catalog._known[tag]

    def ask(negotiate: Callable[[str], object], *forget: Callable[[], object]) -> Timer:
        def ask_all() -> None:
            for empty in forget:
                empty()
            for tag in tags:
                with contextlib.suppress(ValueError, LookupError):
                    negotiate(tag)

        return Timer(ask_all)

    language = langcodes.Language
    timers = {
        "negotiate_locale": ask(catalog.negotiate_locale, forget_tags),
        "babel.negotiate_locale": ask(lambda tag: babel.negotiate_locale([tag], NAMES, sep="-")),
        "langcodes.closest_supported_match": ask(
            lambda tag: langcodes.closest_supported_match(tag, NAMES),
            *(language._INSTANCES.clear, language._PARSE_CACHE.clear),
        ),
        "django get_supported_language_variant": ask(
            trans_real.get_supported_language_variant, trans_real._get_supported_language_variant.cache_clear
        ),
    }
    best = compare("a new tag negotiated", "negotiate_locale", timers, rounds=7, number=1, each=len(tags), unit="µs")
    other = "babel.negotiate_locale"
    summarize("`negotiate_locale(tag)`, new", best["negotiate_locale"], f"`{other}`", best[other], "µs")


def memory() -> None:
    """Compare what a loaded catalog takes, on average over all of them."""

    def stdlib(name: str) -> object:
        with Path(PACKAGED, name, "LC_MESSAGES/tpmvscmgr.mo").open("rb") as file:
            return gettext.GNUTranslations(file)

    loaders: dict[str, Callable[[str], object]] = {
        "tpmvscmgr": MessageCatalog()._load,
        "gettext.GNUTranslations": stdlib,
        "babel.support.Translations": lambda name: babel.support.Translations.load(PACKAGED, [name], "tpmvscmgr"),
    }
    sizes: list[float] = []
    print("\n| a loaded catalog in memory | KiB |\n| --- | --: |")
    for loader, load in loaders.items():
        first, *rest = (name for name in NAMES if name != "en")
        load(first)
        tracemalloc.start()
        kept = [load(name) for name in rest]
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        sizes.append(size / 1024 / len(kept))
        print(f"| {loader} | {sizes[-1]:.1f} |")
    summarize("a loaded catalog", sizes[0], "`gettext.GNUTranslations`", sizes[1], "KiB")


def install(folder: Path) -> Path:
    """Print the sizes of the wheel and of what is installed from it; return the Python that has it and Babel alone."""
    wheel = build(copy_tree(folder / "tree"), "wheel", folder / "wheel")
    run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel], check=True)
    [package] = folder.glob("venv/lib/*/site-packages/tpmvscmgr")
    installed = [path.stat().st_size for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    print(f"\n| on disk, with {len(NAMES) - 1} catalogs | kB |\n| --- | --: |")
    print(f"| the wheel | {wheel.stat().st_size / 1000:.1f} |")
    print(f"| installed, without bytecode | {sum(installed) / 1000:.1f} |")
    return python


def main() -> None:
    """Print all tables, and what they were measured on."""
    logging.disable()
    today = dt.datetime.now(tz=dt.UTC).date()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    peers = ", ".join(f"{peer} {version(peer)}" for peer in PEERS)
    print(f"{today}: Python {platform.python_version()}, {machine}; {peers}")
    with tempfile.TemporaryDirectory() as folder:
        warm(Path(folder, "warm"))
        new_tags()
        memory()
        cold(install(Path(folder)))
    print("\n| what | tpmvscmgr | compared with | which takes | ratio |\n| --- | --: | --- | --: | --: |")
    print(*SUMMARY, sep="\n")


if __name__ == "__main__":
    main()
