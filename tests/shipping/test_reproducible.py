"""One commit, one wheel: the oldest and the newest build tools write the same package.

Takes the network.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.test_build import copy_tree

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
OLDEST = [f"{requirement.replace('>=', '==')}.0" for requirement in NEWEST]


def package(requirements: list[str], work: Path) -> dict[str, bytes]:
    """Build a wheel with these, and return what it has, but for what names the build tool."""
    python = work / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *requirements], check=True)
    tree = copy_tree(work / "tree")
    subprocess.run([python, "-m", "hatchling", "build", "-t", "wheel", "-d", work / "dist"], cwd=tree, check=True)
    [wheel] = work.joinpath("dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


@pytest.mark.skipif(sys.platform == "win32", reason="made for Linux")
def test_the_oldest_and_the_newest_build_tools_write_the_same_package(tmp_path: Path) -> None:
    folders = tmp_path / "oldest", tmp_path / "newest"
    for folder in folders:
        folder.mkdir()
    oldest, newest = (package(tools, folder) for tools, folder in zip((OLDEST, NEWEST), folders, strict=True))
    assert oldest == newest
    assert any(name.endswith(".mo") for name in newest)
