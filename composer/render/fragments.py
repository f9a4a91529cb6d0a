"""One block's final HTML, remembered by the block object and what else it depends on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.library.block_types import BlockType
from composer.library.words import read_words
from composer.model.fields import Field
from composer.model.issue import Block, Issue
from composer.model.paths import put_at
from composer.model.prose import clean, plain
from composer.model.values import Raw
from composer.render import credits, disclosures
from composer.render.beyond import own_words, reach
from composer.render.contents import entry_of, title_of
from composer.render.context import RenderContext, block_values, issue_values
from composer.render.environment import FAILURES
from composer.render.marks import fixed
from composer.render.memo import remembered_of_block
from composer.render.open_fields import open_empty
from composer.render.styles import Ready, Styles

_TAG = re.compile(r"</[a-z][a-z0-9]*>")
# How a block is shown whose type is not there: its name and its words, one below the other.
UNKNOWN = BlockType(
    name="unknown",
    title="Unknown block",
    group="",
    fields=(Field("title", "line"), Field("lines", "rows", fields=(Field("text", "line"),))),
    markup=(
        '<table role="presentation" class="unknown" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        '<td style="padding:16px 32px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;'
        'color:#333333;background-color:#ffffff"><b>{{ title }}</b>{% for line in lines %}<br>{{ line.text }}'
        "{% endfor %}</td></tr></table>"
    ),
    css="",
    folder=Path("unknown"),
)


@dataclass(slots=True)
class _Made:
    block: Block
    context: RenderContext
    outside: object
    html: str


class Fragments:
    """Renders blocks; a fragment is made anew when its block is another object, or what it reads besides differs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._made: dict[tuple[str, str], _Made] = {}
        self._open: tuple[str, Block, str] = ("", Block("", ""), "")  # what the open HTML last made was made of, and it

    def html(self, issue: Issue, block: Block, context: RenderContext) -> str:
        """The block's HTML, its tokens not yet spelled."""
        block_type = context.template.blocks.get(block.type)
        outside = issue_values(issue, context, block_type.uses, block=block) if block_type else None
        key = (context.purpose, block.id)
        made = self._made.get(key)
        if made and made.block is block and made.outside == outside and made.context == context:
            return made.html
        html = self._render(issue, block, context)
        self._made[key] = _Made(block, context, outside, html)
        return html

    def open_html(self, issue: Issue, block: Block, context: RenderContext) -> str:
        """The block's canvas HTML, its empty texts open to be written in."""
        html = self.html(issue, block, context)
        known, of, opened = self._open
        if known != html or of is not block:
            block_type = None if block.settings.locked else context.template.blocks.get(block.type)

            def render(values: Mapping[str, Any]) -> str:
                fields = block.fields
                for path, value in values.items():
                    fields = put_at(fields, path, value)
                return self._render(issue, replace(block, fields=fields), context)

            opened = open_empty(html, block_type.fields, block.fields, render) if block_type else html
            self._open = (html, block, opened)
        return opened

    def prose_table(self, issue: Issue, block: Block, context: RenderContext, number: int) -> Mapping[str, str]:
        """The styles of one prose slot of the block by place; none where there is no such slot."""
        ready = self.ready(block, context)
        slots = self._styles.slots(ready, context, values_of(issue, block, context))
        return slots[number].table if 0 <= number < len(slots) else {}

    def forget(self) -> None:
        self._made.clear()
        self._styles.forget_content()

    def keep_only(self, issue: Issue, purpose: str) -> None:
        """Let go of fragments of blocks that are no longer there."""
        there = {block.id for block in issue.blocks}
        for key in [key for key in list(self._made) if key[0] == purpose and key[1] not in there]:
            self._made.pop(key, None)

    def ready(self, block: Block, context: RenderContext) -> Ready:
        """The compiled markup of the block's type."""
        return self._styles.ready(context.template, block_type_of(block, context))

    def _render(self, issue: Issue, block: Block, context: RenderContext) -> str:
        ready = self.ready(block, context)
        values = values_of(issue, block, context)
        values["block_id"] = block.id
        try:
            html = self._styles.print(ready, context, values)
        except FAILURES as error:
            folder = ready.block_type.folder if ready.block_type else ""
            raise ComposerError(f"{folder}: block.html: {error}; see what fields block.toml declares.") from None
        return fixed(html) if context.purpose == "canvas" and block.settings.locked else html


def block_type_of(block: Block, context: RenderContext) -> BlockType:
    """The block's type as the template dresses it, or UNKNOWN."""
    return context.template.blocks.get(block.type, UNKNOWN)


def values_of(issue: Issue, block: Block, context: RenderContext) -> dict[str, Any]:
    """What the block's markup is given; for an unknown type its words."""
    values = block_values(issue, block, context)
    if block.type not in context.template.blocks:
        values |= {"title": block.type, "lines": [{"text": text} for text in unknown_lines(block)]}
    return values


def unknown_lines(block: Block) -> tuple[str, ...]:
    """The words of a block whose type is not there, in the order of its fields."""
    return tuple(
        text for value in block.fields.values() if isinstance(value, Raw) for text in _texts(json.loads(value.json))
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (plain(clean(value)) if _TAG.search(value) else value).splitlines()
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


@remembered_of_block
def gifts(block: Block, context: RenderContext) -> tuple[object, ...]:
    """All that the block gives to other blocks and to the issue's lists: equal gifts, and nothing else changes."""
    block_type = context.template.blocks.get(block.type)
    if block_type is None:
        return ()
    words = read_words(context.language)
    said = reach(block, block_type)
    return (
        said,
        own_words(block, block_type) if said.continues else 0,
        title_of(block, block_type),
        entry_of(block, block_type, words),
        credits.part_of(block, block_type, context.credit_pattern, words),
        disclosures.part_of(block, block_type, words),
    )
