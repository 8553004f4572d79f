"""The public face as mypy and pyright see it; checked by them, run by nobody."""

from collections import UserString
from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

from babel import Locale

import tpmvscmgr
from tpmvscmgr import (
    LocaleLike,
    MessageCatalog,
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    available_locales,
    error_message,
    error_messages,
    negotiate_locale,
    status_message,
    status_messages,
)

status, error = TpmVscMgrStatus(12), TpmVscMgrErrorCode("TPMVSCMGR_ERROR_CARD_CREATE")
assert_type(status, TpmVscMgrStatus)
assert_type(error, TpmVscMgrErrorCode)
assert_type(TpmVscMgrStatus["CARD_CREATED"], TpmVscMgrStatus)
assert_type(list(TpmVscMgrErrorCode), list[TpmVscMgrErrorCode])
assert_type(status.c_name, str)
assert_type(error.description, str)
number: int = status

assert_type(status_message("TPMVSCMGR_STATUS_CARD_CREATED"), str)
assert_type(status_message(12, 1031), str)
assert_type(status_message(12, ["de", 1031, Locale("fr")]), str)
assert_type(status_message(12, UserString("de")), str)
assert_type(status_message(12, locale=None, default=None), str | None)
assert_type(status_message(12, "de", default=b""), str | bytes)
assert_type(error_message(error, Locale("de")), str)
assert_type(error_message(17, "de", default="?"), str)
assert_type(status_messages("de"), dict[TpmVscMgrStatus, str])
assert_type(error_messages("de"), dict[TpmVscMgrErrorCode, str])
assert_type(available_locales(), tuple[str, ...])
assert_type(negotiate_locale(locale=("de", "fr")), str)
assert_type(negotiate_locale("de", default=None), str | None)
assert_type(tpmvscmgr.__version__, str)


def of_a_request(accepted: Iterator[str], own: LocaleLike = None) -> str:
    return status_message(12, own) + negotiate_locale(accepted)


assert_type(MessageCatalog(Path("locales")).status_message(12), str)
assert_type(MessageCatalog(b"locales").error_message(17, default=0), str | int)
assert_type(MessageCatalog(localedir=None).error_messages(), dict[TpmVscMgrErrorCode, str])

status.description = "changed"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
error.c_name = "changed"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
status_message(12.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
error_message(b"12")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
status_message(12, 5.0)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
status_messages("de")[error] = ""  # type: ignore[index]  # pyright: ignore[reportArgumentType]
unknown = tpmvscmgr.TpmVscMgrStatuss  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
from tpmvscmgr import no_such_name  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnusedImport]  # noqa: E402, F401
