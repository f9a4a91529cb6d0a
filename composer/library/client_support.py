"""What the big mail programs leave out of a mail: `assets/client_support.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from composer.library.block_types import check_members, read_toml
from composer.library.places import shipped

FILE = "client_support.toml"
KINDS = ("css", "html", "at", "pseudo")
_FEATURE: Mapping[str, type] = {
    **dict.fromkeys(("value", "level", "loss", "instead", "source", *KINDS), str),
    **dict.fromkeys(("without", "on", "off", "unless"), list),
}


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of style or markup, and the clients that leave it out.

    kind: one of KINDS. name, value: patterns of what is meant. level: a finding's. loss: what is seen there. on, off:
    the elements of which it is true, or is not. unless: what stands in for it.
    """

    kind: str
    name: re.Pattern[str]
    value: re.Pattern[str]
    without: frozenset[str]
    level: str
    loss: str
    instead: str
    source: str
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()

    def concerns(self, tag: str) -> bool:
        """Whether it is true of such an element."""
        return tag not in self.off and (not self.on or tag in self.on)


@dataclass(frozen=True, slots=True)
class Support:
    """The clients, name to title, and what they leave out, by kind."""

    clients: Mapping[str, str]
    features: Mapping[str, tuple[Feature, ...]]


@cache
def client_support() -> Support:
    """The table that ships."""
    path = shipped("assets") / FILE
    given = read_toml(path)
    features: dict[str, list[Feature]] = {kind: [] for kind in KINDS}
    for each in given["feature"]:
        check_members(each, _FEATURE, path)
        kind = next(kind for kind in KINDS if kind in each)
        features[kind].append(_feature(kind, each))
    return Support(dict(given["clients"]), {kind: tuple(found) for kind, found in features.items()})


def _feature(kind: str, given: Mapping[str, Any]) -> Feature:
    return Feature(
        kind=kind,
        name=re.compile(given[kind], re.I),
        value=re.compile(given.get("value", ".*"), re.I | re.S),
        without=frozenset(given["without"]),
        level=given["level"],
        loss=given["loss"],
        instead=given.get("instead", ""),
        source=given["source"],
        on=frozenset(given.get("on", ())),
        off=frozenset(given.get("off", ())),
        unless=tuple(given.get("unless", ())),
    )
