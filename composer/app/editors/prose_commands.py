"""What the person can do to prose: marks on text, kinds of paragraphs, lists and their levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor

from composer.app.editors.prose_document import list_format, list_of, list_tag, next_quote, pieces
from composer.app.editors.prose_marks import Marks, Standing, dress, lay, lay_item, marks_of, standing_of
from composer.model.prose_tree import LIST_LEVELS


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The paragraphs that a selection touches, or the one the caret is in."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    end = max(cursor.selectionStart(), cursor.selectionEnd() - (1 if cursor.hasSelection() else 0))
    found = []
    while block.isValid() and block.position() <= end:
        found.append(block)
        block = block.next()
    return found


def has_mark(cursor: QTextCursor, tag: str) -> bool:
    """Whether all that is selected bears the mark; without a selection, what would be typed."""
    if not cursor.hasSelection():
        return tag in marks_of(cursor.charFormat())
    pieces = list(_pieces(cursor))
    return bool(pieces) and all(tag in marks for _, _, marks, _ in pieces)


def set_mark(cursor: QTextCursor, tag: str, value: str | None) -> None:
    """Put a mark on the selection (for `a`, value is the address), or take it off with None."""

    def changed(marks: Marks) -> Marks:
        rest = {name: href for name, href in marks.items() if name != tag}
        return rest if value is None else {**rest, tag: value}

    _remark(cursor, changed)


def dress_anew(cursor: QTextCursor) -> None:
    """Give everything selected the look of its marks, as after a change of colours or of a paragraph's kind."""
    _remark(cursor, lambda marks: marks)


def link_around(cursor: QTextCursor) -> QTextCursor:
    """The selection, or the whole link that the caret stands in."""
    made = QTextCursor(cursor)
    if cursor.hasSelection():
        return made
    href = marks_of(cursor.charFormat()).get("a")
    if href is None:
        return made
    spans = [
        (start, end)
        for start, end, marks, _ in _pieces_of(cursor.block())
        if marks.get("a") == href and start <= cursor.position() <= end
    ]
    if spans:
        made.setPosition(spans[0][0])
        made.setPosition(spans[-1][1], QTextCursor.MoveMode.KeepAnchor)
    return made


def set_kind(cursor: QTextCursor, kind: str) -> None:
    """Make the paragraphs of the selection `p`, `h3` or `h4`; they leave their lists and quotations."""
    for block in selected_blocks(cursor):
        _make(block, Standing(kind))


def toggle_quote(cursor: QTextCursor) -> None:
    """Make one quotation of the selected paragraphs, or plain paragraphs of quoted ones."""
    blocks = selected_blocks(cursor)
    quoted = all(standing_of(block.blockFormat()).quote for block in blocks)
    before = standing_of(blocks[0].previous().blockFormat()).quote if blocks[0].previous().isValid() else 0
    quote = 0 if quoted else before or next_quote(cursor.document())
    for block in blocks:
        _make(block, Standing("p", quote))


def toggle_list(cursor: QTextCursor, tag: str) -> None:
    """Make a list of the selected paragraphs, or change a list's kind, or paragraphs of its items again."""
    blocks = selected_blocks(cursor)
    tags = {list_tag(listed.format()) if (listed := block.textList()) else "" for block in blocks}
    if tags == {tag}:
        for block in blocks:
            _make(block, Standing())
        return
    if "" not in tags:
        for block in blocks:
            if listed := block.textList():
                listed.setFormat(list_format(tag, listed.format().indent()))
        return
    for block in blocks:
        if block.textList() is None:
            _join(block, tag, 1)


def indent(cursor: QTextCursor, by: int) -> bool:
    """Move the selected list items a level deeper or up; False when there was nothing to move."""
    moved = False
    for block in selected_blocks(cursor):
        listed = list_of(block)
        if listed is None:
            continue
        above = block.previous().textList() if block.previous().isValid() else None
        deepest = min(LIST_LEVELS, (above.format().indent() if above else 0) + 1)
        level = min(listed.format().indent() + by, deepest)
        if level < 1:
            _make(block, Standing())
            moved = True
        elif level != listed.format().indent():
            _join(block, list_tag(listed.format()), level)
            moved = True
    return moved


def step_out(cursor: QTextCursor) -> bool:
    """Leave what a paragraph is by one step: item to the level above, heading or quotation to text."""
    block = cursor.block()
    if block.textList() is not None:
        return indent(cursor, -1)
    if standing_of(block.blockFormat()) != Standing():
        _make(block, Standing())
        return True
    return False


def _make(block: QTextBlock, standing: Standing) -> None:
    cursor = QTextCursor(block)
    if listed := block.textList():
        key = block.blockFormat().objectIndex()
        indent_level, tag = listed.format().indent(), list_tag(listed.format())
        listed.remove(block)
        _part_below(block, key, (tag, indent_level))
    cursor.setBlockFormat(lay(standing))
    cursor.setBlockCharFormat(dress({}, standing.kind))
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    _dress_block(block)


def _part_below(block: QTextBlock, key: int, made: tuple[str, int]) -> None:
    """The items of a list below one that left it become a list of their own, so that numbers begin again."""
    parted = None
    below = block.next()
    while below.isValid() and below.textList() is not None:
        if below.blockFormat().objectIndex() == key:
            cursor = QTextCursor(below)
            if parted is None:
                parted = cursor.createList(list_format(*made))
            else:
                parted.add(below)
        below = below.next()


def _join(block: QTextBlock, tag: str, level: int) -> None:
    """Make the paragraph an item at a level, of the list above where that fits."""
    cursor = QTextCursor(block)
    above = block.previous()
    while above.isValid() and (listed := above.textList()) and listed.format().indent() > level:
        above = above.previous()
    target = list_of(above) if above.isValid() else None
    cursor.setBlockFormat(lay_item())
    cursor.setBlockCharFormat(dress({}))
    if target is not None and target.format().indent() == level and list_tag(target.format()) == tag:
        target.add(block)
    else:
        cursor.createList(list_format(tag, level))
    _dress_block(block)


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if cursor.hasSelection():
        dress_anew(cursor)


def _remark(cursor: QTextCursor, change: Callable[[Marks], Marks]) -> None:
    cursor.beginEditBlock()
    for start, end, marks, kind in list(_pieces(cursor)):
        piece = QTextCursor(cursor.document())
        piece.setPosition(start)
        piece.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        piece.setCharFormat(dress(change(marks), kind))
    cursor.endEditBlock()


# Where a piece begins and ends, its marks, and the kind of its paragraph.
Piece = tuple[int, int, Marks, str]


def _pieces(cursor: QTextCursor) -> Iterator[Piece]:
    """The pieces of text of one look within a selection."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    for block in selected_blocks(cursor):
        for start, end, marks, kind in _pieces_of(block):
            if max(start, first) < min(end, last):
                yield max(start, first), min(end, last), marks, kind


def _pieces_of(block: QTextBlock) -> Iterator[Piece]:
    kind = standing_of(block.blockFormat()).kind
    for piece in pieces(block):
        yield piece.position(), piece.position() + piece.length(), marks_of(piece.charFormat()), kind
