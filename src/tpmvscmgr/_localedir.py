"""Reads a directory of catalogs in gettext layout: the names of the catalogs, and their messages."""

from __future__ import annotations

import os
from functools import cache

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._negotiation import Index

PACKAGED = os.path.join(os.path.dirname(__file__), "locales")


def catalog_names(path: str) -> frozenset[str]:
    """Return the names of the catalogs in a directory. Other gettext domains do not count.

    Raises:
        OSError: the directory cannot be listed, for example because it does not exist.
    """
    return frozenset(name for name in os.listdir(path) if os.path.isfile(mo_path(path, name)))


@cache  # one file serves all instances of MessageCatalog
def packaged_names() -> tuple[frozenset[str], Index]:
    """Return the names of the packaged catalogs, and the index that the build has computed.

    Each line of index.txt has a name, the names of its parents, a colon, and the tags that they serve.

    Raises:
        OSError: the file cannot be read.
        ValueError: index.txt is not in this format.
    """
    lines = [line.split(":") for line in _read(os.path.join(PACKAGED, "index.txt")).decode("ascii").splitlines()]
    lineages = [(tuple(names.split()), tags.split()) for names, tags in lines]
    index = {tag: lineage for lineage, tags in lineages for tag in tags}
    return frozenset(name for lineage, _ in lineages for name in lineage), index


def mo_path(path: str, name: str) -> str:
    """Return where a directory has the catalog of this name.

    Source: GNU gettext manual, "Locating Message Catalog Files".
    """
    return os.path.join(path, name, "LC_MESSAGES", "tpmvscmgr.mo")


def read_messages(path: str, msgids: Iterable[str]) -> dict[str, str]:
    """Return those of the msgids that a .mo file translates, with their translations.

    Raises:
        ValueError: the file is not a usable catalog. Reading it again does not help.
        OSError: the file cannot be read. The next call may succeed, as after any error but ValueError.

    Source: GNU gettext manual, "The Format of GNU MO Files".
    """
    from gettext import GNUTranslations
    from io import BytesIO
    from struct import iter_unpack, unpack_from

    data = _read(path)
    try:
        # GNUTranslations trusts the lengths in the file, and strings that overlap could fill the memory.
        order = "<" if data.startswith(b"\xde\x12\x04\x95") else ">"
        count, *tables = unpack_from(f"{order}3I", data, 8)
        entries = b"".join(data[table : table + 8 * count] for table in tables)
        claimed = sum(length for length, _ in iter_unpack(f"{order}2I", entries))
        if claimed > len(data):
            message = f"its texts claim {claimed} bytes, and the whole file has {len(data)}"
            raise ValueError(message)  # noqa: TRY301  as all that is wrong with the content
        translations = GNUTranslations(BytesIO(data))
        translations.add_fallback(_Untranslated())  # type: ignore[arg-type]  # gettext() is all it needs
        found = {msgid: text for msgid in msgids if (text := translations.gettext(msgid))}
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        message = f"it is not a valid .mo file: {error}"
        raise ValueError(message) from error
    if not found:
        message = "it has none of the messages"
        raise ValueError(message)
    return found


class _Untranslated:
    """A fallback that returns an empty string for messages that a catalog does not have."""

    def gettext(self, message: str) -> str:  # noqa: ARG002  the signature is gettext's
        return ""


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:  # inside a zip
        return __spec__.loader.get_data(path)  # type: ignore[no-any-return, union-attr]
