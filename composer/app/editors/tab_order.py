"""Tab order by what is seen: Qt's own is the order in which widgets were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from composer.app.editors.editor import Editor
from composer.app.nesting import in_order


def order_tabs(inside: QWidget) -> None:
    """Have Tab go through the widgets of `inside` in the order of their layouts."""
    for one, next_one in pairwise(_stops(inside)):
        QWidget.setTabOrder(one, next_one)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is None:
        return
    last = widget.head if isinstance(widget, Editor) else None  # what helps with an input comes after it
    yield from _within(layout, last)
    if last is not None:
        yield from _within(last, None)


def _within(layout: QLayout, skipped: QLayout | None) -> Iterator[QWidget]:
    for each in in_order(layout):
        if isinstance(each, QWidget):
            yield from _stops(each)
        elif each is not skipped:
            yield from _within(each, None)
