"""Tests with other packages, those of the extra `peers`; .ci/run starts them by `pytest tests/peers`."""
