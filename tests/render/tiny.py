"""A small template of one block type, and others made from it, so that no test here depends on the shipped ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from composer.library.templates import Library, Template, read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.render.page import Renderer

FOLDER = Path(__file__).parent / "fixtures" / "templates"
ASSET = "ab" * 32 + ".png"


@cache
def library() -> Library:
    """The template `tiny` with its block types."""
    return read_library(FOLDER, FOLDER / "nothing")


@cache
def template() -> Template:
    return library().template("tiny")


def changed(*, page: str = "", theme: str = "", **blocks: dict[str, Any]) -> Library:
    """The library with the template's page or sheet replaced, or members of its block types (markup, css, ...)."""
    known = template()
    dressed = {name: replace(known.blocks[name], **members) for name, members in blocks.items()}
    made = replace(known, page=page or known.page, css=theme or known.css, blocks={**known.blocks, **dressed})
    return Library({"tiny": made}, made.blocks)


def note(block_id: str = "a", **fields: Any) -> dict[str, Any]:
    """A block in its JSON form."""
    return {"type": "note", "id": block_id, "fields": fields}


def issue(*blocks: dict[str, Any], **members: Any) -> Issue:
    """An issue of the template, from blocks in their JSON form."""
    return read_issue({"template": "tiny", "blocks": list(blocks), **members}, library().declared)


def renderer(folder: Path, of: Library | None = None) -> Renderer:
    return Renderer(of or library(), folder)
