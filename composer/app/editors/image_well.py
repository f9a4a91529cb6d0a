"""Where a picture is dropped, pasted or chosen, and where its point that matters is set."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QSizePolicy

from composer.app.editors.inputs import claims
from composer.app.icons import icon
from composer.app.look import colours
from composer.app.taking_in import Given

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
# A picture that stands in a page itself, as browsers copy it.
_DATA = r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=]{8,})"
_WRITTEN = re.compile(rf"<img\b[^>]{{0,2000}}?\bsrc=[\"']?{_DATA}", re.IGNORECASE)
_ADDRESS = re.compile(_DATA, re.IGNORECASE)
_LINKED = re.compile(r"<img\b[^>]{0,2000}?\bsrc=[\"']?https?:", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->|<(style|title|script)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_MUCH = 20_000  # characters; what a browser says of one picture is less
_BYTES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
ONLY_ADDRESS = (
    "Only the picture’s address came. Copy the picture in the browser and paste it, or save it and drop the file."
)
SMALL = QSize(92, 60)
EMPTY_HEIGHT = 84
_ICON, _APART = 20, 6
STEP = 0.05


def has_picture(mime: QMimeData) -> bool:
    """Whether a drop or the clipboard may hold a picture, without reading it."""
    return (
        bool(_files(mime)) or mime.hasImage() or _written(mime) is not None or bool(_BYTES.keys() & {*mime.formats()})
    )


def pictures_in(mime: QMimeData) -> list[Given]:
    """The pictures that a drop or the clipboard holds: files, else one written into a page, else a bitmap."""
    if files := _files(mime):
        return [Given(path.name, path.read_bytes) for path in files]
    if found := _written(mime):
        data = found[2]
        return [Given(f"pasted.{found[1].lower()}", lambda: base64.b64decode(data))]
    image = QImage(mime.imageData()) if mime.hasImage() else QImage()
    name = unquote(Path(mime.urls()[0].path()).stem) if mime.urls() else "pasted"
    if not image.isNull():
        return [Given(f"{name}.png", lambda: as_png(image))]
    raw = [(suffix, bytes(mime.data(kind).data())) for kind, suffix in _BYTES.items() if mime.hasFormat(kind)]
    return [Given(f"{name}.{suffix}", lambda data=data: data) for suffix, data in raw[:1]]  # type: ignore[misc]


def picture_in(mime: QMimeData) -> Given | None:
    """The first picture that a drop or the clipboard holds."""
    return next(iter(pictures_in(mime)), None)


def is_only_address(mime: QMimeData) -> bool:
    """Whether a picture of the web is brought without the picture: its address, and no words beside it."""
    if has_picture(mime):
        return False
    if any(url.scheme() in ("http", "https") and url.path().lower().endswith(SUFFIXES) for url in mime.urls()):
        return True
    html = mime.html()[: _MUCH + 1] if mime.hasHtml() else ""
    return len(html) <= _MUCH and _LINKED.search(html) is not None and not unescape(_UNSEEN.sub("", html)).strip()


def _written(mime: QMimeData) -> re.Match[str] | None:
    """A picture that is written out in a page, or in an address."""
    page = mime.html() if mime.hasHtml() else ""
    return _WRITTEN.search(page) or next(filter(None, (_ADDRESS.match(url.toString()) for url in mime.urls())), None)


def _files(mime: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


def as_png(image: QImage) -> bytes:
    """The bitmap as a PNG file's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


class ImageWell(QFrame):
    """Shows a picture, or where one would go. `given` tells of one dropped or pasted, `focused` of a new focus point.

    Click sets the focus point; with the keyboard the arrow keys move it. Enter or Space ask for a file, Delete removes.
    """

    given = Signal(Given)
    refused = Signal(str)  # why what was dropped or pasted is no picture
    focused = Signal(float, float)
    asked = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self._focus = (0.5, 0.5)
        self._over = False
        self._empty = True
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_empty(True)

    def show_empty(self, empty: bool) -> None:
        """Be a wide place to drop on, or the small picture."""
        self._empty = empty
        if empty:
            self._picture = None
            self.setMinimumSize(60, EMPTY_HEIGHT)
            self.setMaximumSize(16777215, EMPTY_HEIGHT)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.setFixedSize(SMALL)
        self.setToolTip(
            "Drop a picture here, paste one, or click to choose" if empty else "Click what must stay visible"
        )
        self.update()

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def show_focus(self, focus: tuple[float, float]) -> None:
        self._focus = focus
        self.update()

    def picture_box(self) -> QRectF:
        """Where the picture is drawn, whole, within the well."""
        room = QRectF(self.rect())
        if self._picture is None or self._picture.isNull():
            return room
        scale = min(room.width() / self._picture.width(), room.height() / self._picture.height())
        box = QRectF(0, 0, self._picture.width() * scale, self._picture.height() * scale)
        box.moveTop((room.height() - box.height()) / 2)  # at the left, as all that stands below it
        return box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._empty:
            self.asked.emit()
        else:
            box = self.picture_box()
            at = event.position() - box.topLeft()
            self._move_focus(at.x() / box.width(), at.y() / box.height())

    def _move_focus(self, x: float, y: float) -> None:
        self.focused.emit(round(min(1.0, max(0.0, x)), 2), round(min(1.0, max(0.0, y)), 2))

    def event(self, event: QEvent) -> bool:
        return claims(event, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_V) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-STEP, 0),
            Qt.Key.Key_Right: (STEP, 0),
            Qt.Key.Key_Up: (0, -STEP),
            Qt.Key.Key_Down: (0, STEP),
        }
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._empty:
            self.removed.emit()
        elif not self._empty and event.key() in steps and not event.modifiers():
            by = steps[Qt.Key(event.key())]
            self._move_focus(self._focus[0] + by[0], self._focus[1] + by[1])
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the picture on the clipboard, where there is one."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, mime: QMimeData) -> bool:
        if (given := picture_in(mime)) is not None:
            self.given.emit(given)
        elif is_only_address(mime):
            self.refused.emit(ONLY_ADDRESS)
        return given is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_picture(event.mimeData()) or is_only_address(event.mimeData()):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._empty:
            self._paint_empty(painter)
        else:
            self._paint_picture(painter)
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        look = colours()
        lit = self._over or self.hasFocus()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(look.accent_ground if self._over else look.field))
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(look.accent if lit else look.muted), 2 if lit else 1, style))
        painter.drawRoundedRect(box, 6, 6)
        flags, text = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, "Drop, paste or choose a picture"
        room = box.adjusted(8, 0, -8, 0)
        high = _ICON + _APART + painter.boundingRect(room, flags, text).height()
        top = box.top() + (box.height() - high) / 2
        icon("image", "accent" if lit else "muted").paint(
            painter, int(box.center().x()) - _ICON // 2, int(top), _ICON, _ICON
        )
        painter.setPen(QColor(look.accent if self._over else look.muted))
        painter.drawText(room.adjusted(0, int(top) + _ICON + _APART, 0, 0), flags, text)

    def _paint_picture(self, painter: QPainter) -> None:
        look = colours()
        box = self.picture_box()
        clip = QPainterPath()
        clip.addRoundedRect(box, 5, 5)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(box, QColor(look.hover))
        if self._picture is not None and not self._picture.isNull():
            painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        painter.restore()
        if self.hasFocus() or self._over:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if self.hasFocus() or self.underMouse() or self._focus != (0.5, 0.5):
            at = QPointF(box.left() + self._focus[0] * box.width(), box.top() + self._focus[1] * box.height())
            for colour, width in (("#000000", 3.0), ("#ffffff", 1.5)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(at, 5, 5)
