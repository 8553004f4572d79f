"""Coverage-guided fuzz of the negotiation: python -m tests.fuzz.fuzz_negotiation NEW tests/fuzz/corpus/negotiation.

NEW is a directory for the inputs that it finds. Any text is answered by one of the available names or None, the same
whatever its capitals, and every message comes from the catalog so named.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tpmvscmgr"]):
    from tpmvscmgr import MessageCatalog, TpmVscMgrStatus, available_locales
    from tpmvscmgr.negotiation import negotiate

AVAILABLE = frozenset(available_locales())
CATALOG = MessageCatalog()


def fuzz(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    code = provider.ConsumeIntInRange(-2, 20)
    tag = provider.ConsumeUnicode(sys.maxsize)
    best = negotiate(tag, AVAILABLE)
    assert best is None or best in AVAILABLE
    assert negotiate(tag.swapcase(), AVAILABLE) == best or not tag.isascii()
    assert CATALOG.negotiate_locale(tag) == (best or "en")
    message = CATALOG.status_message(code, tag, default=None)
    assert (message is None) == (code not in set(TpmVscMgrStatus))
    own = negotiate(tag, frozenset({tag}))
    assert own == tag


atheris.Setup(sys.argv, fuzz)
atheris.Fuzz()
