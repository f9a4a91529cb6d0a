"""Another look for the issue: how it is and how it would be, side by side, and what would not be seen any more."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from composer.app.cards import Cards
from composer.app.desk import Desk
from composer.app.exhibits import Exhibit, look_mark, looks
from composer.app.look import role
from composer.app.miniature import miniature
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.portraits import Portraits, Sitter
from composer.app.viewing import Together, Viewing, ViewingChoice
from composer.errors import ComposerError
from composer.library.templates import Library, Template
from composer.library.wearing import wear_look, worn_theme
from composer.model.finding import Place
from composer.model.issue import Issue
from composer.model.issue_json import write_issue
from composer.render.unseen import unseen

_SIZE = QSize(1320, 840)
_ROW = 28  # pixels
_MOST_ROWS = 4


class ChangeLook(QDialog):
    """`told` says what was done. The issue changes only by `accept`, as one step."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._issue = desk.session.now
        self._library = desk.library
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change look")
        self.templates = Cards("Templates")
        self.before, self.after = Viewing(desk, self._library), Viewing(desk, self._library)
        self.choice = ViewingChoice([self.before, self.after], self)
        self.together = Together(self.before, self.after, self)
        self.portraits = Portraits(self._library, desk.jobs, self.before)
        self.now, self.then, self.loses = words("", "section"), words("", "section"), words("", "label")
        self.unseen = QListWidget()
        self.unseen.setAccessibleName("Kept, but not shown")
        self.change_button = button("Change Look", self.accept, "primary", default=True)
        self._sketches = cache(self._sketch)
        self.templates.sketch = lambda exhibit: self._sketches(exhibit.template)
        self._lay_out(parent)
        self._connect()
        self._show_library(self._library)
        self.templates.setFocus()

    @property
    def chosen(self) -> Template | None:
        """The template that would be worn."""
        exhibit = self.templates.chosen
        return self._library.templates.get(exhibit.template) if exhibit else None

    def accept(self) -> None:
        template = self.chosen
        if template is None or not self.change_button.isEnabled():
            return
        edit = wear_look(template, self._library, worn_theme(template))
        if self._desk.session.apply(f"Change Look to {template.title}", edit, place=Place("", "template")):
            kept = " What it does not show is kept." if self.unseen.count() else ""
            self.told.emit(f"The issue wears “{template.title}” now.{kept} Undo brings the earlier look back.")
        super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_portraits()

    def _connect(self) -> None:
        self.templates.currentItemChanged.connect(lambda now, before: self._choose())
        self.templates.itemActivated.connect(lambda item: self.accept())
        self.templates.seen.connect(self._want_portraits)
        self.portraits.taken.connect(self.templates.put_portrait)
        self._unsubscribe = self._desk.shelf.subscribe(self._take)
        self.finished.connect(lambda result: self._stop())

    def _stop(self) -> None:
        self._unsubscribe()
        self.portraits.stop()
        for viewing in (self.before, self.after):
            viewing.stop()

    def _take(self, library: Library) -> None:
        """Templates came, went or changed; the issue may be read by other declarations now."""
        self._library, self._issue = library, self._desk.session.now
        self._sketches.cache_clear()
        self.portraits.use(library)
        for viewing in (self.before, self.after):
            viewing.use(library)
        self._show_library(library)

    def _show_library(self, library: Library) -> None:
        before = self.templates.chosen
        present = library.templates.get(self._issue.template)
        self.now.setText(f"Now: {present.title if present else self._issue.template}")
        self.before.show_issue(self._issue, self._desk.assets)
        self.after.show_issue(self._issue, self._desk.assets)
        every = [replace(each, line=each.about) for each in looks(library)]
        worn = (each for each in every if each.template == self._issue.template)
        self.templates.hang(every)
        self.templates.choose(before or next(worn, None))
        self._choose()

    def _choose(self) -> None:
        template = self.chosen
        if template is None:
            self.change_button.setEnabled(False)
            return
        self.then.setText(f"Then: {template.title}")
        self.unseen.clear()
        self.unseen.hide()
        try:
            issue = self._dressed(template)
        except ComposerError as error:
            self.loses.setText(str(error))
            self.change_button.setEnabled(False)
            return
        self.after.show_instead(issue)
        self.change_button.setEnabled(issue is not self._issue)
        present, shown = self._library.templates.get(self._issue.template), self._library.template(issue.template)
        lost = list(unseen(self._issue, present, shown)) if present else []
        self.unseen.addItems(lost)
        self.unseen.setVisible(bool(lost))
        self.unseen.setFixedHeight(_ROW * min(len(lost), _MOST_ROWS) + 8)
        self.loses.setText(
            f"Kept in the issue, but not shown in “{template.title}”" if lost else "Everything stays to be seen."
        )

    def _dressed(self, template: Template) -> Issue:
        return wear_look(template, self._library, worn_theme(template))(self._issue)

    # Pictures

    def _sketch(self, template: str) -> QPixmap | None:
        known = self._library.templates.get(template)
        return miniature(known) if known else None

    def _want_portraits(self) -> None:
        if self.isVisible():
            self.portraits.want(map(self._sitter, self.templates.without_portrait()))

    def _sitter(self, exhibit: Exhibit) -> Sitter:
        template, issue, assets = self._library.template(exhibit.template), self._issue, self._desk.assets
        declared = self._library.types_of(issue)

        def mark() -> str:
            json = write_issue(issue, {name: found.fields for name, found in declared.items()})
            return f"{look_mark(template)} {hashlib.sha256(repr(json).encode()).hexdigest()}"

        return Sitter(exhibit, mark, lambda: (self._dressed(template), assets))

    def _lay_out(self, parent: QWidget) -> None:
        role(self.templates, "cards")
        role(self.unseen, "lines")
        self.templates.setFixedWidth(212)
        top = beside(words("Change look", "title"), None, self.choice.width, self.choice.condition)
        top.setContentsMargins(16, 16, 16, 8)
        middle = QHBoxLayout()
        middle.setSpacing(1)
        middle.addWidget(self.templates)
        for label, viewing in ((self.now, self.before), (self.then, self.after)):
            label.setContentsMargins(16, 8, 16, 8)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label)
            column.addWidget(viewing, 1)
            nest(middle, column, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.unseen)
        nest(foot, beside(self.loses, None, button("Cancel", self.reject), self.change_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        nest(layout, top)
        nest(layout, middle, 1)
        nest(layout, foot)
        self.resize(_SIZE.boundedTo(parent.window().size() - QSize(32, 32)).expandedTo(QSize(920, 520)))
