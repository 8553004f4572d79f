"""The application's catalogs over the packaged ones over English, and what happens when one fails.

This is the one place that catches what the other modules raise. A failure costs one warning, and
the next layer answers. Methods take a list of failures, and add to it what may be gone at the next
call: an answer that was given in spite of a failure is not to be remembered.
"""

from __future__ import annotations

import os

from ._localedir import PACKAGED, catalog_names, mo_path, packaged_names, read_messages
from ._negotiation import negotiate
from ._preferences import preferred_locales

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from ._negotiation import Index

    T = TypeVar("T")

_SOURCE = "en"


class Layers:
    """The catalogs of an application's directory, if it has one, and the packaged ones.

    Args:
        localedir: the directory, or None.

    Raises:
        OSError: the directory cannot be listed.
    """

    def __init__(self, localedir: str | None) -> None:
        self.localedir: str | None = None
        self._own: frozenset[str] = frozenset()
        if localedir is not None:
            self._own = catalog_names(localedir)
            self.localedir = os.path.abspath(localedir)
        self._preferred: tuple[str, ...] | None = None  # asked for once, so that the language stays the same
        self._warned: dict[str, object] = {}  # one warning for each subject

    def names(self, failures: list[str]) -> frozenset[str]:
        """Return the names of all catalogs, with that of the English source."""
        return self._own | self._packaged(failures)[0]

    def lineage(self, tags: Iterable[str] | None, failures: list[str]) -> tuple[str, ...]:
        """Return the name that serves the first tag that has one, and the names of its parents.

        The tags None are the user's own languages. Where no name serves a tag, English does.
        """
        if tags is None:
            if self._preferred is None:
                self._preferred = self._try(failures, "the list of the user's languages", preferred_locales)
            tags = self._preferred or ()
        packaged, index = self._packaged(failures)
        for tag in (*tags, _SOURCE):
            # The index is the negotiation of the packaged names, so a name of the application's own makes it void.
            known = index if self._own <= packaged else None
            if found := self._try(failures, "Babel's CLDR data", negotiate, tag, self._own | packaged, known):
                return found
        return (_SOURCE,)

    def messages(self, lineage: tuple[str, ...], msgids: list[str], failures: list[str]) -> dict[str, str]:
        """Return the messages of a lineage by their msgids. What no catalog has is in English."""
        paths = self._paths(lineage, failures)
        if self._own:  # it may word English, too
            paths += self._paths(self.lineage((), failures), failures)
        messages = {msgid: msgid for msgid in msgids}
        for path in reversed(dict.fromkeys(paths)):
            messages.update(self._try(failures, path, read_messages, path, msgids) or {})
        return messages

    def _paths(self, lineage: tuple[str, ...], failures: list[str]) -> list[str]:
        """Return the files of a lineage: all those of the application, and the nearest of the packaged ones."""
        paths = [mo_path(self.localedir, name) for name in lineage if self.localedir and name in self._own]
        nearest = self._try(failures, "Babel's CLDR data", negotiate, lineage[0], *self._packaged(failures)) or ()
        return paths + [mo_path(PACKAGED, name) for name in nearest[:1] if name != _SOURCE]

    def _packaged(self, failures: list[str]) -> tuple[frozenset[str], Index]:
        return self._try(failures, PACKAGED, packaged_names) or (frozenset({_SOURCE}), {_SOURCE: (_SOURCE,)})

    def _try(self, failures: list[str], subject: str, ask: Callable[..., T], *arguments: object) -> T | None:
        """Return what a function returns, or None where it fails."""
        try:
            return ask(*arguments)
        except Exception as error:  # noqa: BLE001  whatever it is, a callback goes on
            if not isinstance(error, ValueError):  # a file that can be read and is wrong stays wrong
                failures.append(subject)
            self._warn(subject, error)
        return None

    def _warn(self, subject: str, error: Exception) -> None:
        mark = object()
        if self._warned.setdefault(subject, mark) is not mark:  # also where two threads meet
            return
        try:
            from logging import getLogger

            getLogger("tpmvscmgr").warning("%s is not used: %r", subject, error)
        except Exception:  # noqa: BLE001, S110  a handler of the application fails; a callback goes on
            pass
