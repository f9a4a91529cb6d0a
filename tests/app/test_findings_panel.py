"""The list of what was found: what puts a thing right can be read whole, however long it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.app.findings import FindingsPanel
from composer.model.finding import Finding, Place
from composer.model.issue import Issue
from tests.app.desks import desk


@pytest.mark.parametrize("label", ["Fix", "Take what is saved", "Take what is saved of the publication"])
def test_what_puts_it_right_is_shown_whole(tmp_path: Path, qtbot: QtBot, label: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    panel = FindingsPanel(desk(tmp_path, Issue()), window)
    words = "“Quote” differs from the saved one; take what is saved, update that, or stop following it."
    panel.show_findings((Finding("note", "saved.differs", words, Place(), lambda issue: issue, label),))
    panel.open_below(window)
    (fix,) = (each for each in panel.findChildren(QPushButton) if each.text() == label)
    corner = fix.mapTo(panel, QPoint(fix.width(), fix.height()))
    assert fix.width() >= fix.sizeHint().width()
    assert corner.x() <= panel.width()
    assert corner.y() <= panel.height()
    panel.close()
