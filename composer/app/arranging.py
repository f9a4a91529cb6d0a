"""Blocks arranged where they stand in the mail: chosen, dragged, dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QDrag, QGuiApplication

from composer.app.block_clipboard import BlockClipboard
from composer.app.block_names import BlockNames
from composer.app.canvas import Canvas
from composer.app.command_palette import CommandPalette
from composer.app.commands import inserts
from composer.app.desk import Desk
from composer.app.drop_aim import DropAim
from composer.app.editors.rows import singular
from composer.app.glyphs import glyphs
from composer.app.outline import Outline
from composer.app.rows import framed
from composer.model.edits import put_field
from composer.model.finding import Place
from composer.model.items import ACTS, change_items

if TYPE_CHECKING:
    from composer.app.mail_view import MailView

LIST = 340  # pixels, the width of the list of block types


class Arranging(QObject):
    """Hears what is done to blocks in a canvas; the outline holds which are chosen."""

    def __init__(
        self,
        desk: Desk,
        canvas: Canvas,
        outline: Outline,
        *,
        insert: Callable[[str, int], object],
        clipboard: BlockClipboard,
    ) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._outline = desk, canvas, outline
        self._insert, self._clipboard = insert, clipboard
        self._index = 0  # where what is chosen goes in
        DropAim(canvas, self).dropped.connect(outline.take)
        canvas.heard.connect(self._hear)
        outline.brought.connect(clipboard.take)
        outline.pack_by(clipboard.data)
        outline.chosen_changed.connect(lambda ids: canvas.keep("choose", ids))
        self._titles: dict[str, str] = {}
        self._drawn: tuple[Mapping[str, object], ...] = ()  # whose icons the page has
        desk.session.subscribe(lambda change: self._call())
        desk.selection.changed.connect(lambda place: canvas.keep("at", place.field))
        canvas.keep("welcome", True)  # an issue without blocks is begun in the mail itself
        canvas.drawn.connect(self._go_to_the_beginning)
        self._call()
        BlockNames(desk, canvas)

    def _call(self) -> None:
        """Tell the page what every block is called, and what the types look like, when that became another."""
        types, saved = self._desk.types, self._desk.library.saved
        if not self._drawn or self._drawn[0] is not types or self._drawn[1] is not saved:
            self._drawn = types, saved
            self._canvas.keep("draw", glyphs(types, self._desk.library))
        called = {block.id: framed(block, types.get(block.type)) for block in self._desk.session.now.blocks}
        if called != self._titles:
            self._titles = called
            self._canvas.keep("call", called)

    def _go_to_the_beginning(self) -> None:
        """Where there are no blocks, keys that go to none are for the page: it says how to begin by them."""
        if not self._desk.session.now.blocks and self._outline.hasFocus():
            self._canvas.focus()

    def _hear(self, message: dict[str, Any]) -> None:
        if message["what"] == "clip":
            self._use_clipboard(str(message["act"]))
        elif message["what"] == "extend":
            self._outline.extend(str(message["block"]), through=bool(message["through"]))
        elif message["what"] == "insert":
            self.offer_types(str(message["block"]), self._canvas.point(message), above=bool(message["above"]))
        elif message["what"] == "row":
            self.change_row(str(message["block"]), str(message["row"]), str(message["act"]))
        elif message["what"] == "drag":
            self.drag(str(message["block"]))

    def change_row(self, block_id: str, path: str, act: str) -> None:
        """Move, add or remove one of several in a block, and go to it; where a limit is reached, nothing happens."""
        block = self._desk.session.now.block(block_id)
        known = self._desk.types.get(block.type) if block else None
        changed = change_items(block, known.fields, path, act) if block and known else None
        if changed is None:
            return
        one = singular(changed.field.label) if changed.field.kind == "rows" else "person"
        verb = {"add": "Add", "remove": "Remove"}.get(act, "Move")
        place = Place(block_id, changed.path)
        self._desk.session.apply(f"{verb} {one}", put_field(block_id, changed.name, changed.value), place=place)
        if act == "add":
            first = next(iter(changed.field.fields), None)
            self._desk.selection.reveal(Place(block_id, f"{changed.path}.{first.name if first else 'name'}"))
        else:
            self._desk.selection.select(place)

    def change_item(self, act: str) -> None:
        """The same with the one of several that is worked in, whatever has the keyboard."""
        if item := self._item():
            self.change_row(self._desk.selection.block, item, act)

    def enable(self, actions: Mapping[str, QAction]) -> None:
        """Let only be done what can be with the one of several that is worked in."""
        block, item = self._desk.session.now.block(self._desk.selection.block), self._item()
        known = self._desk.types.get(block.type) if block else None
        for act in ACTS:
            can = block and known and item and change_items(block, known.fields, item, act)
            actions[f"item.{act}"].setEnabled(bool(can))

    def _item(self) -> str:
        """The path of the one of several that the selected field is, or is in; nothing where it is in none."""
        parts = self._desk.selection.place.field.split(".")
        at = max((n for n, part in enumerate(parts) if part.isdigit()), default=-1)
        return ".".join(parts[: at + 1])

    def offer_types(self, block: str, at: QPoint, *, above: bool) -> None:
        """Open the list of block types at a point of the screen; the one chosen goes in below the block, or above."""
        self._index = self._canvas.index_of(block) + (not above)
        self.types.open(self._canvas.window().mapFromGlobal(at))

    @cached_property
    def types(self) -> CommandPalette:
        """The list of block types."""
        return CommandPalette(
            self._canvas.window(),
            self._desk.settings,
            lambda: inserts(self._desk, lambda name: self._insert(name, self._index)),
            prompt="Insert here",
            memory="inserts",
            width=LIST,
        )

    def _use_clipboard(self, verb: str) -> None:
        """Cut, copy or paste in the text for which keys waited. Those that wait behind go on when it is done."""
        view = self._canvas.view
        if view is None:
            return
        act_in_page(view, verb)
        if verb in ("cut", "copy") or not QGuiApplication.clipboard().mimeData().formats():
            view.call("resume")  # a paste lets them go on when it is cleaned

    def drag(self, block: str) -> None:
        """Take up a block by its handle, with all that are chosen if it is one of them."""
        if block not in self._outline.chosen():
            self._desk.selection.select(Place(block))
        drag = QDrag(self._canvas)
        drag.setMimeData(self._clipboard.data(list(self._outline.chosen())))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
        if self._canvas.view:
            self._canvas.view.call("dropped")


def is_written_in(canvas: Canvas) -> bool:
    """Whether a text of the mail has the caret."""
    proxy = canvas.view.focusProxy() if canvas.view else None
    if canvas.edits.place is None:  # what the browser says of it may be of a moment ago
        return False
    return proxy is not None and proxy.hasFocus() and bool(proxy.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))


def edit_in_page(canvas: Canvas, verb: str) -> bool:
    """Cut, copy or paste in the text of the mail that has the caret or is selected; False where there is none."""
    view = canvas.view
    proxy = view.focusProxy() if view else None
    if view is None or proxy is None or not proxy.hasFocus():
        return False
    if not is_written_in(canvas) and not (verb == "copy" and view.selectedText()):
        return False
    act_in_page(view, verb)
    return True


def act_in_page(view: MailView, verb: str) -> None:
    """Have the browser cut, copy, paste, or paste plain words."""
    actions = view.page().WebAction
    named = {"cut": actions.Cut, "copy": actions.Copy, "paste": actions.Paste, "plain": actions.PasteAndMatchStyle}
    view.triggerPageAction(named[verb])
