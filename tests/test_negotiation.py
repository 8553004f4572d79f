"""_negotiation.py: every spelling of a locale finds the catalog that serves it best."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import _negotiation, available_locales
from tpmvscmgr._negotiation import negotiate

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).with_name("data")
ICU = json.loads(DATA.joinpath("icu_locale_matches.json").read_text())
AVAILABLE = frozenset(ICU["available"])
# Where this differs from ICU 77. en_001 is the parent of en_GB, so the British spelling is its own;
# that of en_AE and en_BI is en in CLDR 49.
DIFFERENCES = {"en_001": "en_GB", "en_AE": "en", "en_BI": "en"}


def best(tag: str, names: frozenset[str] = AVAILABLE) -> str | None:
    return next(iter(negotiate(tag, names)), None)


def test_the_list_is_complete() -> None:
    assert len(ICU["expected"]) == 1131
    assert set(available_locales()) >= AVAILABLE


@pytest.mark.parametrize(
    "spell",
    [str, str.upper, str.lower, str.swapcase, lambda tag: tag.replace("_", "-"), lambda tag: f"{tag}.UTF-8@euro"],
)
def test_answers_are_those_of_icu(spell: Callable[[str], str]) -> None:
    answers = {tag: best(spell(tag)) or "en" for tag in ICU["expected"]}
    assert answers == ICU["expected"] | DIFFERENCES


def test_the_differences_from_icu_are_the_known_ones() -> None:
    assert {tag: best(tag) for tag in DIFFERENCES} == DIFFERENCES


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
        ("zh-1234-TW", "zh_Hant"),
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
        # what clings to a tag
        ("zh-TW;q=0.9", "zh_Hant"),
        ("zh-TW ; q=0.9", "zh_Hant"),
        ("zh-TW\0", "zh_Hant"),
        ("zh-TW\0\0de", "zh_Hant"),
        ("sr_RS;q=1@latin", "sr"),
        (";de", None),
        ("\0de", None),
        ("zh-TW.", "zh_Hant"),
        # territories that are no languages
        ("jp", "ja"),
        ("jp_JP", "ja"),
        ("ua", "uk"),
        ("cn", "zh_Hans"),
        ("dk", "da"),
        ("gr", "el"),
        ("rs", "sr"),
        ("kz", "kk"),
        ("vn", "vi"),
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
        ("d" * 100, None),
        ("de-" + "a" * 1_000_000, "de"),
        ("-" * 1_000_000, None),
        ("de_DE@calendar=gregorian;collation=standard;currency=EUR;numbers=latn;timezone=Europe/Berlin", "de"),
        # Three letters are a territory where CLDR has them, else an extended language, of some languages only.
        ("en-IND", "en_GB"),
        ("es-SLV", "es"),
        ("pt-BRA", "pt_BR"),
        ("pt-PRT", "pt_PT"),
        ("fr-CAN", "fr"),
        ("en-deu", "en_GB"),
        ("zh-TWN", "zh_Hant"),
        ("zh-158", "zh_Hant"),
        ("de-yue", "de"),
        ("ar-arb", "ar"),
        ("ms-zlm-MY", None),
        # RFC 5646, section 2.2.8
        ("no-bok", "nb"),
        ("no-nyn", "nb"),
        ("zh-min-nan", None),
        ("i-klingon", None),
        ("no_NO_NY", "nb"),
        # What is unknown says nothing.
        ("de-Zzzz", "de"),
        ("zh-Zzzz-TW", "zh_Hant"),
        ("de-ZZ", "de"),
        ("zh-Hant-ZZ", "zh_Hant"),
        # A script stands anywhere before an extension.
        ("sr_RS_Latn", "sr_Latn"),
        ("zh_HK_#Hans", "zh_Hans"),
        ("sr-x-latn", "sr"),
        ("sr_RS@cyrillic", "sr"),
        ("kk-Arab", None),
        ("kk-Latn-KZ", None),
        ("kk_CN", None),
        ("mn-MN", None),
    ],
)
def test_hard_cases(tag: str, wanted: str | None) -> None:
    assert best(tag) == wanted


@pytest.mark.parametrize(
    ("tag", "available", "wanted"),
    [
        ("no", {"no"}, "no"),
        ("nn", {"nb", "nn"}, "nn"),
        ("de-AT", {"de-at", "de"}, "de-at"),
        ("de_CH", {"de_AT", "de_DE"}, "de_DE"),
        ("zh-SG", {"zh-CN", "zh-TW"}, "zh-CN"),
        ("he", {"iw"}, "iw"),
        ("ja", {"jp"}, "jp"),
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
        ("\u65e5", {"\u65e5"}, "\u65e5"),
        ("KLINGON", {"klingon"}, None),
        ("ABCD", {"abcd"}, None),
        ("A", {"a"}, None),
        ("C", {"C", "en"}, "C"),
        ("swc-KE", {"sw_CD", "sw_KE"}, "sw_KE"),
        ("und-Latn-TW", {"trv", "zh_Latn"}, "trv"),
        ("qaa-DE", {"qaa"}, "qaa"),
        ("1a-DE", {"1a"}, None),
        ("de-A1", {"de_A1", "de"}, "de_A1"),
        ("de-1996", {"de_1996", "de"}, "de_1996"),
        ("de-Latn-abc", {"de_Latn_abc", "de"}, "de_Latn_abc"),
        ("de", {"de_A1", "de_1996", "de_Latn_abc"}, None),
        ("de-AT@formal", {"de_DE@formal"}, "de_DE@formal"),
    ],
)
def test_catalogs_of_an_application_may_be_named_otherwise(tag: str, available: set[str], wanted: str | None) -> None:
    assert best(tag, frozenset(available)) == wanted


STRANGE = {"de_AT", "de-at", "klingon", "", "??", " de", "C", "de@x", "de.bak", "en@quot"}


@pytest.mark.parametrize("name", sorted(AVAILABLE | STRANGE))
def test_a_name_serves_itself(name: str) -> None:
    assert best(name, AVAILABLE | STRANGE) == name


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
        ("de-AT-1901", {"de", "de_AT", "de_1901", "de_AT_1901"}, ("de_AT_1901", "de_1901", "de_AT", "de")),
        ("de-AT", {"de", "de_AT", "de_1901", "de_AT_1901"}, ("de_AT", "de")),
        ("de_at", SPELLINGS, ("de_at", *(name for name in sorted(SPELLINGS) if name != "de_at"))),
    ],
)
def test_a_name_is_followed_by_its_parents(tag: str, available: set[str], lineage: tuple[str, ...]) -> None:
    assert negotiate(tag, frozenset(available)) == lineage


# Names that are no tags


def read_clib_names() -> list[tuple[str, str]]:
    table = json.loads(DATA.joinpath("windows_locale_names.json").read_text(encoding="utf-8"))["names"]
    return [(tag, name) for tag, names in table.items() for name in names]


@pytest.mark.parametrize(("tag", "name"), read_clib_names())
def test_a_name_of_the_windows_c_library_is_understood(tag: str, name: str) -> None:
    without_codeset = re.sub(r"\.\d+$", "", name)
    for spelled in (name, without_codeset, name.upper(), f"{without_codeset}.utf8"):
        assert best(spelled) == best(tag), spelled
        # Neither its script nor its territory is lost. What stands in parentheses after Norwegian is: it becomes nb.
        assert best(spelled, AVAILABLE | {tag}) in {tag, "nb"}, spelled


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
        ("Klingon_Mongolia.1251", None),
        ("German_Germany" + "." * 300, "de"),
        ("Portuguese_Guinea-Bissau.1252", "pt_PT"),
        ("English_Trinidad and Tobago.1252", "en_GB"),
        ("English_New Zealand", "en_GB"),
        ("english_new-zealand", "en_GB"),
        ("chinese_pr-china", "zh_Hans"),
        ("Chinese (Simplified, Singapore)_Singapore.936", "zh_Hans"),
        ("chs", "zh_Hans"),
        ("cht", "zh_Hant"),
        ("enu", "en"),
        ("ptg", "pt_PT"),
        ("ptb", "pt_BR"),
        ("Portuguese (Macau)", "pt_PT"),
        ("Chinese (Macau)", "zh_Hant"),
        ("Chinese_Macau S.A.R..950", "zh_Hant"),
        ("Chinese_Hong Kong S.A.R.", "zh_Hant"),
        ("Portuguese_São Tomé & Príncipe.1252", "pt_PT"),
        ("Chinese (Simplified Han,Hong Kong SAR China)", "zh_Hans"),
        ("English (U.K.)", "en_GB"),
    ],
)
def test_a_name_that_is_no_tag_is_understood(name: str, wanted: str | None) -> None:
    assert best(name) == wanted


@pytest.mark.parametrize(
    ("abbreviation", "wanted"),
    [
        ("BGR", "bg"),
        ("CHS", "zh_Hans"),
        ("CHT", "zh_Hant"),
        ("CSY", "cs"),
        ("ENG", "en_GB"),
        ("ENU", "en"),
        ("ETI", "et"),
        ("EUQ", "eu"),
        ("GLC", "gl"),
        ("KKZ", "kk"),
        ("LTH", "lt"),
        ("LVI", "lv"),
        ("MSL", "ms"),
        ("NON", "nb"),
        ("PLK", "pl"),
        ("PTB", "pt_BR"),
        ("ROM", "ro"),
        ("SKY", "sk"),
        ("SRB", "sr_Latn"),
        ("SRM", "sr_Latn"),
        ("SRO", "sr"),
        ("SVE", "sv"),
        ("TRK", "tr"),
        ("VIT", "vi"),
        ("ZHH", "zh_Hant"),
        ("ZHI", "zh_Hans"),
        # Where ISO 639 has the letters for another language or script that CLDR knows, that one is meant.
        ("est", "et"),  # Windows: Spanish of the United States
        ("rum", "ro"),  # Windows: Russian of Moldova
        ("arm", None),  # Armenian; Windows: Arabic of Morocco
        ("srp", "sr"),  # Windows: Serbian in Latin script, of Montenegro
        ("frr", None),  # Northern Frisian; Windows: French of Réunion
    ],
)
def test_an_abbreviation_of_windows_is_understood(abbreviation: str, wanted: str | None) -> None:
    assert best(abbreviation) == best(abbreviation.lower()) == wanted


def language_strings() -> list[tuple[str, str]]:
    table = json.loads(DATA.joinpath("windows_language_strings.json").read_text(encoding="utf-8"))["strings"]
    return list(table.items())


@pytest.mark.parametrize(("name", "tag"), language_strings())
def test_a_language_string_of_windows_is_understood(name: str, tag: str) -> None:
    # uk is also a tag, and the tag wins.
    assert best(name) == ("uk" if name == "uk" else best(tag))
    assert best(name.upper()) == best(name)


@pytest.mark.parametrize(
    ("name", "tag"),
    [("Mongolian_Mongolia.1251", "mn"), ("Upper Sorbian_Germany.1252", "hsb"), ("Uzbek", "uz")],
)
def test_a_name_is_understood_for_an_applications_own_language(name: str, tag: str) -> None:
    assert best(name, AVAILABLE | {tag}) == tag


def test_one_set_of_names_is_read_once() -> None:
    before = _negotiation._by_top_node.cache_info()
    for tag in ("de", "fr", "tlh"):
        negotiate(tag, AVAILABLE | {"cached"})
    after = _negotiation._by_top_node.cache_info()
    assert after.misses - before.misses == 1
    assert after.maxsize is not None
