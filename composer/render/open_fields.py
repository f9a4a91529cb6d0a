"""A block with its empty texts open: the places where they would stand, for the canvas to write in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from composer.model.walk import Leaf
from composer.render.environment import escape_attribute

GHOST = "data-ghost"
# Space, so that it counts as no word, and such as comes through no gate, so that nobody can have written it.
_EDGE, _COUNT = "\u2028", "\u2029"
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_PICTURE = re.compile(r"<img[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# Space, and what parts two texts that stand in one line.
_BETWEEN = re.compile(r"[\s·|,:;–—-]+")

Render = Callable[[Mapping[str, str]], str]  # the block's canvas HTML with these texts at their paths


def open_empty(html: str, leaves: Iterable[Leaf], render: Render) -> str:
    """The block's canvas HTML with a slot, marked by `data-ghost` and its label, for each empty text that has none.

    A text that would hide something else by being there, such as what is printed in its stead, is left closed.
    """
    shown, found = _shown(html), {}
    for number, leaf in enumerate(leaves):
        if leaf.field.kind in ("line", "prose") and not leaf.value and f' data-edit="{leaf.path}"' not in html:
            mark = _EDGE + _COUNT * (number + 1) + _EDGE
            text = f"<p>{mark}</p>" if leaf.field.kind == "prose" else mark
            tried = render({leaf.path: text})
            if _slot(leaf.path, mark).search(tried) and _shown(tried) == shown:
                found[leaf.path] = (mark, text, _label(leaf))
    if not found:
        return html
    opened = render({path: text for path, (_, text, _) in found.items()})
    if _shown(opened) != shown:
        return html
    for mark, _, label in found.values():
        opened = re.sub(f">{mark}", f' {GHOST}="{escape_attribute(label)}">'.replace("\\", r"\\"), opened)
    return opened


def _label(leaf: Leaf) -> str:
    field = leaf.field
    return (field.placeholder if field.kind == "prose" else "") or field.label or field.name


def _slot(path: str, mark: str) -> re.Pattern[str]:
    """The element that is marked for the path and holds nothing else."""
    return re.compile(rf'<([a-z][a-z0-9]*) [^>]*data-edit="{re.escape(path)}"[^>]*>(?:<p[^>]*>)?{mark}(?:</p>)?</\1>')


def _shown(html: str) -> tuple[str, list[str]]:
    """What is to be read and seen, wherever it stands."""
    plain = _COMMENT.sub("", html)
    return _BETWEEN.sub("", _TAG.sub(" ", plain)), _PICTURE.findall(plain)
