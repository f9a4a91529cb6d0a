"""A word on what was done, with a button that undoes it: as long as that is the newest step."""

from __future__ import annotations

from collections.abc import Callable

from composer.app.toast import Toast
from composer.model.issue import Issue
from composer.session import Change, Session


class UndoOffer:
    """Says it in a toast. The button goes with the next step, all of it when the step is undone by other means."""

    def __init__(self, session: Session, toast: Toast, undo: Callable[[], object]) -> None:
        self._session, self._toast, self._undo = session, toast, undo
        self._after: Issue | None = None
        self._act: Callable[[], object] | None = None
        session.subscribe(self._on_change)

    def __call__(self, sentence: str) -> None:
        self._after, self._act = self._session.now, lambda: self._undo()
        self._toast.tell(sentence, "Undo", self._act)

    def _on_change(self, change: Change) -> None:
        if self._act is not None and change.after is not self._after:
            act, self._act, self._after = self._act, None, None
            self._toast.withdraw(act, said=change.by not in ("undo", "open"))
