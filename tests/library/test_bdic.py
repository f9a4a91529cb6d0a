"""The engine's form of a dictionary: what is written is read again, and a harmed file is refused and ends."""

from __future__ import annotations

import hashlib
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from composer.errors import ComposerError
from composer.library.bdic import GROUPS, LONGEST, Lexicon, read_bdic, write_bdic

LETTERS = some.binary(min_size=1, max_size=LONGEST).filter(lambda word: 0 not in word)
NUMBERS = some.lists(some.integers(0, GROUPS), min_size=1, max_size=31, unique=True).map(tuple)
LINES = some.lists(some.binary(min_size=1, max_size=9).filter(lambda line: 0 not in line), max_size=4)


def same(lexicon: Lexicon) -> bool:
    found = read_bdic(write_bdic(lexicon), "a.bdic")
    parts = ("groups", "rules", "replacements", "others")
    return found.words == dict(lexicon.words) and all(
        list(getattr(found, part)) == list(getattr(lexicon, part)) for part in parts
    )


@settings(max_examples=60, deadline=None)
@given(
    some.dictionaries(LETTERS, NUMBERS, min_size=1, max_size=60),
    LINES,
    LINES,
    LINES,
    some.lists(some.tuples(*2 * [LETTERS])),
)
def test_what_is_written_is_read(
    words: dict[bytes, tuple[int, ...]],
    groups: list[bytes],
    rules: list[bytes],
    others: list[bytes],
    replacements: list[tuple[bytes, bytes]],
) -> None:
    assert same(Lexicon(words, groups, rules, replacements, others))


@pytest.mark.parametrize(
    "words",
    [
        [b"a"],
        [b"a", b"ab", b"abc"],
        [b"same" * 30 + bytes([end]) for end in range(1, 7)],
        [bytes([first, second]) for first in range(1, 256) for second in range(1, 256, 9)],
        [b"%05d tail of a word that makes it long enough" % number for number in range(4000)],
    ],
    ids=["one", "each begins the next", "late", "every byte", "large"],
)
def test_trees_of_every_form_are_read(words: list[bytes]) -> None:
    assert same(Lexicon({word: (number % 9000,) for number, word in enumerate(words)}))


def test_a_tree_of_more_than_64_kb_has_long_steps() -> None:
    words = {b"%05d tail of a word that makes it long enough" % number: (0,) for number in range(4000)}
    data = write_bdic(Lexicon(words))
    (tree,) = struct.unpack_from("<L", data, 12)
    assert len(data) - tree > 0x10000
    assert data[tree] & 0xFE == 0xC2


def sealed(data: bytes) -> bytes:
    """With the digest that belongs to it: what is wrong must be found by itself."""
    return data[:16] + hashlib.md5(data[32:]).digest() + data[32:]


def test_a_harmed_file_is_refused_or_read_and_always_ends() -> None:
    data = write_bdic(Lexicon({b"%03d" % number: (number,) for number in range(400)}, [b"A"] * 9, [b"PFX A Y 1"]))
    chance, refused = random.Random(5), 0
    for _ in range(400):
        harmed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            harmed[chance.randrange(8, len(harmed))] = chance.randrange(256)
        try:
            words = read_bdic(sealed(bytes(harmed)), "a.bdic").words
        except ComposerError:
            refused += 1
        else:
            assert all(len(word) <= LONGEST for word in words)
    assert refused > 40


@pytest.mark.parametrize("length", [0, 4, 31, 47, 60])
def test_a_file_that_ends_early_is_refused(length: int) -> None:
    with pytest.raises(ComposerError, match=r"^a\.bdic: this is no dictionary"):
        read_bdic(write_bdic(Lexicon({b"word": (0,)}))[:length], "a.bdic")


def test_a_changed_byte_is_noticed() -> None:
    data = bytearray(write_bdic(Lexicon({b"word": (0,), b"world": (0,)})))
    data[-8] ^= 1
    with pytest.raises(ComposerError):
        read_bdic(bytes(data), "a.bdic")


def test_branches_that_meet_again_do_not_multiply() -> None:
    """Thirty nodes whose two branches lead to the same next one would be 2^30 words."""
    node = b"".join(bytes([0xE2, 0x61, 0, 0x62, 0]) for _ in range(30)) + bytes([0, 0])
    data = write_bdic(Lexicon({b"a": (0,)}))
    (tree,) = struct.unpack_from("<L", data, 12)
    with pytest.raises(ComposerError):
        read_bdic(sealed(data[:tree] + node + bytes(4)), "a.bdic")
