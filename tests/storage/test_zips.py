"""Zip files within limits: hostile ones are refused before they cost anything."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.storage.zips import MB, Limits, Zip, write_zip


def made(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    write_zip(out, parts.items(), stored=stored)
    return out.getvalue()


def opened(data: bytes, limits: Limits = Limits()) -> dict[str, bytes]:
    """Every member read; ComposerError where one is refused."""
    found = Zip(io.BytesIO(data), "x.newsletter", limits)
    return {name: found.read(name) for name in found.names}


@dataclass
class Entry:
    """A member as a liar would write it: what the directory says, and what is there."""

    name: bytes = b"a.txt"
    data: bytes = b"data"
    method: int = 0
    flags: int = 0
    attributes: int = 0
    size: int | None = None
    packed: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    checksum: int | None = None


def forged(*entries: Entry, count: int | None = None) -> bytes:
    body, directory = b"", b""
    for entry in entries:
        checksum = zlib.crc32(entry.data) if entry.checksum is None else entry.checksum
        size = len(entry.data) if entry.size is None else entry.size
        packed = len(entry.data) if entry.packed is None else entry.packed
        offset = len(body) if entry.offset is None else entry.offset
        common = struct.pack("<HHHHHLLL", 20, entry.flags, entry.method, 0, 0x21, checksum, packed, size)
        local = entry.name if entry.local_name is None else entry.local_name
        body += b"PK\x03\x04" + common + struct.pack("<HH", len(local), 0) + local + entry.data
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common
        directory += struct.pack("<HHHHHLL", len(entry.name), 0, 0, 0, 0, entry.attributes << 16, offset) + entry.name
    number = len(entries) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(body), 0)
    return body + directory + end


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_-]{0,20}(/[a-z0-9][a-z0-9_-]{0,9})?", fullmatch=True), st.binary()))
def test_what_is_written_is_read_back(parts: dict[str, bytes]) -> None:
    device = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
    parts = {name: data for name, data in parts.items() if not device & set(name.split("/"))}
    parts = {name: data for name, data in parts.items() if not data.startswith(b"PK\x03\x04")}
    assert opened(made(parts)) == parts
    assert made(parts) == made(parts)


def test_the_library_reads_it_too_and_times_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(made({"mimetype": b"x", "a.json": b"{}" * 99}, stored=("mimetype",)))) as archive:
        assert archive.testzip() is None
        assert [info.compress_type for info in archive.infolist()] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_that_packs_too_well_is_written_so_that_it_can_be_read() -> None:
    parts = {"a.json": b"0" * (20 * MB)}
    assert opened(made(parts)) == parts


def test_folders_are_passed_over() -> None:
    assert opened(forged(Entry(b"images/", b""), Entry(b"images/a", b"x"))) == {"images/a": b"x"}


HOSTILE_NAMES = [
    b"../a", b"a/../../b", b"/etc/passwd", b"a//b", b"a/./b", b"a/.b/..", b"C:/a", b"a\\b", b"..\\a", b"a\0b", b"",
    b"A.txt", b"con", b"a/nul.txt", b"com1", b"lpt9.x", b"a.", b"a./b", b".hidden", b"~/a", b"a b", b"\xc3\xa9", b"-a",
    b"x" * 121,
    b"a:b", b"a*", b"a?", b"a\nb", b"a\r", b"%2e%2e/a", b"./a", b"a/..", b"..", b".", b"\x7f", b"a|b", b"a<b", b'a"b',
    "ａ".encode(), "a\u202eb".encode(),
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_could_lead_elsewhere_is_refused(name: bytes) -> None:
    with pytest.raises(ComposerError, match="x"):
        opened(forged(Entry(name)))


BIG = deflated(b"0" * (65 * MB))
HOSTILE: dict[str, Callable[[], bytes]] = {
    "one part too large": lambda: forged(Entry(b"a", BIG, 8, size=65 * MB)),
    "packs too well": lambda: forged(Entry(b"a", deflated(b"0" * 20 * MB), 8, size=20 * MB)),
    "too much in all": lambda: forged(*(Entry(f"a{n}".encode(), bytes(MB // 2), 8, size=60 * MB) for n in range(9))),
    "too many": lambda: forged(*(Entry(f"a{n}".encode()) for n in range(2001))),
    "a million, it says": lambda: forged(Entry(), count=65535),
    "overlapping": lambda: forged(
        Entry(b"a", b"x" * 50), Entry(b"b", b"", offset=0, size=50, packed=50, local_name=b"")
    ),
    "the same twice": lambda: forged(Entry(b"a"), Entry(b"a")),
    "a file and a folder of one name": lambda: forged(Entry(b"a"), Entry(b"a/", b"")),
    "more than it says": lambda: forged(Entry(b"a", deflated(b"0" * MB), 8, size=1000)),
    "less than it says": lambda: forged(Entry(b"a", deflated(b"0" * 10), 8, size=1000)),
    "bytes behind the packed ones": lambda: forged(Entry(b"a", deflated(b"data") + b"junk", 8, size=4)),
    "beyond the end": lambda: forged(Entry(b"a", b"x", size=9999, packed=9999)),
    "two names": lambda: forged(Entry(b"a", local_name=b"b")),
    "encrypted": lambda: forged(Entry(b"a", flags=1)),
    "an unknown packing": lambda: forged(Entry(b"a", method=12)),
    "a symlink": lambda: forged(Entry(b"a", b"/etc/passwd", attributes=stat.S_IFLNK | 0o777)),
    "a wrong checksum": lambda: forged(Entry(b"a", checksum=1)),
    "another archive": lambda: forged(Entry(b"a", made({"b": b"c"}))),
    "broken packing": lambda: forged(Entry(b"a", b"\xff" * 40, 8, size=40)),
    "nothing": lambda: b"",
    "no zip": lambda: b"PK\x03\x04 but then nothing",
    "cut off": lambda: made({"a": b"x" * 5000})[:-30],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_without_being_unpacked(kind: str) -> None:
    data = HOSTILE[kind]()
    tracemalloc.start()
    with pytest.raises(ComposerError, match=r"“x\.newsletter”"):
        opened(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * MB


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    data = forged(Entry(b"a", BIG, 8, size=2 * MB))
    tracemalloc.start()
    with pytest.raises(ComposerError):
        opened(data)
    assert tracemalloc.get_traced_memory()[1] < 16 * MB
    tracemalloc.stop()


@given(st.integers(0, 400), st.integers(0, 255))
def test_no_changed_byte_gives_other_content(at: int, value: int) -> None:
    parts = {"mimetype": b"newsletter", "issue.json": b'{"a": 1}\n' * 9}
    data = bytearray(made(parts, stored=("mimetype",)))
    data[at % len(data)] = value
    try:
        found = opened(bytes(data))
    except ComposerError:
        return
    assert set(found.values()) <= set(parts.values())
