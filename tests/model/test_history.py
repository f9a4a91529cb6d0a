from __future__ import annotations

import copy

from composer.model.history import History, Step
from composer.model.issue import Issue

A, B, C = Issue(subject="a"), Issue(subject="b"), Issue(subject="c")


def test_labels_are_newest_first() -> None:
    history = History().record(Step("one", A, B), 1).record(Step("two", B, C), 1)
    assert list(history.labels()) == ["two", "one"]
    assert (history.undo_label, history.redo_label) == ("two", "")


def test_undone_and_redone_give_the_steps_back() -> None:
    history = History().record(Step("one", A, B), 1)
    undone = history.undone()
    assert undone is not None
    assert undone[1].before is A
    assert undone[0].redo_label == "one"
    redone = undone[0].redone()
    assert redone is not None
    assert redone[1].after is B
    assert redone[0] == history
    assert redone[0].redone() is None


def test_steps_of_one_key_grow_together_within_the_pause() -> None:
    history = (
        History().record(Step("t", A, B, merge_key="k", at=0), 1).record(Step("t", B, C, merge_key="k", at=0.9), 1)
    )
    assert len(list(history.labels())) == 1
    assert history.past is not None
    assert (history.past.step.before, history.past.step.after) == (A, C)


def test_another_key_a_pause_or_a_seal_begin_a_new_step() -> None:
    first = History().record(Step("t", A, B, merge_key="k", at=0), 1)
    for later, step in (
        (first, Step("t", B, C, merge_key="x", at=0)),
        (first, Step("t", B, C, merge_key="k", at=1)),
        (first.sealed(), Step("t", B, C, merge_key="k", at=0)),
        (first, Step("t", B, C, merge_key="", at=0)),
    ):
        assert len(list(later.record(step, 1).labels())) == 2


def test_a_hundred_thousand_steps_can_be_counted_copied_and_dropped() -> None:
    history = History()
    for number in range(100_000):
        history = history.record(Step(str(number), A, B), 1)
    assert sum(1 for _ in history.labels()) == 100_000
    assert copy.copy(history) == history
    del history
