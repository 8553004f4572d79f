"""The two enums, and what they share."""

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
    """Give a class the package as its module, which is where users import it from and what pickles store.

    inspect looks for the source of the class in that module, too. From Python 3.13 on it would show the lines of
    __init__.py that have the numbers of the class here. Without a number it raises OSError, as it does before 3.13.
    """
    cls.__module__ = str(__package__)
    cls.__firstlineno__ = 0  # type: ignore[attr-defined]  # older versions have none to delete
    del cls.__firstlineno__  # type: ignore[attr-defined]
    return cls


class Code(IntEnum):
    """An integer that has the name of a C constant and an English message.

    Define a member as its number and its English message, the latter inside `N_`.
    """

    _c_prefix: str
    _description: str

    def __init_subclass__(cls, c_prefix: str) -> None:
        cls._c_prefix = c_prefix

    # Type checkers take this signature for that of TpmVscMgrStatus(12) and of TpmVscMgrStatus("TPMVSCMGR_STATUS_…"). At
    # run time it makes the members only, so the value is an int.
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


@public
class TpmVscMgrStatus(Code, c_prefix="TPMVSCMGR_STATUS_"):
    """A step in the creation or destruction of a TPM virtual smart card.

    The members are the values that Windows passes to
    ``ITpmVirtualSmartCardManagerStatusCallback::ReportProgress``. Their names are those of the
    constants in ``tpmvscmgr.h``, without the prefix. Calling the class takes the number or the name
    of the constant; an unknown one raises ``ValueError``. A status is equal to its number, and so
    to the `TpmVscMgrErrorCode` of the same number.

    Attributes:
        c_name: the name of the constant in ``tpmvscmgr.h``, with its prefix.
        description: the English message, which is also its msgid in the catalogs.

    Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_STATUS (Windows 8, Windows Server 2012 and
    later); [MS-TPMVSC] section 2.2.1.2.

    >>> TpmVscMgrStatus(12)
    <TpmVscMgrStatus.CARD_CREATED: 12>
    >>> TpmVscMgrStatus("TPMVSCMGR_STATUS_CARD_CREATED")
    <TpmVscMgrStatus.CARD_CREATED: 12>
    >>> TpmVscMgrStatus.CARD_CREATED.c_name
    'TPMVSCMGR_STATUS_CARD_CREATED'
    >>> TpmVscMgrStatus.CARD_CREATED.description
    'Creation of the TPM smart card is complete.'
    """

    # Translators: Progress message from Windows to the person who asked for
    # the card. The manager is the Windows component that manages virtual
    # smart cards; it is getting ready. The smart card is virtual, not the
    # manager: it is in the computer's TPM chip instead of on a plastic card.
    VTPMSMARTCARD_INITIALIZING = 0, N_("Initializing the virtual smart card manager.")
    # Translators: Progress message. The manager (the Windows component that
    # manages virtual smart cards) is being set up for the new card.
    VTPMSMARTCARD_CREATING = 1, N_("Creating the virtual smart card manager.")
    # Translators: Progress message. The manager of a virtual smart card that
    # is no longer wanted is being taken down. Use the same verb in all the
    # messages that speak of destroying.
    VTPMSMARTCARD_DESTROYING = 2, N_("Destroying the virtual smart card manager.")

    # Translators: Progress message. The simulator is the software that acts
    # as the chip of the virtual smart card; it is getting ready.
    VGIDSSIMULATOR_INITIALIZING = 3, N_("Initializing the virtual smart card simulator.")
    # Translators: Progress message. The simulator (the software that acts as
    # the chip of the virtual smart card) is being set up.
    VGIDSSIMULATOR_CREATING = 4, N_("Creating the virtual smart card simulator.")
    # Translators: Progress message. The simulator of a virtual smart card
    # that is no longer wanted is being taken down.
    VGIDSSIMULATOR_DESTROYING = 5, N_("Destroying the virtual smart card simulator.")

    # Translators: Progress message. The reader is the device into which a
    # smart card is put, here one that exists in software only and holds the
    # virtual smart card; it is getting ready. Not a person who reads.
    VREADER_INITIALIZING = 6, N_("Initializing the virtual smart card reader.")
    # Translators: Progress message. The reader (the software device that
    # holds the virtual smart card) is being set up.
    VREADER_CREATING = 7, N_("Creating the virtual smart card reader.")
    # Translators: Progress message. The reader of a virtual smart card that
    # is no longer wanted is being taken down.
    VREADER_DESTROYING = 8, N_("Destroying the virtual smart card reader.")

    # Translators: Progress message. Windows waits until the new card shows up
    # as a device. TPM is the name of the security chip, Trusted Platform
    # Module; keep the three letters.
    GENERATE_WAITING = 9, N_("Waiting for the TPM smart card device.")
    # Translators: Progress message. Windows proves to the new card, with the
    # card's administrator key, that it may write to it; the card itself is
    # not checked.
    GENERATE_AUTHENTICATING = 10, N_("Authenticating to the TPM smart card.")
    # Translators: Progress message. Windows creates the file system on the
    # card, as when a disk is formatted. It does not create files.
    GENERATE_RUNNING = 11, N_("Generating the file system on the TPM smart card.")

    # Translators: Final message, after the last step of creating a card.
    CARD_CREATED = 12, N_("Creation of the TPM smart card is complete.")
    # Translators: Final message, after the last step of destroying a card.
    # Build it like the message about creation, with the same verb as in the
    # other messages that speak of destroying.
    CARD_DESTROYED = 13, N_("Destruction of the TPM smart card is complete.")


@public
class TpmVscMgrErrorCode(Code, c_prefix="TPMVSCMGR_ERROR_"):
    """Why the creation or destruction of a TPM virtual smart card failed.

    The members are the values that Windows passes to
    ``ITpmVirtualSmartCardManagerStatusCallback::ReportError``. Their names are those of the
    constants in ``tpmvscmgr.h``, without the prefix. Calling the class takes the number or the name
    of the constant; an unknown one raises ``ValueError``. An error is equal to its number, and so
    to the `TpmVscMgrStatus` of the same number. The class is an enum, not an exception, so it
    cannot be raised.

    Attributes:
        c_name: the name of the constant in ``tpmvscmgr.h``, with its prefix.
        description: the English message, which is also its msgid in the catalogs.

    Source: Windows SDK ``tpmvscmgr.h``, TPMVSCMGR_ERROR (Windows 8, Windows Server 2012 and
    later); [MS-TPMVSC] section 2.2.1.1.

    >>> TpmVscMgrErrorCode(17)
    <TpmVscMgrErrorCode.CARD_CREATE: 17>
    >>> TpmVscMgrErrorCode("TPMVSCMGR_ERROR_CARD_CREATE")
    <TpmVscMgrErrorCode.CARD_CREATE: 17>
    >>> TpmVscMgrErrorCode.CARD_CREATE.c_name
    'TPMVSCMGR_ERROR_CARD_CREATE'
    >>> TpmVscMgrErrorCode.CARD_CREATE.description
    'Unable to create the TPM smart card.'
    """

    # Translators: Error message from Windows to the person who asked for the
    # card, or for its destruction. "Impersonate" is a term of Windows
    # security: Windows acts with the identity of the user who runs the
    # program. That user is "the caller". Nobody is deceived, and it is not a
    # telephone call.
    IMPERSONATION = 0, N_("Failed to impersonate the caller.")
    # Translators: Shown when the PIN or the PUK that was chosen for the new
    # card is refused. The PUK is the number that unblocks the PIN. Address the
    # person as Windows does in your language.
    PIN_COMPLEXITY = 1, N_("Ensure that your PIN/PUK meets the length or complexity requirements of your organization.")
    # Translators: Error message. Windows allows only a limited number of smart
    # card readers at a time. The readers are devices, not people.
    READER_COUNT_LIMIT = 2, N_("The limit of the number of smart card readers has been reached.")
    TERMINAL_SERVICES_SESSION = (
        3,
        # Translators: Error message. The program runs in a Remote Desktop
        # session, where this does not work. Terminal Services is the older
        # name of Remote Desktop Services; use the name that Windows has in
        # your language.
        N_("TPM virtual smart card management cannot be used within a Terminal Services session."),
    )

    # Translators: Error message. Use the noun and the verb of the progress
    # message "Initializing the virtual smart card manager."
    VTPMSMARTCARD_INITIALIZE = 4, N_("Failed to initialize the virtual smart card manager.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Creating the virtual smart card manager."
    VTPMSMARTCARD_CREATE = 5, N_("Failed to create the virtual smart card manager.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Destroying the virtual smart card manager."
    VTPMSMARTCARD_DESTROY = 6, N_("Failed to destroy the virtual smart card manager.")

    # Translators: Error message. Use the noun and the verb of the progress
    # message "Initializing the virtual smart card simulator."
    VGIDSSIMULATOR_INITIALIZE = 7, N_("Failed to initialize the virtual smart card simulator.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Creating the virtual smart card simulator."
    VGIDSSIMULATOR_CREATE = 8, N_("Failed to create the virtual smart card simulator.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Destroying the virtual smart card simulator."
    VGIDSSIMULATOR_DESTROY = 9, N_("Failed to destroy the virtual smart card simulator.")
    # Translators: Error message. Windows could not write the settings of the
    # simulator. Use the noun of the other messages about the simulator.
    VGIDSSIMULATOR_WRITE_PROPERTY = 10, N_("Failed to configure the virtual smart card simulator.")
    # Translators: Error message. The simulator that was asked for does not
    # exist. "Specified" describes the simulator, not the card.
    VGIDSSIMULATOR_READ_PROPERTY = 11, N_("Failed to find the specified virtual smart card simulator.")

    # Translators: Error message. Use the noun and the verb of the progress
    # message "Initializing the virtual smart card reader."
    VREADER_INITIALIZE = 12, N_("Failed to initialize the virtual smart card reader.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Creating the virtual smart card reader."
    VREADER_CREATE = 13, N_("Failed to create the virtual smart card reader.")
    # Translators: Error message. Use the noun and the verb of the progress
    # message "Destroying the virtual smart card reader."
    VREADER_DESTROY = 14, N_("Failed to destroy the virtual smart card reader.")

    # Translators: Error message. Windows could not reach the new card through
    # its reader.
    GENERATE_LOCATE_READER = 15, N_("Failed to connect to the TPM smart card.")
    # Translators: Error message. Use the nouns and the verb of the progress
    # message "Generating the file system on the TPM smart card."
    GENERATE_FILESYSTEM = 16, N_("Failed to generate the file system on the TPM smart card.")

    # Translators: The general message when a card could not be created. If
    # Windows distinguishes "Unable to" from "Failed to" in your language, do
    # so too.
    CARD_CREATE = 17, N_("Unable to create the TPM smart card.")
    # Translators: The general message when a card could not be destroyed. Build
    # it like the message about creation.
    CARD_DESTROY = 18, N_("Unable to destroy the TPM smart card.")
