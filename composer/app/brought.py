"""Looks that came with the issue: told in the bar over the mail, kept among one's own templates when that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.notice import News
from composer.app.safe import library as read_library
from composer.checks.proof import prove_folder
from composer.errors import ComposerError
from composer.library.brought import key_of, knows, looks_in, package_in
from composer.library.installing import install
from composer.library.packages import Package
from composer.library.templates import Library

KEEP, USE_MINE, REPLACE_MINE = "Keep in My Templates", "Use Mine", "Replace Mine…"


class BroughtLooks(QObject):
    """`told` says in a sentence what was done; `changed` that there may be other news."""

    told = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self._put_away: set[str] = set()
        self._keeping = False
        self.destroyed.connect(desk.shelf.subscribe(lambda library: self.changed.emit()))

    @property
    def news(self) -> News | None:
        """What there is to say about the looks that the issue brings, unless it was put away."""
        if self._keeping:
            return None
        for differing in (True, False):
            found = [each for each in self._packages() if knows(self._desk.shelf.plain, _key(each)) == differing]
            key = " ".join(["look", str(differing), *map(_key, found)])
            if found and key not in self._put_away:
                return self._news(key, found, differing)
        return None

    def put_away(self, key: str) -> None:
        """Do not tell this again."""
        self._put_away.add(key)

    def keep(self, *, replacing: bool = False) -> None:
        """Put what the issue brings into the user's templates, proved as far as the issue shows it."""
        wanted = [each for each in self._packages() if knows(self._desk.shelf.plain, _key(each)) == replacing]
        names, are = _named(wanted, "the "), "are" if len(wanted) > 1 else "is"
        more = "What you have by that name is gone then, and issues made with it wear this one when they are opened."
        if not wanted or (replacing and not self._ask.sure(f"Replace your {_named(wanted)}?", more, "Replace")):
            return
        types = frozenset(block.type for block in self._desk.session.now.blocks)

        def work() -> Library:
            prove = partial(prove_folder, types=types)
            install(wanted, read_library(), prove, replacing=replacing)
            return read_library()

        def done(result: Ok[Library] | Err) -> None:
            if not isValid(self):
                return
            self._keeping = False
            self.changed.emit()
            if isinstance(result, Err):
                self._ask.tell(f"Nothing was kept of {names}.", result.sentence)
                return
            self._desk.shelf.put(result.value)
            self.told.emit(f"{_capital(names)} {are} among your templates now.")

        self._keeping = True
        self.changed.emit()
        self.told.emit(f"Looking through {names} before it is kept…")
        self._desk.jobs.run(work, done)

    def use_mine(self) -> None:
        """Have the issue wear what the user has by the names of what it brings."""
        shelf = self._desk.shelf
        names = _named([each for each in self._packages() if knows(shelf.plain, _key(each))])
        shelf.bring({name: data for name, data in shelf.brought.items() if not knows(shelf.plain, key_of(name))})
        self.told.emit(f"The issue wears your own {names} now, and takes that along when it is saved.")

    def _packages(self) -> list[Package]:
        """What the issue brings, each behind what it builds on."""
        found = []
        for key, parts in looks_in(self._desk.shelf.brought).items():
            try:
                found.append(package_in(key, parts))
            except ComposerError:
                continue  # it was let in, so this is what was unpacked since by another hand
        return found

    def _news(self, key: str, found: list[Package], differing: bool) -> News:
        names, many = _named(found, "the "), len(found) > 1
        if differing:
            verbs: tuple[tuple[str, Callable[[], object]], ...] = (
                (USE_MINE, self.use_mine),
                (REPLACE_MINE, lambda: self.keep(replacing=True)),
            )
            return News(key, f"This issue brings {names} along, and what you have by that name differs.", verbs)
        sentence = f"{_capital(names)} came with this issue and {'are' if many else 'is'} not among your templates."
        return News(key, sentence, ((KEEP, self.keep),))


def _key(package: Package) -> str:
    return package.name if package.template else f"blocks/{package.name}"


def _named(packages: list[Package], article: str = "") -> str:
    """`the look “A” and the block type “B”`."""
    each = [f"{article}{'look' if package.template else 'block type'} “{package.title}”" for package in packages]
    return " and ".join(each) if len(each) < 3 else f"{', '.join(each[:-1])} and {each[-1]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
