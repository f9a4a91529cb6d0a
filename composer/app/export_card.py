"""The Export card: for which mail tool, where the pictures go, what to know first, and the steps in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.export_steps import LABELS, STEPS, Handover
from composer.app.handover import ADDRESS, Prepared, kilobytes
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.preview import PLAIN, Preview
from composer.app.spinner import Spinner
from composer.app.step_row import Notice, StepRow
from composer.app.toast import Toast
from composer.export.exporters import EMBED, FOLDER

_PLANS = (
    (FOLDER, "In a folder beside the HTML"),
    (EMBED, "Inside the mail file (.eml)"),
    (ADDRESS, "At an address on the web"),
)
_MOST_FINDINGS = 3
_WIDTH = 552


class ExportCard(QDialog):
    """Stays open until it is closed, so that one step follows the other."""

    def __init__(self, desk: Desk, preview: Preview, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        self.handover = Handover(desk, preview, ask, self)
        self._insisted = False
        self.tools, self.plans = QComboBox(), QComboBox()
        self.address = QLineEdit(self.handover.plan.address, placeholderText="https://example.com/issues/12")
        for widget, name in (
            (self.tools, "Mail tool"),
            (self.plans, "Pictures"),
            (self.address, "Address of the pictures"),
        ):
            widget.setAccessibleName(name)
        self.help = words("", "muted")
        self.summary = Notice()
        self.local = Notice()
        self.rows = {step.name: StepRow(step) for step in STEPS}
        self._spinner, self._state = Spinner(), words()
        self._state.setWordWrap(False)
        self._fill(preview)
        self._lay_out()
        self._connect()
        self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the address ends its editing, and presses no button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.address:
            event.accept()
        else:
            super().keyPressEvent(event)

    # What was chosen

    def _fill(self, preview: Preview) -> None:
        for tool in preview.tools.values():
            self.tools.addItem(tool.title, tool.name)
        self.tools.setCurrentIndex(self.tools.findData(preview.tool.name))
        for name, label in _PLANS:
            self.plans.addItem(label, name)
        self.plans.setCurrentIndex(self.plans.findData(self.handover.plan.kind))
        self._preview = preview

    def _connect(self) -> None:
        self.tools.activated.connect(self._choose_tool)
        self.plans.activated.connect(self._choose_plan)
        self.address.editingFinished.connect(self._choose_plan)
        self.handover.ready.connect(self._show_ready)
        self.handover.done.connect(self._show_done)
        self.handover.failed.connect(lambda name, sentence: self.rows[name].show_error(sentence))
        for name, row in self.rows.items():
            row.button.clicked.connect(lambda _=False, name=name: self.press(name))

    def _choose_tool(self) -> None:
        self._insisted = False
        self.handover.choose_tool(self.tools.currentData())
        self._show_waiting()

    def _choose_plan(self) -> None:
        plan = replace(self.handover.plan, kind=self.plans.currentData(), address=self.address.text().strip())
        self.address.setVisible(plan.kind == ADDRESS)
        if plan != self.handover.plan:
            self._show_waiting()
            self.handover.choose_plan(plan)

    def _start(self) -> None:
        self.address.setVisible(self.handover.plan.kind == ADDRESS)
        self._show_waiting()
        self.handover.start()

    # Steps

    def press(self, name: str) -> None:
        """Do a step; HTML that names pictures only this computer has is talked about first."""
        prepared = self.handover.prepared
        if name == "html" and prepared and prepared.local:
            self._show_local(prepared)
        else:
            self.handover.carry_out(name)

    def _show_local(self, prepared: Prepared) -> None:
        several = prepared.pictures != 1
        self.help.hide()
        self.local.tell(
            f"This HTML names {prepared.pictures} picture{'s that are' if several else ' that is'} only on your "
            "computer: pasted into a mail tool it shows none. Put them on the web and give the address, or save the "
            "HTML with its folder and upload both.",
            ("Give an address", self._give_address),
            ("Save with folder…", lambda: self.handover.carry_out("folder")),
            ("Copy anyway", lambda: self.handover.carry_out("html")),
        )

    def _give_address(self) -> None:
        self.plans.setCurrentIndex(self.plans.findData(ADDRESS))
        self._choose_plan()
        self.address.setFocus()

    def _show_done(self, name: str, sentence: str) -> None:
        self.local.hide()
        self.rows[name].show_done(sentence)
        names = list(self.rows)
        following = names[names.index(name) + 1 : -1] or names[-1:]
        self.rows[following[0]].button.setFocus()

    # What is known

    def _show_waiting(self) -> None:
        self.help.setText(self._preview.tool.help)
        self.help.show()
        self._spinner.show()
        role(self._state, "muted")
        self._state.setText("Making and checking the mail…")
        self.summary.hide()
        self.local.hide()
        for row in self.rows.values():
            row.reset()

    def _show_ready(self) -> None:
        self._spinner.hide()
        prepared = self.handover.prepared
        self._state.setText("")
        if prepared is None:
            self.summary.tell(self.handover.trouble, error=True)
        elif prepared.stops:
            self.summary.tell("\n".join(finding.sentence for finding in prepared.stops), error=True)
        elif prepared.errors and not self._insisted:
            self.summary.tell(_listed(prepared), ("Export anyway", self._insist), error=True)
        else:
            self._show_steps(prepared)

    def _insist(self) -> None:
        self._insisted = True
        self._show_ready()

    def _show_steps(self, prepared: Prepared) -> None:
        count = sum(finding.level != "note" for finding in prepared.findings)
        if count:
            self.summary.tell(_listed(prepared))
        else:
            self.summary.hide()
            role(self._state, "good")
            self._state.setText("All checked")
        size, files = kilobytes(len(prepared.html)), prepared.pictures
        pictures = f"{files} picture{'' if files == 1 else 's'}"
        about = {
            "subject": self.handover.issue.subject or "Empty",
            "preheader": self.handover.issue.preheader or "Empty",
            "html": f"{size} for {prepared.job.tool.title}" if prepared.job.tool.name != PLAIN else size,
            "text": kilobytes(len(prepared.text)),
            "folder": f"{size} and {pictures}" if files else size,
            "eml": "Text, HTML and pictures in one",
        }
        for name, row in self.rows.items():
            row.show_ready(about[name])
        self.rows["subject"].button.setFocus()

    # Layout

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        heading = words("Export", "title")
        heading.setWordWrap(False)
        nest(layout, beside(heading, None, self._state, self._spinner))
        layout.addSpacing(8)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        for label, combo in (("&Mail tool", self.tools), ("&Pictures", self.plans)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(words(label, "label", of=combo))
            column.addWidget(combo)
            nest(choices, column, 1)
        nest(layout, choices)
        for widget in (self.address, self.help, self.summary):
            widget.setFixedWidth(_WIDTH)
            layout.addWidget(widget)
        layout.addSpacing(8)
        card = self._card()
        card.setFixedWidth(_WIDTH)
        layout.addWidget(card)
        layout.addSpacing(8)
        nest(layout, beside(None, button("Close", self.reject)))
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)  # as tall as its words need

    def _card(self) -> QFrame:
        card = QFrame()
        role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 4, 8, 4)
        inside.setSpacing(0)
        for n, (name, row) in enumerate(self.rows.items()):
            if n:
                rule = QFrame()
                role(rule, "rule")
                inside.addWidget(rule)
            inside.addWidget(row)
            if name == "html":
                inside.addWidget(self.local)
        return card


def _listed(prepared: Prepared) -> str:
    """The first findings, errors before the rest, and how many more there are."""
    told = [finding.sentence for finding in prepared.findings if finding.level != "note"]
    more = len(told) - _MOST_FINDINGS
    return "\n".join([*told[:_MOST_FINDINGS], *([f"And {more} more."] if more > 0 else [])])


class Host(Protocol):
    """What the card needs of the window it opens over."""

    preview: Preview
    ask: Ask
    toast: Toast

    def window(self) -> QWidget: ...


def show_export(desk: Desk, window: Host) -> ExportCard:
    """Open the card over the window."""
    card = ExportCard(desk, window.preview, window.ask, window.window())
    card.open()
    return card


def export_again(desk: Desk, window: Host) -> None:
    """Do again, without the card, the step that was last done for this publication; the card where it cannot be."""
    handover = Handover(desk, window.preview, window.ask, window.window())
    name, path = handover.last()
    if not name:
        show_export(desk, window)
        return

    def go_on() -> None:
        prepared = handover.prepared
        if prepared is None or prepared.stops or prepared.errors or (name == "html" and prepared.local):
            show_export(desk, window)
            handover.deleteLater()
        else:
            handover.carry_out(name, path)

    def tell(step: str, sentence: str) -> None:
        window.toast.tell(f"{LABELS[step]}: {sentence}")
        handover.deleteLater()

    handover.ready.connect(go_on)
    handover.done.connect(tell)
    handover.failed.connect(tell)
    window.toast.tell(f"Making the mail for {window.preview.tool.title}…")
    handover.start()
