"""What the canvas shows of an issue: pages and fragments with their tags and picture addresses filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from composer.library.mail_tools import MailTool
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.render.finish import Finish, finish
from composer.render.page import Renderer


@dataclass(frozen=True, slots=True)
class Drawing:
    """One state of the canvas: this issue by this library, seen for this mail tool, with or without pictures.

    open: the block whose empty texts are open to be written in.
    """

    issue: Issue
    library: Library
    tool: MailTool
    images: bool = True
    open: str = ""

    def page(self, renderer: Renderer) -> str:
        """The whole page, no block open."""
        return self._finished(renderer.page(self.issue, purpose="canvas", tool=self.tool).html)

    def patches(self, renderer: Renderer, before: Drawing) -> Mapping[str, str] | None:
        """The blocks that differ from an earlier drawing; None when the page must be made anew."""
        same = before.tool is self.tool and before.library is self.library and before.images == self.images
        if not same:
            return None
        found = renderer.patches(before.issue, self.issue, purpose="canvas", tool=self.tool)
        if found is None:
            return None
        turned = {before.open, self.open} if before.open != self.open else set()
        wanted = {
            **found,
            **{name: self._fragment(renderer, name) for name in {*turned, *found} & {*turned, self.open}},
        }
        return {block: self._finished(html) for block, html in wanted.items() if html}

    def _fragment(self, renderer: Renderer, name: str) -> str:
        """A block's HTML, open or not; nothing where it is not on the page."""
        block = self.issue.block(name)
        if block is None or not block.printed:
            return ""
        if name == self.open:
            return renderer.open_fragment(self.issue, block, tool=self.tool)
        return renderer.fragment(self.issue, block, purpose="canvas", tool=self.tool)

    def _finished(self, html: str) -> str:
        address = image_address if self.images else no_image
        return finish(html, Finish(issue=self.issue, tool=self.tool, image_address=address, sample=True))


def image_address(rendition: str, width: int) -> str:
    """Where the canvas finds a picture, `width` in CSS pixels."""
    return f"composer://image/{rendition}/{width}"


def no_image(rendition: str, width: int) -> str:
    """An address that is never answered: what a reader sees whose mail program loads no images."""
    return f"composer://off/{rendition}/{width}"
