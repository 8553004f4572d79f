"""Coverage-guided fuzz of loading a .mo file: python -m tests.fuzz.fuzz_mo NEW tests/fuzz/corpus/mo.

NEW is a directory for the inputs that it finds. Whatever the bytes, every message comes back as a text, and neither
memory nor time is lost.
"""

import logging
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tpmvscmgr", "gettext"]):
    import gettext  # noqa: F401  instrumented before _catalog imports it

    from tpmvscmgr import MessageCatalog, TpmVscMgrErrorCode, TpmVscMgrStatus

logging.disable()
FOLDER = tempfile.TemporaryDirectory()
FILE = Path(FOLDER.name, "de/LC_MESSAGES/tpmvscmgr.mo")
FILE.parent.mkdir(parents=True)
FILE.touch()


def fuzz(data: bytes) -> None:
    FILE.write_bytes(data)
    catalog = MessageCatalog(FOLDER.name)
    statuses, errors = catalog.status_messages("de"), catalog.error_messages("de")
    assert (list(statuses), list(errors)) == (list(TpmVscMgrStatus), list(TpmVscMgrErrorCode))
    assert all(isinstance(message, str) and message for message in (*statuses.values(), *errors.values()))


atheris.Setup(sys.argv, fuzz)
atheris.Fuzz()
