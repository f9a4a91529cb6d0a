"""Versions: kept by saving, listed, seen as they looked, and brought back as one step."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from composer.app.elsewhere import REPLACE
from composer.app.versions_window import VersionsWindow, spelled
from composer.files.document import save_document
from composer.files.versions import Versions
from composer.model.edits import put_issue, remove
from tests.app.desks import LIBRARY
from tests.app.windows import Seat


@pytest.fixture
def saved(seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample saved under a name, changed, and saved again: its first state is a version."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    path = tmp_path / "mine.newsletter"
    seat.answers.will(path)
    seat.act("file.save_as")
    seat.desk.jobs.crank()
    seat.desk.session.apply("Change subject", put_issue("subject", "Second"))
    seat.desk.session.apply("Delete", remove([seat.block("article").id]))
    seat.act("file.save")
    seat.desk.jobs.crank()
    return path


def opened(seat: Seat) -> VersionsWindow:
    seat.act("file.versions")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, VersionsWindow)
    seat.desk.jobs.crank()
    return dialog


def test_a_version_is_seen_as_it_looked_and_brought_back_as_one_step(seat: Seat, saved: Path) -> None:
    second, file = seat.issue, saved.read_bytes()
    session = seat.desk.session
    session.undo()
    session.undo()
    first, gone = seat.issue, seat.block("article")
    session.redo()
    session.redo()

    dialog = opened(seat)
    assert dialog.list.count() == 1
    assert dialog.list.item(0).text().startswith("Today ")
    assert dialog.about.text().startswith("New: Article “")
    assert dialog.about.text().endswith("Issue: subject")
    seat.until(lambda: dialog.canvas.view is not None and dialog.canvas.view.is_ready)
    view, found = dialog.canvas.view, list[object]()
    assert view
    script = f"document.querySelector('[data-block=\"{gone.id}\"]') !== null && document.images[0].naturalWidth > 0"

    def shown() -> bool:
        view.page().runJavaScript(script, 1, found.append)
        return True in found

    seat.until(shown)
    assert seat.issue is second

    dialog.restore_button.click()
    assert seat.issue == first
    assert seat.desk.session.dirty
    assert saved.read_bytes() == file
    assert seat.desk.session.history.undo_label.startswith("Restore Version of today ")
    session.undo()
    assert seat.issue is second
    assert not seat.desk.session.dirty


def test_what_somebody_else_wrote_is_kept_when_it_is_replaced(seat: Seat, saved: Path) -> None:
    save_document(saved, put_issue("subject", "Theirs")(seat.issue), seat.desk.assets, library=LIBRARY)
    os.utime(saved, (1e9, 1e9))
    seat.desk.session.apply("Change subject", put_issue("subject", "Mine"))
    seat.answers.will(REPLACE)
    seat.window.files._saving._versions = Versions()  # another session
    seat.act("file.save")
    seat.desk.jobs.crank()
    versions = Versions().of(saved)
    assert [version.read(LIBRARY)[0].subject for version in versions][-1] == "Theirs"


def test_an_issue_never_saved_has_no_versions_and_says_why(seat: Seat) -> None:
    dialog = opened(seat)
    assert dialog.list.count() == 0
    assert "no earlier versions yet" in dialog.about.text()
    assert not dialog.restore_button.isEnabled()
    dialog.reject()


def test_a_version_that_cannot_be_kept_is_told_and_the_issue_is_saved(seat: Seat, saved: Path, tmp_path: Path) -> None:
    versions = tmp_path / "a file"
    versions.write_bytes(b"")
    seat.window.files._saving._versions = Versions(versions)
    seat.desk.session.apply("Change subject", put_issue("subject", "Third"))
    seat.act("file.save")
    seat.desk.jobs.crank()
    assert not seat.desk.session.dirty
    assert seat.answers.told[-1].startswith("The issue was saved, but the version before it was not kept.")


def test_times_are_spelled_for_the_reader() -> None:
    now = datetime.now(UTC)
    assert spelled(now).startswith("today ")
    assert str(now.year - 2) in spelled(now.replace(year=now.year - 2, day=15))
