"""A form: sections of editors below each other, made from field declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from composer.app.editors.editor import GAP, Bench, Editor, Note, Notes, column, labelled, row
from composer.app.editors.tab_order import order_tabs
from composer.app.icons import icon
from composer.app.nesting import nest
from composer.model.fields import Field
from composer.model.finding import Finding

MARGIN = 16
AT_ONCE = 4  # editors made before a form is first shown


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a title, or none. `folds`: it is folded until asked for, and its editors are made then."""

    title: str
    fields: tuple[Field, ...]
    folds: bool = False


def sections_of(fields: Iterable[Field], bench: Bench) -> list[Section]:
    """Fields in declared order: one with a large editor is a section, those between share one."""
    found: list[Section] = []
    for field in fields:
        if getattr(bench.editors[field.kind], "large", False):
            found.append(Section(field.label, (field,)))
        elif found and not found[-1].title:
            found[-1] = Section("", (*found[-1].fields, field))
        else:
            found.append(Section("", (field,)))
    return found


class SectionBox(QWidget):
    """One section: title, editors, and notes of what is folded away. `opened`: the person unfolded it."""

    edited = Signal(str, object, str)
    unfolded = Signal()
    opened = Signal(QWidget)

    def __init__(self, section: Section, bench: Bench) -> None:
        super().__init__()
        self.section = section
        self.editors: dict[str, Editor] = {}
        self._bench = bench
        self._value: Callable[[Field], Any] | None = None
        self._body: QWidget | None = None
        self._lines = column(self, GAP + 2)
        self._notes = Notes(self._lines)
        self._lines.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN)
        self._head = row(None, GAP)
        nest(self._lines, self._head)
        self.fold: QToolButton | None = None
        if section.folds:
            self._lines.setContentsMargins(GAP, GAP // 2, MARGIN, GAP // 2)
            self._head.addWidget(self._fold_button(), 1)
        elif section.title:
            self._head.addWidget(labelled(section.title, "section"), 1)

    def show_values(self, value: Callable[[Field], Any]) -> None:
        """Show each field's value; what is folded away shows it later."""
        self._value = value
        for field in self.section.fields:
            if editor := self.editors.get(field.name):
                editor.show_value(value(field))

    def unfold(self) -> None:
        """Make the editors, where they are not made yet, and show them."""
        if self.fold is not None:
            self.fold.setChecked(True)
        elif self._body is None:
            self.make()
            self.unfolded.emit()

    def reset(self) -> None:
        """Begin with another block."""
        self.clear_notes()
        for editor in self.editors.values():
            editor.reset()

    def show_note(self, finding: Finding) -> Note:
        """A finding on what is folded away."""
        return self._notes.show(finding)

    def clear_notes(self) -> None:
        self._notes.clear()
        for editor in self.editors.values():
            editor.clear_notes()

    def _fold_button(self) -> QToolButton:
        self.fold = QToolButton()
        self.fold.setProperty("role", "fold")
        self.fold.setText(self.section.title)
        self.fold.setIcon(icon("chevron-right", "muted"))
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._fold)
        self.fold.clicked.connect(lambda on: self.opened.emit(self) if on else None)
        return self.fold

    def _fold(self, open_: bool) -> None:
        if self.fold is not None:
            self.fold.setIcon(icon("chevron-down" if open_ else "chevron-right", "muted"))
        if open_ and self._body is None:
            self.make()
            self.unfolded.emit()
        if self._body is not None:
            self._body.setVisible(open_)
        self._lines.setContentsMargins(
            GAP if self.section.folds else MARGIN, GAP // 2, MARGIN, MARGIN if open_ else GAP // 2
        )

    def make(self) -> None:
        """Make the editors, and show in them what is to be shown."""
        self._body = QWidget()
        lines = column(self._body, GAP + 4)
        if self.section.folds:
            lines.setContentsMargins(GAP, 0, 0, 0)
        self._fill(lines)
        self._lines.addWidget(self._body)
        self._body.show()  # now, not when the event loop turns: its keys work only once it is seen
        if self._value is not None:
            self.show_values(self._value)

    def _fill(self, lines: QVBoxLayout) -> None:
        """Editors below each other, narrow ones two abreast."""
        waiting: Editor | None = None
        for field in self.section.fields:
            editor = self._editor(field)
            if waiting is not None and editor.narrow:
                pair = row(None, GAP)
                lines.removeWidget(waiting)
                pair.addWidget(waiting, 1, Qt.AlignmentFlag.AlignTop)
                pair.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
                nest(lines, pair)
                waiting = None
            else:
                lines.addWidget(editor)
                waiting = editor if editor.narrow else None

    def _editor(self, field: Field) -> Editor:
        editor = self._bench.make(field)
        name = field.name
        editor.edited.connect(
            lambda path, value, step: self.edited.emit(f"{name}.{path}" if path else name, value, step)
        )
        editor.unfolded.connect(self.unfolded)
        self.editors[name] = editor
        if field.label == self.section.title:
            editor.hide_label()
            if editor.adder is not None and not self.section.folds:
                self._take_adder(editor.adder)
        return editor

    def _take_adder(self, adder: QPushButton) -> None:
        """The button that adds an item stands beside the title."""
        adder.setText("Add")
        self._head.addWidget(adder)


class Form(QWidget):
    """Sections below each other, and which editor stands for which path.

    The first sections are made at once, the rest as soon as nothing else is to do: a form is there in a blink.
    """

    edited = Signal(str, object, str)
    unfolded = Signal()
    opened = Signal(QWidget)

    def __init__(self, sections: Iterable[Section], bench: Bench, *, top: QWidget | None = None) -> None:
        super().__init__()
        lines = column(self, 0)
        self.boxes: list[SectionBox] = []
        self._later: list[SectionBox] = []
        if top is not None:
            lines.addWidget(top)
        for number, section in enumerate(sections):
            if number and not (section.folds and self.boxes[-1].section.folds):
                lines.addWidget(rule())
            box = SectionBox(section, bench)
            box.edited.connect(self.edited)
            box.unfolded.connect(self.unfolded)
            box.opened.connect(self.opened)
            box.unfolded.connect(self._reorder)
            self.boxes.append(box)
            lines.addWidget(box)
        lines.addStretch(1)
        self._later = [box for box in self.boxes if box.fold is None]
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._make_next)
        while self._later and sum(len(box.editors) for box in self.boxes) < AT_ONCE:
            self._later.pop(0).make()
        self._idle.start()

    def _reorder(self) -> None:
        """Tab goes as the eyes do, also to what was made later."""
        if not self._later:
            order_tabs(self)

    def _make_next(self) -> None:
        if self._later:
            self._later.pop(0).unfold()
        else:
            self._idle.stop()

    def show_values(self, value: Callable[[Field], Any]) -> None:
        """Show the value of every field."""
        for box in self.boxes:
            box.show_values(value)

    def at(self, path: str, unfold: bool = False) -> Editor | SectionBox | None:
        """The editor for a path, as deep as there is one; its section where that is folded; None where nothing is."""
        for box in self.boxes:
            for field in box.section.fields:
                if path == field.name or path.startswith(f"{field.name}."):
                    if unfold:
                        box.unfold()
                    editor = box.editors.get(field.name)
                    return editor.at(path.removeprefix(field.name).removeprefix("."), unfold) if editor else box
        return None

    def field(self, path: str) -> Field | None:
        """The field that a path leads into."""
        fields = (field for box in self.boxes for field in box.section.fields)
        return next((field for field in fields if path == field.name or path.startswith(f"{field.name}.")), None)

    def first(self) -> Editor | None:
        """The first editor there is."""
        return next((editor for box in self.boxes for editor in box.editors.values()), None)

    def clear_notes(self) -> None:
        """Take all findings away."""
        for box in self.boxes:
            box.clear_notes()

    def reset(self) -> None:
        """Begin with another block."""
        for box in self.boxes:
            box.reset()


def rule() -> QFrame:
    """A line across."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made
