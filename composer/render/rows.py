"""Rows of the issue's own lists, printed once each: a new headline prints one line of the contents, not all of them.

What a row prints depends on the row alone where its markup names nothing else but words and theme, which are one
dress's own. So it is remembered by the very row, beside that dress.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

ROWS = " rows"  # the name by which a template is given what it remembers; no template can say it
MOST = 20_000  # rows of one loop, after which all are forgotten
_CONSTANT = frozenset({"t", "theme"})

Rows = dict[int, tuple[object, str]]  # of one loop, by the row's identity: the row, what it prints


def mark_rows(tree: nodes.Template) -> None:
    """Put the body of each loop over one of the issue's lists into a scope of its own, if it prints its row alone."""
    for number, loop in enumerate(list(tree.find_all(nodes.For))):
        if isinstance(loop.target, nodes.Name) and _from_issue(loop.iter) and not loop.else_:
            name = loop.target.name
            if all(_alone(node, name) for node in loop.body):
                scope = nodes.Scope(loop.body, lineno=loop.lineno)
                scope.row = (number, name)  # type: ignore[attr-defined]  # Jinja takes no nodes of others
                loop.body = [scope]


def _from_issue(node: nodes.Node) -> bool:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name) and node.name == "issue"


def _alone(node: nodes.Node, row: str) -> bool:
    """Whether a piece of a row's markup says nothing but the row, words and theme, and keeps nothing for later."""
    if isinstance(node, nodes.Name):
        return node.ctx == "load" and (node.name == row or node.name in _CONSTANT)
    if isinstance(node, nodes.For | nodes.Assign | nodes.AssignBlock):
        return False
    return all(_alone(each, row) for each in node.iter_child_nodes())


def keep(rows: Rows, row: object, printed: str) -> str:
    """Remember what a row prints; the row is held with it, so that its identity stays its own."""
    if len(rows) >= MOST:
        rows.clear()
    rows[id(row)] = (row, printed)
    return printed


class RowGenerator(CodeGenerator):
    """Writes the code of marked rows: what is remembered, else what is printed and then remembered."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        row: tuple[int, str] | None = getattr(node.body[0], "row", None) if node.body else None
        if row is not None:
            self.writeline(f"rows_{row[0]} = context.rows_of({row[0]})")
        super().visit_For(node, frame)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802
        row: tuple[int, str] | None = getattr(node, "row", None)
        if row is None:
            super().visit_Scope(node, frame)
            return
        item, printed = frame.symbols.ref(row[1]), self.temporary_identifier()
        self.writeline(f"if ({printed} := rows_{row[0]}.get(id({item}))):")
        self.indent()
        self.writeline(f"{printed} = {printed}[1]")
        self.outdent()
        self.writeline("else:")
        self.indent()
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"{printed} = context.keep(rows_{row[0]}, {item}, ''.join({inner.buffer}))")
        self.leave_frame(inner)
        self.outdent()
        self.simple_write(printed, frame)


def rows_of(values: dict[str, Any], loop: int) -> Rows:
    """What the rows of a template's loop print, of the values it is given; nothing where these remember nothing."""
    by_loop: dict[int, Rows] = values.get(ROWS, {})
    return by_loop.setdefault(loop, {})
