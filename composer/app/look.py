"""How the window looks: two palettes, one accent, an 8-px grid; follows the system or the person's choice.

The style sheets are `assets/look/*.qss`: `@name` stands for a colour or size below, `@icon(name, colour)` for a
tinted icon's file. A widget says what it is by the property `role`:

- QLabel: `title` (a pane's heading), `section`, `label` (over a field), `muted`, `counter`, `warning`, `error`
- QPushButton: `primary`, `link`, `danger`; QToolButton: `quiet` (an icon alone), `tab`
- QFrame: `pane`, `rule` (a line across), `card` (a bordered group, such as a row), `sheet` (what opens over
  the window), `notice`, `notice-error`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QWidget

from composer.library.places import shipped, user_cache


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one look, each `#rrggbb`; `on_accent` is ink on the accent, `field` the ground of an input."""

    name: str
    ground: str
    pane: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_ground: str
    on_accent: str
    accent_hover: str
    canvas: str
    field: str
    hover: str
    good: str
    warning: str
    warning_ground: str
    error: str
    error_ground: str
    toast: str
    on_toast: str


LIGHT = Colours(
    name="light",
    ground="#f4f4f2",
    pane="#fbfbfa",
    line="#d6d4ce",
    ink="#1d1d1f",
    muted="#62615c",
    accent="#2f5fd0",
    accent_ground="#e9effc",
    on_accent="#ffffff",
    accent_hover="#2750b4",
    canvas="#e9e8e4",
    field="#ffffff",
    hover="#ececea",
    good="#1f7a46",
    warning="#9a5b00",
    warning_ground="#f7efe2",
    error="#b3261e",
    error_ground="#fbebe9",
    toast="#26272b",
    on_toast="#f4f4f2",
)
DARK = Colours(
    name="dark",
    ground="#1f2023",
    pane="#26272b",
    line="#43454c",
    ink="#ececee",
    muted="#a9aab1",
    accent="#7ea6ff",
    accent_ground="#2b3550",
    on_accent="#14171f",
    accent_hover="#9dbcff",
    canvas="#17181a",
    field="#1f2023",
    hover="#303238",
    good="#62c58a",
    warning="#e5a550",
    warning_ground="#362f25",
    error="#ff8a80",
    error_ground="#3d2a29",
    toast="#3a3c43",
    on_toast="#f4f4f2",
)
_current = LIGHT


def colours() -> Colours:
    """The colours the window wears now."""
    return _current


def on_mail(dark: bool) -> dict[str, str]:
    """The colours of what lies on the mail, which may be dark in a light window and the other way round."""
    of = DARK if dark else LIGHT
    return {
        "muted": of.muted,
        "frame": of.accent,
        "on-frame": of.on_accent,
        "frame-hover": of.accent_hover,
    }


class Look(QObject):
    """Dresses the application, and again whenever the system or the choice changes."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setStyle("Fusion")
        font = app.font()
        font.setPointSizeF(max(font.pointSizeF(), 10.0))
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self.choose(choice)

    @property
    def choice(self) -> str:
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or be light or dark."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self._dress()

    def _dress(self) -> None:
        global _current
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(
            self._choice, self._app.styleHints().colorScheme()
        )
        _current = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._app.setPalette(palette(_current))
        self._app.setStyleSheet(style_sheet(_current, self._app.font()))
        self.changed.emit()


def palette(of: Colours) -> QPalette:
    """Qt's palette of the colours, for what the style sheet leaves to the style."""
    made = QPalette(QColor(of.ground))
    roles = {
        QPalette.ColorRole.Window: of.pane,
        QPalette.ColorRole.WindowText: of.ink,
        QPalette.ColorRole.Base: of.field,
        QPalette.ColorRole.AlternateBase: of.ground,
        QPalette.ColorRole.Text: of.ink,
        QPalette.ColorRole.Button: of.pane,
        QPalette.ColorRole.ButtonText: of.ink,
        QPalette.ColorRole.BrightText: of.error,
        QPalette.ColorRole.Highlight: of.accent,
        QPalette.ColorRole.HighlightedText: of.on_accent,
        QPalette.ColorRole.Link: of.accent,
        QPalette.ColorRole.LinkVisited: of.accent,
        QPalette.ColorRole.ToolTipBase: of.toast,
        QPalette.ColorRole.ToolTipText: of.on_toast,
        QPalette.ColorRole.PlaceholderText: of.muted,
        QPalette.ColorRole.Accent: of.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.muted))
    return made


def style_sheet(of: Colours, font: QFont) -> str:
    """The style sheet with its names filled in; sizes follow the font in use."""
    point = font.pointSizeF()
    sizes = {"small": f"{point * 0.9:.1f}pt", "body": f"{point:.1f}pt", "large": f"{point * 1.2:.1f}pt"}
    names = {field: getattr(of, field) for field in Colours.__dataclass_fields__} | sizes
    text = "\n".join(path.read_text("utf-8") for path in sorted((shipped("assets") / "look").glob("*.qss")))
    text = re.sub(r"@icon\(([a-z-]+), ([a-z_]+)\)", lambda m: f'url("{_tinted(m[1], names[m[2]]).as_posix()}")', text)
    return re.sub(r"@([a-z_]+)", lambda m: names[m[1]], text)


def _tinted(name: str, colour: str) -> Path:
    """A file of the icon in the colour, made where it is not there yet: style sheets take files only."""
    path = user_cache() / "look" / f"{name}-{colour[1:]}.svg"
    text = (shipped("assets") / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    if not path.is_file() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return path


def role(widget: QWidget, name: str) -> None:
    """Say what a widget is, also after it was shown."""
    widget.setProperty("role", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def shadow(widget: QWidget) -> QGraphicsDropShadowEffect:
    """What lifts a frame off what it lies over."""
    made = QGraphicsDropShadowEffect(widget)
    made.setBlurRadius(32)
    made.setOffset(0, 8)
    made.setColor(QColor(0, 0, 0, 70))
    return made
