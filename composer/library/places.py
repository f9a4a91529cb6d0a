"""Where things are kept: what the program ships, and what the user made."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent.parent
APP = "newsletter-composer"


@cache
def shipped(folder: str) -> Path:
    """A folder that ships with the program: inside the wheel, or beside the package in a checkout."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


def _home() -> Path | None:
    given = os.environ.get("NEWSLETTER_COMPOSER_HOME")
    return Path(given) if given else None


def user_data() -> Path:
    """What the user made and keeps: templates, people. NEWSLETTER_COMPOSER_HOME moves all three folders."""
    return _home() or Path(platformdirs.user_data_dir(APP, appauthor=False))


def user_state() -> Path:
    """What the program remembers: window, recent files, journal."""
    home = _home()
    return home / "state" if home else Path(platformdirs.user_state_dir(APP, appauthor=False))


def user_cache() -> Path:
    """What can be made again at any time: compiled templates, thumbnails."""
    home = _home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(APP, appauthor=False))


def user_templates() -> Path:
    """Templates and block types of the user's own, laid out as the shipped ones."""
    return user_data() / "templates"
