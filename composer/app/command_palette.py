"""Everything that can be done, found by a few letters: a list over the window, worked by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app.command_row import CommandRow, Shown
from composer.app.fuzzy import Fit, fit
from composer.app.icons import icon
from composer.app.look import role, shadow
from composer.app.settings import Settings

WIDTH, TALLEST, TOP, GAP = 600, 420, 56, 16
REMEMBERED = 6
_FRESHEST = 40.0  # what having been used last adds to a fit
_MOST = 60  # rows of an answer


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `name` is what it is remembered by; empty for what belongs to one issue alone.

    place: where else it is found, such as its menu. keys: its shortcut. first: shown before anything is typed.
    """

    name: str
    title: str
    act: Callable[[], object] = field(compare=False)
    place: str = ""
    keys: str = ""
    glyph: QIcon = field(default_factory=QIcon, compare=False)
    first: bool = True


class CommandPalette(QFrame):
    """Opens over a window with the commands that `every` gives then. What was used last is remembered as `memory`."""

    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        every: Callable[[], Sequence[Command]],
        *,
        prompt: str = "What do you want to do?",
        memory: str = "commands",
        width: int = WIDTH,
    ) -> None:
        super().__init__(window)
        self._memory, self._width = memory, width
        self._window, self._settings, self._every = window, settings, every
        self._back: QWidget | None = None  # has the keyboard again afterwards
        self._commands: Sequence[Command] = ()
        role(self, "palette")
        self.setAccessibleName("Commands")
        self.search = QLineEdit(placeholderText=prompt)
        self.search.setAccessibleName("Find a command")
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        role(self.search, "palette")
        self.list = QListWidget()
        self.list.setItemDelegate(CommandRow(self.list))
        self.list.setAccessibleName("Commands found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.none = QLabel("Nothing is called that.", alignment=Qt.AlignmentFlag.AlignCenter)
        self.none.setContentsMargins(0, 24, 0, 24)
        role(self.none, "muted")
        rule = QFrame()
        role(rule, "rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for widget in (self.search, rule, self.list, self.none):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.setGraphicsEffect(shadow(self))
        self.hide()
        self.list.itemClicked.connect(self._choose)
        self.list.currentItemChanged.connect(lambda now, before: self._announce(now))

    def open(self, at: QPoint | None = None) -> None:
        """Come up empty, with the keyboard in the search: below a point of the window, or in its upper middle."""
        self._commands = self._every()
        if not self.isVisible():
            self._back = self._window.focusWidget()
        self.search.clear()
        self._fill("")
        width = min(self._width, self._window.width() - 32)
        self.setFixedWidth(width)
        self._place(at or QPoint(self._window.width() // 2, TOP), width)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, at: QPoint, width: int) -> None:
        """Below the point where there is room, else above; it grows and shrinks downwards as it finds more or less."""
        room = self._window.rect().adjusted(8, 8, -8, -8)
        left = min(max(at.x() - width // 2, room.left()), room.right() - width)
        top = at.y() + GAP if at.y() + GAP + self.height() <= room.bottom() else at.y() - self.height() - GAP
        self.move(left, min(max(top, room.top()), max(room.bottom() - self.height(), room.top())))

    def close_again(self) -> None:
        """Go, and give the keyboard back to what had it."""
        back, self._back, self._commands = self._back, None, ()
        self.hide()
        if back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        recent = self._recent()
        rows = self._found(typed, recent) if typed.strip() else self._before_typing(recent)
        for command, found in rows[:_MOST]:
            item = QListWidgetItem(command.glyph, command.title, self.list)
            item.setData(Shown.AT, found.at)
            item.setData(Shown.PLACE, command.place)
            item.setData(Shown.KEYS, command.keys)
            item.setData(Shown.COMMAND, command)
            about = ", ".join(part for part in (command.title, command.place, command.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, about)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        each = max(self.list.sizeHintForRow(0), 1)
        self.list.setFixedHeight(min(self.list.count(), TALLEST // each) * each + 8)  # no row is shown in part
        self.adjustSize()

    def _before_typing(self, recent: Sequence[str]) -> list[tuple[Command, Fit]]:
        """What was used last, then the rest in the order of the menus."""
        known = {command.name: command for command in self._commands if command.name}
        last = [known[name] for name in recent if name in known]
        return [(command, Fit(0)) for command in (*last, *(c for c in self._commands if c.first and c not in last))]

    def _found(self, typed: str, recent: Sequence[str]) -> list[tuple[Command, Fit]]:
        fresh = {name: _FRESHEST / (n + 1) for n, name in enumerate(recent)}
        fits = [(command, fit(typed, command.title, command.place)) for command in self._commands]
        found = [(command, how) for command, how in fits if how]
        return sorted(found, key=lambda row: row[1].score + fresh.get(row[0].name, 0.0), reverse=True)

    def _recent(self) -> list[str]:
        return [name for name in self._settings.get(self._memory, list[str]()) if isinstance(name, str)]

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        command: Command = item.data(Shown.COMMAND)
        if command.name:
            rest = [name for name in self._recent() if name != command.name]
            self._settings.put(self._memory, [command.name, *rest][:REMEMBERED])
        self.close_again()
        command.act()

    def _announce(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.isVisible():
            words = str(item.data(Qt.ItemDataRole.AccessibleTextRole))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the search leaves: arrows move in the list, Enter does it."""
        rows, now = self.list.count(), self.list.currentRow()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps and rows:
            far = abs(steps[key]) > 1
            to = now + steps[key]
            self.list.setCurrentRow(min(max(to, 0), rows - 1) if far else to % rows)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close_again()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who goes elsewhere, by a click or Tab, is done with it."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._back = None
            self.close_again()
        return False
