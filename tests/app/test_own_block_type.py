"""A block type of one's own, two files in the template folder, stands in the window like those that come along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.two_lines import SPOT
from composer.library.templates import read_library
from tests.app import windows
from tests.app.desks import desk
from tests.app.windows import Seat
from tests.own_block_type import NAME, keep_type


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """A window opened after the folder was copied in."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    keep_type()
    library = read_library()
    monkeypatch.setattr(windows, "desk", lambda *given, **named: desk(*given, **named, library=library))
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def test_it_is_in_the_palette_the_inspector_the_mail_and_the_text(seat: Seat) -> None:
    palette = seat.window.palette_pane
    listed = [palette.list.item(row).data(SPOT) for row in range(palette.list.count())]
    assert NAME in listed

    seat.click_row("quote")
    QTest.keyClick(seat.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(palette.search, "weather")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    made = seat.block(NAME)
    assert seat.issue.index(made.id) == seat.issue.index("quote") + 1
    assert seat.window.inspector.title.text() == "Weather report"

    for path, text in (("place", "Eastquay"), ("outlook", "Rain until Thursday.")):
        seat.window.inspector.focus_field(path)
        box = QApplication.focusWidget()
        assert box is not None
        QTest.keyClicks(box, text)
    shown = f"document.querySelector('[data-block=\"{made.id}\"] h2').innerText"
    seat.shows(shown, "Eastquay")
    outline = seat.window.outline.model()
    assert "Eastquay" in [outline.index(row, 0).data() for row in range(outline.rowCount())]
    seat.settle()
    assert "Rain until Thursday." in seat.window.review.reading.text
