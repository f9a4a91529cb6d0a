"""The bar above the panes, and the switches of several choices side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from composer.app.findings import summary
from composer.app.icons import icon
from composer.app.look import role
from composer.library.mail_tools import MailTool
from composer.model.finding import Finding


class Segments(QFrame):
    """Some actions as one switch."""

    def __init__(self, name: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        role(self, "segments")
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            layout.addWidget(button)


class Toolbar(QFrame):
    """Undo, how the mail is looked at, what was found, for which mail tool, and Export."""

    findings_wanted = Signal()
    tool_chosen = Signal(str)

    def __init__(self, actions: Mapping[str, QAction], tools: Mapping[str, MailTool]) -> None:
        super().__init__()
        role(self, "toolbar")
        self.setAccessibleName("Toolbar")
        self.findings = QPushButton()
        role(self.findings, "findings")
        self.findings.clicked.connect(self.findings_wanted)
        self.tool = _tool_button(tools, self.tool_chosen.emit)
        self.export = QPushButton("Export")
        role(self.export, "primary")
        self.export.setToolTip("Hand the issue over (Ctrl+Shift+E)")
        self.export.clicked.connect(actions["file.export"].trigger)
        left = _row([_quiet(actions["edit.undo"]), _quiet(actions["edit.redo"])])
        middle = _row(
            [
                Segments("Width", [actions["view.desktop"], actions["view.phone"]]),
                Segments("Condition", [actions[f"view.{name}"] for name in ("light", "dark", "images-off")]),
                Segments("Plain text", [actions["view.text"]]),
            ]
        )
        right = _row([self.findings, self.tool, self.export])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(left, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(middle)
        layout.addWidget(right, 1, Qt.AlignmentFlag.AlignRight)
        self.show_findings(None)

    def show_findings(self, findings: tuple[Finding, ...] | None) -> None:
        """How many there are to look at."""
        text, level = summary(findings)
        self.findings.setText(text)
        self.findings.setIcon(icon({"good": "check", "muted": "clock"}.get(level, level), level))
        self.findings.setToolTip("What to put right before it leaves (F5)")
        self.findings.setProperty("level", level)
        role(self.findings, "findings")

    def show_tool(self, tool: MailTool) -> None:
        """The mail tool the issue is made for."""
        self.tool.setText(tool.title)
        self.tool.setAccessibleName(f"Mail tool: {tool.title}")


def _tool_button(tools: Mapping[str, MailTool], chosen: Callable[[str], None]) -> QPushButton:
    button = QPushButton()
    role(button, "menu")
    button.setToolTip("The mail tool this issue is made for")
    menu, group = QMenu(button), QActionGroup(button)
    for tool in tools.values():
        action = menu.addAction(tool.title)
        action.setToolTip(tool.help)
        group.addAction(action)
        action.triggered.connect(lambda on=False, name=tool.name: chosen(name))
    button.setMenu(menu)
    return button


def _quiet(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    return button


def _row(widgets: Sequence[QWidget]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    return row
