"""Cut, copy and paste of whole blocks, inside an issue and between issues and windows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from composer.app.address_cards import lone_address
from composer.app.block_data import CLIP, ORIGIN, BlockData, origin
from composer.app.block_edits import BlockEdits
from composer.app.desk import Desk
from composer.errors import ComposerError
from composer.files.clip import read_clip
from composer.files.json_form import declared_of
from composer.library.mail_tools import MailTool


class BlockClipboard:
    """Acts for the blocks chosen in one window. `told` is called with a sentence about what could not be done."""

    def __init__(
        self, desk: Desk, edits: BlockEdits, *, tool: Callable[[], MailTool], told: Callable[[str], object]
    ) -> None:
        self._desk, self._edits, self._tool, self._told = desk, edits, tool, told

    def copy(self) -> bool:
        """Put the chosen blocks on the clipboard; False when there are none."""
        ids = self._edits.chosen()
        if ids:
            QGuiApplication.clipboard().setMimeData(self.data(ids))
        return bool(ids)

    def cut(self) -> None:
        """Put the chosen blocks on the clipboard, and take them out."""
        if self.copy():
            self._edits.delete("Cut")

    def paste(self) -> None:
        """Put the blocks of the clipboard below the chosen ones; an address as a card that leads there."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasFormat(CLIP):
            self.take(data, None)
        elif data is not None and data.hasText() and (address := lone_address(data.text())):
            self._edits.paste_address(address)
        else:
            self._told("There are no blocks on the clipboard. To paste text, put the caret into a field first.")

    def data(self, ids: list[str]) -> BlockData:
        """Blocks for the clipboard or a drag."""
        return BlockData(self._desk, ids, self._tool())

    def take(self, data: QMimeData, index: int | None) -> None:
        """Put in copies of what was copied or dragged, before the block at `index` or below the chosen ones."""
        issue = self._desk.session.now
        abroad = data.data(ORIGIN).data() != origin(self._desk)
        try:
            blocks, assets = read_clip(bytes(data.data(CLIP).data()), declared_of(issue.template, self._desk.library))
        except ComposerError as error:
            self._told(str(error))
            return
        self._desk.assets.adopt(assets)
        self._edits.paste(blocks, index, abroad=abroad)
