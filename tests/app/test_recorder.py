"""Unsaved work goes to the journal by itself, off the GUI thread, and goes from there when it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.jobs import Jobs
from composer.app.paper import Paper
from composer.app.recorder import BEHIND, EDITS, Recorder
from composer.files.journal import Recovered, left_behind, new_journal
from composer.model.edits import put_issue
from composer.model.issue import Issue
from tests.app.desks import LIBRARY, desk


class Keeper:
    """A desk and its recorder. What is in the journal is looked at from outside, as after a crash."""

    def __init__(self, root: Path, jobs: Jobs | None = None) -> None:
        self.root = root / "journals"
        self.jobs = jobs or Jobs(threads=0)
        self.desk = desk(root, Issue(subject="Saved"))
        self.paper = Paper("Mine")
        self.journal = new_journal(self.root)
        self.recorder = Recorder(self.desk, lambda: self.paper, self.journal, self.jobs)
        self.told: list[str] = []
        self.recorder.failed.connect(self.told.append)

    def write(self, subject: str) -> None:
        self.desk.session.apply("Change subject", put_issue("subject", subject))

    @property
    def kept(self) -> Recovered | None:
        return self.journal.read(LIBRARY)


@pytest.fixture
def keeper(tmp_path: Path, qapp: QApplication) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.recorder.close()
    assert not keeper.root.exists() or not list(keeper.root.iterdir())


def test_nothing_is_written_while_nothing_is_unsaved(keeper: Keeper) -> None:
    assert not keeper.recorder.timer.isActive()
    assert not keeper.root.exists()


def test_an_edit_is_kept_within_the_moment(tmp_path: Path, qtbot: QtBot) -> None:
    keeper = Keeper(tmp_path, Jobs(threads=1))
    keeper.write("Typed")
    qtbot.waitUntil(lambda: keeper.kept is not None)
    assert keeper.kept
    assert (keeper.kept.issue.subject, keeper.kept.origin.name) == ("Typed", "Mine")
    keeper.recorder.close()
    keeper.jobs.close()


def test_the_moment_is_not_put_off_by_more_edits(keeper: Keeper) -> None:
    assert BEHIND <= 2000
    keeper.write("1")
    begun = keeper.recorder.timer.remainingTime()
    for n in range(5):
        keeper.write(str(n))
    assert 0 <= keeper.recorder.timer.remainingTime() <= begun


def test_many_edits_are_not_waited_for(keeper: Keeper) -> None:
    for n in range(EDITS - 1):
        keeper.write(str(n))
    assert keeper.jobs.crank() == 0
    keeper.write("last")
    assert keeper.jobs.crank() == 1
    assert keeper.kept
    assert keeper.kept.issue.subject == "last"
    assert not keeper.recorder.timer.isActive()


def test_what_is_typed_while_writing_is_written_next(keeper: Keeper) -> None:
    keeper.write("first")
    keeper.recorder.write()
    keeper.write("second")
    keeper.recorder.write()  # not beside the one under way
    assert keeper.jobs.crank() == 1
    assert keeper.kept
    assert keeper.kept.issue.subject == "first"
    assert keeper.recorder.timer.isActive()
    keeper.recorder.write()
    keeper.jobs.crank()
    assert keeper.kept.issue.subject == "second"


def test_undo_is_kept_like_any_edit(keeper: Keeper) -> None:
    keeper.write("first")
    keeper.write("second")
    keeper.desk.session.undo()
    keeper.recorder.write()
    keeper.jobs.crank()
    assert keeper.kept
    assert keeper.kept.issue.subject == "first"


@pytest.mark.parametrize("how", ["saved", "undone"])
def test_what_is_saved_or_undone_is_not_offered(how: str, keeper: Keeper) -> None:
    keeper.write("first")
    keeper.recorder.write()
    if how == "saved":
        keeper.desk.session.mark_saved(keeper.desk.session.now)
    else:
        keeper.desk.session.undo()
    keeper.jobs.crank()
    assert keeper.kept is None
    assert not keeper.recorder.timer.isActive()


def test_what_was_typed_during_a_save_stays_kept(keeper: Keeper) -> None:
    keeper.write("first")
    saved = keeper.desk.session.now
    keeper.write("second")
    keeper.paper = Paper("Mine", Path("mine.newsletter"), "ab")
    keeper.desk.session.mark_saved(saved)
    keeper.recorder.write()
    keeper.jobs.crank()
    assert keeper.kept
    assert keeper.kept.issue.subject == "second"
    assert keeper.kept.origin.path == Path("mine.newsletter").absolute()


def test_keeping_at_once_needs_no_thread(keeper: Keeper) -> None:
    keeper.write("now")
    keeper.recorder.keep()
    assert keeper.kept
    assert keeper.kept.issue.subject == "now"


def test_a_journal_that_cannot_be_written_is_told_once(keeper: Keeper) -> None:
    keeper.root.write_text("a file where the folder should be")
    for n in range(3):
        keeper.write(str(n))
        keeper.recorder.write()
        keeper.jobs.crank()
    assert len(keeper.told) == 1
    assert keeper.told[0].startswith("Your changes are not kept for recovery")
    keeper.root.unlink()
    keeper.write("again")
    keeper.recorder.write()
    keeper.jobs.crank()
    assert keeper.kept


def test_ending_with_work_unsaved_leaves_it_to_be_found(tmp_path: Path, qapp: QApplication) -> None:
    keeper = Keeper(tmp_path)
    keeper.write("unsaved")
    keeper.recorder.close(keep=True)
    (journal,) = left_behind(keeper.root)
    assert (found := journal.read(LIBRARY))
    assert found.issue.subject == "unsaved"
    journal.close()
