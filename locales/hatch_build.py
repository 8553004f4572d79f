"""Build hook: compiles the .po files of this folder into the package, with the index of negotiated tags.

Source: hatch's manual, "Custom build hook"; pyproject.toml names this file under [tool.hatch].
"""

from __future__ import annotations

import io
import os
import runpy
import tempfile
from locale import locale_alias
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Subtags = tuple[str, str, str]

PACKAGED = "tpmvscmgr/locales"


class CatalogBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        files = compiled(root)
        if version == "editable":  # Python will import from src, so the files must be there
            write(root / "src" / PACKAGED, files)
            return
        # Builds of one checkout may run at the same time, so each has a folder of its own.
        self.folder = tempfile.TemporaryDirectory()
        write(Path(self.folder.name), files)
        build_data["force_include"] |= {str(Path(self.folder.name, name)): f"{PACKAGED}/{name}" for name in files}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self.folder.cleanup()


def compiled(root: Path) -> dict[str, bytes]:
    """Return the files of the package's folder of catalogs, by their paths in it."""
    files = {}
    for po in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
        file = io.BytesIO()
        with po.open("rb") as po_file:
            try:
                write_mo(file, read_po(po_file, abort_invalid=True))
            except (PoFileError, ValueError) as error:  # a ValueError: the file is not in UTF-8
                error.add_note(f"in {po}")
                raise
        files[po.relative_to(root / "locales").with_suffix(".mo").as_posix()] = file.getvalue()
    if not files:
        message = f"no catalogs: {root / 'locales'} has no <locale>/LC_MESSAGES/*.po"
        raise FileNotFoundError(message)
    # Not by import: an installed package may be of another version.
    negotiation = runpy.run_path(str(root / "src/tpmvscmgr/_negotiation.py"))
    names = frozenset({"en", *(name.partition("/")[0] for name in files)})
    files["index.txt"] = "".join(index_lines(negotiation, names)).encode("ascii")
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
    for path in folder.glob("*/LC_MESSAGES/*.mo"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink(missing_ok=True)


def index_lines(negotiation: dict[str, Any], names: frozenset[str]) -> Iterator[str]:
    """Yield the lines of the index: names of catalogs, and the tags that they serve.

    The index has every language that a catalog serves, and of these languages the tags that are
    likely to be asked for.
    """
    tags = {negotiation["index_key"](*subtags) for subtags in likely_subtags(names, negotiation["parse_tag"])}
    answers = {tag: negotiation["negotiate"](tag, names) for tag in sorted(tags)}
    languages = {tag.partition("_")[0] for tag, lineage in answers.items() if lineage}
    lines: dict[tuple[str, ...], list[str]] = {}
    for tag, lineage in answers.items():
        if tag.partition("_")[0] in languages:
            lines.setdefault(lineage, []).append(tag)
    for lineage, served in sorted(lines.items()):
        yield f"{' '.join(lineage)}: {' '.join(served)}\n"


def likely_subtags(names: frozenset[str], parse_tag: Callable[[str], Subtags | None]) -> set[Subtags]:
    """Return the subtags of the catalogs, of CLDR's locales and of X11's names.

    They come with and without their scripts, and with aliases of languages and territories.
    """
    tags = [*names, *locale_identifiers(), *get_global("parent_exceptions"), *locale_alias]
    found = {subtags for tag in tags if (subtags := parse_tag(tag))}
    found |= {(language, "", territory) for language, _, territory in found}
    language_aliases, territory_aliases = get_global("language_aliases"), get_global("territory_aliases")
    for alias, language in language_aliases.items():
        if len(alias) == 2:
            found |= {(alias, script, territory) for known, script, territory in found if known == language}
    for alias, territories in territory_aliases.items():
        if len(alias) == 2:
            found |= {(language, script, alias) for language, script, known in found if known == territories[0]}
    return found | {(language, "", "") for language in ("und", *language_aliases, *(known for known, _, _ in found))}
