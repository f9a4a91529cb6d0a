"""Cropping: dragged, moved, turned and shaped; one step, and the picture itself stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from composer.app.editors.crop_dialog import CropDialog
from composer.app.editors.cropping import LEAST, Rect, fitted, frame_of, moved, rect_of, resized, turned, turned_point
from composer.app.editors.image import ImageEditor
from composer.model.framing import Frame, rendition
from composer.model.values import Image
from tests.app.forms import Window, png

CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
PARTS = st.floats(0, 0.9).flatmap(lambda at: st.tuples(st.just(at), st.floats(LEAST, 1 - at)))
RECTS = st.builds(lambda x, y: Rect(x[0], y[0], x[1], y[1]), PARTS, PARTS)
POINTS = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
HANDLES = st.tuples(st.integers(-1, 1), st.integers(-1, 1)).filter(any)
SHAPES = st.none() | st.floats(0.3, 3)


def within(rect: Rect) -> bool:
    return rect.x >= -1e-9 and rect.y >= -1e-9 and rect.right <= 1 + 1e-9 and rect.bottom <= 1 + 1e-9


@given(RECTS, HANDLES, POINTS, SHAPES)
def test_a_frame_stays_in_the_picture_and_in_its_shape(
    rect: Rect, handle: tuple[int, int], to: tuple[float, float], shape: float | None
) -> None:
    made = resized(rect, handle, to, shape)
    assert within(made)
    assert made.width > 0
    assert made.height > 0
    if shape is not None:
        assert made.width / made.height == pytest.approx(shape)
    if handle[0] >= 0 and (handle[0] or shape is None):
        assert made.x == pytest.approx(rect.x)


@given(RECTS, POINTS)
def test_moving_keeps_the_size(rect: Rect, by: tuple[float, float]) -> None:
    made = moved(rect, *by)
    assert within(made)
    assert (made.width, made.height) == (rect.width, rect.height)


@given(st.floats(0.2, 5), st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_the_largest_part_of_a_shape_holds_the_point(shape: float, point: tuple[float, float]) -> None:
    made = fitted(shape, point)
    assert within(made)
    assert made.width / made.height == pytest.approx(shape)
    assert max(made.width, made.height) == pytest.approx(1)
    assert made.x - 1e-9 <= point[0] <= made.right + 1e-9
    assert made.y - 1e-9 <= point[1] <= made.bottom + 1e-9


@given(RECTS, st.integers(0, 7))
def test_four_turns_are_none(rect: Rect, quarters: int) -> None:
    again = turned(turned(rect, quarters), -quarters)
    assert (again.x, again.y) == (pytest.approx(rect.x), pytest.approx(rect.y))
    assert rect_of(frame_of(Rect(0.25, 0.5, 0.5, 0.25), quarters)) == Rect(0.25, 0.5, 0.5, 0.25)
    assert turned_point(turned_point((0.25, 0.75), quarters), -quarters) == (0.25, 0.75)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    made = Window(tmp_path, {}).open(qtbot)
    image = made.assets.add(png(), "photo.png")
    made.inspector._edited("picture", image, "Add picture")
    return made


def editor(window: Window) -> ImageEditor:
    found = window.inspector.editor("picture")
    assert isinstance(found, ImageEditor)
    return found


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> CropDialog:
    """Opened by its button, with the picture drawn and the keyboard in it."""
    window.settle()
    QTest.mouseClick(editor(window).crop_button, Qt.MouseButton.LeftButton)
    made = editor(window).crop_dialog
    assert made is not None
    window.desk.jobs.crank()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.area.picture() is not None)
    window.settle()
    return made


def image(window: Window) -> Image:
    found = window.value("picture")
    assert isinstance(found, Image)
    return found


def drag(dialog: CropDialog, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with the mouse, from and to places in fractions of the picture."""
    box = dialog.area.picture_box()
    points = [QPoint(round(box.left() + x * box.width()), round(box.top() + y * box.height())) for x, y in (start, end)]
    QTest.mousePress(dialog.area, Qt.MouseButton.LeftButton, NONE, points[0])
    QTest.mouseMove(dialog.area, points[1])
    QTest.mouseRelease(dialog.area, Qt.MouseButton.LeftButton, NONE, points[1])


def near(*values: float) -> object:
    return pytest.approx(values, abs=0.01)


def finish(dialog: CropDialog) -> None:
    QTest.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)


def test_a_corner_dragged_is_one_step_and_the_original_stays(window: Window, dialog: CropDialog) -> None:
    before, asset = window.session.now, image(window).asset
    drag(dialog, (1, 1), (0.7, 0.8))
    drag(dialog, (0, 0), (0.2, 0.4))
    assert window.session.now is before
    finish(dialog)
    assert image(window).crop == near(0.2, 0.4, 0.5, 0.4)
    assert (image(window).asset, image(window).width) == (asset, 1600)
    assert window.session.history.undo_label == "Crop picture"
    assert editor(window).size_label.text().startswith("80")
    window.session.undo()
    assert window.session.now is before


def test_a_side_the_frame_and_the_point_are_dragged(window: Window, dialog: CropDialog) -> None:
    drag(dialog, (0.5, 0), (0.5, 0.4))
    drag(dialog, (1, 0.7), (0.5, 0.7))
    drag(dialog, (0.2, 0.8), (0.4, 0.5))
    drag(dialog, (0.5, 0.5), (0.8, 0.3))
    finish(dialog)
    assert image(window).crop == near(0.2, 0.1, 0.5, 0.6)
    assert image(window).focus == near(0.7, 0.3)  # no farther than the frame


def test_a_new_frame_is_drawn_outside(window: Window, dialog: CropDialog) -> None:
    drag(dialog, (1, 1), (0.6, 0.6))
    drag(dialog, (0.7, 0.7), (0.9, 0.95))
    finish(dialog)
    assert image(window).crop == near(0.7, 0.7, 0.2, 0.25)


@pytest.mark.parametrize(
    ("name", "crop"),
    [
        ("1:1", (0.21875, 0, 0.5625, 1)),
        ("4:3", (0.125, 0, 0.75, 1)),
        ("16:9", (0, 0, 1, 1)),
        ("Original", (0, 0, 1, 1)),
    ],
)
def test_a_shape_is_the_largest_part_that_has_it(
    window: Window, dialog: CropDialog, name: str, crop: tuple[float, ...]
) -> None:
    dialog.shapes[name].trigger()
    assert dialog.image.crop == near(*crop)
    drag(dialog, (crop[0] + crop[2], 1), (crop[0] + crop[2] / 2, 0.9))
    width, height = dialog.image.crop[2] * 1600, dialog.image.crop[3] * 900
    assert width / height == pytest.approx({"1:1": 1, "4:3": 4 / 3}.get(name, 16 / 9), rel=0.01)


def test_a_shape_keeps_the_point_in_the_frame(dialog: CropDialog) -> None:
    drag(dialog, (0.5, 0.5), (0.95, 0.5))
    dialog.shapes["1:1"].trigger()
    assert dialog.image.crop == near(0.4375, 0, 0.5625, 1)


def test_the_keyboard_does_it_all(window: Window, dialog: CropDialog) -> None:
    assert dialog.area.hasFocus()
    for key, keys, times in (
        (Qt.Key.Key_Left, SHIFT, 40),
        (Qt.Key.Key_Up, SHIFT, 20),
        (Qt.Key.Key_Right, NONE, 10),
        (Qt.Key.Key_Down, NONE, 50),
        (Qt.Key.Key_Left, CONTROL, 5),
    ):
        for _ in range(times):
            QTest.keyClick(dialog.area, key, keys)
    QTest.keyClick(dialog.area, Qt.Key.Key_Return)
    assert image(window).crop == near(0.1, 0.2, 0.6, 0.8)
    assert image(window).focus == near(0.45, 0.5)


def test_turning_takes_the_frame_along(window: Window, dialog: CropDialog) -> None:
    drag(dialog, (1, 1), (0.5, 0.5))
    window.settle()
    QTest.keyClick(dialog.area, Qt.Key.Key_BracketRight, CONTROL)
    width, height = (int(part) for part in dialog.size_label.text().removesuffix(" px").split(" × "))
    assert (width, height) == (pytest.approx(450, abs=9), pytest.approx(800, abs=9))
    assert rect_of(Frame(*dialog.image.crop, 1)).right == pytest.approx(1)
    finish(dialog)
    assert (image(window).turn, image(window).crop) == (1, near(0, 0, 0.5, 0.5))
    assert rendition(image(window)).endswith("-1")


def test_reset_and_nothing_done_are_no_step(window: Window, dialog: CropDialog) -> None:
    before = window.session.now
    drag(dialog, (1, 1), (0.5, 0.5))
    dialog.rotate(-1)
    dialog.reset()
    finish(dialog)
    assert window.session.now is before


def test_escape_leaves_it_as_it_was(window: Window, dialog: CropDialog) -> None:
    before = window.session.now
    drag(dialog, (1, 1), (0.5, 0.5))
    QTest.keyClick(dialog.area, Qt.Key.Key_Escape)
    assert window.session.now is before


def test_a_cropped_picture_opens_in_its_frame_and_shape(window: Window, dialog: CropDialog) -> None:
    dialog.shapes["1:1"].trigger()
    finish(dialog)
    editor(window).crop()
    again = editor(window).crop_dialog
    assert again is not None
    assert again.shapes["1:1"].isChecked()
    assert again.image == image(window)
    again.reject()


def test_a_point_in_the_small_picture_is_one_of_the_whole(window: Window, dialog: CropDialog) -> None:
    drag(dialog, (0, 0), (0.5, 0.5))
    finish(dialog)
    well = editor(window).well
    well.focused.emit(0.5, 0.0)
    assert image(window).focus == near(0.75, 0.5)
