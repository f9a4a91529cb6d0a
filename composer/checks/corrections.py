"""Publications and people that were corrected where they are kept, and stand uncorrected in this issue."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.library.templates import Library
from composer.model.brand import Brand, corrections
from composer.model.finding import Finding, Place
from composer.model.issue import Issue
from composer.model.issue_json import slug


def check(checked: Checked) -> Iterator[Finding]:
    brand = brand_for(checked.issue, checked.library)
    declared = {name: found.fields for name, found in checked.types.items()}
    for each in corrections(checked.issue, declared, brand) if brand else ():
        what = f"“{each.name}” is not as you keep it for other issues"
        sentence = f"{what}; use what is kept, or keep this instead."
        yield Finding("note", "brand.differs", sentence, Place(each.block, each.path), each.edit, "Use what is kept")


def brand_for(issue: Issue, library: Library) -> Brand | None:
    """The kept publication that publishes the issue."""
    own = issue.publication
    return library.brands.get(own.id or slug(own.name))
