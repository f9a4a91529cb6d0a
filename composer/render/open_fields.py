"""A block with its empty fields open: the places where they would stand, for the canvas to be written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from composer.model.fields import KINDS, Field, value_of
from composer.model.record import Record
from composer.model.values import AI_USES, Disclosure, Image, Link, Person
from composer.model.walk import Leaf, leaves
from composer.render.environment import escape_attribute
from composer.render.marks import CARD, EDIT, LABEL, ROW, TEXTS

GHOST = "data-ghost"
# Space, so that it counts as no word, and such as comes through no gate, so that nobody can have written it.
_EDGE, _COUNT = "\u2028", "\u2029"
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_PICTURE = re.compile(r"<img[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# Space, and what parts two texts that stand in one line.
_BETWEEN = re.compile(r"[\s·|,:;–—-]+")

Render = Callable[[Mapping[str, Any]], str]  # the block's canvas HTML with these values at their paths
Shown = tuple[str, list[str]]


class _Empty(NamedTuple):
    """An empty field that can stand open: its label, what it is tried with, and how its element then becomes a slot."""

    path: str
    label: str
    trial: Any
    opened: Callable[[str], str | None]


def open_empty(html: str, fields: tuple[Field, ...], record: Record, render: Render) -> str:
    """The block's canvas HTML with a slot, marked by `data-ghost` and its label, for each empty field that has none.

    A field that would hide something else by being there, such as what is printed in its stead, is left closed.
    """
    shown = _shown(html)
    found = [each for each in _empty(html, fields, record) if _opens([each], shown, render) is not None]
    there = [path for path, field in _card_fields(fields, record) if f' {CARD}="{path}"' in html]
    opened = _opens(found, shown, render) if found else html
    return _labelled(html if opened is None else opened, there)


def _opens(empty: list[_Empty], shown: Shown, render: Render) -> str | None:
    """The HTML with these open; None where that would not be seen as it was."""
    opened: str | None = render({each.path: each.trial for each in empty})
    for each in empty:
        opened = each.opened(opened) if opened is not None else None
    return opened if opened is not None and _shown(opened) == shown else None


def _empty(html: str, fields: tuple[Field, ...], record: Record) -> Iterator[_Empty]:
    for number, leaf in enumerate(leaves(fields, record)):
        if leaf.field.kind in TEXTS and not leaf.value and f' {EDIT}="{leaf.path}"' not in html:
            yield _text(leaf, number)
    for path, field in _card_fields(fields, record):
        if f' {CARD}="{path}"' not in html and (trial := _trial(field)) is not None:
            yield _Empty(path, field.label, trial, _Hollowed(path, field.label or field.name))
    if fields and fields[0].kind == "image" and not value_of(record, fields[0]).asset:
        yield _picture(fields[0])


def _card_fields(fields: tuple[Field, ...], record: Record) -> Iterator[tuple[str, Field]]:
    """The empty fields of a block that are no texts."""
    for field in fields:
        if field.kind not in TEXTS and value_of(record, field) == KINDS[field.kind].empty:
            yield field.name, field


# Texts: the very element, empty


def _text(leaf: Leaf, number: int) -> _Empty:
    mark = _EDGE + _COUNT * (number + 1) + _EDGE
    label = (leaf.field.placeholder if leaf.field.kind == "prose" else "") or leaf.field.label or leaf.field.name
    slot = re.compile(rf'<([a-z][a-z0-9]*) [^>]*{EDIT}="{re.escape(leaf.path)}"[^>]*>(?:<p[^>]*>)?{mark}(?:</p>)?</\1>')

    def opened(html: str) -> str | None:
        ghost = f' {GHOST}="{escape_attribute(label)}">'
        return re.sub(f">{mark}", lambda found: ghost, html) if slot.search(html) else None

    return _Empty(leaf.path, label, f"<p>{mark}</p>" if leaf.field.kind == "prose" else mark, opened)


# What is no text: the first element that stands for it, with nothing in it

_WORD = "x"
_TRIALS: Mapping[str, Any] = {
    "line": _WORD,
    "prose": f"<p>{_WORD}</p>",
    "people": (Person(name=_WORD),),
    "person": Person(name=_WORD),
    "link": Link(text=_WORD, address="https://example.org"),
    "disclosure": Disclosure(uses=(AI_USES[0][0],)),
}


def _trial(field: Field) -> Any:
    """A value with which a field is printed; None for a kind that is never empty, or that a picture makes."""
    if field.kind == "rows":
        return (Record({inner.name: trial for inner in field.fields if (trial := _trial(inner)) is not None}),)
    return _TRIALS.get(field.kind)


class _Hollowed:
    """Empties the first element of the mail that is marked for a path, names it, and takes the others out."""

    def __init__(self, path: str, label: str) -> None:
        self._mark = re.compile(rf' {CARD}="{path}" {LABEL}="[^"]*"| {ROW}="{path}\.0"')
        self._start = re.compile(rf"<([a-z][a-z0-9]*)[^>]*?(?:{self._mark.pattern})[^>]*>")
        label = escape_attribute(label)
        self._instead = f' {CARD}="{path}" {LABEL}="{label}" {GHOST}="{label}"'

    def __call__(self, html: str) -> str | None:
        kept, at = [], 0
        while found := self._start.search(html, at):
            end, closing = _end(html, found)
            kept.append(html[at : found.start()])
            if len(kept) == 1:
                start = self._mark.sub(lambda mark: self._instead, found[0], count=1)
                kept.append(f"{start}{closing}")
            at = end
        return "".join((*kept, html[at:])) if kept else None


def _end(html: str, start: re.Match[str]) -> tuple[int, str]:
    """Where the element ends that begins with `start`, and its end tag."""
    depth = 1
    for tag in re.finditer(rf"<!--.*?-->|<(/?){start[1]}(?![a-z0-9])[^>]*>", html[start.end() :], re.S):
        if not tag[0].startswith("<!"):
            depth += -1 if tag[1] else 1
        if not depth:
            return start.end() + tag.end(), tag[0]
    return len(html), ""


# A picture that the block is made of: a slot in its place

_TRIED = "0" * 64  # an asset that there is not


def _picture(field: Field) -> _Empty:
    label = escape_attribute(field.label or field.name)
    shown = re.compile(rf"<img[^>]*{_TRIED}[^>]*>")
    slot = f'<span {CARD}="{field.name}" {LABEL}="{label}" {GHOST}="{label}"></span>'

    def opened(html: str) -> str | None:
        return shown.sub(lambda found: slot, html, count=1) if shown.search(html) else None

    return _Empty(field.name, field.label, Image(asset=_TRIED, width=1200, height=800), opened)


def _labelled(html: str, paths: list[str]) -> str:
    """The HTML in which what stands for these, though there is nothing of them in it, says what they are."""
    for path in paths:
        mark = re.compile(rf' {CARD}="{path}" {LABEL}="([^"]*)"')
        html = mark.sub(lambda found: f'{found[0]} {GHOST}="{found[1]}"', html, count=1)
    return html


def _shown(html: str) -> Shown:
    """What is to be read and seen, wherever it stands."""
    plain = _COMMENT.sub("", html)
    return _BETWEEN.sub("", _TAG.sub(" ", plain)), _PICTURE.findall(plain)
