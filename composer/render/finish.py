"""The last step: inert tokens become a mail tool's spellings, addresses of pictures, and anchors. One pass.

The only module that knows how a tag is spelled or where a picture is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from composer.model.framing import RENDITION
from composer.model.issue import Block, Issue
from composer.render.context import LINKS, address_given
from composer.render.environment import escape_attribute
from composer.render.memo import remembered

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool

_TOKEN = re.compile(
    rf"\[\[(?:image:(?P<asset>{RENDITION})@(?P<px>\d{{1,5}})"
    r"|anchor:(?P<anchor>[^\[\]\s\"<>]+)"
    r"|(?P<tag>first_name|last_name|email|unsubscribe|preferences|browser_view|forward|list_address)"
    r"(?:\|(?P<fallback>[^\[\]]*))?)\]\]"
)


@dataclass(frozen=True, slots=True)
class Finish:
    """How tokens are spelled. image_address: from a rendition's name and a width in CSS pixels. sample: show a reader's
    view, as the canvas does. text: the source is plain text, not HTML."""

    issue: Issue
    tool: MailTool
    image_address: Callable[[str, int], str]
    sample: bool = False
    text: bool = False


def finish(source: str, how: Finish) -> str:
    """The source with every token spelled; all else stays as it is, to the byte.

    A tag that the tool does not spell becomes the publication's own address, its fallback, or nothing. The anchor of a
    printed block is `story-` and its place among them, so that a fragment alone is spelled as in its page.
    """
    if "[[" not in source:
        return source
    stories = _stories(how.issue.blocks) if "[[anchor:" in source else {}
    return _TOKEN.sub(partial(_spelled, how=how, stories=stories), source)


def _spelled(token: re.Match[str], how: Finish, stories: Mapping[str, str]) -> str:
    if token["asset"]:
        return _written(how.image_address(token["asset"], int(token["px"])), how)
    if token["anchor"]:
        return stories.get(token["anchor"], "")
    return _tag(token["tag"], token["fallback"], how)


@remembered(16)
def _stories(blocks: tuple[Block, ...]) -> Mapping[str, str]:
    printed = (block.id for block in blocks if block.printed)
    return {block_id: f"story-{place}" for place, block_id in enumerate(printed, 1)}


def _tag(name: str, fallback: str | None, how: Finish) -> str:
    if how.sample:
        shown = "#" if name in LINKS else (how.tool.samples or {}).get(name, "")
        return _written(shown, how) if shown else _without_tool(name, fallback, how)
    spelling = (how.tool.text_tags if how.text else how.tool.tags).get(name)
    if spelling is None:
        return _without_tool(name, fallback, how)
    return spelling.replace("{fallback}", fallback or "")


def _without_tool(name: str, fallback: str | None, how: Finish) -> str:
    """What is printed where no tool fills the tag in. A fallback stands in the source, escaped already."""
    publication = how.issue.publication
    if name in LINKS and address_given(getattr(publication, name)):
        return _written(getattr(publication, name), how)
    if name == "list_address" and publication.address:
        return _written(publication.address, how).replace("\n", "\n" if how.text else "<br>")
    return fallback or ""


def _written(value: str, how: Finish) -> str:
    return value if how.text else str(escape_attribute(value))
