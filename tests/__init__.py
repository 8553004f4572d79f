"""The tests: one file for each room of src and locales, named after it."""
