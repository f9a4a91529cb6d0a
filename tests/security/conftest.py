"""The browser, walled in as the program does before it is imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from composer.app import engine

if TYPE_CHECKING:
    from tests.security.probe import Probe

engine.prepare()


@pytest.fixture
def probe(qtbot: QtBot, tmp_path: Path) -> Iterator[Probe]:
    """A page with its scripts on."""
    from tests.security.probe import Probe

    made = Probe(qtbot, tmp_path)
    yield made
    made.close()
