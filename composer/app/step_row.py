"""Parts of the Export card: a step with its check mark, and a notice with things to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.app.export_steps import Step
from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import words

Choice = tuple[str, Callable[[], object]]
_MARK = QSize(16, 16)
_LABEL = 168  # pixels, the widest label


class StepRow(QWidget):
    """What is handed over, what is known of it, and the button that does it."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.mark, self.about = QLabel(), words("", "muted")
        self.mark.setFixedSize(_MARK)
        self.button = QPushButton(step.verb)
        self.button.setAccessibleName(f"{step.verb.rstrip('…')} {step.label}")
        self.button.setMinimumWidth(88)
        label = QLabel(step.label)
        label.setMinimumWidth(_LABEL)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(self.mark)
        layout.addWidget(label)
        layout.addWidget(self.about, 1)
        layout.addWidget(self.button)
        self.reset()

    def reset(self) -> None:
        """Not ready: nothing known, nothing to press."""
        self.mark.clear()
        self._tell("", "muted")
        self.button.setEnabled(False)

    def show_ready(self, about: str) -> None:
        """Ready to be done."""
        self._tell(about, "muted")
        self.button.setEnabled(True)

    def show_done(self, sentence: str) -> None:
        """Done: a check mark, and what happened."""
        self.mark.setPixmap(icon("check", "good").pixmap(_MARK))
        self._tell(sentence, "good")

    def show_error(self, sentence: str) -> None:
        """It did not work, and why."""
        self.mark.setPixmap(icon("error", "error").pixmap(_MARK))
        self._tell(sentence, "error")

    def _tell(self, sentence: str, kind: str) -> None:
        role(self.about, kind)
        self.about.setWordWrap(kind != "muted")
        self.about.setText(sentence if kind != "muted" else self._cut(sentence))
        self.about.setToolTip(sentence)
        self.button.setAccessibleDescription(sentence)
        if kind != "muted":
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self.step.label}: {sentence}"))

    def _cut(self, sentence: str) -> str:
        return self.about.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideRight, 220)


class Notice(QFrame):
    """A sentence on a tinted ground, with what can be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = words()
        self.buttons: list[QPushButton] = []
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.words)
        nest(layout, self._line)
        self.hide()

    def tell(self, sentence: str, *choices: Choice, error: bool = False) -> None:
        """Show the sentence and a button for each choice; the first gets the keyboard."""
        role(self, "notice-error" if error else "notice")
        self.words.setText(sentence)
        while item := self._line.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.buttons = [QPushButton(verb) for verb, _ in choices]
        for button, (_, act) in zip(self.buttons, choices, strict=True):
            button.clicked.connect(lambda _=False, act=act: act())
            self._line.addWidget(button)
        if self.buttons:
            self._line.addStretch(1)
        self.show()
        if self.buttons:
            self.buttons[0].setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
