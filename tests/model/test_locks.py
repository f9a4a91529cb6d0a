"""What a template fixed cannot be changed by any edit; all else can."""

from __future__ import annotations

import pytest

from composer.model.copies import copied
from composer.model.edits import Edit, insert, move, put_field, put_issue, put_setting, remove, reset_token
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.locks import decide, is_locked, refusal
from composer.model.next_issue import next_issue
from composer.model.record import Record
from composer.session import Session
from tests.issues import DECLARED

ISSUE = decide(
    Issue(
        theme=Record({"accent": "#000000", "ink": "#111111"}),
        blocks=tuple(Block(name, "story", Record({"headline": name})) for name in "head free law once foot".split()),
    ),
    {"head": ("fixed", "locked"), "law": ("locked", "needed"), "once": ("single",), "foot": ("fixed",)},
    ["accent"],
)

REFUSED: dict[str, Edit] = {
    "its words": put_field("law", "headline", "Other"),
    "its words, at the head": put_field("head", "headline", "Other"),
    "taking it out": remove(["law"]),
    "taking out what has its place": remove(["foot"]),
    "hiding it": put_setting(["law"], "hidden", True),
    "holding it over": put_setting(["law"], "held_over", True),
    "moving it down": move(["head"], 2),
    "moving it up": move(["foot"], 1),
    "putting something above it": insert([Block("new", "story")], 0),
    "putting something below it": insert([Block("new", "story")], 5),
    "moving something above it": move(["free"], 0),
    "a second one": insert([ISSUE.blocks[3]], 2),
    "unlocking it": put_setting(["law"], "locked", False),
    "a token": put_issue("theme.accent", "#ffffff"),
    "a token's own value": reset_token("accent"),
    "opening a token": put_issue("closed", ()),
    "replacing everything": lambda issue: Issue(blocks=(Block("x", "story"),)),
}
ALLOWED: dict[str, Edit] = {
    "words": put_field("free", "headline", "Other"),
    "words of what has only its place": put_field("foot", "headline", "Other"),
    "taking out what is free": remove(["free"]),
    "taking out what is there once": remove(["once"]),
    "hiding": put_setting(["free", "head"], "hidden", True),
    "moving": move(["free"], 4),
    "moving what has only its words": move(["law"], 1),
    "putting in": insert([Block("new", "story")], 1),
    "an open token": put_issue("theme.ink", "#222222"),
    "the issue's own": put_issue("subject", "Words"),
    "the look": put_issue("template", "other"),
}


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED)
def test_what_is_fixed_stays(edit: Edit) -> None:
    session, said = Session(ISSUE), list[str]()
    session.refused = said.append
    assert edit(ISSUE) is not ISSUE
    assert not session.apply("Try", edit)
    assert session.now is ISSUE
    assert not session.history.undo_label
    assert len(said) == 1
    assert "template" in said[0] or "issue" in said[0]


@pytest.mark.parametrize("edit", ALLOWED.values(), ids=ALLOWED)
def test_what_is_open_changes_and_comes_back(edit: Edit) -> None:
    session, said = Session(ISSUE), list[str]()
    session.refused = said.append
    assert session.apply("Try", edit)
    assert said == []
    session.undo()
    assert session.now is ISSUE
    session.redo()
    assert session.now == edit(ISSUE)


@pytest.mark.parametrize("edit", [*REFUSED.values(), *ALLOWED.values()], ids=[*REFUSED, *ALLOWED])
def test_where_nothing_is_fixed_everything_is_allowed(edit: Edit) -> None:
    free = decide(ISSUE, {}, ())
    assert not any(is_locked(block.settings) for block in free.blocks)
    assert refusal(free, edit(free)) == ""


def test_between_what_opens_and_what_closes_all_may_go_and_come() -> None:
    session = Session(decide(ISSUE, {"head": ("fixed",), "foot": ("fixed",)}, ()))
    assert session.apply("Empty", remove(["free", "law", "once"]))
    assert session.apply("Write", insert([Block("new", "story")], 1))
    assert not session.apply("Above", insert([Block("more", "story")], 0))


def test_another_issue_is_not_bound() -> None:
    session = Session(ISSUE)
    assert session.apply("New", lambda _: Issue(), another=True)
    session.undo()
    assert session.now is ISSUE


def test_locks_are_in_the_file_and_fixed_words_in_the_next_issue() -> None:
    assert read_issue(write_issue(ISSUE, DECLARED), DECLARED) == ISSUE
    after = next_issue(ISSUE, DECLARED)
    assert [block.settings for block in after.blocks] == [block.settings for block in ISSUE.blocks]
    law = after.block("law")
    assert law is not None
    assert law.fields["headline"] == "law"


def test_a_copy_keeps_its_words_here_and_is_free_elsewhere() -> None:
    law, head = ISSUE.block("law"), ISSUE.block("head")
    assert law is not None
    assert head is not None
    (here,) = copied([head], (), DECLARED)
    (there,) = copied([law], (), DECLARED, abroad=True)
    assert (here.settings.locked, here.settings.fixed) == (True, False)
    assert not is_locked(there.settings)
    assert Session(ISSUE).apply("Paste", insert([here], 2))
