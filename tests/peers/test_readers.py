"""Who else reads our catalogs, and whose codes become our messages: each the real package."""

from __future__ import annotations

import gettext
import importlib
import re
import struct
from typing import TYPE_CHECKING, Any

import pytest
from babel import Locale

from tests.test_readme import README, WEB_EXAMPLE
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
from tpmvscmgr._catalog import _PACKAGED as PACKAGED

if TYPE_CHECKING:
    from collections.abc import Callable

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


@both_enums
def test_pydantic_takes_an_enum(codes: Codes, message: Callable[[int, str], str]) -> None:
    from pydantic import TypeAdapter, validate_call

    adapter = TypeAdapter(codes)
    assert adapter.validate_python(12) is codes(12)
    assert adapter.validate_json("12") is codes(12)
    assert adapter.dump_json(codes(12)) == b"12"
    assert validate_call(message)(12, "de") == message(12, "de")


@both_enums
def test_msgspec_takes_an_enum(codes: Codes, message: Callable[[int, str], str]) -> None:
    import msgspec

    assert msgspec.json.decode(b"12", type=codes) is codes(12)
    assert msgspec.json.encode({"code": codes(12)}) == b'{"code":12}'
    assert message(msgspec.json.decode(b"12", type=codes), "de") == message(12, "de")


@both_enums
def test_orjson_writes_an_enum_as_its_number(codes: Codes, message: Callable[[int, str], str]) -> None:
    import orjson

    assert orjson.dumps({"code": codes(12)}) == b'{"code":12}'
    assert orjson.loads(orjson.dumps({"text": message(codes(12), "de")})) == {"text": message(12, "de")}


@both_enums
def test_sqlalchemy_takes_an_enum(codes: Codes, message: Callable[[int, str], str]) -> None:
    import sqlalchemy as sa

    table = sa.Table("log", sa.MetaData(), sa.Column("code", sa.Enum(codes)), sa.Column("number", sa.Integer))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(code=codes(12), number=codes(12)))
        [(code, number)] = connection.execute(sa.select(table))
    assert (code, number) == (codes(12), 12)
    assert message(code, "de") == message(number, "de")
    engine.dispose()


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


def test_the_readmes_lines_for_the_web_are_true() -> None:
    import babel
    import django.utils.translation
    import flask
    import flask_babel
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    django.setup()
    names: dict[str, Any] = {
        "babel": babel,
        "django": django,
        "flask": flask,
        "flask_babel": flask_babel,
        "negotiate_locale": negotiate_locale,
    }
    of_flask_babel, of_django, of_flask, direction = WEB_EXAMPLE.splitlines()

    def name_after(line: str) -> object:
        exec(line, names)  # noqa: S102  our own
        return names["name"]

    app = flask.Flask("console")
    flask_babel.Babel(app, locale_selector=lambda: "pt_PT")
    with app.test_request_context(headers={"Accept-Language": "de;q=0, zh-HK;q=0.9, en;q=0.5"}):
        assert name_after(of_flask_babel) == "pt_PT"
        assert name_after(of_flask) == "zh_Hant"
    with django.utils.translation.override("ar-eg"):
        assert name_after(of_django) == "ar"
    exec(direction, names)  # noqa: S102  our own
    assert names["text_direction"] == "rtl"
    with django.utils.translation.override(None):
        assert name_after(of_flask_babel) == name_after(of_django) == "en"


@both_enums
@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_the_readmes_lines_for_a_column_are_true(
    package: str, codes: Codes, message: Callable[[int, str], str]
) -> None:
    [line] = re.findall(f"^- {package}: `(.*)`$", README, re.MULTILINE)
    frame = importlib.import_module(package).DataFrame({"code": [12, 0, 12, 99]})
    messages = status_messages if codes is TpmVscMgrStatus else error_messages
    *known, unknown = eval(line, {"frame": frame, "status_messages": messages})  # noqa: S307  our own
    assert known == [message(code, "de") for code in (12, 0, 12)]
    assert not isinstance(unknown, str)
