"""The one door for questions to the person at the desk, so that tests can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.look import role

_WIDE, _HIGHEST = 560, 320  # pixels of a list


class Ask:
    """Asks in dialogs that belong to one window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def save_changes(self, name: str) -> str:
        """`save`, `discard` or `cancel`, before an issue with unsaved changes is left."""
        verbs = {"Save": "save", "Don't Save": "discard", "Cancel": "cancel"}
        return verbs[self.choice(f"Save the changes to “{name}”?", "They are lost if you don't.", tuple(verbs))]

    def open_path(self, title: str, folder: Path, filters: str) -> Path | None:
        """A file that is there; `filters` as Qt writes them, `Issues (*.newsletter)`. None: given up."""
        reading = QFileDialog.Option.ReadOnly  # Qt's own dialog deletes and renames files otherwise
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), filters, options=reading)
        return Path(chosen) if chosen else None

    def save_path(self, title: str, proposed: Path, filters: str) -> Path | None:
        """Where to save; the person has agreed to replace what is there under the very name given."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, str(proposed), filters)
        return Path(chosen) if chosen else None

    def folder(self, title: str, proposed: Path) -> Path | None:
        """A folder that is there; None: given up."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(proposed))
        return Path(chosen) if chosen else None

    def choice(self, sentence: str, more: str, verbs: Sequence[str], *, listed: Sequence[str] = ()) -> str:
        """The verb chosen. The first is the likely one; the last leaves all as it is, and is what Esc means.

        listed: what the question is about, a line each, to be read before it is answered.
        """
        dialog = _Question(sentence, more, verbs, self._parent, listed=listed)
        dialog.exec()
        return dialog.answer

    def sure(self, sentence: str, more: str, verb: str) -> bool:
        """Whether to go on with what somebody should know about first."""
        return self.choice(sentence, more, (verb, "Cancel")) == verb

    def tell(self, sentence: str, more: str = "") -> None:
        """Say something that must be read."""
        self.choice(sentence, more, ("Close",))


class _Question(QDialog):
    def __init__(
        self, title: str, text: str, verbs: Sequence[str], parent: QWidget | None, *, listed: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.answer = verbs[-1]
        self.setWindowTitle("Newsletter Composer")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        heading, body = QLabel(title), QLabel(text)
        role(heading, "title")
        for label in (heading, body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setVisible(bool(text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(body)
        if listed:
            layout.addSpacing(8)
            layout.addWidget(_list(listed))
        layout.addSpacing(16)
        layout.addWidget(self._buttons(verbs))
        self.setMinimumWidth(420)
        width = max(self.minimumWidth(), self.sizeHint().width())
        self.resize(width, layout.heightForWidth(width))  # the hint alone is for words not wrapped so

    def _buttons(self, verbs: Sequence[str]) -> QDialogButtonBox:
        box = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        for n, verb in enumerate(verbs):
            last = n == len(verbs) - 1
            kind = roles.AcceptRole if n == 0 else roles.RejectRole if last else roles.DestructiveRole
            button = QPushButton(verb)
            box.addButton(button, kind)
            button.clicked.connect(lambda _=False, verb=verb: self._choose(verb))
            if n == 0:
                button.setDefault(True)
                button.setFocus()
        return box

    def _choose(self, verb: str) -> None:
        self.answer = verb
        self.accept()


def _list(lines: Sequence[str]) -> QListWidget:
    """Lines to be read: as high as they need, up to a height from which on they are scrolled."""
    made = QListWidget()
    made.setAccessibleName("Differences")
    made.setSelectionMode(QListWidget.SelectionMode.NoSelection)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    role(made, "lines")
    made.addItems(list(lines))
    made.setFixedWidth(_WIDE)
    made.ensurePolished()
    made.resize(_WIDE, _HIGHEST)
    made.doItemsLayout()  # lines are wrapped to the width
    high = sum(made.sizeHintForRow(row) for row in range(len(lines)))
    made.setFixedHeight(min(high + 2 * made.frameWidth() + 10, _HIGHEST))
    return made
