"""The states of the window by name, in the order in which they are pictured."""

from __future__ import annotations

from tests.states import around_it, on_the_page  # noqa: F401  # being there is being registered
from tests.states.reach import STATES

__all__ = ["STATES"]
