"""Mails that cannot be stopped by their readers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from composer.checks.checked import Checked
from composer.model.finding import Finding, Place

_NAMES = {
    "unsubscribe": "way to unsubscribe",
    "list_address": "postal address of the list",
    "preferences": "link to the reader's preferences",
    "browser_view": "link to the mail on the web",
}


def check(checked: Checked) -> Iterator[Finding]:
    """What the mail tool demands must stand in the finished mail; without such a tool, an unsubscribe link should."""
    required = checked.tool.required
    for name in required:
        if not _stands(checked, name):
            what = _NAMES.get(name, f"[[{name}]]")
            yield Finding(
                "error",
                f"required.{name}",
                f"{checked.tool.title} sends no mail without a {what}, and this one has none; add a footer, "
                f"or a link to [[{name}]].",
            )
    if "unsubscribe" not in required and not _stands(checked, "unsubscribe"):
        given = bool(checked.issue.publication.unsubscribe)
        todo = "add a footer" if given else "give the publication an unsubscribe address, and the issue a footer"
        yield Finding(
            "warning",
            "unsubscribe.missing",
            f"Readers find no way to unsubscribe in this mail; {todo}.",
            Place() if given else Place(field="publication.unsubscribe"),
        )


def _stands(checked: Checked, name: str) -> bool:
    """Whether the tag's spelling, or the address that the publication gives for it, is in the finished HTML."""
    given = getattr(checked.issue.publication, name, "")
    address = given if isinstance(given, str) and not given.startswith("[[") else ""
    spellings = [checked.tool.tags.get(name, ""), address]
    return any(text and (text in checked.html or escape(text) in checked.html) for text in spellings)
