"""Small parts that dialogs are put together from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from composer.app.look import role


def words(text: str = "", kind: str = "", *, of: QWidget | None = None) -> QLabel:
    """A label of a role; with `of`, the caption of a field, which its mnemonic leads to."""
    made = QLabel(text)
    made.setWordWrap(kind != "label")
    if kind:
        role(made, kind)
    if of is None:
        made.setTextFormat(Qt.TextFormat.PlainText)
    else:
        made.setBuddy(of)
    return made


def as_written(text: str) -> str:
    """Somebody's words for a menu or button, where Qt takes `&` for the mark of a key."""
    return text.replace("&", "&&")


def button(text: str, act: Callable[[], object], kind: str = "", *, default: bool = False) -> QPushButton:
    """A push button that does something; Enter presses it when it is the dialog's default or has the keyboard."""
    made = QPushButton(text)
    made.setAutoDefault(default)
    made.setDefault(default)
    made.clicked.connect(lambda on=False: act())
    if kind:
        role(made, kind)
    return made


def beside(*widgets: QWidget | None, gap: int = 8) -> QHBoxLayout:
    """Widgets in a line; None is the space that grows."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made
