"""How much there is to read."""

from __future__ import annotations

import math
import re

from composer.model.prose_tree import INLINE

PER_MINUTE = 230  # words; silent reading of non-fiction: Brysbaert 2019, doi 10.1016/j.jml.2019.104047 (238)

# Scripts written without spaces: kana, ideographs; Hangul does use spaces. A character counts as half a word, the rate
# at which Chinese and Japanese texts are translated into English ones.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What is no word where it stands alone between words, and what parts words wherever it stands.
_SIGNS = ("-", "&", "/", "|", "+", "*")
_PARTING = "–—…·•。、，"
# Tags of canonical prose at which a word ends.
_APART = ("/p", "/li", "/h3", "/h4", "br", "ul", "ol")
# The signs as prose writes them, standing alone; a pattern that begins with a letter is found soonest.
_ALONE = tuple(
    (sign, re.compile(rf"{written}(?<![^ \n]{written})(?![^ \n])"))
    for sign in _SIGNS
    for written in [re.escape(sign.replace("&", "&amp;"))]
)


class _Parted(dict[str, str]):
    """What a tag is to the words around it: a line's end, or nothing."""

    def __missing__(self, tag: str) -> str:
        return ""


_PARTED = _Parted({**dict.fromkeys((*INLINE, *(f"/{tag}" for tag in INLINE), "p"), ""), **dict.fromkeys(_APART, "\n")})


def count_words(text: str) -> int:
    """Words of plain text; two ideographs or kana are one word."""
    unspaced = 0
    if not text.isascii():
        text, unspaced = _UNSPACED.subn(" ", text)
        for sign in _PARTING:
            if sign in text:
                text = text.replace(sign, " ")
    words = text.split()
    count = len(words) + math.ceil(unspaced / 2)
    for sign in _SIGNS:
        if sign in text:
            count -= words.count(sign)
    return count


def count_prose_words(prose: str) -> int:
    """Words of canonical prose."""
    pieces = prose.replace(">", "<").split("<")  # texts and what stands in tags, in turn: there they are nothing else
    pieces[1::2] = map(_PARTED.__getitem__, pieces[1::2])
    text = "".join(pieces)
    if not text.isascii():
        return count_words(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    lines = text.split("\n")
    count = text.count(" ") + len(lines) - lines.count("")  # spaces in it are single, and within a line
    for sign, pattern in _ALONE:
        if sign in text:
            count -= len(pattern.findall(text))
    return count


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one; none for no words."""
    return max(1, round(words / PER_MINUTE)) if words else 0
