"""The card beside a picture that just came into the mail: what is to be seen on it, and who made it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QWidget

from composer.app.desk import Desk
from composer.app.editors.editor import GAP, Bench, Editor, column, labelled, row
from composer.app.editors.inputs import is_undo_key
from composer.app.editors.parts import ALT, CREDIT, DECORATIVE, MADE_HOW
from composer.app.editors.table import EDITORS
from composer.app.field_edits import edit_block
from composer.app.nesting import nest
from composer.model.fields import Field
from composer.model.finding import Place
from composer.model.paths import get_at
from composer.model.values import Credit, Image
from composer.session import Change

WIDTH = 344
_MAKER = {field.name: field for field in CREDIT if field.name in ("name", "publication")}


class PictureCard(QFrame):
    """Asks for the words of the picture at a place; each is an edit as it is typed. Esc and a click elsewhere end it.

    `crop_wanted`: the person wants to crop it.
    """

    crop_wanted = Signal(Place)

    def __init__(self, desk: Desk, place: Place, field: Field, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "sheet")
        self.setAccessibleName("About the picture")
        self._desk, self._place = desk, place
        self.editors: dict[str, Editor] = {}
        lines = column(self, GAP + 2)
        lines.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP - 4)
        lines.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        title = labelled("About this picture", "section")
        title.setMinimumWidth(WIDTH - 4 * GAP)
        lines.addWidget(title)
        bench = Bench(desk, EDITORS)
        lines.addWidget(self._add("alt", bench.make(ALT)))
        lines.addWidget(self._add("decorative", bench.make(DECORATIVE)))
        if field.credit == "required":
            makers = row(None, GAP)
            for name, part in _MAKER.items():
                makers.addWidget(self._add(f"credits.0.{name}", bench.make(part)), 1, Qt.AlignmentFlag.AlignTop)
            nest(lines, makers)
            lines.addWidget(self._add("made", bench.make(MADE_HOW)))
        nest(lines, self._foot())
        self.show_values()
        self.destroyed.connect(desk.session.subscribe(self._on_change))

    def open_beside(self, box: QRect) -> None:
        """Show the card below a picture, or above where there is no room: whole on the screen."""
        self.adjustSize()
        room = (QGuiApplication.screenAt(box.center()) or QGuiApplication.primaryScreen()).availableGeometry()
        x = max(room.left() + GAP, min(box.center().x() - self.width() // 2, room.right() - self.width() - GAP))
        y = box.bottom() + GAP
        if y + self.height() > room.bottom() - GAP:
            above = box.top() - self.height() - GAP
            y = above if above > room.top() else room.bottom() - self.height() - 2 * GAP
        self.move(QPoint(x, y))
        self.show()
        self.editors["alt"].take_focus()

    def show_values(self) -> None:
        """Show what is said about the picture now."""
        image = self._image()
        if image is None or not image.asset:
            self.close()
            return
        self.editors["alt"].setVisible(not image.decorative)
        for path, editor in self.editors.items():
            credit, _, part = path.rpartition(".")
            maker = image.credits[0] if image.credits else Credit()
            editor.show_value(getattr(maker if credit else image, part))

    def _image(self) -> Image | None:
        block = self._desk.session.now.block(self._place.block)
        found = get_at(block.fields, self._place.field) if block else None
        return found if isinstance(found, Image) else None

    def _add(self, path: str, editor: Editor) -> Editor:
        self.editors[path] = editor
        editor.edited.connect(lambda inner, value, step: self._put(path, value, step))
        return editor

    def _put(self, path: str, value: Any, step: str) -> None:
        block = self._desk.session.now.block(self._place.block)
        block_type = self._desk.types.get(block.type) if block else None
        if block is None or block_type is None:
            return
        whole = f"{self._place.field}.{path}"
        edit = edit_block(block, block_type.fields, whole, value)
        label = step or f"Change {self.editors[path].noun.partition(' for ')[0].lower()}"
        key = "" if step else f"{block.id}.{whole}"
        self._desk.session.apply(label, edit, place=Place(block.id, whole), merge_key=key)

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.show_values()

    def _foot(self) -> QHBoxLayout:
        crop = QPushButton("Crop")
        crop.setProperty("role", "link")
        crop.clicked.connect(self._crop)
        self.done = QPushButton("Done")
        self.done.setProperty("role", "primary")
        self.done.clicked.connect(self.close)
        foot = row(None, GAP)
        foot.addWidget(crop)
        foot.addStretch(1)
        foot.addWidget(self.done)
        return foot

    def _crop(self) -> None:
        place = self._place
        self.close()
        self.crop_wanted.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):  # a popup keeps the window's shortcuts out
            again = event.key() == Qt.Key.Key_Y or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._desk.session.redo() if again else self._desk.session.undo()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)
