"""The tests. The first line of each file says what it tests."""
