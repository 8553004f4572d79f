"""Carries the messages of the two enums into the template, and from there into the catalogs: python locales/update.py.

A message that is new or changed has no translation then, and English is used in its place.
"""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

from babel.messages.frontend import CommandLineInterface

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "locales/tpmvscmgr.pot"
HEADER = "# Translations template for PROJECT. No native speaker has reviewed them yet; a review is welcome."


def extract(template: Path, root: Path = ROOT) -> None:
    """Write the template, out of the sources below a folder."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    options = ["--no-default-keywords", "-k", "N_", "-c", "Translators:", "-s", "-w", "120", "--add-location=file"]
    header = [f"--header-comment={HEADER}", "--project=tpmvscmgr", f"--version={version}"]
    people = ["--msgid-bugs-address=none", "--last-translator=none"]
    sources = [f"src/tpmvscmgr/{name}.py" for name in ("_status", "_error_code")]
    with contextlib.chdir(root):  # pybabel writes the names of the sources as they are given
        pybabel("extract", *options, *header, *people, "-o", str(template), *sources)


def update() -> None:
    """Write the template and all catalogs."""
    extract(TEMPLATE)
    catalogs = ["-i", str(TEMPLATE), "-d", str(TEMPLATE.parent), "-D", "tpmvscmgr"]
    pybabel("update", "--no-fuzzy-matching", "--ignore-obsolete", *catalogs)


def pybabel(*arguments: str) -> None:
    """Run a command of pybabel."""
    CommandLineInterface().run(["pybabel", "--quiet", *arguments])  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    update()
