"""Saved blocks: what is taken from an issue, what follows it, and how either comes to say what the other says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from composer.model.copies import copied
from composer.model.edits import insert, put_field, put_setting
from composer.model.fields import Field
from composer.model.issue import Block, Issue, Settings
from composer.model.next_issue import next_issue
from composer.model.record import Record
from composer.model.saved import (
    SavedBlocks,
    followed,
    original,
    outdated,
    saved_of,
    synced,
    synced_as,
    take,
    updated,
)
from composer.model.values import Link, Person

DECLARED = {
    "article": (
        Field("headline", "line"),
        Field("body", "prose"),
        Field("more", "link"),
        Field("byline", "people"),
        Field("kicker", "line", carry="clear"),
    ),
    "quote": (Field("speaker", "person"), Field("about", "link")),
}
FIRST = Block(
    "x1",
    "article",
    Record({"headline": "Imprint", "more": Link(block="x2"), "body": '<p><a href="#elsewhere">a</a></p>'}),
    Settings(hidden=True, locked=True, fixed=True, needed=True, single=True, synced="older/0"),
)
SECOND = Block("x2", "quote", Record({"about": Link(block="x1"), "speaker": Person(name="Imke Sorrell")}))
SAVED = saved_of([FIRST, SECOND], DECLARED, saved=SavedBlocks("imprint", "Imprint"))
EVERY = {SAVED.id: SAVED}


def following(*names: str) -> Issue:
    """An issue with a copy of what is saved for each name, between blocks of its own."""
    issue = Issue(blocks=(Block("own", "article", Record({"headline": "Own"})),))
    for _ in names:
        taken = {block.id for block in issue.blocks}
        issue = insert(copied(synced(SAVED), taken, DECLARED, abroad=True), len(issue.blocks))(issue)
    return issue


def changed(headline: str) -> SavedBlocks:
    first, second = SAVED.blocks
    return replace(SAVED, blocks=(replace(first, fields=first.fields.put("headline", headline)), second))


def due(issue: Issue, saved: SavedBlocks) -> list[str]:
    return [each.block for each in outdated(issue, [saved], DECLARED)]


def test_what_is_saved_is_words_alone() -> None:
    first, second = SAVED.blocks
    assert (first.settings, second.settings) == (Settings(), Settings())
    assert first.fields["more"] == Link(block=second.id)
    assert second.fields["about"] == Link(block=first.id)
    assert "elsewhere" not in first.fields["body"]
    assert second.fields["speaker"].id == "imke-sorrell"


def test_what_follows_says_so_and_is_as_saved() -> None:
    issue = following("one", "two")
    assert [followed(block) for block in issue.blocks[1:]] == [("imprint", 0), ("imprint", 1)] * 2
    assert issue.blocks[1].fields["more"] == Link(block=issue.blocks[2].id)
    assert [original(block, EVERY) for block in issue.blocks] == [None, *[SAVED] * 4]
    assert due(issue, SAVED) == []
    assert take(SAVED, DECLARED)(issue) is issue


@pytest.mark.parametrize(
    "name", ["", "imprint", "imprint/", "imprint/x", "imprint/2", "imprint/-1", "imprint/99999", "gone/0"]
)
def test_what_leads_nowhere_follows_nothing(name: str) -> None:
    issue = Issue(blocks=(replace(SECOND, settings=Settings(synced=name)),))
    assert original(issue.blocks[0], EVERY) is None
    assert due(issue, SAVED) == []


def test_a_change_of_what_is_saved_is_offered_once_and_taken_everywhere() -> None:
    issue, now = following("one", "two"), changed("Who we are")
    assert due(issue, now) == [issue.blocks[1].id]
    made = take(now, DECLARED)(issue)
    assert [block.fields.get("headline") for block in made.blocks] == ["Own", "Who we are", None, "Who we are", None]
    assert [block.fields["more"].block for block in (made.blocks[1], made.blocks[3])] == [
        made.blocks[2].id, made.blocks[4].id,
    ]  # fmt: skip
    assert [block.id for block in made.blocks] == [block.id for block in issue.blocks]
    assert made.blocks[0] is issue.blocks[0]
    assert made.blocks[2] is issue.blocks[2]
    assert due(made, now) == []


def test_what_a_template_fixed_or_nobody_follows_stays() -> None:
    issue = following("one")
    locked = put_setting([issue.blocks[1].id], "locked", True)(issue)
    assert due(locked, changed("New")) == []
    free = put_setting([issue.blocks[1].id], "synced", "")(issue)
    assert due(free, changed("New")) == []


def test_hiding_and_links_out_of_it_are_the_issues_own_affair() -> None:
    issue = put_setting([(first := following("one")).blocks[1].id], "hidden", True)(first)
    out = put_field(issue.blocks[2].id, "about", Link(block=issue.blocks[1].id))(issue)
    assert due(out, SAVED) == []


def test_an_empty_field_is_as_one_that_is_not_there() -> None:
    issue = following("one")
    assert due(put_field(issue.blocks[1].id, "kicker", "")(issue), SAVED) == []


def test_a_change_in_the_issue_is_pushed_and_the_other_copy_is_offered_it() -> None:
    issue = following("one", "two")
    edited = put_field(issue.blocks[3].id, "headline", "Here")(issue)
    assert updated(SAVED, edited, issue.blocks[1].id, DECLARED) is SAVED
    now = updated(SAVED, edited, issue.blocks[4].id, DECLARED)
    assert (now.id, now.title) == (SAVED.id, SAVED.title)
    assert [block.fields.get("headline") for block in now.blocks] == ["Here", None]
    assert now.blocks[0].fields["more"] == Link(block=SAVED.blocks[1].id)
    assert due(edited, now) == [issue.blocks[1].id]


def test_a_copy_that_lost_a_block_is_no_reason_to_change() -> None:
    issue = following("one", "two")
    short = replace(issue, blocks=tuple(block for block in issue.blocks if block is not issue.blocks[2]))
    assert due(short, SAVED) == []
    assert [block.fields.get("headline") for block in take(changed("New"), DECLARED)(short).blocks] == [
        "Own", "New", "New", None,
    ]  # fmt: skip


def test_blocks_of_an_issue_can_begin_to_follow() -> None:
    issue = synced_as(["x1", "x2"], SAVED)(Issue(blocks=(FIRST, SECOND)))
    assert [followed(block) for block in issue.blocks] == [("imprint", 0), ("imprint", 1)]
    assert issue.blocks[0].settings.hidden
    assert due(issue, SAVED) == []


def test_the_next_issue_follows_on_and_has_all_of_it() -> None:
    first, second = SAVED.blocks
    told = replace(SAVED, blocks=(replace(first, fields=first.fields.put("kicker", "About us")), second))
    issue = take(told, DECLARED)(following("one"))
    later = next_issue(issue, DECLARED)
    assert later.blocks[1].fields["kicker"] == "About us"
    assert due(later, told) == []
