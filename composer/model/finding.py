"""What a check says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from composer.model.issue import Issue

LEVELS = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in an issue: a block and a field's path within it. No block: the issue's own; `field` may be empty.

    A path joins names and row numbers with dots: `image.alt`, `items.2.address`, `publication.unsubscribe`.
    """

    block: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A level of LEVELS, a stable code such as `image.alt`, one sentence, the place, and a fix where one is sure."""

    level: str
    code: str
    sentence: str
    place: Place = Place()
    fix: Callable[[Issue], Issue] | None = field(default=None, compare=False)
    fix_label: str = ""
