"""MessageCatalog, which answers with a message; behind it the rooms that find the right one."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from .localedir import SOURCE_LOCALE, own_directory, packaged_directory
from .negotiation import MAX_TAG_LENGTH, negotiate
from .status import TpmVscMgrStatus

TYPE_CHECKING = False  # typing's own costs an import; type checkers know the name
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import TypeVar, overload

    from babel.core import Locale

    from .localedir import LocaleDir

    T = TypeVar("T")
    Preferred = str | Locale | Iterable[str | Locale] | None

_MAX_CACHED_TAGS = 1024
_RAISE = object()


class MessageCatalog:
    """The progress messages, in every language that has a catalog.

    A locale is, for all methods, a string in any usual spelling (``de-AT``, ``de_AT.UTF-8``,
    ``zh-hans``), a `babel.Locale`, an iterable of these with the most wanted first, or None for
    the user's own UI language. A string that names nothing covered is no error: English answers.

    Args:
        localedir: a directory in gettext layout, ``<locale>/LC_MESSAGES/tpmvscmgr.mo``, whose
            messages come before the packaged ones; None for the packaged ones alone.

    Raises:
        OSError: localedir cannot be listed; it does not exist, for instance.
        TypeError: localedir is not a path.

    Source: GNU gettext manual, "Locating Message Catalog Files".

    >>> MessageCatalog().status_message(13, "pt-BR")
    'A destruição do cartão inteligente do TPM foi concluída.'
    """

    def __init__(self, localedir: str | os.PathLike[str] | None = None) -> None:
        self._own = () if localedir is None else (own_directory(localedir),)
        self._preferred: list[str] | None = None
        self._by_tag: dict[str | None, dict[TpmVscMgrStatus, str]] = {}
        self._by_names: dict[tuple[str | None, ...], dict[TpmVscMgrStatus, str]] = {}

    if TYPE_CHECKING:

        @overload
        def status_message(self, code: int, locale: Preferred = None) -> str: ...
        @overload
        def status_message(self, code: int, locale: Preferred = None, *, default: T) -> str | T: ...

    def status_message(self, code: int, locale: Preferred = None, *, default: object = _RAISE) -> object:
        """Return the message for one status code.

        Args:
            code: a `TpmVscMgrStatus`, or whatever ``TpmVscMgrStatus(code)`` accepts.
            locale: the locale to answer in; None for the user's own UI language.
            default: what to return for an unknown code, instead of raising.

        Raises:
            ValueError: the code is unknown and no default is given.
            TypeError: the locale is none of what a locale may be.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> MessageCatalog().status_message(12, "de-AT")
        'Die Erstellung der TPM-Smartcard wurde abgeschlossen.'
        >>> MessageCatalog().status_message(99, "de-AT", default=None) is None
        True
        """
        try:
            return self._by_tag[locale][code]  # type: ignore[index]  # what is no key is sorted out below
        except (KeyError, TypeError):
            messages = self._messages(locale)
        try:
            return messages[TpmVscMgrStatus(code)]
        except ValueError:
            if default is _RAISE:
                raise
            return default

    def status_messages(self, locale: Preferred = None) -> Mapping[TpmVscMgrStatus, str]:
        """Return all fourteen messages: a read-only mapping from member to message, in code order.

        Args:
            locale: the locale to answer in; None for the user's own UI language.

        Raises:
            TypeError: the locale is none of what a locale may be.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> MessageCatalog().status_messages("fr-CA")[TpmVscMgrStatus.GENERATE_WAITING]
        'En attente du périphérique de carte à puce TPM.'
        """
        return MappingProxyType(self._messages(locale))

    def available_locales(self) -> tuple[str, ...]:
        """Return the names of the catalogs, sorted, with that of the English source among them.

        Source: CLDR's locale identifiers, UTS #35 part 1, section 3.

        >>> "zh_Hant" in MessageCatalog().available_locales()
        True
        """
        return tuple(sorted({name for directory in self._directories() for name in directory.names}))

    def negotiate_locale(self, preferred: Preferred = None) -> str:
        """Return the name of the catalog that a locale resolves to, one of `available_locales`.

        Args:
            preferred: the locale to resolve; None for the user's own UI language.

        Raises:
            TypeError: the locale is none of what a locale may be.

        Source: UTS #35 part 1, sections 3.2.1, 4.1.2 and 4.3.

        >>> MessageCatalog().negotiate_locale("zh-HK")
        'zh_Hant'
        >>> MessageCatalog().negotiate_locale(["tlh", "sr-ME"])
        'sr_Latn'
        """
        return next(filter(None, self._negotiate(preferred)))

    def _directories(self) -> tuple[LocaleDir, ...]:
        return (*self._own, packaged_directory())

    def _negotiate(self, locale: Preferred) -> tuple[str | None, ...]:
        """Return, for the first tag that any directory has a catalog for, its name in each of them."""
        directories = self._directories()
        tags = (*self._tags(locale), SOURCE_LOCALE)
        return next(filter(any, (tuple(negotiate(tag, directory.names) for directory in directories) for tag in tags)))

    def _tags(self, locale: Preferred) -> list[str]:
        if isinstance(locale, str):
            return [locale]
        if locale is None:
            if self._preferred is None:
                from .preferences import preferred_locales

                self._preferred = preferred_locales()
            return self._preferred
        items: Iterable[object] = [locale]
        if isinstance(locale, Iterable) and not isinstance(locale, bytes):
            items = locale
        return [item if isinstance(item, str) else _identifier(item) for item in items]

    def _messages(self, locale: Preferred) -> dict[TpmVscMgrStatus, str]:
        names = self._negotiate(locale)
        messages = self._by_names.get(names)
        if messages is None:
            messages = {status: status.description for status in TpmVscMgrStatus}
            for directory, name in reversed(list(zip(self._directories(), names, strict=True))):
                if name:
                    messages.update(directory.messages(name))
            messages = self._by_names.setdefault(names, messages)
        if locale is None or (isinstance(locale, str) and len(locale) <= MAX_TAG_LENGTH):
            if len(self._by_tag) >= _MAX_CACHED_TAGS:
                self._by_tag.clear()
            self._by_tag[locale] = messages
        return messages


def _identifier(locale: object) -> str:
    from babel.core import Locale

    if isinstance(locale, Locale):
        return str(locale)
    message = f"a locale is a str, a babel.Locale, an iterable of these or None, not {type(locale).__name__}"
    raise TypeError(message)


_catalog = MessageCatalog()
status_message = _catalog.status_message
status_messages = _catalog.status_messages
available_locales = _catalog.available_locales
negotiate_locale = _catalog.negotiate_locale
