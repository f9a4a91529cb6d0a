"""A small box beside the caret that asks where a link leads."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QToolButton, QWidget

from composer.app.editors.editor import GAP, Bench, column, row, wrapped
from composer.app.editors.inputs import ShortInput
from composer.app.editors.inserts import NO_ADDRESS, address_inserts, linkable, spelled_out
from composer.app.icons import icon
from composer.app.nesting import nest
from composer.app.pieces import as_written
from composer.model.prose import address_allowed

WIDTH = 320


class LinkBox(QFrame):
    """Asks for an address: typed, a merge tag, or a block of this issue. `chosen` tells it, empty to unlink."""

    chosen = Signal(str)

    def __init__(self, bench: Bench, address: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "sheet")
        self.setFixedWidth(WIDTH)
        self.input = ShortInput()
        self.input.setPlaceholderText("https://")
        self.input.setText(address)
        self.input.selectAll()
        self.input.setAccessibleName("Address of the link")
        self.input.returnPressed.connect(self._choose)
        more = QToolButton()
        more.setIcon(icon("chevron-down", "muted"))
        more.setToolTip("A merge tag, or a story of this issue")
        more.setAccessibleName("More places to link to")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu(bench))
        link = QPushButton("Link")
        link.setProperty("role", "primary")
        link.clicked.connect(self._choose)
        self.trouble = wrapped("", "error")
        self.trouble.hide()
        inside = column(self, GAP)
        inside.setContentsMargins(GAP, GAP, GAP, GAP)
        line = row(None, GAP // 2)
        line.addWidget(self.input, 1)
        line.addWidget(more)
        line.addWidget(link)
        nest(inside, line)
        inside.addWidget(self.trouble)
        if address:
            off = QPushButton("Remove link")
            off.setProperty("role", "link")
            off.clicked.connect(lambda: self._done(""))
            inside.addWidget(off, 0, Qt.AlignmentFlag.AlignLeft)

    def open_at(self, place: QPoint) -> None:
        """Show the box at a place of the screen, moved to be whole on it."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width() - GAP))
        y = place.y() if place.y() + self.height() < room.bottom() else place.y() - self.height() - 4 * GAP
        self.move(x, y)
        self.show()
        self.input.setFocus()

    def _menu(self, bench: Bench) -> QMenu:
        menu = QMenu(self)
        address_inserts(menu, self._done)
        stories = menu.addMenu("Story in this issue")
        session = bench.desk.session
        for block, title in linkable(session.now, bench.desk.library):
            action = stories.addAction(as_written(title))
            action.triggered.connect(lambda checked=False, block=block: self._done(f"#[[anchor:{block}]]"))
        stories.setEnabled(not stories.isEmpty())
        return menu

    def _choose(self) -> None:
        address = spelled_out(self.input.text())
        if address and not address_allowed(address):
            self.trouble.setText(NO_ADDRESS)
            self.trouble.show()
            self.adjustSize()
        else:
            self._done(address)

    def _done(self, address: str) -> None:
        self.close()
        self.chosen.emit(address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
