"""Where a crop's frame is and may go: rectangles in fractions of the picture as it is turned. Knows nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from composer.model.framing import Frame

LEAST = 0.02  # of a side
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of the picture, from the top left."""

    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, point: Point) -> bool:
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom


def turned(rect: Rect, quarters: int) -> Rect:
    """The same part after turning the picture to the right."""
    for _ in range(quarters % 4):
        rect = Rect(1 - rect.y - rect.height, rect.x, rect.height, rect.width)
    return rect


def turned_point(point: Point, quarters: int) -> Point:
    """The same point after turning the picture to the right."""
    for _ in range(quarters % 4):
        point = (1 - point[1], point[0])
    return point


def rect_of(frame: Frame) -> Rect:
    """A frame as it is seen: in the turned picture."""
    return turned(Rect(frame.x, frame.y, frame.width, frame.height), frame.turn)


def frame_of(rect: Rect, turn: int) -> Frame:
    """What is seen as a frame of the picture itself."""
    back = turned(rect, -turn)
    return Frame(_near(back.x), _near(back.y), _near(back.width), _near(back.height), turn % 4)


def fitted(shape: float, around: Point) -> Rect:
    """The largest part whose width is `shape` times its height (as fractions), as near around a point as it goes."""
    width, height = (1.0, 1 / shape) if shape >= 1 else (shape, 1.0)
    x = min(max(around[0] - width / 2, 0.0), 1 - width)
    y = min(max(around[1] - height / 2, 0.0), 1 - height)
    return Rect(x, y, width, height)


def moved(rect: Rect, by_x: float, by_y: float) -> Rect:
    """The frame elsewhere, as far as the picture goes."""
    x = min(max(rect.x + by_x, 0.0), 1 - rect.width)
    return replace(rect, x=x, y=min(max(rect.y + by_y, 0.0), 1 - rect.height))


def resized(rect: Rect, handle: tuple[int, int], to: Point, shape: float | None) -> Rect:
    """The frame after dragging a handle (-1, 0, 1 across and down) to a point; the opposite side stays where it is.

    shape: width over height, as fractions, that must hold; None: any.
    """
    across, down = handle
    if shape is None:
        left, right = _side(rect.x, rect.right, across, to[0])
        top, bottom = _side(rect.y, rect.bottom, down, to[1])
        return Rect(left, top, right - left, bottom - top)
    still = (rect.right if across < 0 else rect.x, rect.bottom if down < 0 else rect.y)
    room_x = _room(rect.centre[0], still[0], across)
    room_y = _room(rect.centre[1], still[1], down)
    wide = abs(to[0] - still[0]) if across and (to[0] - still[0]) * across > 0 else 0.0
    high = abs(to[1] - still[1]) if down and (to[1] - still[1]) * down > 0 else 0.0
    width = max(wide, high * shape, LEAST, LEAST * shape)
    width = min(width, room_x, room_y * shape)
    height = width / shape
    x = rect.centre[0] - width / 2 if not across else still[0] if across > 0 else still[0] - width
    y = rect.centre[1] - height / 2 if not down else still[1] if down > 0 else still[1] - height
    return Rect(max(0.0, x), max(0.0, y), width, height)


def _side(low: float, high: float, which: int, to: float) -> tuple[float, float]:
    """Two opposite sides after one of them was dragged."""
    if which < 0:
        return min(max(to, 0.0), high - LEAST), high
    if which > 0:
        return low, max(min(to, 1.0), low + LEAST)
    return low, high


def _room(centre: float, still: float, which: int) -> float:
    """How far a frame can grow away from the side that stays, or around its middle."""
    if which == 0:
        return 2 * min(centre, 1 - centre)
    return 1 - still if which > 0 else still


def _near(part: float) -> float:
    """To the four places that are kept."""
    return min(1.0, max(0.0, round(part, 4)))
