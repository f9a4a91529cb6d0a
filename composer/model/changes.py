"""What differs between two issues, found by identity."""

from __future__ import annotations

from dataclasses import dataclass, fields

from composer.model.issue import Issue

_OWN = tuple(field.name for field in fields(Issue) if field.name != "blocks")


@dataclass(frozen=True, slots=True)
class Changes:
    """Block ids by what happened to them, and the names of the issue's own members that changed.

    moved: the order of the blocks that stand in both differs.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: bool = False
    own: tuple[str, ...] = ()

    @property
    def structural(self) -> bool:
        """Whether the list of blocks itself changed."""
        return bool(self.added or self.removed or self.moved)


def changes(before: Issue, after: Issue) -> Changes:
    """What differs; blocks are compared by identity, so what an edit left alone costs nothing."""
    own = tuple(name for name in _OWN if getattr(before, name) is not getattr(after, name))
    if before.blocks is after.blocks:
        return Changes(own=own)
    old = {block.id: block for block in before.blocks}
    new = {block.id: block for block in after.blocks}
    return Changes(
        changed=tuple(key for key, block in new.items() if key in old and old[key] is not block),
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        moved=[key for key in old if key in new] != [key for key in new if key in old],
        own=own,
    )
