"""Undo and redo as values: an earlier issue is put back, nothing is inverted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from composer.model.finding import Place
from composer.model.issue import Issue

Caret = tuple[int, int]  # a text's selection: where it was begun and where it ends, in the canvas's own counting


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the person was: the blocks chosen, the selection in a text, how far the mail was scrolled."""

    chosen: tuple[str, ...] = ()
    caret: Caret | None = None
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One named change, at a place to come back to. Steps of one `merge_key` may grow together.

    left: where the person was before it; then: the selection after it, where it was a text's.
    """

    label: str
    before: Issue
    after: Issue
    place: Place = Place()
    merge_key: str = ""
    at: float = 0.0
    left: Stand = Stand()
    then: Caret | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    step: Step
    rest: _Cell | None


@dataclass(frozen=True, slots=True)
class History:
    """What was done and undone, newest first. Unlimited; adding a step takes the same time at any length."""

    past: _Cell | None = None
    future: _Cell | None = None

    @property
    def undo_label(self) -> str:
        return self.past.step.label if self.past else ""

    @property
    def redo_label(self) -> str:
        return self.future.step.label if self.future else ""

    def grows(self, merge_key: str, at: float, pause: float) -> bool:
        """Whether a step done now makes the newest one grow: both have this key and come within `pause` seconds."""
        newest = self.past.step if self.past and not self.future else None
        return newest is not None and bool(merge_key) and newest.merge_key == merge_key and at - newest.at < pause

    def record(self, step: Step, pause: float) -> History:
        """With `step` done, as one of its own or in the newest, which keeps where the person was before."""
        if self.past and self.grows(step.merge_key, step.at, pause):
            grown = replace(self.past.step, after=step.after, at=step.at, then=step.then)
            return History(_Cell(grown, self.past.rest))
        return History(_Cell(step, self.past))

    def undone(self) -> tuple[History, Step] | None:
        """The history after one undo, and the step undone; None when there is nothing to undo."""
        if self.past is None:
            return None
        step = self.past.step
        return History(self.past.rest, _Cell(step, self.future)), step

    def redone(self) -> tuple[History, Step] | None:
        """The history after one redo, and the step redone; None when there is nothing to redo."""
        if self.future is None:
            return None
        step = self.future.step
        return History(_Cell(step, self.past), self.future.rest), step

    def sealed(self) -> History:
        """The same, but the next step starts anew whatever its merge key."""
        if self.past is None or not self.past.step.merge_key:
            return self
        return History(_Cell(replace(self.past.step, merge_key=""), self.past.rest), self.future)

    def mapped(self, change: Callable[[Issue], Issue]) -> History:
        """The same steps between issues put through `change`."""
        return History(_mapped(self.past, change), _mapped(self.future, change))

    def labels(self) -> Iterator[str]:
        """Labels of what can be undone, newest first."""
        cell = self.past
        while cell:
            yield cell.step.label
            cell = cell.rest


def _mapped(cell: _Cell | None, change: Callable[[Issue], Issue]) -> _Cell | None:
    steps = []
    while cell:
        steps.append(replace(cell.step, before=change(cell.step.before), after=change(cell.step.after)))
        cell = cell.rest
    for step in reversed(steps):
        cell = _Cell(step, cell)
    return cell
