"""Converts what a caller passes as a locale into a plain key for the caches."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from babel.core import Locale

    class StringLike(Protocol):
        def encode(self, encoding: str = ..., errors: str = ..., /) -> bytes: ...

    Preferred = StringLike | Locale | Iterable[StringLike | Locale] | None
    Key = str | tuple[str, ...] | None


def key_of(locale: Preferred) -> Key:
    """Return the key of a locale for the caches: a plain str, a tuple of plain strs, or None.

    Raises:
        TypeError: the locale, or an item of it, has a wrong type.
    """
    if locale is None or type(locale) is str:
        return locale
    items: Iterable[object] = (locale,)
    kind = type(locale)
    if kind is list or kind is tuple:  # the usual iterables; isinstance with an ABC is slow
        items = locale  # type: ignore[assignment]  # mypy does not see that it is one of them
    elif (tag := _tag(locale)) is not None:
        return tag
    elif hasattr(kind, "__iter__") and not isinstance(locale, bytes):
        items = tuple(locale)  # type: ignore[arg-type]  # mypy does not see that it has __iter__
    tags = tuple([item if type(item) is str else _tag(item) for item in items])
    if None in tags:
        wrong = next(type(item).__name__ for item, tag in zip(items, tags, strict=True) if tag is None)
        message = f"a locale is a str, a babel.Locale, an iterable of these or None, not {wrong}"
        raise TypeError(message)
    return tags  # type: ignore[return-value]  # mypy does not see that None is not in it


def _tag(locale: object) -> str | None:
    """Return the text of a string or of a babel.Locale, or None for anything else."""
    # If Babel has not been imported, nothing can be a Locale.
    locale_class: type[Locale] = getattr(sys.modules.get("babel.core"), "Locale", ())  # type: ignore[arg-type]  # nothing is an instance of ()
    if isinstance(locale, locale_class):
        tag = locale.language
        if locale.script:
            tag += f"_{locale.script}"
        if locale.territory:
            tag += f"_{locale.territory}"
        if locale.variant:
            tag += f"_{locale.variant}"
        return f"{tag}@{locale.modifier}" if locale.modifier else tag
    # A subclass of str, a UserString, Werkzeug's LocalProxy and Django's lazy strings all have
    # encode(), which gives their text. str() gives something else for a member of a str enum.
    if hasattr(locale, "encode"):
        return str(locale.encode("utf-8", "surrogatepass"), "utf-8", "surrogatepass")
    return None
