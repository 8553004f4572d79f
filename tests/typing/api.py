"""The public face as mypy and pyright see it; checked by them, run by nobody."""

from collections.abc import Mapping
from pathlib import Path
from typing import assert_type

from babel import Locale

import tpmvscmgr
from tpmvscmgr import (
    MessageCatalog,
    TpmVscMgrStatus,
    available_locales,
    negotiate_locale,
    status_message,
    status_messages,
)

status = TpmVscMgrStatus(12)
assert_type(status, TpmVscMgrStatus)
assert_type(TpmVscMgrStatus["CARD_CREATED"], TpmVscMgrStatus)
assert_type(status.c_name, str)
assert_type(status.description, str)
assert_type(list(TpmVscMgrStatus), list[TpmVscMgrStatus])
number: int = status

assert_type(status_message(status), str)
assert_type(status_message(12, "de"), str)
assert_type(status_message(12, Locale("de")), str)
assert_type(status_message(12, ["de", Locale("fr")]), str)
assert_type(status_message(12, locale=None), str)
assert_type(status_message(12, "de", default=None), str | None)
assert_type(status_message(12, "de", default=b""), str | bytes)
assert_type(status_messages("de"), Mapping[TpmVscMgrStatus, str])
assert_type(available_locales(), tuple[str, ...])
assert_type(negotiate_locale(preferred=("de", "fr")), str)
assert_type(tpmvscmgr.__version__, str)

catalog = MessageCatalog(Path("locales"))
assert_type(catalog.status_message(12), str)
assert_type(MessageCatalog("locales").status_message(12, default=0), str | int)
assert_type(MessageCatalog(localedir=None).available_locales(), tuple[str, ...])

status.description = "changed"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
status.c_name = "changed"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
status_message("12")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
status_message(12, 5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
status_messages("de")[status] = ""  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
