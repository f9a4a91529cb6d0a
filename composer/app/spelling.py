"""Spelling on the page: checked by the browser engine in the issue's language, corrected as a step of the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from composer.app import engine
from composer.app.actions import Handlers
from composer.app.ask import Ask
from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.issue_fields import language_name
from composer.app.jobs import Err, Ok
from composer.app.pieces import as_written
from composer.errors import ComposerError
from composer.library.add_dictionary import add_dictionary
from composer.library.dictionaries import Dictionary, add_word, copy_words, dictionaries, fitting, make_copy
from composer.session import Change

if TYPE_CHECKING:
    from composer.app.mail_view import MailView

_OFFERED = 6  # better words in the menu
_FILES = "Dictionaries (*.oxt *.dic *.bdic)"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a language is checked with. names: the engine's, none where there is no dictionary; sentence: says so."""

    names: tuple[str, ...]
    sentence: str


def ready(language: str, folder: Path) -> Ready:
    """Have the engine's dictionaries for a language in its folder, that of the user's words among them."""
    found = fitting(language, dictionaries())
    if found is None:
        where = "Edit ▸ Add Dictionary takes LibreOffice’s (.oxt) or Hunspell’s (.dic)."
        return Ready((), f"No dictionary for {language_name(language)}. {where}")
    names = [make_copy(found, folder), copy_words(found.tag, folder)]
    return Ready(tuple(filter(None, names)), f"Spelling is checked as {found.language}.")


class Spelling(QObject):
    """Follows language and setting of one window. `tell` shows a sentence.

    changed: `sentence`, what is to be known about checking, is another.
    """

    changed = Signal()

    def __init__(self, desk: Desk, canvas: Canvas, *, ask: Ask, tell: Callable[[str], object], window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._canvas, self._ask, self._tell, self._window = desk, canvas, ask, tell, window
        self._view: MailView | None = None
        self._names: tuple[str, ...] = ()
        self._newest = 0
        self._toggle: QAction | None = None
        self._block_menu: QMenu | None = None
        self.on = desk.settings.get("spelling", True)
        self.sentence = ""
        desk.session.subscribe(self._on_change)
        canvas.drawn.connect(self._on_drawn)

    def serve(self, toggle: QAction, block_menu: QMenu) -> None:
        """Show by an action whether spelling is checked; what else can be done in a text is in the block's menu."""
        self._toggle, self._block_menu = toggle, block_menu
        toggle.setChecked(self.on)

    def handlers(self) -> Handlers:
        """What the actions for spelling do."""
        return {"edit.spelling": self.toggle, "edit.dictionary": self.add}

    def toggle(self) -> None:
        """Check spelling, or no longer."""
        self.on = not self.on
        self._desk.settings.put("spelling", self.on)
        if self._toggle:
            self._toggle.setChecked(self.on)
        self.refresh(asked=True)

    def add(self) -> None:
        """Ask for a dictionary, and take it in."""
        folder = Path(self._desk.settings.get("dictionary.folder", str(Path.home())))
        path = self._ask.open_path("Add Dictionary", folder, _FILES)
        if path is None:
            return
        self._desk.settings.put("dictionary.folder", str(path.parent))
        self._desk.jobs.run(lambda: add_dictionary(path), self._on_added)

    def refresh(self, *, asked: bool = False) -> None:
        """Check with what fits now; with `asked`, tell where nothing does."""
        self._newest += 1
        if not self.on:
            self._apply(Ready((), "Spelling is not checked."))
            return
        work = partial(ready, self._desk.session.now.language, engine.dictionaries())
        self._desk.jobs.run(work, partial(self._on_ready, self._newest, asked))

    def _on_ready(self, number: int, asked: bool, outcome: Ok[Ready] | Err) -> None:
        if number != self._newest:
            return
        found = Ready((), outcome.sentence) if isinstance(outcome, Err) else outcome.value
        self._apply(found)
        if asked and not found.names:
            self._tell(found.sentence)

    def _apply(self, found: Ready) -> None:
        if self._view is not None and self._view is self._canvas.view and found.names != self._names:
            self._names = found.names
            self._view.spell(found.names)
            self._canvas.keep("respell", bool(found.names))
        if found.sentence != self.sentence:
            self.sentence = found.sentence
            if self._toggle:
                self._toggle.setToolTip(found.sentence)
            self.changed.emit()

    def _on_added(self, outcome: Ok[list[Dictionary]] | Err) -> None:
        if isinstance(outcome, Err):
            self._ask.tell("The dictionary was not added.", outcome.sentence)
            return
        self._tell(f"Added: {', '.join(each.language for each in outcome.value)}.")
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if self._view is not None and change.before.language != change.after.language:
            self.refresh()

    def _on_drawn(self) -> None:
        """Once the page is there: to read a dictionary takes time, and nobody writes before."""
        if self._canvas.view is not None and self._view is None:
            self._view = self._canvas.view
            self._view.asked.connect(self._open_menu)
            self.refresh()

    def _open_menu(self, at: QPoint, word: str, better: list[str]) -> None:
        """Offer better words for a misspelt one; elsewhere in a text, what can be done with the block."""
        if not word:
            if self._block_menu:
                self._block_menu.popup(at)
            return
        menu = self.menu(word, better)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self, word: str, better: list[str]) -> QMenu:
        """The menu of a misspelt word."""
        menu = QMenu(self._window)
        menu.setAccessibleName(f"Spelling of {word}")
        for each in better[:_OFFERED]:
            menu.addAction(as_written(each), partial(self._correct, word, each))
        if not better:
            menu.addAction("No other words known").setEnabled(False)
        menu.addSeparator()
        menu.addAction(as_written(f"Add “{word}” to Dictionary"), partial(self._learn, word))
        if self._toggle:
            menu.addAction(self._toggle)
        if self._block_menu:
            menu.addSeparator()
            menu.addAction(self._block_menu.menuAction())  # added as a menu, it would go with this one
        return menu

    def _correct(self, word: str, better: str) -> None:
        if self._canvas.view:
            self._canvas.view.call("correct", word, better)

    def _learn(self, word: str) -> None:
        try:
            add_word(word)
        except ComposerError as error:
            self._tell(str(error))
            return
        self.refresh()
