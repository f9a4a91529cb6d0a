"""Mails that cannot be stopped by their readers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from composer.checks.checked import Checked
from composer.model.finding import Finding, Place
from composer.render.context import address_given

_NAMES = {
    "unsubscribe": "way to unsubscribe",
    "list_address": "postal address of the list",
    "preferences": "link to the reader's preferences",
    "browser_view": "link to the mail on the web",
}


def check(checked: Checked) -> Iterator[Finding]:
    """What the mail tool demands must stand in the finished mail; without such a tool, an unsubscribe link should."""
    for name in checked.tool.required:
        if checked.tool.tags[name].partition("{fallback}")[0] in checked.html:
            continue
        what = _NAMES.get(name, f"[[{name}]]")
        yield Finding(
            "error",
            f"required.{name}",
            f"{checked.tool.title} sends no mail without a {what}, and this one has none; add a footer, "
            f"or a link to [[{name}]].",
        )
    if "unsubscribe" not in checked.tool.required and not _offered(checked):
        given = bool(checked.issue.publication.unsubscribe)
        todo = [] if given else ["give the publication an unsubscribe address"]
        todo += [] if _has_footer(checked) else ["add a footer"]
        what_to_do = " and ".join(todo) or "print its address in the footer"
        yield Finding(
            "warning",
            "unsubscribe.missing",
            f"Readers find no way to unsubscribe in this mail; {what_to_do}.",
            Place() if given else Place(field="publication.unsubscribe"),
        )


def _has_footer(checked: Checked) -> bool:
    """Whether a printed block has a place for the address."""
    types = (checked.types.get(block.type) for block in checked.issue.printed_blocks())
    return any(known.field("unsubscribe") for known in types if known)


def _offered(checked: Checked) -> bool:
    """Whether the tag's spelling, or the address that the publication gives for it, is in the finished HTML."""
    given = checked.issue.publication.unsubscribe
    address = given if address_given(given) else ""
    ways = (checked.tool.tags.get("unsubscribe", ""), address)
    return any(way and (way in checked.html or escape(way) in checked.html) for way in ways)
