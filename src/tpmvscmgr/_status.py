"""The status codes of TPM virtual smart card creation and destruction."""

from __future__ import annotations

from ._code import N_, Code, public


@public
class TpmVscMgrStatus(Code, c_prefix="TPMVSCMGR_STATUS_"):
    """A step in the creation or destruction of a TPM virtual smart card.

    The members are the values that Windows passes to
    ``ITpmVirtualSmartCardManagerStatusCallback::ReportProgress``. Their names are those of the
    constants in ``tpmvscmgr.h``, without the prefix. Calling the class takes the number or the name
    of the constant; any other value raises ``ValueError``. A status is equal to its number, and so
    to the `TpmVscMgrErrorCode` of the same number.

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
