"""Carries the messages of the two enums into the template, and from there into the catalogs: python locales/update.py.

A message that is new or changed has no translation then, and English is used in its place. With the option --keep, a
changed message keeps its translations: for an English message that still says the same.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parent.parent
HEADER = "# Translations template for PROJECT. No native speaker has reviewed them yet; a review is welcome."


def extract(root: Path = ROOT) -> Catalog:
    """Return the template that the sources below a folder give."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    options = ["--no-default-keywords", "-k", "N_", "-c", "Translators:", "-s", "--add-location=file"]
    header = [f"--header-comment={HEADER}", "--project=tpmvscmgr", f"--version={version}"]
    people = ["--msgid-bugs-address=none", "--last-translator=none"]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(root):  # pybabel writes the path as it is given
        template = Path(folder, "tpmvscmgr.pot")
        arguments = [*options, *header, *people, "-o", str(template), "src/tpmvscmgr/_codes.py"]
        CommandLineInterface().run(["pybabel", "--quiet", "extract", *arguments])  # type: ignore[no-untyped-call]
        return read(template)


def read(path: Path) -> Catalog:
    """Return the template or the catalog in a file."""
    with path.open("rb") as file:
        return read_po(file)


def facts(catalog: Catalog) -> list[tuple[object, ...]]:
    """Return what a catalog says of each message; how lines are broken is Babel's affair."""
    return [
        (message.id, message.string, " ".join(message.auto_comments), message.locations)
        for message in catalog
        if message.id
    ]


def write(path: Path, catalog: Catalog, width: int) -> None:
    """Write a catalog, unless the file says the same already."""
    if facts(catalog) != facts(read(path)):
        with path.open("wb") as file:
            write_po(file, catalog, width=width, ignore_obsolete=True)


def update(root: Path = ROOT, *, keep: bool) -> None:
    """Write the template below a folder, and all catalogs that are not as it is now."""
    path = root / "locales/tpmvscmgr.pot"
    old, template = read(path), extract(root)
    if keep and len(old) != len(template):
        sys.exit(
            "--keep can neither add nor remove messages: take that change back, run this, make the change again, "
            "and run 'python locales/update.py'"
        )
    # A message that is still in the template has only moved.
    changed = [(before.id, after.id) for before, after in zip(old, template, strict=False) if before.id not in template]
    write(path, template, width=120)
    for path in sorted(root.glob("locales/*/LC_MESSAGES/tpmvscmgr.po")):
        catalog = read(path)
        for before, after in changed if keep else []:
            if message := catalog.get(before):
                catalog.add(after, message.string, user_comments=message.user_comments)
        catalog.update(template, no_fuzzy_matching=True)
        write(path, catalog, width=76)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="let changed messages keep their translations")
    update(keep=parser.parse_args().keep)
