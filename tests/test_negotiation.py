"""negotiation.py: every spelling of a locale finds the catalog that serves it best."""

from __future__ import annotations

import json
import logging
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import babel.core
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tpmvscmgr import available_locales, negotiation
from tpmvscmgr.catalog import _identifier
from tpmvscmgr.negotiation import negotiate

if TYPE_CHECKING:
    from collections.abc import Iterator

ICU = json.loads(Path(__file__).with_name("data").joinpath("icu_locale_matches.json").read_text())
AVAILABLE = frozenset(ICU["available"])
# Where this differs from ICU 77. en_001 is the parent of en_GB, so the British spelling is its own;
# that of en_AE and en_BI is en in Babel's CLDR data.
DIFFERENCES = {"en_001": "en_GB", "en_AE": "en", "en_BI": "en"}
# CLDR 47, in Babel 2.18, first made en_150 the parent of these.
if tuple(map(int, version("babel").split(".")[:2])) < (2, 18):
    for territory in ("CZ", "ES", "FR", "GS", "HU", "IT", "NO", "PL", "PT", "RO", "SK"):
        DIFFERENCES[f"en_{territory}"] = "en"


def wrong(spell: object = str) -> set[str]:
    assert callable(spell)
    return {
        tag for tag, best in ICU["expected"].items() if (negotiate(spell(tag), AVAILABLE) or "en") != best
    } - DIFFERENCES.keys()


def test_the_list_is_whole() -> None:
    assert len(ICU["expected"]) == 1131
    assert set(available_locales()) >= AVAILABLE


@pytest.mark.parametrize(
    "spell",
    [str, str.upper, str.lower, str.swapcase, lambda tag: tag.replace("_", "-"), lambda tag: f"{tag}.UTF-8@euro"],
)
def test_answers_are_those_of_icu(spell: object) -> None:
    assert wrong(spell) == set()


def test_the_differences_from_icu_are_the_known_ones() -> None:
    assert {tag: negotiate(tag, AVAILABLE) for tag in DIFFERENCES} == DIFFERENCES


def parsed(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag)
    except (ValueError, babel.core.UnknownLocaleError):
        return None


def test_babel_locales_are_answered_as_their_tags() -> None:
    locales = {tag: locale for tag in ICU["expected"] if (locale := parsed(tag))}
    assert len(locales) > 900
    answers = {tag: negotiate(_identifier(locale), AVAILABLE) or "en" for tag, locale in locales.items()}
    assert answers == {tag: (ICU["expected"] | DIFFERENCES)[tag] for tag in locales}


@pytest.mark.parametrize(
    ("tag", "best"),
    [
        ("de_DE.UTF-8@euro", "de"),
        ("sr_RS@latin", "sr_Latn"),
        ("sr_RS.UTF-8@latin", "sr_Latn"),
        ("sr@latin", "sr_Latn"),
        ("sr_ME@cyrillic", "sr"),
        ("sr-CS", "sr"),
        ("sr-Cyrl-CS", "sr"),
        ("sr-Latn-CS", "sr_Latn"),
        ("sr-ME", "sr_Latn"),
        ("sh", "sr_Latn"),
        ("cnr", "sr_Latn"),
        ("no_NO", "nb"),
        ("nn-NO", "nb"),
        ("no", "nb"),
        ("iw", "he"),
        ("zh-CHS", "zh_Hans"),
        ("zh-CHT", "zh_Hant"),
        ("ZH_chs", "zh_Hans"),
        ("zh_hant_tw", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh-cmn-Hant", "zh_Hant"),
        ("zh-yue", None),
        ("pt", "pt_BR"),
        ("pt-br", "pt_BR"),
        ("pt-AO", "pt_PT"),
        ("en-AU", "en_GB"),
        ("en_UK", "en_GB"),
        ("en-US-u-nu-latn", "en"),
        ("sr-Latn-RS-u-ca-gregory", "sr_Latn"),
        ("cs_SK", "cs"),
        ("de-276", "de"),
        ("deu", "de"),
        ("und-TW", "zh_Hant"),
        ("de@/fr", "de"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("kk", None),
        ("ht", None),
        ("hi-Latn", None),
        ("de-Cyrl", None),
        ("x-private", None),
        ("", None),
        ("_", None),
        ("12", None),
        ("\u212ao", None),  # lower() makes a plain k of the Kelvin sign
        ("d" * 100, None),
        ("de-" + "a" * 1_000_000, None),
    ],
)
def test_hard_cases(tag: str, best: str | None) -> None:
    assert negotiate(tag, AVAILABLE) == best


@pytest.mark.parametrize(
    ("tag", "available", "best"),
    [
        ("no", {"no"}, "no"),
        ("nn", {"nb", "nn"}, "nn"),
        ("de-AT", {"de-at", "de"}, "de-at"),
        ("de_CH", {"de_AT", "de_DE"}, "de_DE"),
        ("zh-SG", {"zh-CN", "zh-TW"}, "zh-CN"),
        ("he", {"iw"}, "iw"),
        ("en", {"de"}, None),
        ("es-AR", {"es_419", "es"}, "es_419"),
        ("es-ES", {"es_419", "es_MX", "??"}, "es_419"),
        ("zh_HK", {"zh_Hant_MO", "zh_Hant_TW"}, "zh_Hant_MO"),
        ("zh_MO", {"zh_Hant_HK", "zh_Hant"}, "zh_Hant_HK"),
    ],
)
def test_catalogs_of_an_application_may_be_named_otherwise(tag: str, available: set[str], best: str | None) -> None:
    assert negotiate(tag, frozenset(available)) == best


@given(st.text() | st.from_regex(r"[A-Za-z]{1,8}([-_@.][A-Za-z0-9]{1,8}){0,5}"))
def test_any_string_is_answered(tag: str) -> None:
    assert negotiate(tag, AVAILABLE) in {None, *AVAILABLE}


def test_the_caches_are_bounded() -> None:
    for number in range(3000):
        negotiate(f"de-x-{number}", AVAILABLE)
    cache = negotiation._negotiate.cache_info()
    assert cache.maxsize is not None
    assert cache.currsize <= cache.maxsize
    assert negotiation._nearest_below.cache_info().maxsize is not None


CACHES = negotiation._cldr, negotiation._negotiate, negotiation._nearest_below


@pytest.fixture
def cold() -> Iterator[None]:
    """Forget what has been read from Babel and found with it."""
    for cached in CACHES:
        cached.cache_clear()
    yield
    for cached in CACHES:
        cached.cache_clear()


@pytest.mark.usefixtures("cold")
def test_inside_a_zip_babels_data_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def get_global(key: str) -> None:
        raise RuntimeError(key)

    monkeypatch.setattr(babel.core, "get_global", get_global)
    assert wrong(str) == set()
    assert not caplog.records


@pytest.mark.usefixtures("cold")
def test_without_cldr_the_spelling_decides(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delattr(babel.core, "get_global")
    wanted = ["de", "de-AT", "PT-br", "pt", "zh-Hant-HK", "zh-HK", "sr-Latn-RS", "sr-RS", "no", "kk"]
    best = ["de", "de", "pt_BR", "pt_BR", "zh_Hant", None, "sr_Latn", "sr", None, None]
    assert [negotiate(tag, AVAILABLE) for tag in wanted] == best
    [record] = caplog.records
    assert (record.name, record.levelno) == ("tpmvscmgr", logging.WARNING)
    assert "CLDR" in record.message
