"""Saved, opened and saved again, an issue is the same bytes; an edit is a few lines of its words."""

from __future__ import annotations

import difflib
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.forms import open_saved
from composer.files.json_form import declared_of
from composer.files.unpacked import save_unpacked
from composer.library.templates import read_library
from composer.model.edits import Edit, put_field, put_issue, put_setting
from composer.model.issue import Block, Issue
from tests.drawn import picture
from tests.generated import issues
from tests.soak import figure

LIBRARY = read_library()
ASSETS = Assets()
PICTURES = tuple(ASSETS.add(data).asset for data in (picture(), picture("PNG")))
MOST = 10  # lines of a difference
State = Callable[[str, str, object, object], None]


def words(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.read("issue.json").decode().splitlines()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same_bytes(issue: Issue, folder: Path) -> bool:
    """Whether the second save, in each form, is that of the first."""
    first, second = folder / "a.newsletter", folder / "b.newsletter"
    save_document(first, issue, ASSETS, library=LIBRARY)
    opened = open_document(first, LIBRARY)
    save_document(second, opened.issue, opened.assets, library=LIBRARY)
    save_unpacked(folder / "a", issue, ASSETS, library=LIBRARY)
    unpacked = open_saved(folder / "a", LIBRARY)
    save_unpacked(folder / "b", unpacked.issue, unpacked.assets, library=LIBRARY)
    return first.read_bytes() == second.read_bytes() and tree(folder / "a") == tree(folder / "b")


def edits(issue: Issue) -> list[Edit]:
    """One of each kind of small edit that the issue allows."""
    found = [put_issue("subject", "Edited"), put_issue("number", 4711)]
    declared = declared_of(issue.template, LIBRARY)
    for block in issue.blocks[:3]:
        lines = [field.name for field in declared.get(block.type, ()) if field.kind == "line"]
        found += [put_field(block.id, name, "Edited") for name in lines[:1]]
        found.append(put_setting([block.id], "hidden", not block.settings.hidden))
    return found


def longest_difference(issue: Issue, folder: Path) -> int:
    """The most lines that come or go with one small edit."""
    before, after = folder / "before.newsletter", folder / "after.newsletter"
    save_document(before, issue, ASSETS, library=LIBRARY)
    longest = 0
    for edit in edits(open_document(before, LIBRARY).issue):
        save_document(after, edit(open_document(before, LIBRARY).issue), ASSETS, library=LIBRARY)
        lines = [line for line in difflib.ndiff(words(before), words(after)) if line[:1] in "+-"]
        longest = max(longest, len(lines))
    return longest


def test_p13_the_same_issue_is_the_same_bytes_and_an_edit_few_lines(promise: State) -> None:
    alike = tried = longest = 0

    @settings(max_examples=figure(25, 500), deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @seed(13)
    @given(issue=issues(LIBRARY, PICTURES))
    def every(issue: Issue) -> None:
        nonlocal alike, tried, longest
        tried += 1
        with tempfile.TemporaryDirectory() as folder:
            alike += same_bytes(issue, Path(folder))
            longest = max(longest, longest_difference(issue, Path(folder)))

    every()
    promise("P13", f"{tried} issues saved, opened, saved: the same bytes", tried, alike)
    promise("P13", "lines of issue.json that differ after one edit", f"<= {MOST}", longest)
    assert alike == tried
    assert longest <= MOST


def test_the_lines_would_be_counted(tmp_path: Path) -> None:
    """The control: an edit that is not small is seen to be none."""
    before, after = tmp_path / "before.newsletter", tmp_path / "after.newsletter"
    save_document(before, Issue(), ASSETS, library=LIBRARY)
    many = Issue(blocks=tuple(Block(f"b{n}", "article") for n in range(4)))
    save_document(after, many, ASSETS, library=LIBRARY)
    assert len([line for line in difflib.ndiff(words(before), words(after)) if line[:1] in "+-"]) > MOST
