"""Save as template: a name, and whether the words stay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.pieces import beside, button, words
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.issue_json import slug


class TemplateDialog(QDialog):
    """`saved` says where the template was kept."""

    saved = Signal(str)

    def __init__(self, desk: Desk, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Save as template")
        self.name = QLineEdit(desk.session.now.publication.name)
        self.keep = QRadioButton("Keep the words and pictures")
        self.keep.setChecked(True)
        self.empty = QRadioButton("Empty what each issue writes anew")
        self.error = words("", "error")
        self.save_button = button("Save Template", self.accept, "primary", default=True)
        self._lay_out()
        self.name.textChanged.connect(self._name_changed)
        self.name.selectAll()
        self._name_changed()

    def accept(self) -> None:
        name = self.name.text().strip()
        replacing = (user_templates() / slug(name)).exists()
        if replacing and not self._ask.sure(
            f"Replace the template “{name}”?", "The one you have of that name is gone then.", "Replace"
        ):
            return
        issue, assets, empty = self._desk.session.now, self._desk.assets, self.empty.isChecked()

        def work() -> Path:
            images = {asset: assets.get(asset) for asset in assets.names()}
            return save_template(issue, images, name=name, library=read_library(), empty=empty, replacing=replacing)

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
        self.saved.emit(f"Saved as a template in {result.value}. Choose it with File > New.")
        super().accept()

    def _name_changed(self) -> None:
        self.error.hide()
        self.save_button.setEnabled(bool(self.name.text().strip()))

    def _lay_out(self) -> None:
        heading = words("Save as template", "title")
        about = words("Its look and blocks begin new issues. Number, label and date are left out.", "muted")
        label = words("&Name", "label", of=self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        for widget in (heading, about, label, self.name, self.error, self.keep, self.empty):
            layout.addWidget(widget)
        layout.addSpacing(16)
        layout.addLayout(beside(None, button("Cancel", self.reject), self.save_button))
        self.setMinimumWidth(440)
