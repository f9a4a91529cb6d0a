"""What is done before the page is there, or the checks have read the issue, is not lost or answered falsely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from composer.model.edits import put_field
from tests.app.windows import Seat


@pytest.fixture
def early(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """A window that is only just painted."""
    seat = Seat(qtbot, tmp_path)
    yield seat
    seat.settle()
    seat.leave()


def test_an_edit_while_the_page_loads_is_shown(early: Seat) -> None:
    drawn: list[bool] = []
    early.window.canvas.drawn.connect(lambda: drawn.append(True))
    early.until(lambda: bool(drawn))
    assert not early.view.is_ready
    early.desk.session.apply("Change headline", put_field("lead", "headline", "Sooner than the page"))
    early.settle()
    early.shows(
        'document.querySelector(\'[data-block="lead"] [data-edit="headline"]\').innerText', "Sooner than the page"
    )


def test_the_list_of_findings_does_not_say_all_is_well_before_it_is_known(early: Seat) -> None:
    early.window.show_findings()
    panel = early.window.findings
    assert [label.text() for label in panel.findChildren(QLabel) if label.isVisible()] == ["Checking…"]
    early.settle()
    assert any("ready to leave" in label.text() for label in panel.findChildren(QLabel))
    panel.hide()
