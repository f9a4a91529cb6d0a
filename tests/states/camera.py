"""A camera before a window: it waits until the screen is still, and keeps small pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PIL import Image as Picture
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from composer.app.look import colours
from tests.app.pages import Hands
from tests.app.windows import Seat

LONGEST = 180_000  # milliseconds that a state is waited for
STILL = 4  # looks at the screen, one after the other, that see the same
SHADOW = 18  # pixels round a dialog
EVERY = 50  # milliseconds between them
SMALL, QUALITY = 0.55, 50  # of a picture that is kept: how much smaller, WebP's quality


class Patient(QtBot):
    """Waits as long as a state may take on a machine that others use too, whatever it is told."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = LONGEST) -> None:
        super().waitUntil(callback, timeout=LONGEST)


class Camera(Hands):
    """Hands at a window that fills the screen, and the picture they take of it."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder = folder
        qt_api.set_qt_api("pyside6")  # what pytest does where it runs
        self.bot = Patient(cast(Any, None))
        super().__init__(Seat(self.bot, folder, look=look))
        self.taken: QImage | None = None

    def set_up(self) -> None:
        """Have the window fill the screen, its mail drawn."""
        window = self.seat.window
        window.setGeometry(QGuiApplication.primaryScreen().geometry())
        self.seat.settle()
        self.seat.activate()

    def take(self) -> QImage:
        """The screen, once nothing moves on it."""
        last, seen = QImage(), 0
        while seen < STILL:
            self.seat.desk.jobs.crank()
            self.bot.wait(EVERY)
            now = QGuiApplication.primaryScreen().grabWindow(0).toImage()
            seen = seen + 1 if now == last else 0
            last = now
        self.taken = framed(last)
        return self.taken

    def put_away(self) -> None:
        """Close all that was opened."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        while dialog := QApplication.activeModalWidget():
            dialog.close()
        self.seat.leave()
        self.bot.wait(EVERY)


def framed(image: QImage) -> QImage:
    """A dialog with the shadow and edge that a desktop gives it: on the bare screen there is nobody who does."""
    dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
    if not isinstance(dialog, QDialog):
        return image
    box = QRectF(dialog.frameGeometry())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    around = QPainterPath()
    around.addRect(QRectF(image.rect()))
    inside = QPainterPath()
    inside.addRect(box)
    painter.setClipPath(around - inside)
    for spread in range(SHADOW):
        painter.setPen(QPen(QColor(0, 0, 0, 2 + (SHADOW - spread) // 3), 1))
        painter.drawRoundedRect(box.adjusted(-spread, 4 - spread, spread, 4 + spread), 6 + spread, 6 + spread)
    painter.setPen(QPen(QColor(colours().line), 1))
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.end()
    return image


def keep(image: QImage, path: Path, *, whole: bool) -> Path:
    """Write a picture, small; `whole`, as it is."""
    if whole:
        to = path.with_suffix(".png")
        image.save(str(to))
        return to
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PPM")  # type: ignore[call-overload]
    made = _read(bytes(data.data()))
    size = round(made.width * SMALL), round(made.height * SMALL)
    to = path.with_suffix(".webp")
    made.resize(size, Picture.Resampling.LANCZOS).save(to, quality=QUALITY, method=6)
    return to


def _read(data: bytes) -> Picture.Image:
    return Picture.open(io.BytesIO(data)).convert("RGB")
