"""What every editor is: it shows one value and says when a person changed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from composer.app.icons import icon
from composer.app.nesting import nest
from composer.model.edits import Edit
from composer.model.fields import Field
from composer.model.finding import Finding

if TYPE_CHECKING:
    from composer.app.desk import Desk

GAP = 8
_MARKS = {"error": ("error", "error"), "warning": ("warning", "warning")}
NEVER: Any = object()  # the value of an editor that has not been shown one


@dataclass(frozen=True, slots=True)
class Bench:
    """What editors are made with: the desk, and the table of editors by field kind."""

    desk: Desk
    editors: Mapping[str, Callable[[Field, Bench], Editor]]

    def make(self, field: Field) -> Editor:
        """The editor for a field, by its kind."""
        return self.editors[field.kind](field, self)


class Editor(QWidget):
    """A labelled editor of one field's value; those of structured values hold editors of their parts.

    `edited(path, value, step)`: the person put `value` at `path` within this value (empty: the value itself). `step`
    names what was done, as a step of its own; empty: the value is being typed, and the step is named after the field.
    The editor itself never keeps what was typed: `show_value` brings it back from the session, undone or not.
    """

    large: ClassVar[bool] = False  # as large as a section of its own, under the field's label
    narrow: ClassVar[bool] = False  # two stand side by side
    edited = Signal(str, object, str)
    unfolded = Signal()

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__()
        self.field = field
        self.bench = bench
        self.noun = field.label
        self.value: Any = NEVER
        self.parts: dict[str, Editor] = {}
        self.rider: Edit | None = None  # carried out with the next change, in its step
        self.adder: QPushButton | None = None  # the button that adds an item, where there is one
        self._trouble: Note | None = None
        self._main: QWidget | None = None
        self.box = column(self, GAP // 2)
        self._notes = Notes(self.box)
        self.head = row(None, GAP // 2)
        self.label = labelled(field.label, "label")
        self.head.addWidget(self.label, 1)
        nest(self.box, self.head)
        self.label.setVisible(bool(field.label))
        if field.help:
            self.setToolTip(field.help)

    def show_value(self, value: Any) -> None:
        """Show what the session holds; nothing happens when it is what is shown."""
        if value is not self.value:
            self.value = value
            self.refresh(value)

    def refresh(self, value: Any) -> None:
        """Bring the widgets in line with `value`, leaving alone what already is."""
        raise NotImplementedError

    def put(self, value: Any, path: str = "", step: str = "") -> None:
        """Say that the person changed something."""
        self.edited.emit(path, value, step)

    def add_part(self, name: str, editor: Editor) -> Editor:
        """Take in the editor of a part; what it says is said on under its name."""
        self.parts[name] = editor
        editor.edited.connect(lambda path, value, step: self.put(value, f"{name}.{path}" if path else name, step))
        editor.unfolded.connect(self.unfolded)
        return editor

    def at(self, path: str, unfold: bool = False) -> Editor:
        """The editor that stands for `path` within this one, as deep as there is one; `unfold` opens the way."""
        name, _, rest = path.partition(".")
        part = self.part(name, unfold) if name else None
        return part.at(rest, unfold) if part else self

    def part(self, name: str, unfold: bool) -> Editor | None:
        """The editor of one part."""
        return self.parts.get(name)

    def set_main(self, widget: QWidget) -> None:
        """Say which widget has the focus when the label is clicked or a finding leads here."""
        self._main = widget
        self.label.setBuddy(widget)
        widget.setAccessibleName(self.field.label or self.noun)
        if self.field.help:
            widget.setAccessibleDescription(self.field.help)

    def take_focus(self) -> None:
        """Put the caret here, unless it is here already."""
        target = self._main
        if target is None and self.parts:
            next(iter(self.parts.values())).take_focus()
        elif target is not None and not target.hasFocus():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, sentence: str, level: str = "error") -> None:
        """Say below the editor why what is typed is not taken, or what came of it; nothing takes the words away."""
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
        self._trouble = Note(Finding(level, "typed", sentence)) if sentence else None
        if self._trouble is not None:
            self.box.addWidget(self._trouble)
            self._trouble.show()

    def show_trouble(self) -> None:
        """Scroll what was told into sight."""
        around: QWidget | None = self
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and self._trouble is not None:
            around.ensureWidgetVisible(self._trouble, 0, GAP)

    def offer(self, sentence: str, verb: str, act: Callable[[], object]) -> None:
        """Say below the editor what came of it, with a button for what else could have."""
        self.tell("")
        self._trouble = Note(Finding("note", "offered", sentence, fix=lambda issue: issue, fix_label=verb))
        self._trouble.fix_wanted.connect(lambda finding: act())
        self.box.addWidget(self._trouble)
        self._trouble.show()

    def begin(self) -> None:
        """Be ready for the first words, where there is nothing yet."""
        self.take_focus()

    def reset(self) -> None:
        """Begin with another block: what was unfolded or half typed is forgotten."""
        self.value = NEVER
        self.tell("")
        self.clear_notes()
        for part in self.parts.values():
            part.reset()

    def hide_label(self) -> None:
        """Leave the label to the section above."""
        self.label.hide()

    def show_note(self, finding: Finding) -> Note:
        """Put a finding under the editor."""
        return self._notes.show(finding)

    def clear_notes(self) -> None:
        """Take the notes away, those of the parts too."""
        self._notes.clear()
        for part in self.parts.values():
            part.clear_notes()


class Note(QFrame):
    """A finding at its place: a calm box with a mark, the sentence, and a button where a fix is sure."""

    fix_wanted = Signal(Finding)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        error = finding.level == "error"
        self.setProperty("role", "notice-error" if error else "notice")
        line = row(self, GAP)
        line.setContentsMargins(GAP, GAP - 2, GAP, GAP - 2)
        self._mark = QLabel()
        name, colour = _MARKS.get(finding.level, ("info", "muted"))
        self._icon = icon(name, colour)
        self._mark.setPixmap(self._icon.pixmap(16, 16))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = column(None, GAP // 2)
        self.words = wrapped(finding.sentence)
        self.words.setAccessibleName(f"{finding.level.capitalize()}: {finding.sentence}")
        words.addWidget(self.words)
        if finding.fix is not None:
            fix = QPushButton(finding.fix_label or "Fix")
            fix.setProperty("role", "link")
            fix.clicked.connect(lambda: self.fix_wanted.emit(finding))
            words.addWidget(fix, 0, Qt.AlignmentFlag.AlignLeft)
        nest(line, words, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark.setPixmap(self._icon.pixmap(16, 16))


class Notes:
    """The notes at the end of a column."""

    def __init__(self, below: QVBoxLayout) -> None:
        self._below = below
        self._shown: list[Note] = []

    def show(self, finding: Finding) -> Note:
        """Add a note on a finding."""
        note = Note(finding)
        self._shown.append(note)
        self._below.addWidget(note)
        note.show()
        return note

    def clear(self) -> None:
        """Take all notes away."""
        for note in self._shown:
            note.hide()
            note.deleteLater()
        self._shown.clear()


def column(parent: QWidget | None, spacing: int) -> QVBoxLayout:
    """A column without margins."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def row(parent: QWidget | None, spacing: int) -> QHBoxLayout:
    """A row without margins."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def labelled(text: str, role: str) -> QLabel:
    """A label of a role of the look; it may be cut rather than push the pane wider."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def wrapped(text: str, role: str = "") -> QLabel:
    """A label whose words wrap."""
    made = QLabel(text)
    if role:
        made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made
