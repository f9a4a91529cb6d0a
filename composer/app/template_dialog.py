"""Save as template: a name, whether the words stay, and what issues made from it may not change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.lock_table import LockTable
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.issue_json import slug
from composer.model.locks import any_locked


class TemplateDialog(QDialog):
    """`saved` says where the template was kept, `kept` gives its folder. locks: it is opened for what is locked."""

    saved = Signal(str)
    kept = Signal(object)

    def __init__(self, desk: Desk, ask: Ask, parent: QWidget, *, locks: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Save as template")
        self.name = QLineEdit(desk.session.now.publication.name)
        self.keep = QRadioButton("Keep the words and pictures")
        self.keep.setChecked(True)
        self.empty = QRadioButton("Empty what each issue writes anew")
        self.about = QLineEdit()
        self.about.setPlaceholderText("What it is for, in a sentence")
        self.more = QCheckBox("Lock some of it for every issue")
        self.locks = LockTable(desk)
        self.locks.hide()
        self.here = QCheckBox("In this issue, too")
        self.here.setToolTip("This issue follows what is ticked here, as one step")
        self.here.setChecked(locks)
        self.here.hide()
        self.error = words("", "error")
        self.save_button = button("Save Template", self.accept, "primary", default=True)
        self._lay_out()
        self.name.textChanged.connect(self._name_changed)
        self.more.toggled.connect(self._show_locks)
        self.name.selectAll()
        self._name_changed()
        if locks:
            self.more.setChecked(True)
            self.locks.show_block(desk.selection.block)

    def accept(self) -> None:
        name = self.name.text().strip()
        replacing = (user_templates() / slug(name)).exists()
        if replacing and not self._ask.sure(
            f"Replace the template “{name}”?", "The one you have of that name is gone then.", "Replace"
        ):
            return
        now, assets, empty = self._desk.session.now, self._desk.assets, self.empty.isChecked()
        issue = self.locks.decided(now) if self.more.isChecked() else now
        about = self.about.text().strip()

        def work() -> Path:
            images = {asset: assets.get(asset) for asset in assets.names()}
            return save_template(
                issue, images, name=name, library=read_library(), empty=empty, description=about, replacing=replacing
            )

        self.save_button.setEnabled(False)
        self._desk.jobs.run(work, self._done)

    def _done(self, result: Ok[Path] | Err) -> None:
        if not isValid(self):
            return
        self.save_button.setEnabled(True)
        if isinstance(result, Err):
            self.error.setText(result.sentence)
            self.error.show()
            return
        self.saved.emit(f"Saved as a template in {result.value}. Choose it with File ▸ New.")
        self.kept.emit(result.value)
        if self.more.isChecked() and self.here.isChecked():
            self._desk.session.apply("Change What Is Locked", self.locks.decided, another=True)
        super().accept()

    def _name_changed(self) -> None:
        self.error.hide()
        self.save_button.setEnabled(bool(self.name.text().strip()))

    def _show_locks(self, on: bool) -> None:
        self.locks.setVisible(on)
        self.here.setVisible(on and any_locked(self._desk.session.now))
        self.resize(620 if on else self.minimumWidth(), 640 if on else self.minimumHeight())

    def _lay_out(self) -> None:
        heading = words("Save as template", "title")
        about = words("Its look and blocks begin new issues. Number, label and date are left out.", "muted")
        label, says = words("&Name", "label", of=self.name), words("&Description", "label", of=self.about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(6)
        for widgets in ((heading, about), (label, self.name, self.error), (says, self.about), (self.keep, self.empty)):
            for widget in widgets:
                layout.addWidget(widget)
            layout.addSpacing(8)
        layout.addWidget(self.more)
        layout.addWidget(self.locks, 1)
        layout.addWidget(self.here)
        layout.addSpacing(16)
        nest(layout, beside(None, button("Cancel", self.reject), self.save_button))
        self.setMinimumWidth(440)
