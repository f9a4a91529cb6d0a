"""Earlier versions: kept before they are replaced, thinned by age and size, read again with their pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.versions import DAYS, EVERY, LAST, MOST, WEEKS, Versions, lasting
from composer.library.templates import read_library
from composer.model.edits import put_field
from composer.model.issue import Block, Issue
from tests.drawn import noise
from tests.soak import figure

LIBRARY = read_library()
State = Callable[[str, str, object, object], None]
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Shelf:
    """A document that is saved over and over, and its versions."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self.clock, self.path = Clock(), folder / "mine.newsletter"
        self.versions = Versions(folder / "versions", clock=self.clock, most=most)
        self.assets = Assets()

    def save(self, issue: Issue) -> None:
        """Save at the clock's time, keeping first what is replaced."""
        if self.path.exists() and self.versions.due(self.path):
            self.versions.keep(open_document(self.path, LIBRARY), LIBRARY)
        save_document(self.path, issue, self.assets, library=LIBRARY)
        os.utime(self.path, (self.clock.now.timestamp(),) * 2)

    @property
    def subjects(self) -> list[str]:
        return [version.read(LIBRARY)[0].subject for version in self.versions.of(self.path)]

    @property
    def images(self) -> set[str]:
        return {image.name for image in (self.versions.folder(self.path) / "images").iterdir()}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_what_is_replaced_is_kept_at_first_and_then_every_half_hour(shelf: Shelf) -> None:
    for minutes in range(0, 100, 10):
        shelf.clock.now = START + timedelta(minutes=minutes)
        shelf.save(Issue(subject=f"{minutes}"))
    # 0 is replaced at 10; 30 minutes later, at 40, what 30 had saved; and so on.
    assert shelf.subjects == ["60", "30", "0"]
    assert shelf.versions.of(shelf.path)[-1].at == START
    later = Versions(shelf.path.parent / "versions", clock=shelf.clock)
    assert later.due(shelf.path)  # another session keeps again, whenever it begins
    assert timedelta(minutes=30) == EVERY


def test_a_simulated_year_leaves_the_last_ten_seven_days_and_four_weeks() -> None:
    kept: list[datetime] = []
    every: list[datetime] = []
    for day in range(365):
        if (START + timedelta(days=day)).weekday() == 6 or 200 <= day < 225:  # Sundays, and a holiday
            continue
        for half_hour in range(1 + day % 17):
            every.append(START + timedelta(days=day, minutes=30 * half_hour, seconds=day))
            kept = sorted(lasting([*kept, every[-1]]))
        days = list(dict.fromkeys(at.date() for at in reversed(every)))[:DAYS]
        weeks = list(dict.fromkeys(at.isocalendar()[:2] for at in reversed(every)))[:WEEKS]
        wanted = {*every[-LAST:]}
        wanted |= {max(at for at in every[-600:] if at.date() == each) for each in days}
        wanted |= {max(at for at in every[-600:] if at.isocalendar()[:2] == each) for each in weeks}
        assert set(kept) == wanted
        assert len(kept) <= LAST + DAYS + WEEKS
    assert (LAST, DAYS, WEEKS) == (10, 7, 4)
    assert kept[0] < every[-1] - timedelta(days=15)


def test_p7_a_year_of_saves_leaves_what_is_promised(shelf: Shelf, promise: State) -> None:
    saved: list[datetime] = []
    days = figure(70, 365)
    for day in range(days):
        for half_hour in range(1 + day % 3):
            shelf.clock.now = START + timedelta(days=day, minutes=40 * half_hour)
            saved.append(shelf.clock.now)
            shelf.save(Issue(subject=f"{shelf.clock.now:%m-%d %H:%M}"))
        shelf.versions = Versions(shelf.path.parent / "versions", clock=shelf.clock)  # the next session
    kept = [version.at for version in shelf.versions.of(shelf.path)]
    replaced = list(reversed(saved[:-1]))  # the newest is in the file itself
    daily = list(dict.fromkeys(at.date() for at in replaced))[:DAYS]
    weekly = list(dict.fromkeys(at.isocalendar()[:2] for at in replaced))[:WEEKS]
    promise("P7", f"versions after {days} days of saves", f"<= {LAST + DAYS + WEEKS}, all that count", len(kept))
    assert kept[:LAST] == replaced[:LAST]
    assert {at.date() for at in kept} >= set(daily)
    assert {at.isocalendar()[:2] for at in kept} >= set(weekly)
    assert len(kept) <= LAST + DAYS + WEEKS
    assert [version.read(LIBRARY)[0].subject for version in shelf.versions.of(shelf.path)] == [
        f"{at:%m-%d %H:%M}" for at in kept
    ]


def test_pictures_are_kept_once_and_go_with_the_last_version_that_names_them(shelf: Shelf) -> None:
    first, second = (shelf.assets.add(noise(size=(80, 60 + n)), f"{n}.jpg") for n in range(2))
    block = Issue(blocks=(Block("a", "article"),))
    shelf.save(put_field("a", "image", first)(block))
    for n in range(LAST + DAYS + WEEKS + 5):
        shelf.clock.now += timedelta(hours=1)
        shelf.save(put_field("a", "headline", str(n))(put_field("a", "image", second)(block)))
        assert shelf.images <= {first.asset, second.asset}
    assert shelf.images == {second.asset}
    issue, assets, troubles = shelf.versions.of(shelf.path)[0].read(LIBRARY)
    assert issue.blocks[0].fields["image"].asset == second.asset
    assert assets.get(second.asset) == shelf.assets.get(second.asset)
    assert troubles == ()


def test_they_take_no_more_room_than_they_may(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most=100_000)
    block = Issue(blocks=(Block("a", "article"),))
    for n in range(12):
        shelf.clock.now += timedelta(hours=1)
        image = shelf.assets.add(noise(size=(300, 200 + n)), "a.jpg")
        shelf.save(put_field("a", "image", image)(block))
    total = sum(path.stat().st_size for path in shelf.versions.folder(shelf.path).rglob("*") if path.is_file())
    assert 50_000 < total <= 100_000
    assert MOST == 2 * 1024**3


def test_a_lost_picture_is_told_and_a_broken_version_too(shelf: Shelf) -> None:
    image = shelf.assets.add(noise(), "a.jpg")
    shelf.save(put_field("a", "image", image)(Issue(blocks=(Block("a", "article"),))))
    shelf.save(Issue())
    (version,) = shelf.versions.of(shelf.path)
    (shelf.versions.folder(shelf.path) / "images" / image.asset).unlink()
    assert len(version.read(LIBRARY)[2]) == 1
    version.path.write_bytes(b"{")
    with pytest.raises(ComposerError, match="ends in the middle"):
        version.read(LIBRARY)
    version.path.unlink()
    with pytest.raises(ComposerError, match="cannot be read"):
        version.read(LIBRARY)


def test_documents_do_not_mix(shelf: Shelf, tmp_path: Path) -> None:
    shelf.save(Issue(subject="A"))
    shelf.save(Issue(subject="B"))
    assert shelf.subjects == ["A"]
    assert shelf.versions.of(tmp_path / "other.newsletter") == []
