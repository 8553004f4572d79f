"""A directory of catalogs in gettext layout: which it has, and the messages of each."""

from __future__ import annotations

import os
from functools import cache

from .status import TpmVscMgrStatus

TYPE_CHECKING = False  # typing's own costs an import; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Messages = Mapping[TpmVscMgrStatus, str]

SOURCE_LOCALE = "en"


class LocaleDir:
    """The catalogs ``<path>/<name>/LC_MESSAGES/tpmvscmgr.mo``, each read once, at first need."""

    def __init__(self, path: str, names: Iterable[str], known: Mapping[str, Messages] | None = None) -> None:
        self._path = path
        self._messages = dict(known or {})
        self.names = frozenset((*names, *self._messages))

    def messages(self, name: str) -> Messages:
        """Return the messages that a catalog has; none, and one warning logged, if it is unusable."""
        if name not in self._messages:
            path, problem = _mo_path(self._path, name), None
            try:
                found = _parse(_read(path))
            except Exception as error:  # noqa: BLE001  whatever is wrong with a file, a callback goes on
                found, problem = {}, error
            # Threads may meet here; all go on with what the first one found, and only that one warns.
            if self._messages.setdefault(name, found) is found and problem:
                _warn("%s is not used: %r", path, problem)
        return self._messages[name]


def own_directory(localedir: str | os.PathLike[str]) -> LocaleDir:
    """Return an application's directory, which may well serve other domains in other languages."""
    path = os.path.abspath(os.fsdecode(localedir))
    return LocaleDir(path, (name for name in os.listdir(path) if os.path.isfile(_mo_path(path, name))))


@cache
def packaged_directory() -> LocaleDir:
    """Return the directory of this package, where the source language counts as an empty catalog."""
    path = os.path.join(os.path.dirname(__file__), "locales")
    names: list[str] = []
    try:
        names = _list(path)
    except Exception as error:  # noqa: BLE001  a damaged installation must not raise in a callback
        _warn("no catalogs in %s, all messages are English: %r", path, error)
    return LocaleDir(path, names, known={SOURCE_LOCALE: {}})


def _list(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:  # inside a zip
        from importlib.resources import files

        return [entry.name for entry in files(__package__).joinpath("locales").iterdir()]


def _mo_path(path: str, name: str) -> str:
    return os.path.join(path, name, "LC_MESSAGES", "tpmvscmgr.mo")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:  # inside a zip
        return __spec__.loader.get_data(path)  # type: ignore[no-any-return, union-attr]


def _parse(data: bytes) -> Messages:
    """Return those of the fourteen messages that the content of a .mo file has.

    Source: GNU gettext manual, "The Format of GNU MO Files".
    """
    from gettext import GNUTranslations
    from io import BytesIO
    from struct import iter_unpack, unpack_from

    # GNUTranslations believes the lengths it reads: strings that overlap would fill the memory.
    order = "<" if data.startswith(b"\xde\x12\x04\x95") else ">"
    count, *tables = unpack_from(f"{order}3I", data, 8)
    entries = b"".join(data[table : table + 8 * count] for table in tables)
    claimed = sum(length for length, _ in iter_unpack(f"{order}2I", entries))
    if claimed > len(data):
        message = f"{claimed} bytes of text are claimed, the whole file has {len(data)}"
        raise ValueError(message)

    translations = GNUTranslations(BytesIO(data))
    translations.add_fallback(_Untranslated())  # type: ignore[arg-type]  # gettext() is all it needs
    found = {status: translations.gettext(status.description) for status in TpmVscMgrStatus}
    if not any(found.values()):
        message = "none of the messages is in it"
        raise ValueError(message)
    return {status: text for status, text in found.items() if text}


class _Untranslated:
    """Answers for the messages that a catalog lacks."""

    def gettext(self, message: str) -> str:  # noqa: ARG002  the signature is gettext's
        return ""


def _warn(message: str, *arguments: object) -> None:
    from logging import getLogger

    getLogger("tpmvscmgr").warning(message, *arguments)
