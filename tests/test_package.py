"""The package as a whole: what importing it costs, what it hands on, and that its documentation is true."""

from __future__ import annotations

import inspect
import pkgutil
import pydoc
import re
import runpy
import shutil
import subprocess
import sys
from importlib.metadata import entry_points, metadata, version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tpmvscmgr
from tpmvscmgr._codes import Code

from .test_readme import WINDOWS_LANGUAGES

if TYPE_CHECKING:
    from .conftest import WriteMo

DEAR = {
    "babel",
    "gettext",
    "re",
    "logging",
    "typing",
    "importlib.resources",
    "importlib.metadata",
    "argparse",
    "ctypes",
}


def loaded(code: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after this code, beyond those it starts with."""
    program = f"import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_the_import_loads_enum_and_little_else() -> None:
    # enum loads functools before Python 3.13, and the first message loads it in any case.
    needed = loaded("import enum, functools")
    modules = {name for name in loaded("import tpmvscmgr") - needed if not name.startswith("tpmvscmgr")}
    assert modules <= {"__future__"}
    assert not loaded("import tpmvscmgr") & DEAR


WINDOWS_TAGS = [tag for language in WINDOWS_LANGUAGES for tag in (language, f"{language.replace('-', '_')}.UTF-8")]
OTHER_TAGS = [
    "C",
    "POSIX",
    "C.UTF-8",
    "en_US.UTF-8",
    "zh-hans",
    "mn-MN",
    "zh-Hant-AQ",
    "zh-Hant-ZZ",
    "Japanese_Japan.932",
    "English_New Zealand.1252",
    "german",
    "deu",
    "ca-ES-valencia",
    "no language",
    "xx_YY.UTF-8",
    "xx_YY",
    "zh-HK",
    "de-LI",
    "no",
]
ASK_ALL = """\
import tpmvscmgr
for tag in {}:
    catalog = tpmvscmgr.MessageCatalog()
    assert catalog.status_message(12, tag) and catalog.error_message(17, tag) and catalog.negotiate_locale(tag)
"""


def test_no_tag_loads_babel() -> None:
    modules = loaded(ASK_ALL.format([*WINDOWS_TAGS, *OTHER_TAGS]))
    assert "gettext" in modules
    assert not {module for module in modules if module.split(".")[0] in {"babel", "locale", "logging", "typing"}}


def test_a_language_of_an_applications_own_loads_no_babel(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {tpmvscmgr.TpmVscMgrStatus(12).description: "own"})
    ask = ASK_ALL.format([*WINDOWS_TAGS, *OTHER_TAGS, "tlh-US"])
    modules = loaded(ask.replace("MessageCatalog()", f"MessageCatalog({str(tmp_path)!r})"))
    assert not {module for module in modules if module.split(".")[0] in {"babel", "locale"}}


@pytest.mark.parametrize("variable", ["LANGUAGE", "LC_ALL", "LANG"])
def test_the_users_own_language_loads_no_babel(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    # Set in the program, because not every Python starts with a locale that the system lacks.
    own = f"import os; os.environ[{variable!r}] = 'de_DE.UTF-8'\n"
    modules = loaded(f"{own}import tpmvscmgr as t; assert t.status_message(12) == t.status_message(12, 'de')")
    assert not {module for module in modules if module.split(".")[0] in {"babel", "ctypes", "locale"}}


def test_the_public_names_are_these() -> None:
    assert tpmvscmgr.__all__ == [
        "MessageCatalog",
        "TpmVscMgrErrorCode",
        "TpmVscMgrStatus",
        "available_locales",
        "error_message",
        "error_messages",
        "negotiate_locale",
        "status_message",
        "status_messages",
    ]
    assert all(hasattr(tpmvscmgr, name) for name in tpmvscmgr.__all__)
    assert {getattr(tpmvscmgr, name).__module__ for name in tpmvscmgr.__all__ if name[0].isupper()} == {"tpmvscmgr"}


def test_no_module_but_the_package_is_public() -> None:
    assert [module.name for module in pkgutil.iter_modules(tpmvscmgr.__path__) if module.name[0] != "_"] == []


def test_help_shows_every_public_name_and_no_address() -> None:
    text = pydoc.plain(pydoc.render_doc(tpmvscmgr))
    for name in tpmvscmgr.__all__:
        assert re.search(rf"^    (class )?{name}\(", text, re.MULTILINE), name
    assert " at 0x" not in text
    assert "__firstlineno__" not in text


VENDORED = """\
import pickle
from app._vendor import tpmvscmgr as t
for thing in (t.TpmVscMgrStatus(12), t.TpmVscMgrErrorCode(17), t.status_message, t.status_messages("de")):
    assert pickle.loads(pickle.dumps(thing)) == thing
assert pickle.loads(pickle.dumps(t.MessageCatalog())).status_message(12, "de") == t.status_message(12, "de")
assert t.TpmVscMgrStatus.__module__ == "app._vendor.tpmvscmgr"
"""


def test_a_vendored_copy_pickles(tmp_path: Path) -> None:
    shutil.copytree(Path(tpmvscmgr.__file__).parent, tmp_path / "app/_vendor/tpmvscmgr")
    subprocess.run([sys.executable, "-c", VENDORED], cwd=tmp_path, check=True)


def test_the_version_is_that_of_the_installed_package() -> None:
    assert tpmvscmgr.__version__ == version("tpmvscmgr")
    assert "__version__" not in vars(tpmvscmgr)
    with pytest.raises(AttributeError, match=r"^module 'tpmvscmgr' has no attribute 'nothing'$"):
        tpmvscmgr.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_copy_without_metadata_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tpmvscmgr, "__name__", "not-installed")
    with pytest.raises(AttributeError, match=r"'__version__', because the package has no metadata$"):
        tpmvscmgr.__version__  # noqa: B018


def test_the_metadata_is_complete() -> None:
    fields = metadata("tpmvscmgr")
    assert fields["License-Expression"] == "MIT"
    assert fields["Requires-Python"] == ">=3.11"
    assert fields.get_all("Requires-Dist", [])[0].startswith("babel")
    assert "Typing :: Typed" in fields.get_all("Classifier", [])
    assert fields["Keywords"]
    assert fields.get_all("Project-URL") is None


def public() -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name in tpmvscmgr.__all__:
        thing = getattr(tpmvscmgr, name)
        found.append((name, thing))
        if inspect.isclass(thing):
            members = [member for member in dir(thing) if member in vars(Code) or member in vars(thing)]
            found += [
                (f"{name}.{member}", inspect.getattr_static(thing, member))
                for member in members
                if not member.startswith("_") and member not in getattr(thing, "__members__", ())
            ]
    return found


needs_docstrings = pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO drops docstrings")


@needs_docstrings
@pytest.mark.parametrize(("name", "thing"), public(), ids=[name for name, _ in public()])
def test_each_public_docstring_names_its_source_and_has_an_example(name: str, thing: object) -> None:
    text = inspect.getdoc(thing)
    assert text, f"{name} has no docstring"
    assert ">>>" in text, f"{name}: the docstring has no example"
    if not isinstance(thing, property):
        assert "Source: " in text, f"{name}: the docstring does not say where the facts are from"


def test_pyinstaller_is_told_of_every_catalog() -> None:
    pytest.importorskip("PyInstaller", reason="there is no PyInstaller for PyPy")
    [hook_dirs] = entry_points(group="pyinstaller40", module="tpmvscmgr.__pyinstaller")
    [directory] = hook_dirs.load()()
    datas = runpy.run_path(str(Path(directory, "hook-tpmvscmgr.py")))["datas"]
    catalogs = {Path(source).parts[-3] for source, _ in datas if source.endswith(".mo")}
    assert catalogs | {"en"} == set(tpmvscmgr.available_locales())
    assert any("dist-info" in target for _, target in datas)
