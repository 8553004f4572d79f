"""MessageCatalog: from a code and a locale to a message.

A request goes down this file once. A known locale is found in the one dict. Another becomes plain tags; the negotiation
names the catalog for the first tag that has one; the catalog and its parents are read; and what was found is
remembered under the tag and under the name of the catalog.
"""

from __future__ import annotations

import os

from ._codes import TpmVscMgrErrorCode, TpmVscMgrStatus, public
from ._names import PACKAGED_NAMES
from ._negotiation import negotiate
from ._preferences import LocaleLike, preferred_locales, tags_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final, Never, SupportsIndex

    from typing_extensions import TypeVar  # that of typing takes a default from Python 3.13 on

    T = TypeVar("T", default=Never)  # without a default, the result is a str
else:
    T = object  # for typing.get_type_hints

_PACKAGED = os.path.join(os.path.dirname(__file__), "locales")
_MSGIDS = [code.description for codes in (TpmVscMgrStatus, TpmVscMgrErrorCode) for code in codes]
_ENGLISH = ""  # no catalog serves this tag, so its messages are the English ones
_MOST_KNOWN = 1000


class _NoDefault:
    """Means that no default was passed, so an unknown code raises."""

    def __repr__(self) -> str:
        return "<no default>"


_NO_DEFAULT: Never = _NoDefault()  # type: ignore[assignment]  # so that it adds nothing to the type of the result


class _Messages:
    """What a locale resolves to.

    Attributes:
        name: the name of the catalog, or "" if none serves the locale.
        statuses: the messages of the status codes.
        errors: the messages of the error codes.
        complete: whether all files could be read. No other answer is remembered.
    """

    __slots__ = "complete", "errors", "name", "statuses"

    def __init__(self, name: str, texts: dict[str, str], *, complete: bool) -> None:
        self.name = name
        self.statuses = {code: texts.get(code.description, code.description) for code in TpmVscMgrStatus}
        self.errors = {code: texts.get(code.description, code.description) for code in TpmVscMgrErrorCode}
        self.complete = complete


@public
class MessageCatalog:
    """The messages for both enums, in every language that has a catalog.

    The functions of this package are the methods of one instance. Create your own instance to add
    a directory, or to look up the user's language again.

    In all methods, a locale is one of these: a string in any usual spelling (``de-AT``,
    ``de_AT.UTF-8``, ``zh-hans``); an object that behaves as a string, such as a lazy string; an
    int, which is a Windows LCID (1031); a `babel.Locale`; an iterable of these in order of
    preference; or None for the user's own UI language. If no catalog serves the locale, the
    messages are in English.

    Args:
        localedir: a directory in gettext layout, ``<locale>/LC_MESSAGES/tpmvscmgr.mo``. Its
            messages come before the packaged ones, for its own locales and for those that inherit
            from them. None for the packaged messages only. If the directory has no such file, or
            one that cannot be read, the logger ``tpmvscmgr`` warns. As with gettext, the files must
            come from somebody whom you trust.

    Raises:
        OSError: localedir cannot be listed, for example because it does not exist.
        TypeError: localedir is not a path.
        ValueError: localedir has a NUL.

    Source: GNU gettext manual, "Locating Message Catalog Files".

    >>> MessageCatalog().status_message(13, "pt-BR")
    'A destruição do cartão inteligente do TPM foi concluída.'
    """

    def __init__(self, localedir: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None) -> None:
        self._known: dict[str | None, _Messages] = {}  # by tag and by name: two dict reads give a known message
        self._preferred: tuple[str, ...] | None = None  # the user's own languages; a new instance asks again
        self._warned: set[str] = set()  # one warning for each file is enough
        self._localedir: str | None = None
        self._own: frozenset[str] = frozenset()
        if localedir is not None:
            names = os.listdir(os.fsdecode(localedir))
            self._localedir = os.path.abspath(os.fsdecode(localedir))
            self._own = frozenset(name for name in names if os.path.isfile(_mo_path(self._localedir, name)))
            if not self._own:
                self._warn(self._localedir, "it has no <locale>/LC_MESSAGES/tpmvscmgr.mo")
        self._names = self._own | PACKAGED_NAMES

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[object, ...]:
        return "_packaged" if self is _packaged else super().__reduce_ex__(protocol)

    def __getstate__(self) -> dict[str, object]:
        """Return the directory, and what a subclass adds."""
        return {key: value for key, value in vars(self).items() if key == "_localedir" or key not in vars(_packaged)}

    def __setstate__(self, state: dict[str, object]) -> None:
        MessageCatalog.__init__(self, state["_localedir"])  # type: ignore[arg-type]
        vars(self).update(state)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._localedir!r})"

    def status_message(self, code: int | str, locale: LocaleLike = None, *, default: T = _NO_DEFAULT) -> str | T:
        """Return the message for a status code.

        Args:
            code: a `TpmVscMgrStatus`, or any value that ``TpmVscMgrStatus(code)`` accepts.
            locale: the locale of the message, see `MessageCatalog`; None for the user's own UI
                language.
            default: what to return instead of raising. With a default, nothing that is wrong with
                the code or the locale is an error.

        Returns:
            The message, a str; or the default.

        Raises:
            ValueError: the code is unknown.
            TypeError: the code is a `TpmVscMgrErrorCode`, or the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS; [MS-TPMVSC] section 2.2.1.2.

        >>> status_message(12, "de-AT")
        'Die TPM-Smartcard wurde erstellt.'
        >>> status_message(99, "de-AT", default="working")
        'working'
        """
        try:
            if type(code) is not TpmVscMgrErrorCode:
                return self._known[locale].statuses[code]  # type: ignore[index]  # what is not in them raises
        except Exception:  # noqa: BLE001, S110  not known yet, or not a code
            pass
        try:
            if type(code) is TpmVscMgrErrorCode:
                message = f"status_message takes a TpmVscMgrStatus, not {code!r}: use error_message"
                raise TypeError(message)  # noqa: TRY301  with a default, nothing is raised
            return self._resolve(locale).statuses[TpmVscMgrStatus(code)]
        except Exception:
            if default is _NO_DEFAULT:
                raise
            return default

    def error_message(self, code: int | str, locale: LocaleLike = None, *, default: T = _NO_DEFAULT) -> str | T:
        """Return the message for an error code.

        Args:
            code: a `TpmVscMgrErrorCode`, or any value that ``TpmVscMgrErrorCode(code)`` accepts.
            locale: the locale of the message, see `MessageCatalog`; None for the user's own UI
                language.
            default: what to return instead of raising. With a default, nothing that is wrong with
                the code or the locale is an error.

        Returns:
            The message, a str; or the default.

        Raises:
            ValueError: the code is unknown.
            TypeError: the code is a `TpmVscMgrStatus`, or the locale has a wrong type.

        Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_ERROR; [MS-TPMVSC] section 2.2.1.1.

        >>> error_message(17, "de-AT")
        'Die TPM-Smartcard kann nicht erstellt werden.'
        >>> error_message(99, "de-AT", default="failed")
        'failed'
        """
        try:
            if type(code) is not TpmVscMgrStatus:
                return self._known[locale].errors[code]  # type: ignore[index]  # what is not in them raises
        except Exception:  # noqa: BLE001, S110  not known yet, or not a code
            pass
        try:
            if type(code) is TpmVscMgrStatus:
                message = f"error_message takes a TpmVscMgrErrorCode, not {code!r}: use status_message"
                raise TypeError(message)  # noqa: TRY301  with a default, nothing is raised
            return self._resolve(locale).errors[TpmVscMgrErrorCode(code)]
        except Exception:
            if default is _NO_DEFAULT:
                raise
            return default

    def status_messages(self, locale: LocaleLike = None) -> dict[TpmVscMgrStatus, str]:
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

    def error_messages(self, locale: LocaleLike = None) -> dict[TpmVscMgrErrorCode, str]:
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

        Those of your own directory are the names of its folders. A file in one may prove unusable when it is read.

        Source: CLDR's locale identifiers, UTS #35 part 1, section 3.

        >>> "zh_Hant" in available_locales()
        True
        """
        return tuple(sorted(self._names))

    def negotiate_locale(self, locale: LocaleLike = None, *, default: str | T = "en") -> str | T:
        """Return the name of the catalog that serves a locale, one of `available_locales`.

        Args:
            locale: the locale, see `MessageCatalog`; None for the user's own UI language.
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
        return self._resolve(locale).name or default

    def _resolve(self, locale: LocaleLike) -> _Messages:
        """Return the messages for the first of the locales that a catalog serves, or those in English."""
        if type(locale) is str and (known := self._known.get(locale)):  # it needs no cleaning
            return known
        users_own = isinstance(locale, type(None))  # noqa: FURB168  a LocalProxy of None is not None itself
        if users_own and self._preferred is None:
            try:
                self._preferred = tags_of(preferred_locales(os.environ))
            except Exception as error:  # noqa: BLE001  a callback must go on
                self._warn("the list of the user's languages", error)
                users_own, locale = False, ()  # so this look-up is in English, and the next one asks again
        tags = self._preferred or () if users_own else tags_of(locale)
        complete = True
        for tag in (*tags, _ENGLISH):
            found = self._known.get(tag) or self._load(tag)
            complete = complete and found.complete
            if found.name:
                break
        if users_own and complete:
            self._known[None] = found
        return found

    def _load(self, tag: str) -> _Messages:
        """Return the messages for a tag, and remember them if they are complete."""
        found = self._best(tag, self._names, complete=True)
        if found.complete:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[found.name] = self._known[tag] = found
        return found

    def _best(self, tag: str, names: frozenset[str], *, complete: bool) -> _Messages:
        """Return the messages of the best of the names, or else of the next one, of which something can be read."""
        name, *parents = negotiate(tag, names) or ("",)
        found = (complete and self._known.get(name)) or self._messages(name, parents, complete=complete)
        return self._best(tag, names - {name}, complete=False) if name and not found.name else found

    def _messages(self, name: str, parents: list[str], *, complete: bool) -> _Messages:
        """Read the messages of a name: the application's own, then the packaged ones, then the application's English.

        If nothing of a name can be read, it serves nobody. English needs no file.
        """
        packaged = negotiate(name, PACKAGED_NAMES)
        paths = self._own_paths([name, *parents]) + [_mo_path(_PACKAGED, each) for each in packaged if each != "en"]
        texts, texts_complete = self._texts(paths)
        english, english_complete = self._texts(self._own_paths(negotiate("en", self._names)))
        serves = texts or "en" in packaged
        complete = complete and texts_complete and english_complete
        return _Messages(name if serves else "", english | texts, complete=complete)

    def _own_paths(self, names: Iterable[str]) -> list[str]:
        return [_mo_path(self._localedir or "", name) for name in names if name in self._own]

    def _texts(self, paths: list[str]) -> tuple[dict[str, str], bool]:
        """Return the texts of catalogs, and whether all could be read. If two have a text, the first one's counts."""
        texts: dict[str, str] = {}
        complete = True
        for path in reversed(paths):
            try:
                texts |= _read_mo(path)
            except Exception as error:  # noqa: BLE001  a callback must go on
                complete = False
                self._warn(path, error)
        return texts, complete

    def _warn(self, subject: str, reason: object) -> None:
        if subject in self._warned:
            return
        self._warned.add(subject)
        try:
            from logging import getLogger

            if isinstance(reason, Exception):
                reason = f"{type(reason).__name__}: {reason}"
            getLogger("tpmvscmgr").warning("%s is ignored: %s", subject, reason)
        except Exception:  # noqa: BLE001, S110  a logging handler of the application may raise
            pass


def _mo_path(directory: str, name: str) -> str:
    return os.path.join(directory, name, "LC_MESSAGES", "tpmvscmgr.mo")


def _read_mo(path: str) -> dict[str, str]:
    """Return the translations that a catalog has of our messages, by their msgids.

    Raises:
        ValueError: it has none.
        Exception: whatever gettext or the file system raises if it cannot be read.

    Source: GNU gettext manual, "The Format of GNU MO Files".
    """
    from gettext import GNUTranslations
    from io import BytesIO

    if path.startswith(_PACKAGED):  # perhaps inside a zip
        data = __spec__.loader.get_data(path)  # type: ignore[union-attr]
    else:
        with open(path, "rb") as file:
            data = file.read()
    catalog = GNUTranslations(BytesIO(data))
    # For a message that it lacks, gettext returns the very msgid that it is given. Some tools write an empty
    # translation for a message that has none.
    texts = {msgid: text for msgid in _MSGIDS if (text := catalog.gettext(msgid)) and text is not msgid}
    if not texts:
        message = "it has none of the messages"
        raise ValueError(message)
    return texts


_packaged = MessageCatalog()
status_message: Final = _packaged.status_message
status_messages: Final = _packaged.status_messages
error_message: Final = _packaged.error_message
error_messages: Final = _packaged.error_messages
available_locales: Final = _packaged.available_locales
negotiate_locale: Final = _packaged.negotiate_locale
