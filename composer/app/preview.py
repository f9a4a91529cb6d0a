"""How the mail is looked at. Nothing here changes the issue."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from composer.app.settings import Settings
from composer.library.mail_tools import MailTool, read_mail_tools
from composer.session import Session

WIDTHS = ("desktop", "phone")
CONDITIONS = ("light", "dark", "images-off")
ZOOMS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
PLAIN = "plain"


class Preview(QObject):
    """Width, condition, plain text, zoom and mail tool of one window; `changed` names what became another."""

    changed = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.tools = read_mail_tools()
        self.width = WIDTHS[0]
        self.condition = CONDITIONS[0]
        self.text = False
        self.zoom = settings.get("zoom", 1.0)
        self.tool = self._remembered_tool()
        session.subscribe(lambda change: self.recall_tool() if change.by == "open" else None)

    def show_width(self, width: str) -> None:
        """Desktop or phone."""
        self._put("width", width)
        self._put("text", False)

    def show_condition(self, condition: str) -> None:
        """Light, dark, or with images off."""
        self._put("condition", condition)
        self._put("text", False)

    def show_text(self, text: bool) -> None:
        """The plain-text version instead of the page, or not."""
        self._put("text", text)

    def zoom_by(self, steps: int) -> None:
        """So many steps in or out; 0 is back to 100 %."""
        nearest = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self.zoom))
        self._put("zoom", ZOOMS[min(max(nearest + steps, 0), len(ZOOMS) - 1)] if steps else 1.0)
        self._settings.put("zoom", self.zoom)

    def choose_tool(self, name: str) -> None:
        """The mail tool that the issue is made for, remembered for its publication."""
        if name in self.tools:
            self._settings.put_of_publication(self._session.now.publication.name, "mail_tool", name)
            self._put("tool", self.tools[name])

    def recall_tool(self) -> None:
        """Take up the tool last used for the publication of the issue now open."""
        self._put("tool", self._remembered_tool())

    def _remembered_tool(self) -> MailTool:
        name = self._settings.of_publication(self._session.now.publication.name, "mail_tool", PLAIN)
        return self.tools.get(name) or self.tools[PLAIN]

    def _put(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit(name)
