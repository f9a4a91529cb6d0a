"""What hands do in a window, and what a person sees there: the outline, the mail, the list of findings."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget

from composer.model.finding import Finding
from tests.app.windows import Seat

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction

# What hands do


def click(widget: QWidget, at: QPoint | None = None) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, LEFT, NONE, at or widget.rect().center())


def press(seat: Seat, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """A key with others held, given to the window as the screen gives it."""
    seat.window.activateWindow()
    seat.until(seat.window.isActiveWindow)
    QTest.keyClick(seat.window.windowHandle(), key, held)


def choose_in_menu(seat: Seat, title: str, label: str) -> None:
    """Open a menu of the bar by its letter, and go down to an entry by the arrow keys."""
    menu = seat.window.menus[title]
    press(seat, Qt.Key[f"Key_{title[0]}"], ALT)
    seat.until(menu.isVisible)
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction() is not None and menu.activeAction().text() == label:
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)


def focus(seat: Seat, path: str) -> QWidget:
    """Go to the field at a path of what is selected."""
    seat.window.activateWindow()
    seat.until(seat.window.isActiveWindow)
    seat.window.inspector.focus_field(path)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def turn_to(box: QWidget | None, label: str) -> None:
    """Choose by the arrow keys."""
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != label:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, label


def point_at(seat: Seat, text: str) -> QToolButton:
    """The switch in the toolbar that bears these words."""
    return next(button for button in seat.window.toolbar.findChildren(QToolButton) if button.text() == text)


def drag_row(seat: Seat, block: str, onto: str) -> None:
    """Drop a block's row on the lower half of another."""
    outline = seat.window.outline
    model = outline.model()
    rows = {each.id: model.index(number, 0) for number, each in enumerate(seat.issue.blocks, 1)}
    data = model.mimeData([rows[block]])
    outline.scrollTo(rows[onto])
    at = outline.visualRect(rows[onto]).bottomLeft() + QPoint(40, -4)
    drop(outline.viewport(), data, at)


def drop(onto: QWidget, data: QMimeData, at: QPoint) -> None:
    """Come in with the mouse, move, let go."""
    for event in (
        QDragEnterEvent(at, COPY, data, LEFT, NONE),
        QDragMoveEvent(at, COPY, data, LEFT, NONE),
        QDropEvent(QPointF(at), COPY, data, LEFT, NONE),
    ):
        QApplication.sendEvent(onto, event)
        assert event.isAccepted() or type(event) is QDragMoveEvent


def drop_in_mail(seat: Seat, data: QMimeData, at: QPoint) -> bool:
    """Hold something over a point of the browser view, and let go; whether it was taken.

    As the system does, whoever is under the mouse is offered it first, there the browser's own widget.
    """
    there = seat.view.mapTo(seat.window, at)
    under = seat.window.childAt(there)
    at = under.mapFrom(seat.window, there)
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(under, enter)
    if enter.isAccepted():
        QApplication.sendEvent(under, QDragMoveEvent(at, COPY, data, LEFT, NONE))
        QApplication.sendEvent(under, QDropEvent(QPointF(at), COPY, data, LEFT, NONE))
    return enter.isAccepted()


# What eyes see


def mail_says(seat: Seat, words: str, within: str = "body") -> None:
    seat.shows(f"document.querySelector({within!r}).innerText.replace(/\\s+/g, ' ').includes({words!r})")


def rows(seat: Seat) -> list[str]:
    model = seat.window.outline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def order(seat: Seat) -> list[str]:
    return [block.id for block in seat.issue.blocks]


def mail_is_in_order(seat: Seat) -> None:
    """What is in the mail stands there as in the outline."""
    shown = "[...document.querySelectorAll('[data-block]')].map(block => block.dataset.block)"
    seat.until(lambda: [block for block in order(seat) if block in seat.page(shown)] == seat.page(shown))


def to_check(seat: Seat) -> list[Finding]:
    seat.window.review.start()
    seat.until(lambda: seat.window.review.fresh)
    return [finding for finding in seat.window.review.reading.findings if finding.level != "note"]


# The steps
