"""Pictures in the canvas: dropped and pasted where they go, asked about right there, cropped by a double click."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication

from composer.app.block_data import CLIP
from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.editors.crop_dialog import CropDialog
from composer.app.editors.image_well import ONLY_ADDRESS, has_picture, is_only_address, pictures_in
from composer.app.jobs import Err, Ok
from composer.app.outline_model import BLOCK_TYPE, BLOCKS
from composer.app.picture_card import PictureCard
from composer.app.taking_in import Came, Given, Taken, placed, take_in
from composer.app.toast import Toast
from composer.model.edits import Edit, insert, new_id, put_field
from composer.model.fields import Field, value_of
from composer.model.finding import Place
from composer.model.framing import rendition
from composer.model.issue import Block
from composer.model.paths import get_at
from composer.model.record import Record
from composer.model.values import Image
from composer.model.walk import block_leaves, pictures
from composer.session import Change

_PORTRAIT = Field("picture", "image", credit="optional")
_ASK, _OPEN = "ask", "open"  # what is to be done about a picture of the page


class CanvasPictures(QObject):
    """Watches a canvas. A picture goes on the picture or into the empty block it is dropped on, else between blocks."""

    def __init__(self, desk: Desk, canvas: Canvas, toast: Toast) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._toast = desk, canvas, toast
        self._met = False
        self._asked: tuple[str, str] | None = None
        self._drawn = QTimer(self, singleShot=True, interval=0)  # the page takes in what was drawn first
        self._drawn.timeout.connect(self._locate)
        self.card: PictureCard | None = None
        self.crop_dialog: CropDialog | None = None
        self._offered: Image | None = None  # the picture that a toast has an offer about
        desk.session.subscribe(self._on_change)
        canvas.installEventFilter(self)
        canvas.drawn.connect(self._meet)

    # Dropping

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            if not _brings(event.mimeData()):
                return False
            event.acceptProposedAction()
            if not has_picture(event.mimeData()):
                if event.type() == QEvent.Type.Drop:
                    self._toast.tell(ONLY_ADDRESS)
            elif event.type() == QEvent.Type.Drop:
                self._drop(pictures_in(event.mimeData()), event.position().toPoint())
            else:
                self._aim(event.position().toPoint())
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._aim(None)
        return False

    def _aim(self, at: QPoint | None) -> None:
        if view := self._canvas.view:
            view.call("aimPicture", self._in_page(at) if at else None, self._waiting())

    def _drop(self, given: list[Given], at: QPoint) -> None:
        """Ask the page what is at the point, and put the pictures there."""
        view = self._canvas.view
        if view is None or not view.is_ready or not view.isVisible():
            self._put_below(given)
            return
        view.ask("aimPicture", self._in_page(at), self._waiting(), answered=partial(self._fall, given))
        self._aim(None)

    def _fall(self, given: list[Given], answer: str) -> None:
        found = json.loads(answer or "{}")
        if found.get("picture"):
            self._put_in(given, self._place_of(found["block"], found["picture"]), None)
        elif found.get("waits"):
            self._put_in(given, self._open_place(found["block"]), None)
        else:
            self._put_in(given, None, self._canvas.index_of(found.get("before", "")))

    def paste(self, mime: QMimeData | None = None) -> bool:
        """Put the picture of the clipboard into the selected block where it waits for one or is a picture, else below.

        False where there is none.
        """
        held = mime or QGuiApplication.clipboard().mimeData()
        if held is None or not _brings(held):
            return False
        if given := pictures_in(held):
            if (place := self._picture_selected()) and not self._canvas.edits.place:
                self._put_in(given, place, None)
            else:
                self._put_below(given)
        else:
            self._toast.tell(ONLY_ADDRESS)
        return True

    def _put_below(self, given: Sequence[Given]) -> None:
        issue, block = self._desk.session.now, self._desk.selection.block
        below = issue.index(block) + 1 if issue.block(block) else len(issue.blocks)
        place = self._open_place(block)
        self._put_in(given, place, None if place else below)

    # Putting in

    def _put_in(self, given: Sequence[Given], place: Place | None, index: int | None) -> None:
        """Take pictures in, off the GUI thread: the first to a place, or all as blocks at an index."""
        desk = self._desk
        if place is None and self._made_of_pictures() is None:
            self._toast.tell("This template has no block that is made of a picture; drop it on a picture instead.")
            return
        old = self._image(place) if place else None
        wanted = given[:1] if place else given

        def take_all() -> list[Came]:
            return [take_in(desk.assets, each, old.asset if old else "") for each in wanted]

        def done(outcome: Ok[list[Came]] | Err) -> None:
            if isinstance(outcome, Err):
                self._toast.tell(outcome.sentence)
            elif place is not None:
                self._replace(place, outcome.value[0])
            else:
                self._insert(outcome.value, index)

        desk.jobs.run(take_all, done)

    def _replace(self, place: Place, came: Came) -> None:
        old, field = self._image(place), self._field(place)
        if old is None or field is None:
            return
        taken = placed(old, came, credited=field.credit == "required")
        self._apply("Replace picture" if old.asset else "Add picture", place, taken.picture)
        self._desk.selection.select(Place(place.block))
        if taken.instead is not None:
            self._offered = taken.picture
            self._toast.tell(*taken.offer, partial(self._put_instead, place, taken))
        elif field is not _PORTRAIT:  # whose words are its person's
            self._ask(place, taken.picture)

    def _put_instead(self, place: Place, taken: Taken) -> None:
        if self._image(place) == taken.picture:
            self._apply(taken.offer[1], place, taken.instead)

    def _on_change(self, change: Change) -> None:
        """What is offered about a picture goes with it."""
        if self._offered is not None and change.by in ("undo", "redo", "open"):
            self._offered = None
            self._toast.hide()

    def _insert(self, came: Sequence[Came], index: int | None) -> None:
        issue, made_of = self._desk.session.now, self._made_of_pictures()
        if made_of is None:
            return
        name, field = made_of
        blocks: list[Block] = []
        for each in came:
            taken = placed(Image(), each, credited=field.credit == "required")
            taken_ids = {block.id for block in (*issue.blocks, *blocks)}
            blocks.append(Block(new_id(taken_ids), name, Record({field.name: taken.picture})))
        at = len(issue.blocks) if index is None else index
        place = Place(blocks[0].id, field.name)
        title = self._desk.types[name].title
        label = f"Insert {title}" if len(blocks) == 1 else f"Insert {len(blocks)} pictures"
        self._desk.session.apply(label, insert(blocks, at), place=place)
        self._desk.selection.select(Place(place.block))
        if len(blocks) == 1:
            self._ask(place, blocks[0].fields[field.name])

    def _apply(self, label: str, place: Place, image: Image | None) -> None:
        edit: Edit = put_field(place.block, place.field, image)
        self._desk.session.apply(label, edit, place=place)

    # Asking and cropping

    def _ask(self, place: Place, image: Image) -> None:
        """Ask about a picture where it stands, once the page shows it."""
        if not image.decorative:
            self._asked = (place.block, rendition(image))
            self._locate()

    def _locate(self) -> None:
        """Have the page tell where the picture is that is asked about; it may not be drawn yet."""
        if (view := self._canvas.view) and self._asked:
            view.call("locatePicture", *self._asked, _ASK)

    def crop_selected(self) -> None:
        """Crop the first picture of the selected block."""
        block = self._desk.session.now.block(self._desk.selection.block)
        known = self._desk.types.get(block.type) if block else None
        field = known.first("image") if known else None
        if block and field and self._open_place(block.id) is None:
            self.crop(Place(block.id, field.name))
        else:
            self._toast.tell("There is no picture to crop here; select a block that shows one.")

    def crop(self, place: Place) -> None:
        """Ask which part of a picture is shown."""
        image = self._image(place)
        if image is None or image.asset not in self._desk.assets:
            return
        self.crop_dialog = CropDialog(self._desk, image, self._canvas.window())
        self.crop_dialog.cropped.connect(lambda cropped: self._apply("Crop picture", place, cropped))
        self.crop_dialog.open()

    def _meet(self) -> None:
        """Listen to the page, as soon as there is one."""
        if self._canvas.view and not self._met:
            self._met = True
            self._canvas.view.told.connect(self._hear)
            self._canvas.view.ready.connect(self._drawn.start)
        self._drawn.start()

    def _hear(self, message: dict[str, Any]) -> None:
        if message["what"] == "paste" and not str(message.get("text", "")).strip():
            self.paste()  # a text has no use for what holds no words
        if message["what"] != "picture":
            return
        place = self._place_of(str(message["block"]), str(message["picture"]))
        field = self._field(place) if place else None
        if place is None or field is None:
            return
        if message["act"] == _OPEN:
            self.crop(place)
        elif self._asked == (place.block, message["picture"]):
            self._asked = None
            self.card = PictureCard(self._desk, place, field, self._canvas)
            self.card.crop_wanted.connect(self.crop)
            self.card.open_beside(self._on_screen(message))

    # Where things are

    def _waiting(self) -> list[str]:
        """The blocks whose first picture is not there yet."""
        return [block.id for block in self._desk.session.now.blocks if self._open_place(block.id)]

    def _open_place(self, block_id: str) -> Place | None:
        """The first picture's place in a block, where nothing is there yet."""
        block = self._desk.session.now.block(block_id)
        known = self._desk.types.get(block.type) if block else None
        field = known.first("image") if known else None
        if block is None or field is None or value_of(block.fields, field).asset:
            return None
        return Place(block_id, field.name)

    def _picture_selected(self) -> Place | None:
        """Where the selected block has its picture, if it is made of one."""
        block = self._desk.session.now.block(self._desk.selection.block)
        known = self._desk.types.get(block.type) if block else None
        field = known.first("image") if known and known.takes == "image" else None
        return Place(block.id, field.name) if block and field else None

    def _place_of(self, block_id: str, picture: str) -> Place | None:
        """Where in a block the picture stands that the page shows under a rendition's name."""
        block = self._desk.session.now.block(block_id)
        declared = {name: known.fields for name, known in self._desk.types.items()}
        for leaf in block_leaves(block, declared) if block else ():
            for found in pictures(leaf):
                if rendition(found.image) == picture:
                    return Place(block_id, found.path)
        return None

    def _image(self, place: Place) -> Image | None:
        block, field = self._desk.session.now.block(place.block), self._field(place)
        if block is None or field is None:
            return None
        found = get_at(block.fields, place.field)
        return found if isinstance(found, Image) else Image()

    def _field(self, place: Place) -> Field | None:
        """The declaration of a picture's place; a portrait's is that of a picture that needs no credit."""
        block = self._desk.session.now.block(place.block)
        known = self._desk.types.get(block.type) if block else None
        fields: tuple[Field, ...] = known.fields if known else ()
        found = None
        for part in place.field.split("."):
            if part.isdigit():
                continue
            if found is not None and found.kind in ("person", "people"):
                return _PORTRAIT
            found = next((field for field in fields if field.name == part), None)
            fields = found.fields if found else ()
        return found if found and found.kind == "image" else None

    def _made_of_pictures(self) -> tuple[str, Field] | None:
        """The first block type that a picture makes, and its field."""
        for name, known in self._desk.types.items():
            if known.takes == "image" and (field := known.first("image")):
                return name, field
        return None

    def _in_page(self, at: QPoint) -> list[float]:
        view = self._canvas.view
        assert view is not None
        return [(at.x() - view.x()) / view.zoomFactor(), (at.y() - view.y()) / view.zoomFactor()]

    def _on_screen(self, message: dict[str, Any]) -> QRect:
        view = self._canvas.view
        assert view is not None
        x, y, width, height = (round(message[name] * view.zoomFactor()) for name in ("x", "y", "width", "height"))
        return QRect(view.mapToGlobal(QPoint(x, y)), view.mapToGlobal(QPoint(x + width, y + height)))


def _brings(mime: QMimeData) -> bool:
    """Whether it is pictures that are brought, or the address of one, not blocks whose pages show some."""
    blocks = any(mime.hasFormat(each) for each in (CLIP, BLOCKS, BLOCK_TYPE))
    return not blocks and (has_picture(mime) or is_only_address(mime))
