"""MessageCatalog: from a code and a locale to a message."""

from __future__ import annotations

import os

from ._error_code import TpmVscMgrErrorCode
from ._key import key_of
from ._layers import Layers
from ._status import TpmVscMgrStatus

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from typing import TypeVar, overload

    from ._code import Code
    from ._key import Key, Preferred

    T = TypeVar("T")
    Statuses = dict[TpmVscMgrStatus, str]
    Errors = dict[TpmVscMgrErrorCode, str]

_MSGIDS = [code.description for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode) for code in codes]
_MAX_CACHED_KEYS = 1024
_MAX_KEY_LENGTH = 1000


class _NoDefault:
    """Means that no default was passed, so an unknown code raises."""

    def __repr__(self) -> str:
        return "<no default>"


_NO_DEFAULT = _NoDefault()


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
            from them. None for the packaged messages only.

    Raises:
        OSError: localedir cannot be listed, for example because it does not exist.
        TypeError: localedir is not a path.

    Source: GNU gettext manual, "Locating Message Catalog Files".

    >>> MessageCatalog().status_message(13, "pt-BR")
    'A destruição do cartão inteligente do TPM foi concluída.'
    """

    __module__ = "tpmvscmgr"  # its public name, which pickles store

    def __init__(self, localedir: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None) -> None:
        self._layers = Layers(None if localedir is None else os.fsdecode(localedir))
        self._statuses: dict[Key, Statuses] = {}  # for a known locale, a message costs two dict reads
        self._errors: dict[Key, Errors] = {}  # the same for errors
        self._lineages: dict[Key, tuple[str, ...]] = {}  # a known locale is not negotiated again
        self._tables: dict[str, tuple[Statuses, Errors]] = {}  # a catalog is read once for all locales

    def __reduce__(self) -> str | tuple[type[MessageCatalog], tuple[str | None]]:
        return "_packaged" if self is _packaged else (MessageCatalog, (self._layers.localedir,))

    if TYPE_CHECKING:

        @overload
        def status_message(self, code: int, locale: Preferred = None) -> str: ...
        @overload
        def status_message(self, code: int, locale: Preferred = None, *, default: T) -> str | T: ...

    def status_message(self, code: int, locale: Preferred = None, *, default: object = _NO_DEFAULT) -> object:
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
            return self._statuses[locale][code]  # type: ignore[index]  # locales of other types are not in it
        except Exception:  # noqa: BLE001, S110  the code below raises the right error
            pass
        key = key_of(locale)
        return _look_up(TpmVscMgrStatus, self._statuses.get(key) or self._read(key)[0], code, default)

    if TYPE_CHECKING:

        @overload
        def error_message(self, code: int, locale: Preferred = None) -> str: ...
        @overload
        def error_message(self, code: int, locale: Preferred = None, *, default: T) -> str | T: ...

    def error_message(self, code: int, locale: Preferred = None, *, default: object = _NO_DEFAULT) -> object:
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
            return self._errors[locale][code]  # type: ignore[index]  # locales of other types are not in it
        except Exception:  # noqa: BLE001, S110  the code below raises the right error
            pass
        key = key_of(locale)
        return _look_up(TpmVscMgrErrorCode, self._errors.get(key) or self._read(key)[1], code, default)

    def status_messages(self, locale: Preferred = None) -> dict[TpmVscMgrStatus, str]:
        """Return the fourteen status messages: a new dict from member to message, in code order.

        Args:
            locale: the locale of the messages, see `MessageCatalog`; None for the user's own UI
                language.

        Raises:
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> status_messages("fr-CA")[TpmVscMgrStatus.GENERATE_WAITING]
        'En attente du périphérique de carte à puce TPM.'
        """
        key = key_of(locale)
        return (self._statuses.get(key) or self._read(key)[0]).copy()

    def error_messages(self, locale: Preferred = None) -> dict[TpmVscMgrErrorCode, str]:
        """Return the nineteen error messages: a new dict from member to message, in code order.

        Args:
            locale: the locale of the messages, see `MessageCatalog`; None for the user's own UI
                language.

        Raises:
            TypeError: the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_ERROR; [MS-TPMVSC] section 2.2.1.1.

        >>> error_messages("en-AU")[TpmVscMgrErrorCode.VREADER_INITIALIZE]
        'Failed to initialise the virtual smart card reader.'
        """
        key = key_of(locale)
        return (self._errors.get(key) or self._read(key)[1]).copy()

    def available_locales(self) -> tuple[str, ...]:
        """Return the names of the catalogs, sorted. ``en``, the language of the source, is one of them.

        Source: CLDR's locale identifiers, UTS #35 part 1, section 3.

        >>> "zh_Hant" in available_locales()
        True
        """
        return tuple(sorted(self._layers.names([])))

    def negotiate_locale(self, preferred: Preferred = None) -> str:
        """Return the name of the catalog that serves a locale, one of `available_locales`.

        Args:
            preferred: the locale, see `MessageCatalog`; None for the user's own UI language.

        Raises:
            TypeError: the locale has a wrong type.

        Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

        >>> negotiate_locale("zh-HK")
        'zh_Hant'
        >>> negotiate_locale(["tlh", "sr-ME"])
        'sr_Latn'
        """
        return self._lineage(key_of(preferred), [])[0]

    def _lineage(self, key: Key, failures: list[str]) -> tuple[str, ...]:
        lineage = self._lineages.get(key)
        if lineage is None:
            lineage = self._layers.lineage((key,) if isinstance(key, str) else key, failures)
            if not failures:
                _remember(self._lineages, key, lineage)
        return lineage

    def _read(self, key: Key) -> tuple[Statuses, Errors]:
        """Return the messages for the codes of both enums, and remember them."""
        failures: list[str] = []
        lineage = self._lineage(key, failures)
        tables = self._tables.get(lineage[0])
        if tables is None:
            texts = self._layers.messages(lineage, _MSGIDS, failures)
            tables = (
                {status: texts[status.description] for status in TpmVscMgrStatus},
                {error: texts[error.description] for error in TpmVscMgrErrorCode},
            )
            if not failures:
                tables = self._tables.setdefault(lineage[0], tables)  # setdefault, because two threads may get here
        if not failures:
            _remember(self._statuses, key, tables[0])
            _remember(self._errors, key, tables[1])
        return tables


def _look_up(codes: type[Code], messages: Statuses | Errors, code: object, default: object) -> object:
    try:
        return messages[code]  # type: ignore[index]  # anything that is equal to a member
    except Exception:  # noqa: BLE001, S110  the enum has the better error
        pass
    try:
        return messages[codes(code)]  # type: ignore[arg-type, index]
    except Exception:
        if default is _NO_DEFAULT:
            raise
        return default


def _remember(cache: dict[Key, T], key: Key, value: T) -> None:
    if len(str(key)) > _MAX_KEY_LENGTH:
        return
    if len(cache) >= _MAX_CACHED_KEYS:
        cache.clear()
    cache[key] = value


_packaged = MessageCatalog()
status_message = _packaged.status_message
status_messages = _packaged.status_messages
error_message = _packaged.error_message
error_messages = _packaged.error_messages
available_locales = _packaged.available_locales
negotiate_locale = _packaged.negotiate_locale
