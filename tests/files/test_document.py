"""A document gives back what was put in, or says in a sentence why it cannot."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.files import migrations
from composer.files.assets import Assets
from composer.files.document import digest_of, open_document, read_thumbnail, save_document
from composer.files.forms import read_any, thumbnail_of
from composer.files.unpacked import save_unpacked
from composer.library.templates import read_library
from composer.model.issue import FORMAT, Issue
from composer.model.issue_json import read_issue
from composer.storage import canonical
from tests.drawn import noise, picture
from tests.generated import issues

LIBRARY = read_library()
PICTURES = {Assets().add(data).asset: data for data in (picture(), picture("PNG"))}


def assets_of(pictures: dict[str, bytes] = PICTURES) -> Assets:
    assets = Assets()
    for data in pictures.values():
        assets.add(data)
    return assets


def issue_with_picture(**more: Any) -> Issue:
    image = {"asset": next(iter(PICTURES)), "file": "photo.jpg", "width": 300, "height": 200}
    form = {
        "template": "dispatch",
        "subject": "Meta and IBM’s AI Alliance",
        "blocks": [{"type": "article", "fields": {"headline": "A", "image": image}}],
    }
    return read_issue(form | more, LIBRARY.template("dispatch").declared)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(path: Path, parts: dict[str, bytes], *, honest: bool = True) -> Path:
    """A document of these parts, its manifest made to agree with them."""
    if honest:
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"] = {
            name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != "manifest.json"
        }
        parts = parts | {"manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "a.newsletter"
    save_document(path, issue_with_picture(), assets_of(), library=LIBRARY, thumbnail=picture("PNG", (64, 64)))
    return path


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(issue=issues(LIBRARY, tuple(PICTURES)))
def test_opening_what_was_saved_gives_the_same_issue_and_the_same_bytes(issue: Issue, tmp_path: Path) -> None:
    first, second = tmp_path / "a.newsletter", tmp_path / "b.newsletter"
    digest = save_document(first, issue, assets_of(), library=LIBRARY)
    opened = open_document(first, LIBRARY)
    assert opened.issue == issue
    assert save_document(second, opened.issue, opened.assets, library=LIBRARY) == digest == opened.digest
    assert first.read_bytes() == second.read_bytes()


def test_the_parts_are_as_the_format_says(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        names = archive.namelist()
        stored = {info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED}
        assert archive.testzip() is None
    image = f"images/{next(iter(PICTURES))}"
    assert names == ["mimetype", "issue.json", "manifest.json", image, "thumbnail.png", "issue.copy.json"]
    assert stored == {"mimetype", image, "thumbnail.png"}
    parts = parts_of(saved)
    assert parts["issue.json"] == canonical.encode(json.loads(parts["issue.json"]))
    assert parts["issue.copy.json"] == parts["issue.json"]
    assert set(json.loads(parts["manifest.json"])["parts"]) == set(names) - {"manifest.json", "issue.copy.json"}
    assert saved.read_bytes()[30:38] == b"mimetype"


def test_images_that_no_block_names_are_left_out_and_hidden_ones_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.newsletter"
    unknown = {"type": "x_unknown", "fields": {"image": {"asset": list(PICTURES)[1]}}}
    save_document(path, issue_with_picture(blocks=[unknown]), assets_of(), library=LIBRARY)
    assert open_document(path, LIBRARY).assets.names() == (list(PICTURES)[1],)


def test_a_picture_of_the_whole_stays_while_it_shows_these_words(saved: Path, tmp_path: Path) -> None:
    before, issue = saved.read_bytes(), issue_with_picture()
    picture_there = read_thumbnail(saved)
    assert picture_there
    save_document(saved, issue, assets_of(), library=LIBRARY)
    assert saved.read_bytes() == before
    save_document(saved, replace(issue, preheader="New"), assets_of(), library=LIBRARY)
    assert read_thumbnail(saved) == b""
    folder = tmp_path / "unpacked"
    save_unpacked(folder, issue, assets_of(), library=LIBRARY, thumbnail=picture_there)
    save_unpacked(folder, issue, assets_of(), library=LIBRARY)
    assert thumbnail_of(folder) == picture_there
    save_unpacked(folder, replace(issue, preheader="New"), assets_of(), library=LIBRARY)
    assert thumbnail_of(folder) == b""


def test_one_edit_changes_few_lines(tmp_path: Path, saved: Path) -> None:
    before = parts_of(saved)["issue.json"].splitlines()
    issue = replace(issue_with_picture(), preheader="New")
    save_document(saved, issue, assets_of(), library=LIBRARY)
    after = parts_of(saved)["issue.json"].splitlines()
    assert len(set(before) ^ set(after)) <= 10


def test_parts_that_this_version_does_not_know_are_kept(saved: Path, tmp_path: Path) -> None:
    parts = parts_of(saved) | {"notes/from-the-future.txt": b"keep me", "templates/x/page.html": b"<html>"}
    opened = open_document(written(tmp_path / "b.newsletter", parts), LIBRARY)
    again = tmp_path / "c.newsletter"
    save_document(again, opened.issue, opened.assets, library=LIBRARY)
    found = parts_of(again)
    assert found["notes/from-the-future.txt"] == b"keep me"
    assert found["templates/x/page.html"] == b"<html>"


def test_a_document_of_a_newer_version_that_may_be_read_opens_for_reading(saved: Path, tmp_path: Path) -> None:
    parts = parts_of(saved)
    issue = json.loads(parts["issue.json"]) | {"format": FORMAT + 1, "x_new": {"a": 1}}
    parts["issue.json"] = json.dumps(issue).encode()
    manifest = json.loads(parts["manifest.json"]) | {"format": FORMAT + 1}
    parts["manifest.json"] = json.dumps(manifest).encode()
    opened = open_document(written(tmp_path / "b.newsletter", parts), LIBRARY)
    assert opened.read_only
    again = tmp_path / "c.newsletter"
    save_document(again, opened.issue, opened.assets, library=LIBRARY)
    assert json.loads(parts_of(again)["issue.json"])["x_new"] == {"a": 1}


def test_a_document_that_needs_a_newer_version_is_refused_in_a_sentence(saved: Path, tmp_path: Path) -> None:
    parts = parts_of(saved)
    manifest = json.loads(parts["manifest.json"]) | {"format": FORMAT + 1, "reads": FORMAT + 1}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with pytest.raises(ComposerError, match=rf"newer version \(format {FORMAT + 1}"):
        open_document(written(tmp_path / "b.newsletter", parts), LIBRARY)


DAMAGES: dict[str, Any] = {
    "no manifest": lambda parts: {name: data for name, data in parts.items() if name != "manifest.json"},
    "a manifest that is none": lambda parts: parts | {"manifest.json": b"[]"},
    "no issue": lambda parts: {name: data for name, data in parts.items() if name != "issue.json"},
    "another issue": lambda parts: parts | {"issue.json": b"{}"},
    "an issue that is none": lambda parts: parts | {"issue.json": b"{"},
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_document_is_refused_in_a_sentence(kind: str, saved: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "b.newsletter", DAMAGES[kind](parts_of(saved)), honest=False)
    with pytest.raises(ComposerError, match=r"b\.newsletter"):
        open_document(path, LIBRARY)


def test_a_damaged_image_costs_only_itself(saved: Path, tmp_path: Path) -> None:
    image = f"images/{next(iter(PICTURES))}"
    path = written(tmp_path / "b.newsletter", parts_of(saved) | {image: noise()}, honest=False)
    opened = open_document(path, LIBRARY)
    assert opened.issue == issue_with_picture()
    assert opened.assets.names() == ()
    assert len(opened.troubles) == 1


def test_a_missing_image_is_told_and_the_issue_can_still_be_saved(saved: Path, tmp_path: Path) -> None:
    parts = parts_of(saved)
    image = f"images/{next(iter(PICTURES))}"
    path = written(tmp_path / "b.newsletter", {name: parts[name] for name in parts if name != image}, honest=False)
    opened = open_document(path, LIBRARY)
    assert image in opened.troubles[0]
    save_document(path, opened.issue, opened.assets, library=LIBRARY)
    assert open_document(path, LIBRARY).issue == opened.issue


@given(st.integers(0, 100_000), st.integers(1, 255))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_flipped_byte_is_noticed_or_does_no_harm(saved: Path, at: int, mask: int) -> None:
    data = bytearray(saved.read_bytes())
    data[at % len(data)] ^= mask
    path = saved.with_name("flipped.newsletter")
    path.write_bytes(data)
    try:
        opened = open_document(path, LIBRARY)
    except ComposerError:
        return
    assert opened.issue == issue_with_picture()


@pytest.mark.parametrize("share", range(0, 100, 7))
def test_a_document_cut_off_is_refused(share: int, saved: Path) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: len(data) * share // 100])
    with pytest.raises(ComposerError):
        read_any(saved, LIBRARY)


def test_saving_that_fails_leaves_the_old_document(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = saved.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ComposerError, match="the disk is full"):
        save_document(saved, Issue(subject="New"), Assets(), library=LIBRARY)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_a_disk_that_gives_back_other_bytes_is_noticed(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = saved.read_bytes()
    monkeypatch.setattr("composer.files.document.write_zip", lambda file, parts, stored: file.write(before[:-9]))
    with pytest.raises(ComposerError):
        save_document(saved, Issue(subject="New"), Assets(), library=LIBRARY)
    assert saved.read_bytes() == before


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for reader in (lambda path: read_any(path, LIBRARY), digest_of):
        with pytest.raises(ComposerError, match="There is no file"):
            reader(tmp_path / "none.newsletter")
    with pytest.raises(ComposerError, match="is a folder"):
        read_any(tmp_path, LIBRARY)


def test_migrations_run_one_after_the_other() -> None:
    steps = {
        1: lambda given: {**given, "subject": given["title"]},
        2: lambda given: {name: value for name, value in given.items() if name != "title"},
    }
    assert migrations.migrate({"format": 1, "title": "A"}, "x", migrations=steps, newest=3) == {
        "format": 3,
        "subject": "A",
    }
    assert migrations.migrate({"title": "A"}, "x", migrations=steps, newest=3) == {"title": "A"}
    for wrong in ({"format": 4}, {"format": 0}, {"format": "1"}, {"format": True}, []):
        with pytest.raises(ComposerError, match="“x”"):
            migrations.migrate(wrong, "x", migrations=steps, newest=3)


def test_a_stranger_hides_no_bytes_in_a_file_that_reads(saved: Path) -> None:
    out = io.BytesIO(b"#!/bin/sh\necho hidden\n" + saved.read_bytes())
    saved.write_bytes(out.getvalue())
    with pytest.raises(ComposerError):
        open_document(saved, LIBRARY)
