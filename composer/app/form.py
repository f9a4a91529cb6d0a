"""The inspector: the form of what is selected, made only from what its fields declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from composer.app.editors.editor import Bench, Editor, Note, column, labelled, wrapped
from composer.app.editors.table import EDITORS
from composer.app.field_edits import edit_block, edit_issue, edit_token
from composer.app.form_edits import Typed, hand_over
from composer.app.form_sections import MARGIN, Form, rule, sections_of
from composer.app.form_words import lowered, subline, unknown_words
from composer.app.issue_form import THEME, IssueForm
from composer.app.keys import put_away
from composer.app.lock_note import LockNote
from composer.app.nesting import nest
from composer.library.block_types import BlockType
from composer.library.wearing import wear_look, worn_theme
from composer.model.edits import Edit, reset_token
from composer.model.fields import Field, value_of
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.values import Raw
from composer.session import Change

if TYPE_CHECKING:
    from composer.app.desk import Desk


_AROUND = 96  # px above and below a field gone to that are in sight too
SETTLING = 400  # ms in which a field just gone to is kept in sight


class Inspector(QFrame):  # a frame is a group to a screen reader, a bare widget is nothing
    """Title and form of the selected block or of the issue. Forms are kept by block type and shown again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._bench = Bench(desk, EDITORS)
        self._findings: tuple[Finding, ...] = ()
        self._noted: tuple[Finding, ...] = ()
        self._pages: dict[object, QScrollArea] = {}
        self._block = ""
        self._form: Form | None = None
        self._issue_form: IssueForm | None = None
        self._type: BlockType | None = None
        self._wanted: QWidget | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLING)
        self._settled.timeout.connect(self._let_go)
        self.setProperty("role", "pane")
        self.setAccessibleName("Inspector")
        self.title = labelled("", "title")
        self.subline = wrapped("", "muted")
        self._stack = QStackedWidget()
        lines = column(self, 0)
        head = QWidget()
        words = column(head, 2)
        words.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN - 8)
        words.addWidget(self.title)
        words.addWidget(self.subline)
        self.lock = LockNote()
        words.addSpacing(4)
        words.addWidget(self.lock)
        self._of_all = column(None, 4)
        self._of_all.setContentsMargins(0, 4, 0, 0)
        nest(words, self._of_all)
        lines.addWidget(head)
        lines.addWidget(rule())
        lines.addWidget(self._stack, 1)
        desk.selection.changed.connect(self._select)
        desk.selection.wanted.connect(lambda place: self.focus_field(place.field))
        self._unsubscribe = desk.session.subscribe(self._told)
        self.destroyed.connect(self._unsubscribe)
        self._show()

    def focus_field(self, path: str) -> None:
        """Put the caret into the editor for a path within what is selected, unfolding and scrolling to it."""
        if self._form is None or put_away(self):
            return
        found = self._form.at(path, unfold=True)
        if found is None:
            return
        if isinstance(found, Editor) and not found.isAncestorOf(QApplication.focusWidget() or self):
            found.take_focus()
        self._keep_in_sight(found)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show what the checks say of the selected thing under its fields, now and after another selection."""
        self._findings = tuple(findings)
        self._note()

    def editor(self, path: str) -> Editor | None:
        """The editor that stands for a path in the form that is shown, unfolding the way."""
        found = self._form.at(path, unfold=True) if self._form else None
        return found if isinstance(found, Editor) else None

    def show_again(self) -> None:
        """Put up the form of what is selected anew: its declaration may be another."""
        old, self._pages = self._pages, {}
        self._show()
        for page in old.values():
            self._stack.removeWidget(page)
            page.deleteLater()

    def _select(self, place: Place) -> None:
        if place.block != self._block:
            self._show()
        if place.field and self._form is not None and (found := self._form.at(place.field)) is not None:
            self._keep_in_sight(found)

    def _told(self, change: Change) -> None:
        if change.by == "open":
            self._show()
        elif change.after is not change.before:
            self._refresh()

    def _show(self) -> None:
        """Put up the form of what is selected."""
        issue = self._desk.session.now
        block = issue.block(self._desk.selection.block)
        self._block = self._desk.selection.block
        self._issue_form = None
        self._type = self._block_type(block) if block else None
        if block is None:
            page = self._issue_page()
        elif self._type is None:
            page = self._unknown_page(block)
        else:
            page = self._block_page(self._type)
        self._noted = ()
        self._clear_head()
        if self._form is not None:
            self._form.reset()
        self._refresh()
        self._stack.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self._note()

    def _refresh(self) -> None:
        issue = self._desk.session.now
        block = issue.block(self._block) if self._block else None
        self.lock.show_block(block)
        if self._issue_form is not None:
            if self._issue_form.property("template") != issue.template:
                self._show()
                return
            self._issue_form.show_issue(issue)
            self.title.setText("Issue")
            self.subline.setText(issue.publication.name or "Everything that is not a block")
        elif block is None:
            self._show()
        elif self._type is not None and self._form is not None:
            self._form.show_values(lambda field: value_of(block.fields, field))
            self._form.setEnabled(not block.settings.locked)
            self.title.setText(self._type.title)
            self.subline.setText(subline(issue, block, self._desk.library))
        else:
            self.title.setText(block.type)
            self.subline.setText(unknown_words(block))

    def _block_type(self, block: Block) -> BlockType | None:
        return self._desk.types.get(block.type)

    def _block_page(self, block_type: BlockType) -> QScrollArea:
        key = (block_type.name, block_type.fields)
        if key not in self._pages:
            form = Form(sections_of(block_type.fields, self._bench), self._bench)
            form.edited.connect(self._edited)
            form.unfolded.connect(self._note_again)
            form.opened.connect(self._show_opened)
            self._pages[key] = self._page(form)
        self._form = self._pages[key].widget()  # type: ignore[assignment]
        return self._pages[key]

    def _issue_page(self) -> QScrollArea:
        issue, library = self._desk.session.now, self._desk.library
        template = library.templates.get(issue.template) or next(iter(library.templates.values()))
        key = ("", template.name)
        if key not in self._pages:
            made = IssueForm(issue, template, self._bench)
            made.form.edited.connect(self._edited)
            made.form.unfolded.connect(self._note_again)
            made.form.opened.connect(self._show_opened)
            made.reset_wanted.connect(self._reset_token)
            self._pages[key] = self._page(made)
        self._issue_form = self._pages[key].widget()  # type: ignore[assignment]
        assert self._issue_form is not None
        self._issue_form.setProperty("template", issue.template)
        self._form = self._issue_form.form
        return self._pages[key]

    def _unknown_page(self, block: Block) -> QScrollArea:
        """What an unknown block holds, plainly: each field's name, and its value as it stands in the file."""
        self._form = None
        if old := self._pages.pop("unknown", None):
            self._stack.removeWidget(old)
            old.deleteLater()
        inside = QWidget()
        lines = column(inside, MARGIN // 2)
        lines.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        for name, value in block.fields.items():
            lines.addWidget(labelled(name, "label"))
            lines.addWidget(wrapped(value.json if isinstance(value, Raw) else str(value)))
        lines.addStretch(1)
        self._pages["unknown"] = self._page(inside)
        return self._pages["unknown"]

    def _page(self, inside: QWidget) -> QScrollArea:
        page = QScrollArea()
        page.setProperty("role", "pane")
        page.setWidgetResizable(True)
        page.setFocusPolicy(page.focusPolicy().NoFocus)
        page.setHorizontalScrollBarPolicy(page.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        page.setWidget(inside)
        inside.installEventFilter(self)
        self._stack.addWidget(page)
        return page

    def _edited(self, path: str, value: Any, step: str) -> None:
        """Hand what was typed or done to the session; say at the place why it is not taken."""
        if self._form is not None:
            typed, session = Typed(path, value, step), self._desk.session
            hand_over(self._form, typed, session, lambda field: self._edit(path, field, value), block=self._block)
            if path == "template":
                self._refresh()  # a saved one is worn by the name of its look

    def _edit(self, path: str, field: Field, value: Any) -> Edit:
        issue = self._desk.session.now
        block = issue.block(self._block) if self._block else None
        if block is not None and self._type is not None:
            return edit_block(block, self._type.fields, path, value)
        if path == "template" and (look := self._desk.library.templates.get(str(value))):
            edit = wear_look(look, self._desk.library, worn_theme(look))
            edit(issue)  # where it cannot be worn, that is said now
            return edit
        if path.startswith(THEME):
            template = self._desk.library.template(issue.template)
            return edit_token(template, path.removeprefix(THEME), value)
        return edit_issue(issue, field, path, value)

    def _reset_token(self, token: str) -> None:
        field = self._form.field(THEME + token) if self._form else None
        label = f"Reset {lowered(field.label) if field else token}"
        self._desk.session.apply(label, reset_token(token), place=Place("", THEME + token))

    def _note_again(self) -> None:
        self._noted = ()
        self._note()

    def _note(self) -> None:
        """Put the findings of what is shown under their editors, unless they stand there already."""
        if self._form is None:
            return
        block = self._block if self._issue_form is None else ""
        wanted = tuple(finding for finding in self._findings if finding.place.block == block)
        if wanted == self._noted:
            return
        self._noted = wanted
        self._form.clear_notes()
        self._clear_head()
        for finding in wanted:
            if finding.place.field and (found := self._form.at(finding.place.field)) is not None:
                found.show_note(finding).fix_wanted.connect(self._fix)
            elif block and not finding.place.field:
                note = Note(finding)
                note.fix_wanted.connect(self._fix)
                self._of_all.addWidget(note)

    def _clear_head(self) -> None:
        while (item := self._of_all.takeAt(0)) is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

    def _fix(self, finding: Finding) -> None:
        if finding.fix is not None:
            self._desk.session.apply(finding.fix_label or "Fix", finding.fix, place=finding.place)

    def _keep_in_sight(self, widget: QWidget) -> None:
        """Scroll to a widget, and again while what was unfolded or made finds its place."""
        self._wanted = widget
        self._settled.start()
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        page = self._stack.currentWidget()
        if self._wanted is None or not isValid(self._wanted):
            return
        if isinstance(page, QScrollArea) and page.isAncestorOf(self._wanted):
            page.ensureWidgetVisible(self._wanted, 0, min(_AROUND, page.viewport().height() // 4))

    def _show_opened(self, box: QWidget) -> None:
        """Bring what was unfolded into sight, its head above all, as soon as it has its place."""

        def scroll() -> None:
            page = self._stack.currentWidget()
            if isinstance(page, QScrollArea) and page.isAncestorOf(box):
                bar, top = page.verticalScrollBar(), box.mapTo(page, QPoint(0, 0)).y()
                hidden = top + box.height() - page.viewport().height()
                bar.setValue(bar.value() + min(top, max(hidden, 0)))

        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, scroll))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._wanted is not None:
            QTimer.singleShot(0, self, self._scroll)
        return False

    def _let_go(self) -> None:
        self._wanted = None
