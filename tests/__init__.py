"""The tests: one file for each module of src and locales, named after it."""
