"""The status codes of TPM virtual smart card creation and destruction, and their messages.

>>> from tpmvscmgr import TpmVscMgrStatus, status_message
>>> status_message(TpmVscMgrStatus.CARD_CREATED, "de")
'Die Erstellung der TPM-Smartcard wurde abgeschlossen.'
"""

from .catalog import MessageCatalog, available_locales, negotiate_locale, status_message, status_messages
from .status import TpmVscMgrStatus

__all__ = [
    "MessageCatalog",
    "TpmVscMgrStatus",
    "available_locales",
    "negotiate_locale",
    "status_message",
    "status_messages",
]


def __getattr__(name: str) -> str:
    if name == "__version__":  # at first need: importlib.metadata costs more than all the rest
        from importlib.metadata import version

        return version(__name__)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
