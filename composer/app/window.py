"""The window of one issue: what stands where, and which action does what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from composer.app import engine, export_card
from composer.app.actions import ACTIONS, Handlers, build_actions, build_menus, fill_when_opened
from composer.app.address_cards import MADE
from composer.app.ask import Ask
from composer.app.block_edits import BlockEdits, follow
from composer.app.brands import BrandActions
from composer.app.canvas import Canvas
from composer.app.canvas_pictures import CanvasPictures
from composer.app.desk import Desk
from composer.app.field_cards import FieldCards
from composer.app.files import Files, OpenWindow
from composer.app.find_bar import above
from composer.app.findings import FindingsPanel
from composer.app.form import Inspector
from composer.app.keys import Keyboard, UndoKeys
from composer.app.look import Look
from composer.app.notice import Notice
from composer.app.outline import Outline
from composer.app.palette import Palette
from composer.app.panes import Panes, Tabs, enter
from composer.app.pieces import as_written
from composer.app.preview import Preview
from composer.app.restock import Restock
from composer.app.returning import Returning
from composer.app.review import Review
from composer.app.status import Status
from composer.app.toast import Toast
from composer.app.toolbar import Toolbar
from composer.app.tools import Tools
from composer.app.undo_offer import UndoOffer
from composer.files.document import Document
from composer.model.finding import Place
from composer.model.locks import allows
from composer.session import Change

_OUTLINE, _BLOCKS = 0, 1
ON_PAGE = {act: f"block.{act}" for act in ("up", "down", "duplicate", "delete")} | {
    act: f"edit.{act}" for act in ("undo", "redo", "cut", "copy", "paste")
}  # what the page asks for by buttons and keys
HINT = "Type / or drag from Blocks to add."


class Window(QMainWindow):
    """Puts the panes around one desk. `files` and `ask` are its doors to documents and dialogs.

    closed: it goes, and what was not saved is given up.
    """

    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        look: Look,
        *,
        open_window: OpenWindow,
        document: Document | None = None,
        ask: Ask | None = None,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.look = desk, look
        self.ask = ask or Ask(self)
        self.preview = Preview(desk.session, desk.settings)
        self.review = Review(desk, self.preview)
        for part in (desk.selection, self.preview, self.review):
            part.setParent(self)  # they go with it: Qt keeps what their signals lead to, where Python cannot see it
        self.canvas = Canvas(desk, self.preview)
        self.outline = Outline(desk)
        self.returning = Returning(desk, self.canvas, self.outline)
        self.palette_pane = Palette(desk)
        self.inspector = Inspector(desk)
        self.inspector.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.toast = Toast(self.canvas)
        self.pictures = CanvasPictures(desk, self.canvas, self.toast)
        self.offer_undo: Callable[[str], None] = UndoOffer(desk.session, self.toast, self.undo)
        self.cards = FieldCards(desk, self.canvas, self.preview, self.toast.tell)
        self.edits = BlockEdits(desk, self.outline, self.offer_undo)
        self.files = Files(desk, self, ask=self.ask, open_window=open_window, document=document)
        self.brands = BrandActions(desk, self.ask, self.toast.tell, self)
        self.tools = Tools(self, self)
        self.actions_by_name = build_actions(self, self._handlers())
        self.menus = build_menus(self.menuBar(), self.actions_by_name)
        self.toolbar = Toolbar(self.actions_by_name, self.preview.tools)
        self.findings = FindingsPanel(desk, self)
        self.notice = Notice()
        self.status = Status()
        self.status.show_danger(engine.warning())
        self.tabs = Tabs([("Outline", self.outline), ("Blocks", self.palette_pane)], HINT)
        self.panes = Panes(self.tabs, above(self.tools.find_bar, self.canvas), self.inspector)
        self._lay_out()
        self._connect()
        self._restore()
        self._on_change(Change(desk.session.now, desk.session.now, Place(), "open"))

    def _lay_out(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.notice)
        layout.addWidget(self.panes, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(middle)
        self.setMinimumSize(900, 560)
        for pane in (self.outline, self.canvas):
            pane.addActions([self.actions_by_name[row.name] for row in ACTIONS if row.near])
        self.panes.bind(0, self.actions_by_name["view.left"])
        self.panes.bind(2, self.actions_by_name["view.right"])

    def _connect(self) -> None:
        desk = self.desk
        desk.session.subscribe(self._on_change)
        desk.session.refused = self.toast.tell
        self._restock = Restock(
            desk, canvas=self.canvas, outline=self.outline, inspector=self.inspector, review=self.review
        )
        desk.selection.changed.connect(lambda place: self._enable())
        self.preview.changed.connect(lambda name: self._show_preview())
        self.review.changed.connect(self._show_reading)
        self.canvas.drawn.connect(self.review.start)  # not before: both would settle the styles at once
        self.look.changed.connect(self._dress)
        self.files.changed.connect(self._show_saved)
        self.files.told.connect(lambda sentence: self.toast.tell(sentence))
        self.files.noticed.connect(self.notice.tell)
        self.notice.dismissed.connect(self.files.put_away)
        self.outline.moved.connect(self.edits.move_to)
        self.outline.menu_wanted.connect(lambda at: self._block_menu(at))
        self.outline.entered_row.connect(lambda: enter(self.inspector))
        self.inspector.lock.change_wanted.connect(lambda: self.files.save_template(locks=True))
        self.tools.saved.changed.connect(self._enable)
        self.canvas.acted.connect(self._on_canvas)
        self.tools.arrange()
        self.toolbar.findings_wanted.connect(self.show_findings)
        self.toolbar.tool_chosen.connect(self.preview.choose_tool)
        self.status.zoom_wanted.connect(lambda: self.preview.zoom_by(0))
        fill_when_opened(self.menus["Open Recent"], self.files.fill_recent)
        fill_when_opened(self.menus["Publication"], self.brands.fill)
        self.canvas.edits.told.connect(lambda sentence: self.toast.tell(sentence))
        self.canvas.edits.made.connect(lambda: self.offer_undo(MADE))
        keyboard = Keyboard(self, page=self.canvas, form=self.inspector)
        here = self.cards.holds, self.canvas.write
        desk.selection.on_page = lambda place: keyboard.goes_to_page and any(take(place) for take in here)
        desk.selection.insisted.connect(lambda: self.actions_by_name["view.right"].setChecked(True))
        UndoKeys(self, self.canvas.takes)

    def _handlers(self) -> Handlers:
        edits, preview, files = self.edits, self.preview, self.files
        return {
            "file.new": files.new,
            "file.next": files.next_issue,
            "file.open": files.open,
            "file.recent": files.open,
            "file.publication": self.brands.keep,
            "file.save": files.save,
            "file.save_as": files.save_as,
            "file.save_folder": files.save_as_folder,
            "file.save_template": files.save_template,
            "file.look": files.change_look,
            "file.versions": files.show_versions,
            "file.export": lambda: export_card.show_export(self.desk, self),
            "file.export_again": lambda: export_card.export_again(self.desk, self),
            "file.close": self.close,
            "file.quit": QApplication.closeAllWindows,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.issue": lambda: self.desk.selection.reveal(Place("", "subject"), insist=True),
            "edit.check": self.show_findings,
            "block.insert": self.show_blocks,
            "block.up": lambda: edits.move_by(-1),
            "block.down": lambda: edits.move_by(1),
            "block.duplicate": edits.duplicate,
            "block.hide": edits.hide,
            "block.hold": edits.hold_over,
            "block.delete": edits.delete,
            "view.desktop": lambda: preview.show_width("desktop"),
            "view.phone": lambda: preview.show_width("phone"),
            "view.light": lambda: preview.show_condition("light"),
            "view.dark": lambda: preview.show_condition("dark"),
            "view.images-off": lambda: preview.show_condition("images-off"),
            "view.text": lambda: preview.show_text(not preview.text),
            "view.zoom_in": lambda: preview.zoom_by(1),
            "view.zoom_out": lambda: preview.zoom_by(-1),
            "view.zoom_reset": lambda: preview.zoom_by(0),
            "view.left": lambda: None,  # its being on or off is what shows the pane
            "view.right": lambda: None,
            "view.cycle": lambda: self.cycle(1),
            "view.cycle_back": lambda: self.cycle(-1),
            "look.system": lambda: self._choose_look("system"),
            "look.light": lambda: self._choose_look("light"),
            "look.dark": lambda: self._choose_look("dark"),
            **self.tools.handlers(),
        }

    # What actions do

    def undo(self) -> None:
        """Put back what was before the newest step, and go to where that shows."""
        self.returning.undo()

    def redo(self) -> None:
        """Do again what was undone, and go to where that shows."""
        self.returning.redo()

    def show_findings(self) -> None:
        """Open the list of what was found."""
        self.review.start()
        known = self.review.reading.findings
        self.findings.show_findings(known if known or self.review.fresh else None)
        self.findings.open_below(self.toolbar.findings)

    def show_blocks(self) -> None:
        """Bring up the block types, with the keyboard in their search."""
        self.actions_by_name["view.left"].setChecked(True)
        self.tabs.show_page(_BLOCKS)
        self.palette_pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.palette_pane.search.selectAll()

    def cycle(self, steps: int) -> None:
        """Give the keyboard to the next pane."""
        number = self.panes.next_pane(steps)
        if number == 1:
            self.canvas.focus()
        elif number == 2:
            enter(self.inspector)
        else:
            shown = self.outline if self.tabs.page == _OUTLINE else self.palette_pane.search
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_canvas(self, act: str, at: object) -> None:
        if act in ON_PAGE:
            self.actions_by_name[ON_PAGE[act]].trigger()
        elif act.startswith("insert "):
            self.tools.saved.insert(act.removeprefix("insert "))
        elif act == "more" and isinstance(at, QPoint):
            self._block_menu(at)
        elif act in ("previous", "next"):
            self.edits.step(1 if act == "next" else -1)
        elif act == "escape" and not self.desk.selection.block:
            self.tools.full_screen.leave()
        elif act == "escape":
            self.desk.selection.select(Place())
        elif act == "enter":
            enter(self.inspector)

    def _block_menu(self, at: QPoint) -> None:
        if self.desk.selection.block:
            self.menus["Block"].popup(at)

    def _choose_look(self, choice: str) -> None:
        self.desk.settings.put("look", choice)
        self.look.choose(choice)

    # What is shown

    def _on_change(self, change: Change) -> None:
        follow(self.desk, change.before, change.after)
        if change.by == "open":
            self._show_preview()
        language = QLocale.languageToString(QLocale(change.after.language).language())
        self.status.show_language(language if language != "C" else change.after.language)
        self._show_saved()
        self._enable()

    def _enable(self) -> None:
        actions, history = self.actions_by_name, self.desk.session.history
        for name, label in (("undo", history.undo_label), ("redo", history.redo_label)):
            action = actions[f"edit.{name}"]
            words = f"{name.capitalize()} {label}".strip()
            action.setText(as_written(words))
            action.setToolTip(f"{words} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
            action.setEnabled(bool(label))
        block = self.desk.session.now.block(self.desk.selection.block)
        for name in ("up", "down", "duplicate", "hide", "hold", "delete"):
            actions[f"block.{name}"].setEnabled(block is not None and allows(block.settings, name))
        self.tools.saved.enable(actions)
        self.tools.arranging.enable(actions)
        actions["block.hide"].setChecked(bool(block and block.settings.hidden))
        actions["block.hold"].setChecked(bool(block and block.settings.held_over))

    def _show_preview(self) -> None:
        preview, actions = self.preview, self.actions_by_name
        actions[f"view.{preview.width}"].setChecked(True)
        actions[f"view.{preview.condition}"].setChecked(True)
        actions["view.text"].setChecked(preview.text)
        actions[f"look.{self.look.choice}"].setChecked(True)
        self.toolbar.show_tool(preview.tool)
        self.status.show_zoom(preview.zoom)

    def _show_reading(self) -> None:
        reading = self.review.reading
        self.status.show_reading(reading)
        self.toolbar.show_findings(reading.findings)
        self.outline.show_findings(reading.findings)
        self.inspector.show_findings(reading.findings)
        self.canvas.show_plain(reading.text)
        if self.review.fresh:
            self.canvas.hollow.found(one.place.block for one in reading.findings if one.code == "block.empty")
        if self.findings.isVisible():
            self.findings.show_findings(reading.findings)
            self.findings.open_below(self.toolbar.findings)

    def _show_saved(self) -> None:
        path, at = self.files.path, self.files.saved_at
        if path is None or self.desk.session.dirty:
            self.status.show_saved("Unsaved changes" if path else "Not saved yet", level="warning" if path else "muted")
        else:
            self.status.show_saved(f"Saved {at:%H:%M}" if at else "Saved", level="good")

    def _dress(self) -> None:
        self.canvas.dress()
        self._show_preview()

    # Coming and going

    def _restore(self) -> None:
        settings = self.desk.settings
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - QSize(8, 40)))  # room for the frame
        self.restoreGeometry(QByteArray.fromHex(settings.get("window", "").encode()))
        self.panes.restoreState(QByteArray.fromHex(settings.get("panes", "").encode()))
        for side in ("left", "right"):
            self.actions_by_name[f"view.{side}"].setChecked(settings.get(f"pane.{side}", True))
        self.outline.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.close_allowed():
            event.ignore()
            return
        self.tools.full_screen.leave()
        settings = self.desk.settings
        settings.put("window", self.saveGeometry().toHex().toStdString())
        settings.put("panes", self.panes.saveState().toHex().toStdString())
        for side in ("left", "right"):
            settings.put(f"pane.{side}", self.actions_by_name[f"view.{side}"].isChecked())
        self._restock.stop()
        self.canvas.stop()
        self.files.close()
        event.accept()
        self.closed.emit()
