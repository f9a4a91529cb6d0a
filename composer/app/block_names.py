"""What each block of the page is called for who hears it: its type and its own words, as the outline has them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.rows import block_row
from composer.model.issue import Block

REST = 300  # ms without an edit, after which words that changed are told


class BlockNames(QObject):
    """Tells a canvas the names: at once when blocks come and go, of what is typed when the hands rest."""

    def __init__(self, desk: Desk, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._desk, self._canvas = desk, canvas
        self._told: dict[str, str] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._tell)
        desk.session.subscribe(lambda change: self._on_change())
        self._tell()

    def _on_change(self) -> None:
        if [block.id for block in self._desk.session.now.blocks] != list(self._told):
            self._tell()
        else:
            self._rest.start()

    def _tell(self) -> None:
        names = {block.id: self._name(block) for block in self._desk.session.now.blocks}
        if names != self._told:
            self._told = names
            self._canvas.keep("say", names)

    def _name(self, block: Block) -> str:
        known = self._desk.types.get(block.type)
        own, kind = block_row(block, known).title, known.title if known else block.type
        name = kind if own == kind else f"{kind}: {own}"
        return f"{name}, locked by the template" if block.settings.locked else name
