"""_codes.py: the enums are those of tpmvscmgr.h, and ordinary IntEnums."""

from __future__ import annotations

import copy
import inspect
import json
import pickle

import pytest

from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus

from .conftest import data

HEADER = data("tpmvscmgr_h.json")
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]
both_enums = pytest.mark.parametrize("codes", [TpmVscMgrStatus, TpmVscMgrErrorCode])


@pytest.mark.parametrize(
    ("codes", "name"), [(TpmVscMgrStatus, "TPMVSCMGR_STATUS"), (TpmVscMgrErrorCode, "TPMVSCMGR_ERROR")]
)
def test_members_are_those_of_the_header(codes: Codes, name: str) -> None:
    found = {code.c_name: code.description for code in codes}
    assert found == HEADER[name], "the enum and tests/data/tpmvscmgr_h.json must have the same codes and messages"
    assert [code.c_name for code in codes] == [f"{name}_{member}" for member in codes.__members__] == [*HEADER[name]]
    assert list(codes) == list(range(len(HEADER[name])))


@both_enums
def test_a_member_is_its_number(codes: Codes) -> None:
    for number, code in enumerate(codes):
        assert f"{code}" == str(code) == json.dumps(code) == str(number)
        assert (codes(number), codes(code.c_name), codes[code.name]) == (code, code, code)
        for again in (pickle.loads(pickle.dumps(code)), copy.deepcopy(code)):
            assert again is code


@both_enums
@pytest.mark.parametrize("attribute", ["c_name", "description"])
def test_attributes_are_read_only(codes: Codes, attribute: str) -> None:
    with pytest.raises(AttributeError):
        setattr(codes(1), attribute, "changed")


@both_enums
def test_the_public_name_of_the_module_is_the_package(codes: Codes) -> None:
    assert b"_codes" not in pickle.dumps(codes(1))
    with pytest.raises(OSError, match=r"."):  # the package's file does not have the source
        inspect.getsource(codes)


@both_enums
@pytest.mark.parametrize(
    "code", [-1, 99, 2**31, "12", "CARD_CREATED", "tpmvscmgr_status_card_created", None, [], object()]
)
def test_the_error_names_an_unknown_code_and_what_is_allowed(codes: Codes, code: object) -> None:
    with pytest.raises(ValueError, match=f"is not a valid {codes.__name__}") as error:
        codes(code)  # type: ignore[arg-type]
    message = str(error.value)
    assert message.startswith(repr(code))
    assert f"0 to {max(codes):d}" in message
    assert message.endswith(codes(0).c_name)
