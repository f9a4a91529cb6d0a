"""The picture with the frame that is cut out of it: dragged by its handles, moved, steered by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QSizePolicy

from composer.app.editors.cropping import LEAST, Point, Rect, moved, resized
from composer.app.look import colours

MARGIN = 24  # px around the picture, so that handles at its edge can be taken hold of
_REACH = 14  # px from a handle at which it is taken
_STEP, _LARGE = 0.01, 0.05
_HANDLES = [(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if x or y]
_CURSORS = {0: Qt.CursorShape.SizeVerCursor, 1: Qt.CursorShape.SizeFDiagCursor, -1: Qt.CursorShape.SizeBDiagCursor}
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropArea(QFrame):
    """Shows the turned picture; `rect` is the part kept, `focus` the point that matters. `changed`: the person did it.

    Arrow keys move the frame, with Shift they move its lower right corner, with Ctrl the point; Alt makes steps larger.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rect_ = Rect()
        self.focus: Point = (0.5, 0.5)
        self.shape: float | None = None  # width over height that must hold, as fractions of the picture
        self._whole: QPixmap | None = None
        self._turned: QPixmap | None = None
        self._turn = 0
        self._held: tuple[int, int] | str = ""
        self._from: tuple[Point, Rect] = ((0.0, 0.0), Rect())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Part of the picture that is shown")

    def sizeHint(self) -> QSize:
        return QSize(760, 460)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    def show_picture(self, picture: QPixmap | None) -> None:
        """The whole picture, not turned."""
        self._whole, self._turned = picture, None
        self.update()

    def show_turn(self, turn: int) -> None:
        """Quarters to the right."""
        self._turn, self._turned = turn % 4, None
        self.update()

    def show_crop(self, rect: Rect, focus: Point) -> None:
        self.rect_, self.focus = rect, focus
        self.update()

    def picture(self) -> QPixmap | None:
        """The picture as it is turned."""
        if self._turned is None and self._whole is not None:
            self._turned = self._whole.transformed(QTransform().rotate(90 * self._turn))
        return self._turned

    def picture_box(self) -> QRectF:
        """Where the picture is drawn."""
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        picture = self.picture()
        if picture is None or picture.isNull():
            return room
        scale = min(room.width() / picture.width(), room.height() / picture.height())
        box = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
        box.moveCenter(room.center())
        return box

    def frame_box(self) -> QRectF:
        """Where the frame is drawn."""
        box, rect = self.picture_box(), self.rect_
        return QRectF(
            box.left() + rect.x * box.width(),
            box.top() + rect.y * box.height(),
            rect.width * box.width(),
            rect.height * box.height(),
        )

    def focus_at(self) -> QPointF:
        box = self.picture_box()
        return QPointF(box.left() + self.focus[0] * box.width(), box.top() + self.focus[1] * box.height())

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self._fraction(event.position())
        self._held = self._under(event.position())
        if not self._held and QRectF(self.picture_box()).contains(event.position()):  # a new frame from here
            self.rect_ = Rect(min(at[0], 1 - LEAST), min(at[1], 1 - LEAST), LEAST, LEAST)
            self._held = (1, 1)
        self._from = (at, self.rect_)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._held:
            self._point_at(self._under(event.position()))
            return
        at, (begun, rect) = self._fraction(event.position()), self._from
        if self._held == "focus":
            self.focus = _inside(at, self.rect_)
        elif self._held == "frame":
            self._frame(moved(rect, at[0] - begun[0], at[1] - begun[1]))
        elif isinstance(self._held, tuple):
            self._frame(resized(rect, self._held, at, self.shape))
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""
        self._point_at(self._under(event.position()))
        self.update()

    def _under(self, at: QPointF) -> tuple[int, int] | str:
        """What the mouse would take hold of: a handle, the point, the frame, or nothing."""
        if (at - self.focus_at()).manhattanLength() <= _REACH:
            return "focus"
        frame = self.frame_box()
        near = [((at - self._handle(frame, handle)).manhattanLength(), handle) for handle in _HANDLES]
        distance, handle = min(near)
        if distance <= _REACH:
            return handle
        return "frame" if frame.contains(at) else ""

    def _point_at(self, under: tuple[int, int] | str) -> None:
        if isinstance(under, tuple):
            horizontal = under[1] == 0
            self.setCursor(Qt.CursorShape.SizeHorCursor if horizontal else _CURSORS[under[0] * under[1]])
        else:
            cursors = {"focus": Qt.CursorShape.PointingHandCursor, "frame": Qt.CursorShape.SizeAllCursor}
            self.setCursor(cursors.get(under, Qt.CursorShape.CrossCursor))

    def _fraction(self, at: QPointF) -> Point:
        box = self.picture_box()
        return (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()

    # By keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _KEYS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        keys = event.modifiers()
        step = _LARGE if keys & Qt.KeyboardModifier.AltModifier else _STEP
        x, y = by[0] * step, by[1] * step
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.focus = _inside((self.focus[0] + x, self.focus[1] + y), self.rect_)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            corner = (self.rect_.right + x, self.rect_.bottom + y)
            self._frame(resized(self.rect_, (abs(by[0]), abs(by[1])), corner, self.shape))
        else:
            self._frame(moved(self.rect_, x, y))
        self._tell()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._in_words(keys)))

    def _in_words(self, keys: Qt.KeyboardModifier) -> str:
        """What a key just moved, for those who do not see it."""
        point = bool(keys & Qt.KeyboardModifier.ControlModifier)
        x, y = self.focus if point else (self.rect_.x, self.rect_.y)
        where = f"{x:.0%} from the left, {y:.0%} from the top"
        return f"Point {where}" if point else f"Frame {where}, {self.rect_.width:.0%} by {self.rect_.height:.0%}"

    def _frame(self, rect: Rect) -> None:
        self.rect_ = rect
        self.focus = _inside(self.focus, rect)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # What is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), colours()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(look.canvas))
        picture, box = self.picture(), self.picture_box()
        if picture is None or picture.isNull():
            painter.setPen(QColor(look.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Reading the picture…")
            painter.end()
            return
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        frame = self.frame_box()
        outside = QPainterPath()
        outside.addRect(box)
        outside.addRect(frame)
        veil = QColor(look.canvas)
        veil.setAlphaF(0.72)
        painter.fillPath(outside, veil)
        self._paint_thirds(painter, frame)
        self._paint_frame(painter, frame)
        self._paint_focus(painter)
        painter.end()

    def _paint_thirds(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(QPen(QColor(255, 255, 255, 190 if self._held else 110), 1))
        for part in (1 / 3, 2 / 3):
            x, y = frame.left() + part * frame.width(), frame.top() + part * frame.height()
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))

    def _paint_frame(self, painter: QPainter, frame: QRectF) -> None:
        accent = QColor(colours().accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 90), 3))
        painter.drawRect(frame)
        painter.setPen(QPen(accent if self.hasFocus() else QColor("#ffffff"), 2 if self.hasFocus() else 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(QColor("#ffffff"))
        for handle in _HANDLES:
            at = self._handle(frame, handle)
            if 0 not in handle:
                painter.drawEllipse(at, 6, 6)
            elif (frame.width() if handle[0] == 0 else frame.height()) > 72:
                size = (10.0, 3.5) if handle[0] == 0 else (3.5, 10.0)
                painter.drawRoundedRect(QRectF(at.x() - size[0], at.y() - size[1], 2 * size[0], 2 * size[1]), 3.5, 3.5)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 150), 4.0), (QColor("#ffffff"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(self.focus_at(), 9, 9)
            painter.drawPoint(self.focus_at())

    def _handle(self, frame: QRectF, handle: tuple[int, int]) -> QPointF:
        centre = frame.center()
        return QPointF(
            centre.x() + handle[0] * frame.width() / 2,
            centre.y() + handle[1] * frame.height() / 2,
        )


def _inside(point: Point, rect: Rect) -> Point:
    return min(max(point[0], rect.x), rect.right), min(max(point[1], rect.y), rect.bottom)
