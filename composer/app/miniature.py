"""A template drawn small from its tokens: its colours and fonts on a sketch of a mail. Needs no browser engine."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from composer.library.templates import Template
from composer.library.wearing import starter_theme

WIDTH, HEIGHT = 88, 112
_SCALE = 4  # pixels drawn for each of these
# What a template that calls its tokens otherwise is drawn with.
_COLOURS = {
    "ground": "#eeeeee",
    "paper": "#ffffff",
    "ink": "#222222",
    "muted": "#777777",
    "accent": "#444444",
    "line": "#dddddd",
    "tint": "#f4f4f4",
}


def miniature(template: Template) -> QPixmap:
    """The sketch, with the colours that the template's starter changed."""
    theme = template.theme(starter_theme(template))
    colours = {name: QColor(theme.get(name, colour)) for name, colour in _COLOURS.items()}
    fonts = [theme[name] for name, token in template.tokens.items() if token.kind == "font"]
    drawn = QPixmap(WIDTH * _SCALE, HEIGHT * _SCALE)
    drawn.setDevicePixelRatio(_SCALE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _sketch(painter, colours, _font(fonts[0] if fonts else "sans-serif"))
    painter.end()
    return drawn


def _sketch(painter: QPainter, colours: dict[str, QColor], font: QFont) -> None:
    painter.setPen(colours["line"])
    painter.setBrush(colours["ground"])
    painter.drawRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1), 4, 4)
    painter.fillRect(QRectF(12, 8, 64, HEIGHT - 9), colours["paper"])
    painter.setFont(font)
    painter.setPen(colours["ink"])
    painter.drawText(QRectF(18, 10, 54, 16), Qt.AlignmentFlag.AlignVCenter, "Aa")
    painter.fillRect(QRectF(18, 27, 52, 1.5), colours["ink"])
    painter.fillRect(QRectF(18, 32, 18, 2), colours["accent"])
    for top, width in ((36, 50), (41, 38)):
        painter.fillRect(QRectF(18, top, width, 3), colours["ink"])
    painter.fillRect(QRectF(18, 48, 52, 18), colours["line"])
    for top, width in ((70, 52), (74, 50), (78, 34)):
        painter.fillRect(QRectF(18, top, width, 1.5), colours["muted"])
    painter.fillRect(QRectF(18, 85, 52, 20), colours["tint"])
    painter.fillRect(QRectF(18, 85, 2, 20), colours["accent"])
    for top, width in ((89, 30), (95, 42), (99, 36)):
        painter.fillRect(QRectF(24, top, width, 1.5), colours["ink" if top < 90 else "muted"])


def _font(stack: str) -> QFont:
    made = QFont()
    made.setFamilies([name.strip(" '\"") for name in stack.split(",")])
    made.setPixelSize(13)
    made.setBold(True)
    return made
