"""Layouts within layouts, put there and walked so that nothing of their items stays behind in Python.

PySide makes a wrapper for each item of a filled layout that is added to another one, and for each that `itemAt` names.
Qt deletes an item with its widget, untold: the wrapper stands for an address then at which something else may be made,
and when that goes too, memory is let go of twice and the program ends (6.11.3: `Shiboken::Object::destroy` asks whether
anything is known at an address, not whether it is the same). So only this module calls `addLayout` and `itemAt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import shiboken6
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget


def nest(outer: QBoxLayout, inner: QLayout, stretch: int = 0) -> None:
    """Add a layout to a row or column."""
    outer.addLayout(inner, stretch)
    _forget_items(inner)


def nest_at(grid: QGridLayout, inner: QLayout, row: int, column: int) -> None:
    """Add a layout to a grid."""
    grid.addLayout(inner, row, column)
    _forget_items(inner)


def in_order(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """The widgets and layouts directly in a layout, in its order."""
    parent = layout.parentWidget()
    siblings = parent.children() if parent else ()
    widgets = [(layout.indexOf(each), each) for each in siblings if isinstance(each, QWidget)]
    layouts = [(layout.indexOf(each), each) for each in layout.children() if isinstance(each, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [*widgets, *layouts]
    yield from (each for at, each in sorted(placed, key=itemgetter(0)) if at >= 0)


def _forget_items(layout: QLayout) -> None:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if isinstance(item, QLayout):
            _forget_items(item)
        elif item is not None:
            shiboken6.invalidate(item)
