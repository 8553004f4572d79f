"""The error codes of TPM virtual smart card creation and destruction."""

from __future__ import annotations

from ._code import N_, Code, public


@public
class TpmVscMgrErrorCode(Code, c_prefix="TPMVSCMGR_ERROR_"):
    """Why the creation or destruction of a TPM virtual smart card failed.

    The members are the values that Windows passes to
    ``ITpmVirtualSmartCardManagerStatusCallback::ReportError``. Their names are those of the
    constants in ``tpmvscmgr.h``, without the prefix. Calling the class takes the number or the name
    of the constant; any other value raises ``ValueError``. An error is equal to its number, and so
    to the `TpmVscMgrStatus` of the same number. The class is an enum, not an exception, so it
    cannot be raised.

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
