"""A window with nothing but the inspector, over a block type that has a field of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from composer.app.editors.editor import Note
from composer.app.editors.image_well import as_png
from composer.app.form import Inspector
from composer.files.assets import Assets
from composer.library.templates import Library, Template
from composer.model.finding import Place
from composer.model.issue import Block
from composer.model.issue_json import read_issue
from tests.app.desks import LIBRARY, desk
from tests.issues import block_type

EVERY = {
    "title": "Everything",
    "fields": {
        "name": {"kind": "line", "label": "Name", "role": "headline"},
        "words": {"kind": "prose", "label": "Words"},
        "picture": {"kind": "image", "label": "Picture"},
        "target": {"kind": "link", "label": "Target"},
        "speaker": {"kind": "person", "label": "Speaker"},
        "byline": {"kind": "people", "label": "Byline"},
        "maker": {"kind": "credit", "label": "Maker"},
        "makers": {"kind": "credits", "label": "Makers"},
        "ai": {"kind": "disclosure", "label": "Use of AI"},
        "day": {"kind": "date", "label": "Day"},
        "hour": {"kind": "time", "label": "Hour"},
        "amount": {"kind": "number", "label": "Amount", "least": 0, "most": 10},
        "tint": {"kind": "colour", "label": "Tint"},
        "align": {"kind": "choice", "label": "Align", "choices": {"left": "Left", "right": "Right"}},
        "shown": {"kind": "toggle", "label": "Shown"},
        "items": {
            "kind": "rows",
            "label": "Items",
            "fields": {
                "title": {"kind": "line", "label": "Title"},
                "address": {"kind": "line", "label": "Address", "role": "address"},
                "picture": {"kind": "image", "label": "Picture"},
            },
        },
    },
}


def library() -> Library:
    """The shipped templates with one block type more."""
    every = replace(block_type("every", EVERY), title="Everything")
    blocks = {**LIBRARY.blocks, "every": every}
    templates = {name: _with(template, blocks) for name, template in LIBRARY.templates.items()}
    return Library(templates, blocks)


def _with(template: Template, blocks: Any) -> Template:
    return replace(template, blocks={**template.blocks, **blocks})


FORMS = library()


def png(width: int = 1600, height: int = 900) -> bytes:
    """A picture's bytes."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    return as_png(image)


class Window(QMainWindow):
    """The inspector beside a button to go away to, with the window's Undo and Redo."""

    def __init__(self, folder: Path, fields: dict[str, Any], **members: Any) -> None:
        super().__init__()
        self.assets = Assets()
        blocks = [
            {"id": "one", "type": "every", "fields": fields},
            {"id": "two", "type": "every", "fields": {"name": "The other"}},
        ]
        issue = read_issue({"blocks": blocks, **members}, FORMS.declared)
        self.desk = desk(folder, issue, self.assets, library=FORMS)
        self.session = self.desk.session
        self.inspector = Inspector(self.desk)
        self.setCentralWidget(self.inspector)
        self.blocks_keys: list[str] = []  # keys for blocks that reached the window
        keys: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("Undo", "Ctrl+Z", self.session.undo),
            ("Redo", "Ctrl+Shift+Z", self.session.redo),
            ("Delete", "Del", lambda: self.blocks_keys.append("Delete")),
            ("Up", "Alt+Up", lambda: self.blocks_keys.append("Up")),
            ("Down", "Alt+Down", lambda: self.blocks_keys.append("Down")),
        )
        for name, key, act in keys:
            action = QAction(name, self)
            action.setShortcut(key)
            action.triggered.connect(act)
            self.addAction(action)
        self.desk.selection.select(Place("one"))

    def open(self, qtbot: QtBot) -> Window:
        """Show the window and give it the keyboard."""
        qtbot.addWidget(self)
        self.resize(340, 900)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        return self

    @property
    def block(self) -> Block:
        found = self.session.now.block("one")
        assert found is not None
        return found

    def value(self, name: str) -> Any:
        return self.block.fields.get(name)

    def told(self, path: str) -> str:
        """What stands below the editor for a path about what was done there."""
        editor = self.inspector.editor(path)
        assert editor is not None
        return " ".join(note.words.text() for note in editor.findChildren(Note) if not note.isHidden())

    def focus(self, path: str) -> QWidget:
        """The widget with the keyboard after going to a path."""
        self.inspector.focus_field(path)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, path: str, text: str) -> QWidget:
        """Type into the field at a path."""
        widget = self.focus(path)
        QTest.keyClicks(widget, text)
        return widget

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, held)

    def settle(self) -> None:
        """Let what was just made be laid out and shown."""
        for _ in range(30):
            QApplication.processEvents()
