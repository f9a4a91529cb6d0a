"""Gaps in a template's byte code for what theme and language print, filled in once for each theme.

A compiled Jinja template is literals with values between them. What prints the same in every block of an issue is left
as a gap within the literals; for a theme it is filled in there, without compiling anything again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import CodeType
from typing import Any

_GAP = re.compile("\x1d(\\d+)\x1d")


def gap(number: int) -> str:
    """What stands in a template's source for the text of that number."""
    return f"\x1d{number}\x1d"


def fill(code: CodeType, texts: Sequence[str]) -> CodeType:
    """The code with the gaps in its literals, and in those of the functions in it, filled with the texts."""
    return code.replace(co_consts=tuple(_filled(each, texts) for each in code.co_consts))


def _filled(literal: Any, texts: Sequence[str]) -> Any:
    if isinstance(literal, CodeType):
        return fill(literal, texts)
    if isinstance(literal, str):
        return _GAP.sub(lambda found: texts[int(found[1])], literal)
    return literal
