"""Every action of the window in one table; menus, toolbar and shortcuts are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from composer.app.icons import icon


@dataclass(frozen=True, slots=True)
class Action:
    """One action. shortcut: one or more, split by spaces. group: it is one of several, exactly one of which is on.

    on: it can be on or off. near: its shortcuts work only in the panes where blocks are, not while a field has the
    keyboard. typed: whatever has the keyboard acts on the keys itself; they are listed, `menu` is their heading.
    An empty label is a line between two parts of a menu.
    """

    name: str = ""
    label: str = ""
    menu: str = ""
    shortcut: str = ""
    icon: str = ""
    group: str = ""
    on: bool = False
    near: bool = False
    typed: bool = False

    @property
    def title(self) -> str:
        """The label without the dots that say that a dialog follows."""
        return self.label.rstrip("…")


ACTIONS = (
    Action("file.new", "New…", "File", "Ctrl+N", "new"),
    Action("file.next", "Next Issue", "File", "", "next-issue"),
    Action("file.open", "Open…", "File", "Ctrl+O", "open"),
    Action("file.recent", "Open Recent", "File", "", "recent"),
    Action(menu="File"),
    Action("file.save", "Save", "File", "Ctrl+S", "save"),
    Action("file.save_as", "Save As…", "File", "Ctrl+Shift+S"),
    Action("file.save_folder", "Save as Folder…", "File", "", "folder"),
    Action("file.save_template", "Save as Template…", "File", "", "template"),
    Action("file.install_template", "Install Template…", "File", "", "install"),
    Action("file.share_template", "Share as Package…", "File", "", "package"),
    Action("file.versions", "Versions…", "File"),
    Action("file.look", "Change Look…", "File", "", "colour"),
    Action("file.publication", "Publication", "File", "", "people"),
    Action(menu="File"),
    Action("file.export", "Export…", "File", "Ctrl+Shift+E", "export"),
    Action("file.export_again", "Export Again", "File", "Ctrl+E"),
    Action(menu="File"),
    Action("file.close", "Close", "File", "Ctrl+W"),
    Action("file.quit", "Quit", "File", "Ctrl+Q"),
    Action("edit.undo", "Undo", "Edit", "Ctrl+Z", "undo"),
    Action("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z Ctrl+Y", "redo"),
    Action(menu="Edit"),
    Action("edit.cut", "Cut", "Edit", "Ctrl+X", "cut", near=True),
    Action("edit.copy", "Copy", "Edit", "Ctrl+C", "copy", near=True),
    Action("edit.paste", "Paste", "Edit", "Ctrl+V", "paste", near=True),
    Action(menu="Edit"),
    Action("edit.find", "Find…", "Edit", "Ctrl+F", "search"),
    Action("edit.find_next", "Find Next", "Edit", "F3"),
    Action("edit.find_previous", "Find Previous", "Edit", "Shift+F3"),
    Action("edit.replace", "Replace…", "Edit", "Ctrl+H", "replace"),
    Action(menu="Edit"),
    Action("edit.issue", "Edit Issue Details", "Edit", "Ctrl+Shift+I", "mail"),
    Action("edit.check", "Check Issue", "Edit", "F5", "findings"),
    Action("edit.spelling", "Check Spelling", "Edit", "F7", on=True),
    Action("edit.dictionary", "Add Dictionary…", "Edit"),
    Action("block.insert", "Insert Block…", "Block", "Ctrl+Shift+A", "plus"),
    Action(menu="Block"),
    Action("block.up", "Move Up", "Block", "Alt+Up", "up"),
    Action("block.down", "Move Down", "Block", "Alt+Down", "down"),
    Action("block.duplicate", "Duplicate", "Block", "Ctrl+D", "duplicate"),
    Action("block.details", "Details", "Block", "Ctrl+Shift+D", "settings"),
    Action("block.crop", "Crop Picture…", "Block", "", "crop"),
    Action(menu="Block"),
    Action("item.add", "Add Item Below", "Block", "Alt+Shift+Return", "plus"),
    Action("item.up", "Move Item Up", "Block", "Alt+Shift+Up", "up"),
    Action("item.down", "Move Item Down", "Block", "Alt+Shift+Down", "down"),
    Action("item.remove", "Remove Item", "Block", "", "trash"),
    Action(menu="Block"),
    Action("block.hide", "Hide in This Issue", "Block", "Ctrl+Shift+H", "hide", on=True),
    Action("block.hold", "Hold Over to Next Issue", "Block", "", "hold-over", on=True),
    Action(menu="Block"),
    Action("block.save", "Save Blocks…", "Block", "", "save"),
    Action("block.update_saved", "Update Saved Block", "Block", "", "replace"),
    Action("block.stop_following", "Stop Following", "Block", "", "unlink"),
    Action(menu="Block"),
    Action("block.delete", "Delete", "Block", "Del", "trash", near=True),
    Action("view.desktop", "Desktop", "View", "Ctrl+1", "desktop", group="width"),
    Action("view.phone", "Phone", "View", "Ctrl+2", "phone", group="width"),
    Action(menu="View"),
    Action("view.light", "Light", "View", "Ctrl+3", "light", group="condition"),
    Action("view.dark", "Dark", "View", "Ctrl+4", "dark", group="condition"),
    Action("view.images-off", "Images off", "View", "Ctrl+5", "images-off", group="condition"),
    Action(menu="View"),
    Action("view.text", "Text", "View", "Ctrl+6", "text-view", on=True),
    Action(menu="View"),
    Action("view.zoom_in", "Zoom In", "View", "Ctrl++ Ctrl+="),
    Action("view.zoom_out", "Zoom Out", "View", "Ctrl+-"),
    Action("view.zoom_reset", "Actual Size", "View", "Ctrl+0"),
    Action(menu="View"),
    Action("view.full", "Full Screen", "View", "F11", "full-screen", on=True),
    Action("view.left", "Outline Pane", "View", "F9", "sidebar-left", on=True),
    Action("view.right", "Inspector Pane", "View", "F8", "sidebar-right", on=True),
    Action("view.cycle", "Next Pane", "View", "F6"),
    Action("view.cycle_back", "Previous Pane", "View", "Shift+F6"),
    Action(menu="View"),
    Action("look.system", "Window Like the System", "View", group="look"),
    Action("look.light", "Window Light", "View", group="look"),
    Action("look.dark", "Window Dark", "View", group="look"),
    Action("help.commands", "Find a Command…", "Help", "Ctrl+Shift+P", "search"),
    Action("help.keys", "Keyboard Shortcuts", "Help", "F1 Ctrl+?", "help"),
    Action("text.bold", "Bold", "Writing", "Ctrl+B", typed=True),
    Action("text.italic", "Italic", "Writing", "Ctrl+I", typed=True),
    Action("text.underline", "Underline", "Writing", "Ctrl+U", typed=True),
    Action("text.strike", "Strike Through", "Writing", "Ctrl+Shift+X", typed=True),
    Action("text.code", "Code", "Writing", "Ctrl+Shift+C", typed=True),
    Action("text.link", "Link", "Writing", "Ctrl+K", typed=True),
    Action("text.open_link", "Open Link", "Writing", "Ctrl+Shift+O", typed=True),
    Action("text.unlink", "Remove Link", "Writing", "Ctrl+Shift+K", typed=True),
    Action("text.tag", "Merge Tag", "Writing", "Ctrl+Shift+M", typed=True),
    Action("text.heading", "Heading", "Writing", "Ctrl+Alt+1", typed=True),
    Action("text.small_heading", "Small Heading", "Writing", "Ctrl+Alt+2", typed=True),
    Action("text.plain", "Plain Text", "Writing", "Ctrl+Alt+0", typed=True),
    Action("text.numbered", "Numbered List", "Writing", "Ctrl+Shift+7", typed=True),
    Action("text.list", "List", "Writing", "Ctrl+Shift+8", typed=True),
    Action("text.quote", "Quote", "Writing", "Ctrl+Shift+9", typed=True),
    Action("text.indent", "Indent", "Writing", "Ctrl+]", typed=True),
    Action("text.outdent", "Outdent", "Writing", "Ctrl+[", typed=True),
    Action("text.paste_plain", "Paste as Plain Text", "Writing", "Ctrl+Shift+V", typed=True),
    Action("mail.walk", "Previous or next block", "In the mail", "Up Down", typed=True),
    Action("mail.enter", "Edit the block", "In the mail", "Enter", typed=True),
    Action("mail.insert", "Insert a block below", "In the mail", "/", typed=True),
    Action("mail.bar", "Bar of the selected text", "In the mail", "Alt+F10", typed=True),
    Action("mail.buttons", "The block's buttons", "In the mail", "Tab", typed=True),
    Action("mail.escape", "Out of text, block, full screen", "In the mail", "Esc", typed=True),
)

FILLED = frozenset({"file.recent", "file.publication"})

BY_NAME = {row.name: row for row in ACTIONS if row.name}

Handlers = Mapping[str, Callable[[], object]]


def build_actions(window: QWidget, handlers: Handlers) -> dict[str, QAction]:
    """A QAction for each row of the table, by name; KeyError for one that nobody handles."""
    groups: dict[str, QActionGroup] = {}
    made: dict[str, QAction] = {}
    for row in ACTIONS:
        if not row.label or row.typed:
            continue
        action = QAction(row.label, window)
        action.setObjectName(row.name)
        action.setShortcuts([QKeySequence(keys) for keys in row.shortcut.split()])
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setCheckable(row.on or bool(row.group))
        action.setIconVisibleInMenu(not action.isCheckable())  # there it would stand in the place of the tick
        if row.group:
            action.setActionGroup(groups.setdefault(row.group, QActionGroup(window)))
        if row.near:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        action.triggered.connect(lambda on=False, act=handlers[row.name]: act())
        made[row.name] = action
    return made


def build_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """The menus of the table, by title; those of FILLED are menus of their own, filled when they open."""
    menus: dict[str, QMenu] = {}
    for row in ACTIONS:
        if row.typed:
            continue
        menu = menus.get(row.menu)
        if menu is None:
            menu = menus[row.menu] = bar.addMenu(f"&{row.menu}")
        if not row.label:
            menu.addSeparator()
        elif row.name in FILLED:
            menus[row.label] = menu.addMenu(actions[row.name].icon(), row.label)
        else:
            menu.addAction(actions[row.name])
    return menus


def fill_when_opened(menu: QMenu, fill: Callable[[QMenu], object]) -> None:
    """Have a menu of FILLED filled anew each time it opens."""
    menu.aboutToShow.connect(lambda: fill(menu))


def describe_keys() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By menu or heading, what each action with a shortcut is called, and its shortcuts as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in ACTIONS:
        if row.shortcut:
            keys = tuple(QKeySequence(keys).toString(native) for keys in row.shortcut.split())
            found.setdefault(row.menu, []).append((row.title, keys))
    return found
