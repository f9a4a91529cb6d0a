"""What is left of a damaged zip file: its members by their own headers, without the directory at its end.

The limits are those of `storage/zips.py`, and names that are not safe are passed over.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.storage.zips import Limits, is_safe_name, too_dense

_HEADER = b"PK\x03\x04"
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_STEP = 512  # bytes unpacked at a time: so near to the damage a member is read


@dataclass(frozen=True, slots=True)
class Remain:
    """A member, or the beginning of one that is not `whole`; what follows damage inside may be wrong."""

    name: str
    data: bytes
    whole: bool


def remains(path: Path, limits: Limits = Limits()) -> Iterator[Remain]:
    """The members found in the file, in order. OSError where it cannot be read."""
    with path.open("rb") as file:
        if file.seek(0, 2):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield from _scan(data, limits)


def _scan(data: mmap.mmap, limits: Limits) -> Iterator[Remain]:
    at, count, total = data.find(_HEADER), 0, 0
    while at >= 0 and count < limits.members and total < limits.total:
        found = _member(data, at, limits)
        after = at + len(_HEADER)
        if found:
            remain, end = found
            after = end if remain.whole else after
            count, total = count + 1, total + end - at + len(remain.data)
            yield remain
        at = data.find(_HEADER, after)


def _member(data: mmap.mmap, at: int, limits: Limits) -> tuple[Remain, int] | None:
    """The member whose header is at `at`, and where it ends; None where there is none."""
    header = data[at : at + _LOCAL.size]
    if len(header) < _LOCAL.size:
        return None
    _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = _LOCAL.unpack(header)
    start = at + _LOCAL.size + name_length + extra_length
    name = data[at + _LOCAL.size : at + _LOCAL.size + name_length].decode("ascii", "replace")
    sound = not flags & (_ENCRYPTED | _SIZES_FOLLOW) and method in (_STORED, _DEFLATED) and is_safe_name(name)
    if not sound or max(size, packed) > limits.member or too_dense(size, packed, limits):
        return None
    read = data[start : start + packed]
    content = read[:size] if method == _STORED else _inflated(read, size)
    whole = len(content) == size and zlib.crc32(content) == checksum
    return Remain(name, content, whole), start + packed


def _inflated(packed: bytes, size: int) -> bytes:
    """As much as can be unpacked, and no more than was announced."""
    inflate, out, left = zlib.decompressobj(-zlib.MAX_WBITS), [], size
    try:
        for at in range(0, len(packed), _STEP):
            if left <= 0 or inflate.eof:
                break
            out.append(inflate.decompress(inflate.unconsumed_tail + packed[at : at + _STEP], left))
            left -= len(out[-1])
    except zlib.error:
        pass
    return b"".join(out)
