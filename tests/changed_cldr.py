"""Changes Babel's CLDR data as CLDR itself changes it twice a year: pytest -p tests.changed_cldr.

The suite must find nothing: what a test expects comes from a standard, from tests/data, or from the project itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.core import get_global
from babel.localedata import load
from babel.messages import plurals

if TYPE_CHECKING:
    from typing import Any


def change(table: Any, **rows: object) -> None:  # noqa: ANN401  Babel's tables are dicts that it calls read-only
    """Change or add rows of a table, and delete those that are to be None."""
    for key, value in rows.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value


change(get_global("likely_subtags"), sr_ME="sr_Cyrl_ME", de="de_Latn_AT", und="fr_Latn_FR", zh_TW="zh_Hans_TW")
change(
    get_global("parent_exceptions"), en_AT="en", nn="nb", en_PH="en_001", en_US_POSIX="en_US", pt_AO="pt", es_MX="es"
)
change(get_global("language_aliases"), bs="sr_Latn", sh=None, iw=None, no="nb")
change(get_global("territory_aliases"), UK=None, DEU=["AT"], DE=["AT"])
change(load("en")["languages"], he="Ivrit", el="Hellenic", de="Alemannic")
change(load("en")["territories"], JP="Nippon", HK="Hong Kong")
change(plurals.PLURALS, de=(3, "n>1"), ja=(2, "(n != 1)"), hu=(2, "(n > 1)"), fr=(1, "0"))
