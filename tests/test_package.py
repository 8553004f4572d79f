"""The package as a whole: what importing it costs, what it hands on, and that its documentation is true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import runpy
import subprocess
import sys
from importlib.metadata import entry_points, metadata, version
from pathlib import Path

import pytest

import tpmvscmgr

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


def test_the_import_is_cheap() -> None:
    modules = loaded("import tpmvscmgr")
    assert "tpmvscmgr.catalog" in modules
    assert not modules & DEAR


def test_a_message_by_the_catalogs_name_loads_no_babel() -> None:
    modules = loaded(
        "import tpmvscmgr; assert tpmvscmgr.status_message(12, 'de') != tpmvscmgr.status_message(12, 'en')"
    )
    assert "gettext" in modules
    assert not {module for module in modules if module.split(".")[0] in {"babel", "logging", "typing"}}


def test_a_negotiated_message_loads_the_core_of_babel_alone() -> None:
    modules = loaded("import tpmvscmgr; tpmvscmgr.status_message(12, 'zh-HK')")
    assert "babel.core" in modules
    assert not {"babel.support", "babel.messages"} & modules


def test_the_face_is_sorted_and_whole() -> None:
    assert tpmvscmgr.__all__ == sorted(tpmvscmgr.__all__)
    assert all(hasattr(tpmvscmgr, name) for name in tpmvscmgr.__all__)


def test_the_version_is_that_of_the_installed_package() -> None:
    assert tpmvscmgr.__version__ == version("tpmvscmgr")
    assert "__version__" not in vars(tpmvscmgr)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tpmvscmgr.nothing  # noqa: B018


def test_the_metadata_is_whole() -> None:
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
            members = [
                member
                for member in vars(thing)
                if not member.startswith("_") and member not in getattr(thing, "__members__", ())
            ]
            found += [(f"{name}.{member}", vars(thing)[member]) for member in members]
    return found


@pytest.mark.parametrize(("name", "thing"), public(), ids=[name for name, _ in public()])
def test_each_public_docstring_names_its_source_and_has_an_example(name: str, thing: object) -> None:
    text = inspect.getdoc(thing)
    assert text, f"{name} has no docstring"
    assert ">>>" in text, f"{name}: the docstring has no example"
    if not isinstance(thing, property):
        assert "Source: " in text, f"{name}: the docstring does not say where the facts are from"


MODULES = [module.name for module in pkgutil.iter_modules(tpmvscmgr.__path__, "tpmvscmgr.") if "__" not in module.name]


@pytest.mark.parametrize("name", ["tpmvscmgr", *MODULES])
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_pyinstaller_is_told_of_every_catalog() -> None:
    [hook_dirs] = entry_points(group="pyinstaller40", module="tpmvscmgr.__pyinstaller")
    [directory] = hook_dirs.load()()
    datas = runpy.run_path(str(Path(directory, "hook-tpmvscmgr.py")))["datas"]
    catalogs = {Path(source).parts[-3] for source, _ in datas if source.endswith(".mo")}
    assert catalogs | {"en"} == set(tpmvscmgr.available_locales())
    assert any("dist-info" in target for _, target in datas)
