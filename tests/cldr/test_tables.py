"""src/tpmvscmgr/_cldr.py is what locales/cldr.py writes with the Babel that it names."""

from __future__ import annotations

import re
import runpy
from importlib.metadata import version

from tests.conftest import ROOT
from tpmvscmgr import _cldr


def test_the_tables_are_what_the_script_writes() -> None:
    [named] = re.findall(r"Babel ([0-9.]+)", str(_cldr.__doc__))
    script = runpy.run_path(str(ROOT / "locales/cldr.py"))
    assert version("babel") == named, f"install Babel {named}, which the tables name; this is Babel {version('babel')}"
    assert script["module"]() == script["MODULE"].read_text(encoding="utf-8"), (
        f"src/tpmvscmgr/_cldr.py is not what locales/cldr.py writes with Babel {named}: do not edit it, but "
        "the script, and run 'python locales/cldr.py'"
    )
