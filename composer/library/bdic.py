"""The form in which the browser engine reads a dictionary (BDIC, version 2): written, and read with distrust.

A header (mark, version, where the two parts begin, their MD5); the affixes as lines that end in a zero byte; the words,
UTF-8, as a tree with a byte at each branch. Numbers are little-endian. A node is told by its first byte:

    0abx xxxx, x     a word ends: 13 bits are its affix group; a: the rest of the word follows, ended by zero;
                     b: more groups of 16 bits follow, ended by FFFF; 1FFF for the first says that all are there
    1110 nnnn        n branches: a byte and 8 bits, from the end of this table to the branch
    1111 nnnn        the same with 16 bits
    1100 00wz        a table from one byte on: first byte, length; 16 bits from this node, or with w 32 from the file's
                     start; 0 is nobody; with z the branch of a word that ends here stands before the table
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from composer.errors import DamagedError

LONGEST = 127  # bytes of a word
GROUPS = 0xFFFE  # affix groups at most; 0 is none
_HEADER = struct.Struct("<4sHHLL16s")
_PARTS = struct.Struct("<4L")
_MARK, _VERSION = b"BDic", 2
_FIRST = 0x1FFE  # the highest group that a node has room for
_EACH = 31  # groups of one word; the engine reads 32 numbers
_LIST = 15  # branches of a list
_PADDING = bytes(4)  # the engine takes a node for broken that ends where the file does


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A dictionary, all of it bytes. groups: the flags of affix group 1, 2, ...; words: the groups of each, 0 for none.

    rules: the lines PFX and SFX. replacements: what is often written for what. others: all further lines.
    """

    words: Mapping[bytes, tuple[int, ...]]
    groups: Sequence[bytes] = ()
    rules: Sequence[bytes] = ()
    replacements: Sequence[tuple[bytes, bytes]] = ()
    others: Sequence[bytes] = ()


def write_bdic(lexicon: Lexicon) -> bytes:
    """The file's bytes."""
    data = bytearray(_HEADER.size + _PARTS.size) + b"\n\n"
    starts = []
    for lines in (
        [b"AF %d" % len(lexicon.groups), *(b"AF " + group for group in lexicon.groups)],
        lexicon.rules,
        [side for pair in lexicon.replacements for side in pair],
        lexicon.others,
    ):
        starts.append(len(data))
        data += b"".join(line + b"\0" for line in lines) + b"\0"
    tree = len(data)
    words = sorted(lexicon.words)
    _put(_branches(words, [_groups(lexicon.words[word]) for word in words], (0, len(words)), 0), data)
    data += _PADDING
    _PARTS.pack_into(data, _HEADER.size, *starts)
    digest = hashlib.md5(data[_HEADER.size :], usedforsecurity=False).digest()
    _HEADER.pack_into(data, 0, _MARK, _VERSION, 0, _HEADER.size, tree, digest)
    return bytes(data)


@dataclass(frozen=True, slots=True)
class _Wide:
    """A node too large for steps of 16 bits: where its branches are is known once it is put somewhere."""

    branches: list[tuple[int, bytes | _Wide]]


_Node = bytes | _Wide


def _groups(given: tuple[int, ...]) -> bytes:
    """What stands behind a leaf's first byte and rest: flag, low byte, further groups; see `_leaf`."""
    first, *more = given[:_EACH]
    if first > _FIRST:
        first, more = 0x1FFF, [first, *more]
    tail = struct.pack(f"<{len(more) + 1}H", *more, 0xFFFF) if more else b""
    return bytes([first >> 8 | (0x20 if more else 0), first & 0xFF]) + tail


def _leaf(rest: bytes, groups: bytes) -> bytes:
    if not rest:
        return groups
    return bytes([groups[0] | 0x40, groups[1]]) + rest + b"\0" + groups[2:]


def _branches(words: list[bytes], groups: list[bytes], span: tuple[int, int], depth: int) -> _Node:
    """The node of the words in a span, which are the same up to a depth."""
    at, end = span
    found: list[tuple[int, _Node]] = []
    while at < end:
        word = words[at]
        if len(word) == depth:
            found.append((0, groups[at]))
            at += 1
            continue
        letter, until = word[depth], at + 1
        while until < end and words[until][depth] == letter:
            until += 1
        one = until == at + 1
        node = _leaf(word[depth + 1 :], groups[at]) if one else _branches(words, groups, (at, until), depth + 1)
        found.append((letter, node))
        at = until
    return _node(found)


def _node(branches: list[tuple[int, _Node]]) -> _Node:
    """The smallest form that holds the branches."""
    nodes = [node for _, node in branches if isinstance(node, bytes)]
    if len(nodes) < len(branches):
        return _Wide(branches)
    steps = [0]
    for node in nodes[:-1]:
        steps.append(steps[-1] + len(node))
    letters = [letter for letter, _ in branches]
    if len(nodes) <= _LIST and steps[-1] <= 0xFFFF:
        short = steps[-1] <= 0xFF
        width = 1 if short else 2
        entries = (
            bytes([letter]) + step.to_bytes(width, "little") for letter, step in zip(letters, steps, strict=True)
        )
        return bytes([(0xE0 if short else 0xF0) | len(nodes)]) + b"".join(entries) + b"".join(nodes)
    head, table = _table(letters, 2)
    if len(head) + len(table) + steps[-1] > 0xFFFF:
        return _Wide(branches)
    for letter, step in zip(letters, steps, strict=True):
        struct.pack_into("<H", table, _slot(head, letter, 2), len(head) + len(table) + step)
    return head + bytes(table) + b"".join(nodes)


def _table(letters: Sequence[int], width: int) -> tuple[bytes, bytearray]:
    """The first three bytes of a table and its empty places, of so many bytes each."""
    zero = not letters[0]
    rest = letters[zero:]
    first, size = (rest[0], rest[-1] - rest[0] + 1) if rest else (0, 0)
    return bytes([0xC0 | (0x02 if width == 4 else 0) | zero, first, size]), bytearray((zero + size) * width)


def _slot(head: bytes, letter: int, width: int) -> int:
    """Where in the places that of a letter is."""
    return ((head[0] & 0x01) + letter - head[1]) * width if letter else 0


def _put(node: _Node, data: bytearray) -> None:
    """Put a node at the end of a file."""
    if isinstance(node, bytes):
        data += node
        return
    head, table = _table([letter for letter, _ in node.branches], 4)
    places = len(data) + len(head)
    data += head + table
    for letter, branch in node.branches:
        struct.pack_into("<L", data, places + _slot(head, letter, 4), len(data))
        _put(branch, data)


def read_bdic(data: bytes, name: str) -> Lexicon:
    """What is in a file called `name`; DamagedError where anything in it leads elsewhere than it should."""
    try:
        return _Reader(data).lexicon()
    except (IndexError, ValueError, struct.error):
        raise DamagedError(f"{name}: this is no dictionary in the engine's form, or it is damaged.") from None


class _Reader:
    """Steps lead forward only, and to no more nodes than the file has room for: it ends whatever is in the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def lexicon(self) -> Lexicon:
        """All of it; IndexError, ValueError or struct.error where something is wrong."""
        data = self._data
        mark, version, _, affixes, tree, digest = _HEADER.unpack_from(data)
        if mark != _MARK or version != _VERSION or not _HEADER.size <= affixes < tree < len(data):
            raise ValueError
        if hashlib.md5(data[affixes:], usedforsecurity=False).digest() != digest:
            raise ValueError
        groups, rules, pairs, others = (list(self._lines(at, tree)) for at in _PARTS.unpack_from(data, affixes))
        if any(not group.startswith(b"AF ") for group in groups) or len(pairs) % 2 or len(groups) > GROUPS + 1:
            raise ValueError
        return Lexicon(
            dict(self._words(tree)),
            [group[3:] for group in groups[1:]],
            rules,
            list(zip(pairs[::2], pairs[1::2], strict=True)),
            others,
        )

    def _lines(self, at: int, end: int) -> Iterator[bytes]:
        while self._data[at]:
            until = self._data.index(b"\0", at, end)
            yield self._data[at:until]
            at = until + 1

    def _words(self, tree: int) -> Iterator[tuple[bytes, tuple[int, ...]]]:
        left, waiting = len(self._data) // 2, [(tree, b"")]
        while waiting:
            at, word = waiting.pop()
            left -= 1
            if left < 0 or len(word) > LONGEST:
                raise ValueError
            kind = self._data[at]
            if kind < 0x80:
                yield self._leaf(at, word)
                continue
            for letter, step in self._table(at) if kind & 0xFC == 0xC0 else self._list(at):
                if step <= at:
                    raise ValueError
                waiting.append((step, word + bytes([letter]) if letter else word))

    def _leaf(self, at: int, word: bytes) -> tuple[bytes, tuple[int, ...]]:
        kind, low = self._data[at : at + 2]
        at += 2
        if kind & 0x40:
            end = self._data.index(b"\0", at, at + LONGEST + 1)
            word, at = word + self._data[at:end], end + 1
        first = (kind & 0x1F) << 8 | low
        found = [] if first == 0x1FFF else [first]
        while kind & 0x20:
            (group,) = struct.unpack_from("<H", self._data, at)
            at += 2
            if group == 0xFFFF:
                break
            found.append(group)
        if not found or len(found) > _EACH + 1 or len(word) > LONGEST:
            raise ValueError
        return word, tuple(found)

    def _list(self, at: int) -> Iterator[tuple[int, int]]:
        kind = self._data[at]
        if kind < 0xE0:
            raise ValueError
        width, count = 3 if kind & 0x10 else 2, kind & 0x0F
        end = at + 1 + width * count
        for entry in range(at + 1, end, width):
            yield self._data[entry], end + int.from_bytes(self._data[entry + 1 : entry + width], "little")

    def _table(self, at: int) -> Iterator[tuple[int, int]]:
        kind, first, size = self._data[at : at + 3]
        width = 4 if kind & 0x02 else 2
        letters = [*([0] if kind & 0x01 else []), *range(first, first + size)]
        for place, letter in enumerate(letters):
            entry = at + 3 + place * width
            step = int.from_bytes(self._data[entry : entry + width], "little")
            if step and letter < 0x100:
                yield letter, step if width == 4 else at + step
