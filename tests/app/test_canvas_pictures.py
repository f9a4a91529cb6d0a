"""Pictures in the mail itself: dropped, pasted, asked about at their place, cropped by a double click."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer.app.editors.image_well import ONLY_ADDRESS
from composer.app.picture_card import PictureCard
from composer.model.edits import put_field
from composer.model.finding import Place
from composer.model.framing import rendition
from composer.model.values import Credit, Image
from tests.app.forms import png
from tests.app.pages import Hands, double_click
from tests.app.windows import PICTURED, Seat
from tests.importing.test_photo import drawing, iptc

NONE, LEFT, COPY = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(qtbot, tmp_path)
    made.settle()
    yield made
    made.leave()


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A photograph whose file says who made it."""
    path = tmp_path / "cranes.jpg"
    path.write_bytes(iptc(creator="Jane Doe", credit="Reuters", description="Four cranes"))
    return path


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(seat: Seat, mime: QMimeData, at: QPoint) -> bool:
    """Drag over the mail to a point of the view, and let go there; whether it is taken."""
    canvas, place = seat.window.canvas, seat.view.pos() + at
    enter = QDragEnterEvent(place, COPY, mime, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(canvas, enter)
    QApplication.sendEvent(canvas, QDragMoveEvent(place, COPY, mime, LEFT, NONE))
    if enter.isAccepted():
        QApplication.sendEvent(canvas, QDropEvent(QPointF(place), COPY, mime, LEFT, NONE))
    return enter.isAccepted()


def edge_of(seat: Seat, block: str) -> QPoint:
    """Just within a block's upper edge."""
    seat.shows(PICTURED)
    seat.page(f"document.querySelector('[data-block=\"{block}\"]').scrollIntoView()")
    seat.page("scrollBy(0, -200)")
    x, y = seat.page(
        f"(() => {{ const box = document.querySelector('[data-block=\"{block}\"]').getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + 6]; })()"
    )
    return QPoint(round(x * seat.view.zoomFactor()), round(y * seat.view.zoomFactor()))


def picture_of(seat: Seat, block: str, nth: int = 0) -> QPoint:
    """The middle of a picture of a block, brought into view."""
    selector = f'[data-block="{block}"] img'
    seat.shows(PICTURED)
    seat.page(f"document.querySelectorAll('{selector}')[{nth}].scrollIntoView({{block: 'center'}})")
    x, y = seat.page(
        f"(() => {{ const box = document.querySelectorAll('{selector}')[{nth}].getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    return QPoint(round(x * seat.view.zoomFactor()), round(y * seat.view.zoomFactor()))


def card(seat: Seat) -> PictureCard:
    """The card beside the picture, once it is there and has the keyboard."""

    def asks() -> bool:
        found, focused = seat.window.pictures.card, QApplication.focusWidget()
        return found is not None and found.isVisible() and focused is not None and found.isAncestorOf(focused)

    seat.until(asks)
    found = seat.window.pictures.card
    assert found is not None
    return found


def image(seat: Seat, block: str, field: str = "image") -> Image:
    found = seat.issue.block(block)
    assert found is not None
    value = found.fields.get(field) or Image()
    assert isinstance(value, Image)
    return value


def toast(seat: Seat) -> str:
    return seat.window.toast.label.text() if seat.window.toast.isVisible() else ""


def test_a_file_dropped_between_blocks_becomes_a_picture_there_and_is_asked_about(seat: Seat, told: Path) -> None:
    before, article = seat.issue, seat.block("article")
    assert drop(seat, of_files(told), edge_of(seat, article.id))
    asked = card(seat)
    made = seat.issue.blocks[before.index(article.id)]
    assert seat.issue.blocks[before.index(article.id) + 1].id == article.id
    assert (made.type, seat.desk.selection.block) == ("image", made.id)
    credited = (Credit("photographer", "Jane Doe", "Reuters"),)
    assert (image(seat, made.id).alt, image(seat, made.id).credits) == ("Four cranes", credited)
    assert seat.desk.session.history.undo_label == "Insert Picture"
    seat.shows(f"document.querySelector('[data-block=\"{made.id}\"] img').naturalWidth > 0")

    alt = QApplication.focusWidget()
    assert alt is not None
    assert asked.isAncestorOf(alt)
    QTest.keyClick(alt, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(alt, "Red cranes")
    assert image(seat, made.id).alt == "Red cranes"
    assert seat.desk.session.history.undo_label == "Change description"
    QTest.keyClick(alt, Qt.Key.Key_Escape)
    seat.until(
        lambda: not any(isinstance(one, PictureCard) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    seat.act("edit.undo")
    seat.act("edit.undo")
    assert seat.issue is before


def test_a_file_dropped_on_a_picture_replaces_it_and_its_words_can_be_kept(seat: Seat, told: Path) -> None:
    article = seat.block("article")
    before = image(seat, article.id)
    assert drop(seat, of_files(told), picture_of(seat, article.id, 1))
    seat.until(lambda: image(seat, article.id).file == "cranes.jpg")
    assert image(seat, article.id).alt == "Four cranes"
    assert seat.desk.selection.block == article.id
    assert toast(seat).startswith("The description and credits went")
    seat.window.toast.button.click()
    assert (image(seat, article.id).alt, image(seat, article.id).credits) == (before.alt, before.credits)
    seat.act("edit.undo")
    seat.act("edit.undo")
    assert image(seat, article.id) is before


def test_what_is_offered_goes_when_the_step_is_undone(seat: Seat, told: Path) -> None:
    article = seat.block("article")
    drop(seat, of_files(told), picture_of(seat, article.id, 1))
    seat.until(lambda: toast(seat).startswith("The description and credits went"))
    seat.act("edit.undo")
    assert toast(seat) == ""


def test_a_file_dropped_on_the_plain_text_goes_below_what_is_selected(seat: Seat, told: Path) -> None:
    quote = seat.block("quote")
    seat.click_row(quote.id)
    seat.act("view.text")
    seat.until(lambda: not seat.view.isVisible())
    drop(seat, of_files(told), QPoint(300, 300))
    seat.until(lambda: seat.issue.blocks[seat.issue.index(quote.id) + 1].type == "image")


def test_a_file_dropped_on_a_portrait_is_that_portrait(seat: Seat, told: Path) -> None:
    article = seat.block("article")
    assert drop(seat, of_files(told), picture_of(seat, article.id, 0))
    seat.until(lambda: seat.block("article").fields["byline"][0].picture.file == "cranes.jpg")
    assert seat.block("article").fields["byline"][0].picture.credits == ()


def test_a_block_that_waits_for_a_picture_takes_it(seat: Seat, told: Path) -> None:
    article = seat.block("article")
    seat.window.inspector._desk.selection.select(Place(article.id))
    seat.window.inspector._edited("image", Image(), "Remove picture")
    seat.shows(f"document.querySelectorAll('[data-block=\"{article.id}\"] img').length", 1)
    number = len(seat.issue.blocks)
    middle = edge_of(seat, article.id) + QPoint(0, 120)
    assert drop(seat, of_files(told), middle)
    card(seat).close()
    assert image(seat, article.id).file == "cranes.jpg"
    assert len(seat.issue.blocks) == number
    assert seat.desk.session.history.undo_label == "Add picture"


def test_several_files_are_several_blocks_in_one_step(seat: Seat, told: Path, tmp_path: Path) -> None:
    before, article = seat.issue, seat.block("article")
    other = tmp_path / "shapes.png"
    other.write_bytes(drawing())
    assert drop(seat, of_files(told, other), edge_of(seat, article.id))
    seat.until(lambda: len(seat.issue.blocks) == len(before.blocks) + 2)
    at = before.index(article.id)
    assert [image(seat, block.id).file for block in seat.issue.blocks[at : at + 2]] == ["cranes.jpg", "shapes.png"]
    assert len({block.id for block in seat.issue.blocks}) == len(seat.issue.blocks)
    seat.act("edit.undo")
    assert seat.issue is before


def test_what_only_calls_itself_a_picture_is_refused_with_a_sentence(seat: Seat, tmp_path: Path) -> None:
    before = seat.issue
    liar = tmp_path / "liar.png"
    liar.write_text("words")
    assert drop(seat, of_files(liar), edge_of(seat, seat.block("article").id))
    seat.until(lambda: "liar.png" in toast(seat))
    words = tmp_path / "words.txt"
    words.write_text("words")
    assert not drop(seat, of_files(words), QPoint(300, 300))
    assert seat.issue is before


def bitmap() -> QMimeData:
    made = QImage(80, 60, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setImageData(made)
    return mime


def from_a_browser() -> QMimeData:
    mime = QMimeData()
    written = base64.b64encode(png(80, 60)).decode()
    mime.setHtml(f'<meta charset="utf-8"><img alt="x" src="data:image/png;base64,{written}">')
    return mime


@pytest.mark.parametrize("held", [bitmap, from_a_browser])
def test_a_picture_is_pasted_below_the_selected_block(seat: Seat, held: object) -> None:
    article = seat.block("article")
    seat.click_row(article.id)
    assert callable(held)
    QGuiApplication.clipboard().setMimeData(held())
    QTest.keyClick(seat.window.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    card(seat).close()
    made = seat.issue.blocks[seat.issue.index(article.id) + 1]
    assert (made.type, image(seat, made.id).width) == ("image", 80)


def test_blocks_are_pasted_as_blocks_though_they_show_pictures(seat: Seat) -> None:
    article = seat.block("article")
    seat.click_row(article.id)
    seat.act("edit.copy")
    seat.act("edit.paste")
    assert [block.type for block in seat.issue.blocks].count("article") == 4
    assert seat.desk.session.history.undo_label == "Paste Article"
    assert seat.window.pictures.card is None


def test_words_are_no_picture_to_paste(seat: Seat) -> None:
    mime = QMimeData()
    mime.setHtml('<p>words <img src="https://example.org/a.png"></p>')
    before = seat.issue
    assert not seat.window.pictures.paste(mime)
    assert seat.issue is before


def test_a_double_click_on_a_picture_crops_it(seat: Seat) -> None:
    article = seat.block("article")
    at = picture_of(seat, article.id, 1)
    target = seat.view.focusProxy() or seat.view
    assert isinstance(target, QWidget)
    double_click(target, at)
    seat.until(lambda: seat.window.pictures.crop_dialog is not None)
    dialog = seat.window.pictures.crop_dialog
    assert dialog is not None
    dialog.shapes["1:1"].trigger()
    QTest.mouseClick(dialog.done_button, LEFT)
    cropped = rendition(image(seat, article.id))
    assert "~" in cropped
    assert seat.desk.session.history.undo_label == "Crop picture"
    seat.shows(
        f"[...document.querySelectorAll('[data-block=\"{article.id}\"] img')].some(image =>"
        f" image.src.includes('{cropped}') && image.naturalWidth === image.naturalHeight && image.naturalWidth > 0)"
    )


def test_decoration_is_not_asked_for_words(seat: Seat, told: Path) -> None:
    drop(seat, of_files(told), edge_of(seat, seat.block("article").id))
    asked = card(seat)
    toggle = asked.editors["decorative"]
    toggle.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert image(seat, seat.desk.selection.block).decorative
    assert asked.editors["alt"].isHidden()
    assert not asked.editors["alt"].isVisible()
    QTest.mouseClick(asked.done, LEFT)


def test_undo_reaches_through_the_card_and_takes_it_away_with_its_picture(seat: Seat, told: Path) -> None:
    before = seat.issue
    drop(seat, of_files(told), edge_of(seat, seat.block("article").id))
    asked = card(seat)
    made = seat.desk.selection.block
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, "So: ")
    assert image(seat, made).alt == "So: Four cranes"
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert image(seat, made).alt == "Four cranes"
    assert asked.isVisible()
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert seat.issue is before
    seat.until(lambda: not any(isinstance(each, PictureCard) for each in QApplication.topLevelWidgets()))


def test_a_command_crops_the_picture_of_the_selected_block(seat: Seat) -> None:
    seat.click_row(seat.block("quote").id)
    seat.act("block.crop")
    assert toast(seat).startswith("There is no picture")
    seat.click_row(seat.block("article").id)
    seat.act("block.crop")
    dialog = seat.window.pictures.crop_dialog
    assert dialog is not None
    QTest.keyClick(dialog.area, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.area, Qt.Key.Key_Return)
    assert image(seat, seat.block("article").id).crop == (0.0, 0.0, 0.99, 1.0)


def test_a_picture_pasted_while_writing_goes_below_the_block_and_the_text_stays(seat: Seat) -> None:
    article, hands = seat.block("article"), Hands(seat)
    body = article.fields["body"]
    hands.click(article.id, "body")
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().setMimeData(bitmap())
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    card(seat).close()
    made = seat.issue.blocks[seat.issue.index(article.id) + 1]
    assert (made.type, image(seat, made.id).width) == ("image", 80)
    assert seat.block("article").fields["body"] == body


def addressed(html: str = "", *addresses: str) -> QMimeData:
    """What a browser gives of a picture: its page, its address, never its bytes."""
    mime = QMimeData()
    mime.setHtml(html)
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


@pytest.mark.parametrize(
    "held",
    [
        addressed(
            '<meta charset="utf-8"><img alt="x" src="https://example.org/a?w=600">', "https://example.org/a?w=600"
        ),
        addressed('<a href="https://example.org/s"><img src="http://example.org/a.png"></a>'),
        addressed("", "https://example.org/a.PNG"),
    ],
)
def test_a_picture_that_is_only_an_address_is_refused_in_a_sentence(seat: Seat, held: QMimeData) -> None:
    before = seat.issue
    assert drop(seat, held, edge_of(seat, seat.block("article").id))
    assert toast(seat) == ONLY_ADDRESS
    seat.window.toast.hide()
    assert seat.window.pictures.paste(held)
    assert toast(seat) == ONLY_ADDRESS
    assert seat.window.toast.width() < seat.window.canvas.width()
    assert seat.issue is before


def raw() -> QMimeData:
    mime = QMimeData()
    mime.setData("image/png", png(80, 60))
    return mime


def written_as_address() -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(f"data:image/png;base64,{base64.b64encode(png(80, 60)).decode()}")])
    return mime


@pytest.mark.parametrize("held", [raw, written_as_address])
def test_bytes_that_a_drop_brings_are_the_picture(seat: Seat, held: Callable[[], QMimeData]) -> None:
    before, article = seat.issue, seat.block("article")
    assert drop(seat, held(), edge_of(seat, article.id))
    card(seat).close()
    made = seat.issue.blocks[before.index(article.id)]
    assert (made.type, image(seat, made.id).width) == ("image", 80)


def test_a_picture_pasted_on_a_selected_picture_takes_its_place_and_is_asked_about(seat: Seat, told: Path) -> None:
    before, article = seat.issue, seat.block("article")
    drop(seat, of_files(told), edge_of(seat, article.id))
    card(seat).close()
    seat.window.pictures.card = None  # the next that opens is another
    made, number = seat.desk.selection.block, len(seat.issue.blocks)
    assert number == len(before.blocks) + 1
    seat.click_row(made)
    QGuiApplication.clipboard().setMimeData(bitmap())
    QTest.keyClick(seat.window.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    seat.until(lambda: image(seat, made).width == 80)
    assert (len(seat.issue.blocks), seat.desk.session.history.undo_label) == (number, "Replace picture")
    assert toast(seat).startswith("The description and credits went")
    seat.window.toast.hide()

    seat.desk.session.apply("Clear", put_field(made, "image", replace(image(seat, made), alt="", credits=())))
    QGuiApplication.clipboard().setMimeData(raw())
    QTest.keyClick(seat.window.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    card(seat).close()
    assert (len(seat.issue.blocks), seat.desk.session.history.undo_label) == (number, "Replace picture")
