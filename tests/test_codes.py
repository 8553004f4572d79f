"""_codes.py: the enums are those of tpmvscmgr.h, and ordinary IntEnums."""

from __future__ import annotations

import copy
import inspect
import json
import pickle

import pytest

from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus

# Windows SDK, tpmvscmgr.h: the constants in the header's order, with the header's documentation.
STATUSES = [
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
ERRORS = [
    ("TPMVSCMGR_ERROR_IMPERSONATION", "Failed to impersonate the caller."),
    (
        "TPMVSCMGR_ERROR_PIN_COMPLEXITY",
        "Ensure that your PIN/PUK meets the length or complexity requirements of your organization.",
    ),
    ("TPMVSCMGR_ERROR_READER_COUNT_LIMIT", "The limit of the number of smart card readers has been reached."),
    (
        "TPMVSCMGR_ERROR_TERMINAL_SERVICES_SESSION",
        "TPM virtual smart card management cannot be used within a Terminal Services session.",
    ),
    ("TPMVSCMGR_ERROR_VTPMSMARTCARD_INITIALIZE", "Failed to initialize the virtual smart card manager."),
    ("TPMVSCMGR_ERROR_VTPMSMARTCARD_CREATE", "Failed to create the virtual smart card manager."),
    ("TPMVSCMGR_ERROR_VTPMSMARTCARD_DESTROY", "Failed to destroy the virtual smart card manager."),
    ("TPMVSCMGR_ERROR_VGIDSSIMULATOR_INITIALIZE", "Failed to initialize the virtual smart card simulator."),
    ("TPMVSCMGR_ERROR_VGIDSSIMULATOR_CREATE", "Failed to create the virtual smart card simulator."),
    ("TPMVSCMGR_ERROR_VGIDSSIMULATOR_DESTROY", "Failed to destroy the virtual smart card simulator."),
    ("TPMVSCMGR_ERROR_VGIDSSIMULATOR_WRITE_PROPERTY", "Failed to configure the virtual smart card simulator."),
    ("TPMVSCMGR_ERROR_VGIDSSIMULATOR_READ_PROPERTY", "Failed to find the specified virtual smart card simulator."),
    ("TPMVSCMGR_ERROR_VREADER_INITIALIZE", "Failed to initialize the virtual smart card reader."),
    ("TPMVSCMGR_ERROR_VREADER_CREATE", "Failed to create the virtual smart card reader."),
    ("TPMVSCMGR_ERROR_VREADER_DESTROY", "Failed to destroy the virtual smart card reader."),
    ("TPMVSCMGR_ERROR_GENERATE_LOCATE_READER", "Failed to connect to the TPM smart card."),
    ("TPMVSCMGR_ERROR_GENERATE_FILESYSTEM", "Failed to generate the file system on the TPM smart card."),
    ("TPMVSCMGR_ERROR_CARD_CREATE", "Unable to create the TPM smart card."),
    ("TPMVSCMGR_ERROR_CARD_DESTROY", "Unable to destroy the TPM smart card."),
]
Code = TpmVscMgrStatus | TpmVscMgrErrorCode
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]
both_enums = pytest.mark.parametrize("codes", [TpmVscMgrStatus, TpmVscMgrErrorCode])
every_code = pytest.mark.parametrize("code", [*TpmVscMgrStatus, *TpmVscMgrErrorCode], ids=lambda code: code.c_name)


@pytest.mark.parametrize(
    ("codes", "prefix", "header"),
    [(TpmVscMgrStatus, "TPMVSCMGR_STATUS_", STATUSES), (TpmVscMgrErrorCode, "TPMVSCMGR_ERROR_", ERRORS)],
)
def test_members_are_those_of_the_header(codes: Codes, prefix: str, header: list[tuple[str, str]]) -> None:
    assert [(code.c_name, code.description) for code in codes] == header
    assert [code.value for code in codes] == list(range(len(header)))
    assert [prefix + name for name in codes.__members__] == [name for name, _ in header]


@every_code
@pytest.mark.parametrize("attribute", ["c_name", "description", "name", "value"])
def test_attributes_are_read_only(code: Code, attribute: str) -> None:
    with pytest.raises(AttributeError):
        setattr(code, attribute, "changed")


@every_code
def test_a_member_survives_a_copy(code: Code) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(code, protocol)) is code
    assert copy.copy(code) is code
    assert copy.deepcopy([code])[0] is code


@both_enums
def test_a_pickle_names_the_package_only(codes: Codes) -> None:
    assert b"_codes" not in pickle.dumps(codes(1))
    assert codes.__module__ == "tpmvscmgr"


@every_code
def test_a_member_is_its_number(code: Code) -> None:
    number = int(code)
    assert code == number
    assert hash(code) == hash(number)
    assert {number: "found"}[code] == "found"
    assert json.loads(json.dumps({"code": code})) == {"code": number}
    assert f"{code}" == str(code) == format(code) == str(number)
    assert f"{code:02X}" == f"{number:02X}"
    assert type(code)(number) is type(code)[code.name] is code


@both_enums
def test_members_compare_as_numbers(codes: Codes) -> None:
    assert codes(5) < codes(6) <= 6
    assert sorted(codes, key=lambda code: code) == list(range(len(codes)))


def test_match_takes_members() -> None:
    match TpmVscMgrErrorCode(17):
        case TpmVscMgrErrorCode.CARD_CREATE:
            matched = True
        case _:
            matched = False
    assert matched


@every_code
def test_a_member_is_found_by_the_name_of_its_constant(code: Code) -> None:
    assert type(code)(code.c_name) is code


@both_enums
@pytest.mark.parametrize(
    "code", [-1, 99, 2**31, "12", "CARD_CREATED", "tpmvscmgr_status_card_created", None, [], object()]
)
def test_an_unknown_code_is_named_and_what_is_allowed_told(codes: Codes, code: object) -> None:
    with pytest.raises(ValueError, match=f"is not a valid {codes.__name__}") as error:
        codes(code)  # type: ignore[arg-type]
    told = str(error.value)
    assert told.startswith(repr(code))
    assert f"0 to {max(codes):d}" in told
    assert told.endswith(codes(0).c_name)


@both_enums
def test_what_is_no_source_is_not_shown(codes: Codes) -> None:
    """The class names the package as its module, whose file does not have it."""
    with pytest.raises(OSError, match=r"."):
        inspect.getsource(codes)


def test_an_error_code_is_not_an_exception() -> None:
    assert not issubclass(TpmVscMgrErrorCode, BaseException)
