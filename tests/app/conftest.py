"""What must be so before the first application object of a test process; and real windows to work with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app import engine
from tests.app.windows import Seat

engine.prepare()


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """The window with the sample issue, painted, its mail drawn and checked."""
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()
