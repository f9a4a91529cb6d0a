"""Files of every format there ever was open for ever, and those of the next one are read or refused politely."""

from __future__ import annotations

import json
import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files.document import Document, open_document, save_document
from composer.files.forms import open_saved, read_any
from composer.files.salvage import open_or_salvage
from composer.files.unpacked import save_unpacked
from composer.library.templates import read_library
from composer.model.issue import FORMAT

LIBRARY = read_library()
GOLDEN = Path(__file__).parent.parent / "golden"
FORMATS = sorted(GOLDEN.glob("format-*"))
EVERY = [folder / name for folder in FORMATS for name in ("issue.newsletter", "folder", "json-form/issue.json")]
State = Callable[[str, str, object, object], None]


def words_in(path: Path) -> Any:
    """The `issue.json` of a document."""
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("issue.json"))


def is_golden(document: Document) -> bool:
    """Whether it holds what was put into the files of each format, of this version's and of others' making."""
    issue = document.issue
    image = next(iter(document.assets.names()), "")
    return (
        (issue.subject, issue.preheader, issue.number, issue.publication.name)
        == ("Golden", "Kept for ever", 7, "Signal & Noise")
        and [block.type for block in issue.blocks] == ["article", "commentary", "x_poll"]
        and image.endswith(".png")
        and not document.troubles
        and not document.read_only
    )


def test_p12_there_are_files_of_every_format(promise: State) -> None:
    assert {folder.name for folder in FORMATS} == {f"format-{number}" for number in range(1, FORMAT + 1)}
    opened = sum(is_golden(read_any(path, LIBRARY)) for path in EVERY)
    promise("P12", f"files of formats 1 to {FORMAT} opened whole", len(EVERY), opened)
    assert opened == len(EVERY)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_a_file_of_each_format_is_saved_again_without_a_word(path: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = read_any(path, LIBRARY)
        save_document(tmp_path / "a.newsletter", first.issue, first.assets, library=LIBRARY)
        save_unpacked(tmp_path / "a", first.issue, first.assets, library=LIBRARY)
    for again in (open_saved(tmp_path / "a.newsletter", LIBRARY), open_saved(tmp_path / "a", LIBRARY)):
        assert is_golden(again)
        assert again.issue == first.issue
        assert again.assets.others == first.assets.others
    found = words_in(tmp_path / "a.newsletter")
    poll = found["blocks"][2]
    assert (found["x_issue"], found["publication"]["x_ours"]) == ({"a": 1}, [1, 2])
    assert (found["blocks"][0]["x_block"], found["blocks"][0]["fields"]["x_field"]) == (True, "kept")
    assert (poll["fields"]["question"], poll["fields"]["answers"]) == ("Yes?", ["Yes", "No"])


def test_saving_gives_the_very_parts_of_the_newest_golden_file(tmp_path: Path) -> None:
    golden = GOLDEN / f"format-{FORMAT}"
    found = open_document(golden / "issue.newsletter", LIBRARY)
    save_document(tmp_path / "a.newsletter", found.issue, found.assets, library=LIBRARY)
    save_unpacked(tmp_path / "a", found.issue, found.assets, library=LIBRARY)
    with zipfile.ZipFile(golden / "issue.newsletter") as old, zipfile.ZipFile(tmp_path / "a.newsletter") as new:
        assert new.namelist() == old.namelist()
        assert all(new.read(name) == old.read(name) for name in new.namelist())
    for path in (golden / "folder").rglob("*"):
        again = tmp_path / "a" / path.relative_to(golden / "folder")
        assert path.is_dir() or again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("folder", FORMATS, ids=lambda folder: folder.name)
def test_words_that_are_not_those_listed_give_way_to_their_copy(folder: Path) -> None:
    with pytest.raises(ComposerError, match=r"its issue\.json is not what was saved"):
        open_document(folder / "damaged.newsletter", LIBRARY)
    found = open_or_salvage(folder / "damaged.newsletter", LIBRARY)
    assert found.issue.subject == "Golden"
    assert found.digest == ""
    assert "“damaged.newsletter” is damaged." in found.troubles[0]


def test_a_file_that_needs_a_newer_version_names_it() -> None:
    with pytest.raises(ComposerError, match=r"newer version \(format 2; this one reads up to 1\); update Newsletter"):
        open_or_salvage(GOLDEN / "too-new.newsletter", LIBRARY)


def test_a_newer_file_is_read_and_all_that_is_not_known_comes_back(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "newer.newsletter", tmp_path)
    found = open_document(tmp_path / "newer.newsletter", LIBRARY)
    assert (found.read_only, found.format, found.troubles) == (True, 2, ())
    save_document(tmp_path / "mine.newsletter", found.issue, found.assets, library=LIBRARY)
    before, after = words_in(tmp_path / "newer.newsletter"), words_in(tmp_path / "mine.newsletter")
    assert (before.pop("format"), after.pop("format")) == (2, FORMAT)
    assert after == before
    assert open_document(tmp_path / "mine.newsletter", LIBRARY).assets.others == {
        "notes/later.txt": b"kept\n",
        "later/part.bin": b"\0\1",
    }
