"""_negotiation.py: every spelling of a locale finds the catalog that serves it best."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import babel.core
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tpmvscmgr import _negotiation, available_locales
from tpmvscmgr._key import key_of
from tpmvscmgr._localedir import packaged_names
from tpmvscmgr._negotiation import index_key, negotiate, parse_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tpmvscmgr._negotiation import Index

DATA = Path(__file__).with_name("data")
ICU = json.loads(DATA.joinpath("icu_locale_matches.json").read_text())
AVAILABLE = frozenset(ICU["available"])
# Where this differs from ICU 77. en_001 is the parent of en_GB, so the British spelling is its own;
# that of en_AE and en_BI is en in Babel's CLDR data.
DIFFERENCES = {"en_001": "en_GB", "en_AE": "en", "en_BI": "en"}
# CLDR 47, in Babel 2.18, first made en_150 the parent of these.
if tuple(map(int, version("babel").split(".")[:2])) < (2, 18):
    for territory in ("CZ", "ES", "FR", "FX", "GS", "HU", "IT", "NO", "PL", "PT", "RO", "SK"):
        DIFFERENCES[f"en_{territory}"] = "en"


PACKAGED, INDEX = packaged_names()
in_and_outside_the_index = pytest.mark.parametrize("index", [None, INDEX], ids=["computed", "index"])


def best(tag: str, available: frozenset[str] = AVAILABLE, index: Index | None = None) -> str | None:
    return next(iter(negotiate(tag, available, index)), None)


def wrong(spell: object = str, index: Index | None = None) -> set[str]:
    assert callable(spell)
    # The index may have more languages than ICU was asked for.
    answers = {tag: best(spell(tag), AVAILABLE, index) for tag in ICU["expected"]}
    wanted = {tag: name if name in AVAILABLE else "en" for tag, name in answers.items()}
    return {tag for tag, name in wanted.items() if name != ICU["expected"][tag]} - DIFFERENCES.keys()


def test_the_list_is_complete() -> None:
    assert len(ICU["expected"]) == 1131
    assert set(available_locales()) == PACKAGED >= AVAILABLE


@in_and_outside_the_index
@pytest.mark.parametrize(
    "spell",
    [str, str.upper, str.lower, str.swapcase, lambda tag: tag.replace("_", "-"), lambda tag: f"{tag}.UTF-8@euro"],
)
def test_answers_are_those_of_icu(spell: object, index: Index | None) -> None:
    assert wrong(spell, index) == set()


def test_the_differences_from_icu_are_the_known_ones() -> None:
    assert {tag: best(tag) for tag in DIFFERENCES} == DIFFERENCES


def parsed(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag)
    except (ValueError, babel.core.UnknownLocaleError):
        return None


def test_babel_locales_are_answered_as_their_tags() -> None:
    locales = {tag: locale for tag in ICU["expected"] if (locale := parsed(tag))}
    assert len(locales) > 900
    answers = {tag: best(str(key_of(locale))) or "en" for tag, locale in locales.items()}
    assert answers == {tag: (ICU["expected"] | DIFFERENCES)[tag] for tag in locales}


@in_and_outside_the_index
@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("de_DE.UTF-8@euro", "de"),
        ("de_DE.utf8.de@euro", "de"),
        ("sr_RS.UTF.8@latin", "sr_Latn"),
        ("zh_TW.UTF.8", "zh_Hant"),
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
        ("es-419-u-nu-latn", "es"),
        ("sr-Latn-RS-u-ca-gregory", "sr_Latn"),
        ("cs_SK", "cs"),
        ("de-276", "de"),
        ("deu", "de"),
        ("de-1996", "de"),
        ("pt-1990", "pt_BR"),
        ("zh-1234-TW", "zh_Hans"),
        ("12-DE", None),
        ("1a-DE", None),
        ("deutschland-DE", None),
        (" de\t", "de"),
        ("de\n", "de"),
        ("de\r\n", "de"),
        ("\tzh-HK\n", "zh_Hant"),
        ("ca-ES-valencia", "ca"),
        ("in", "id"),
        ("in_ID", "id"),
        ("de--AT", "de"),
        ("en-Latn-AU", "en_GB"),
        ("zh-Latn-TW", None),
        ("und", "en"),
        ("und-Cyrl", "ru"),
        ("und-Cyrl-RS", "sr"),
        ("und-RS", "sr"),
        ("und-Latn-RS", "sr_Latn"),
        ("und-TW", "zh_Hant"),
        ("und-Cyrl-DE", None),  # of a territory's language and a script's, the territory's: it is German
        ("de@/fr", "de"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("tlh", None),
        ("ht", None),
        ("hi-Latn", None),
        ("de-Cyrl", None),
        ("x-private", None),
        ("x-deu", None),
        ("", None),
        ("_", None),
        ("12", None),
        ("\u212ao", None),  # lower() makes a plain k of the Kelvin sign
        ("d" * 100, None),
        ("de-" + "a" * 97, "de"),
        ("de-" + "a" * 98, None),
        (" " * 200 + "de", "de"),
        ("de-" + "a" * 1_000_000, None),
    ],
)
def test_hard_cases(tag: str, wanted: str | None, index: Index | None) -> None:
    assert best(tag, AVAILABLE, index) == wanted


@pytest.mark.parametrize(
    ("tag", "available", "wanted"),
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
        ("de_AT", {"de_AT", "de-AT", "de_at", "de"}, "de_AT"),
        ("DE_AT", {"de_AT", "de-AT", "de_at", "de"}, "de-AT"),
        ("de_DE", {"de_CH", "de_BE", "de_AT"}, "de_AT"),
        ("zh_CN", {"zh", "zh_Hans"}, "zh"),
        ("ht", {"fr_HT", "fr"}, None),
        ("ht", {"hi_Latn"}, None),
        ("de_AT", {"de", "de_DE"}, "de"),
        ("zh_Hant", {"zh_Hant_HK", "zh_Hant_TW"}, "zh_Hant_TW"),
        ("klingon", {"klingon"}, "klingon"),
        ("\u65e5", {"\u65e5"}, "\u65e5"),
        ("KLINGON", {"klingon"}, None),
        ("C", {"C", "en"}, "C"),
        ("swc-KE", {"sw_CD", "sw_KE"}, "sw_KE"),
        ("und-Latn-TW", {"trv", "zh_Latn"}, "trv"),
        ("qaa-DE", {"qaa"}, "qaa"),
        ("1a-DE", {"1a"}, None),
        ("de-A1", {"de_A1", "de"}, "de"),
        ("de-1996", {"de_1996", "de"}, "de"),
        ("de-Latn-abc", {"de_Latn_abc", "de"}, "de"),
    ],
)
def test_catalogs_of_an_application_may_be_named_otherwise(tag: str, available: set[str], wanted: str | None) -> None:
    assert best(tag, frozenset(available)) == wanted


@pytest.mark.parametrize("name", sorted(PACKAGED | {"de_AT", "de-at", "klingon", "", "??", " de", "C"}))
def test_a_name_serves_itself(name: str) -> None:
    assert best(name, PACKAGED | {"de_AT", "de-at", "klingon", "", "??", " de", "C"}) == name


SPELLINGS = {"de_at", "de_At", "de_aT", "de_AT", "DE_AT", "de-at", "de-At", "de-aT", "de-AT", "DE-AT"}


@pytest.mark.parametrize(
    ("tag", "available", "lineage"),
    [
        ("en-AU", {"en", "en_GB", "en_001", "en_AU", "de"}, ("en_AU", "en_001", "en")),
        ("de-CH", {"de", "de_AT"}, ("de",)),
        ("zh-TW", {"zh", "zh_Hant", "zh_Hant_TW"}, ("zh_Hant_TW", "zh_Hant")),
        ("zh-CN", {"zh", "zh_Hans"}, ("zh", "zh_Hans")),
        ("zh_Hans", {"zh", "zh_Hans"}, ("zh_Hans", "zh")),
        ("nn", {"nb", "nn", "no"}, ("nn", "no")),
        ("pt-AO", {"pt", "pt_BR", "pt_PT"}, ("pt_PT", "pt")),
        ("de_at", SPELLINGS, ("de_at", *(name for name in sorted(SPELLINGS) if name != "de_at"))),
    ],
)
def test_a_name_is_followed_by_its_parents(tag: str, available: set[str], lineage: tuple[str, ...]) -> None:
    assert negotiate(tag, frozenset(available)) == lineage


# The index


def in_both_ways(tag: str) -> None:
    assert negotiate(tag, PACKAGED, INDEX) == negotiate(tag, PACKAGED)


def test_the_index_is_what_negotiation_says() -> None:
    differences = {tag for tag, lineage in INDEX.items() if negotiate(tag, PACKAGED) != lineage}
    assert differences <= set(DIFFERENCES), "run 'pip install -e .' again: the index is that of other catalogs"


def test_the_index_has_every_language_that_has_an_answer() -> None:
    scripts = {"", "Latn", "Cyrl", "Arab", "Hebr", "Grek", "Thai", "Hans", "Hant", "Jpan", "Kore"}
    likely, languages = (babel.core.get_global(key) for key in ("likely_subtags", "language_aliases"))
    for language in {tag.partition("_")[0] for tag in (*likely, *languages)}:
        for script in scripts:
            in_both_ways(f"{language}_{script}")


@given(st.from_regex(r"\A[a-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?(\.UTF-8)?(@latin|@euro)?\Z"))
def test_any_tag_is_answered_alike_in_and_outside_the_index(tag: str) -> None:
    subtags = parse_tag(tag)
    if not subtags or index_key(*subtags) not in DIFFERENCES:
        in_both_ways(tag)


# Names that are no tags


def read_clib_names() -> list[tuple[str, str]]:
    table = json.loads(DATA.joinpath("windows_locale_names.json").read_text(encoding="utf-8"))["names"]
    return [(tag, name) for tag, names in table.items() for name in names]


@in_and_outside_the_index
@pytest.mark.parametrize(("tag", "name"), read_clib_names())
def test_a_name_of_the_windows_c_library_is_understood(tag: str, name: str, index: Index | None) -> None:
    for spelled in (name, name.partition(".")[0], name.upper(), f"{name.partition('.')[0]}.utf8"):
        assert best(spelled, AVAILABLE, index) == best(tag), spelled


@in_and_outside_the_index
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("german", "de"),
        ("German_Germany.1252", "de"),
        ("bokmal", "nb"),
        ("bokm\xe5l", "nb"),
        ("\tbokmal\n", "nb"),
        ("fran\xe7ais", "fr"),
        ("chinese-t", "zh_Hant"),
        ("cz_CZ", "cs"),
        ("cz_CZ.ISO8859-2@euro", "cs"),
        ("cz-H(", "cs"),
        ("sp_YU", "sr"),
        ("Chinese (Simplified)", "zh_Hans"),
        ("Chinese (Traditional)_Hong Kong SAR.950", "zh_Hant"),
        ("English_Hong Kong SAR.1252", "en_GB"),
        ("English_Nigeria.1252", "en_GB"),
        ("English_Nigeria.UTF.8", "en_GB"),
        ("English_Nowhere.1252", "en"),
        ("English_", "en"),
        ("Serbian (Latin)_Bosnia and Herzegovina.1250", "sr_Latn"),
        ("Serbian (Cyrillic)_Serbia.1251", "sr"),
        ("Klingon_Germany.1252", None),
        ("( )", None),
        ("----", None),
        ("iso8859-1", None),
        ("English (Old)_Nigeria.1252", "en_GB"),
        ("Klingon_Kazakhstan.1251", None),
        ("German_Germany" + "." * 86, "de"),
        ("German_Germany" + "." * 87, None),
    ],
)
def test_a_name_that_is_no_tag_is_understood(name: str, wanted: str | None, index: Index | None) -> None:
    assert best(name, AVAILABLE, index) == wanted


@pytest.mark.parametrize(
    ("name", "tag"),
    [("Kazakh_Kazakhstan.1251", "kk"), ("Upper Sorbian_Germany.1252", "hsb"), ("Uzbek", "uz")],
)
def test_a_name_is_understood_for_an_applications_own_language(name: str, tag: str) -> None:
    assert best(name, AVAILABLE | {tag}) == tag


@given(st.text() | st.from_regex(r"[A-Za-z]{1,8}([-_@.][A-Za-z0-9]{1,8}){0,5}"))
def test_any_string_is_answered(tag: str) -> None:
    assert set(negotiate(tag, AVAILABLE)) <= AVAILABLE


# Babel's data


CACHES = _negotiation._cldr, _negotiation._english_names, _negotiation._lineages


def test_the_cache_of_trees_is_bounded() -> None:
    assert _negotiation._lineages.cache_info().maxsize == 64


@pytest.fixture
def cold() -> Iterator[None]:
    """Forget what has been read from Babel and computed from it."""
    for cached in CACHES:
        cached.cache_clear()
    yield
    for cached in CACHES:
        cached.cache_clear()


@pytest.mark.usefixtures("cold")
@pytest.mark.parametrize("error", [babel.core.UnknownLocaleError, NotADirectoryError])
def test_inside_a_zip_babels_data_is_read_all_the_same(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def get_global(key: str) -> None:
        raise RuntimeError(key)

    def locale(identifier: str) -> None:
        raise error(identifier)

    monkeypatch.setattr(babel.core, "get_global", get_global)
    monkeypatch.setattr(babel.core, "Locale", locale)
    assert wrong() == set()
    assert best("Japanese_Japan.932") == "ja"


@pytest.mark.usefixtures("cold")
def test_a_parent_in_a_language_that_begins_alike_is_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    *tables, parents = _negotiation._cldr()
    monkeypatch.setattr(_negotiation, "_cldr", lambda: (*tables, {**parents, "fr": "frp_CH"}))
    assert best("fr", frozenset({"frp"})) is None


@pytest.mark.usefixtures("cold")
def test_a_failure_to_read_babels_data_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_global(key: str) -> None:
        raise OSError(key)

    with monkeypatch.context() as patched:
        patched.setattr(babel.core, "get_global", get_global)
        with pytest.raises(OSError, match="language_aliases"):
            negotiate("zh-HK", AVAILABLE)
    assert best("zh-HK") == "zh_Hant"
