"""Whatever hypothesis finds: a locale is answered, a default keeps exceptions away, a file is used or warned about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tpmvscmgr import (
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
from tpmvscmgr._negotiation import negotiate

from .test_catalog_layers import GOOD

pytest.importorskip("hypothesis", reason="there is no hypothesis for PyPy")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import WriteMo

AVAILABLE = frozenset(available_locales())
# A slow machine is not a failure, and a checkout may be read-only.
settings.register_profile("patient", settings(deadline=None, database=None))
settings.load_profile("patient")


@given(st.text(st.characters(exclude_categories=[])) | st.lists(st.text()))
def test_any_locale_is_answered_by_a_catalog(locale: str | list[str]) -> None:
    name = negotiate_locale(locale)
    assert name in available_locales()
    assert status_messages(locale) == status_messages(name)


@given(st.integers() | st.text() | st.floats() | st.decimals() | st.none() | st.binary(), st.text())
def test_with_a_default_nothing_raises(code: int, locale: str) -> None:
    message = status_message(code, locale, default=None)
    assert message is None or message == status_messages(locale)[TpmVscMgrStatus(code)]
    message = error_message(code, locale, default=None)
    assert message is None or message == error_messages(locale)[TpmVscMgrErrorCode(code)]


@given(st.text() | st.from_regex(r"[A-Za-z]{1,8}([-_@.][A-Za-z0-9]{1,8}){0,5}"))
def test_any_tag_is_answered_by_names(tag: str) -> None:
    assert set(negotiate(tag, AVAILABLE)) <= AVAILABLE
    assert negotiate(tag, AVAILABLE | {tag})[0] == tag


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_are_read_or_warned_about(
    data: st.DataObject, write_mo_file: WriteMo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = bytearray(data.draw(st.binary(max_size=200) | st.just(GOOD)))
    for position in data.draw(st.lists(st.integers(0, max(len(content) - 1, 0)), max_size=8)):
        content[position : position + 1] = data.draw(st.binary(min_size=1, max_size=1))
    write_mo_file("de", bytes(content))
    caplog.clear()
    catalog = MessageCatalog(tmp_path)
    messages = [*catalog.status_messages("de").values(), *catalog.error_messages("de").values()]
    assert all(type(message) is str and message for message in messages)
    packaged = [*status_messages("de").values(), *error_messages("de").values()]
    assert (messages == packaged) == bool(caplog.records)
