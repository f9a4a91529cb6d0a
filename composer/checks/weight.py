"""How heavy a mail of ordinary length gets in a look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from composer.library.mail_tools import PLAIN, mail_tool
from composer.library.places import shipped
from composer.library.templates import Template
from composer.model.finding import Finding
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.model.values import Image
from composer.model.walk import map_images
from composer.render.finish import Finish, finish
from composer.render.page import Renderer

GMAIL_CUTS = 102 * 1024  # bytes of HTML after which Gmail cuts a mail off
STORIES = 12
_LAYOUTS = ("side", "brief", "plain")
_STAND_IN = f"{'0' * 64}.jpg"


def weigh(template: Template, renderer: Renderer) -> int:
    """The bytes of HTML of an issue of twelve stories, an opinion among them, with all that is around them."""
    issue = _twelve_stories(template)
    page = renderer.page(issue, tool=mail_tool(PLAIN)).html
    how = Finish(issue, mail_tool(PLAIN), lambda asset, width: f"images/{asset[:12]}-{width}.jpg")
    return len(finish(page, how).encode())


def too_heavy(template: Template, size: int) -> Iterator[Finding]:
    """An error where Gmail would cut such a mail off."""
    if size >= GMAIL_CUTS:
        told = f"{template.folder}: a mail of twelve stories has {size / 1024:.0f} KB of HTML"
        yield Finding("error", "template.weight", f"{told}, and Gmail cuts mails off at 102 KB; write less markup.")


def _twelve_stories(template: Template) -> Issue:
    """The sample issue with its first article again and again, in each of its layouts, beside its commentary."""
    source = (shipped("assets") / "samples" / "signal-and-noise" / "issue.json").read_text("utf-8")
    issue = map_images(read_issue(json.loads(source), template.declared), template.declared, _pictured)
    first = next(block for block in issue.blocks if block.type == "article")
    others = [block for block in issue.blocks if block.type != "article"]
    articles = STORIES - sum(block.type == "commentary" for block in others)
    stories = [
        replace(first, id=f"story-{n}", fields=first.fields.put("layout", _LAYOUTS[n % 3] if n else "lead"))
        for n in range(articles)
    ]
    at = issue.blocks.index(first)
    return replace(issue, template=template.name, blocks=(*others[:at], *stories, *others[at:]))


def _pictured(image: Image) -> Image:
    return replace(image, asset=_STAND_IN, width=1600, height=900) if image.file else image
