"""After a crash: what was not saved is offered, its differences told in words, and nothing is replaced unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from composer.app.ask import Ask
from composer.app.jobs import Jobs
from composer.app.recorder import Recorder
from composer.app.window import Window
from composer.files.assets import Assets
from composer.files.differences import differences, sharing
from composer.files.document import SUFFIX, Document
from composer.files.journal import Journal, Recovered, left_behind, new_journal
from composer.library.shelf import Shelf
from composer.library.templates import Library
from composer.model.issue import Issue

RESTORE, SHOW, DISCARD, LATER = "Restore", "Show Differences", "Discard", "Later"

OpenWindow = Callable[[Document, Journal], Window]
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class Recovery:
    """The journals of all windows of this process. They are written in a thread of their own, behind no other work."""

    def __init__(self, shelf: Shelf, jobs: Jobs) -> None:
        self._shelf = shelf
        self.jobs = jobs
        self._recorders: list[Recorder] = []

    def follow(self, window: Window, journal: Journal | None = None) -> Recorder:
        """Keep a window's work until the window closes; in the journal it comes from, or in a new one."""
        recorder = Recorder(window.desk, lambda: window.files.paper, journal or new_journal(), self.jobs)
        self._recorders.append(recorder)

        def end() -> None:
            if recorder in self._recorders:
                self._recorders.remove(recorder)
                recorder.close()

        window.closed.connect(end)
        recorder.failed.connect(lambda sentence: window.toast.tell(sentence))
        return recorder

    def offer(self, ask: Ask, open_window: OpenWindow) -> None:
        """Ask about each journal that was left behind; `open_window` shows what is to be restored."""
        for journal in left_behind():
            found = journal.read(self._shelf.library)
            told = _differences(found, self._shelf.library) if found else ()
            if found is None or not told:
                journal.close()
                continue
            verb = _asked(ask, found, told)
            if verb == RESTORE:
                self._restore(found, open_window(_beneath(found), journal))
            elif verb == DISCARD:
                journal.close()
            else:
                journal.leave()

    def keep_first(self, tell: Hook) -> Hook:
        """An exception hook: all work goes to the journals, and only then is `tell` called."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            try:
                for recorder in self._recorders:
                    recorder.keep()
            finally:
                tell(kind, error, trace)

        return hook

    def close(self) -> None:
        """End with the process; work of windows that did not close properly stays to be found again."""
        for recorder in self._recorders:
            recorder.close(keep=True)
        self._recorders.clear()
        self.jobs.close()

    def _restore(self, found: Recovered, window: Window) -> None:
        window.desk.assets.adopt(found.assets)
        if window.files.path is None:  # nothing lies beneath: undoing would leave a blank issue that nobody would miss
            window.desk.session.open(found.issue, saved=False)
        else:
            window.desk.session.apply("Restore Changes", lambda issue: sharing(issue, found.issue), another=True)
        if found.file_changed:
            window.toast.tell(
                f"The file of “{found.origin.name}” was changed since. This is a copy: save it by a new name."
            )
        if found.troubles:
            window.ask.tell("The changes were restored, but not all of them.", "\n".join(found.troubles))


def _beneath(found: Recovered) -> Document:
    """What the changes are restored on top of: the file as it is, or a paper without a file where that will not do."""
    if found.saved and not found.file_changed:
        return replace(found.saved, brought=found.brought)
    name = f"{found.origin.name} (recovered)" if found.origin.path else found.origin.name
    issue = Issue(template=found.issue.template, language=found.issue.language)
    path = Path(f"{name or 'Untitled'}{SUFFIX}")
    return Document(issue, Assets(found.assets.others), path, digest="", brought=found.brought)


def _differences(found: Recovered, library: Library) -> tuple[str, ...]:
    return differences(found.saved.issue if found.saved else Issue(), found.issue, library, quoted=True)


def _asked(ask: Ask, found: Recovered, told: tuple[str, ...]) -> str:
    sentence = f"Recovered changes from {_spelled(found.at)}"
    name = found.origin.name or "Untitled"
    since = "" if found.saved is None else " since it was saved"
    verb = ask.choice(
        sentence,
        f"Newsletter Composer did not close properly. “{name}” has {_count(len(told))}{since}.",
        (RESTORE, SHOW, DISCARD, LATER),
    )
    if verb != SHOW:
        return verb
    more = f"“{name}”, shown as: in its file → recovered." if found.saved else f"“{name}” was in no file yet."
    return ask.choice(sentence, more, (RESTORE, DISCARD, LATER), listed=told)


def _count(number: int) -> str:
    return "one change" if number == 1 else f"{number} changes"


def _spelled(at: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == date.today() else f"{at.day} {at:%B, %H:%M}"
