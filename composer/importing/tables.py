"""Tables: one that lays out a page is taken apart; one of data becomes lines of text."""

from __future__ import annotations

from composer.importing.tally import Tally
from composer.importing.tree import HEADINGS, LISTS, Element

_BETWEEN = " | "
_CELLS = ("td", "th")
_ROWS = ("thead", "tbody", "tfoot")
_NO_DATA = frozenset((*HEADINGS, *LISTS, "table", "img", "blockquote", "hr"))
_LONGEST_CELL = 160


def straighten(root: Element, tally: Tally) -> None:
    """A paragraph for a table of data, a line for each of its rows; sections in place of cells for any other."""
    for element in root.each():
        if element.tag != "table":
            continue
        rows = _rows(element)
        if _is_data(element, rows):
            tally.add("table")
            element.tag, element.children = "p", _lines(rows)
        else:
            for part in _parts(element):
                part.tag = "div"


def _parts(table: Element) -> list[Element]:
    """The table, its rows and cells, without those of tables inside it."""
    found, waiting = [table], table.elements()
    while waiting:
        part = waiting.pop()
        if part.tag in (*_ROWS, "tr", *_CELLS, "caption"):
            found.append(part)
            waiting += part.elements() if part.tag not in _CELLS else []
    return found


def _rows(table: Element) -> list[list[Element]]:
    parts = [inner for part in table.elements() for inner in (part.elements() if part.tag in _ROWS else [part])]
    return [[cell for cell in row.elements() if cell.tag in _CELLS] for row in parts if row.tag == "tr"]


def _is_data(table: Element, rows: list[list[Element]]) -> bool:
    """Short cells in two rows and two columns or more, with nothing in them that only pages have."""
    if table.get("role").lower() in ("presentation", "none") or len(rows) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    if max(map(len, rows)) < 2 or any(each.tag in _NO_DATA for cell in cells for each in cell.each()):
        return False
    several = sum(sum(not cell.blank for cell in row) > 1 for row in rows)
    return several * 2 >= len(rows) and all(len(cell.text()) <= _LONGEST_CELL for cell in cells)


def _lines(rows: list[list[Element]]) -> list[Element | str]:
    lines: list[Element | str] = []
    for row in rows:
        filled = [cell for cell in row if not cell.blank]
        for number, cell in enumerate(filled):
            if number:
                lines.append(_BETWEEN)
            heading = cell.tag == "th" and all(other.tag == "th" for other in filled)
            lines.append(
                Element("strong" if heading else "span", {}, [cell.text().strip()] if heading else [_flat(cell)])
            )
        if filled:
            lines.append(Element("br"))
    return lines[:-1]


def _flat(cell: Element) -> Element:
    """What is in a cell, on one line."""
    for each in cell.each():
        if each.tag in ("p", "div", *_CELLS):
            each.tag = "span"
        elif each.tag == "br":
            each.tag, each.children = "span", [" "]
    return cell
