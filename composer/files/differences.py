"""What differs between two issues, in sentences for the person who is to choose one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from composer.library.block_types import BlockType
from composer.library.templates import Library
from composer.model.changes import changes
from composer.model.fields import value_of
from composer.model.issue import Block, Issue
from composer.model.prose import plain
from composer.render.contents import title_of

_LONGEST = 60  # characters of a title, and of the words that changed
_BEFORE = 16  # characters shown ahead of the first that changed
_LINE = 76  # characters
_INDENT = "    "


def differences(before: Issue, after: Issue, library: Library, *, quoted: bool = False) -> tuple[str, ...]:
    """What `after` has that `before` has not, block by block, then in the issue itself.

    quoted: the words that changed are shown as they were and as they are, each field on a line of its own below.
    """
    after = sharing(before, after)
    types, types_before = library.types_of(after), library.types_of(before)
    found = changes(before, after)
    lines = []
    for block in after.blocks:
        if block.id in found.added:
            lines.append(f"New: {_named(block, types)}")
        elif block.id in found.changed:
            old = next(each for each in before.blocks if each.id == block.id)
            what = ", ".join(_changed(old, block, types.get(block.type))) or "kept parts"
            below = _quotes(old, block, types.get(block.type)) if quoted else ()
            lines.append("\n".join([f"Changed: {_named(block, types)} ({what})", *below]))
    lines += [f"Gone: {_named(block, types_before)}" for block in before.blocks if block.id in found.removed]
    lines += ["Another order of blocks"] if found.moved else []
    if found.own:
        names = [name.replace("extra", "kept parts") for name in found.own]
        below = _quotes_of_issue(before, after, found.own) if quoted else ()
        lines.append("\n".join([f"Issue: {', '.join(names)}", *below]))
    return tuple(lines)


def sharing(before: Issue, after: Issue) -> Issue:
    """`after`, with what equals `before` being the very objects of `before`."""
    old = {block.id: block for block in before.blocks}
    blocks = tuple(old[block.id] if old.get(block.id) == block else block for block in after.blocks)
    own = {
        field.name: getattr(before, field.name)
        for field in fields(Issue)
        if field.name != "blocks" and getattr(before, field.name) == getattr(after, field.name)
    }
    same = len(blocks) == len(before.blocks) and all(
        new is kept for new, kept in zip(blocks, before.blocks, strict=True)
    )
    shared = replace(after, **own, blocks=before.blocks if same else blocks)
    return before if shared == before else shared


def _named(block: Block, types: Mapping[str, BlockType]) -> str:
    known = types.get(block.type)
    kind = known.title if known else block.type
    title = " ".join(title_of(block, known).split())
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return kind if title == kind else f"{kind} “{short}”"


def _changed(before: Block, after: Block, known: BlockType | None) -> Iterator[str]:
    """The labels of the fields that hold something else."""
    for field in known.fields if known else ():
        if value_of(before.fields, field) != value_of(after.fields, field):
            yield field.label.lower()
    if before.settings != after.settings:
        yield "hidden or held over"


def _quotes(before: Block, after: Block, known: BlockType | None) -> Iterator[str]:
    """The words of fields of words, before and after."""
    for field in known.fields if known else ():
        old, new = value_of(before.fields, field), value_of(after.fields, field)
        if old != new and isinstance(old, str) and isinstance(new, str):
            words = (plain(old), plain(new)) if field.kind == "prose" else (old, new)
            yield from _quote(field.label, *words)


def _quotes_of_issue(before: Issue, after: Issue, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, str) and isinstance(new, str):
            yield from _quote(name.capitalize(), old, new)


def _quote(label: str, old: str, new: str) -> Iterator[str]:
    """One line, or two where they are long, if the words themselves differ."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if old != new:
        same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        was, now = f"{_INDENT}{label}: {_excerpt(old, same)}", f"→ {_excerpt(new, same)}"
        yield f"{was} {now}" if len(was) + len(now) < _LINE else f"{was}\n{_INDENT}{now}"


def _excerpt(words: str, at: int) -> str:
    """The words around a place, from the beginning of one, in quotation marks."""
    begin = words.rfind(" ", 0, max(0, at - _BEFORE)) + 1 if at > _BEFORE else 0
    cut = words[begin : begin + _LONGEST]
    ends = "…" if begin + _LONGEST < len(words) else ""
    return f"“{'…' if begin else ''}{cut.rstrip()}{ends}”" if words else "nothing"
