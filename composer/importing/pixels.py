"""Tracking pixels: pictures that nobody is meant to see, there to tell the sender who opened the mail."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from composer.importing.styles import length
from composer.importing.tree import Element

_MOST = 2  # px a side
# Hosts that do nothing else, and paths by which mail tools and ad networks count who opened
# (https://github.com/bengtan/awesome-email-trackers and the tools' own documentation).
_HOSTS = re.compile(
    r"(?:^|\.)(?:mailtrack\.io|mltrk\.io|bananatag\.com|yesware\.com|mailfoogae\.appspot\.com|getnotify\.com"
    r"|google-analytics\.com|doubleclick\.net|scorecardresearch\.com|pixel\.wp\.com|pixel\.quantserve\.com"
    r"|bl-1\.com|readnotify\.com|emltrk\.com|app\.hubspot\.com|t\.(?:sidekickopen|hubspotemail|signaux)\w*\.(?:com|net)"
    r"|track\.(?:customer\.io|vcommission\.com)|open\.convertkit-mail\d?\.com|tracking\.tldrnewsletter\.com)$"
)
_PATHS = re.compile(
    r"/(?:track/open(?:\.php)?|open\.aspx|[og]\.gif|pixel(?:\.\w{3})?|beacon(?:\.\w{3})?|collect|tr|imp|openrate|trk"
    r"|email/open)/?$|/wf/open$|/e[23]t/(?:o|to)/"
)
_OFF_SCREEN = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|pt)?")
_NOTHING = re.compile(r"0*\.?0*%?")
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px)\D.*|inset\((?:50|100)%\)")


def is_tiny(element: Element, style: dict[str, str]) -> bool:
    """Whether it is at most two pixels wide and high by attribute or style, or has no size at all."""
    known = []
    for side in ("width", "height"):
        said = (element.get(side), style.get(side, ""), style.get(f"max-{side}", ""))
        sizes = [size for size in map(length, said) if size is not None]
        known += [min(sizes)] if sizes else []
    return bool(known) and (max(known) <= _MOST or min(known) == 0)


def is_hidden(element: Element, style: dict[str, str]) -> bool:
    """Whether the element and what is in it are kept from sight."""
    folded = (
        length(style.get("max-height", "")) == 0 or length(style.get("height", "")) == 0
    ) and "hidden" in style.get("overflow", "")
    placed = style.get("position", "") in ("absolute", "fixed")
    away = placed and any(_OFF_SCREEN.fullmatch(style.get(side, "")) for side in ("left", "top", "right"))
    return (
        "hidden" in element.attributes
        or style.get("display", "") == "none"
        or style.get("visibility", "") in ("hidden", "collapse")
        or style.get("mso-hide", "") == "all"
        or bool(style.get("opacity") and _NOTHING.fullmatch(style["opacity"]))
        or style.get("filter", "").replace(" ", "").startswith(("alpha(opacity=0)", "opacity(0"))
        or style.get("transform", "").replace(" ", "") == "scale(0)"
        or folded
        or away
        or (placed and bool(_CLIPPED.fullmatch(style.get("clip", "") or style.get("clip-path", ""))))
    )


def counts_opens(address: str) -> bool:
    """Whether the address is one at which opened mail is counted."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(_HOSTS.search(host) or _PATHS.search(parts.path.lower()))
