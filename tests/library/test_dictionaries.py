"""Dictionaries found, fitted to a language, added and copied for the engine; by the command line too."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from composer.cli.main import main
from composer.errors import ComposerError
from composer.library.add_dictionary import add_dictionary
from composer.library.bdic import read_bdic, write_bdic
from composer.library.dictionaries import (
    Dictionary,
    add_word,
    copy_words,
    dictionaries,
    fitting,
    make_copy,
    own_folder,
    own_words,
    read_dictionary,
    tag_of,
)
from tests.small_dictionary import AFF, DIC, write_pair

XCU = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 oor:name="Linguistic" oor:package="org.openoffice.Office">
 <node oor:name="ServiceManager"><node oor:name="Dictionaries">
  <node oor:name="Spell"><prop oor:name="Locations" oor:type="oor:string-list">
    <value>%origin%/words/anything.aff %origin%/words/anything.dic</value></prop>
   <prop oor:name="Format"><value>DICT_SPELL</value></prop>
   <prop oor:name="Locales" oor:type="oor:string-list"><value>{locales}</value></prop></node>
  <node oor:name="Hyph"><prop oor:name="Locations"><value>%origin%/hyph_en.dic</value></prop>
   <prop oor:name="Format"><value>DICT_HYPH</value></prop></node>
 </node></node>
</oor:component-data>
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    return tmp_path / "home"


def extension(folder: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(folder / "Own Words.oxt", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return folder / "Own Words.oxt"


@pytest.mark.parametrize(
    ("name", "tag"),
    [("de_DE", "de_DE"), ("de-at", "de_AT"), ("en-US-10-1", "en_US"), ("fr", "fr"), ("hyph_de_DE", ""), ("", "")],
)
def test_a_file_is_called_by_its_language(name: str, tag: str) -> None:
    assert tag_of(name) == tag


@pytest.mark.parametrize(
    ("language", "there", "chosen"),
    [
        ("de-AT", "de_AT de_DE", "de_AT"),
        ("de-AT", "de_CH de_DE", "de_DE"),
        ("de", "de_AT de_DE", "de_DE"),
        ("de", "de de_DE", "de"),
        ("en", "en_AU en_GB en_US", "en_US"),
        ("en-ZA", "en_AU en_GB en_US", "en_GB"),
        ("en-US", "en_AU", "en_AU"),
        ("pt", "pt_BR pt_PT", "pt_BR"),
        ("no", "nb_NO", "nb_NO"),
        ("sr-Latn-RS", "sr_Latn_RS sr_RS", "sr_Latn_RS"),
        ("it", "de_DE", ""),
        ("", "de_DE", ""),
    ],
)
def test_the_best_dictionary_for_a_language(language: str, there: str, chosen: str) -> None:
    found = fitting(language, {tag: Dictionary(tag, ()) for tag in there.split()})
    assert (found.tag if found else "") == chosen


def test_the_users_come_before_the_systems(tmp_path: Path) -> None:
    write_pair(tmp_path / "share" / "hunspell", "de_DE")
    write_pair(tmp_path / "share" / "hunspell", "en_US")
    (tmp_path / "share" / "hunspell" / "hyph_en_US.dic").write_text("hyphens")
    (tmp_path / "share" / "hunspell-bdic").mkdir()
    for name in ("en_US", "fr"):
        (tmp_path / "share" / "hunspell-bdic" / f"{name}.bdic").write_bytes(b"")
    write_pair(own_folder(), "en_US")
    found = dictionaries()
    assert [(each.tag, each.own, each.files[-1].suffix) for each in found.values()] == [
        ("de_DE", False, ".dic"),
        ("en_US", True, ".dic"),
        ("fr", False, ".bdic"),
    ]


def test_the_engines_copy_is_made_once_and_anew_when_the_dictionary_changes(tmp_path: Path) -> None:
    write_pair(own_folder())
    folder = tmp_path / "engine"
    first = make_copy(dictionaries()["en_US"], folder)
    assert first.startswith("en_US_d")
    assert set(read_bdic((folder / f"{first}.bdic").read_bytes(), first).words) > {b"table", b"quiet"}
    stamp = (folder / f"{first}.bdic").stat().st_mtime_ns
    assert make_copy(dictionaries()["en_US"], folder) == first
    assert (folder / f"{first}.bdic").stat().st_mtime_ns == stamp
    write_pair(own_folder(), words="1\nother\n")
    second = make_copy(dictionaries()["en_US"], folder)
    assert [path.stem for path in folder.iterdir()] == [second] != [first]


def test_words_of_ones_own_are_kept_in_a_plain_file(tmp_path: Path) -> None:
    assert copy_words("de_DE", tmp_path / "engine") == ""
    for word in ("Paperknife", "Tarn", "Paperknife"):
        add_word(word)
    assert (own_folder() / "words.txt").read_text("utf-8").splitlines()[1:] == ["Paperknife", "Tarn"]
    assert own_words() == ["Paperknife", "Tarn"]
    name = copy_words("de_DE", tmp_path / "engine")
    assert set(read_bdic((tmp_path / "engine" / f"{name}.bdic").read_bytes(), name).words) == {b"Paperknife", b"Tarn"}


def test_words_with_affixes_beside_them_are_added(tmp_path: Path) -> None:
    (added,) = add_dictionary(write_pair(tmp_path, "en-GB"))
    assert added == dictionaries()["en_GB"]
    assert [path.name for path in added.files] == ["en_GB.aff", "en_GB.dic"]
    assert b"table" in read_dictionary(added).words


def test_the_engines_own_form_is_added_written_anew(tmp_path: Path) -> None:
    write_pair(own_folder())
    lexicon = read_dictionary(dictionaries()["en_US"])
    (tmp_path / "en-US-10-1.bdic").write_bytes(write_bdic(lexicon))
    (added,) = add_dictionary(tmp_path / "en-US-10-1.bdic")
    assert [path.name for path in added.files] == ["en_US.bdic"]
    assert read_dictionary(dictionaries()["en_US"]).words == lexicon.words
    assert not (own_folder() / "en_US.dic").exists()


@pytest.mark.parametrize(
    ("locales", "tag"), [("de-DE", "de_DE"), ("es-AR es-BO es-MX", "es"), ("en-GB", "en_GB"), ("", "")]
)
def test_an_extension_says_for_which_languages_it_is(tmp_path: Path, locales: str, tag: str) -> None:
    parts = {
        "META-INF/manifest.xml": "<a/>",
        "Léeme en español.txt": "ours",
        "dictionaries.xcu": XCU.format(locales=locales),
        "words/anything.aff": AFF,
        "words/anything.dic": DIC,
        "hyph_en.dic": "UTF-8",
    }
    file = extension(tmp_path, parts)
    if not tag:
        with pytest.raises(ComposerError, match="there is no dictionary for spell checking"):
            add_dictionary(file)
        return
    assert [each.tag for each in add_dictionary(file)] == [tag]
    assert b"table" in read_dictionary(dictionaries()[tag]).words


def test_an_extension_without_a_list_is_known_by_its_names(tmp_path: Path) -> None:
    file = extension(tmp_path, {"sv_SE.aff": AFF, "sv_SE.dic": DIC, "sv_FI.aff": AFF, "sv_FI.dic": DIC})
    assert sorted(each.tag for each in add_dictionary(file)) == ["sv_FI", "sv_SE"]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"de_DE.aff": AFF, "de_DE.dic": "1\nx\n", "dictionaries.xcu": "<a"},
            "dictionaries.xcu, line 1: this is no XML.",
        ),
        (
            {"de_DE.aff": "PFX A\n", "de_DE.dic": "1\nx\n"},
            "Own Words.oxt, de_DE.aff, line 1: the rule is not complete.",
        ),
        ({"readme.txt": "nothing"}, "there is no dictionary for spell checking in it."),
    ],
)
def test_what_is_wrong_in_an_extension_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, parts: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ComposerError) as told:
        add_dictionary(extension(tmp_path, parts))
    assert str(told.value).endswith(sentence)
    assert dictionaries() == {}


def test_names_of_an_extension_lead_nowhere(tmp_path: Path) -> None:
    xcu = XCU.format(locales="de-DE").replace("%origin%/words/anything", "%origin%/../../../etc/passwd")
    with pytest.raises(ComposerError, match="there is no dictionary"):
        add_dictionary(extension(tmp_path, {"dictionaries.xcu": xcu}))
    add_dictionary(extension(tmp_path, {"../../de_DE.aff": AFF, "../../de_DE.dic": DIC, "fr.aff": AFF, "fr.dic": DIC}))
    assert {path.name for path in tmp_path.rglob("*.dic")} <= {"de_DE.dic", "fr.dic"}
    assert all(path.parent == own_folder() for path in tmp_path.rglob("*.dic"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("words.dic", "words.dic: name the file after its language, such as de_DE.dic, and add it again."),
        ("de_DE.dic", "de_DE.dic: de_DE.aff belongs to it, and is not beside it."),
        ("de_DE.txt", "de_DE.txt: a dictionary is a .oxt, .bdic or .dic file; a .dic has its .aff beside it."),
        ("de_DE.bdic", "de_DE.bdic: this is no dictionary in the engine's form, or it is damaged."),
        ("de.oxt", "“de.oxt” is damaged or incomplete; it was not opened."),
    ],
)
def test_by_the_command_line_trouble_is_one_sentence(
    tmp_path: Path, name: str, sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("1\nword\n")
    assert main(["dictionaries", "add", str(tmp_path / name)]) == 2
    assert capfd.readouterr().err == f"newsletter-composer: {sentence}\n"


def test_by_the_command_line_they_are_listed_and_added(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionaries"]) == 0
    assert "There are none yet." in capfd.readouterr().out
    assert main(["dictionaries", "add", str(write_pair(tmp_path, "en-GB"))]) == 0
    assert capfd.readouterr().out == f"en-GB: {own_folder() / 'en_GB.dic'}\n"
    assert main(["dictionaries", "--json"]) == 0
    files = [str(own_folder() / f"en_GB.{ending}") for ending in ("aff", "dic")]
    assert json.loads(capfd.readouterr().out) == [{"language": "en-GB", "files": files, "own": True}]
    assert main(["dictionaries"]) == 0
    assert "en-GB       " in capfd.readouterr().out
