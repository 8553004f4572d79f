"""Coverage-guided fuzz of loading a .mo file: python -m tests.fuzz.fuzz_mo NEW tests/fuzz/corpus/mo.

NEW is a directory for the inputs that it finds. Whatever the bytes, fourteen messages come back, each a text, and
neither memory nor time is lost.
"""

import logging
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tpmvscmgr", "gettext"]):
    import gettext  # noqa: F401  instrumented before localedir imports it

    from tpmvscmgr import MessageCatalog, TpmVscMgrStatus

logging.disable()
FOLDER = tempfile.TemporaryDirectory()
FILE = Path(FOLDER.name, "de/LC_MESSAGES/tpmvscmgr.mo")
FILE.parent.mkdir(parents=True)
FILE.touch()


def fuzz(data: bytes) -> None:
    FILE.write_bytes(data)
    messages = MessageCatalog(FOLDER.name).status_messages("de")
    assert list(messages) == list(TpmVscMgrStatus)
    assert all(isinstance(message, str) and message for message in messages.values())


atheris.Setup(sys.argv, fuzz)
atheris.Fuzz()
