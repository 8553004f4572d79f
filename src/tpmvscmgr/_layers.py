"""Looks in the application's catalogs, then in the packaged ones, then in English.

This module catches the exceptions of the modules that find and read catalogs. It logs one warning
for each file and goes on with the next layer. A failure may be temporary, for example if a file
could not be read. The methods then append its subject to the list `failures`. If the list is not
empty, the caller must not cache the answer.
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
        self._preferred: tuple[str, ...] | None = None  # asked for once; a new instance asks again
        self._warned: dict[str, object] = {}  # one warning for each file is enough

    def names(self, failures: list[str]) -> frozenset[str]:
        """Return the names of all catalogs, and that of the English source."""
        return self._own | self._packaged(failures)[0]

    def lineage(self, tags: Iterable[str] | None, failures: list[str]) -> tuple[str, ...]:
        """Return the name of the catalog for the first tag that has one, and the names of its parents.

        If tags is None, use the user's own languages. If no tag has a catalog, return English.
        """
        if tags is None:
            if self._preferred is None:
                self._preferred = self._try(failures, "the list of the user's languages", preferred_locales)
            tags = self._preferred or ()
        packaged, index = self._packaged(failures)
        # The index is valid for the packaged names only, not if the application adds names.
        names = (packaged, index) if self._own <= packaged else (self._own | packaged,)
        for tag in (*tags, _SOURCE):
            if found := self._try(failures, "Babel's CLDR data", negotiate, tag, *names):
                return found
        return (_SOURCE,)

    def messages(self, lineage: tuple[str, ...], msgids: list[str], failures: list[str]) -> dict[str, str]:
        """Return the messages of a lineage by their msgids. English fills in what no catalog has."""
        paths = self._paths(lineage, failures)
        if self._own:  # the application may have its own English
            paths += self._paths(self.lineage((), failures), failures)
        messages = {msgid: msgid for msgid in msgids}
        for path in reversed(dict.fromkeys(paths)):
            messages.update(self._try(failures, path, read_messages, path, msgids) or {})
        return messages

    def _paths(self, lineage: tuple[str, ...], failures: list[str]) -> list[str]:
        """Return the files of a lineage: all that the application has, then the best of the packaged ones."""
        paths = [mo_path(self.localedir, name) for name in lineage if self.localedir and name in self._own]
        nearest = self._try(failures, "Babel's CLDR data", negotiate, lineage[0], *self._packaged(failures)) or ()
        return paths + [mo_path(PACKAGED, name) for name in nearest[:1] if name != _SOURCE]

    def _packaged(self, failures: list[str]) -> tuple[frozenset[str], Index]:
        return self._try(failures, PACKAGED, packaged_names) or (frozenset({_SOURCE}), {})

    def _try(self, failures: list[str], subject: str, ask: Callable[..., T], *arguments: object) -> T | None:
        """Return what a function returns, or None if it raises."""
        try:
            return ask(*arguments)
        except Exception as error:  # noqa: BLE001  a callback must go on
            if not isinstance(error, ValueError):  # after a ValueError, reading the file again does not help
                failures.append(subject)
            self._warn(subject, error)
        return None

    def _warn(self, subject: str, error: Exception) -> None:
        mark = object()
        if self._warned.setdefault(subject, mark) is not mark:  # setdefault, because two threads may get here
            return
        try:
            from logging import getLogger

            getLogger("tpmvscmgr").warning("%s is ignored: %s: %s", subject, type(error).__name__, error)
        except Exception:  # noqa: BLE001, S110  a logging handler of the application may raise
            pass
