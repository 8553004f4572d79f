"""Who else reads our catalogs, and whose codes become our messages: each the real package."""

from __future__ import annotations

import gettext
import importlib
import struct
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from babel import Locale

from tests.test_readme import README, WEB_EXAMPLE
from tpmvscmgr import (
    TpmVscMgrErrorCode,
    TpmVscMgrStatus,
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
Codes = type[TpmVscMgrStatus | TpmVscMgrErrorCode]
both_enums = pytest.mark.parametrize(
    ("codes", "message"),
    [(TpmVscMgrStatus, status_message), (TpmVscMgrErrorCode, error_message)],
    ids=["status", "error"],
)


def assert_same_words(name: str, translate: Callable[[str], str]) -> None:
    assert {status: translate(status.description) for status in TpmVscMgrStatus} == status_messages(name)
    assert {error: translate(error.description) for error in TpmVscMgrErrorCode} == error_messages(name)


def test_gettext_babel_and_jinja_read_a_catalog() -> None:
    from babel.support import Translations
    from jinja2 import Environment

    translations = gettext.translation("tpmvscmgr", PACKAGED, ["fr"])
    assert_same_words("fr", translations.gettext)
    assert_same_words("ja", Translations.load(PACKAGED, ["ja"], "tpmvscmgr").gettext)
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    assert_same_words("fr", lambda text: environment.from_string("{% trans %}" + text + "{% endtrans %}").render())


def test_flask_babel_reads_a_catalog() -> None:
    from flask import Flask
    from flask_babel import Babel
    from flask_babel import gettext as translate

    app = Flask("console")
    Babel(
        app,
        locale_selector=lambda: "sr_Latn",
        default_translation_directories=PACKAGED,
        default_domain="tpmvscmgr",
    )
    with app.test_request_context():
        assert_same_words("sr_Latn", translate)


def configure_django() -> None:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    django.setup()


def test_django_reads_a_catalog() -> None:
    from django.utils.translation.trans_real import DjangoTranslation

    configure_django()
    assert_same_words("zh_Hant", DjangoTranslation("zh-hant", domain="tpmvscmgr", localedirs=[PACKAGED]).gettext)


@both_enums
def test_impacket_decodes_and_prints_a_code_from_the_wire(
    codes: Codes, message: Callable[[int, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    from impacket.dcerpc.v5.ndr import NDRCALL, NDRENUM

    class Enumeration(NDRENUM):  # type: ignore[misc]
        enumItems = codes  # noqa: N815  impacket's name

    class Report(NDRCALL):  # type: ignore[misc]
        structure = (("Code", Enumeration),)

    for code in codes:
        call, sent = Report(struct.pack("<H", code)), Report()
        sent["Code"] = code
        assert message(call["Code"], "de") == message(code, "de")
        assert sent.getData()[:2] == struct.pack("<H", code)
    Enumeration(struct.pack("<H", 12)).dump()
    assert codes(12).name in capsys.readouterr().out


@both_enums
def test_pydantic_msgspec_and_orjson_take_an_enum(codes: Codes, message: Callable[[int, str], str]) -> None:
    import msgspec
    import orjson
    from pydantic import TypeAdapter, validate_call

    adapter = TypeAdapter(codes)
    assert adapter.validate_python(12) is adapter.validate_json("12") is codes(12)
    assert adapter.dump_json(codes(12)) == b"12"
    assert validate_call(message)(12, "de") == message(12, "de")
    assert msgspec.json.decode(b"12", type=codes) is codes(12)
    assert msgspec.json.encode({"code": codes(12)}) == orjson.dumps({"code": codes(12)}) == b'{"code":12}'


@both_enums
def test_sqlalchemy_takes_an_enum(codes: Codes, message: Callable[[int, str], str]) -> None:
    import sqlalchemy as sa

    table = sa.Table("log", sa.MetaData(), sa.Column("code", sa.Enum(codes)), sa.Column("number", sa.Integer))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(code=codes(12), number=codes(12)))
        [(code, number)] = connection.execute(sa.select(table))
    engine.dispose()
    assert (code, number) == (codes(12), 12)
    assert message(code, "de") == message(number, "de")


def test_a_lazy_object_is_what_it_stands_for() -> None:
    from django.utils.functional import lazystr
    from flask_babel import LazyString
    from werkzeug.local import LocalProxy

    locales = ["de_AT", Locale("de"), 1031, ["tlh", "de"]]
    for proxy in (LocalProxy(partial(locales.__getitem__, number)) for number in range(4)):
        assert negotiate_locale(proxy) == "de"
    assert negotiate_locale(LazyString(lambda: "de")) == negotiate_locale(lazystr("de")) == "de"
    assert status_message(12, lazystr("zh-hans")) == status_message(12, "zh_Hans")


def test_the_readmes_lines_for_the_web_are_true() -> None:
    import babel
    import django.utils.translation
    import flask
    import flask_babel

    configure_django()
    names: dict[str, Any] = {
        "babel": babel,
        "django": django,
        "flask": flask,
        "flask_babel": flask_babel,
        "negotiate_locale": negotiate_locale,
    }
    of_flask_babel, of_django, of_flask, of_header, lang, direction = WEB_EXAMPLE.splitlines()

    def name_after(line: str) -> object:
        exec(line, names)  # noqa: S102  our own
        return names["name"]

    app = flask.Flask("console")
    flask_babel.Babel(app, locale_selector=lambda: "pt_PT")
    with app.test_request_context(headers={"Accept-Language": "*, de;q=0, en;q=0.5"}):
        assert name_after(of_flask) == "en"
    with app.test_request_context(headers={"Accept-Language": "de;q=0, zh-HK;q=0.9, en;q=0.5"}):
        assert name_after(of_flask_babel) == "pt_PT"
        assert name_after(of_flask) == "zh_Hant"
    for names["header"], found in (("tlh,zh-TW;q=0.9, de;q=0.8", "zh_Hant"), ("*", "en"), (None, "en")):
        assert name_after(of_header) == found
    names["name"] = "zh_Hant"
    exec(lang, names)  # noqa: S102  our own
    assert names["lang"] == "zh-Hant"
    with django.utils.translation.override("ar-eg"):
        assert name_after(of_django) == "ar"
    exec(direction, names)  # noqa: S102  our own
    assert names["text_direction"] == "rtl"
    with django.utils.translation.override(None):
        assert name_after(of_flask_babel) == name_after(of_django) == "en"


def test_the_readmes_line_for_a_column_of_lcids_is_true() -> None:
    line = 'frame["lcid"].map(negotiate_locale)'
    assert f": `{line}`\n" in README, f"README.md must have this line for pandas: {line}"
    frame = importlib.import_module("pandas").DataFrame({"lcid": [1031, 1028, 0]})
    assert list(eval(line, {"frame": frame, "negotiate_locale": negotiate_locale})) == ["de", "zh_Hant", "en"]  # noqa: S307
    assert negotiate_locale(frame["lcid"][0]) == "de"  # a NumPy integer


@both_enums
@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("pandas", 'frame["code"].map(status_messages("de"))'),
        ("pandas", 'frame["name"].map(lambda name: status_message(name, "de", default=None))'),
        ("polars", 'frame["code"].replace_strict(status_messages("de"), default=None)'),
    ],
)
def test_the_readmes_lines_for_a_column_are_true(
    package: str, line: str, codes: Codes, message: Callable[[int, str], str]
) -> None:
    assert f": `{line}`\n" in README, f"README.md must have this line for {package}: {line}"
    columns = {"code": [12, 0, 12, 99], "name": [codes(12).c_name, codes(0).c_name, codes(12).c_name, "?"]}
    messages = status_messages if codes is TpmVscMgrStatus else error_messages
    names = {"frame": importlib.import_module(package).DataFrame(columns)}
    names |= {"status_messages": messages, "status_message": message}
    *known, unknown = eval(line, names)  # noqa: S307  our own
    assert known == [message(code, "de") for code in (12, 0, 12)]
    assert not isinstance(unknown, str)
