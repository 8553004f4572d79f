"""Build hook: compiles the .po files of this folder into the package, and writes the list of their names.

Source: hatch's manual, "Custom build hook"; pyproject.toml names this file under [tool.hatch].
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "tpmvscmgr"


class CatalogBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        files = compiled(root)
        if version == "editable":  # Python will import from src, so the files must be there
            write(root / "src" / PACKAGE, files)
            return
        # Builds of one checkout may run at the same time, so each has a folder of its own.
        self.folder = tempfile.TemporaryDirectory()
        write(Path(self.folder.name), files)
        build_data["force_include"] |= {str(Path(self.folder.name, name)): f"{PACKAGE}/{name}" for name in files}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self.folder.cleanup()


class PackagedCatalog(Catalog):
    """A catalog whose header has only what its readers need, not, for example, which Babel has compiled it."""

    def __iter__(self) -> Iterator[Message]:
        for message in super().__iter__():
            if not message.id:
                needed = re.findall("(?m)^(?:Language|Plural-Forms|Content-Type):.*", str(message.string))
                message.string = "\n".join([*needed, ""])
            yield message


def compiled(root: Path) -> dict[str, bytes]:
    """Return what the build adds to the package, by paths in it."""
    files = {}
    for po in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
        file = io.BytesIO()
        with po.open("rb") as po_file:
            try:
                catalog = PackagedCatalog()
                PoFileParser(catalog, abort_invalid=True).parse(po_file)
                write_mo(file, catalog)
            except Exception as error:  # Babel has many for what can be wrong with a file
                error.add_note(f"in {po}")
                raise
        files[po.relative_to(root).with_suffix(".mo").as_posix()] = file.getvalue()
    if not files:
        message = f"no catalogs: {root / 'locales'} has no <locale>/LC_MESSAGES/*.po"
        raise FileNotFoundError(message)
    names = sorted({"en", *(name.split("/")[1] for name in files)})
    files["_names.py"] = f"# written by the build\nPACKAGED_NAMES = frozenset({names!a})\n".encode("ascii")
    return files


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder, and delete catalogs that no longer exist.

    Each file is replaced atomically, so that no reader sees half a file.
    """
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(content)
        temporary.replace(path)
    for path in folder.glob("locales/*/LC_MESSAGES/*.mo"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink(missing_ok=True)
