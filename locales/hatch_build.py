"""Build hook: compiles the .po files of this folder into the package, and writes the list of their names.

Source: hatch's manual, "Custom build hook"; pyproject.toml names this file under [tool.hatch].
"""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        package = root / "src/tpmvscmgr"
        sources = sorted(root.glob("locales/*/LC_MESSAGES/tpmvscmgr.po"))
        if not sources:
            message = f"no catalogs: {root / 'locales'} has no <locale>/LC_MESSAGES/tpmvscmgr.po"
            raise FileNotFoundError(message)
        compiled = {po: BytesIO() for po in sources}
        for po, file in compiled.items():
            try:
                with po.open("rb") as source:
                    write_mo(file, read_po(source, abort_invalid=True))
            except Exception as error:  # Babel has many for what can be wrong with a file
                error.add_note(f"in {po}")
                raise
        shutil.rmtree(package / "locales", ignore_errors=True)
        for po, file in compiled.items():
            mo = package / po.relative_to(root).with_suffix(".mo")
            mo.parent.mkdir(parents=True)
            mo.write_bytes(file.getvalue())
        names = sorted({"en", *(po.parts[-3] for po in sources)})
        text = f"# written by the build\nPACKAGED_NAMES = frozenset({names!a})\n"
        (package / "_names.py").write_text(text, encoding="ascii", newline="\n")
