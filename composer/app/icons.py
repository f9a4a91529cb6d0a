"""Line icons tinted from the look in use, sharp at any size and scale."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from composer.app.look import colours
from composer.library.block_types import BlockType
from composer.library.places import shipped


def icon(name: str, colour: str = "ink") -> QIcon:
    """The icon of `assets/icons/<name>.svg` in a colour of the look, named as in `look.Colours`; it follows it."""
    return _kept(shipped("assets") / "icons" / f"{name}.svg", colour)[1]


def block_icon(block_type: BlockType | None, colour: str = "muted") -> QIcon:
    """A block type's own icon, or that of any block."""
    path = block_type.icon if block_type else None
    return _kept(path, colour)[1] if path else icon("blocks", colour)


def app_icon() -> QIcon:
    """The program's icon at every size there is."""
    made = QIcon()
    for path in sorted(shipped("assets").glob("app-icon-*.png")):
        made.addFile(str(path))
    return made


@cache
def _kept(path: Path, colour: str) -> tuple[QIconEngine, QIcon]:
    """An icon and its engine, for as long as the program runs.

    With PySide 6.11.3, engines written in Python that come and go by the thousand (a list asks for its icons again and
    again) end the program in Shiboken::BindingManager::releaseWrapper.
    """
    engine = _Tinted(path, colour)
    return engine, QIcon(engine)


class _Tinted(QIconEngine):
    def __init__(self, path: Path, colour: str) -> None:
        super().__init__()
        self._path = path
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Tinted(self._path, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = "accent" if state == QIcon.State.On else self._colour
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * 0.4)
        _drawn(self._path, getattr(colours(), name)).render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        if size.isEmpty():
            return made
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


@cache
def _drawn(path: Path, colour: str) -> QSvgRenderer:
    text = path.read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))
