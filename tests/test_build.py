"""locales/hatch_build.py and pyproject.toml: what the wheel and the sdist contain."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import tpmvscmgr
from tpmvscmgr import available_locales

from .conftest import ROOT

SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".github", "src", "tests", "locales")


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


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("sdist")
    tree = copy_tree(work / "tree")
    editable(tree)  # leaves files behind, which must not get into the sdist
    return build(tree, "sdist", work / "out")


def editable(tree: Path) -> Path:
    """Build what an editable install needs, and return the package's folder."""
    shutil.rmtree(tree / "out", ignore_errors=True)
    build(tree, "wheel:editable", tree / "out")
    shutil.rmtree(tree / "out")
    return tree / "src/tpmvscmgr"


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def catalogs(wheel: Path) -> set[str]:
    return {name.split("/")[2] for name in names(wheel) if name.endswith(".mo")}


def test_the_wheel_has_every_catalog_and_no_source_of_one(wheel: Path) -> None:
    assert catalogs(wheel) | {"en"} == set(available_locales())
    assert len(catalogs(wheel)) == len(list(ROOT.glob("locales/*/LC_MESSAGES/*.po")))
    assert not [name for name in names(wheel) if name.endswith((".po", ".pot"))]


def test_the_wheel_has_the_whole_package_and_nothing_else(wheel: Path) -> None:
    package = Path(tpmvscmgr.__file__).parent
    modules = {f"tpmvscmgr/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")}
    packaged = {name for name in names(wheel) if not name.endswith(".mo") and ".dist-info/" not in name}
    assert packaged == {*modules, "tpmvscmgr/py.typed"}
    assert wheel.name.endswith("-py3-none-any.whl")


def test_there_is_no_console_script(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [entry_points] = [
            archive.read(name).decode() for name in archive.namelist() if name.endswith("entry_points.txt")
        ]
    assert entry_points.split("\n")[0] == "[pyinstaller40]"
    assert "console_scripts" not in entry_points


def test_the_wheel_is_the_same_when_built_again(wheel: Path, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    for file in tree.rglob("*"):
        os.utime(file, (1, 1))
    assert sha256(build(tree, "wheel", tmp_path / "one")) == sha256(wheel)
    assert sha256(build(tree, "wheel", tmp_path / "two")) == sha256(wheel)


def test_the_sdist_has_the_sources_and_rebuilds_the_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = tarfile.data_filter if hasattr(tarfile, "data_filter") else None  # from 3.11.4 on
        archive.extractall(tmp_path)  # noqa: S202  our own
    [tree] = tmp_path.iterdir()
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    assert {name.partition("/")[0] for name in files} == {*SOURCES, "PKG-INFO", ".gitignore"}
    assert {"locales/tpmvscmgr.pot", "locales/hatch_build.py", "tests/data/icu_locale_matches.json"} < files
    assert {".github/CONTRIBUTING.md", "locales/README.md"} < files
    assert not [name for name in files if name.endswith((".mo", "_names.py"))]
    assert sha256(build(tree, "wheel", tmp_path / "out")) == sha256(wheel)


def test_an_editable_install_has_the_files_of_the_wheel(wheel: Path, tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    package = editable(tree)
    package.joinpath("locales/tlh/LC_MESSAGES").mkdir(parents=True)
    package.joinpath("locales/tlh/LC_MESSAGES/tpmvscmgr.mo").touch()
    package = editable(tree)
    files = {path.relative_to(tree / "src").as_posix() for path in package.rglob("*") if path.is_file()}
    assert files == {name for name in names(wheel) if name.startswith("tpmvscmgr/")}
    with zipfile.ZipFile(wheel) as archive:
        for name in files:
            assert (tree / "src" / name).read_bytes() == archive.read(name)


def test_a_language_is_added_by_one_file(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    added = tree / "locales/tlh/LC_MESSAGES/tpmvscmgr.po"
    added.parent.mkdir(parents=True)
    text = (ROOT / "locales/de/LC_MESSAGES/tpmvscmgr.po").read_text(encoding="utf-8")
    added.write_text(
        text.replace("Language: de", "Language: tlh").replace("wurde erstellt", "Qapla'"), encoding="utf-8"
    )
    wheel = build(tree, "wheel", tmp_path / "out")
    assert catalogs(wheel) | {"en"} == {*available_locales(), "tlh"}
    program = "from tpmvscmgr import *; print(negotiate_locale('tlh-US'), status_message(12, 'tlh'))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {program}"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.stdout.decode().startswith("tlh Die TPM-Smartcard Qapla'")


def test_a_language_that_is_removed_leaves_the_package(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    build(tree, "wheel", tmp_path / "one")
    shutil.rmtree(tree / "locales/de")
    assert "de" not in catalogs(build(tree, "wheel", tmp_path / "two"))


def test_a_build_without_catalogs_fails(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    for po in tree.glob("locales/*/LC_MESSAGES/*.po"):
        po.unlink()
    with pytest.raises(RuntimeError, match="no catalogs"):
        build(tree, "wheel", tmp_path / "out")


def test_a_build_with_a_broken_catalog_fails(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    with (tree / "locales/de/LC_MESSAGES/tpmvscmgr.po").open("a") as po:
        po.write("msgid without quotes\n")
    with pytest.raises(RuntimeError, match=r"in .*de.LC_MESSAGES.tpmvscmgr\.po"):
        build(tree, "wheel", tmp_path / "out")


def test_a_build_with_a_catalog_that_is_not_in_utf_8_fails(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path / "tree")
    po = tree / "locales/de/LC_MESSAGES/tpmvscmgr.po"
    po.write_bytes(po.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(RuntimeError, match=r"in .*de.LC_MESSAGES.tpmvscmgr\.po"):
        build(tree, "wheel", tmp_path / "out")
