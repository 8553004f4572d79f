"""Writes src/tpmvscmgr/_cldr.py, the tables of the negotiation, out of Babel's CLDR data and windows.txt.

Run `python locales/cldr.py` and read what git then shows. To renew CLDR, install the newest Babel first. After a
change in windows.txt or in this file, install the Babel that _cldr.py names.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from babel.core import Locale, get_global
from babel.localedata import locale_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MODULE = Path(__file__).parent.parent / "src/tpmvscmgr/_cldr.py"
WINDOWS = Path(__file__).with_name("windows.txt")

# Tags of several words that stand for one language. Source: RFC 5646, section 2.2.8; the last one is Java's.
GRANDFATHERED = {
    "art_lojban": "jbo",
    "en_gb_oed": "en_GB",
    "i_ami": "ami",
    "i_bnn": "bnn",
    "i_hak": "hak",
    "i_klingon": "tlh",
    "i_lux": "lb",
    "i_navajo": "nv",
    "i_pwn": "pwn",
    "i_tao": "tao",
    "i_tay": "tay",
    "i_tsu": "tsu",
    "no_bok": "nb",
    "no_nyn": "nn",
    "zh_guoyu": "zh",
    "zh_hakka": "hak",
    "zh_min_nan": "nan",
    "zh_xiang": "hsn",
    "no_no_ny": "nn",
}
# Names of the Windows C library. Where one is also the tag of a language with a locale in CLDR (uk), it is not here.
# Source: Microsoft C runtime library, "Language strings"; Win32 API, LOCALE_SENGLISHLANGUAGENAME and
# LOCALE_SENGLISHDISPLAYNAME of versions since Windows XP.
WINDOWS_LANGUAGES = {
    "alsatian": "gsw_FR",
    "american": "en_US",
    "american_english": "en_US",
    "australian": "en_AU",
    "azeri": "az",
    "belgian": "nl_BE",
    "bengali": "bn",
    "canadian": "en_CA",
    "chh": "zh_HK",
    "farsi": "fa",
    "french congo": "fr_CD",
    "fulah": "ff",
    "irish_english": "en_IE",
    "isixhosa": "xh",
    "isizulu": "zu",
    "kiswahili": "sw",
    "norwegian_bokmal": "nb",
    "norwegian_nynorsk": "nn",
    "sakha": "sah",
    "sesotho": "st",
    "sesotho sa leboa": "nso",
    "setswana": "tn",
    "spanish_modern": "es_ES",
    "swiss": "de_CH",
    "us": "en_US",
    "usa": "en_US",
    "valencian": "ca_ES_valencia",
    "xitsonga": "ts",
}
# Source: Microsoft C runtime library, "Language strings" and "Country/Region strings"; Win32 API,
# LOCALE_SENGLISHCOUNTRYNAME of versions since Windows XP; wxWidgets, wxLocale's names of languages; CLDR's names of the
# Chinese scripts where they stand alone, as Java and Android write them.
WINDOWS_SUBTAGS = {
    "america": "US",
    "american": "US",
    "austrian": "AT",
    "belgian": "BE",
    "bolivarian republic of venezuela": "VE",
    "brazilian": "BR",
    "britain": "GB",
    "brunei darussalam": "BN",
    "cabo verde": "CV",
    "canadian": "CA",
    "chs": "Hans",
    "cht": "Hant",
    "congo": "CG",
    "congo drc": "CD",
    "czech": "CZ",
    "czech republic": "CZ",
    "east timor": "TL",
    "eire": "IE",
    "england": "GB",
    "former yugoslav republic of macedonia": "MK",
    "fyro": "MK",
    "fyrom": "MK",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "hong kong s.a.r.": "HK",
    "hong kong sar": "HK",
    "hongkong": "HK",
    "ire": "IE",
    "islamic republic of pakistan": "PK",
    "ivory coast": "CI",
    "korea": "KR",
    "lao p.d.r.": "LA",
    "lichtenstein": "LI",
    "macao": "MO",
    "macao s.a.r.": "MO",
    "macao sar": "MO",
    "macau": "MO",
    "macau s.a.r.": "MO",
    "macau sar": "MO",
    "macedonia": "MK",
    "mexican": "MX",
    "myanmar": "MM",
    "nz": "NZ",
    "palestinian authority": "PS",
    "people's republic of china": "CN",
    "pr china": "CN",
    "prc": "CN",
    "principality of monaco": "MC",
    "republic of korea": "KR",
    "republic of the philippines": "PH",
    "serbia and montenegro": "RS",
    "simplified han": "Hans",
    "slovak": "SK",
    "st helena, ascension, tristan da cunha": "SH",
    "st. helena": "SH",
    "st. vincent & the grenadines": "VC",
    "swaziland": "SZ",
    "swiss": "CH",
    "traditional han": "Hant",
    "traditional mongolian": "Mong",
    "trinidad": "TT",
    "trinidad y tobago": "TT",
    "turkey": "TR",
    "u.a.e.": "AE",
    "u.k.": "GB",
    "u.s.": "US",
    "uae": "AE",
    "united states of america": "US",
}
# Territories that people write for a language. ISO 639 has no such languages. Source: Weblate, language aliases.
MISSPELT_LANGUAGES = {
    "cn": "zh",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "kz": "kk",
    "rs": "sr",
    "ua": "uk",
    "vn": "vi",
}
# Source: X11, locale.alias; its names that are neither CLDR's nor Windows'. C and POSIX are the English of the source.
X11_LANGUAGES = {
    "bokmål": "nb",
    "c": "en",
    "c_french": "fr_CA",
    "chinese_s": "zh_Hans",
    "chinese_t": "zh_Hant",
    "cz": "cs",
    "dansk": "da",
    "deutsch": "de",
    "eesti": "et",
    "français": "fr",
    "galego": "gl",
    "hrvatski": "hr",
    "japan": "ja",
    "nynorsk": "nn",
    "posix": "en",
    "rumanian": "ro",
    "serbocroatian": "sr_Latn",
    "slovene": "sl",
    "sp": "sr",
}


def language_of(tag: str) -> str:
    """Return the language of a tag of CLDR."""
    return tag.partition("_")[0]


# The languages that have a locale in CLDR, and `und`, no language. Of others, only the code itself is known.
LANGUAGES = {"und", *map(language_of, locale_identifiers())}


def likely_subtags(scripts: Iterable[str]) -> dict[str, str]:
    """Return the likely subtags of the languages."""
    return {
        node(tag, scripts): subtags
        for tag, subtags in get_global("likely_subtags").items()
        if {language_of(tag), language_of(subtags)} <= LANGUAGES
    }


def parents(likely: Mapping[str, str], scripts: Iterable[str]) -> dict[str, str]:
    """Return the parents that are not just the name without its last subtag.

    A parent in another language is left out, but for a bare language: `no` for `nn`, not `fr_HT` for `ht`.
    """

    def with_script(tag: str) -> str:
        language, script, territory = node(tag, scripts).split("_")
        return f"{language}_{script or likely[f'{language}__'].split('_')[1]}_{territory}"

    return {
        with_script(tag): with_script(parent)
        for tag, parent in get_global("parent_exceptions").items()
        if language_of(parent) == language_of(tag) or "_" not in parent
    }


def node(tag: str, scripts: Iterable[str]) -> str:
    """Return a tag of CLDR as `language_script_territory`. What it lacks is empty."""
    language, *subtags = tag.split("_")
    script = next((subtag for subtag in subtags if subtag in scripts), "")
    territory = next((subtag for subtag in subtags if subtag not in scripts), "")
    return f"{language}_{script}_{territory}"


def windows_locales() -> list[tuple[str, str, str]]:
    """Return the LCIDs of Windows with their tags, and the abbreviations of the languages or an empty string."""
    rows = [line.split() for line in WINDOWS.read_text(encoding="ascii").splitlines() if line[0] != "#"]
    return [(lcid, name.replace("-", "_"), "".join(abbreviation).lower()) for lcid, name, *abbreviation in rows]


def abbreviations(aliases: Mapping[str, str], scripts: Iterable[str]) -> dict[str, str]:
    """Return Windows' abbreviations of languages that are no code of another language or script in CLDR.

    If neutral and specific locales share one, it is that of the first specific one.
    """
    found: dict[str, str] = {}
    for _, tag, abbreviation in sorted(windows_locales(), key=lambda row: node(row[1], scripts).endswith("_")):
        language, script, _ = node(tag, scripts).split("_")
        without_territory = f"{language}_{script}".strip("_")
        if abbreviation not in {"", *LANGUAGES} and aliases.get(abbreviation, without_territory) == without_territory:
            found.setdefault(abbreviation, tag.replace(language, aliases.get(language, language), 1))
    return found


def names_of(codes: Mapping[str, str]) -> dict[str, str]:
    """Return the codes by their names. A short name, such as Ga, may be another code."""
    return {name: code for code, name in codes.items() if len(name) > 3}


def by_word(*tables: Mapping[str, str]) -> dict[str, str]:
    """Return a table in the spelling in which the negotiation looks, in lower case and of at most two words.

    What hyphens and parentheses separate counts as a word. CLDR's "St.", "&" and apostrophe are also written otherwise,
    and letters without their marks.
    """
    apostrophe = "\N{RIGHT SINGLE QUOTATION MARK}"
    found: dict[str, str] = {}
    for table in tables:
        for name, code in table.items():
            words = [word.strip() for word in re.split("[-#(),]", name.lower()) if word.strip()]
            word = " ".join(words[-2:])
            for saint, ampersand, quote in product(("st. ", "st ", "saint "), (" & ", " and "), (apostrophe, "'")):
                spelled = word.replace("st. ", saint).replace(" & ", ampersand).replace(apostrophe, quote)
                found[spelled] = code
                found["".join(letter for letter in normalize("NFKD", spelled) if not combining(letter))] = code
    return {word: code for word, code in sorted(found.items()) if word != code}


def definitions(**tables: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that define the tables. A name in lower case becomes a function: few locales need its table."""
    for name, table in tables.items():
        yield from ["", "", "@cache", f"def {name}() -> dict[str, str]:"] if name.islower() else []
        yield '    return table("""' if name.islower() else f'{name} = table("""'
        yield from (f"{key}={value}" for key, value in table.items())
        yield '""")'


def module() -> str:
    """Return the text of the module."""
    english = Locale("en")
    likely = likely_subtags(english.scripts)
    used = {subtags.split("_")[1] for key, subtags in likely.items() if language_of(key) != "und"}
    scripts = names_of({code: name for code, name in english.scripts.items() if code in used})
    aliases = {alias: codes[0] for alias, codes in get_global("territory_aliases").items()}
    aliases = {alias: code for alias, code in aliases.items() if code in english.territories}
    subtags = by_word(scripts | names_of(english.territories), aliases, WINDOWS_SUBTAGS)
    names_of_subtags = {word: code for word, code in subtags.items() if len(word) > 2}
    names = names_of({tag: name for tag, name in english.languages.items() if language_of(tag) in LANGUAGES})
    tags = {alias: tag for alias, tag in get_global("language_aliases").items() if language_of(tag) in LANGUAGES}
    windows_languages = abbreviations(tags, english.scripts) | WINDOWS_LANGUAGES
    languages = by_word(names, tags, GRANDFATHERED, windows_languages, MISSPELT_LANGUAGES, X11_LANGUAGES)
    names_of_languages = {word: tag for word, tag in languages.items() if len(word) > 2 and "_" not in word}
    cldr, babel = get_global("cldr")["version"], version("babel")
    lines = [
        '"""Tables out of CLDR, and what Windows calls locales. locales/cldr.py writes them; do not edit them.',
        "",
        f"Source: CLDR {cldr}, as Babel {babel} has it, locales/windows.txt, and the script's own names.",
        "The data of CLDR are under the Unicode License V3, see _cldr.LICENSE.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from functools import cache",
        "",
        "",
        "def table(text: str) -> dict[str, str]:",
        '    """Return a table, a row of which is a line. Python loads one long text faster than a dict."""',
        '    words = text.strip().replace("=", "\\n").split("\\n")',
        "    return dict(zip(words[::2], words[1::2], strict=True))",
        "",
        "",
        f"SCRIPTS = frozenset({sorted(english.scripts)!r})",
        *definitions(
            LIKELY_SUBTAGS=likely,
            PARENTS=parents(likely, english.scripts),
            LANGUAGES={word: tag for word, tag in languages.items() if word not in names_of_languages},
            SUBTAGS={word: code for word, code in subtags.items() if word not in names_of_subtags},
            languages_by_name=names_of_languages,
            subtags_by_name=names_of_subtags,
            tags_by_lcid={lcid: tag for lcid, tag, _ in windows_locales()},
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
