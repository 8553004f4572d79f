"""Coverage-guided fuzz of the negotiation: python -m tests.fuzz.fuzz_negotiation NEW tests/fuzz/corpus/negotiation.

NEW is a directory for the inputs that it finds. Any text is answered by available names or none, the same in
any capitals.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tpmvscmgr"]):
    from tpmvscmgr import MessageCatalog, TpmVscMgrErrorCode, TpmVscMgrStatus
    from tpmvscmgr._negotiation import negotiate

CATALOG = MessageCatalog()
AVAILABLE = frozenset(CATALOG.available_locales())


def fuzz(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    code = provider.ConsumeIntInRange(-2, 20)
    tag = provider.ConsumeUnicode(sys.maxsize)
    lineage = negotiate(tag, AVAILABLE)
    assert set(lineage) <= AVAILABLE
    assert negotiate(tag.swapcase(), AVAILABLE) == lineage or not tag.isascii()
    assert CATALOG.negotiate_locale(tag) == (negotiate(tag.strip()[:255], AVAILABLE) or ("en",))[0]
    status = CATALOG.status_message(code, tag, default=None)
    assert (status is None) == (code not in set(TpmVscMgrStatus))
    error = CATALOG.error_message(code, tag, default=None)
    assert (error is None) == (code not in set(TpmVscMgrErrorCode))
    assert negotiate(tag, frozenset({tag})) == (tag,)


atheris.Setup(sys.argv, fuzz)
atheris.Fuzz()
