"""What must be so before the first application object of a test process; and real windows to work with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app import engine
from tests.app.pages import Hands
from tests.app.rooms import Room, blank
from tests.app.windows import Seat

engine.prepare()


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """The window with the sample issue, painted, its mail drawn and checked."""
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


@pytest.fixture
def hands(seat: Seat) -> Hands:
    """Somebody's, at the page of that window."""
    return Hands(seat)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the program keeps for itself is nobody else's."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, home: Path) -> Room:
    """A window whose issue is in no file yet."""
    made = Room(tmp_path, blank())
    qtbot.addWidget(made.window)
    return made
