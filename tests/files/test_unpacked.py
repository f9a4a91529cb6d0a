"""A folder holds the same issue as a document, and whatever fails or ends, the old one or the new one."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files import unpacked
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.forms import digest_of_saved, look_into, open_saved, read_any, stamp_of
from composer.files.json_form import write_json
from composer.files.salvage import open_or_salvage
from composer.files.unpacked import save_unpacked
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.storage import atomic
from composer.storage.zips import Limits
from tests.drawn import picture

LIBRARY = read_library()
ASSETS = Assets()
FIRST, SECOND = ASSETS.add(picture()).asset, ASSETS.add(picture("PNG")).asset
OTHERS = ASSETS.beside({"later.bin": b"later", "more/of-it.txt": b"more"})
posix = pytest.mark.skipif(sys.platform == "win32", reason="symlinks")


def issue(subject: str, *pictures: str) -> Issue:
    blocks = [{"id": name[:6], "type": "image", "fields": {"image": {"asset": name}}} for name in pictures]
    return read_issue({"template": "dispatch", "subject": subject, "blocks": blocks}, LIBRARY.declared)


OLD, NEW = issue("Old", FIRST), issue("New", SECOND)


def saved(folder: Path, what: Issue = OLD, assets: Assets = OTHERS) -> Path:
    save_unpacked(folder, what, assets, library=LIBRARY)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return saved(tmp_path / "week 49")


def test_a_folder_has_the_parts_of_a_document(folder: Path, tmp_path: Path) -> None:
    parts = tree(folder)
    manifest = json.loads(parts.pop("manifest.json"))
    assert set(parts) == {"mimetype", "issue.json", f"images/{FIRST}", "later.bin", "more/of-it.txt"}
    assert (manifest["format"], manifest["reads"]) == (1, 1)
    assert set(manifest["parts"]) == {"mimetype", "later.bin", "more/of-it.txt"}
    path = tmp_path / "a.newsletter"
    found = open_saved(folder, LIBRARY)
    save_document(path, found.issue, found.assets, library=LIBRARY)
    again = open_document(path, LIBRARY)
    save_unpacked(tmp_path / "again", again.issue, again.assets, library=LIBRARY)
    assert tree(tmp_path / "again") == tree(folder)


@pytest.mark.parametrize("name", ["", "issue.json", "manifest.json"])
def test_it_is_opened_by_its_name_or_that_of_a_file_in_it(name: str, folder: Path) -> None:
    found = open_or_salvage(folder / name, LIBRARY)
    assert (found.issue, found.path, found.unpacked) == (OLD, folder, True)
    assert found.assets.get(FIRST) == ASSETS.get(FIRST)
    assert found.assets.others == OTHERS.others
    assert not found.troubles


def test_the_json_form_stays_one_beside_a_manifest_of_something_else(tmp_path: Path) -> None:
    write_json(tmp_path / "issue.json", OLD, ASSETS, LIBRARY)
    with pytest.raises(ComposerError, match="is a folder; name the file in it"):
        read_any(tmp_path, LIBRARY)
    (tmp_path / "manifest.json").write_text('{"name": "An app for the web"}')
    assert read_any(tmp_path / "issue.json", LIBRARY).json_form


def test_saving_the_same_touches_nothing_and_an_edit_only_the_words(folder: Path) -> None:
    def times() -> dict[str, int]:
        return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

    before, digest = times(), digest_of_saved(folder)
    assert save_unpacked(folder, OLD, OTHERS, library=LIBRARY) == digest
    assert times() == before
    assert save_unpacked(folder, replace(OLD, subject="Edited"), OTHERS, library=LIBRARY) != digest
    assert {name for name, at in times().items() if at != before[name]} == {"issue.json"}


def test_words_are_edited_by_hand(folder: Path) -> None:
    digest, stamp = digest_of_saved(folder), stamp_of(folder)
    words = folder / "issue.json"
    words.write_text(words.read_text().replace('"Old"', '"By hand"'))
    assert open_saved(folder, LIBRARY).issue.subject == "By hand"
    assert digest_of_saved(folder) != digest
    assert stamp_of(folder) != stamp


def test_a_merge_that_is_not_finished_is_told_with_its_line(folder: Path) -> None:
    words = folder / "issue.json"
    words.write_text(words.read_text().replace('  "subject"', '<<<<<<< HEAD\n  "subject"'))
    with pytest.raises(ComposerError, match=r"week 49: issue\.json”, line \d+, column 1: this is not JSON"):
        open_or_salvage(folder, LIBRARY)


def test_what_is_no_part_is_neither_read_nor_touched(folder: Path) -> None:
    (folder / ".git").mkdir()
    strangers = {".git/HEAD": b"ref", "README.md": b"# Ours", "images/notes.txt": b"mine"}
    for name, data in strangers.items():
        (folder / name).write_bytes(data)
    found = open_saved(folder, LIBRARY)
    assert found.assets.others == OTHERS.others
    saved(folder, NEW, ASSETS)
    assert {name: data for name, data in tree(folder).items() if name in strangers} == strangers


def test_what_the_issue_names_no_more_goes(folder: Path) -> None:
    saved(folder, NEW, ASSETS)
    assert set(tree(folder)) == {"mimetype", "issue.json", "manifest.json", f"images/{SECOND}"}


def test_pictures_may_be_left_where_they_are(folder: Path) -> None:
    with look_into(folder, LIBRARY) as found:
        assert found.issue == OLD
        assert (FIRST in found.assets, SECOND in found.assets) == (True, False)
        assert found.assets.get(FIRST) == ASSETS.get(FIRST)


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_picture_that_is_lost_is_told(harm: str, folder: Path) -> None:
    image = folder / "images" / FIRST
    image.unlink()
    if harm == "damaged":
        image.write_bytes(ASSETS.get(SECOND))
    found = open_saved(folder, LIBRARY)
    assert found.issue == OLD
    assert [FIRST[:12] in trouble for trouble in found.troubles] == [True]
    save_unpacked(folder, OLD, ASSETS, library=LIBRARY)
    assert image.read_bytes() == ASSETS.get(FIRST)


@pytest.mark.parametrize(("reads", "readable"), [(1, True), (2, False)])
def test_a_newer_format_is_only_read_or_refused(reads: int, readable: bool, folder: Path) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 2, "reads": reads}))
    if readable:
        assert open_saved(folder, LIBRARY).read_only
    else:
        with pytest.raises(ComposerError, match="made by a newer version"):
            read_any(folder, LIBRARY)


@posix
@pytest.mark.parametrize("name", ["mimetype", "images"])
def test_nothing_is_written_where_a_link_leads_outside(name: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "theirs", tmp_path / "mine"
    folder.mkdir()
    outside.mkdir()
    target = outside / "file" if name == "mimetype" else outside
    if name == "mimetype":
        target.write_bytes(b"mine")
    (folder / name).symlink_to(target)
    before = tree(outside)
    with pytest.raises(ComposerError, match="leads to another folder"):
        saved(folder)
    assert tree(outside) == before
    assert {each.name for each in folder.iterdir()} == {name}


def test_a_folder_of_too_much_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "_LIMITS", Limits(total=sum(map(len, tree(folder).values())) // 4))
    with pytest.raises(ComposerError, match="“week 49” has more than"):
        open_saved(folder, LIBRARY)


@posix
def test_a_part_outside_is_not_taken_in(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "later.bin").unlink()
    (folder / "later.bin").symlink_to(tmp_path / "secret")
    found = open_saved(folder, LIBRARY)
    assert dict(found.assets.others) == {"more/of-it.txt": b"more"}
    assert found.troubles == ("The part later.bin is missing.",)


class Watched:
    """`os` as the atomic writer sees it; `before` is called ahead of each operation on the disk."""

    NAMES = ("open", "fsync", "replace", "chmod", "stat", "fdopen", "access")

    def __init__(self, before: Any) -> None:
        self._before = before

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.NAMES:
            return real

        def call(*args: Any, **kwargs: Any) -> Any:
            self._before(name)
            return real(*args, **kwargs)

        return call


class Refusing:
    """Refuses the n-th operation, once."""

    def __init__(self, refused: int) -> None:
        self._left = refused

    def __call__(self, name: str) -> None:
        self._left -= 1
        if self._left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refusal(folder: Path, assets: Assets) -> str:
    """The sentence with which a save of the new issue failed, or nothing."""
    try:
        saved(folder, NEW, assets)
    except ComposerError as error:
        return str(error)
    return ""


def test_whichever_operation_fails_the_old_issue_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, assets = tree(folder), ASSETS.beside({"later.bin": b"another", "new.bin": b"new"})
    sentences = []
    for refused in range(1, 200):
        with monkeypatch.context() as patched:
            patched.setattr(atomic, "os", Watched(Refusing(refused)))
            sentence = refusal(folder, assets)
        if not sentence:
            break
        sentences.append(sentence)
        assert tree(folder) == old
    assert len(sentences) > 30
    assert all("the disk is full" in sentence for sentence in sentences)
    found = open_saved(folder, LIBRARY)
    assert (found.issue, found.assets.others) == (NEW, assets.others)


def test_a_new_folder_that_cannot_be_filled_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "os", Watched(Refusing(12)))
    assert refusal(tmp_path / "there" / "week 50", OTHERS)
    assert not list(tmp_path.iterdir())


def test_whenever_it_ends_the_old_issue_or_the_new_one_is_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def snapshot(name: str) -> None:
        seen.append(tmp_path / "seen" / str(len(seen)))
        shutil.copytree(folder, seen[-1])

    with monkeypatch.context() as patched:
        patched.setattr(atomic, "os", Watched(snapshot))
        saved(folder, NEW, ASSETS)
    found = [open_saved(each, LIBRARY) for each in (*seen, folder)]
    assert [each.troubles for each in found if each.troubles] == []
    subjects = [each.issue.subject for each in found]
    assert subjects == sorted(subjects, key=("Old", "New").index)
    assert set(subjects) == {"Old", "New"}
