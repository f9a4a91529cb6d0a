"""New issue: which template, with its starter or blank, here or in a window of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from composer.app import safe
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.look import role
from composer.app.miniature import Rows, miniature
from composer.app.paper import UNTITLED
from composer.app.pieces import beside, button, words
from composer.app.two_lines import LINE
from composer.files.assets import Assets
from composer.files.document import Document
from composer.library.templates import Library, Template
from composer.model.issue import Issue

_NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen; `library` has the template, as read when it was chosen."""

    template: str
    library: Library
    blank: bool = False
    elsewhere: bool = False
    starter: str | None = None

    @property
    def title(self) -> str:
        return self.library.template(self.template).title

    def issue(self, present: Issue, starter: Issue, assets: Assets) -> Document:
        """The new issue, in no file yet: of the starter, published by whom the present one is."""
        made = replace(starter, blocks=()) if self.blank else starter
        if present.publication.name:
            made = replace(made, publication=present.publication, language=present.language)
        return Document(made, assets, Path(UNTITLED), digest="")


class NewDialog(QDialog):
    """`chosen` gives a Wanted. The templates are read when it opens, so that one just saved is there."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, here: bool) -> None:
        super().__init__(parent)
        self._desk = desk
        self._library = desk.library
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New issue")
        self.templates = QListWidget()
        self.templates.setAccessibleName("Templates")
        self.starter, self.blank = QRadioButton("With the template’s blocks"), QRadioButton("Blank")
        self.starter.setChecked(True)
        self.starters = QComboBox()
        self.starters.setAccessibleName("What it is for")
        self.starter.toggled.connect(self.starters.setEnabled)
        self.templates.currentItemChanged.connect(self._show_starters)
        self.elsewhere = QCheckBox("In a window of its own")
        self.elsewhere.setChecked(desk.settings.get("new_elsewhere", False))
        self.elsewhere.setVisible(not here)
        self.create_button = button("Create", self.accept, "primary", default=True)
        self.create_button.setEnabled(False)
        self._lay_out()
        self.templates.itemActivated.connect(self.accept)
        self.resize(560, 520)
        desk.jobs.run(safe.library, self._fill)

    def accept(self) -> None:
        item = self.templates.currentItem()
        if not self.create_button.isEnabled():
            return
        elsewhere = self.elsewhere.isChecked() and not self.elsewhere.isHidden()
        self._desk.settings.put("new_elsewhere", self.elsewhere.isChecked())
        super().accept()
        starter = self.starters.currentData() if self.starters.count() else None
        blank = self.blank.isChecked()
        self.chosen.emit(Wanted(item.data(_NAME), self._library, blank, elsewhere, starter))

    def _lay_out(self) -> None:
        name = self._desk.session.now.publication.name
        from_whom = f"Published by {name}, as this issue is." if name else "With the template’s publication."
        self.templates.setItemDelegate(Rows(self.templates))
        self.templates.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        role(self.templates, "boxed")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(words("New issue", "title"))
        layout.addWidget(words(from_whom, "muted"))
        layout.addSpacing(8)
        layout.addWidget(self.templates, 1)
        layout.addSpacing(8)
        layout.addLayout(beside(self.starter, self.starters, self.blank, None, gap=16))
        layout.addSpacing(16)
        layout.addLayout(beside(self.elsewhere, None, button("Cancel", self.reject), self.create_button))

    def _fill(self, result: Ok[Library] | Err) -> None:
        if not isValid(self):
            return
        if isinstance(result, Ok):
            self._library = result.value
        for template in self._library.templates.values():
            self._add(template)
        self.templates.setCurrentRow(0)
        self.templates.setFocus()
        self.create_button.setEnabled(self.templates.count() > 0)

    def _show_starters(self, item: QListWidgetItem | None) -> None:
        """The jobs that the chosen template has starters for; where it has but one, there is nothing to choose."""
        self.starters.clear()
        given = self._library.template(item.data(_NAME)).starters if item else ()
        for starter in given:
            self.starters.addItem(starter.title, starter.name)
            about = starter.description
            self.starters.setItemData(self.starters.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        self.starters.setVisible(len(given) > 1)

    def _add(self, template: Template) -> None:
        about = template.description or ("A template of your own." if template.own else "")
        item = QListWidgetItem(miniature(template), template.title)
        item.setData(_NAME, template.name)
        item.setData(LINE, about)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{template.title}. {about}")
        self.templates.addItem(item)
