"""What still stands as it stood in the issue before."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, named
from composer.model.edits import Edit
from composer.model.finding import Finding
from composer.model.issue import Issue
from composer.model.next_issue import unchanged
from composer.model.paths import put_at


def check(checked: Checked) -> Iterator[Finding]:
    declared = {name: block_type.fields for name, block_type in checked.types.items()}
    for found in unchanged(checked.issue, declared):
        block = checked.issue.block(found.place.block) if found.place.block else None
        where = f"{named(block, checked.types[block.type])}: " if block else ""
        yield Finding(
            "warning",
            "unchanged",
            f"{where}“{found.label}” is the same as in the last issue; change it, or confirm that it is right.",
            found.place,
            _confirm(found.key),
            "It is right as it is",
        )


def _confirm(key: str) -> Edit:
    def edit(issue: Issue) -> Issue:
        changed: Issue = put_at(issue, "last.digests", issue.last.digests.without(key))
        return changed

    return edit
