"""Who else reads our catalogs, and whose codes become our messages: each the real package."""

from __future__ import annotations

import gettext
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from tests.test_readme import WEB_EXAMPLE
from tpmvscmgr import (
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
    available_locales,
    error_message,
    error_messages,
    negotiate_locale,
    status_message,
    status_messages,
)
from tpmvscmgr._localedir import PACKAGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# They warn of much that is their own affair.
pytestmark = pytest.mark.filterwarnings("default")

every_catalog = pytest.mark.parametrize("name", [name for name in available_locales() if name != "en"])


def assert_same_words(name: str, translate: Callable[[str], str]) -> None:
    assert {status: translate(status.description) for status in TpmVscMgrStatus} == status_messages(name)
    assert {error: translate(error.description) for error in TpmVscMgrErrorCode} == error_messages(name)


@every_catalog
def test_gettext_reads_them(name: str) -> None:
    assert_same_words(name, gettext.translation("tpmvscmgr", PACKAGED, [name]).gettext)


@every_catalog
def test_babel_reads_them(name: str) -> None:
    from babel.support import Translations

    assert_same_words(name, Translations.load(PACKAGED, [name], "tpmvscmgr").gettext)


@every_catalog
def test_flask_babel_reads_them(name: str) -> None:
    from flask import Flask
    from flask_babel import Babel
    from flask_babel import gettext as translate

    app = Flask("console")
    Babel(
        app,
        locale_selector=lambda: name,
        default_translation_directories=PACKAGED,
        default_domain="tpmvscmgr",
    )
    with app.test_request_context():
        assert_same_words(name, translate)


@every_catalog
def test_django_reads_them(name: str) -> None:
    from django.conf import settings
    from django.utils.translation import to_language
    from django.utils.translation.trans_real import DjangoTranslation

    if not settings.configured:
        settings.configure(USE_I18N=True)
    translation = DjangoTranslation(to_language(name), domain="tpmvscmgr", localedirs=[PACKAGED])
    assert_same_words(name, translation.gettext)


@every_catalog
def test_jinja_reads_them(name: str) -> None:
    from jinja2 import Environment

    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # the extension adds it
        gettext.translation("tpmvscmgr", PACKAGED, [name]), newstyle=True
    )
    assert_same_words(name, lambda text: environment.from_string("{% trans %}" + text + "{% endtrans %}").render())


both_enums = pytest.mark.parametrize(
    ("codes", "message"),
    [(TpmVscMgrStatus, status_message), (TpmVscMgrErrorCode, error_message)],
    ids=["status", "error"],
)
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]


@both_enums
def test_impacket_decodes_a_code_from_the_wire(codes: Codes, message: Callable[[int, str], str]) -> None:
    from impacket.dcerpc.v5.ndr import NDRCALL, NDRENUM

    class Enumeration(NDRENUM):  # type: ignore[misc]
        enumItems = codes  # noqa: N815  impacket's name

    class Report(NDRCALL):  # type: ignore[misc]
        structure = (("Code", Enumeration),)

    for code in codes:
        call = Report(struct.pack("<H", code))
        assert message(call["Code"], "de") == message(code, "de")
        assert codes(call["Code"]) is code
        sent = Report()
        sent["Code"] = code
        assert sent.getData()[:2] == struct.pack("<H", code)


@both_enums
def test_impacket_prints_the_members_name(
    codes: Codes, message: Callable[[int, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    from impacket.dcerpc.v5.ndr import NDRENUM

    class Enumeration(NDRENUM):  # type: ignore[misc]
        enumItems = codes  # noqa: N815  impacket's name

    Enumeration(struct.pack("<H", 12)).dump()
    assert codes(12).name in capsys.readouterr().out
    assert message(12, "de")


def test_a_local_proxy_of_werkzeug_is_what_it_stands_for() -> None:
    from flask_babel import LazyString
    from werkzeug.local import LocalProxy

    for locale in (LocalProxy(lambda: "de_AT"), LocalProxy(lambda: Locale("de")), LazyString(lambda: "de")):
        assert negotiate_locale(locale) == "de"
    assert status_message(12, LocalProxy(lambda: ["tlh", "de"])) == status_message(12, "de")


def test_a_lazy_string_of_django_is_a_string() -> None:
    from django.utils.functional import lazystr

    assert negotiate_locale(lazystr("de")) == "de"
    assert status_message(12, lazystr("zh-hans")) == status_message(12, "zh_Hans")


def test_the_readmes_example_is_true(tmp_path: Path) -> None:
    script = tmp_path / "example.txt"
    script.write_text(f">>> from tpmvscmgr import status_message\n{WEB_EXAMPLE}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "doctest", str(script)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
