"""The middle pane: the mail as its readers see it. Selecting here selects everywhere; nothing here is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from composer.app import engine
from composer.app.canvas_notice import CanvasNotice
from composer.app.desk import Desk
from composer.app.device import BEZEL, Device
from composer.app.drawing import Drawing
from composer.app.hollow import Hollow
from composer.app.jobs import Err, Ok
from composer.app.look import colours, on_mail
from composer.app.page_edits import PageEdits
from composer.app.plain_view import PlainView
from composer.app.preview import Preview
from composer.app.rows import framed
from composer.errors import ComposerError
from composer.export.pictures import sized
from composer.model.finding import Place
from composer.model.framing import asset_and_frame
from composer.session import Change

if TYPE_CHECKING:
    from composer.app.mail_view import MailView

PHONE = (390, 844)  # CSS pixels
DESK = 728  # the least width in CSS pixels at which the mail is laid out as on a desktop; narrower panes zoom out
_MARGIN = 36
_GONE = "The preview stopped several times. This is how the page last looked; what you write is kept."


class Canvas(QFrame):
    """`acted` is a button of the selected frame or a key: its name, and where (in this widget) a menu may open."""

    acted = Signal(str, object)
    heard = Signal(dict)  # what else the page says
    aimed = Signal(dict)  # `block`: the one before which something dragged would go in, empty for the end
    drawn = Signal()  # a page, not only some of its blocks, was made

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__()
        self._desk = desk
        self._preview = preview
        self._view: MailView | None = None
        self._drawn: Drawing | None = None
        self._busy = False
        self._afresh = True
        self._seen = False  # whether the selected block must still be scrolled to
        self._from_here = False
        self._back: int | None = None  # where the page is to be scrolled to, to see what is selected
        self._kept: dict[str, object] = {}
        self._next: Place | None = None  # where to write as soon as it is drawn
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)
        self._waiting, self._over = True, False  # for the window to be painted; whether it is closing
        self.setAccessibleName("Canvas")
        self._device = Device(self)
        self._text = PlainView(self)
        self._notice = CanvasNotice(self, "Setting the page…")
        self._notice.again.clicked.connect(self.renew)
        desk.session.subscribe(self._on_change)
        self.hollow = Hollow(desk, self._show_hollow)
        desk.selection.changed.connect(self._on_selected)
        desk.selection.revealed.connect(lambda place: self._select(seen=True))
        preview.changed.connect(self._on_preview)
        self.edits = PageEdits(desk, lambda: preview.tool, self._call, self)  # after us: first the page, then its text
        self._arrange()

    @property
    def view(self) -> MailView | None:
        """The browser view, once there is one."""
        return self._view

    def start(self) -> None:
        """Bring up the browser engine and draw; once, when the window is painted."""
        if self._view is not None or self._over:
            return
        if refused := engine.refusal():
            self._notice.tell(refused, again=False)
            self.drawn.emit()
            return
        self._view = engine.make_view(self._picture, self._desk.jobs, self)
        self._view.told.connect(self._hear)
        self._view.ready.connect(self._on_ready)
        self._view.wanted.connect(self.renew)
        self._view.gone.connect(lambda: self._notice.tell(_GONE, again=True))
        self.dress()
        self._arrange()
        self._draw()

    def redraw(self) -> None:
        """Draw what changed besides the issue."""
        self._draw()

    def renew(self) -> None:
        """Load the page from the start."""
        self._afresh, self._drawn = True, None
        self._draw()

    def stop(self) -> None:
        """Let go of the browser, or never bring it up: the window is closing."""
        view, self._view, self._over = self._view, None, True
        if view is not None:
            view.stop_page()
            view.hide()

    def dress(self) -> None:
        """Take on the colours of the look."""
        look = colours()
        named = {name.replace("_", "-"): value for name, value in asdict(look).items()}
        if self._view:
            dark = self._preview.condition == "dark"
            phone = self._preview.width == "phone"
            found = {**named, **on_mail(dark), "soft": look.muted, "ground": look.canvas, "thumb": look.line}
            self._view.page().setBackgroundColor(QColor(look.canvas))
            self._view.show_state(colours=found, dark=dark, phone=phone)
        self.update()

    def show_plain(self, text: str) -> None:
        """What the plain-text version says."""
        self._text.put(text, shown=self._preview.text)

    def _show_hollow(self, notes: Mapping[str, str]) -> None:
        if self._view:
            self._view.show_state(empty=dict(notes))

    def keep(self, name: str, value: object) -> None:
        """Call a function of the canvas's script, and again whenever the page is loaded anew."""
        self._kept[name] = value
        if self._view:
            self._view.call(name, value)

    def aim(self, at: QPoint | None) -> None:
        """Show where something dropped at a point of this widget would go in, or stop showing it."""
        if self._view:
            zoom = self._view.zoomFactor()
            self._view.call("aim", None if at is None else (at.y() - self._view.y()) / zoom)

    @contextmanager
    def back_to(self, top: int | None) -> Iterator[None]:
        """What is selected meanwhile is looked at from where the page was scrolled to then."""
        self._back = top
        yield
        self._back = self._back if self._busy else None

    def index_of(self, block: str) -> int:
        """The index of a block, or the one after the last."""
        issue = self._desk.session.now
        return issue.index(block) if issue.block(block) else len(issue.blocks)

    def write(self, place: Place) -> bool:
        """Put the keyboard into a text of the page, or on a block; False where it is not there to write in."""
        if self._view is None or self._preview.text or (place.field and not self.edits.writable(place)):
            return False
        self._next = place if place.field else None
        self.focus()
        self._go_on()
        return True

    def takes(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether a key that the window knows too belongs to the page: to its text, or for it to weigh."""
        return self._view is not None and self._view.isAncestorOf(widget) and self.edits.takes(event)

    def focus(self) -> None:
        """Put the keyboard here."""
        shown = self._text if self._preview.text else (self._view or self)
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Drawing

    def _draw(self) -> None:
        if self._view is None or self._busy:
            return
        if self._drawn is not None and not self._view.is_ready:
            return  # what is swapped in a page that is not there is lost: `_on_ready` draws again
        issue, images = self._desk.session.now, self._preview.condition != "images-off"
        wanted = Drawing(issue, self._desk.library, self._preview.tool, images, open=self._desk.selection.block)
        if wanted == self._drawn and not self._afresh:
            self._notice.hide()
            return
        try:
            patches = None if self._drawn is None else wanted.patches(self._desk.renderer, self._drawn)
        except ComposerError as error:
            self._notice.tell(str(error), again=False)
            return
        if patches is None:
            self._busy = True
            self._desk.jobs.run(lambda: wanted.page(self._desk.renderer), lambda got: self._show_page(wanted, got))
        else:
            self._drawn = wanted
            self._view.patch(patches)
            self._notice.hide()

    def _show_page(self, wanted: Drawing, outcome: Ok[str] | Err) -> None:
        self._busy = False
        if self._view is None:
            return
        if isinstance(outcome, Err):
            self._notice.tell(outcome.sentence, again=True)
            if wanted.issue is not self._desk.session.now:
                self._draw()
            return
        self._drawn = replace(wanted, open="")
        self.drawn.emit()
        if self._afresh:
            self._afresh = False
            self._view.load_page(outcome.value)
        else:
            self._view.swap_page(outcome.value)
            self._draw()
            self._select(seen=self._seen)
            self._back = None
        if self._view.is_ready:
            self._notice.hide()
        self._draw()
        self._go_on()

    def _on_ready(self) -> None:
        self._notice.hide()
        self.edits.forget()
        for name, value in self._kept.items():
            self.keep(name, value)
        self._draw()
        self._select(seen=self._seen)
        self._go_on()

    def _on_change(self, change: Change) -> None:
        if self._view and (change.by == "open" or change.turned):
            self._view.from_top()
        if self.edits.applying:
            self._soon.start()  # the page has it already; what else shows of it may wait for the next key
        else:
            self._draw()

    def _on_preview(self, name: str) -> None:
        if name in ("width", "condition"):
            self.dress()
        self._arrange()
        self._draw()

    def _picture(self, rendition: str, width: int) -> bytes:
        asset, frame = asset_and_frame(rendition)
        return sized(self._desk.assets.get(asset), width, frame)

    # Selection

    def _go_on(self) -> None:
        """Write where it was asked for, once that is drawn."""
        if self._next and self._view and self._view.is_ready and not self._busy:
            place, self._next = self._next, None
            self.edits.write(place)

    def _call(self, name: str, *values: Any) -> None:
        if self._view:
            self._view.call(name, *values)

    def _on_selected(self, place: Place) -> None:
        self._draw()  # what is selected is open to be written in
        self._select(seen=not self._from_here)

    def _select(self, *, seen: bool) -> None:
        block = self._desk.session.now.block(self._desk.selection.block)
        self._seen = seen and self._busy
        if self._view:
            title = framed(block, self._desk.types.get(block.type)) if block else ""
            self._view.select(block.id if block else "", title, seen=seen, top=self._back)

    def _hear(self, message: dict[str, Any]) -> None:
        what = message["what"]
        place = Place(str(message.get("block", "")), str(message.get("field", "")))
        if what in ("click", "open"):
            self._from_here = True
            (self._desk.selection.reveal if what == "open" else self._desk.selection.select)(place)
            self._from_here = False
        elif what == "menu":
            self._desk.selection.select(Place(place.block))
            self.acted.emit("more", self.point(message))
        elif what == "act":
            self.acted.emit(message["act"], self.point(message) if "x" in message else None)
            self._call("resume")
        elif what == "aim":
            self.aimed.emit(message)
        elif what == "key":
            self.acted.emit(message["key"], None)
        else:
            self._from_here = True
            if not self.edits.hear(message):
                self.heard.emit(message)
            self._from_here = False

    def point(self, message: dict[str, Any]) -> QPoint:
        """Where on the screen something in the page is that gave its `x` and `y`."""
        assert self._view is not None
        zoom = self._view.zoomFactor()
        at = self._view.pos()
        at.setX(at.x() + round(message["x"] * zoom))
        at.setY(at.y() + round(message["y"] * zoom))
        return self.mapToGlobal(at)

    # Where things stand

    def _arrange(self) -> None:
        phone, text = self._preview.width == "phone", self._preview.text
        area = self.rect()
        self._text.show_at(self._preview.zoom, shown=text)
        self._text.lie_in(area, self._preview.zoom)
        self._device.setVisible(phone and not text)
        width = min(area.width() - 2 * _MARGIN, 480)
        self._notice.setGeometry(_centred(area, width, self._notice.heightForWidth(width)))
        if self._view is None:
            return
        zoom = self._preview.zoom if phone else self._preview.zoom * min(1.0, area.width() / DESK)
        if phone:
            height = min(area.height() - 2 * _MARGIN, round(PHONE[1] * zoom))
            screen = _centred(area, round(PHONE[0] * zoom), max(height, 200))
            self._device.setGeometry(screen.adjusted(-BEZEL - 8, -BEZEL - 8, BEZEL + 8, BEZEL + 8))
            area = screen
        self._view.setGeometry(area)
        self._view.zoom_to(zoom)
        self._view.setVisible(not text)
        self._view.lower()  # a toast or a card may be open over it
        self._notice.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colours().canvas))
        if self._waiting:
            self._waiting = False
            QTimer.singleShot(0, self.start)


def _centred(area: QRect, width: int, height: int) -> QRect:
    return QRect(area.x() + (area.width() - width) // 2, area.y() + (area.height() - height) // 2, width, height)
