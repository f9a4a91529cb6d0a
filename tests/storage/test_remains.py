"""What is left of a damaged zip is found by its own headers, within the limits."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from composer.storage.remains import Remain, remains
from composer.storage.zips import Limits, write_zip
from tests.drawn import noise

TEXT = b"words, and again words; " * 4000
PARTS = [("a.txt", TEXT), ("images/b.jpg", noise()), ("c.txt", b"end")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        write_zip(file, PARTS, stored=("images/",))
    return path


def found(path: Path, limits: Limits = Limits()) -> list[Remain]:
    return list(remains(path, limits))


def test_a_zip_that_is_whole_is_found_whole(path: Path) -> None:
    assert [(each.name, each.data) for each in found(path)] == PARTS
    assert all(each.whole for each in found(path))


def test_without_its_directory_every_member_is_there(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(b"\0" * 100 + data[: data.index(b"PK\x01\x02")])
    assert [(each.name, each.data) for each in found(path)] == PARTS


def test_a_member_that_is_cut_gives_its_beginning(path: Path) -> None:
    data = path.read_bytes()
    packed = data.index(b"PK\x03\x04", 4) - 35
    path.write_bytes(data[: 35 + packed // 2])
    (only,) = found(path)
    assert not only.whole
    assert TEXT.startswith(only.data)
    assert len(only.data) > len(TEXT) // 4


def test_a_damaged_member_costs_itself_only(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b"\xff\xd8") + 500
    data[at : at + 100] = bytes(100)
    path.write_bytes(data)
    assert [(each.name, each.whole) for each in found(path)] == [
        ("a.txt", True),
        ("images/b.jpg", False),
        ("c.txt", True),
    ]


def test_the_limits_hold_here_too(path: Path) -> None:
    assert len(found(path, Limits(members=2))) == 2
    assert [each.name for each in found(path, Limits(member=100_000))] == ["a.txt", "images/b.jpg", "c.txt"]
    assert [each.name for each in found(path, Limits(member=50))] == ["c.txt"]
    assert [each.name for each in found(path, Limits(total=10))] == ["a.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/passwd", "A.txt", "con", "a\\b", "a/./b"])
def test_names_that_are_not_safe_are_passed_over(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
        archive.writestr("fine.txt", b"x")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    assert [each.name for each in found(path)] == ["fine.txt"]


def test_a_bomb_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(30 << 20))
    assert found(path) == []


def test_a_header_that_lies_gives_no_more_than_it_said(path: Path) -> None:
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, 22, 10)  # the unpacked size of a.txt
    path.write_bytes(data)
    assert found(path)[0] == Remain("a.txt", TEXT[:10], whole=False)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" * 5000, b"\0" * 10_000])
def test_nothing_is_found_where_nothing_is(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert found(tmp_path / "a.zip") == []
