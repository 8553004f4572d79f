"""MessageCatalog: from a code and a locale to a message.

A request goes down this file once. A known locale is found in the one dict. Another becomes plain tags; the negotiation
names the catalog for the first tag that has one; the catalog and those below it are read; and what was found is
remembered under the tag and under the name of the catalog.
"""

from __future__ import annotations

import os
import sys

from ._code import public
from ._error_code import TpmVscMgrErrorCode
from ._names import PACKAGED_NAMES
from ._negotiation import negotiate
from ._preferences import Preferred, preferred_locales, tags_of
from ._status import TpmVscMgrStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import GNUTranslations
    from typing import TypeVar, overload

    T = TypeVar("T")

_PACKAGED = os.path.join(os.path.dirname(__file__), "locales")
_MSGIDS = [code.description for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode) for code in codes]
_MOST_KNOWN = 1000


class _NoDefault:
    """Means that no default was passed, so an unknown code raises."""

    def __repr__(self) -> str:
        return "<no default>"


_NO_DEFAULT = _NoDefault()


class _Messages:
    """What a locale resolves to.

    Attributes:
        name: the name of the catalog, or "" if none serves the locale.
        statuses: the messages of the status codes.
        errors: the messages of the error codes.
        whole: false if a file could not be read just now; such an answer is not remembered.
    """

    __slots__ = "errors", "name", "statuses", "whole"

    def __init__(self, name: str, translate: Callable[[str], str], *, whole: bool) -> None:
        self.name = name
        # Some tools write an empty translation for a message that has none.
        self.statuses = {code: translate(code.description) or code.description for code in TpmVscMgrStatus}
        self.errors = {code: translate(code.description) or code.description for code in TpmVscMgrErrorCode}
        self.whole = whole


@public
class MessageCatalog:
    """The messages for both enums, in every language that has a catalog.

    The functions of this package are the methods of one instance. Create your own instance to add
    a directory, or to look up the user's language again.

    In all methods, a locale is one of these: a string in any usual spelling (``de-AT``,
    ``de_AT.UTF-8``, ``zh-hans``); an object that behaves as a string, such as a lazy string; a
    `babel.Locale`; an iterable of these in order of preference; or None for the user's own UI
    language. If no catalog matches, the messages are in English.

    Args:
        localedir: a directory in gettext layout, ``<locale>/LC_MESSAGES/tpmvscmgr.mo``. Its
            messages come before the packaged ones, for its own locales and for those that inherit
            from them. None for the packaged messages only. If the directory has no such file, the
            logger ``tpmvscmgr`` warns.

    Raises:
        OSError: localedir cannot be listed, for example because it does not exist.
        TypeError: localedir is not a path.

    Source: GNU gettext manual, "Locating Message Catalog Files".

    >>> MessageCatalog().status_message(13, "pt-BR")
    'A destruição do cartão inteligente do TPM foi concluída.'
    """

    def __init__(self, localedir: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None) -> None:
        self._known: dict[str | None, _Messages] = {}  # by tag and by name, so that a warm message is two dict reads
        self._preferred: tuple[str, ...] | None = None  # the user's own languages; a new instance asks again
        self._warned: dict[str, object] = {}  # one warning for each file is enough
        self._localedir: str | None = None
        self._own: frozenset[str] = frozenset()
        if localedir is not None:
            names = os.listdir(os.fsdecode(localedir))
            self._localedir = os.path.abspath(os.fsdecode(localedir))
            self._own = frozenset(name for name in names if os.path.isfile(_mo_path(self._localedir, name)))
            if not self._own:
                self._warn(self._localedir, "it has no <locale>/LC_MESSAGES/tpmvscmgr.mo")
        self._names = self._own | PACKAGED_NAMES

    def __reduce__(self) -> str | tuple[type[MessageCatalog], tuple[str | None]]:
        return "_packaged" if self is _packaged else (MessageCatalog, (self._localedir,))

    if TYPE_CHECKING:

        @overload
        def status_message(self, code: int | str, locale: Preferred = None) -> str: ...
        @overload
        def status_message(self, code: int | str, locale: Preferred = None, *, default: T) -> str | T: ...

    def status_message(self, code: int | str, locale: Preferred = None, *, default: object = _NO_DEFAULT) -> object:
        """Return the message for a status code.

        Args:
            code: a `TpmVscMgrStatus`, or any value that ``TpmVscMgrStatus(code)`` accepts. A
                member of another IntEnum counts as its integer.
            locale: the locale of the message, see `MessageCatalog`; None for the user's own UI
                language.
            default: what to return, instead of raising, if the code is unknown or not a code.

        Returns:
            The message, a str; or the default.

        Raises:
            ValueError: the code is unknown and there is no default.
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> status_message(12, "de-AT")
        'Die TPM-Smartcard wurde erstellt.'
        >>> status_message(99, "de-AT", default="working")
        'working'
        """
        try:
            return self._known[locale].statuses[code]  # type: ignore[index]  # what is not in them raises
        except Exception:  # noqa: BLE001, S110  not known yet, or not a code
            pass
        found = None
        try:
            found = self._resolve(locale)
            return found.statuses[TpmVscMgrStatus(code)]
        except Exception as error:
            if default is _NO_DEFAULT or (not found and _is_of_a_wrong_type(locale, error)):
                raise
            return default

    if TYPE_CHECKING:

        @overload
        def error_message(self, code: int | str, locale: Preferred = None) -> str: ...
        @overload
        def error_message(self, code: int | str, locale: Preferred = None, *, default: T) -> str | T: ...

    def error_message(self, code: int | str, locale: Preferred = None, *, default: object = _NO_DEFAULT) -> object:
        """Return the message for an error code.

        Args:
            code: a `TpmVscMgrErrorCode`, or any value that ``TpmVscMgrErrorCode(code)`` accepts. A
                member of another IntEnum counts as its integer.
            locale: the locale of the message, see `MessageCatalog`; None for the user's own UI
                language.
            default: what to return, instead of raising, if the code is unknown or not a code.

        Returns:
            The message, a str; or the default.

        Raises:
            ValueError: the code is unknown and there is no default.
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_ERROR; [MS-TPMVSC] section 2.2.1.1.

        >>> error_message(17, "de-AT")
        'Die TPM-Smartcard kann nicht erstellt werden.'
        >>> error_message(99, "de-AT", default="failed")
        'failed'
        """
        try:
            return self._known[locale].errors[code]  # type: ignore[index]  # what is not in them raises
        except Exception:  # noqa: BLE001, S110  not known yet, or not a code
            pass
        found = None
        try:
            found = self._resolve(locale)
            return found.errors[TpmVscMgrErrorCode(code)]
        except Exception as error:
            if default is _NO_DEFAULT or (not found and _is_of_a_wrong_type(locale, error)):
                raise
            return default

    def status_messages(self, locale: Preferred = None) -> dict[TpmVscMgrStatus, str]:
        """Return the status messages: a new dict from member to message, in code order.

        Args:
            locale: the locale of the messages, see `MessageCatalog`; None for the user's own UI
                language.

        Raises:
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> status_messages("fr-CA")[TpmVscMgrStatus.GENERATE_WAITING]
        'En attente du périphérique de carte à puce TPM.'
        """
        return self._resolve(locale).statuses.copy()

    def error_messages(self, locale: Preferred = None) -> dict[TpmVscMgrErrorCode, str]:
        """Return the error messages: a new dict from member to message, in code order.

        Args:
            locale: the locale of the messages, see `MessageCatalog`; None for the user's own UI
                language.

        Raises:
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_ERROR; [MS-TPMVSC] section 2.2.1.1.

        >>> error_messages("en-AU")[TpmVscMgrErrorCode.VREADER_INITIALIZE]
        'Failed to initialise the virtual smart card reader.'
        """
        return self._resolve(locale).errors.copy()

    def available_locales(self) -> tuple[str, ...]:
        """Return the names of the catalogs, sorted. ``en``, the language of the source, is one of them.

        Source: CLDR's locale identifiers, UTS #35 part 1, section 3.

        >>> "zh_Hant" in available_locales()
        True
        """
        return tuple(sorted(self._names))

    if TYPE_CHECKING:

        @overload
        def negotiate_locale(self, preferred: Preferred = None) -> str: ...
        @overload
        def negotiate_locale(self, preferred: Preferred = None, *, default: T) -> str | T: ...

    def negotiate_locale(self, preferred: Preferred = None, *, default: object = "en") -> object:
        """Return the name of the catalog that serves a locale, one of `available_locales`.

        Args:
            preferred: the locale, see `MessageCatalog`; None for the user's own UI language.
            default: what to return if no catalog serves the locale.

        Returns:
            The name, a str; or the default. English is found like any other language: for
            ``"en-US"`` or ``"C"`` the result is ``"en"``, whatever the default is.

        Raises:
            TypeError: the locale has a wrong type.

        Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

        >>> negotiate_locale("zh-HK")
        'zh_Hant'
        >>> negotiate_locale(["tlh", "sr-ME"])
        'sr_Latn'
        >>> negotiate_locale("tlh", default="no catalog")
        'no catalog'
        """
        return self._resolve(preferred).name or default

    def _resolve(self, locale: Preferred) -> _Messages:
        """Return the messages for the first of the locales that a catalog serves, or those in English."""
        if locale is not None:
            return self._first(tags_of(locale))
        if self._preferred is None:
            try:
                self._preferred = tags_of(preferred_locales(os.environ))
            except Exception as error:  # noqa: BLE001  a callback must go on
                self._warn("the list of the user's languages", error)
                return self._first(())
        found = self._first(self._preferred)
        if found.whole:
            self._known[None] = found
        return found

    def _first(self, tags: tuple[str, ...]) -> _Messages:
        for tag in tags:
            if (found := self._known.get(tag) or self._read(tag)).name:
                return found
        return self._known.get("") or self._read("")  # no catalog serves "", so it is English

    def _read(self, tag: str) -> _Messages:
        """Return the messages for a tag, and remember them unless a file could not be read just now."""
        name, *parents = negotiate(tag, self._names) or ("",)
        found = self._known.get(name) or self._messages(name, parents)
        if found.whole:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            # The name comes first, interned as a literal in a program is: a dict finds the very object faster.
            self._known[sys.intern(name)] = self._known[tag] = found
        return found

    def _messages(self, name: str, parents: list[str]) -> _Messages:
        """Read the messages of a name. Each catalog falls back to the next one, and the last one to English."""
        lowest, whole = None, True
        for path in reversed(self._paths(name, parents)):
            try:
                catalog = _read_mo(path)
            except Exception as error:  # noqa: BLE001  a callback must go on
                whole = whole and isinstance(error, ValueError)  # what a file contains may be remembered
                self._warn(path, error)
            else:
                if lowest:
                    catalog.add_fallback(lowest)
                lowest = catalog
        return _Messages(name, lowest.gettext if lowest else str, whole=whole)

    def _paths(self, name: str, parents: list[str]) -> list[str]:
        """Return the files to ask for a name, in this order.

        They are the application's own ones for the name and its parents, then the packaged one that serves the name,
        then the application's own English.
        """
        own, english = (
            [_mo_path(self._localedir or "", each) for each in names if each in self._own]
            for names in ([name, *parents], negotiate("en", self._names))
        )
        packaged = [_mo_path(_PACKAGED, each) for each in negotiate(name, PACKAGED_NAMES)[:1] if each != "en"]
        return list(dict.fromkeys(own + packaged + english))

    def _warn(self, subject: str, reason: object) -> None:
        mark = object()
        if self._warned.setdefault(subject, mark) is not mark:  # setdefault, because two threads may get here
            return
        try:
            from logging import getLogger

            if isinstance(reason, Exception):
                reason = f"{type(reason).__name__}: {reason}"
            getLogger("tpmvscmgr").warning("%s is ignored: %s", subject, reason)
        except Exception:  # noqa: BLE001, S110  a logging handler of the application may raise
            pass


def _is_of_a_wrong_type(locale: Preferred, error: Exception) -> bool:
    """Tell whether an error means that a locale has a wrong type. A string or None never has."""
    return isinstance(error, TypeError) and not isinstance(locale, (str, type(None)))


def _mo_path(directory: str, name: str) -> str:
    return os.path.join(directory, name, "LC_MESSAGES", "tpmvscmgr.mo")


def _read_mo(path: str) -> GNUTranslations:
    """Read a catalog.

    Raises:
        ValueError: the file is not a usable catalog. Reading it again does not help.
        OSError: the file cannot be read. The next call may succeed, as after any error but ValueError.

    Source: GNU gettext manual, "The Format of GNU MO Files".
    """
    from gettext import GNUTranslations
    from io import BytesIO
    from struct import iter_unpack, unpack_from

    if path.startswith(_PACKAGED):  # perhaps inside a zip
        data = __spec__.loader.get_data(path)  # type: ignore[union-attr]
    else:
        with open(path, "rb") as file:
            data = file.read()
    try:
        # GNUTranslations trusts the lengths in the file, and strings that overlap could fill the memory.
        order = "<" if data.startswith(b"\xde\x12\x04\x95") else ">"
        count, *tables = unpack_from(f"{order}3I", data, 8)
        entries = b"".join(data[table : table + 8 * count] for table in tables)
        claimed = sum(length for length, _ in iter_unpack(f"{order}2I", entries))
        if claimed > len(data):
            message = f"its texts claim {claimed} bytes, and the whole file has {len(data)}"
            raise ValueError(message)  # noqa: TRY301  as all that is wrong with the content
        catalog = GNUTranslations(BytesIO(data))
        texts = [catalog.gettext(msgid) for msgid in _MSGIDS]  # for what it lacks, it evaluates the plural forms
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        if isinstance(error.__context__, RecursionError):  # gettext makes a ValueError of it
            raise error.__context__ from None
        message = f"it is not a valid .mo file: {error}"
        raise ValueError(message) from error
    # For what it lacks, gettext returns the very msgid that it is given.
    if not any(text and text is not msgid for text, msgid in zip(texts, _MSGIDS, strict=True)):
        message = "it has none of the messages"
        raise ValueError(message)
    return catalog


_packaged = MessageCatalog()
status_message = _packaged.status_message
status_messages = _packaged.status_messages
error_message = _packaged.error_message
error_messages = _packaged.error_messages
available_locales = _packaged.available_locales
negotiate_locale = _packaged.negotiate_locale
