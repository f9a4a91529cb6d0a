"""Pictures: dropped, pasted, replaced, described, credited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from composer.app.editors.image import ImageEditor, size_words
from composer.app.editors.image_well import ImageWell
from composer.model.values import Credit, Image
from tests.app.forms import Window, png
from tests.importing.test_photo import drawing, iptc


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return Window(tmp_path, {}).open(qtbot)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(png())
    return path


def editor(window: Window, path: str = "picture") -> ImageEditor:
    found = window.inspector.editor(path)
    assert isinstance(found, ImageEditor)
    return found


def drop(well: ImageWell, mime: QMimeData) -> bool:
    """Drag over the well and let go; whether it took it."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(well, enter)
    if not enter.isAccepted():
        return False
    fall = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys, QEvent.Type.Drop)
    QApplication.sendEvent(well, fall)
    return True


def of_file(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def drop_photo(window: Window, photo: Path) -> Image:
    assert drop(editor(window).well, of_file(photo))
    window.desk.jobs.crank()
    found = window.value("picture")
    assert isinstance(found, Image)
    return found


def test_a_dropped_file_becomes_the_picture(window: Window, photo: Path) -> None:
    image = drop_photo(window, photo)
    assert (image.file, image.width, image.height) == ("photo.png", 1600, 900)
    assert window.assets.get(image.asset) == photo.read_bytes()
    assert editor(window).size_label.text() == "1600 × 900, sent at 1200"
    assert window.session.history.undo_label == "Add picture"


def test_the_caret_waits_where_the_description_goes(window: Window, photo: Path) -> None:
    drop_photo(window, photo)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, "Ships")
    assert window.value("picture").alt == "Ships"
    assert window.session.history.undo_label == "Change description"


def test_undo_takes_the_picture_out(window: Window, photo: Path) -> None:
    before = window.session.now
    drop_photo(window, photo)
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.now is before
    assert editor(window).facts.isHidden()


def test_what_is_no_picture_is_not_taken(window: Window, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("words")
    assert not drop(editor(window).well, of_file(text))
    liar = tmp_path / "liar.png"
    liar.write_text("words")
    assert drop(editor(window).well, of_file(liar))
    window.desk.jobs.crank()
    trouble = editor(window)._trouble
    assert trouble is not None
    assert "liar.png" in trouble.words.text()
    assert window.value("picture") is None


def test_a_bitmap_is_pasted(window: Window) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    well = window.focus("picture")
    QTest.keyClick(well, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.jobs.crank()
    assert (window.value("picture").width, window.value("picture").file) == (40, "pasted.png")


def test_another_picture_does_not_inherit_words_and_credits(window: Window, photo: Path, tmp_path: Path) -> None:
    drop_photo(window, photo)
    window.type("picture.alt", "Ships")
    window.type("picture.credits.0.name", "Ada")
    other = tmp_path / "other.png"
    other.write_bytes(png(300, 200))
    drop(editor(window).well, of_file(other))
    window.desk.jobs.crank()
    assert window.value("picture") == Image(
        asset=window.value("picture").asset, file="other.png", width=300, height=200
    )
    assert window.session.history.undo_label == "Replace picture"


def test_words_that_went_are_brought_back_on_demand(window: Window, photo: Path, tmp_path: Path) -> None:
    drop_photo(window, photo)
    window.type("picture.alt", "Ships")
    window.type("picture.credits.0.name", "Ada")
    other = tmp_path / "other.png"
    other.write_bytes(png(300, 200))
    drop(editor(window).well, of_file(other))
    window.desk.jobs.crank()
    assert window.told("picture").startswith("The description and credits went with the picture before.")
    press(window, "Bring them back")
    found = window.value("picture")
    assert (found.alt, found.credits, found.file) == ("Ships", (Credit(name="Ada"),), "other.png")
    assert window.session.history.undo_label == "Bring them back"


def test_the_same_picture_in_another_size_keeps_its_words(window: Window, tmp_path: Path) -> None:
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    small.write_bytes(drawing())
    large.write_bytes(drawing(size=(1200, 900)))
    drop_photo(window, small)
    window.type("picture.alt", "Shapes")
    window.inspector._edited("picture.crop", (0.5, 0.0, 0.5, 1.0), "Crop picture")
    drop_photo(window, large)
    assert (window.value("picture").alt, window.value("picture").width) == ("Shapes", 1200)
    assert window.value("picture").crop == (0.0, 0.0, 1.0, 1.0)
    press(window, "Clear them")
    assert (window.value("picture").alt, window.value("picture").file) == ("", "large.png")
    window.session.undo()
    assert window.value("picture").alt == "Shapes"


def test_what_was_offered_goes_with_the_picture(window: Window, photo: Path, tmp_path: Path) -> None:
    drop_photo(window, photo)
    window.type("picture.alt", "Ships")
    other = tmp_path / "other.png"
    other.write_bytes(png(300, 200))
    drop(editor(window).well, of_file(other))
    window.desk.jobs.crank()
    window.session.undo()
    assert window.told("picture") == ""


def test_what_the_file_says_comes_along_in_the_same_step(window: Window, tmp_path: Path) -> None:
    told = tmp_path / "told.jpg"
    told.write_bytes(iptc(creator="Jane Doe", credit="Reuters", description="Four cranes"))
    before = window.session.now
    found = drop_photo(window, told)
    assert (found.alt, found.credits) == ("Four cranes", (Credit("photographer", "Jane Doe", "Reuters"),))
    window.session.undo()
    assert window.session.now is before


def test_what_was_written_before_the_picture_came_stays(window: Window, tmp_path: Path) -> None:
    told = tmp_path / "told.jpg"
    told.write_bytes(iptc(creator="Jane Doe", description="Four cranes"))
    window.inspector._edited("picture", Image(alt="My words"), "")
    found = drop_photo(window, told)
    assert (found.alt, found.credits[0].name) == ("My words", "Jane Doe")


def press(window: Window, verb: str) -> None:
    """Press the button that is offered below the picture."""
    window.settle()
    [button] = [each for each in editor(window).findChildren(QPushButton) if each.text() == verb]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_first_credit_is_one_step_of_undo(window: Window, photo: Path) -> None:
    drop_photo(window, photo)
    before = window.session.now
    window.type("picture.credits.0.name", "Ada")
    assert window.value("picture").credits == (Credit(name="Ada"),)
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.now is before


def test_a_click_sets_the_point_that_stays_visible(window: Window, photo: Path) -> None:
    drop_photo(window, photo)
    well = editor(window).well
    window.desk.jobs.crank()
    box = well.picture_box()
    QTest.mouseClick(
        well, Qt.MouseButton.LeftButton, pos=QPoint(int(box.left() + box.width() / 4), int(box.center().y()))
    )
    x, y = window.value("picture").focus
    assert (round(x, 1), round(y, 1)) == (0.2, 0.5)
    QTest.keyClick(well, Qt.Key.Key_Down)
    assert window.value("picture").focus[1] > y


def test_decoration_needs_no_description(window: Window, photo: Path) -> None:
    drop_photo(window, photo)
    QTest.keyClick(window.focus("picture.decorative"), Qt.Key.Key_Space)
    assert window.value("picture").decorative
    assert editor(window).alt.isHidden()


def test_removing_takes_the_words_too(window: Window, photo: Path) -> None:
    drop_photo(window, photo)
    well = editor(window).well
    well.setFocus()
    QTest.keyClick(well, Qt.Key.Key_Delete)
    assert window.value("picture") == Image()
    assert window.blocks_keys == []


def test_a_picture_in_a_row(window: Window, photo: Path) -> None:
    items = window.inspector.editor("items")
    assert items is not None
    assert items.adder is not None
    items.adder.click()
    drop(editor(window, "items.0.picture").well, of_file(photo))
    window.desk.jobs.crank()
    assert window.value("items")[0]["picture"].file == "photo.png"


def test_sizes_in_words() -> None:
    assert size_words(Image(width=600, height=400)) == "600 × 400"
    assert size_words(Image(file="gone.png")) == "Not in this issue"
