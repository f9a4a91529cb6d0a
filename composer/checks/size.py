"""Mails that Gmail cuts off (at about 102 KB of HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.model.finding import Finding

WARNING = 90 * 1024  # bytes
ERROR = 100 * 1024


def check(checked: Checked) -> Iterator[Finding]:
    """Counts the very bytes that leave."""
    size = len(checked.html.encode("utf-8", "replace"))
    told = f"The mail has {size / 1024:.0f} KB of HTML"
    if size >= ERROR:
        yield Finding(
            "error", "size.clipped", f"{told}, and Gmail cuts mails off at 102 KB; shorten it or take blocks out."
        )
    elif size >= WARNING:
        yield Finding("warning", "size.large", f"{told}, close to the 102 KB at which Gmail cuts mails off.")
