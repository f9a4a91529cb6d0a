"""What follows saved blocks and is not as saved is found, with its mend; whatever template reads the issue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from composer.checks.run import Checked
from composer.checks.synced import check
from composer.library.mail_tools import mail_tool
from composer.library.templates import Library, read_library
from composer.model.copies import copied
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.saved import SavedBlocks, saved_of, synced

LIBRARY = read_library(own_folder=Path("nowhere"))
QUOTE = Block("q", "quote", Record({"words": "<p>Old</p>"}))
SAVED = saved_of([QUOTE], LIBRARY.declared, saved=SavedBlocks("imprint", "Imprint"))
ISSUE = Issue(blocks=copied(synced(SAVED), (), LIBRARY.declared, abroad=True))


def library(saved: SavedBlocks) -> Library:
    return replace(LIBRARY, saved={saved.id: saved})


def checked(issue: Issue, of: Library) -> Checked:
    return Checked(issue, of, mail_tool("plain"), "", "")


def test_what_was_changed_where_it_is_saved_is_offered() -> None:
    now = saved_of([replace(QUOTE, fields=Record({"words": "<p>New</p>"}))], LIBRARY.declared, saved=SAVED)
    (found,) = check(checked(ISSUE, library(now)))
    assert (found.level, found.place.block) == ("note", ISSUE.blocks[0].id)
    assert "“Imprint”" in found.sentence
    assert found.fix is not None
    mended = found.fix(ISSUE)
    assert mended.blocks[0].fields["words"] == "<p>New</p>"
    assert list(check(checked(mended, library(now)))) == []


def test_nothing_is_said_where_all_is_as_saved_or_it_is_saved_no_more() -> None:
    assert list(check(checked(ISSUE, library(SAVED)))) == []
    assert list(check(checked(ISSUE, LIBRARY))) == []
    assert list(check(checked(replace(ISSUE, template="not there"), library(SAVED)))) == []
