"""Who else reads our catalogs, and whose codes become our messages: each the real package."""

from __future__ import annotations

import gettext
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_readme import EXAMPLES, PEERS
from tpmvscmgr import TpmVscMgrStatus, available_locales, localedir, status_message, status_messages

if TYPE_CHECKING:
    from collections.abc import Callable

# They warn of much that is their own affair.
pytestmark = pytest.mark.filterwarnings("default")

PACKAGED = str(Path(localedir.__file__).with_name("locales"))
every_catalog = pytest.mark.parametrize("name", [name for name in available_locales() if name != "en"])


def assert_same_words(name: str, translate: Callable[[str], str]) -> None:
    messages = status_messages(name)
    assert {status: translate(status.description) for status in TpmVscMgrStatus} == messages


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


@pytest.mark.parametrize("status", TpmVscMgrStatus)
def test_impacket_decodes_a_status_from_the_wire(status: TpmVscMgrStatus) -> None:
    from impacket.dcerpc.v5.ndr import NDRCALL, NDRENUM

    class TPMVSCMGR_STATUS(NDRENUM):  # type: ignore[misc]  # noqa: N801  named as in [MS-TPMVSC]
        enumItems = TpmVscMgrStatus  # noqa: N815  impacket's name

    class ReportProgress(NDRCALL):  # type: ignore[misc]
        structure = (("Status", TPMVSCMGR_STATUS),)

    call = ReportProgress(struct.pack("<H", status))
    assert status_message(call["Status"], "de") == status_messages("de")[status]
    assert TpmVscMgrStatus(call["Status"]) is status

    sent = ReportProgress()
    sent["Status"] = status
    assert sent.getData()[:2] == struct.pack("<H", status)


def test_impacket_prints_the_members_name(capsys: pytest.CaptureFixture[str]) -> None:
    from impacket.dcerpc.v5.ndr import NDRENUM

    class Status(NDRENUM):  # type: ignore[misc]
        enumItems = TpmVscMgrStatus  # noqa: N815  impacket's name

    Status(struct.pack("<H", 12)).dump()
    assert "CARD_CREATED" in capsys.readouterr().out


@pytest.mark.parametrize("package", PEERS)
def test_the_readmes_example_is_true(package: str, tmp_path: Path) -> None:
    [example] = [text for text in EXAMPLES if f"from {package}" in text]
    script = tmp_path / "example.txt"
    script.write_text(f">>> from tpmvscmgr import status_message\n{example}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "doctest", str(script)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
