"""Whether an address leads anywhere, and what was surely meant where it does not."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

# Merge tags by name; those that stand for an address.
TAG_NAMES = frozenset("first_name last_name email unsubscribe preferences browser_view forward list_address".split())
ADDRESS_TAGS = frozenset({"unsubscribe", "preferences", "browser_view", "forward"})

TAG = re.compile(r"\[\[([a-z_]+)(?:\|([^\[\]]*))?\]\]")
_ANCHOR = re.compile(r"#(?:\[\[anchor:([^\[\]]+)\]\]|([A-Za-z0-9_-]+))")
# A mail tool's own spelling, typed or pasted by somebody who knows it: `*|UNSUB|*`, `{{ unsubscribe }}`, `{$url}`.
SPELLED = re.compile(r"\*\|[^|<>\"\n]+\|\*|\{\{\{?[^{}<>\"\n]+\}?\}\}|\{%[^{}<>\"\n]+%\}|\{\$[^{}<>\"\n]+\}")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}")
_TEL = re.compile(r"\+?[0-9][0-9().\-\s/;=a-z]*", re.IGNORECASE)
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]\.?|localhost|(?:\d{1,3}\.){3}\d{1,3}"
)
_BARE = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?:[:/?#]\S*)?")


class Trouble(NamedTuple):
    """Why an address will not do, as the end of a sentence; mended: what was surely meant, or nothing."""

    why: str
    mended: str = ""


def trouble(address: str) -> Trouble | None:
    """What is wrong with an address of a link; None for http(s), mailto, tel, a place in this mail and merge tags."""
    trimmed = address.strip()
    if trimmed != address:
        return Trouble("has spaces around it", trimmed) if trimmed and not trouble(trimmed) else _wrong(trimmed)
    return _wrong(address)


def anchor_target(address: str) -> str:
    """The id of the block that an address in this mail leads to, or nothing for other addresses."""
    found = _ANCHOR.fullmatch(address)
    return (found[1] or found[2]) if found else ""


def _wrong(address: str) -> Trouble | None:
    if not address:
        return Trouble("is empty")
    if tag := TAG.fullmatch(address):
        return None if tag[1] in ADDRESS_TAGS else Trouble("is a merge tag that is no address")
    if SPELLED.fullmatch(address) or anchor_target(address):
        return None
    plain = SPELLED.sub("x", TAG.sub("x", address))
    if re.search(r"\s", plain):
        return Trouble("has a space in it")
    scheme, colon, rest = plain.partition(":")
    check = _BY_SCHEME.get(scheme.lower()) if colon else None
    if check:
        return check(plain, rest)
    return _unschemed(address, plain)


def _web(address: str, rest: str) -> Trouble | None:
    if not rest.startswith("//"):
        return Trouble("lacks the // after http:")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return Trouble("is not a web address")
    if host and (":" in host or _HOST.fullmatch(host)):
        return None
    return Trouble("names no web site" if not host else f"names “{host}”, which is no web site")


def _mail(address: str, rest: str) -> Trouble | None:
    who = rest.partition("?")[0]
    return None if all(_MAIL.fullmatch(one) for one in who.split(",")) else Trouble("is not a mail address")


def _tel(address: str, rest: str) -> Trouble | None:
    return None if _TEL.fullmatch(rest) else Trouble("is not a telephone number")


def _unschemed(address: str, plain: str) -> Trouble:
    if _MAIL.fullmatch(plain):
        return Trouble("lacks mailto: in front", f"mailto:{address}")
    if _BARE.fullmatch(plain):
        return Trouble("lacks https:// in front", f"https://{address}")
    return Trouble("is not an address that mail programs open; use https://, mailto: or tel:")


_BY_SCHEME = {"http": _web, "https": _web, "mailto": _mail, "tel": _tel}
