"""Safe mode: nothing of the user's own making and no browser engine, so that the window opens whatever is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from composer.library.places import user_state
from composer.library.templates import Library, read_library

_on = False
SENTENCE = "Safe mode: your own templates and the preview are off until the next start."


def switch_on() -> None:
    """From now until the end of the process."""
    global _on
    _on = True


def is_on() -> bool:
    """Whether this process runs in safe mode."""
    return _on


def library() -> Library:
    """All templates there are; in safe mode the shipped ones, to which no issue adds its own."""
    return replace(read_library(own_folder=_nowhere()), alone=True) if _on else read_library()


def _nowhere() -> Path:
    return user_state() / "no templates in safe mode"
