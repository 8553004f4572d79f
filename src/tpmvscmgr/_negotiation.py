"""From a locale, in any spelling, to the names of the catalogs that serve it.

locale: a language, perhaps with a script, a territory and variants.
tag: a string that somebody gives for a locale, in whatever spelling.
name: what the folder of a catalog is called. It is spelt as freely as a tag.
node: `language_script_territory`, a locale of CLDR's tree. The script is always there; the territory may be empty.
parents: the nodes above a node, UTS #35 part 1, section 4.1.2. The top one has a language and a script only.
place: what a tag or a name says, read whole (section 3.2.1): its nodes, and what is no language, script or territory.

Likely subtags (section 4.3) tell the script that a tag leaves out. Of the names in its language and script, the one
whose parents meet those of the tag first serves it best.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from ._cldr import LANGUAGES, LIKELY_SUBTAGS, PARENTS, SCRIPTS, SUBTAGS, languages_by_name, subtags_by_name

# The languages that have extended language subtags. Source: RFC 5646, section 2.2.2.
_EXTENDED = {"ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"}
# An unknown script and an unknown territory say nothing. Source: UTS #35 part 1, section 4.3, step 2.
_UNKNOWN = {"Zzzz", "ZZ"}


class _Place:
    """Where a locale stands in CLDR's tree.

    Attributes:
        nodes: the node of the locale, then its parents.
        likely: the node with the likely territory of the language and script.
        covered: the nodes, and the likely one if the locale says no territory.
        rest: the other words, such as variants. A name serves only the tags that have all of its own.
    """

    __slots__ = "covered", "likely", "nodes", "rest"

    def __init__(self, language: str, script: str, territory: str, rest: set[str]) -> None:
        likely = (
            LIKELY_SUBTAGS.get(f"{language}_{script}_{territory}")
            or LIKELY_SUBTAGS.get(f"{language}__{territory}")
            or LIKELY_SUBTAGS.get(f"{language}_{script}_")
            or LIKELY_SUBTAGS.get(f"{language}__", f"{language}__")
        ).split("_")
        if language == "und":
            language = likely[0]
        top = f"{language}_{script or likely[1]}_"
        node = top + territory
        self.nodes = [node]
        # A parent is in the table, or has no territory. The top node is its own parent.
        while (parent := PARENTS.get(node, node[: node.rindex("_") + 1])) != node:
            self.nodes.append(parent)
            node = parent
        self.likely = top + likely[2]
        self.covered = self.nodes if territory else [*self.nodes, self.likely]
        self.rest = rest

    def rank(self, wanted: _Place) -> tuple[int, int, int, bool]:
        """Return a key by which the names that serve a wanted place are sorted, the best one first."""
        up = next(number for number, node in enumerate(wanted.nodes) if node in self.nodes)
        return (
            -len(self.rest),  # the one that says most of what is wanted
            up,  # how far the wanted node is below their first common node,
            self.nodes.index(wanted.nodes[up]),  # how far this one is below it,
            self.nodes[0] != wanted.likely,  # and of two that are equally near, the likely territory
        )


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
    wanted = _place_of(tag)
    if not wanted:
        return (tag,) if tag in names else ()
    related = _by_top_node(names).get(wanted.nodes[-1], {})
    serving = {name: place for name, place in related.items() if place.rest <= wanted.rest}
    if tag in names:
        best, place = tag, wanted
    elif serving:
        best, place = min(serving.items(), key=lambda item: item[1].rank(wanted))
    else:
        return ()
    parents = [
        (other.rank(place), name)
        for name, other in related.items()
        if name != best and other.nodes[0] in place.covered and other.rest <= place.rest
    ]
    return best, *(name for _, name in sorted(parents))


@lru_cache(maxsize=64)  # one set of names serves many tags
def _by_top_node(names: frozenset[str]) -> dict[str, dict[str, _Place]]:
    """Return the places of the names, by their top nodes. A name such as de.bak or de;old serves only itself."""
    tops: dict[str, dict[str, _Place]] = {}
    for name in sorted(names):
        if not any(mark in name for mark in ".;:") and (place := _place_of(name)):
            tops.setdefault(place.nodes[-1], {})[name] = place
    return tops


def _place_of(tag: str) -> _Place | None:
    """Return the place of a tag, or None if it does not begin with a language."""
    head = tag.lower()
    # In a header ";q=0.9" may follow a tag, in LANGUAGE other tags, and in the buffer of a C function a NUL.
    for mark in ";:\0":
        head = head.partition(mark)[0]
    head, _, modifier = head.partition("@")
    stem, _, codeset = head.rpartition(".")
    if stem and codeset[:1].isalnum():  # no codeset follows the last dot of "St. Lucia" and "Hong Kong S.A.R."
        head = stem
    for separator in "-#(),":
        head = head.replace(separator, "_")
    # A tag of several words may stand for one language, such as i-klingon.
    first, *words = [head] if head in LANGUAGES else [word.strip() for word in head.split("_")]
    end = [*map(len, words), 1].index(1)  # a single letter begins an extension, or what is for private use
    rest = set(words[end:])
    # The name of a territory may be two words, such as Guinea-Bissau.
    subtags = [_subtag(word, after) for word, after in pairwise([*words[:end], ""])]
    if subtags and first in _EXTENDED and len(subtags[0]) == 3 and subtags[0].isalpha():
        first = subtags.pop(0)
    language, *implied = _language(first.partition(".")[0]).split("_")
    if not (language.isalpha() and 2 <= len(language) <= 3):
        return None
    script = territory = ""
    for subtag in (*subtags, _subtag(modifier), *implied):  # the first script and the first territory count
        if subtag in _UNKNOWN:
            continue
        if _is_script(subtag):
            script = script or subtag
        elif (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdigit()):
            territory = territory or subtag.upper()
        else:
            rest.add(subtag)
    return _Place(language, script, territory, rest - {""})


def _language(word: str) -> str:
    """Return the language for which a word stands, perhaps with a script or a territory, or else the word."""
    if word in LANGUAGES or len(word) < 3:
        return LANGUAGES.get(word, word)
    return languages_by_name().get(word, word)


def _subtag(word: str, after: str = "") -> str:
    """Return the script or territory for which a word stands, perhaps with the word after it, or else the word."""
    if len(word) < 3:
        return SUBTAGS.get(word, word)
    if word.title() in SCRIPTS:
        return word.title()
    if found := subtags_by_name().get(f"{word} {after}") or subtags_by_name().get(word):
        return found
    stem, dot, codeset = word.partition(".")  # a codeset with a dot, such as UTF.8; but not in "St. Lucia"
    return _subtag(stem) if dot and " " not in codeset else word


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.istitle()
