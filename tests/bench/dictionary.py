"""A Hunspell dictionary as large as an English one, of made-up words and those of the measured issue."""

from __future__ import annotations

from itertools import islice, product
from pathlib import Path

from tests.bench.issues import WORDS
from tests.small_dictionary import write_pair

ENTRIES = 60_000  # those of SCOWL's en_US of the usual size are some 50,000, most with affixes
_STARTS = "b bl br c ch cl d dr f fl g gr h j k l m n p pl pr r s sh sl st t th tr v w".split()
_MIDDLES = "a e i o u ai ea oo ou".split()
_ENDS = "b ck d ft g l ll m n nd ng nt p r rd rk s st t th x".split()
_TAILS = ("", "er", "ing", "le", "on", "y", "al", "ish", "ous", "est", "ard")


def write_large(folder: Path) -> Path:
    """Write both files of it as `en_US`; the one with the words."""
    syllables = ("".join(parts) for parts in product(_STARTS, _MIDDLES, _ENDS))
    made = ("".join(pair) + "/US" for pair in product(list(syllables), _TAILS))
    words = [*WORDS, *islice(made, ENTRIES - len(WORDS))]
    return write_pair(folder, words="\n".join([str(len(words)), *words, ""]))
