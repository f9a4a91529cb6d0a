"""What the program shows when it is started without a file: the sample, and from then on what was worked on lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app import main
from composer.app.cards import PORTRAIT
from composer.app.new_dialog import NewDialog
from composer.app.recents import Recents
from composer.files.document import save_document
from composer.library.brands import keep_brand
from composer.model.brand import Brand
from composer.model.issue import Publication
from composer.model.record import Record
from tests.app.desks import LIBRARY, sample
from tests.app.rooms import Room
from tests.app.starts import Start
from tests.app.windows import Seat

pytestmark = pytest.mark.usefixtures("home")
NO_CRASH = SimpleNamespace(crashed=False)


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    made = Start(tmp_path)
    yield made
    made.leave()


def begun(start: Start, file: Path | None = None) -> NewDialog | None:
    """Start as the program does; the view that it shows, if any."""
    main._begin(start.app, file, NO_CRASH)  # type: ignore[arg-type]
    return start.app.windows[-1].findChild(NewDialog)


def issue_in(path: Path, name: str = "The Lamp") -> Path:
    """The sample saved, published by somebody else."""
    document = sample()
    publication = replace(document.issue.publication, name=name)
    issue = replace(document.issue, publication=publication, theme=Record({"accent": "#123456"}))
    save_document(path, issue, document.assets, library=LIBRARY)
    return path


# When it shows


def test_the_first_start_shows_the_sample_and_the_second_the_recent_issues_over_it(start: Start) -> None:
    assert begun(start) is None
    assert start.app.windows[0].desk.session.now == sample().issue
    for window in list(start.app.windows):
        window.close()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    view = begun(start)
    assert isinstance(view, NewDialog)
    assert view.isVisible()
    assert view.windowTitle() == "Start"
    view.reject()


def test_with_a_file_it_is_not_shown(start: Start, tmp_path: Path) -> None:
    start.app.settings.put("begun", True)
    assert begun(start, issue_in(tmp_path / "lamp.newsletter")) is None


def test_it_is_turned_off_where_it_is_shown(start: Start) -> None:
    start.app.settings.put("begun", True)
    view = begun(start)
    assert isinstance(view, NewDialog)
    QTest.mouseClick(view.at_start, Qt.MouseButton.LeftButton, pos=view.at_start.rect().center())
    view.reject()
    for window in list(start.app.windows):
        window.close()
    QApplication.sendPostedEvents(None, 52)
    assert begun(start) is None


# What it shows


def view_of(room: Room) -> NewDialog:
    room.window.show()
    room.files.start()
    room.crank()
    view = room.window.findChild(NewDialog)
    assert isinstance(view, NewDialog)
    return view


def test_the_newest_issue_is_gone_on_with_by_enter_and_takes_the_window(
    room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    path = issue_in(tmp_path / "lamp.newsletter")
    room.desk.settings.add_recent(path)
    view = view_of(room)
    assert view.gallery.chosen is not None
    assert (view.gallery.chosen.path, view.create_button.text()) == (path, "Open")
    qtbot.keyClick(view.gallery.recents, Qt.Key.Key_Return)
    room.crank()
    assert room.files.path == path
    assert not room.opened


def test_looks_are_shown_as_the_publisher_of_the_newest_issue_would_have_them(room: Room, tmp_path: Path) -> None:
    room.desk.settings.add_recent(issue_in(tmp_path / "lamp.newsletter"))
    keep_brand(Brand(Publication(id="reed", name="The Reed")), {})
    view = view_of(room)
    names = [view.publishers.itemText(row) for row in range(view.publishers.count())]
    assert names == ["The Lamp, as lately", "The Reed", "The template’s own"]
    view.templates.setCurrentRow(1)
    assert view.gallery.chosen is not None
    document = view.gallery.wanted(view.gallery.chosen).document()
    assert (document.issue.publication.name, document.issue.theme["accent"]) == ("The Lamp", "#123456")
    assert document.assets.get(document.issue.publication.logo.asset)


def test_an_issue_that_is_gone_is_told_so_and_not_opened(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    gone, there = tmp_path / "gone.newsletter", issue_in(tmp_path / "lamp.newsletter")
    for path in (gone, there):
        room.desk.settings.add_recent(path)
    view = view_of(room)
    recents = view.gallery.recents
    qtbot.keyClick(recents, Qt.Key.Key_Down)
    assert recents.item(1).text() == "gone"
    assert "gone. Not found" in recents.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"“gone.newsletter” is not in {tmp_path} any more" in view.gallery.about.text()
    assert not view.create_button.isEnabled()
    qtbot.keyClick(recents, Qt.Key.Key_Return)
    assert view.isVisible()
    qtbot.keyClick(recents, Qt.Key.Key_Up)
    assert view.create_button.isEnabled()


def test_the_search_looks_through_both_and_one_choice_takes_the_place_of_the_other(
    room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    room.desk.settings.add_recent(issue_in(tmp_path / "lamp.newsletter"))
    view = view_of(room)
    recents = view.gallery.recents
    qtbot.keyClicks(view.search, "school")
    assert (recents.count(), view.create_button.text()) == (0, "Create")
    view.search.clear()
    qtbot.keyClicks(view.search, "lamp")
    assert (view.templates.count(), recents.count(), view.create_button.text()) == (0, 1, "Open")
    view.search.clear()
    view.templates.setCurrentRow(2)
    assert not recents.selectedItems()
    assert view.create_button.text() == "Create"
    recents.setFocus()  # what has the keyboard is not chosen by that alone
    assert view.create_button.text() == "Create"


def test_another_issue_is_asked_for(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    view = view_of(room)
    room.ask.will(issue_in(tmp_path / "lamp.newsletter"))
    qtbot.mouseClick(view.other_button, Qt.MouseButton.LeftButton)
    room.crank()
    assert room.subject == sample().issue.subject


# Pictures


def pictured(recents: Recents) -> int:
    return sum(recents.item(row).data(PORTRAIT) is not None for row in range(recents.count()))


def test_recent_issues_are_pictured_once_and_the_next_time_from_the_cache(seat: Seat, tmp_path: Path) -> None:
    for number in range(3):
        seat.desk.settings.add_recent(issue_in(tmp_path / f"lamp-{number}.newsletter"))
    kept = tmp_path / "home" / "cache" / "portraits"
    for anew in (True, False):
        seat.window.files.start()
        view = QApplication.activeModalWidget()
        assert isinstance(view, NewDialog)
        view.search.setText("lamp")  # nothing else is to be pictured then
        seat.until(lambda view=view: pictured(view.gallery.recents) == 3)  # type: ignore[misc]
        assert (view.gallery.portraits.count >= 3) is anew  # one that was begun before the search is taken too
        view.reject()
        seat.until(lambda: len(list(kept.glob("*.png"))) == 3)
