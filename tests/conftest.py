"""What the tests share."""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent


# Folders of tests that need more than the extra `test`. They run when they are named, as .ci/run does.
NAMED_ONLY = {"cldr", "fuzz", "peers", "shipping", "windows"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the folders that need more, unless an argument names them."""
    named = {part for argument in config.args for part in Path(argument.partition("::")[0]).parts}
    is_left_out = collection_path.parent == ROOT / "tests" and collection_path.name in NAMED_ONLY - named
    return True if is_left_out else None


@pytest.fixture(autouse=True)
def _no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the colours of argparse and of tracebacks, whatever pytest itself is told about colours."""
    for name in ("FORCE_COLOR", "PYTHON_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


def mo_bytes(messages: Mapping[str, str]) -> bytes:
    """Return the content of a .mo file with these msgids and translations."""
    catalog = Catalog(charset="utf-8")
    for msgid, msgstr in messages.items():
        catalog.add(msgid, msgstr)
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def pybabel(command: str, cwd: Path) -> None:
    """Run a pybabel command as a page has it."""
    arguments = [sys.executable, "-m", "babel.messages.frontend", *shlex.split(command)[1:]]
    subprocess.run(arguments, cwd=cwd, check=True, capture_output=True)


class WriteMo(Protocol):
    """The fixture write_mo_file."""

    def __call__(self, locale: str, content: Mapping[str, str] | bytes) -> Path: ...


@pytest.fixture
def write_mo_file(tmp_path: Path) -> WriteMo:
    """Write a catalog into tmp_path, in gettext layout."""

    def write(locale: str, content: Mapping[str, str] | bytes) -> Path:
        path = tmp_path / locale / "LC_MESSAGES" / "tpmvscmgr.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else mo_bytes(content))
        return path

    return write
