"""What a template decided once: which words, places and tokens an issue made from it leaves as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter

from composer.model.issue import Block, Issue, Settings

LOCKS = ("locked", "fixed", "needed", "single")
# What may not be done with a block of which one of these is decided.
FORBIDS = {
    "up": ("fixed",), "down": ("fixed",), "duplicate": ("single",),
    "hide": ("needed",), "hold": ("needed",), "delete": ("needed", "fixed"),
}  # fmt: skip
FIXED_WORDS = "The template locks what this block says."
_decided = attrgetter(*LOCKS)


def decide(issue: Issue, locks: Mapping[str, Collection[str]], closed: Collection[str]) -> Issue:
    """The issue with what a template made of it decides: names of LOCKS by block id, and tokens."""

    def decided(block: Block) -> Block:
        names = locks.get(block.id, ())
        locked, fixed, needed, single = (name in names for name in LOCKS)
        settings = replace(block.settings, locked=locked, fixed=fixed, needed=needed, single=single)
        return replace(block, settings=settings)

    return replace(issue, blocks=tuple(map(decided, issue.blocks)), closed=tuple(sorted(closed)))


def is_locked(settings: Settings) -> bool:
    """Whether anything about the block is decided."""
    return any(_decided(settings))


def any_locked(issue: Issue) -> bool:
    """Whether a template decided anything about an issue."""
    return bool(issue.closed) or any(is_locked(block.settings) for block in issue.blocks)


def allows(settings: Settings, act: str) -> bool:
    """Whether an act of FORBIDS may be done with a block."""
    return not any(getattr(settings, name) for name in FORBIDS.get(act, ()))


def refusal(before: Issue, after: Issue) -> str:
    """Why the template does not let the one issue become the other, in a sentence; nothing where it does."""
    if before.blocks is after.blocks and before.theme is after.theme and before.closed is after.closed:
        return ""
    return next(_refusals(before, after), "")


def _refusals(before: Issue, after: Issue) -> Iterator[str]:
    if before.closed and (after.closed != before.closed or _tokens(before) != _tokens(after)):
        yield "This part of the look is locked by the template."
    if before.blocks is after.blocks or not any(is_locked(block.settings) for block in before.blocks):
        return
    there = {block.id: block for block in after.blocks}
    for block in before.blocks:
        if is_locked(block.settings):
            yield from _of_block(block, there.get(block.id))
    if _moved(before.blocks, after.blocks):
        yield "The template locks where this block stands."
    if _singles(after) > _singles(before):
        yield "The template lets this block stand in an issue once."


def _of_block(block: Block, now: Block | None) -> Iterator[str]:
    settings = block.settings
    if now is None:
        if settings.needed or settings.fixed:
            yield "The template needs this block; it stays."
        return
    if any(getattr(now.settings, name) != getattr(settings, name) for name in LOCKS):
        yield "What the template locks is not changed in an issue."
    if settings.locked and now.fields is not block.fields and now.fields != block.fields:
        yield FIXED_WORDS
    hides = (now.settings.hidden, now.settings.held_over) != (settings.hidden, settings.held_over)
    if settings.needed and hides and not now.printed:
        yield "The template needs this block; it is not hidden."


def _moved(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether fixed blocks changed their order, or those that open or close the issue do so no longer.

    Where nothing but fixed blocks is there, what opens cannot be told from what closes.
    """
    if _fixed(before) != _fixed(after):
        return True
    if len(_fixed(before)) in (len(before), len(after)):
        return False
    return _run(iter(before)) != _run(iter(after)) or _run(reversed(before)) != _run(reversed(after))


def _fixed(blocks: Sequence[Block]) -> list[str]:
    return [block.id for block in blocks if block.settings.fixed]


def _run(order: Iterator[Block]) -> list[str]:
    return [block.id for block in takewhile(lambda block: block.settings.fixed, order)]


def _singles(issue: Issue) -> int:
    return sum(block.settings.single for block in issue.blocks)


def _tokens(issue: Issue) -> list[str | None]:
    return [issue.theme.get(name) for name in issue.closed]
