"""How much there is to read."""

from __future__ import annotations

import math
import re

PER_MINUTE = 230  # words; silent reading of non-fiction: Brysbaert 2019, doi 10.1016/j.jml.2019.104047 (238)

# Scripts written without spaces: kana, ideographs; Hangul does use spaces. A character counts as half a word, the rate
# at which Chinese and Japanese texts are translated into English ones.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+(?:[-'’.,:/@]\w+)*")


def count_words(text: str) -> int:
    """Words of plain text; two ideographs or kana are one word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    return len(_WORD.findall(spaced)) + math.ceil(unspaced / 2)


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one; none for no words."""
    return max(1, round(words / PER_MINUTE)) if words else 0
