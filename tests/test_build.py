"""locales/hatch_build.py and pyproject.toml: what the wheel and the sdist contain."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

import tpmvscmgr
from tpmvscmgr import TpmVscMgrStatus, available_locales

from .conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".ci", ".github", "src", "tests", "locales")
GERMAN = "locales/de/LC_MESSAGES/tpmvscmgr.po"


def build(tree: Path, target: str, out: Path) -> Path:
    """Build with hatchling, as pip does, and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout)
    [file] = out.iterdir()
    return file


def copy_tree(tree: Path) -> Path:
    """Copy the sources, without what a build or a test left there."""
    tree.mkdir()
    left_out = shutil.ignore_patterns("__pycache__", "*.mo", "_names.py", ".*")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=left_out)
        else:
            shutil.copy(source, tree / name)
    shutil.copy(ROOT / ".gitignore", tree)
    for path in tree.rglob("*"):
        path.chmod(path.stat().st_mode | 0o200)  # the checkout may be read-only
    return tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("wheel")
    return build(copy_tree(work / "tree"), "wheel", work / "out")


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def catalogs(wheel: Path) -> set[str]:
    return {name.split("/")[2] for name in contents(wheel) if name.endswith(".mo")}


def test_the_wheel_has_the_whole_package_and_nothing_else(wheel: Path) -> None:
    package = Path(tpmvscmgr.__file__).parent
    files = {f"tpmvscmgr/{path.relative_to(package).as_posix()}" for path in package.rglob("*") if path.is_file()}
    files = {name for name in files if not name.endswith(".pyc")}
    assert {name for name in contents(wheel) if ".dist-info/" not in name} == files
    assert catalogs(wheel) | {"en"} == {*available_locales()}
    assert len(catalogs(wheel)) == len(list(ROOT.glob("locales/*/LC_MESSAGES/*.po")))
    assert {"tpmvscmgr/py.typed", "tpmvscmgr/_cldr.LICENSE"} < files
    assert wheel.name.endswith("-py3-none-any.whl")


def test_there_is_no_console_script(wheel: Path) -> None:
    [entry_points] = [content for name, content in contents(wheel).items() if name.endswith("entry_points.txt")]
    assert entry_points.decode().split() == [
        "[pyinstaller40]",
        "hook-dirs",
        "=",
        "tpmvscmgr.__pyinstaller:get_hook_dirs",
    ]


def test_the_sdist_has_the_sources_and_rebuilds_the_wheel(wheel: Path, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    build(tree, "wheel:editable", tmp_path / "editable")  # leaves files behind, which must not get into the sdist
    with tarfile.open(build(tree, "sdist", tmp_path / "sdist")) as archive:
        archive.extraction_filter = tarfile.data_filter if hasattr(tarfile, "data_filter") else None  # from 3.11.4 on
        archive.extractall(tmp_path / "out")  # noqa: S202  our own
    [unpacked] = tmp_path.joinpath("out").iterdir()
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {name.partition("/")[0] for name in files} == {*SOURCES, "PKG-INFO", ".gitignore"}
    assert {"locales/tpmvscmgr.pot", "locales/hatch_build.py", "tests/data/icu_locale_matches.json"} < files
    assert not [name for name in files if name.endswith((".mo", "_names.py"))]
    assert contents(build(unpacked, "wheel", tmp_path / "again")) == contents(wheel)


def test_an_editable_install_has_the_files_of_the_wheel(wheel: Path, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    stale = tree / "src/tpmvscmgr/locales/tlh/LC_MESSAGES/tpmvscmgr.mo"
    stale.parent.mkdir(parents=True)
    stale.touch()
    build(tree, "wheel:editable", tmp_path / "out")
    found = {
        f"tpmvscmgr/{path.relative_to(tree / 'src/tpmvscmgr').as_posix()}": path.read_bytes()
        for path in tree.joinpath("src/tpmvscmgr").rglob("*")
        if path.is_file()
    }
    assert found == {name: content for name, content in contents(wheel).items() if name.startswith("tpmvscmgr/")}


def test_a_language_is_added_by_one_file_and_removed_by_its_end(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    added = tree / "locales/tlh/LC_MESSAGES/tpmvscmgr.po"
    added.parent.mkdir(parents=True)
    with (tree / GERMAN).open("rb") as source:
        catalog = read_po(source)
    catalog[TpmVscMgrStatus.CARD_CREATED.description].string = "Qapla'!"
    with added.open("wb") as target:
        write_po(target, catalog)
    shutil.rmtree(tree / "locales/de")
    wheel = build(tree, "wheel", tmp_path / "out")
    assert catalogs(wheel) | {"en"} == {*available_locales(), "tlh"} - {"de"}
    program = "from tpmvscmgr import *; print(negotiate_locale('tlh-US'), status_message(12, 'tlh'))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {program}"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.stdout.decode().split() == ["tlh", "Qapla'!"]


def none(tree: Path) -> None:
    for po in tree.glob("locales/*/LC_MESSAGES/*.po"):
        po.unlink()


def without_quotes(tree: Path) -> None:
    with (tree / GERMAN).open("a", encoding="utf-8") as po:
        po.write("msgid without quotes\n")


def not_in_utf_8(tree: Path) -> None:
    po = tree / GERMAN
    po.write_bytes(po.read_text(encoding="utf-8").encode("latin-1"))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (none, "no catalogs"),
        (without_quotes, r"in .*de.LC_MESSAGES.tpmvscmgr\.po"),
        (not_in_utf_8, r"in .*de.LC_MESSAGES.tpmvscmgr\.po"),
    ],
)
def test_a_build_without_good_catalogs_fails(spoil: Callable[[Path], None], message: str, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    spoil(tree)
    with pytest.raises(RuntimeError, match=message):
        build(tree, "wheel", tmp_path / "out")
