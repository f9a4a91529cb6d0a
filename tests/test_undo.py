"""Undo is exact: random sequences beside a second bookkeeping of both stacks, down to the bytes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from composer.library.templates import read_library
from composer.model.edits import Edit, insert, move, new_id, put_field, put_issue, put_setting, remove, reset_token
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.values import Image
from composer.session import PAUSE, Session
from composer.storage import canonical
from tests.soak import figure

DECLARED = read_library().template("dispatch").declared
STEPS = 50
START = read_issue(
    {
        "subject": "First",
        "blocks": [
            {"type": "heading", "fields": {"text": "News"}},
            {"type": "article", "fields": {"headline": "AI Alliance", "body": "<p>Words</p>"}},
            {"type": "x_unknown", "fields": {"kept": [1, {"a": None}]}, "x_more": True},
            {"type": "commentary", "fields": {"headline": "On it"}},
            {"type": "divider"},
        ],
    },
    DECLARED,
)
State = Callable[[str, str, object, object], None]


class Kept(NamedTuple):
    """An issue with the bytes it had when it was made, and where to look for what made it."""

    issue: Issue
    data: bytes
    place: Place = Place()


def kept(issue: Issue, place: Place = Place()) -> Kept:
    return Kept(issue, data_of(issue), place)


def data_of(issue: Issue) -> bytes:
    return canonical.encode(write_issue(issue, DECLARED))


@dataclass
class Shadow:
    """Both stacks as plain lists, kept beside the session."""

    now: Kept
    past: list[Kept] = field(default_factory=list)  # what was before each step, and the place of that step
    future: list[Kept] = field(default_factory=list)
    growing: tuple[str, float] = ("", 0.0)  # the merge key of the newest step, and when it last grew

    def apply(self, after: Kept, key: str, at: float) -> None:
        grows = bool(key) and self.past and self.growing[0] == key and not self.future and at - self.growing[1] < PAUSE
        if not grows:
            self.past.append(Kept(self.now.issue, self.now.data, after.place))
        self.now, self.growing = after, (key, at)
        self.future.clear()

    def undo(self) -> Place | None:
        return self._turn(self.past, self.future)

    def redo(self) -> Place | None:
        return self._turn(self.future, self.past)

    def seal(self) -> None:
        self.growing = ("", 0.0)

    def _turn(self, source: list[Kept], target: list[Kept]) -> Place | None:
        if not source:
            return None
        found = source.pop()
        target.append(Kept(self.now.issue, self.now.data, found.place))
        self.now = found
        self.seal()
        return found.place


class Run:
    """One sequence."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.clock = 0.0
        self.session = Session(START, lambda: self.clock)
        self.shadow = Shadow(kept(START))

    def step(self) -> None:
        self.clock += self.chance.choice([0.0, PAUSE / 2, PAUSE * 2])
        kind = self.chance.choices(["edit", "undo", "redo", "seal", "save", "reload"], [70, 12, 10, 3, 4, 1])[0]
        if kind == "edit":
            self._edit()
        elif kind in ("undo", "redo"):
            made = getattr(self.session, kind)()
            assert (made.place if made else None) == getattr(self.shadow, kind)()
        elif kind == "reload":
            issue = read_issue(canonical.decode(data_of(self.session.now), "x"), DECLARED)
            self.session.open(issue)
            self.shadow = Shadow(kept(issue))
        else:
            self.session.mark_saved(self.session.now) if kind == "save" else self.session.seal()
            self.shadow.seal()
        assert self.session.now is self.shadow.now.issue

    def _edit(self) -> None:
        edit, place = self._some_edit()
        key = self.chance.choice(["", place.field, "k"])
        if self.session.apply("Edit", edit, place=place, merge_key=key):
            self.shadow.apply(kept(self.session.now, place), key, self.clock)

    def _some_edit(self) -> tuple[Edit, Place]:
        chance, ids = self.chance, [block.id for block in self.session.now.blocks]
        one, word = chance.choice([*ids, "gone"]), chance.choice(["a", "ab", "Ω", "", "long " * 50])
        return chance.choice(
            [
                (put_field(one, "headline", word), Place(one, "headline")),
                (put_field(one, "body", f"<p>{word}</p>"), Place(one, "body")),
                (put_field(one, "image", Image(alt=word)), Place(one, "image")),
                (put_issue("subject", word), Place("", "subject")),
                (put_issue("publication.name", word), Place("", "publication.name")),
                (put_issue("theme.accent", "#0b57d0"), Place("", "theme.accent")),
                (reset_token("accent"), Place("", "theme.accent")),
                (put_setting([one], "hidden", chance.random() < 0.5), Place(one)),
                (insert([Block(new_id(ids), "article"), Block(one, "divider")], chance.randrange(9)), Place(one)),
                (remove(ids[::2] if chance.random() < 0.2 else [one]), Place(one)),
                (move(chance.sample(ids, min(2, len(ids))), chance.randrange(9)), Place(one)),
            ]
        )


def test_p15_undo_all_is_the_beginning_and_redo_all_the_end(promise: State) -> None:
    sequences, exact, longest = figure(100, 1000), 0, 0
    for seed in range(sequences):
        run = Run(seed)
        for _ in range(STEPS):
            run.step()
        while run.session.redo():
            run.shadow.redo()
        end, count = run.session.now, len(run.shadow.past)
        beginning = run.shadow.past[0] if run.shadow.past else run.shadow.now
        walked = []
        while step := run.session.undo():
            before = run.shadow.past[-1]
            walked.append(step.place == run.shadow.undo() and data_of(run.session.now) == before.data)
        back = run.session.now is beginning.issue and data_of(run.session.now) == beginning.data
        while run.session.redo():
            run.shadow.redo()
        exact += back and all(walked) and len(walked) == count and run.session.now is end
        longest = max(longest, count)
        assert data_of(end) == run.shadow.now.data
    promise("P15", f"{sequences} sequences of {STEPS}: undo all, redo all exact", sequences, exact)
    assert exact == sequences
    assert longest > STEPS / 4  # there was something to undo


def test_an_undo_that_is_not_exact_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a session that takes steps together which are apart."""
    monkeypatch.setattr("composer.session.PAUSE", PAUSE * 1000)
    with pytest.raises(AssertionError):
        test_p15_undo_all_is_the_beginning_and_redo_all_the_end(lambda *_: None)
