"""The whole mail: the template's shell around its blocks' fragments, and what of it an edit changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from composer.errors import ComposerError
from composer.library.places import user_cache
from composer.library.templates import Library
from composer.model.issue import Block, Issue
from composer.render.beyond import beyond, same_beyond
from composer.render.compile import plain_sheets, plain_source
from composer.render.context import RenderContext, context_of, page_values
from composer.render.environment import FAILURES, LONGEST, TOO_LONG
from composer.render.fragments import Fragments, block_type_of, gifts, values_of
from composer.render.source import Source
from composer.render.styles import Styles

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool

# The issue's own members that markup may read; what it is rendered in besides is the context.
_OWN = ("subject", "preheader", "number", "label", "date", "publication")
_HOLE = Markup("\x1dblocks\x1d")  # where the fragments go into the shell: megabytes are better joined once


@dataclass(frozen=True, slots=True)
class Page:
    """A whole mail and its fragments by block id; tags, addresses of pictures and anchors are not yet spelled."""

    html: str
    fragments: Mapping[str, str]


class Renderer:
    """Renders issues with the templates of a library. `cache`: the folder for compiled styles."""

    def __init__(self, library: Library, cache: Path | None = None) -> None:
        self._library = library
        self._styles = Styles(cache or user_cache() / "styles")
        self._fragments = Fragments(self._styles)
        self._contexts: dict[tuple[str, str], tuple[tuple[object, ...], RenderContext]] = {}

    def use(self, library: Library) -> None:
        """Go on with another library; what of it is as before stays compiled."""
        self._library = library
        self._contexts.clear()

    def page(self, issue: Issue, *, purpose: str = "export", tool: MailTool | None = None) -> Page:
        """The mail as it leaves but for its tokens; with `canvas`, marked for editing. ComposerError over 10 MB."""
        context = self._context(issue, purpose, tool)
        self._fragments.keep_only(issue, purpose)
        fragments = {block.id: self._fragments.html(issue, block, context) for block in issue.blocks if block.printed}
        html = self._shell(issue, context, fragments.values())
        if len(html) > LONGEST // 4 and len(html.encode()) > LONGEST:
            raise ComposerError(TOO_LONG)
        return Page(html, fragments)

    def fragment(self, issue: Issue, block: Block, *, purpose: str = "export", tool: MailTool | None = None) -> str:
        """One block's HTML."""
        return self._fragments.html(issue, block, self._context(issue, purpose, tool))

    def open_fragment(self, issue: Issue, block: Block, *, tool: MailTool | None = None) -> str:
        """One block's HTML for the canvas, with a slot for each empty text that can be written there."""
        return self._fragments.open_html(issue, block, self._context(issue, "canvas", tool))

    def prose_table(self, issue: Issue, block: Block, slot: int, *, tool: MailTool | None = None) -> Mapping[str, str]:
        """The final styles of the prose in a block's slot, numbered by `data-slot`, by place: `blockquote>p>strong`."""
        return self._fragments.prose_table(issue, block, self._context(issue, "canvas", tool), slot)

    def patches(
        self, before: Issue, after: Issue, *, purpose: str = "canvas", tool: MailTool | None = None
    ) -> Mapping[str, str] | None:
        """New HTML by id of the blocks whose fragments differ; None where the page is to be made anew."""
        context = self._context(after, purpose, tool)
        if self._context(before, purpose, tool) != context or len(before.blocks) != len(after.blocks):
            return None
        changed = [(old, new) for old, new in zip(before.blocks, after.blocks, strict=True) if new is not old]
        if not all(old.id == new.id and old.type == new.type and old.printed == new.printed for old, new in changed):
            return None
        own = any(getattr(before, name) is not getattr(after, name) for name in _OWN)
        if own and self._shell_shown(before, context) != self._shell_shown(after, context):
            return None
        if not own and all(gifts(old, context) == gifts(new, context) for old, new in changed):
            same_beyond(before, after, context.template.blocks)
            return {new.id: self._fragments.html(after, new, context) for _, new in changed if new.printed}
        return dict(self._differing(before, after, context))

    def forget(self) -> None:
        """Empty the memory of fragments; compiled templates stay."""
        self._fragments.forget()

    def plain_page(self, issue: Issue, *, tool: MailTool | None = None) -> str:
        """The whole mail with no style settled, its sheets in the head: what premailer is given for the comparison."""
        context = self._context(issue, "export", tool)
        printed = [block for block in issue.blocks if block.printed]
        types = {block.type: block_type_of(block, context) for block in printed}
        sources = {name: Source(context.template, found) for name, found in sorted(types.items())}
        shell = Source(context.template)
        values = page_values(issue, context)
        texts = plain_sheets([shell, *sources.values()])
        starts = ("<style>", *['<style data-premailer="ignore">'] * 2)
        elements = "".join(
            f"{start}{self._plain(text, values)}</style>" for start, text in zip(starts, texts, strict=True) if text
        )
        plain = {name: plain_source(source) for name, source in sources.items()}
        blocks = "".join(self._plain(plain[block.type], values_of(issue, block, context)) for block in printed)
        return self._plain(plain_source(shell), values | {"styles": Markup(elements), "blocks": Markup(blocks)})

    def _differing(self, before: Issue, after: Issue, context: RenderContext) -> Iterator[tuple[str, str]]:
        """Id and new HTML of the printed blocks whose fragments differ; only those are made that may."""
        types = context.template.blocks
        reading = {name for name, found in types.items() if found.uses}
        had, has = beyond(before, types), beyond(after, types)
        reached = {name for name in had.keys() | has.keys() if had.get(name) != has.get(name)}
        blocks = zip(before.blocks, after.blocks, strict=True)
        for old, new in [
            (old, new) for old, new in blocks if new is not old or new.type in reading or new.id in reached
        ]:
            if not new.printed:
                continue
            was = self._fragments.html(before, old, context)  # first: it is what is remembered
            html = self._fragments.html(after, new, context)
            if html != was:
                yield new.id, html

    def _plain(self, source: str, values: Mapping[str, Any]) -> str:
        return self._styles.once(source, values)

    def _context(self, issue: Issue, purpose: str, tool: MailTool | None) -> RenderContext:
        """The issue's context, the same object as long as what it is made of is the same."""
        given = (issue.template, issue.theme, issue.language, issue.publication, tool)
        known = self._contexts.get((issue.template, purpose))
        if known and all(old is new for old, new in zip(known[0], given, strict=True)):
            return known[1]
        context = context_of(issue, self._library, purpose=purpose, tool=tool)
        if known and known[1] == context:
            context = known[1]
        self._contexts[issue.template, purpose] = (given, context)
        return context

    def _shell(self, issue: Issue, context: RenderContext, fragments: Iterable[str]) -> str:
        ready = self._styles.ready(context.template)
        used = {block.type for block in issue.blocks if block.printed}
        types = [found for name, found in sorted(context.template.blocks.items()) if name in used]
        parts = [ready, *(self._styles.ready(context.template, found) for found in types)]
        values = page_values(issue, context, ready.reads)
        try:
            values["styles"] = Markup(self._styles.head(parts, context, values))
            values["blocks"] = _HOLE
            shell = self._styles.print(ready, context, values)
        except FAILURES as error:
            raise ComposerError(f"{context.template.folder / 'page.html'}: {error}; correct it.") from None
        first, *others = shell.split(_HOLE)
        return "".join(chain([first], *(chain(fragments, [other]) for other in others)))

    def _shell_shown(self, issue: Issue, context: RenderContext) -> str:
        """The shell without what is not seen on the page: the title, and the preheader."""
        return self._shell(replace(issue, subject="", preheader=""), context, ())
