"""The library as it is now, for a program that stays open while its templates are worked on."""

from __future__ import annotations

from collections.abc import Callable

from composer.library.templates import Library

Reader = Callable[[Library], None]


class Shelf:
    """Holds the newest library. Readers are told when there is another, in the order in which they subscribed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._readers: list[Reader] = []

    @property
    def library(self) -> Library:
        return self._library

    def put(self, library: Library) -> bool:
        """Take another library; False, and nobody is told, where it says the same."""
        if library == self._library:
            return False
        self._library = library
        for reader in list(self._readers):
            reader(library)
        return True

    def subscribe(self, reader: Reader) -> Callable[[], None]:
        """Have `reader` told of every other library; the returned function ends it."""
        self._readers.append(reader)
        return lambda: self._readers.remove(reader) if reader in self._readers else None
