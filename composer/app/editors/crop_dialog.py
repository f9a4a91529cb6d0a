"""Cropping a picture: which part is shown, in which shape, turned how, and which point must stay visible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QToolButton, QVBoxLayout, QWidget

from composer.app.editors.crop_area import CropArea
from composer.app.editors.cropping import Rect, fitted, frame_of, rect_of, turned, turned_point
from composer.app.editors.thumbnails import thumbnail
from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.toolbar import Segments
from composer.model.framing import frame_of as frame_in
from composer.model.framing import framed, shown_size
from composer.model.values import Image

if TYPE_CHECKING:
    from composer.app.desk import Desk

SHAPES = (("Free", None), ("Original", 0.0), ("16:9", 16 / 9), ("3:2", 3 / 2), ("4:3", 4 / 3), ("1:1", 1.0))
HINT = "Arrows move the frame, Shift sizes it, Ctrl moves the focus point."
_DRAWN = 1400  # px; as wide as the picture is ever drawn
_ALIKE = 0.01  # how far a frame may be off a shape that it is taken to have


class CropDialog(QDialog):
    """`cropped` gives the Image in its new frame, when the person is done and something changed."""

    cropped = Signal(Image)

    def __init__(self, desk: Desk, image: Image, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Crop picture")
        self._image = image
        self._turn = image.turn
        self.area = CropArea()
        self.shapes = self._make_shapes()
        self.size_label = words("", "muted")
        self.done_button = button("Crop", self.accept, "primary", default=True)
        self._lay_out()
        self.area.changed.connect(self._show_size)
        self.area.show_turn(self._turn)
        self.area.show_crop(rect_of(frame_in(image)), turned_point(image.focus, self._turn))
        self._begin_shape()
        self._show_size()
        thumbnail(desk, image.asset, _DRAWN, self.area, show=self.area.show_picture)
        self.resize(840, 640)
        self.area.setFocus()

    @property
    def image(self) -> Image:
        """The picture as it is framed now."""
        focus = turned_point(self.area.focus, -self._turn)
        within = replace(self._image, focus=(round(focus[0], 4), round(focus[1], 4)))
        return framed(within, frame_of(self.area.rect_, self._turn))

    def accept(self) -> None:
        super().accept()
        if self.image != self._image:
            self.cropped.emit(self.image)

    def rotate(self, quarters: int) -> None:
        """Turn the picture to the right, frame and point with it."""
        self._turn = (self._turn + quarters) % 4
        self.area.show_turn(self._turn)
        self.area.show_crop(turned(self.area.rect_, quarters), turned_point(self.area.focus, quarters))
        self._begin_shape()
        self._show_size()

    def reset(self) -> None:
        """The whole picture as it was taken in, its middle in focus."""
        self._turn = 0
        self.area.show_turn(0)
        self.area.show_crop(Rect(), (0.5, 0.5))
        self._begin_shape()
        self._show_size()

    def choose_shape(self, name: str) -> None:
        """Keep to a shape from now on: the largest part that has it, around the point that matters."""
        shape = dict(SHAPES)[name]
        self.area.shape = None if shape is None else (shape or self._aspect()) / self._aspect()
        if self.area.shape is not None:
            around = self.area.focus if self.area.rect_.holds(self.area.focus) else self.area.rect_.centre
            self.area.show_crop(fitted(self.area.shape, around), self.area.focus)
        self._show_size()

    def _aspect(self) -> float:
        """Width over height of the whole picture as it is turned."""
        width, height = (self._image.width or 1), (self._image.height or 1)
        return height / width if self._turn % 2 else width / height

    def _begin_shape(self) -> None:
        """Go on in the shape that the frame has; the whole picture may take any."""
        rect = self.area.rect_
        has = rect.width / rect.height * self._aspect()
        whole = rect == Rect()
        names = [name for name, shape in SHAPES[1:] if not whole and abs((shape or self._aspect()) / has - 1) < _ALIKE]
        name = names[0] if names else "Free"
        self.shapes[name].setChecked(True)
        shape = dict(SHAPES)[name]
        self.area.shape = None if shape is None else (shape or self._aspect()) / self._aspect()

    def _show_size(self) -> None:
        width, height = shown_size(self.image)
        self.size_label.setText(f"{width} × {height} px")
        self.area.setAccessibleDescription(f"{width} by {height} pixels. {HINT}")

    def _make_shapes(self) -> dict[str, QAction]:
        group = QActionGroup(self)
        made = {}
        for name, _ in SHAPES:
            action = QAction(name, self)
            action.setCheckable(True)
            action.triggered.connect(lambda on=False, name=name: self.choose_shape(name))
            group.addAction(action)
            made[name] = action
        return made

    def _lay_out(self) -> None:
        reset = button("Reset", self.reset)
        hint = words(HINT, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 16)
        layout.setSpacing(16)
        top = beside(
            Segments("Shape", list(self.shapes.values())),
            None,
            self.size_label,
            self._tool("rotate-left", "Rotate left", "Ctrl+[", -1),
            self._tool("rotate-right", "Rotate right", "Ctrl+]", 1),
        )
        foot = beside(reset, hint, None, button("Cancel", self.reject), self.done_button)
        for line in (top, foot):
            line.setContentsMargins(16, 0, 16, 0)
        hint.setWordWrap(False)
        self.size_label.setWordWrap(False)
        nest(layout, top)
        layout.addWidget(self.area, 1)
        nest(layout, foot)

    def _tool(self, name: str, text: str, key: str, quarters: int) -> QToolButton:
        action = QAction(icon(name), text, self)
        action.setShortcut(QKeySequence(key))
        action.setToolTip(f"{text} ({key})")
        action.triggered.connect(lambda on=False: self.rotate(quarters))
        tool = QToolButton()
        tool.setDefaultAction(action)
        tool.setIconSize(QSize(18, 18))
        tool.setAccessibleName(text)
        role(tool, "quiet")
        return tool
