"""Layouts within layouts leave nothing in Python of the items that Qt deleted."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from composer.app import nesting
from composer.app.nesting import in_order, nest
from tests.app.windows import Seat

ROOT = Path(__file__).parents[2]


def left_items() -> int:
    """How many items of layouts Python knows."""
    gc.collect()
    return sum(isinstance(each, QWidgetItem) for each in shiboken6.getAllValidWrappers())


def flush() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize(
    ("add", "left"),
    [
        pytest.param(nest, 0, id="nest"),
        # Where this one fails, PySide no longer leaves them: `nest` may go then.
        pytest.param(QVBoxLayout.addLayout, 5, id="PySide's own way"),
    ],
)
def test_items_of_a_filled_layout(add: Callable[..., None], left: int, qtbot: QtBot) -> None:
    before = left_items()
    page, row = QWidget(), QHBoxLayout()
    labels = [QLabel() for _ in range(5)]
    for label in labels:
        row.addWidget(label)
    inner = QVBoxLayout()
    add(inner, row)
    add(QVBoxLayout(page), inner)
    for label in labels:
        label.deleteLater()
    flush()
    assert left_items() - before == left
    page.deleteLater()
    flush()
    assert left_items() == before


def test_what_is_in_a_layout_comes_in_its_order(qtbot: QtBot) -> None:
    page = QWidget()
    column, row = QVBoxLayout(page), QHBoxLayout()
    first, second, last, other = (QLabel(parent=page) for _ in range(4))
    column.addWidget(last)
    column.insertWidget(0, first)
    row.addWidget(second)
    column.insertLayout(1, row)
    assert list(in_order(column)) == [first, row, last]
    assert list(in_order(row)) == [second]
    assert other.parent() is page


def test_nobody_nests_by_themselves() -> None:
    own = Path(nesting.__file__)
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "composer" / "app").rglob("*.py"))
        if path != own
        for line in path.read_text("utf-8").splitlines()
        if ".addLayout(" in line or ".setLayout(" in line or ".insertLayout(" in line
    ]
    assert found == []


def test_a_window_that_was_worked_in_leaves_none(qtbot: QtBot, tmp_path: Path) -> None:
    before = left_items()
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    for block in {block.type: block for block in seat.issue.blocks}.values():
        seat.click_row(block.id)
    seat.window.actions_by_name["edit.issue"].trigger()
    seat.window.actions_by_name["edit.check"].trigger()
    seat.window.actions_by_name["help.keys"].trigger()
    seat.settle()
    assert left_items() == before
    seat.leave()
