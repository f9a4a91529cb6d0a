"""What a template may say: an allow-list over Jinja's own syntax tree, the same for shipped templates and strangers'.

Templates travel between strangers, so the language is too small to do harm: every loop walks a list that is there, text
cannot be made to grow on itself, and nothing can be called. What is refused is named with file, line and remedy.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection
from functools import cache
from typing import NoReturn

from jinja2 import Environment, TemplateSyntaxError, nodes

from composer.errors import ComposerError

FILTERS = frozenset(
    "prose src date host less number px upper lower join default first last length lines initials".split()
)
TESTS = frozenset("defined undefined none eq ne lt le gt ge equalto in odd even divisibleby string number".split())
LOOP = frozenset({"index", "index0", "first", "last", "length"})
RESERVED = frozenset({"loop", "edit", "theme", "issue", "block", "t", "slots", "block_id"})
LONGEST = 64 * 1024
LOOPS = 3
DEEPEST = 40  # of expressions and statements in each other; Python compiles no more than a hundred
JOINED = 64  # values in one expression that joins or lists them

_PART = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.List, nodes.Tuple, nodes.For, nodes.Assign, nodes.Include,
    nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Concat, nodes.Call,
)  # fmt: skip
_INSTEAD: dict[type[nodes.Node], str] = {
    nodes.Macro: "write the markup out, or {% include %} a part by name",
    nodes.CallBlock: "write the markup out, or {% include %} a part by name",
    nodes.Import: "{% include %} a part by name",
    nodes.FromImport: "{% include %} a part by name",
    nodes.Extends: "the page shell is page.html, and a block's markup stands in it where {{ blocks }} is",
    nodes.Block: "the page shell is page.html, and a block's markup stands in it where {{ blocks }} is",
    nodes.FilterBlock: "put the filter behind each value, as in {{ value | upper }}",
    nodes.With: "write {% set name = value %}",
    nodes.AssignBlock: "write {% set name = value %}",
    nodes.Dict: "write {% if %} and {% elif %}",
    nodes.Slice: "use the filters first and last",
    nodes.ScopedEvalContextModifier: "text is always escaped, and {{ field | prose }} prints rich text",
    nodes.Add: "join texts with ~; lengths are made with less(n)",
    nodes.Sub: "lengths are made with less(n), as in {{ theme.width | less(64) }}",
}


def check(source: str, file: str, *, names: Collection[str] | None = None, edits: bool = True) -> None:
    """Refuse, with a ComposerError naming file and line, the first thing in `source` that a template may not say.

    names: what may be read besides names that the template sets itself; None: anything. edits: `edit()` is there.
    """
    if len(source) > LONGEST:
        raise ComposerError(f"{file}:1: a template has at most {LONGEST // 1024} KB; move parts of it to other blocks.")
    try:
        tree = _parser().parse(source)
    except TemplateSyntaxError as error:
        raise ComposerError(f"{file}:{error.lineno}: {(error.message or 'this is not markup').rstrip('.')}.") from None
    except (ValueError, OverflowError):
        raise ComposerError(f"{file}:1: a number here is too long to be read; write fewer digits.") from None
    except RecursionError:
        raise ComposerError(f"{file}:1: this is nested too deeply to be read; take some levels out.") from None
    _Check(file, frozenset(names) if names is not None else None, edits).walk(tree, ())


@cache
def _parser() -> Environment:
    return Environment(autoescape=True)


class _Check:
    """One walk over a tree. `grown` are names that hold joined text, which may not be joined again."""

    def __init__(self, file: str, names: frozenset[str] | None, edits: bool) -> None:
        self._file = file
        self._names = names
        self._edits = edits
        self._set: set[str] = set()
        self._depth = 0
        self._grown: set[str] = set()

    def refuse(self, node: nodes.Node, what: str, instead: str) -> NoReturn:
        raise ComposerError(f"{self._file}:{node.lineno}: {what}; {instead}.")

    def walk(self, node: nodes.Node, loops: tuple[str, ...]) -> None:
        """Check a node and all below it; `loops` are the loop variables around it, outermost first."""
        self._depth += 1
        if self._depth > DEEPEST:
            self.refuse(node, "this is nested too deeply", "set parts of it aside with {% set name = value %}")
        self._walk(node, loops)
        self._depth -= 1

    def _walk(self, node: nodes.Node, loops: tuple[str, ...]) -> None:
        if isinstance(node, nodes.Scope) and node.body:
            node = node.body[0]
        if not isinstance(node, _ALLOWED):
            instead = _INSTEAD.get(type(node), "say it with if, for, set, and the filters")
            name = "autoescape" if isinstance(node, nodes.EvalContextModifier) else type(node).__name__.lower()
            self.refuse(node, f"a template may not say “{name}”", instead)
        if isinstance(node, nodes.For):
            self._for(node, loops)
            return
        rule = _RULES.get(type(node))
        if rule:
            rule(self, node, loops)
        for child in node.iter_child_nodes():
            self.walk(child, loops)

    def _for(self, node: nodes.For, loops: tuple[str, ...]) -> None:
        given = not isinstance(node.target, nodes.Name) or node.target.name in RESERVED
        if node.recursive or not isinstance(node.target, nodes.Name) or given or node.target.name.startswith("css_"):
            self.refuse(node, "this loop is not a plain one", "write {% for item in items %}")
        if len(loops) == LOOPS:
            self.refuse(node, f"loops stand at most {LOOPS} deep", "show the inner list by itself")
        root = _root(node.iter)
        if root is None:
            self.refuse(node, "a loop walks a list that is there", "write {% for item in items %}")
        if loops and root != loops[-1]:
            self.refuse(
                node,
                "an inner loop walks a list of the outer loop's item",
                f"write {{% for part in {loops[-1]}.parts %}}, or put the loops one after the other",
            )
        self.walk(node.iter, loops)
        target = node.target.name
        self._set |= {target, "loop"}
        for child in (*([node.test] if node.test else []), *node.body, *node.else_):
            self.walk(child, (*loops, target))

    def _name(self, node: nodes.Name, loops: tuple[str, ...]) -> None:
        if node.ctx != "load" or self._names is None or node.name in self._names | self._set:
            return
        if node.name == "edit" and self._edits:
            return
        near = difflib.get_close_matches(node.name, [*self._names, *self._set], n=1)
        there = ", ".join(sorted(self._names))
        self.refuse(
            node, f"there is no “{node.name}” here", f"did you mean “{near[0]}”?" if near else f"there are {there}"
        )

    def _assign(self, node: nodes.Assign, loops: tuple[str, ...]) -> None:
        if not isinstance(node.target, nodes.Name):
            self.refuse(node, "one name is set at a time", "write {% set name = value %}")
        if node.target.name in RESERVED or node.target.name.startswith(("_", "css_")):
            self.refuse(node, f"“{node.target.name}” is given", "choose another name")
        self._set.add(node.target.name)
        joined = node.find(nodes.Concat) or any(filtered.name == "join" for filtered in node.find_all(nodes.Filter))
        if joined or any(name.name in self._grown for name in node.find_all(nodes.Name) if name is not node.target):
            self._grown.add(node.target.name)

    def _concat(self, node: nodes.Concat, loops: tuple[str, ...]) -> None:
        self._listed(node, loops)
        for name in node.find_all(nodes.Name):
            if name.name in self._grown:
                self.refuse(node, f"“{name.name}” is joined text already", "join everything in one place")

    def _listed(self, node: nodes.Node, loops: tuple[str, ...]) -> None:
        if sum(1 for _ in node.find_all((nodes.Name, nodes.Const))) > JOINED:
            self.refuse(node, f"more than {JOINED} values are joined here", "join fewer at a time")

    def _filter(self, node: nodes.Filter, loops: tuple[str, ...]) -> None:
        if node.name not in FILTERS:
            self.refuse(node, f"there is no filter “{node.name}”", f"there are {', '.join(sorted(FILTERS))}")
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.refuse(node, "a filter takes plain values", f"write {{{{ value | {node.name} }}}}")
        if node.name in ("join", "prose", "less", "src") and not all(isinstance(arg, nodes.Const) for arg in node.args):
            self.refuse(node, f"{node.name} takes what is written out", 'as in {{ names | join(", ") }}')

    def _test(self, node: nodes.Test, loops: tuple[str, ...]) -> None:
        if node.name not in TESTS:
            self.refuse(node, f"there is no test “{node.name}”", f"there are {', '.join(sorted(TESTS))}")

    def _call(self, node: nodes.Call, loops: tuple[str, ...]) -> None:
        named = isinstance(node.node, nodes.Name) and node.node.name == "edit" and self._edits
        if not named or len(node.args) != 1 or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.refuse(node, "nothing is called in a template", 'only {{ edit("field") }} marks what can be edited')

    def _include(self, node: nodes.Include, loops: tuple[str, ...]) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not _PART.fullmatch(name) or node.ignore_missing or not node.with_context:
            self.refuse(node, "a part is included by its plain name", 'write {% include "name" %}')

    def _attribute(self, node: nodes.Getattr, loops: tuple[str, ...]) -> None:
        if node.attr.startswith("_"):
            self.refuse(node, f"there is no “{node.attr}”", "names begin with a letter")
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr not in LOOP:
            self.refuse(node, f"a loop has no “{node.attr}”", f"it has {', '.join(sorted(LOOP))}")

    def _item(self, node: nodes.Getitem, loops: tuple[str, ...]) -> None:
        if not isinstance(node.arg, nodes.Const):
            self.refuse(node, "what stands in [ ] is written out", "write items[0] or item.name")
        if isinstance(node.arg.value, str) and node.arg.value.startswith("_"):
            self.refuse(node, f"there is no “{node.arg.value}”", "names begin with a letter")


def _root(node: nodes.Node) -> str | None:
    """The name that a plain path begins with: `a` of `a.b.c`."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else None


_RULES: dict[type[nodes.Node], Callable[..., None]] = {
    nodes.Name: _Check._name,
    nodes.Assign: _Check._assign,
    nodes.Concat: _Check._concat,
    nodes.List: _Check._listed,
    nodes.Tuple: _Check._listed,
    nodes.Filter: _Check._filter,
    nodes.Test: _Check._test,
    nodes.Call: _Check._call,
    nodes.Include: _Check._include,
    nodes.Getattr: _Check._attribute,
    nodes.Getitem: _Check._item,
}
