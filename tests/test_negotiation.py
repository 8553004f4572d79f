"""_negotiation.py: every spelling of a locale finds the catalog that serves it best."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tpmvscmgr import _negotiation, available_locales
from tpmvscmgr._negotiation import negotiate

from .conftest import AVAILABLE, data

if TYPE_CHECKING:
    from collections.abc import Callable


TRUTH = data("negotiation.json")
ICU = data("icu_locale_matches.json")
# Where this differs from ICU 77. en_001 is the parent of en_GB, so the British spelling is its own;
# that of en_AE and en_BI is en in CLDR 49.
DIFFERENCES = {"en_001": "en_GB", "en_AE": "en", "en_BI": "en"}


def best(tag: str, names: frozenset[str] = AVAILABLE) -> str | None:
    return next(iter(negotiate(tag, names)), None)


@pytest.mark.parametrize(
    "spell",
    [str, str.upper, str.lower, str.swapcase, lambda tag: tag.replace("_", "-"), lambda tag: f"{tag}.UTF-8@euro"],
)
def test_answers_are_those_of_icu(spell: Callable[[str], str]) -> None:
    assert set(available_locales()) >= AVAILABLE
    assert len(ICU["expected"]) == 1131
    answers = {tag: best(spell(tag)) or "en" for tag in ICU["expected"]}
    assert answers == ICU["expected"] | DIFFERENCES


def rows(table: dict[str, dict[str, Any]]) -> list[tuple[str, Any]]:
    return [row for group in table.values() for row in group.items()]


@pytest.mark.parametrize(("tag", "wanted"), rows(TRUTH["tags"]))
def test_a_tag_finds_its_catalog(tag: str, wanted: str | None) -> None:
    assert best(tag) == wanted


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [("de-" + "a" * 1_000_000, "de"), ("-" * 1_000_000, None), ("German_Germany" + "." * 300, "de")],
    ids=["letters", "hyphens", "dots"],
)
def test_a_long_tag_is_read(tag: str, wanted: str | None) -> None:
    assert best(tag) == wanted


@pytest.mark.parametrize(("tag", "available", "found"), TRUTH["own"])
def test_catalogs_of_an_application_may_be_named_otherwise(tag: str, available: list[str], found: list[str]) -> None:
    assert list(negotiate(tag, frozenset(available))) == found


STRANGE = {"de_AT", "de-at", "klingon", "", "??", " de", "C", "de@x", "de.bak", "en@quot"}


@pytest.mark.parametrize("name", sorted(AVAILABLE | STRANGE))
def test_a_name_serves_itself(name: str) -> None:
    assert best(name, AVAILABLE | STRANGE) == name


def windows_names() -> list[tuple[str, str]]:
    return [(tag, name) for tag, names in data("windows_locale_names.json")["names"].items() for name in names]


@pytest.mark.parametrize(("tag", "name"), windows_names())
def test_a_name_that_windows_gives_is_understood(tag: str, name: str) -> None:
    without_codeset = re.sub(r"\.\d+$", "", name)
    for spelled in (name, without_codeset, name.upper(), f"{without_codeset}.utf8"):
        assert best(spelled) == best(tag), spelled
        # Neither its script nor its territory is lost. What stands in parentheses after Norwegian is: it becomes nb.
        assert best(spelled, AVAILABLE | {tag}) in {tag, "nb"}, spelled


@pytest.mark.parametrize(("name", "tag"), data("windows_language_strings.json")["strings"].items())
def test_a_language_string_of_windows_is_understood(name: str, tag: str) -> None:
    # uk is also a tag, and the tag wins.
    assert best(name) == best(name.upper()) == ("uk" if name == "uk" else best(tag))


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
