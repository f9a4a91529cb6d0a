"""Rows are marked in the canvas alone, each with the path of an item that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from composer.library.block_types import BlockType
from composer.library.templates import Template, read_library
from composer.model.issue import Block, Issue
from composer.model.paths import get_at
from composer.render.page import Renderer

LIBRARY = read_library()
INLINE = frozenset({"social"})  # whose items run on in one line
FIRST = next(iter(LIBRARY.templates.values()))


def _of_its_own(template: Template, known: BlockType) -> bool:
    """Whether markup is looked at for the first time: most templates share it."""
    return template is FIRST or known.name not in FIRST.blocks or known.markup != FIRST.blocks[known.name].markup


ROWS = [
    (template.name, name, example)
    for template in LIBRARY.templates.values()
    for name, known in template.blocks.items()
    if any(field.kind in ("rows", "people") and field.name == "items" for field in known.fields)
    if name not in INLINE and _of_its_own(template, known)
    for example in known.examples()
]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    folder: Path = tmp_path_factory.mktemp("styles")
    return Renderer(LIBRARY, folder)


@pytest.mark.parametrize(("template", "name", "example"), ROWS)
def test_each_row_of_the_canvas_is_an_item(renderer: Renderer, template: str, name: str, example: str) -> None:
    fields = LIBRARY.templates[template].blocks[name].examples()[example]
    issue = Issue(template=template, blocks=(Block("b", name, fields),))
    canvas = renderer.fragment(issue, issue.blocks[0], purpose="canvas")
    paths = re.findall(r'data-row="([^"]*)"', canvas)
    assert paths or not any(fields.get("items", ()))
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert path.startswith("items.")
        assert get_at(fields, path) is not None
    assert "data-" not in renderer.fragment(issue, issue.blocks[0])
