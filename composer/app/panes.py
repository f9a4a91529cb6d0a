"""The three panes side by side: left outline and blocks, the canvas, right the inspector."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.look import role
from composer.app.nesting import nest

LEFT, RIGHT = 264, 320  # pixels at first


class Tabs(QFrame):
    """Pages of one pane under words; only one is shown."""

    def __init__(self, pages: Sequence[tuple[str, QWidget]], hint: str) -> None:
        super().__init__()
        role(self, "pane")
        self.setAccessibleName(" and ".join(name for name, _ in pages))
        self._stack = QStackedWidget()
        self._buttons = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(0)
        for number, (name, page) in enumerate(pages):
            button = _Tab()
            button.setText(name)
            button.setCheckable(True)
            role(button, "tab")
            button.setAccessibleName(name)
            self._buttons.addButton(button, number)
            self._stack.addWidget(page)
            bar.addWidget(button)
        bar.addStretch(1)
        self._buttons.idClicked.connect(self.show_page)
        foot = QLabel(hint, wordWrap=True)
        foot.setContentsMargins(16, 12, 16, 12)
        role(foot, "label")
        rule = QFrame()
        role(rule, "rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        nest(layout, bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(rule)
        layout.addWidget(foot)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        """Bring one page to the front."""
        self._stack.setCurrentIndex(number)
        self._buttons.button(number).setChecked(True)

    @property
    def page(self) -> int:
        return self._stack.currentIndex()


class _Tab(QToolButton):
    """Comes to the front also when something is dragged over it, so that a block finds its way into the outline."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.click()
        event.ignore()


class Panes(QSplitter):
    """Left, middle and right; the middle one takes what is left over."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._panes = (left, middle, right)
        for widget, least in zip(self._panes, (200, 320, 264), strict=True):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
        left.setMaximumWidth(420)
        right.setMaximumWidth(560)
        self.setStretchFactor(1, 1)
        self.setSizes([LEFT, 900, RIGHT])

    def bind(self, number: int, action: QAction) -> None:
        """Show or hide a pane as its action is on or off."""
        action.setChecked(True)
        action.toggled.connect(self._panes[number].setVisible)

    def next_pane(self, steps: int) -> int:
        """The number of the next (1) or previous (-1) shown pane after the one that has the keyboard."""
        shown = [number for number in range(3) if not self._panes[number].isHidden()]
        now = next((n for n in shown if self._panes[n].isAncestorOf(self.window().focusWidget() or self)), -1)
        at = shown.index(now) if now in shown else (-1 if steps > 0 else 0)
        return shown[(at + steps) % len(shown)]


def enter(pane: QWidget) -> None:
    """Give the keyboard to the first thing in a pane that takes it."""
    tabbed = (child for child in pane.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus)
    shown = [child for child in tabbed if child.isVisibleTo(pane) and child.isEnabled()]
    if shown:
        min(shown, key=lambda child: child.mapTo(pane, child.rect().topLeft()).toTuple()[::-1]).setFocus(
            Qt.FocusReason.TabFocusReason
        )
