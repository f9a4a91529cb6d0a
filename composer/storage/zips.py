"""Zip files of strangers: read within limits by a parser of our own, which is stricter than the library's.

What `zipfile` would forgive (overlapping members, sizes that lie, names that lead outside, bytes between members) is
refused here before anything is unpacked. Nothing is ever extracted to disk.
"""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from composer.errors import ComposerError, DamagedError

MB = 1024 * 1024
_CHUNK = 256 * 1024
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]{0,119}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_HEADER = b"PK\x03\x04"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
# Where the ratio is not looked at: repetitive text packs well, and this much does no harm.
_SMALL = 4 * MB
_RATIO = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a zip may hold; sizes in bytes, counted while reading. ratio: unpacked to packed."""

    members: int = 2000
    member: int = 64 * MB
    total: int = 512 * MB
    ratio: int = _RATIO


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    method: int
    checksum: int
    packed: int
    size: int
    start: int
    data: int


class Zip:
    """The members of an open zip file, all checked; ComposerError where it is damaged, unsafe or too large.

    named: how members may be called. The rule holds wherever a member's name becomes that of a file.
    """

    def __init__(
        self, file: BinaryIO, name: str, limits: Limits = Limits(), *, named: Callable[[str], bool] | None = None
    ) -> None:
        self._named = named or is_safe_name
        self._file = file
        self._limits = limits
        self._name = name
        self._members = {member.name: member for member in self._read_directory()}

    @property
    def names(self) -> tuple[str, ...]:
        """Member names in the order of the directory, folders left out."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """The unpacked size of a member in bytes."""
        return self._members[name].size

    def read(self, name: str) -> bytes:
        """A member's bytes, whole and with the right checksum."""
        return b"".join(self._chunks(self._members[name]))

    def digest(self, name: str) -> str:
        """A member's SHA-256 in hexadecimal, without holding the member in memory."""
        sha = hashlib.sha256()
        for chunk in self._chunks(self._members[name]):
            sha.update(chunk)
        return sha.hexdigest()

    def _read_directory(self) -> Iterator[_Member]:
        at, size, count = self._find_directory()
        if count > self._limits.members:
            raise self._trouble(f"holds {count} parts, more than the {self._limits.members} allowed")
        self._file.seek(at)
        directory = self._file.read(size)
        found, position = [], 0
        for _ in range(count):
            member, position = self._read_entry(directory, position)
            found.append(member)
        if position != size:
            raise self._damaged()
        self._refuse_overlaps(found, at)
        self._refuse_excess(found)
        return (member for member in found if not member.name.endswith("/"))

    def _find_directory(self) -> tuple[int, int, int]:
        """Where the directory of members starts, its size and how many it lists."""
        end = self._file.seek(0, 2)
        tail_size = min(end, _END.size + 0xFFFF)
        self._file.seek(end - tail_size)
        tail = self._file.read(tail_size)
        found = tail.rfind(b"PK\x05\x06")
        if found < 0 or len(tail) - found < _END.size:
            raise self._damaged()
        _, disk, first_disk, here, count, size, at, comment = _END.unpack_from(tail, found)
        complete = found + _END.size + comment == len(tail) and at + size == end - tail_size + found
        if disk or first_disk or here != count or not complete:
            raise self._damaged()
        return at, size, count

    def _read_entry(self, directory: bytes, position: int) -> tuple[_Member, int]:
        if len(directory) - position < _CENTRAL.size:
            raise self._damaged()
        fields = _CENTRAL.unpack_from(directory, position)
        mark, _, _, flags, method, _, _, checksum, packed, size, *lengths, _, _, attributes, start = fields
        after = position + _CENTRAL.size
        raw_name = directory[after : after + lengths[0]]
        name = self._checked_name(raw_name)
        if mark != b"PK\x01\x02" or flags & _ENCRYPTED or method not in (_STORED, _DEFLATED):
            raise self._damaged()
        if stat.S_ISLNK(attributes >> 16):
            raise self._unsafe(name)
        if name.endswith("/") and size:
            raise self._damaged()
        data = self._checked_header(start, raw_name)
        return _Member(name, method, checksum, packed, size, start, data), after + sum(lengths)

    def _checked_name(self, raw: bytes) -> str:
        name = raw.decode("ascii", "backslashreplace")
        if not self._named(name):
            raise self._unsafe(name)
        return name

    def _checked_header(self, start: int, raw_name: bytes) -> int:
        """Where a member's data begins, once its own header agrees with the directory."""
        self._file.seek(start)
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            raise self._damaged()
        lengths: tuple[int, int] = _LOCAL.unpack(header)[-2:]
        if not header.startswith(_HEADER) or self._file.read(lengths[0]) != raw_name:
            raise self._damaged()
        return start + _LOCAL.size + sum(lengths)

    def _refuse_overlaps(self, members: list[_Member], directory: int) -> None:
        end = 0
        for member in sorted(members, key=lambda member: member.start):
            if member.start < end:
                raise self._trouble("has parts that lie on top of each other")
            end = member.data + member.packed
        if end > directory:
            raise self._damaged()
        if len({member.name.rstrip("/") for member in members}) < len(members):
            raise self._trouble("has two parts of one name")

    def _refuse_excess(self, members: list[_Member]) -> None:
        for member in members:
            self._refuse_size(member, member.size)
        if sum(member.size for member in members) > self._limits.total:
            raise self._trouble(f"unpacks to more than {self._limits.total // MB} MB")

    def _refuse_size(self, member: _Member, size: int) -> None:
        if size > self._limits.member:
            raise self._trouble(f"has a part of more than {self._limits.member // MB} MB, {member.name}")
        if too_dense(size, member.packed, self._limits):
            raise self._trouble(f"has a part that unpacks to more than {self._limits.ratio} times its size")

    def _chunks(self, member: _Member) -> Iterator[bytes]:
        """The member's bytes in turn; refused as soon as they are more than it said."""
        read, checksum = 0, 0
        for chunk in self._unpacked(member):
            if not read and chunk.startswith(_HEADER):
                raise self._trouble("holds another archive")
            read += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if read > member.size:
                raise self._damaged()
            yield chunk
        if read != member.size or checksum != member.checksum:
            raise self._damaged(member.name)

    def _unpacked(self, member: _Member) -> Iterator[bytes]:
        self._file.seek(member.data)
        left = member.packed
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == _DEFLATED else None
        while left:
            packed = self._file.read(min(_CHUNK, left))
            if not packed:
                raise self._damaged(member.name)
            left -= len(packed)
            if inflate is None:
                yield packed
                continue
            try:
                while packed and not inflate.eof:
                    yield inflate.decompress(packed, _CHUNK)
                    packed = inflate.unconsumed_tail
            except zlib.error:
                raise self._damaged(member.name) from None
            if inflate.eof and (left or inflate.unused_data):
                raise self._damaged(member.name)
        if inflate is not None:
            yield inflate.flush()

    def _trouble(self, what: str, kind: type[ComposerError] = ComposerError) -> ComposerError:
        return kind(f"“{self._name}” {what}; it was not opened.")

    def _unsafe(self, name: str) -> ComposerError:
        return self._trouble(f"holds a part whose name is not safe ({name[:60]!r})")

    def _damaged(self, part: str = "") -> ComposerError:
        return self._trouble(f"is damaged or incomplete{f' at {part}' if part else ''}", DamagedError)


def is_safe_name(name: str) -> bool:
    """Whether a member may be called so: nothing that leads outside, means a device, or is another's name elsewhere."""
    parts = name.removesuffix("/").split("/")
    return bool(_NAME.fullmatch(name)) and not any(
        part in ("", ".", "..") or part.endswith(".") or _DEVICE.fullmatch(part) for part in parts
    )


def too_dense(size: int, packed: int, limits: Limits) -> bool:
    """Whether a member unpacks to suspiciously much; sizes in bytes."""
    return size > max(_SMALL, limits.ratio * packed)


def write_zip(file: BinaryIO, parts: Iterable[tuple[str, bytes]], *, stored: Iterable[str] = ()) -> None:
    """Write parts, (name, bytes) in order, with fixed times: the same parts are the same bytes.

    Names beginning with one of `stored` are not packed; nor is what would pack so well that Zip refused it.
    """
    plain = tuple(stored)
    with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            packed = not name.startswith(plain) and not _suspicious(data)
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, data)


def _suspicious(data: bytes) -> bool:
    return len(data) > _SMALL and len(zlib.compress(data, 1)) * _RATIO // 2 < len(data)
