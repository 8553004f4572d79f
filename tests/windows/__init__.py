"""The package on Windows: `.ci/run` sets a Python for Windows up, and starts these by name."""
