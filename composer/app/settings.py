"""What the window remembers between starts: a small JSON file in the user's state folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from composer.library.places import user_state

T = TypeVar("T")
RECENT = 12


class Settings:
    """Names to JSON values. A file that cannot be read is set aside as `settings.json.broken`, and defaults hold.

    set_aside: where that file is now, if this happened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_state() / "settings.json"
        self.set_aside: Path | None = None
        self._values: dict[str, Any] = self._read()

    def get(self, name: str, default: T) -> T:
        """The remembered value when it is of the default's type, else the default."""
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def put(self, name: str, value: Any) -> None:
        """Remember a JSON value; a folder that cannot be written costs the memory, not the work."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._values, indent=2, sort_keys=True), "utf-8")
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)

    def lately(self) -> list[Path]:
        """Documents opened or saved lately, newest first, whether they are still there or not."""
        return [Path(text) for text in self.get("recent", list[Any]()) if isinstance(text, str)]

    def recent(self) -> list[Path]:
        """Those that are still there."""
        return [path for path in self.lately() if path.exists()]

    def add_recent(self, path: Path) -> None:
        """Put a document at the head of the recent ones."""
        rest = [text for text in self.get("recent", list[Any]()) if text != str(path)]
        self.put("recent", [str(path), *rest][:RECENT])

    def of_publication(self, publication: str, name: str, default: T) -> T:
        """What is remembered for one publication (by its name), such as its mail tool or image plan."""
        value = self.get("publications", dict[str, Any]()).get(publication, {})
        found = value.get(name, default) if isinstance(value, dict) else default
        return found if isinstance(found, type(default)) else default

    def put_of_publication(self, publication: str, name: str, value: Any) -> None:
        """Remember something for one publication."""
        every = dict(self.get("publications", dict[str, Any]()))
        own = every.get(publication, {})
        every[publication] = {**(own if isinstance(own, dict) else {}), name: value}
        self.put("publications", every)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            values = None
        if isinstance(values, dict):
            return values
        broken = self._path.with_name("settings.json.broken")
        try:
            self._path.replace(broken)
            self.set_aside = broken
        except OSError:
            pass
        return {}
