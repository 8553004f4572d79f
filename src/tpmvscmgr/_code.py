"""What the two enumerations of codes share."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # importing typing would take time; type checkers know the name
if TYPE_CHECKING:
    from typing import Self


def N_(message: str) -> str:  # noqa: N802  gettext's name for it
    """Mark a message for extraction; it is translated later."""
    return message


class Code(IntEnum):
    """An integer that has the name of a C constant and an English message.

    Define a member as its number and its English message, the latter inside `N_`.
    """

    _c_prefix: str
    _description: str

    def __init_subclass__(cls, c_prefix: str) -> None:
        cls._c_prefix = c_prefix

    # The default makes TpmVscMgrStatus(12) a valid call for mypy and pyright.
    def __new__(cls, value: int, description: str = "") -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member._description = description  # noqa: SLF001  its own member
        return member

    @property
    def c_name(self) -> str:
        """The name of the constant in ``tpmvscmgr.h``.

        >>> from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus
        >>> TpmVscMgrStatus.GENERATE_WAITING.c_name
        'TPMVSCMGR_STATUS_GENERATE_WAITING'
        >>> TpmVscMgrErrorCode.PIN_COMPLEXITY.c_name
        'TPMVSCMGR_ERROR_PIN_COMPLEXITY'
        """
        return self._c_prefix + self.name

    @property
    def description(self) -> str:
        """The English message, which is also its msgid in the catalogs.

        >>> from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus
        >>> TpmVscMgrStatus.GENERATE_WAITING.description
        'Waiting for the TPM smart card device.'
        >>> TpmVscMgrErrorCode.CARD_CREATE.description
        'Unable to create the TPM smart card.'
        """
        return self._description
