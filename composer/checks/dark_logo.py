"""A logo for dark grounds that is in no mail."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    """It takes the logo's place; where there is none it is not shown."""
    logos = checked.issue.publication.logos
    if "dark_logo" in logos and "logo" not in logos:
        yield Finding(
            "warning",
            "logo.dark",
            "The publication has a logo for dark grounds and none for light ones, so it is not shown; give it both.",
            Place(field="publication.logo"),
        )
