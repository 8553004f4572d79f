"""From a locale, in any spelling, to the best of the available catalogs.

Make the tag canonical, add the likely script, then take the catalog of the same language and
script whose chain of parent locales meets that of the tag first: UTS #35 part 1, sections 3.2.1
(canonical form), 4.1.2 (parent locales) and 4.3 (likely subtags), with the CLDR data of Babel.
"""

from __future__ import annotations

from functools import cache, lru_cache
from operator import attrgetter, itemgetter

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Subtags = tuple[str, str, str]
    Index = Mapping[str, tuple[str, ...]]
    Cldr = tuple[Mapping[str, str], Mapping[str, list[str]], Mapping[str, str], Mapping[str, str]]

# RFC 5646, section 4.4.1, expects at most 35 characters. No locale has a name much longer than that.
MAX_TAG_LENGTH = 100
# Windows' names of Chinese before BCP 47. In BCP 47, CHS and CHT would be extlangs.
_OLD_WINDOWS_TAGS = {"zh_chs": "zh_hans", "zh_cht": "zh_hant"}
_MODIFIER_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}


def negotiate(tag: str, available: frozenset[str], index: Index | None = None) -> tuple[str, ...]:
    """Return the available names that serve a tag: the best one, then its parents.

    Args:
        tag: a locale as BCP 47, POSIX, CLDR, Windows or Django write it; any string is allowed.
        available: the names of the catalogs, in any of these spellings.
        index: the answers for exactly these names, by `index_key`. If a language is not in the
            index, no catalog serves it.

    Returns:
        Members of `available` in the tag's own language and script, or an empty tuple. ``C`` and
        ``POSIX`` are English. If the tag itself is in `available`, it comes first.

    Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

    >>> negotiate("zh-HK", frozenset({"zh_Hans", "zh_Hant"}))
    ('zh_Hant',)
    >>> negotiate("en-AU", frozenset({"de", "en", "en_GB"}))
    ('en_GB', 'en')
    """
    subtags = parse_tag(tag)
    if subtags and index is not None:
        if (known := index.get(index_key(*subtags))) is not None:
            return known
        if subtags[0] not in index:
            return ()
    if not subtags and tag in available:
        return (tag,)
    of_names, nearest = _lineages(available)
    if tag in of_names:
        return of_names[tag]
    if subtags and (found := _find(subtags, nearest)):
        return found
    renamed = parse_tag(_rename(index_key(*subtags) if subtags else tag))
    return _find(renamed, nearest) if renamed else ()


def index_key(language: str, script: str, territory: str) -> str:
    """Return the key of the index for these subtags.

    >>> index_key("zh", "", "HK")
    'zh_HK'
    """
    return "_".join(filter(None, (language, script, territory)))


def parse_tag(tag: str) -> Subtags | None:
    """Return language, script and territory as a tag has them, or None if it is not a tag.

    >>> parse_tag("sr_RS.UTF-8@latin")
    ('sr', 'Latn', 'RS')
    """
    tag = tag.strip()
    if len(tag) > MAX_TAG_LENGTH or not tag.isascii():
        return None
    tag, _, modifier = tag.replace("-", "_").lower().partition("@")
    tag = tag.partition(".")[0]  # the codeset
    language, *subtags = _OLD_WINDOWS_TAGS.get(tag, tag).split("_")
    if language in {"c", "posix"}:
        language = "en"
    if not language.isalpha() or not 2 <= len(language) <= 3:
        return None
    if subtags and len(subtags[0]) == 3 and subtags[0].isalpha():
        language = subtags.pop(0)  # an extlang: zh-yue is yue
    is_script = bool(subtags) and len(subtags[0]) == 4 and subtags[0].isalpha()
    script = subtags.pop(0).title() if is_script else _MODIFIER_SCRIPTS.get(modifier, "")
    territory = subtags[0].upper() if subtags else ""
    is_territory = territory.isalpha() if len(territory) == 2 else len(territory) == 3 and territory.isdecimal()
    return language, script, territory if is_territory else ""


def _find(subtags: Subtags, nearest: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    return next((nearest[node] for node in _chain(*_canonical(*subtags)) if node in nearest), ())


def _canonical(language: str, script: str, territory: str) -> Subtags:
    """Return subtags without aliases, and with the likely script."""
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
    name = index_key(language, "" if script == default_script else script, territory)
    while name:
        yield script, name
        parent = parents.get(name) or name.rpartition("_")[0]
        # Follow a parent in another language only if it is a bare language: "no" for nn, not fr_HT for ht.
        name = parent if parent.startswith(f"{language}_") or "_" not in parent else ""


@lru_cache(maxsize=64)  # one set of names serves many tags
def _lineages(
    available: frozenset[str],
) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """Return two dicts of lineages. A lineage is a name, then those of its parents that are available.

    The first dict has the lineage of each name. The second has, for each node of CLDR's tree, the
    lineage of the nearest name at or below it.
    """
    chains = {}
    at_node: dict[tuple[str, str], list[str]] = {}
    ranked = []
    for name in sorted(available):
        if subtags := parse_tag(name):
            language, script, territory = _canonical(*subtags)
            chains[name] = list(_chain(language, script, territory))
            at_node.setdefault(chains[name][0], []).append(name)
            unlikely = territory != _likely(language, script)[2]
            ranked += [(steps, unlikely, name, node) for steps, node in enumerate(chains[name])]
    of_names = {
        name: tuple(dict.fromkeys([name, *(above for node in chain for above in at_node.get(node, ()))]))
        for name, chain in chains.items()
    }
    return of_names, {node: of_names[name] for *_, name, node in sorted(ranked, reverse=True)}


def _rename(name: str) -> str:
    """Convert a locale name of X11 or of the Windows C library into a tag.

    The C library joins the English names of language and territory and the code page:
    ``Norwegian Bokmål_Norway.1252``, ``Chinese (Simplified)_China.936``. Most of them are CLDR's
    names. The tag is empty if the name is unknown.

    Source: Python's `locale.normalize`; Microsoft C runtime library, "Locale names, Languages,
    and Country/Region strings".

    >>> _rename("Japanese_Japan.932")
    'ja_JP'
    """
    name = name.strip()
    written, _, place = name.partition(".")[0].partition("_")
    words = "".join(letter if letter not in "()-" else " " for letter in written.lower()).split()
    is_name = len(written) > 3
    if len(name) > MAX_TAG_LENGTH or not "".join(words).isalpha() or not (is_name or name.isascii()):
        return ""
    from locale import normalize

    if (normal := normalize(name)) != name or not is_name:
        return normal
    languages, scripts, territories = _english_names()
    language = languages.get(" ".join(words)) or languages.get(words[0], "")
    script = scripts.get(words[-1], "") if "(" in written else ""
    # Windows says Hong Kong SAR, and CLDR Hong Kong SAR China.
    starting = (code for known, code in territories.items() if place and known.startswith(place.lower()))
    return index_key(language, script, next(starting, ""))


@cache  # Babel maps codes to names; this is the reverse
def _english_names() -> tuple[dict[str, str], ...]:
    """Return CLDR's codes of languages, scripts and territories by their English names in lower case."""
    from babel.core import Locale, UnknownLocaleError

    kinds = "languages", "scripts", "territories"
    try:
        names = attrgetter(*kinds)(Locale("en"))
    except (UnknownLocaleError, OSError):  # as inside a zip
        names = itemgetter(*kinds)(_babel_data("locale-data/en.dat"))
    return tuple({name.lower(): code for code, name in sorted(table.items(), key=itemgetter(1))} for table in names)


@cache  # inside a zip, reading them takes long
def _cldr() -> Cldr:
    """Return CLDR's aliases of languages and of territories, likely subtags, and parent locales."""
    from babel.core import get_global

    try:
        return _tables(get_global)
    except RuntimeError:  # as inside a zip
        return _tables(_babel_data("global.dat").__getitem__)


def _tables(get: Callable[[Any], Any]) -> Cldr:
    return get("language_aliases"), get("territory_aliases"), get("likely_subtags"), get("parent_exceptions")


def _babel_data(file: str) -> Any:  # noqa: ANN401  a pickle
    """Return the content of a data file of Babel. Babel itself does not find it inside a zip."""
    from importlib.resources import files
    from pickle import loads

    return loads(files("babel").joinpath(file).read_bytes())  # noqa: S301  Babel does the same
