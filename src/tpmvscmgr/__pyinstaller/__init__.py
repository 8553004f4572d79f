"""Tells PyInstaller where to find the hook that adds the catalogs to a frozen program."""

import os


def get_hook_dirs() -> list[str]:
    """Return this directory, as the entry point ``pyinstaller40`` asks for it.

    Source: PyInstaller manual, "Providing PyInstaller Hooks with your Package".
    """
    return [os.path.dirname(__file__)]
