"""The codes of TPM virtual smart card creation and destruction, and their messages.

A program that creates or destroys such a card on Windows is told about progress and errors as
numbers. This package has an enum for each of the two kinds, and a message for each number. It has
translations of its own for the languages in which Windows is displayed. A status and an error of
the same number are equal, because both are integers, so keep them apart: a dict cannot hold the
messages of both.

The functions are the methods of `MessageCatalog`: ``help(tpmvscmgr.MessageCatalog)`` describes them.
`LocaleLike` is the type of the locales that they take, for your own annotations.

>>> from tpmvscmgr import TpmVscMgrStatus, error_message, status_message
>>> status_message(TpmVscMgrStatus.CARD_CREATED, "de")
'Die TPM-Smartcard wurde erstellt.'
>>> error_message(17, "fr")
'Impossible de créer la carte à puce TPM.'
"""

from ._catalog import (
    MessageCatalog,
    _packaged,  # noqa: F401  pickles of the functions name it
    available_locales,
    error_message,
    error_messages,
    negotiate_locale,
    status_message,
    status_messages,
)
from ._codes import TpmVscMgrErrorCode, TpmVscMgrStatus
from ._preferences import LocaleLike

__all__ = [
    "LocaleLike",
    "MessageCatalog",
    "TpmVscMgrErrorCode",
    "TpmVscMgrStatus",
    "available_locales",
    "error_message",
    "error_messages",
    "negotiate_locale",
    "status_message",
    "status_messages",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    __version__ = ""
else:

    def __getattr__(name: str) -> str:
        message = f"module {__name__!r} has no attribute {name!r}"
        if name == "__version__":  # only when it is asked for: importlib.metadata takes longer than all the rest
            from importlib.metadata import PackageNotFoundError, version

            try:
                return version(__name__)
            except PackageNotFoundError:  # a copy of the package without its metadata
                message += ", because the package has no metadata"
        raise AttributeError(message)
