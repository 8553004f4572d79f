"""What the tests share."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tpmvscmgr import _catalog

ROOT = Path(__file__).parent.parent
WriteMo = Callable[[str, Mapping[str, str] | bytes], Path]  # the type of the fixture write_mo_file


def data(name: str) -> Any:  # noqa: ANN401  what JSON has
    """Return what a file in tests/data says."""
    return json.loads((ROOT / "tests/data" / name).read_text(encoding="utf-8"))


AVAILABLE = frozenset(data("icu_locale_matches.json")["available"])


@pytest.fixture
def _known_catalogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only the packaged catalogs for which the tests are written, so that one more language changes no answer."""
    monkeypatch.setattr(_catalog, "PACKAGED_NAMES", AVAILABLE)
    monkeypatch.setattr(_catalog._packaged, "_names", AVAILABLE)
    monkeypatch.setattr(_catalog._packaged, "_known", {})


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


@pytest.fixture
def write_mo_file(tmp_path: Path) -> WriteMo:
    """Write a catalog into tmp_path, in gettext layout."""

    def write(locale: str, content: Mapping[str, str] | bytes) -> Path:
        path = tmp_path / locale / "LC_MESSAGES" / "tpmvscmgr.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else mo_bytes(content))
        return path

    return write
