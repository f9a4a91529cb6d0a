"""The library as it is now, for a program that stays open while its templates are worked on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from composer.library.brought import key_of, with_brought
from composer.library.templates import Library

Reader = Callable[[Library], None]
Parts = Mapping[str, bytes]


class Shelf:
    """Holds the newest library. Readers are told when there is another, in the order in which they subscribed.

    A shelf `beside` another one follows it, and has what one issue brings besides.
    """

    def __init__(self, library: Library) -> None:
        self._library = self._plain = library
        self._brought: Parts = library.brought
        self._above: Shelf | None = None
        self._readers: list[Reader] = []
        self._leave: Callable[[], None] = lambda: None

    def beside(self, brought: Parts) -> Shelf:
        """A shelf for an issue that brings these looks; it follows this one until it is closed."""
        made = Shelf(self._library)
        made._above = self
        made._leave = self.subscribe(made._follow)
        made.bring(brought)
        return made

    @property
    def library(self) -> Library:
        return self._library

    @property
    def plain(self) -> Library:
        """The library without what the issue brings."""
        return self._plain

    @property
    def brought(self) -> Parts:
        """The parts of the looks that the issue brings."""
        return self._brought

    def put(self, library: Library) -> bool:
        """Take another library; False, and nobody is told, where it says the same.

        What an issue brings stays with it: of a library that has some, the shelf that is followed takes only what is
        kept beside the templates.
        """
        if self._above is None:
            self._brought = library.brought or self._brought
            return self._take(library)
        if library.brought:
            library = replace(self._plain, brands=library.brands, saved=library.saved)
        return self._above.put(library)

    def bring(self, brought: Parts) -> bool:
        """Have these looks beside the library, and no others; whether it says something else now."""
        self._brought = dict(brought)
        return self._take(self._plain)

    def bring_more(self, brought: Parts) -> bool:
        """Have these looks, too, in the place of those of their names."""
        keys = {key_of(name) for name in brought}
        kept = {name: data for name, data in self._brought.items() if key_of(name) not in keys}
        return self.bring({**kept, **brought})

    def subscribe(self, reader: Reader) -> Callable[[], None]:
        """Have `reader` told of every other library; the returned function ends it."""
        self._readers.append(reader)
        return lambda: self._readers.remove(reader) if reader in self._readers else None

    def close(self) -> None:
        """Follow the other shelf no more."""
        self._leave()

    def _follow(self, library: Library) -> None:
        self._take(library)

    def _take(self, library: Library) -> bool:
        self._plain, library = library, with_brought(library, self._brought)
        self._brought = library.brought  # what the user has by now just so is the user's
        if library == self._library:
            return False
        self._library = library
        for reader in list(self._readers):
            reader(library)
        return True
