"""From a locale, in whatever spelling, to the best of the available catalogs.

Canonicalize, add the likely script, then take the catalog of the same language and script whose
chain of parent locales meets the wanted one's soonest: UTS #35 part 1, sections 3.2.1 (canonical
form), 4.1.2 (parent locales) and 4.3 (likely subtags), on the CLDR data that Babel carries.
"""

from __future__ import annotations

from functools import cache, lru_cache

TYPE_CHECKING = False  # typing's own costs an import; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Cldr = tuple[Mapping[str, str], Mapping[str, list[str]], Mapping[str, str], Mapping[str, str]]

# RFC 5646, section 4.4.1, expects 35 characters; what is much longer names no locale.
MAX_TAG_LENGTH = 100
# How Windows named Chinese before BCP 47; by the grammar CHS and CHT would be extlangs.
_OLD_WINDOWS_TAGS = {"zh_chs": "zh_hans", "zh_cht": "zh_hant"}
_MODIFIER_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}


def negotiate(tag: str, available: frozenset[str]) -> str | None:
    """Return the one of the available names that serves a language tag best, or None.

    Args:
        tag: a locale as BCP 47, POSIX, CLDR, Windows or Django write it; any string will do.
        available: the names of the catalogs, in any of these spellings.

    Returns:
        A member of `available`, of the tag's own language and script; None where there is none.
        ``C`` and ``POSIX`` count as English.

    Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

    >>> negotiate("zh-HK", frozenset({"zh_Hans", "zh_Hant"}))
    'zh_Hant'
    """
    if tag in available:
        return tag
    return _negotiate(tag, available) if len(tag) <= MAX_TAG_LENGTH and tag.isascii() else None


@lru_cache(maxsize=1024)
def _negotiate(tag: str, available: frozenset[str]) -> str | None:
    wanted = _parse(tag)
    if not wanted:
        return None
    nearest = _nearest_below(available)
    return next((nearest[key] for key in _chain(*wanted) if key in nearest), None)


@lru_cache(maxsize=64)
def _nearest_below(available: frozenset[str]) -> dict[tuple[str, str], str]:
    """For each node of the locale tree the nearest name below it; of two as near, the likelier."""
    ranked = []
    for name in available:
        if locale := _parse(name):
            language, script, territory = locale
            unlikely = territory != _likely(language, script)[2]
            ranked += [(steps, unlikely, name, key) for steps, key in enumerate(_chain(*locale))]
    return {key: name for *_, name, key in sorted(ranked, reverse=True)}


def _parse(tag: str) -> tuple[str, str, str] | None:
    """Return language, script and territory, canonical and with the likely script added."""
    tag, _, modifier = tag.replace("-", "_").lower().partition("@")
    tag = tag.partition(".")[0]  # the codeset
    language, *subtags = _OLD_WINDOWS_TAGS.get(tag, tag).split("_")
    if language in {"c", "posix"}:
        language = "en"
    if not language.isalpha() or len(language) == 1:
        return None
    if subtags and len(subtags[0]) == 3 and subtags[0].isalpha():
        language = subtags.pop(0)  # an extlang: zh-yue is yue
    is_script = bool(subtags) and len(subtags[0]) == 4 and subtags[0].isalpha()
    script = subtags.pop(0).title() if is_script else _MODIFIER_SCRIPTS.get(modifier, "")
    is_territory = bool(subtags) and (len(subtags[0]) == 2 or subtags[0].isdecimal())
    territory = subtags[0].upper() if is_territory else ""

    language_aliases, territory_aliases, _, _ = _cldr()
    language, *implied = language_aliases.get(language, language).split("_")  # sh is sr_Latn
    for subtag in implied:
        if len(subtag) == 4:
            script = script or subtag
        else:
            territory = territory or subtag
    territory = territory_aliases.get(territory, [territory])[0]
    likely_language, likely_script, _ = _likely(language, script, territory)
    return likely_language if language == "und" else language, script or likely_script, territory


def _likely(language: str, script: str = "", territory: str = "") -> list[str]:
    """Return the likely language, script and territory, given what is known of them."""
    likely = _cldr()[2]
    for known in ((language, script, territory), (language, territory), (language, script), (language,)):
        if subtags := likely.get("_".join(known)):
            return subtags.split("_")
    return [language, script, territory]


def _chain(language: str, script: str, territory: str) -> Iterator[tuple[str, str]]:
    """Yield script and name of a locale and of each of its parents, without the root."""
    parents = _cldr()[3]
    default_script = _likely(language)[1]
    name = "_".join(filter(None, (language, "" if script == default_script else script, territory)))
    while name:
        yield script, name
        parent = parents.get(name) or name.rpartition("_")[0]
        # Into another language only where that is a bare one: nn has no, but ht has fr_HT.
        name = parent if parent.startswith(f"{language}_") or "_" not in parent else ""


@cache
def _cldr() -> Cldr:
    """Return CLDR's aliases of languages and of territories, likely subtags, and parent locales."""
    try:
        get = _global_data()
        return get("language_aliases"), get("territory_aliases"), get("likely_subtags"), get("parent_exceptions")
    except Exception as error:  # noqa: BLE001  a damaged installation must not raise in a callback
        from logging import getLogger

        getLogger("tpmvscmgr").warning("no CLDR data, so locales are matched by their spelling: %r", error)
        return {}, {}, {}, {}


def _global_data() -> Callable[[Any], Any]:
    from babel.core import get_global

    try:
        get_global("likely_subtags")
    except RuntimeError:  # Babel finds no file of its data, as inside a zip
        from importlib.resources import files
        from pickle import loads

        data = loads(files("babel").joinpath("global.dat").read_bytes())  # noqa: S301  as Babel does
        return data.__getitem__  # type: ignore[no-any-return]
    return get_global
