"""What PyInstaller cannot see by following imports: the catalogs, and the metadata for __version__.

It follows an import of Babel that only type checkers do. A program that imports Babel itself still gets it.
"""

from PyInstaller.utils.hooks import collect_data_files, copy_metadata

datas = [*collect_data_files("tpmvscmgr", includes=["locales"]), *copy_metadata("tpmvscmgr")]
excludedimports = ["babel"]
