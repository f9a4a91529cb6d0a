"""The one door for questions to the person at the desk, so that tests can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.app.look import role


class Ask:
    """Asks in dialogs that belong to one window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def choose_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """A file that is there; `kinds` as Qt writes filters, `Issues (*.newsletter)`. None: given up."""
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder or ""), kinds)
        return Path(chosen) if chosen else None

    def choose_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Where to save; the person has agreed to replace what is there. Without a suffix it gets the suggestion's."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, str(suggested), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix:
            return path
        path = path.with_suffix(suggested.suffix)
        taken = path.exists() and self.question(
            f"Replace “{path.name}”?", "A file of that name is there already.", ("Replace", "Cancel")
        )
        return None if taken not in (False, "Replace") else path

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder that is there; None: given up."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(folder or ""))
        return Path(chosen) if chosen else None

    def question(self, title: str, text: str, verbs: Sequence[str]) -> str:
        """The verb chosen. The first is the likely one; the last leaves all as it is, and is what Esc means."""
        dialog = _Question(title, text, verbs, self._parent)
        dialog.exec()
        return dialog.answer

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        self.question(title, text, ("Close",))


class _Question(QDialog):
    def __init__(self, title: str, text: str, verbs: Sequence[str], parent: QWidget | None) -> None:
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(body)
        layout.addSpacing(16)
        layout.addWidget(self._buttons(verbs))
        self.setMinimumWidth(420)

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
