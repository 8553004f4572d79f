"""Build hook: compiles the .po files of this folder into the package, where the wheel takes them from.

Source: hatch's manual, "Custom build hook"; pyproject.toml names this file under [tool.hatch].
"""

import shutil
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        source = Path(self.root, "locales")
        target = Path(self.root, "src/tpmvscmgr/locales")
        shutil.rmtree(target, ignore_errors=True)
        catalogs = sorted(source.glob("*/LC_MESSAGES/*.po"))
        if not catalogs:
            message = f"no catalogs: {source} has no <locale>/LC_MESSAGES/*.po"
            raise FileNotFoundError(message)
        for po in catalogs:
            mo = target / po.relative_to(source).with_suffix(".mo")
            mo.parent.mkdir(parents=True)
            with po.open("rb") as po_file, mo.open("wb") as mo_file:
                try:
                    write_mo(mo_file, read_po(po_file, abort_invalid=True))
                except PoFileError as error:
                    error.add_note(f"in {po}")
                    raise
        build_data["artifacts"].append("/src/tpmvscmgr/locales/**/*.mo")
