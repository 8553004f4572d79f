"""status.py: the enumeration is that of tpmvscmgr.h, and an ordinary IntEnum."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from tpmvscmgr import TpmVscMgrStatus

# Windows SDK, tpmvscmgr.h: TPMVSCMGR_STATUS, in the header's order, with the header's documentation.
HEADER = [
    ("TPMVSCMGR_STATUS_VTPMSMARTCARD_INITIALIZING", "Initializing the virtual smart card manager."),
    ("TPMVSCMGR_STATUS_VTPMSMARTCARD_CREATING", "Creating the virtual smart card manager."),
    ("TPMVSCMGR_STATUS_VTPMSMARTCARD_DESTROYING", "Destroying the virtual smart card manager."),
    ("TPMVSCMGR_STATUS_VGIDSSIMULATOR_INITIALIZING", "Initializing the virtual smart card simulator."),
    ("TPMVSCMGR_STATUS_VGIDSSIMULATOR_CREATING", "Creating the virtual smart card simulator."),
    ("TPMVSCMGR_STATUS_VGIDSSIMULATOR_DESTROYING", "Destroying the virtual smart card simulator."),
    ("TPMVSCMGR_STATUS_VREADER_INITIALIZING", "Initializing the virtual smart card reader."),
    ("TPMVSCMGR_STATUS_VREADER_CREATING", "Creating the virtual smart card reader."),
    ("TPMVSCMGR_STATUS_VREADER_DESTROYING", "Destroying the virtual smart card reader."),
    ("TPMVSCMGR_STATUS_GENERATE_WAITING", "Waiting for the TPM smart card device."),
    ("TPMVSCMGR_STATUS_GENERATE_AUTHENTICATING", "Authenticating to the TPM smart card."),
    ("TPMVSCMGR_STATUS_GENERATE_RUNNING", "Generating the file system on the TPM smart card."),
    ("TPMVSCMGR_STATUS_CARD_CREATED", "Creation of the TPM smart card is complete."),
    ("TPMVSCMGR_STATUS_CARD_DESTROYED", "Destruction of the TPM smart card is complete."),
]
every_status = pytest.mark.parametrize("status", TpmVscMgrStatus)


def test_members_are_those_of_the_header() -> None:
    assert [(status.c_name, status.description) for status in TpmVscMgrStatus] == HEADER
    assert [status.value for status in TpmVscMgrStatus] == list(range(14))
    assert [f"TPMVSCMGR_STATUS_{name}" for name in TpmVscMgrStatus.__members__] == [name for name, _ in HEADER]


@every_status
@pytest.mark.parametrize("attribute", ["c_name", "description", "name", "value"])
def test_attributes_are_read_only(status: TpmVscMgrStatus, attribute: str) -> None:
    with pytest.raises(AttributeError):
        setattr(status, attribute, "changed")


@every_status
def test_a_member_survives_a_copy(status: TpmVscMgrStatus) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(status, protocol)) is status
    assert copy.copy(status) is status
    assert copy.deepcopy([status])[0] is status


@every_status
def test_a_member_is_its_number(status: TpmVscMgrStatus) -> None:
    number = int(status)
    assert status == number
    assert hash(status) == hash(number)
    assert {number: "found"}[status] == "found"
    assert json.loads(json.dumps({"status": status})) == {"status": number}
    assert f"{status}" == str(status) == format(status) == str(number)
    assert f"{status:02X}" == f"{number:02X}"
    assert TpmVscMgrStatus(number) is TpmVscMgrStatus[status.name] is status


def test_members_compare_as_numbers() -> None:
    assert TpmVscMgrStatus.CARD_CREATED < TpmVscMgrStatus.CARD_DESTROYED <= 13
    assert sorted(TpmVscMgrStatus, key=lambda status: status) == list(range(14))


def test_match_takes_members() -> None:
    match TpmVscMgrStatus(12):
        case TpmVscMgrStatus.CARD_CREATED:
            matched = True
        case _:
            matched = False
    assert matched


@pytest.mark.parametrize("code", [-1, 14, 2**31, "12", None, 0.5, [], object()])
def test_an_unknown_code_is_named(code: object) -> None:
    with pytest.raises(ValueError, match="is not a valid TpmVscMgrStatus"):
        TpmVscMgrStatus(code)  # type: ignore[arg-type]
