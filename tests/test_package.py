"""The package as a whole: what importing it costs, what it hands on, and what its documentation must have."""

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


def loaded(code: str, cwd: Path | None = None) -> set[str]:
    """Return the modules that a fresh Python has loaded after this code, beyond those it starts with."""
    program = f"import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=cwd)
    return set(done.stdout.split())


def test_the_import_loads_enum_and_little_else() -> None:
    # enum loads functools before Python 3.13, and the first message loads it in any case.
    needed = loaded("import enum, functools")
    assert {name for name in loaded("import tpmvscmgr") - needed if not name.startswith("tpmvscmgr")} <= {"__future__"}


ASK_ALL = """\
import os
os.environ["LANGUAGE"] = "tlh:de_DE.UTF-8"
import tpmvscmgr
for catalog in (tpmvscmgr.MessageCatalog(), tpmvscmgr.MessageCatalog(".")):
    for locale in {}:
        assert catalog.status_message(12, locale) and catalog.error_message(17, locale)
"""


def test_no_look_up_loads_babel_or_anything_else_that_is_expensive(write_mo_file: WriteMo, tmp_path: Path) -> None:
    write_mo_file("tlh", {tpmvscmgr.TpmVscMgrStatus(12).description: "own"})
    locales = [
        *WINDOWS_LANGUAGES,
        "mn-MN",
        "Japanese_Japan.932",
        "tlh-US",
        "deu",
        "no language",
        1031,
        ["x", "de"],
        None,
    ]
    modules = {name.partition(".")[0] for name in loaded(ASK_ALL.format(locales), tmp_path)}
    assert "gettext" in modules
    assert not modules & {"argparse", "babel", "ctypes", "importlib", "locale", "logging", "typing"}


def test_the_public_names_are_these() -> None:
    functions = ["available_locales", "error_message", "error_messages", "negotiate_locale", "status_message"]
    classes = ["MessageCatalog", "TpmVscMgrErrorCode", "TpmVscMgrStatus"]
    assert tpmvscmgr.__all__ == ["LocaleLike", *classes, *functions, "status_messages"]
    assert {getattr(tpmvscmgr, name).__module__ for name in classes} == {"tpmvscmgr"}
    assert [module.name for module in pkgutil.iter_modules(tpmvscmgr.__path__) if module.name[0] != "_"] == []


def test_help_shows_every_public_name_and_no_address() -> None:
    text = pydoc.plain(pydoc.render_doc(tpmvscmgr))
    for name in tpmvscmgr.__all__:
        assert re.search(rf"^    (class )?{name}( = |\()", text, re.MULTILINE), name
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


def test_the_version_is_that_of_the_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tpmvscmgr.__version__ == version("tpmvscmgr")
    assert "__version__" not in vars(tpmvscmgr)
    with pytest.raises(AttributeError, match=r"^module 'tpmvscmgr' has no attribute 'nothing'$"):
        tpmvscmgr.nothing  # type: ignore[attr-defined]  # noqa: B018
    monkeypatch.setattr(tpmvscmgr, "__name__", "not-installed")  # a copy without metadata
    with pytest.raises(AttributeError, match=r"'__version__', because the package has no metadata$"):
        tpmvscmgr.__version__  # noqa: B018


def test_the_metadata_is_complete() -> None:
    fields = metadata("tpmvscmgr")
    assert fields["License-Expression"] == "MIT AND Unicode-3.0"
    assert fields.get_all("License-File") == ["LICENSE", "src/tpmvscmgr/_cldr.LICENSE"]
    assert fields["Requires-Python"] == ">=3.11"
    [babel] = [name for name in fields.get_all("Requires-Dist", []) if "extra ==" not in name]
    assert babel.startswith("babel>=")
    assert "Typing :: Typed" in fields.get_all("Classifier", [])
    assert fields["Keywords"]


def documented() -> list[tuple[str, object]]:
    """Return what is public and has a docstring, by its name."""
    found: list[tuple[str, object]] = []
    for name in tpmvscmgr.__all__[1:]:  # all but LocaleLike
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


@pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO drops docstrings")
@pytest.mark.parametrize(("name", "thing"), documented(), ids=[name for name, _ in documented()])
def test_each_public_docstring_names_its_source_and_has_an_example(name: str, thing: object) -> None:
    text = inspect.getdoc(thing)
    assert text, f"{name} has no docstring"
    assert ">>>" in text, f"{name}: the docstring has no example"
    if not isinstance(thing, property):
        assert "Source: " in text, f"{name}: the docstring does not say where the facts are from"
    if name.startswith("TpmVscMgr") and "." not in name:
        assert "    c_name: " in text, f"{name}: help() shows the attributes of an enum only if its docstring has them"
        assert "    description: " in text, f"{name}: as c_name"


def test_pyinstaller_finds_every_catalog() -> None:
    [hook_dirs] = entry_points(group="pyinstaller40", module="tpmvscmgr.__pyinstaller")
    [directory] = hook_dirs.load()()
    assert [path.name for path in Path(directory).glob("hook-*.py")] == ["hook-tpmvscmgr.py"]
    pytest.importorskip("PyInstaller", reason="the extra dev has it")
    datas = runpy.run_path(str(Path(directory, "hook-tpmvscmgr.py")))["datas"]
    catalogs = {Path(source).parts[-3] for source, _ in datas if source.endswith(".mo")}
    assert catalogs | {"en"} == {*tpmvscmgr.available_locales()}
    assert any("dist-info" in target for _, target in datas)
