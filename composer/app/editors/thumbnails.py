"""Small pictures of assets, decoded off the GUI thread and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QPixmapCache
from PySide6.QtWidgets import QWidget

from composer.app.jobs import Ok

if TYPE_CHECKING:
    from composer.app.desk import Desk


def thumbnail(desk: Desk, asset: str, width: int, owner: QWidget, *, show: Callable[[QPixmap], None]) -> None:
    """Hand a picture at least `width` px wide to `show`: now if it is at hand, else when decoded if `owner` lives."""
    key = f"{asset}@{width}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        show(kept)
        return

    def done(outcome: Any) -> None:
        if isinstance(outcome, Ok) and not outcome.value.isNull():
            pixmap = QPixmap.fromImage(outcome.value)
            QPixmapCache.insert(key, pixmap)
            if shiboken6.isValid(owner):
                show(pixmap)

    desk.jobs.run(lambda: decode(desk.assets.get(asset), width), done)


def decode(data: bytes, width: int) -> QImage:
    """The picture scaled down to `width` px, turned as its camera says; a null image where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > 2 * width:
        reader.setScaledSize(QSize(2 * width, max(1, size.height() * 2 * width // size.width())))
    image = reader.read()
    if image.width() > width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return image
