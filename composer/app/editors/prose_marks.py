"""How prose stands in Qt's text document: marks and blocks as properties of their own, looks derived from them.

Qt's own properties cannot tell a bold heading from bold text in it, or hold `sup` inside `sub`; so what a piece of
text *is* stands in user properties, and how it looks is put on by `dress` and `lay`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextFormat

from composer.app.look import colours
from composer.model.prose_tree import INLINE

_OWN = QTextFormat.Property.UserProperty.value
_MARKS = {tag: _OWN + 1 + n for n, tag in enumerate(INLINE)}
_KIND = _OWN + 20
_QUOTE = _OWN + 21

# A mark's tag to its address (for `a`), or to the empty string.
Marks = dict[str, str]
HEADINGS = {"h3": 1.25, "h4": 1.08}
LISTS = {"ul": -1, "ol": -4}  # QTextListFormat.Style: ListDisc, ListDecimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What a paragraph is, lists apart: `p`, `h3` or `h4`; `quote` numbers the quotation it belongs to, 0 for none."""

    kind: str = "p"
    quote: int = 0


def marks_of(look: QTextCharFormat) -> Marks:
    """The marks of a piece of text."""
    found = {}
    for tag, key in _MARKS.items():
        value = look.property(key)
        if value is not None:
            found[tag] = str(value) if tag == "a" else ""
    return found


def standing_of(block: QTextBlockFormat) -> Standing:
    """What a paragraph is."""
    return Standing(str(block.property(_KIND) or "p"), int(block.property(_QUOTE) or 0))


def dress(marks: Marks, kind: str = "p") -> QTextCharFormat:
    """The format of a piece of text with these marks in a paragraph of this kind."""
    look = QTextCharFormat()
    for tag, href in marks.items():
        look.setProperty(_MARKS[tag], href if tag == "a" else True)
    if kind in HEADINGS:
        look.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 1 if kind == "h3" else 0)
    if "strong" in marks or kind in HEADINGS:
        look.setFontWeight(QFont.Weight.Bold)
    look.setFontItalic("em" in marks)
    look.setFontUnderline("u" in marks or "a" in marks)
    look.setFontStrikeOut("s" in marks)
    if "a" in marks:
        look.setForeground(QBrush(QColor(colours().accent)))
        look.setToolTip(marks["a"])
    if "code" in marks:
        look.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
        look.setBackground(QBrush(QColor(colours().hover)))
    if "sup" in marks:
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    elif "sub" in marks:
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    return look


def lay(standing: Standing) -> QTextBlockFormat:
    """The format of a paragraph, outside lists."""
    block = QTextBlockFormat()
    if standing.kind != "p":
        block.setProperty(_KIND, standing.kind)
        block.setHeadingLevel(int(standing.kind[1]))
        block.setTopMargin(8)
    if standing.quote:
        block.setProperty(_QUOTE, standing.quote)
        block.setLeftMargin(14)
    block.setBottomMargin(6)
    block.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return block


def lay_item() -> QTextBlockFormat:
    """The format of a list item; its list gives it the bullet and the indent."""
    block = QTextBlockFormat()
    block.setBottomMargin(3)
    block.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return block
