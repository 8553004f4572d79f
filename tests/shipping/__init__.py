"""The package in every form that Python programs are shipped in; .ci/run starts this by `pytest tests/shipping`."""
