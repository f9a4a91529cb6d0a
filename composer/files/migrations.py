"""Old issues made new, one format at a time.

A change of format adds one function here under the number it starts from, raises `FORMAT` in `model/issue.py`, and
leaves files of the old format in `tests/golden/format-N/`. Functions take and give decoded JSON, and keep what they do
not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from composer.errors import ComposerError
from composer.model.issue import FORMAT

Migration = Callable[[dict[str, Any]], dict[str, Any]]

# From format n to n + 1, under n.
MIGRATIONS: Mapping[int, Migration] = {}


def migrate(
    json: Any, name: str, *, migrations: Mapping[int, Migration] = MIGRATIONS, newest: int = FORMAT
) -> dict[str, Any]:
    """An issue's JSON in the newest format; without a `format` it is taken to have that already.

    ComposerError when it is no JSON object, or of a format that is newer or unknown.
    """
    if not isinstance(json, dict):
        raise ComposerError(f"“{name}” is not an issue: expected named members {{...}}.")
    given = json.get("format", newest)
    if not isinstance(given, int) or isinstance(given, bool) or given < min(migrations, default=newest):
        said = f"{str(given)[:20]!r}, expected a number up to {newest}"
        raise ComposerError(f"“{name}” is not an issue: its format is {said}.")
    refuse_newer(given, name, newest)
    migrated: dict[str, Any] = json
    for number in range(given, newest):
        migrated = {**migrations[number](migrated), "format": number + 1}
    return migrated


def refuse_newer(needed: int, name: str, newest: int = FORMAT) -> None:
    """ComposerError, naming both, when a file needs a newer format than this version reads."""
    if needed > newest:
        raise ComposerError(
            f"“{name}” was made by a newer version (format {str(needed)[:20]}; this one reads up to {newest}); "
            "update Newsletter Composer to open it."
        )
