"""The one object that changes: the issue as it is now, how it came to be, and who wants to know."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from composer.model.edits import Edit
from composer.model.finding import Place
from composer.model.history import Caret, History, Stand, Step
from composer.model.issue import Issue
from composer.model.locks import refusal

PAUSE = 0.5  # seconds; a longer pause while typing starts a new undo step


@dataclass(frozen=True, slots=True)
class Change:
    """What readers are told: the issue before and after, where to look, and how (apply, undo, redo, open,
    saved, convert). caret: the selection that a text had there, where undo or redo know it."""

    before: Issue
    after: Issue
    place: Place
    by: str
    caret: Caret | None = None

    @property
    def turned(self) -> bool:
        """Whether it is another edition, not a change of this one: the next issue, or one from a template."""
        before, after = self.before, self.after
        if before.blocks is after.blocks:
            return False
        return before.last != after.last or not {one.id for one in before.blocks} & {one.id for one in after.blocks}


Reader = Callable[[Change], None]


class Session:
    """Holds "now". Readers are called after each change, in the order in which they subscribed."""

    def __init__(self, issue: Issue, clock: Callable[[], float] = time.monotonic) -> None:
        self._now = issue
        self._saved = issue
        self._history = History()
        self._readers: list[Reader] = []
        self._clock = clock
        self.token = secrets.token_hex(8)  # tells it from every other session there is
        self.refused: Callable[[str], object] = lambda sentence: None  # told why an edit was not carried out
        self.stand: Callable[[], Stand] = Stand  # where the person is now

    @property
    def now(self) -> Issue:
        return self._now

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self._now is not self._saved

    @property
    def history(self) -> History:
        return self._history

    def apply(
        self,
        label: str,
        edit: Edit,
        *,
        place: Place = Place(),
        merge_key: str = "",
        another: bool = False,
        carets: tuple[Caret, Caret] | None = None,
    ) -> bool:
        """Carry out an edit as one named step; False when it changed nothing, or its template does not allow it.

        Steps with one `merge_key` within PAUSE of each other become one. An edit that raises leaves all as it was.
        another: the edit puts another issue in the place of this one, so nothing of this one's template binds it.
        carets: the selection before and after it in the text at `place`.
        """
        before, after = self._now, edit(self._now)
        if after is before:
            return False
        if not another and (sentence := refusal(before, after)):
            self.refused(sentence)
            return False
        was, then = carets or (None, None)
        at = self._clock()
        step = Step(label, before, after, place, merge_key, at, then=then)
        if not self._history.grows(merge_key, at, PAUSE):  # else it keeps where it was begun
            step = replace(step, left=self._left(was))
        self._history = self._history.record(step, PAUSE)
        self._show(after, place, "apply")
        return True

    def undo(self) -> Step | None:
        """Put back what was before the newest step; None when there is none."""
        found = self._history.undone()
        if found is None:
            return None
        history, step = found
        self._history = history.sealed()
        self._show(step.before, step.place, "undo", caret=step.left.caret)
        return step

    def redo(self) -> Step | None:
        """Do again what was undone last; None when there is none."""
        found = self._history.redone()
        if found is None:
            return None
        history, step = found
        self._history = history.sealed()
        self._show(step.after, step.place, "redo", caret=step.then)
        return step

    def seal(self) -> None:
        """End the step that is growing: the next edit is a step of its own."""
        self._history = self._history.sealed()

    def mark_saved(self, issue: Issue) -> None:
        """Say which issue is now in the file."""
        self._saved = issue
        self.seal()
        self._tell(Change(self._now, self._now, Place(), "saved"))

    def open(self, issue: Issue, *, saved: bool = True) -> None:
        """Begin anew with another issue; the history is emptied."""
        before, self._now = self._now, issue
        self._saved = issue if saved else Issue()
        self._history = History()
        self._tell(Change(before, issue, Place(), "open"))

    def convert(self, change: Callable[[Issue], Issue]) -> None:
        """Put every issue held, the undone ones too, through `change`: no step, the words stay what they are."""
        known: dict[int, tuple[Issue, Issue]] = {}  # by identity, for "unsaved?" hangs on it

        def once(issue: Issue) -> Issue:
            return known.setdefault(id(issue), (issue, change(issue)))[1]

        before, self._now, self._saved = self._now, once(self._now), once(self._saved)
        self._history = self._history.mapped(once)
        self._tell(Change(before, self._now, Place(), "convert"))

    def subscribe(self, reader: Reader) -> Callable[[], None]:
        """Have `reader` told of every change; the returned function ends it."""
        self._readers.append(reader)
        return lambda: self._readers.remove(reader) if reader in self._readers else None

    def _left(self, caret: Caret | None) -> Stand:
        """Where the person is before a step; the one object for all steps that are taken there."""
        left, newest = replace(self.stand(), caret=caret), self._history.past
        return newest.step.left if newest and newest.step.left == left else left

    def _show(self, issue: Issue, place: Place, by: str, *, caret: Caret | None = None) -> None:
        before, self._now = self._now, issue
        self._tell(Change(before, issue, place, by, caret))

    def _tell(self, change: Change) -> None:
        for reader in list(self._readers):
            reader(change)
