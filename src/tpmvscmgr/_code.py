"""What the two enumerations of codes share."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # typing's own would cost its import; type checkers know the name
if TYPE_CHECKING:
    from typing import Self, TypeVar

    T = TypeVar("T")


def N_(message: str) -> str:  # noqa: N802  gettext's name for it
    """Mark a message for extraction; it is translated later."""
    return message


def public(cls: type[T]) -> type[T]:
    """Give a class the package as its module: that is its public name, which pickles store.

    From Python 3.13 on, inspect would then show lines of the package's __init__.py as the source of the class. Without
    a line number it raises OSError, as older versions do.
    """
    cls.__module__ = "tpmvscmgr"
    cls.__firstlineno__ = None  # type: ignore[attr-defined]
    return cls


class Code(IntEnum):
    """An integer that has the name of a C constant and an English message.

    Define a member as its number and its English message, the latter inside `N_`.
    """

    _c_prefix: str
    _description: str

    def __init_subclass__(cls, c_prefix: str) -> None:
        cls._c_prefix = c_prefix

    # The types and the default make TpmVscMgrStatus(12) and TpmVscMgrStatus("TPMVSCMGR_STATUS_CARD_CREATED") valid
    # calls for type checkers.
    def __new__(cls, value: int | str, description: str = "") -> Self:
        member = int.__new__(cls, value)
        member._value_ = int(member)
        member._description = description  # noqa: SLF001  its own member
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        """Return the member whose C constant has this name."""
        if isinstance(value, str):
            for code in cls:
                if code.c_name == value:
                    return code
        message = (
            f"{value!r} is not a valid {cls.__name__}: it must be 0 to {max(cls):d}, or the name of a constant such as "
            f"{cls(0).c_name}"
        )
        raise ValueError(message)

    @property
    def c_name(self) -> str:
        """The name of the constant in ``tpmvscmgr.h``. The class takes it in place of the number.

        >>> from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus
        >>> TpmVscMgrStatus.GENERATE_WAITING.c_name
        'TPMVSCMGR_STATUS_GENERATE_WAITING'
        >>> TpmVscMgrErrorCode("TPMVSCMGR_ERROR_PIN_COMPLEXITY")
        <TpmVscMgrErrorCode.PIN_COMPLEXITY: 1>
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
