"""Small pictures of assets, decoded off the GUI thread and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QPixmapCache, QTransform
from PySide6.QtWidgets import QWidget

from composer.app.jobs import Ok
from composer.model.framing import WHOLE, Frame, asset_and_frame, box

if TYPE_CHECKING:
    from composer.app.desk import Desk


def thumbnail(desk: Desk, rendition: str, width: int, owner: QWidget, *, show: Callable[[QPixmap], None]) -> None:
    """Hand a picture at least `width` px wide to `show`: now if it is at hand, else when decoded if `owner` lives."""
    key = f"{rendition}@{width}"
    asset, frame = asset_and_frame(rendition)
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

    desk.jobs.run(lambda: decode(desk.assets.get(asset), width, frame), done)


def decode(data: bytes, width: int, frame: Frame = WHOLE) -> QImage:
    """The picture in its frame scaled down to `width` px, turned as its camera says; null where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size, wide = reader.size(), round(2 * width / min(frame.width, frame.height))
    if size.width() > wide:
        reader.setScaledSize(QSize(wide, max(1, size.height() * wide // size.width())))
    image = reader.read()
    if frame != WHOLE and not image.isNull():
        left, top, right, bottom = box(frame, image.width(), image.height())
        image = image.copy(left, top, right - left, bottom - top).transformed(QTransform().rotate(90 * frame.turn))
    if image.width() > width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return image
