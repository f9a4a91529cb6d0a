"""Addresses of links: out of the detours that mail programs and search engines lead them through."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from composer.importing.tally import Tally
from composer.importing.tree import Element
from composer.model.prose import address_allowed

# Host and path of a detour, and the parameter that holds where it leads.
_DETOURS = (
    (re.compile(r"(?:^|\.)safelinks\.protection\.outlook\.com$"), re.compile(r""), "url"),
    (re.compile(r"^(?:www\.)?google\.[a-z.]+$"), re.compile(r"^/url$"), "q"),
    (re.compile(r"^lm?\.facebook\.com$"), re.compile(r"^/l\.php$"), "u"),
    (re.compile(r"^(?:www\.)?linkedin\.com$"), re.compile(r"^/redir/"), "url"),
)
_MOST = 5


def straighten(root: Element, tally: Tally) -> None:
    """Lead each link where it leads in the end; take it off words where it leads nowhere outside their page."""
    for element in root.each():
        if element.tag != "a":
            continue
        address = direct(element.get("href").strip())
        if address_allowed(address) and not address.startswith("#"):
            element.attributes["href"] = address
        else:
            if address and element.text().strip() and not address.startswith("#"):
                tally.add("link")
            element.tag, element.attributes = "span", {}


def direct(address: str) -> str:
    """The address behind known detours."""
    for _ in range(_MOST):
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return address
        for hosts, paths, name in _DETOURS:
            if hosts.search(host) and paths.search(parts.path):
                behind = (
                    parse_qs(parts.query, max_num_fields=50).get(name, [""])[0] if parts.query.count("&") < 50 else ""
                )
                break
        else:
            return address
        if not behind.startswith(("http://", "https://", "mailto:")):
            return address
        address = behind.replace(" ", "%20")
    return address
