"""A stranger's document: names that lead elsewhere, bombs, and pictures that are bombs, opened like any other."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.files.assets import Assets
from composer.files.document import save_document
from composer.library.templates import read_library
from composer.model.issue import Issue
from tests.files.mutations import unpacked
from tests.security.test_pictures import BOMBS as PICTURES
from tests.security.weighed import MB, Cost, posix, weigh
from tests.storage.test_zips import HOSTILE_NAMES, Entry, deflated, forged, made

LIBRARY = read_library()
Promise = Callable[[str, str, object, object], None]
pytestmark = posix


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    """The parts of a document that is as it should be."""
    path = tmp_path_factory.mktemp("sound") / "mine.newsletter"
    save_document(path, Issue(subject="Sound"), Assets(), library=LIBRARY)
    return tuple(Entry(name.encode(), data) for name, data in unpacked(path.read_bytes()).items())


def stored(name: bytes, data: bytes) -> bytes:
    """A member by its own header."""
    sizes = struct.pack("<LLL", zlib.crc32(data), len(data), len(data))
    return (
        b"PK\x03\x04"
        + struct.pack("<HHHHH", 20, 0, 0, 0, 0x21)
        + sizes
        + struct.pack("<HH", len(name), 0)
        + name
        + data
    )


def quoted_overlap(sound: tuple[Entry, ...]) -> bytes:
    """Members that each begin inside the one before, whose data are their headers too."""
    kernel = deflated(b"0" * 4 * MB)
    inner = stored(b"z", kernel)
    layers = [Entry(f"a{n}".encode(), inner, offset=0, local_name=b"a0") for n in range(200)]
    return forged(*layers, *sound)


def a_million(sound: tuple[Entry, ...]) -> bytes:
    """A million members, told in the longer form of the directory's end."""
    whole = forged(*sound, Entry(b"a"))
    start, end = whole.rindex(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    directory = whole[start:end] * 1_000_000
    longer = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, len(directory), start)
    longer += struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(directory), 1)
    shorter = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *[2**16 - 1] * 2, *[2**32 - 1] * 2, 0)
    return whole[:start] + directory + longer + shorter


BIG, ZEROS = deflated(b"0" * (65 * MB)), deflated(b"0" * (20 * MB))
BOMBS: dict[str, Callable[[tuple[Entry, ...]], bytes]] = {
    "one part too large": lambda sound: forged(*sound, Entry(b"a", BIG, 8, size=65 * MB)),
    "a part that packs too well": lambda sound: forged(*sound, Entry(b"a", ZEROS, 8, size=20 * MB)),
    "too much in all": lambda sound: forged(
        *sound, *(Entry(f"a{n}".encode(), bytes(MB // 2), 8, size=60 * MB) for n in range(9))
    ),
    "too many parts": lambda sound: forged(*sound, *(Entry(f"a{n}".encode()) for n in range(2001))),
    "a million parts": a_million,
    "65,535 parts, it says": lambda sound: forged(*sound, count=65_535),
    "parts in each other": quoted_overlap,
    "one part by many names": lambda sound: forged(
        *sound, Entry(b"a", BIG[:9999], 8), *(Entry(f"b{n}".encode(), b"", offset=0, packed=50) for n in range(99))
    ),
    "more than it says": lambda sound: forged(*sound, Entry(b"a", BIG, 8, size=2 * MB)),
    "no more than it says, it says": lambda sound: forged(*sound, Entry(b"a", BIG, 8, size=100)),
    "sizes that follow": lambda sound: forged(*sound, Entry(b"a", BIG, 8, flags=8, size=0)),
    "an archive in it": lambda sound: forged(*sound, Entry(b"a", made({"b": b"0" * 9 * MB}))),
    "an issue of 65 MB": lambda sound: forged(*_instead(sound, Entry(b"issue.json", BIG, 8, size=65 * MB))),
    "an issue larger than it says": lambda sound: forged(*_instead(sound, Entry(b"issue.json", BIG, 8, size=999))),
    "a packing that is none": lambda sound: forged(*sound, Entry(b"a", bytes(9999), 8, size=64 * MB)),
    "a bomb without an end": lambda sound: forged(*sound, Entry(b"a", BIG, 8, size=65 * MB))[:-20],
}  # fmt: skip


def _instead(sound: tuple[Entry, ...], other: Entry) -> tuple[Entry, ...]:
    return tuple(other if entry.name == other.name else entry for entry in sound if b"copy" not in entry.name)


def refused(costs: dict[str, Cost]) -> dict[str, Cost]:
    """Those that were refused in a sentence."""
    return {name: cost for name, cost in costs.items() if cost.refused}


def seen(costs: dict[str, Cost]) -> str:
    slowest, most = max(cost.seconds for cost in costs.values()), max(cost.memory for cost in costs.values())
    return f"{len(refused(costs))} of {len(costs)}, {slowest:.2f} s, {most / MB:.0f} MB"


def assert_refused(costs: dict[str, Cost]) -> None:
    assert costs.keys() - refused(costs).keys() == set(), costs
    assert max(cost.seconds for cost in costs.values()) < 1
    assert max(cost.memory for cost in costs.values()) < 64 * MB, costs


def test_p26_names_that_lead_elsewhere_are_refused_and_nothing_is_written(
    sound: tuple[Entry, ...], tmp_path: Path, promise: Promise
) -> None:
    files = {repr(name): forged(*sound, Entry(name)) for name in HOSTILE_NAMES}
    (tmp_path / "files").mkdir()
    costs = weigh("document", files, tmp_path / "files")
    written = {path.name for path in tmp_path.rglob("*")} - {"files", *(f"{n}.newsletter" for n in range(len(files)))}
    promise(
        "P26",
        "hostile names refused, files written",
        f"{len(files)} of {len(files)}, 0",
        f"{seen(costs)}, {len(written)}",
    )
    assert_refused(costs)
    assert all("not safe" in cost.told for cost in costs.values())
    assert written == set()
    # The control: the same document without such a name is opened.
    assert weigh("document", {"sound": forged(*sound)}, tmp_path)["sound"].told == ""


def test_p27_bombs_are_refused_at_once(sound: tuple[Entry, ...], tmp_path: Path, promise: Promise) -> None:
    files = {kind: make(sound) for kind, make in BOMBS.items()}
    costs = weigh("document", files, tmp_path)
    promise("P27", "bombs refused or kept out", f"{len(files)} of {len(files)}, 1 s, 64 MB", seen(costs))
    assert_refused(costs)
    control = weigh("careless document", {kind: files[kind] for kind in ("one part too large",)}, tmp_path)
    assert all(cost.memory > 64 * MB for cost in control.values()), control


def test_p29_pictures_that_are_bombs_are_kept_out_of_a_document(tmp_path: Path, promise: Promise) -> None:
    files = {}
    for kind, make in PICTURES.items():
        data = make()
        name = f"images/{'ab' * 32}.png".encode()
        path = tmp_path / "mine.newsletter"
        save_document(path, Issue(subject="Sound", preheader=f"{'ab' * 32}.png"), Assets(), library=LIBRARY)
        entries = [Entry(part.encode(), read) for part, read in unpacked(path.read_bytes()).items()]
        files[kind] = forged(*entries, Entry(name, data))
    costs = weigh("document", files, tmp_path)
    promise("P28", "image bombs in a document kept out", f"{len(files)} of {len(files)}, 1 s, 64 MB", seen(costs))
    assert_refused(costs)
