"""What helps with the work in a window without being a pane of it: commands, shortcuts, finding, the full screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QPlainTextEdit, QTextEdit

from composer.app.actions import Handlers
from composer.app.arranging import Arranging, edit_in_page, is_written_in
from composer.app.ask import Ask
from composer.app.block_clipboard import BlockClipboard
from composer.app.block_edits import BlockEdits
from composer.app.canvas import Canvas
from composer.app.canvas_pictures import CanvasPictures
from composer.app.command_palette import Command, CommandPalette
from composer.app.commands import Doors, commands
from composer.app.desk import Desk
from composer.app.editors.prose_input import ProseInput
from composer.app.field_cards import FieldCards
from composer.app.files import Files
from composer.app.find_bar import FindBar
from composer.app.full_screen import FullScreen
from composer.app.keys import press
from composer.app.outline import Outline
from composer.app.palette import Palette
from composer.app.preview import Preview
from composer.app.saved_blocks import SavedActions
from composer.app.shortcut_sheet import ShortcutSheet
from composer.app.spelling import Spelling
from composer.app.status import Status
from composer.app.thumbnails import Thumbnails
from composer.app.toast import Toast
from composer.app.toolbar import Toolbar
from composer.model.items import ACTS


class Parts(Protocol):
    """What the tools reach of a window."""

    closed: SignalInstance
    desk: Desk
    edits: BlockEdits
    ask: Ask
    palette_pane: Palette
    canvas: Canvas
    outline: Outline
    pictures: CanvasPictures
    cards: FieldCards
    files: Files
    preview: Preview
    toast: Toast
    toolbar: Toolbar
    status: Status
    menus: dict[str, QMenu]
    actions_by_name: dict[str, QAction]
    offer_undo: Callable[[str], None]  # says what was done, with a button that undoes it


class Tools:
    """The tools of one window, each made when it is first wanted."""

    def __init__(self, window: QMainWindow, parts: Parts) -> None:
        self._window = window
        self._parts = parts

    def handlers(self) -> Handlers:
        """What the actions of the tools do."""
        return {
            **self.saved.handlers(),
            **self.spelling.handlers(),
            **self._parts.files.sharing.handlers(),
            "edit.cut": lambda: self._do("cut", self.clipboard.cut),
            "edit.copy": lambda: self._do("copy", self.clipboard.copy),
            "edit.paste": lambda: self._do("paste", self._paste),
            "block.details": lambda: self._parts.cards.open_details(),
            "block.crop": lambda: self._parts.pictures.crop_selected(),
            **{f"item.{act}": partial(self._change_item, act) for act in ACTS},
            "edit.find": lambda: self.find_bar.open(),
            "edit.find_next": lambda: self.find_bar.step(1),
            "edit.find_previous": lambda: self.find_bar.step(-1),
            "edit.replace": lambda: self.find_bar.open(replacing=True),
            "view.full": lambda: self.full_screen.toggle(),
            "help.commands": lambda: self.palette.open(),
            "help.keys": self._show_keys,
        }

    def _do(self, verb: str, with_blocks: Callable[[], object]) -> None:
        """Cut, copy or paste in the text that has the keyboard, or with blocks where it is they that have it."""
        focused = self._window.focusWidget()
        if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit):
            getattr(focused, verb)()
        elif not edit_in_page(self._parts.canvas, verb):
            with_blocks()

    def _change_item(self, act: str) -> None:
        self.arranging.change_item(act)

    def _paste(self) -> None:
        """Put in the picture of the clipboard, or its blocks."""
        if not self._parts.pictures.paste():
            self.clipboard.paste()

    def _show_keys(self) -> None:
        """Show the sheet of shortcuts, the one that is open if there is one."""
        shown = (each for each in self._window.findChildren(ShortcutSheet) if each.isVisible())
        sheet = next(shown, None) or ShortcutSheet(self._window)
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()

    def arrange(self) -> None:
        """Have blocks arranged in the mail and brought by drags, and spelling told where the language is."""
        parts = self._parts
        insert, clipboard = self.saved.insert, self.clipboard
        self.saved.serve(parts.palette_pane, parts.outline)
        self.spelling.serve(parts.actions_by_name["edit.spelling"], parts.menus["Block"])
        self.spelling.changed.connect(lambda: parts.status.language.setToolTip(self.spelling.sentence))
        self.thumbnails = Thumbnails(parts.desk.jobs, self._window)
        parts.files.template_saved.connect(self.thumbnails.take)
        parts.closed.connect(self.thumbnails.stop)
        self.arranging = Arranging(parts.desk, parts.canvas, parts.outline, insert=insert, clipboard=clipboard)

    @cached_property
    def saved(self) -> SavedActions:
        """Blocks saved under a name."""
        parts = self._parts
        return SavedActions(parts.desk, parts.edits, ask=parts.ask, tell=parts.toast.tell, window=self._window)

    @cached_property
    def spelling(self) -> Spelling:
        """Spelling of what is written on the page."""
        parts = self._parts
        return Spelling(parts.desk, parts.canvas, ask=parts.ask, tell=parts.toast.tell, window=self._window)

    @cached_property
    def clipboard(self) -> BlockClipboard:
        """Blocks cut, copied and pasted."""
        parts = self._parts
        tool, told = (lambda: parts.preview.tool), parts.toast.tell
        return BlockClipboard(parts.desk, parts.edits, tool=tool, told=told)

    @cached_property
    def palette(self) -> CommandPalette:
        """The list of commands."""
        parts = self._parts

        def every() -> list[Command]:
            return commands(Doors(parts.desk, parts.actions_by_name, self.saved.insert, self._press()))

        return CommandPalette(self._window, parts.desk.settings, every)

    def _press(self) -> Callable[[str], None] | None:
        """Presses keys in the rich text that has the keyboard now."""
        focused = self._window.focusWidget()
        if isinstance(focused, ProseInput) or is_written_in(self._parts.canvas):
            return lambda keys: press(focused, keys)
        return None

    @cached_property
    def find_bar(self) -> FindBar:
        """What finds and replaces."""
        return FindBar(self._parts.desk, self._parts.canvas, self._parts.offer_undo)

    @cached_property
    def full_screen(self) -> FullScreen:
        """Nothing but the mail on the screen."""
        parts, actions = self._parts, self._parts.actions_by_name
        panes = [actions["view.left"], actions["view.right"]]
        bars = [self._window.menuBar(), parts.toolbar]
        made = FullScreen(self._window, actions["view.full"], panes, bars)
        made.entered.connect(parts.canvas.focus)
        made.entered.connect(lambda: parts.toast.tell("Esc or F11 brings back what is hidden."))
        return made
