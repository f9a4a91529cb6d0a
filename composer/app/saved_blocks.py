"""Saved blocks in the window: save the chosen ones, put them in again, keep what follows them and them in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from composer.app.actions import Handlers
from composer.app.ask import Ask
from composer.app.block_edits import BlockEdits
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.offered import SAVED
from composer.app.outline import Outline
from composer.app.palette import Palette
from composer.app.saved_dialog import SavedDialog
from composer.checks.synced import fitted
from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.json_form import declared_of
from composer.library.saved_blocks import forget_saved, keep_saved, new_saved, read_saved, saved_images, titled
from composer.model.edits import put_setting
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.saved import SavedBlocks, original, saved_of, synced_as, updated
from composer.model.walk import Declared, images
from composer.render.contents import title_of

_ABOUT = "They can be put into any issue, as a copy or as blocks that follow what is saved. Find them under Blocks."
_TICK = "These blocks follow what is saved, too"


class SavedActions(QObject):
    """Acts on one window's issue and on what is saved. `tell` shows a sentence.

    changed: what can be done with the selected block may be another.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, edits: BlockEdits, *, ask: Ask, tell: Callable[[str], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._edits, self._ask, self._tell, self._window = desk, edits, ask, tell, window
        self._stocked: dict[str, SavedBlocks] = {}
        desk.session.subscribe(lambda change: self._stock())
        self.destroyed.connect(desk.shelf.subscribe(lambda library: self._restocked()))
        self._stock()

    def serve(self, palette: Palette, outline: Outline) -> None:
        """Do what the list of what can be put in is used for, and put in what is dropped on the outline."""
        outline.inserted.connect(lambda name, index: self.insert(name, index))
        palette.chosen.connect(lambda name: self.insert(name))
        palette.following_chosen.connect(lambda name: self.insert(name, following=True))
        palette.rename_wanted.connect(self.rename)
        palette.delete_wanted.connect(self.delete)

    def handlers(self) -> Handlers:
        """What the actions for saved blocks do."""
        return {
            "block.save": self.save,
            "block.update_saved": self.update_saved,
            "block.stop_following": self.stop_following,
        }

    def enable(self, actions: Mapping[str, QAction]) -> None:
        """Have those actions on that can be carried out with the selected block."""
        block = self._selected
        actions["block.save"].setEnabled(block is not None)
        actions["block.stop_following"].setEnabled(bool(block and block.settings.synced))
        actions["block.update_saved"].setEnabled(block is not None and self._pushed(block) is not None)

    def insert(self, name: str, index: int | None = None, *, following: bool = False) -> None:
        """Put in what a list offers, at an index or below what is selected: a new block of a type, or saved blocks."""
        if not name.startswith(SAVED):
            self._edits.insert(name, index)
            return
        saved = self._desk.library.saved.get(name.removeprefix(SAVED))
        if saved is None:
            return

        def done(found: Assets) -> None:
            self._desk.assets.adopt(found)
            ready = fitted(saved, self._desk.session.now, self._desk.library)
            self._edits.insert_saved(ready, index, following=following)

        self._job(lambda: _pictures(saved), done)

    def save(self) -> None:
        """Ask for a name, and save the chosen blocks under it."""
        issue, ids = self._desk.session.now, self._edits.chosen()
        blocks = [block for block in issue.blocks if block.id in ids]
        if not blocks:
            return
        heading = "Save Blocks" if len(blocks) > 1 else "Save Block"

        def act(name: str, follow: bool) -> bool:
            taken = titled(name, self._desk.library.saved)
            more = "Blocks that follow what is saved under that name are then offered these."
            if taken and not self._ask.sure(f"Replace the saved “{taken.title}”?", more, "Replace"):
                return False
            base = replace(taken, title=name) if taken else new_saved(name)
            saved = saved_of(blocks, self._declared(issue), saved=base)
            self._keep(saved, issue, f"“{name}” is saved. Find it under Blocks.", ids if follow else ())
            return True

        self.dialog = SavedDialog(heading, _ABOUT, act, self._window, tick=_TICK)
        self.dialog.open_with(self._proposed(blocks[0]))

    def update_saved(self) -> None:
        """Save the words of the selected block, and of those it was put in with, where what they follow is saved."""
        block = self._selected
        saved = self._pushed(block) if block else None
        if saved is not None:
            said = f"“{saved.title}” is updated. Issues that follow it are offered this."
            self._keep(saved, self._desk.session.now, said)

    def stop_following(self) -> None:
        """Have the chosen blocks follow nothing any more; they stay as they are."""
        issue, chosen = self._desk.session.now, set(self._edits.chosen())
        blocks = [block for block in issue.blocks if block.id in chosen and block.settings.synced]
        if blocks:
            saved = original(blocks[0], self._desk.library.saved)
            label = f"Stop following “{saved.title}”" if saved else "Stop following"
            edit = put_setting([block.id for block in blocks], "synced", "")
            self._desk.session.apply(label, edit, place=Place(blocks[0].id))

    def rename(self, name: str) -> None:
        """Ask for another name of saved blocks."""
        saved = self._desk.library.saved.get(name.removeprefix(SAVED))
        if saved is None:
            return

        def act(title: str, tick: bool) -> bool:
            other = titled(title, self._desk.library.saved)
            if other and other.id != saved.id:
                raise ComposerError(f"“{other.title}” is saved already; choose another name.")
            self._change(lambda: self._rewrite(replace(saved, title=title)), f"It is called “{title}” now.")
            return True

        self.dialog = SavedDialog("Rename", "Blocks that follow it go on following it.", act, self._window)
        self.dialog.open_with(saved.title)

    def delete(self, name: str) -> None:
        """Delete saved blocks, once that is wanted indeed."""
        saved = self._desk.library.saved.get(name.removeprefix(SAVED))
        more = "Issues keep the blocks that they have of it."
        if saved and self._ask.sure(f"Delete the saved “{saved.title}”?", more, "Delete"):
            self._change(lambda: forget_saved(saved), f"“{saved.title}” is deleted.")

    # Keeping

    def _keep(self, saved: SavedBlocks, issue: Issue, sentence: str, ids: Sequence[str] = ()) -> None:
        """Keep what is saved from an issue, with its pictures; `ids` are of the blocks that then follow it."""
        assets, declared = self._desk.assets, self._declared(issue)

        def work() -> None:
            named = {image.asset for image in images(Issue(blocks=saved.blocks), declared)}
            kept = saved_images(saved)
            there = {name: assets.get(name) for name in named if name in assets}
            keep_saved(saved, {name: kept[name] for name in named if name in kept} | there, declared)

        def follow() -> None:
            if ids:
                self._desk.session.apply(f"Follow “{saved.title}”", synced_as(ids, saved), place=Place(ids[0]))

        self._change(work, sentence, follow)

    def _rewrite(self, saved: SavedBlocks) -> None:
        keep_saved(saved, saved_images(saved), self._desk.library.declared)

    def _change(self, work: Callable[[], None], sentence: str, then: Callable[[], object] = lambda: None) -> None:
        """Change what is kept, and have every window see it."""
        declared = self._desk.library.declared

        def changed() -> dict[str, SavedBlocks]:
            work()
            return read_saved(declared)[0]

        def done(found: dict[str, SavedBlocks]) -> None:
            self._desk.shelf.put(replace(self._desk.library, saved=found))
            then()
            self._tell(sentence)

        self._job(changed, done)

    # What is followed

    def _pushed(self, block: Block) -> SavedBlocks | None:
        """What is saved with the words of the copy that the block is part of, where these are others."""
        saved = original(block, self._desk.library.saved)
        if saved is None:
            return None
        issue = self._desk.session.now
        kept = fitted(saved, issue, self._desk.library)
        made = updated(kept, issue, block.id, self._declared(issue))
        return None if made is kept else made

    def _restocked(self) -> None:
        self._stock()
        self.changed.emit()

    def _stock(self) -> None:
        """Have the pictures of what is followed at hand: what is taken over may bring one in."""
        for block in self._desk.session.now.blocks:
            saved = original(block, self._desk.library.saved)
            if saved is not None and self._stocked.get(saved.id) != saved:
                self._stocked[saved.id] = saved
                self._job(partial(_pictures, saved), self._desk.assets.adopt)

    @property
    def _selected(self) -> Block | None:
        return self._desk.session.now.block(self._desk.selection.block)

    def _declared(self, issue: Issue) -> Declared:
        return declared_of(issue.template, self._desk.library)

    def _proposed(self, block: Block) -> str:
        return title_of(block, self._desk.types.get(block.type))

    def _job(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        def finished(outcome: Ok[object] | Err) -> None:
            if isinstance(outcome, Ok):
                done(outcome.value)
            else:
                self._tell(outcome.sentence)

        self._desk.jobs.run(work, finished)


def _pictures(saved: SavedBlocks) -> Assets:
    """The pictures of saved blocks, each through the gate of a document."""
    found = Assets()
    for name, data in saved_images(saved).items():
        found.restore(name, data)
    return found
