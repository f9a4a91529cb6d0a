"""The session: whatever is done can be undone to the identical issue, and done again to the identical end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.model import edits
from composer.model.edits import Edit
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.values import Image
from composer.session import PAUSE, Change, Session
from tests.issues import block, blocks_json, issue, issues

START = issue(block("story", "b1", headline="A"), block("rule", "b2"), block("story", "b3"))
ids = st.sampled_from(["b1", "b2", "b3", "n1", "gone"])
edit = st.one_of(
    st.builds(edits.put_field, ids, st.sampled_from(["headline", "body"]), st.text(max_size=3)),
    st.builds(edits.put_field, ids, st.just("image"), st.just(Image(alt="x"))),
    st.builds(edits.put_setting, st.lists(ids, max_size=2), st.sampled_from(["hidden", "held_over"]), st.booleans()),
    st.builds(edits.put_issue, st.sampled_from(["subject", "theme.accent"]), st.text(max_size=2)),
    st.builds(edits.reset_token, st.just("accent")),
    st.builds(edits.remove, st.lists(ids, max_size=2)),
    st.builds(edits.move, st.lists(ids, max_size=2), st.integers(0, 5)),
    st.builds(edits.insert, st.lists(st.builds(Block, ids, st.just("rule")), max_size=2), st.integers(0, 5)),
)
step = st.tuples(edit, st.sampled_from(["", "k", "l"]), st.sampled_from([0.0, PAUSE / 2, PAUSE * 2]))
UNDO, REDO, SEAL = "undo", "redo", "seal"


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def put(subject: str) -> Edit:
    return edits.put_issue("subject", subject)


@given(issues, st.lists(step | st.sampled_from([UNDO, REDO, SEAL]), max_size=30))
@settings(max_examples=200)
def test_undo_everything_and_redo_everything(start: Issue, steps: list[Any]) -> None:
    clock = Clock()
    session = Session(start, clock)
    for one in steps:
        if isinstance(one, str):
            getattr(session, one)()
        else:
            done, key, passed = one
            clock.now += passed
            session.apply("Edit", done, merge_key=key)
    while session.redo():
        pass
    end = session.now
    count = len(list(session.history.labels()))
    while session.undo():
        count -= 1
    assert count == 0
    assert session.now is start
    assert not session.dirty
    while session.redo():
        pass
    assert session.now is end


def test_what_changes_nothing_is_no_step() -> None:
    session = Session(START)
    assert not session.apply("Nothing", edits.put_field("b1", "headline", "A"))
    assert session.history.past is None


def test_typing_within_the_pause_is_one_step() -> None:
    clock = Clock()
    session = Session(START, clock)
    for letter in ("a", "ab", "abc"):
        clock.now += PAUSE * 0.9
        session.apply("Type", put(letter), merge_key="subject")
    assert list(session.history.labels()) == ["Type"]
    session.undo()
    assert session.now is START


def test_a_pause_another_field_an_undo_or_saving_end_the_step() -> None:
    for between in ("pause", "other", "undo", "saved"):
        clock = Clock()
        session = Session(START, clock)
        session.apply("Type", put("a"), merge_key="k")
        if between == "pause":
            clock.now += PAUSE
        elif between == "undo":
            session.undo()
            session.redo()
        elif between == "saved":
            session.mark_saved(session.now)
        session.apply("Type", put("b"), merge_key="x" if between == "other" else "k")
        assert len(list(session.history.labels())) == 2, between


def test_a_new_edit_after_undo_drops_what_was_undone() -> None:
    session = Session(START)
    session.apply("One", put("a"))
    session.undo()
    session.apply("Two", put("b"))
    assert session.redo() is None
    assert session.history.undo_label == "Two"


def test_dirty_follows_what_is_in_the_file() -> None:
    session = Session(START)
    session.apply("One", put("a"))
    assert session.dirty
    session.mark_saved(session.now)
    assert not session.dirty
    session.undo()
    assert session.dirty
    session.redo()
    assert not session.dirty


def test_an_edit_that_fails_leaves_all_as_it_was() -> None:
    session = Session(START)
    with pytest.raises(KeyError):
        session.apply("Broken", edits.put_field("b1", "image.nowhere.at", 1))
    assert session.now is START
    assert session.history.past is None


def test_readers_are_told_in_order_and_until_they_leave() -> None:
    session = Session(START)
    told: list[tuple[str, Change]] = []
    leave = session.subscribe(lambda change: told.append(("first", change)))
    session.subscribe(lambda change: told.append(("second", change)))
    session.apply("One", put("a"), place=Place(field="subject"))
    leave()
    leave()
    session.undo()
    assert [name for name, _ in told] == ["first", "second", "second"]
    assert [change.by for _, change in told] == ["apply", "apply", "undo"]
    assert told[0][1].before is START
    assert told[2][1].after is START
    assert told[2][1].place == Place(field="subject")


def test_opening_another_issue_begins_anew() -> None:
    session = Session(START)
    session.apply("One", put("a"))
    other = issue(subject="other")
    session.open(other)
    assert (session.now, session.dirty, session.undo()) == (other, False, None)
    session.open(Issue(), saved=False)
    assert session.dirty


@given(st.lists(blocks_json, max_size=3))
def test_a_step_costs_no_copy_of_other_blocks(blocks: list[dict[str, Any]]) -> None:
    start = issue(block("story", "mine"), *blocks)
    session = Session(start)
    session.apply("Type", edits.put_field("mine", "headline", "new"))
    assert all(new is old for new, old in zip(session.now.blocks[1:], start.blocks[1:], strict=True))


def test_converting_keeps_undo_and_what_is_saved() -> None:
    session = Session(Issue(subject="a"))
    session.apply("b", edits.put_issue("subject", "b"))
    session.mark_saved(session.now)
    session.apply("c", edits.put_issue("subject", "c"))
    session.convert(lambda issue: replace(issue, label=issue.subject))
    assert (session.now.subject, session.now.label, session.dirty) == ("c", "c", True)
    session.undo()
    assert (session.now.label, session.dirty) == ("b", False)
    session.undo()
    assert session.now.label == "a"
    assert session.redo() is not None
    assert not session.dirty
