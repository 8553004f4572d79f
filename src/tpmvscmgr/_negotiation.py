"""From a locale, in any spelling, to the names of the catalogs that serve it.

A tag is read whole, into language, script, territory and the rest (UTS #35 part 1, section 3.2.1). Likely subtags tell
what it leaves out (section 4.3). Then it stands at a node of CLDR's tree of locales, whose parents follow section
4.1.2. Of the names in the same language and script, the one whose parents meet those of the tag first serves it best.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ._cldr import (
    LANGUAGES,
    LANGUAGES_BY_NAME,
    LIKELY_LANGUAGES,
    LIKELY_SUBTAGS,
    PARENTS,
    SCRIPTS,
    SUBTAGS,
    SUBTAGS_BY_NAME,
    table,
)

# The languages that have extended language subtags. Source: RFC 5646, section 2.2.2.
_EXTENDED = {"ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"}
# An unknown script and an unknown territory say nothing. Source: UTS #35 part 1, section 4.3, step 2.
_UNKNOWN = {"Zzzz", "ZZ"}
_SEPARATORS = str.maketrans("-#(),", "_____")

_seldom_needed = cache(table)  # the tables that few locales need are read when the first one does


class _Place:
    """Where a locale stands in CLDR's tree.

    A node is `language_script_territory`. The script is always there, and the territory may be empty: `de_Latn_AT`,
    `de_Latn_`. So different scripts of one language have different roots.

    Attributes:
        nodes: the node of the locale, then its parents up to the root.
        likely: the node with the likely territory of the language and script.
        covered: the nodes, and the likely one if the locale says no territory.
        rest: the other words that the locale says, such as variants. In the name of a catalog they are conditions.
    """

    __slots__ = "covered", "likely", "nodes", "rest"

    def __init__(self, language: str, script: str, territory: str, rest: set[str]) -> None:
        subtags = LIKELY_SUBTAGS if language != "und" else _seldom_needed(LIKELY_LANGUAGES)
        likely = (
            subtags.get(f"{language}_{script}_{territory}")
            or subtags.get(f"{language}__{territory}")
            or subtags.get(f"{language}_{script}_")
            or subtags.get(f"{language}__", f"{language}__")
        ).split("_")
        if language == "und":
            language = likely[0]
        top = f"{language}_{script or likely[1]}_"
        node = top + territory
        self.nodes = [node]
        while (parent := PARENTS.get(node, node[: node.rindex("_") + 1])) != node:
            self.nodes.append(parent)
            node = parent
        self.likely = top + likely[2]
        self.covered = self.nodes if territory else [*self.nodes, self.likely]
        self.rest = rest

    def serves(self, wanted: _Place) -> bool:
        """Tell whether a locale meets the conditions of this name. If there are any, its territory is one, too."""
        return not self.rest or (self.rest <= wanted.rest and self.nodes[0] in wanted.covered)

    def rank(self, wanted: _Place) -> tuple[bool, int, int, int, bool]:
        """Return how far this name is from a locale with the same root. The nearest serves it best."""
        up = next(number for number, node in enumerate(wanted.nodes) if node in self.nodes)
        down = self.nodes.index(wanted.nodes[up])
        return not self.serves(wanted), -len(self.rest & wanted.rest), up, down, self.nodes[0] != wanted.likely


def negotiate(tag: str, names: frozenset[str]) -> tuple[str, ...]:
    """Return the names that serve a tag: the best one, then its parents. Return nothing if none serves it.

    Args:
        tag: a locale as BCP 47, POSIX, CLDR, Windows or Django write it; any string is allowed.
        names: the names of the catalogs, in any of these spellings.

    Returns:
        Members of `names` in the tag's own language and script, or an empty tuple. ``C`` and
        ``POSIX`` are English. If the tag itself is in `names`, it comes first.

    Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

    >>> negotiate("zh-HK", frozenset({"zh_Hans", "zh_Hant"}))
    ('zh_Hant',)
    >>> negotiate("en-AU", frozenset({"de", "en", "en_GB"}))
    ('en_GB', 'en')
    """
    wanted = _read(tag)
    if not wanted:
        return (tag,) if tag in names else ()
    related = _by_root(names).get(wanted.nodes[-1], {})
    if tag in names:
        best, place = tag, wanted
    elif related:
        best, place = min(related.items(), key=lambda item: item[1].rank(wanted))
    else:
        return ()
    parents = [
        (other.rank(place), name)
        for name, other in related.items()
        if name != best and other.nodes[0] in place.nodes and other.serves(place)
    ]
    return best, *(name for _, name in sorted(parents))


@lru_cache(maxsize=64)  # one set of names serves many tags
def _by_root(names: frozenset[str]) -> dict[str, dict[str, _Place]]:
    """Return the places of the names, by their roots in CLDR's tree."""
    roots: dict[str, dict[str, _Place]] = {}
    for name in sorted(names):
        if place := _read(name, of_a_catalog=True):
            roots.setdefault(place.nodes[-1], {})[name] = place
    return roots


def _read(tag: str, *, of_a_catalog: bool = False) -> _Place | None:
    """Return the place of a locale, or None if the tag does not begin with a language.

    Only the name of a catalog keeps its codeset. Who asks for a locale does not care in which codeset it is stored.
    """
    head, _, modifier = tag.lower().partition("@")
    head, _, codeset = head.partition(".")
    head = head.translate(_SEPARATORS)
    first, *words = [head] if head in LANGUAGES else [word.strip() for word in head.split("_")]
    end = [*map(len, words), 1].index(1)  # a single letter begins an extension, or what is for private use
    rest = {codeset if of_a_catalog else "", *words[end:]}
    subtags = [_subtag(word, before) for before, word in zip([first, *words], words[:end], strict=False)]
    if subtags and first in _EXTENDED and len(subtags[0]) == 3 and subtags[0].isalpha():
        first = subtags.pop(0)
    language, *implied = _language(first).split("_")
    # lower() makes a plain k of the Kelvin sign.
    if not (language.isalpha() and 2 <= len(language) <= 3 and (tag.isascii() or len(first) > 3)):
        return None
    script = territory = ""
    if _is_script(subtag := _subtag(modifier)):
        script = subtag
    else:
        rest.add(modifier)
    for subtag in (*implied, *subtags):
        if subtag in _UNKNOWN:
            continue
        if _is_script(subtag):
            script = subtag
        elif (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdigit()):
            territory = subtag.upper()
        else:
            rest.add(subtag)
    return _Place(language, script, territory, rest - {""})


def _language(word: str) -> str:
    """Return the language for which a word stands, perhaps with a script or a territory, or else the word."""
    return LANGUAGES.get(word) or (_seldom_needed(LANGUAGES_BY_NAME).get(word, word) if len(word) > 2 else word)


def _subtag(word: str, before: str = "") -> str:
    """Return the script or territory for which a word stands, perhaps with the word before it, or else the word."""
    if len(word) < 3:
        return SUBTAGS.get(word, word)
    if word.title() in SCRIPTS:
        return word.title()
    names = _seldom_needed(SUBTAGS_BY_NAME)
    return names.get(f"{before} {word}") or names.get(word, word)


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.istitle()
