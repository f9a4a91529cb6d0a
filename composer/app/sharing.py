"""Templates that come from others and go to others: installed from a package, written as one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from composer.app.actions import Handlers
from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.install_dialog import InstallDialog, Installed
from composer.app.share_dialog import KINDS, ShareDialog, own_templates


class Sharing(QObject):
    """`told`: a sentence on what was done. `installed`: the name of a template that is there now."""

    told = Signal(str)
    installed = Signal(str)

    def __init__(self, desk: Desk, ask: Ask, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._ask = ask
        self._window = window

    def handlers(self) -> Handlers:
        """What the actions do."""
        return {"file.install_template": self.install, "file.share_template": self.share}

    def install(self, path: Path | None = None, *, over: QWidget | None = None) -> None:
        """Show what is in a package, asked for when none is named, and install it when that is wanted.

        over: the dialog that it is asked for in.
        """
        chosen = path or self._ask.open_path("Install Template", Path.home(), KINDS)
        if chosen is not None:
            dialog = InstallDialog(self._desk, chosen, over or self._window)
            dialog.installed.connect(self._on_installed)
            dialog.open()

    def share(self, template: str = "", *, over: QWidget | None = None) -> None:
        """Write a template of one's own as a package; which one, and what is said of it, is asked."""
        if not own_templates(self._desk.shelf.plain):
            more = "File ▸ Save as Template makes one of an issue."
            self._ask.tell("You have no template of your own to share yet.", more)
            return
        dialog = ShareDialog(self._desk, self._ask, over or self._window, template=template or self._worn)
        dialog.shared.connect(self.told)
        dialog.open()

    @property
    def _worn(self) -> str:
        return self._desk.session.now.template

    def _on_installed(self, installed: Installed) -> None:
        where = " Choose it with File ▸ New." if installed.template else " It is among Blocks."
        self.told.emit(f"“{installed.title}” is among your templates now.{where}")
        self.installed.emit(installed.template)
