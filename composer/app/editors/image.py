"""A picture in a place, and all that is said about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton, QWidget

from composer.app.editors.credits import PictureCredits
from composer.app.editors.crop_dialog import CropDialog
from composer.app.editors.editor import GAP, Bench, Editor, column, labelled, row
from composer.app.editors.image_well import SUFFIXES, ImageWell
from composer.app.editors.parts import ALT, CAPTION, DECORATIVE, MADE_HOW
from composer.app.editors.thumbnails import thumbnail
from composer.app.icons import icon
from composer.app.jobs import Ok
from composer.app.nesting import nest
from composer.app.taking_in import Came, Given, Taken, placed, take_in
from composer.model.fields import Field
from composer.model.framing import rendition, shown_focus, shown_size, whole_focus
from composer.model.values import Image

SENT = 1200  # px; twice a page of 600, what exports size pictures to
THUMBNAIL = 2 * 92
_FOLDER = "image_folder"


class ImageEditor(Editor):
    """The well with its facts; alt text, caption, credits and how it was made once there is a picture."""

    large = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.setAcceptDrops(True)
        self.well = ImageWell()
        self.well.given.connect(self.take)
        self.well.refused.connect(self.tell)
        self.well.asked.connect(self.choose)
        self.well.removed.connect(self.remove)
        self.well.focused.connect(lambda x, y: self.put(whole_focus(self.value, x, y), "focus", "Move focus point"))
        self.set_main(self.well)
        self.well.setAccessibleName(f"{field.label}: picture")
        inside = column(None, GAP + 2)
        nest(self.box, inside)
        top = row(None, GAP)
        top.addWidget(self.well, 0, Qt.AlignmentFlag.AlignTop)
        self.facts = self._facts()
        top.addWidget(self.facts, 1)
        nest(inside, top)
        self.inside = inside
        self.about: QWidget | None = None
        self.rest: list[Editor] = []
        self._shown = ""
        self.crop_dialog: CropDialog | None = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """What is dropped beside the well is meant for it."""
        self.well.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.well.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.well.dropEvent(event)

    def _facts(self) -> QWidget:
        facts = QWidget()
        lines = column(facts, 1)
        self.file = labelled("", "muted")
        self.size_label = labelled("", "muted")
        lines.addWidget(self.file)
        lines.addWidget(self.size_label)
        buttons = row(None, GAP // 2)
        buttons.setContentsMargins(-GAP + 2, 0, 0, 0)  # the link's own padding, so that words stand below words
        name = self.field.label.lower() or "picture"
        another = _link("Replace", f"Replace {name}", self.choose)
        self.crop_button = _link("Crop", f"Crop {name}", self.crop)
        away = QToolButton()
        away.setProperty("role", "small")
        away.setIcon(icon("trash", "muted"))
        away.setToolTip("Remove the picture")
        away.setAccessibleName(f"Remove {name}")
        away.clicked.connect(self.remove)
        buttons.addWidget(another)
        buttons.addWidget(self.crop_button)
        buttons.addWidget(away)
        buttons.addStretch(1)
        nest(lines, buttons)
        return facts

    def _make_about(self) -> QWidget:
        """What is said about a picture; made only when there is one."""
        about = QWidget()
        lines = column(about, GAP + 2)
        self.alt = self.add_part("alt", self.bench.make(ALT))
        self.alt.noun = "Description"
        lines.addWidget(self.alt)
        lines.addWidget(self.add_part("decorative", self.bench.make(DECORATIVE)))
        if self.field.credit == "required":
            self.rest = [
                self.add_part("caption", self.bench.make(CAPTION)),
                self.add_part("credits", PictureCredits(Field("credits", "credits", ""), self.bench)),
                self.add_part("made", self.bench.make(MADE_HOW)),
            ]
        for editor in self.rest:
            lines.addWidget(editor)
        self.inside.addWidget(about)
        return about

    def refresh(self, value: Image) -> None:
        there = bool(value.asset or value.file)
        self.well.show_empty(not there)
        self.facts.setVisible(there)
        if there and self.about is None:
            self.about = self._make_about()
            self.unfolded.emit()
        self.well.show_focus(shown_focus(value))
        self.crop_button.setVisible(value.asset in self.bench.desk.assets)
        self.file.setText(value.file or "Picture")
        self.file.setToolTip(value.file)
        self.size_label.setText(size_words(value))
        for name, part in self.parts.items():
            part.show_value(getattr(value, name))
        if self.about is not None:
            self.about.setVisible(there)
            self.alt.setVisible(not value.decorative)
        if value.asset != self._shown.partition("~")[0]:
            self.tell("")  # what was offered is about another picture
        if rendition(value) != self._shown:
            self._shown = rendition(value)
            self.well.show_picture(None)
            if value.asset in self.bench.desk.assets:
                thumbnail(self.bench.desk, self._shown, THUMBNAIL, self.well, show=self.well.show_picture)

    def crop(self) -> None:
        """Ask which part of the picture is shown."""
        if self.value.asset in self.bench.desk.assets:
            self.crop_dialog = CropDialog(self.bench.desk, self.value, self.window())
            self.crop_dialog.cropped.connect(lambda image: self.put(image, "", "Crop picture"))
            self.crop_dialog.open()

    def choose(self) -> None:
        """Ask for a file."""
        settings = self.bench.desk.settings
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self.window(), "Choose a picture", settings.get(_FOLDER, ""), f"Pictures ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setOption(QFileDialog.Option.ReadOnly)  # Qt's own dialog deletes and renames files otherwise
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, name: str) -> None:
        path = Path(name)
        self.bench.desk.settings.put(_FOLDER, str(path.parent))
        self.take(Given(path.name, path.read_bytes))

    def take(self, given: Given) -> None:
        """Take a picture in, off the GUI thread, with what its file says about it."""
        desk, before = self.bench.desk, self.value.asset
        self.tell("")
        block = desk.selection.block

        def done(outcome: Any) -> None:
            if not shiboken6.isValid(self) or desk.selection.block != block:
                return
            if isinstance(outcome, Ok):
                self._put_in(outcome.value)
            else:
                self.tell(outcome.sentence)

        desk.jobs.run(lambda: take_in(desk.assets, given, before), done)

    def _put_in(self, came: Came) -> None:
        before: Image = self.value
        taken = placed(before, came, credited=self.field.credit == "required")
        self.put(taken.picture, "", "Replace picture" if before.asset else "Add picture")
        if taken.instead is not None:
            self.offer(*taken.offer, partial(self._put_instead, taken))
        elif not before.asset and not taken.picture.decorative:
            self.alt.take_focus()

    def _put_instead(self, taken: Taken) -> None:
        if self.value == taken.picture:
            self.put(taken.instead, "", taken.offer[1])

    def remove(self) -> None:
        """Take the picture out, with what was said about it."""
        self.put(Image(), "", "Remove picture")
        self.well.setFocus()


def size_words(image: Image) -> str:
    """Its size in pixels, and the width it is sent at where that is less."""
    width, height = shown_size(image)
    if not width:
        return "Not in this issue"
    words = f"{width} × {height}"
    return f"{words}, sent at {SENT}" if width > SENT else words


def _link(words: str, name: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    button.setAccessibleName(name)
    button.clicked.connect(lambda on=False: act())
    return button
