"""Templates and block types that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    if checked.issue.template not in checked.library.templates:
        yield Finding(
            "error",
            "template.unknown",
            f"The template “{checked.issue.template}” is not there; choose another one, or put it back.",
            Place(field="template"),
        )
    for block in checked.issue.printed_blocks():
        if block.type not in checked.types:
            yield Finding(
                "warning",
                "block.unknown",
                f"A block of the type “{block.type}” is unknown here, and is printed plainly; "
                "install its block type, or hide it.",
                Place(block.id),
            )
