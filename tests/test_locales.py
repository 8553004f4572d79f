"""locales/: each check fails with a sentence that tells a translator what to do."""

from __future__ import annotations

import re
import runpy
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import tpmvscmgr
from tpmvscmgr import TpmVscMgrErrorCode, TpmVscMgrStatus
from tpmvscmgr._cldr import LIKELY_SUBTAGS

from .conftest import ROOT, data

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LOCALES = ROOT / "locales"
POT = LOCALES / "tpmvscmgr.pot"
EXEMPLARS = data("exemplars.json")["exemplars"]
NOUNS = data("nouns.json")["nouns"]
UPDATE = runpy.run_path(str(LOCALES / "update.py"))
# Where neither a full stop nor the mark of the language's own script ends a sentence.
FINAL_MARKS = {"ja": "。", "zh": "。", "th": "", "lo": ""}
# CLDR has these among the auxiliary characters: 虚拟 and 销毁 are how Windows says "virtual" and "destroy" there.
BEYOND_CLDR = {"zh_Hans": "虚毁"}
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# Names that keep their Latin letters in every script.
NAMES = ("TPM", "PIN", "PUK")
every_catalog = pytest.mark.parametrize(
    "po", sorted(LOCALES.glob("*/LC_MESSAGES/tpmvscmgr.po")), ids=lambda po: po.parts[-3]
)


def name_of(po: Path) -> str:
    return po.parts[-3]


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(po: Path) -> list[Message]:
    return [message for message in read(po) if message.id]


def translations(po: Path) -> list[tuple[str, str]]:
    """Return the msgids that have a translation, with it; another test names those that have none."""
    return [(str(message.id), str(message.string)) for message in messages(po) if message.string]


def exemplars(po: Path) -> dict[str, str]:
    """Return the CLDR exemplar sets of a catalog's language: of its name, or of a parent by truncation."""
    name = name_of(po)
    while name and name not in EXEMPLARS:
        name = name.rpartition("_")[0]
    assert name, f"{po}: tests/data/exemplars.json has no characters for this language; add them from CLDR"
    found: dict[str, str] = EXEMPLARS[name]
    return found


def final_mark(po: Path) -> str:
    language = name_of(po).partition("_")[0]
    if language in FINAL_MARKS:
        return FINAL_MARKS[language]
    return next((mark for mark in "।։።။។۔" if mark in exemplars(po)["punctuation"]), ".")


# The template

MSGIDS = [str(message.id) for message in messages(POT)]


def test_the_template_is_what_extraction_gives(tmp_path: Path) -> None:
    sources = tmp_path / "src/tpmvscmgr"
    sources.mkdir(parents=True)
    shutil.copy(Path(tpmvscmgr.__file__).with_name("_codes.py"), sources)
    assert UPDATE["facts"](read(POT)) == UPDATE["facts"](UPDATE["extract"](tmp_path)), (
        f"{POT} is not what the enums have now: run 'python locales/update.py'"
    )


@pytest.mark.parametrize("keep", [True, False])
def test_a_changed_message_keeps_its_translations_if_asked(keep: bool, tmp_path: Path) -> None:  # noqa: FBT001
    codes, po = tmp_path / "src/tpmvscmgr/_codes.py", tmp_path / "locales/de/LC_MESSAGES/tpmvscmgr.po"

    def update(*messages: str, keep: bool = keep) -> dict[object, object]:
        codes.write_text("\n".join(f"N_({message!r})" for message in messages), encoding="utf-8")
        UPDATE["update"](tmp_path, keep=keep)
        return {message.id: message.string for message in read(po) if message.id}

    for path in (codes, po, tmp_path / "locales/tpmvscmgr.pot"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    update("One.", "Two.", "Three.", keep=False)
    translated = re.sub(
        r'msgid "(\w+)\."\nmsgstr ""', r'msgid "\1."\nmsgstr "\1 in German."', po.read_text(encoding="utf-8")
    )
    po.write_text(translated, encoding="utf-8")
    update("One.", "Two.", "Three.")
    assert po.read_text(encoding="utf-8") == translated, "where nothing has changed, nothing is written"
    assert update("Two.", "New.", "Changed.") == {
        "Two.": "Two in German.",
        "New.": "",
        "Changed.": "Three in German." if keep else "",
    }


def test_every_message_is_in_the_template_and_has_a_comment_for_translators() -> None:
    for code in (*TpmVscMgrStatus, *TpmVscMgrErrorCode):
        assert code.description in MSGIDS, (
            f"{POT} lacks the message of {code.name}: write it inside N_(…) in src/tpmvscmgr/_codes.py, and run "
            "'python locales/update.py'"
        )
    for message in messages(POT):
        assert message.auto_comments, f"{message.id!r} has no '# Translators:' comment before its line in its enum"
        for quoted in re.findall('message "(.*?)"', " ".join(message.auto_comments)):
            assert quoted in MSGIDS, (
                f"the comment for {message.id!r} in its enum quotes {quoted!r}, which no message says"
            )


# Each catalog: the form


@every_catalog
def test_the_file_can_be_read(po: Path) -> None:
    try:
        text = po.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        pytest.fail(f"{po}: save the file in UTF-8")
    assert not text.startswith("\ufeff"), f"{po}: save the file in UTF-8 without a byte order mark"
    for number, line in enumerate(text.splitlines(), 1):
        # Babel is lenient with quotation marks, and drops what it does not understand.
        assert re.fullmatch(r'#.*|((msgid|msgstr) )?"([^"\\]|\\.)*"|', line), (
            f"{po}, line {number}: the text must stand between two straight quotation marks; "
            'write \\" for a quotation mark inside it'
        )


@every_catalog
def test_the_messages_are_those_of_the_template(po: Path) -> None:
    assert [message.id for message in messages(po)] == MSGIDS, (
        f"{po}: not the messages of the template; run 'python locales/update.py' and translate what is new"
    )
    lines = po.read_text(encoding="utf-8").splitlines()
    count = sum(line.startswith("msgid ") for line in lines)
    assert count == len(MSGIDS) + 1, f"{po}: has a message twice; delete all but one of them"


@every_catalog
def test_nothing_is_fuzzy_obsolete_or_empty(po: Path) -> None:
    catalog = read(po)
    assert not catalog.fuzzy, f"{po}: the header is marked '#, fuzzy'; delete that line"
    for message in messages(po):
        assert not message.fuzzy, f"{po}: {message.id!r} is fuzzy; check its translation and delete '#, fuzzy'"
        assert message.string, f"{po}: {message.id!r} has no translation; write one"
    assert "#~" not in po.read_text(encoding="utf-8"), f"{po}: has obsolete messages; delete the lines with '#~'"


@every_catalog
def test_the_header_is_filled_in(po: Path) -> None:
    name, text = name_of(po), po.read_text(encoding="utf-8")
    header = dict(read(po).mime_headers)
    language = re.fullmatch("([a-z]{2,3})(_[A-Z][a-z]{3})?(_[A-Z]{2}|_[0-9]{3})?", name)
    assert language, f"{po}: the name of the folder must be as in CLDR, such as nb, zh_Hant or pt_BR"
    assert f"{language[1]}__" in LIKELY_SUBTAGS, f"{po}: CLDR has no language {language[1]}; rename the folder"
    assert "POT-Creation-Date: 2" in text, (
        f"{po}: copy the POT-Creation-Date of the template into the header, or each build would write the present time"
    )
    assert header.get("Language") == name, f"{po}: the header must say 'Language: {name}', as the folder does"
    assert re.search("Plural-Forms: nplurals=[0-9]+; plural=.+;", re.sub(r'"\n"', "", text)), (
        f"{po}: the header must have a line such as 'Plural-Forms: nplurals=2; plural=(n != 1);'"
    )
    assert "charset=utf-8" in header["Content-Type"].lower(), f"{po}: the file and its header must be in UTF-8"
    assert re.match("# .+ translations for tpmvscmgr", text), (
        f"{po}: the first line must be such as '# German translations for tpmvscmgr.', with the name of the language"
    )
    for placeholder in ("EMAIL@ADDRESS", "FULL NAME", "LL@li.org", "YEAR", "ORGANIZATION", "FIRST AUTHOR"):
        assert placeholder not in text, (
            f"{po}: replace {placeholder} in the header, by 'none' if there is nothing to say"
        )


# Each catalog: the text


@every_catalog
def test_the_text_is_clean(po: Path) -> None:
    for msgid, text in translations(po):
        assert unicodedata.is_normalized("NFC", text), f"{po}: {msgid!r} is not in Unicode's form NFC; type it anew"
        strange = [f"U+{ord(c):04X}" for c in text if c != " " and unicodedata.category(c)[0] in "CZ"]
        assert not strange, f"{po}: {msgid!r} has invisible characters or odd spaces; delete {', '.join(strange)}"
        assert text == " ".join(text.split(" ")).strip(), f"{po}: {msgid!r} begins or ends with a space; delete it"
        assert "  " not in text, f"{po}: {msgid!r} has two spaces in a row; delete one"


@every_catalog
def test_no_two_messages_are_the_same(po: Path) -> None:
    seen: dict[str, str] = {}
    for msgid, text in translations(po):
        assert text not in seen, f"{po}: {msgid!r} and {seen[text]!r} are translated alike; tell them apart"
        seen[text] = msgid


@every_catalog
def test_tpm_stays_tpm(po: Path) -> None:
    for msgid, text in translations(po):
        wanted = msgid.count("TPM")
        assert text.count("TPM") == wanted, f"{po}: {msgid!r} must have TPM {wanted} times, as in English"


@every_catalog
def test_pin_and_puk_are_named(po: Path) -> None:
    text = dict(translations(po)).get(TpmVscMgrErrorCode.PIN_COMPLEXITY.description, "PIN/PUK").upper()
    for names in (("PIN", "ПИН", "ПІН"), ("PUK", "ПУК")):
        assert any(name in text for name in names), f"{po}: the message about the PIN/PUK must have {names[0]}"


# The messages about one thing: progress messages and error messages.
TWINS = {
    thing: [msgid for msgid in MSGIDS if f"virtual smart card {thing}" in msgid]
    for thing in ("manager", "simulator", "reader")
}


@every_catalog
@pytest.mark.parametrize("thing", TWINS)
def test_an_error_message_has_the_nouns_of_its_progress_messages(po: Path, thing: str) -> None:
    assert name_of(po) in NOUNS, (
        f'{po}: add "{name_of(po)}": {{"manager": ["…"], "simulator": ["…"], "reader": ["…"]}} to '
        "tests/data/nouns.json, for each the words that all its messages share, without endings that change"
    )
    texts = dict(translations(po))
    assert TWINS[thing], f"the messages say something else than {thing} now: write it into TWINS"
    for msgid in TWINS[thing]:
        for noun in NOUNS[name_of(po)][thing]:
            assert noun.casefold() in texts.get(msgid, noun).casefold(), (
                f"{po}: {msgid!r} must say {noun!r}, as the other messages about the {thing} do; "
                "if you have changed the word in all of them, change it in tests/data/nouns.json too"
            )


@every_catalog
def test_each_message_ends_as_sentences_do(po: Path) -> None:
    mark = final_mark(po)
    for msgid, text in translations(po):
        if mark:
            assert text.endswith(mark), f"{po}: {msgid!r} must end with {mark!r}"
            assert text.count(mark) == 1, f"{po}: {msgid!r} must be one sentence, with {mark!r} at its end only"
        else:
            assert unicodedata.category(text[-1])[0] != "P", f"{po}: {msgid!r} must end without a mark"


@every_catalog
def test_the_characters_are_the_languages_own(po: Path) -> None:
    sets = exemplars(po)
    known = set(sets["main"] + sets["main"].upper() + sets["punctuation"] + BEYOND_CLDR.get(name_of(po), "") + " ")
    if "\N{HYPHEN}" in known:
        known.add("-")  # the hyphen of keyboards: CLDR's Croatian has the typographic one alone
    for msgid, text in translations(po):
        native = re.sub("|".join(NAMES), "", text)
        foreign = sorted(set(native) - known - set("/" * ("PIN/PUK" in msgid)))
        assert "'" not in foreign or APOSTROPHE not in known, f"{po}: {msgid!r} has '; write {APOSTROPHE} (U+2019)"
        assert not foreign, (
            f"{po}: {msgid!r} has {', '.join(f'{c} (U+{ord(c):04X})' for c in foreign)}, which CLDR does not count"
            f" among the characters of this language; a look-alike of another script?"
        )


@every_catalog
def test_the_source_is_translated(po: Path) -> None:
    if not name_of(po).startswith("en_"):
        for msgid, text in translations(po):
            assert text != msgid, f"{po}: {msgid!r} is still English; translate it"


def test_a_regional_catalog_says_something_of_its_own() -> None:
    texts = {po: [text for _, text in translations(po)] for po in LOCALES.glob("*/LC_MESSAGES/tpmvscmgr.po")}
    for po, text in texts.items():
        parent = LOCALES / name_of(po).rpartition("_")[0] / "LC_MESSAGES/tpmvscmgr.po"
        assert text != texts.get(parent, MSGIDS), f"{po}: says what its parent says; delete it"


def test_serbian_is_the_same_in_both_scripts() -> None:
    cyrillic = "абвгдђежзијклљмнњопрстћуфхцчџш"
    latin = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
    letters = dict(zip(cyrillic, latin.split(), strict=True))
    table = str.maketrans({**letters, **{letter.upper(): text.capitalize() for letter, text in letters.items()}})
    sr, sr_latn = (translations(LOCALES / name / "LC_MESSAGES/tpmvscmgr.po") for name in ("sr", "sr_Latn"))
    assert [(msgid, text.translate(table)) for msgid, text in sr] == sr_latn, (
        "sr and sr_Latn must be letter for letter the same; change both"
    )


def test_the_packaged_catalogs_are_those_of_the_po_files() -> None:
    packaged = Path(tpmvscmgr.__file__).parent / "locales"
    names = {name_of(po) for po in LOCALES.glob("*/LC_MESSAGES/tpmvscmgr.po")}
    remedy = "run 'pip install -e .' again: the packaged catalogs are not those of locales/*/LC_MESSAGES/tpmvscmgr.po"
    assert {name_of(mo) for mo in packaged.glob("*/LC_MESSAGES/tpmvscmgr.mo")} == names, remedy
    assert set(tpmvscmgr.available_locales()) == names | {"en"}, remedy
    for name in names:
        # Babel compiles neither an empty nor a fuzzy message; another test tells of these.
        source = {
            message.id: message.string
            for message in messages(LOCALES / name / "LC_MESSAGES/tpmvscmgr.po")
            if message.string and not message.fuzzy
        }
        with (packaged / name / "LC_MESSAGES/tpmvscmgr.mo").open("rb") as mo:
            assert {message.id: message.string for message in read_mo(mo) if message.id} == source, remedy
