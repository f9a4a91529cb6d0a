"""How much there is to read."""

from __future__ import annotations

import math
import re

PER_MINUTE = 230  # words; silent reading of non-fiction: Brysbaert 2019, doi 10.1016/j.jml.2019.104047 (238)

# Scripts written without spaces: kana, ideographs; Hangul does use spaces. A character counts as half a word, the rate
# at which Chinese and Japanese texts are translated into English ones.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What parts words or stands alone between them, in places where no word begins or ends.
_SIGNS = (" - ", " & ", " / ", " | ", " + ", " * ")
_OTHER_SIGNS = ("–", "—", "…", "·", "•", "。", "、", "，")
_END = re.compile(r"</(?:p|li|h3|h4)>|<(?:br|ul|ol)>")
_TAG = re.compile(r"<[^>]*>")


def count_words(text: str) -> int:
    """Words of plain text; two ideographs or kana are one word."""
    ascii_only = text.isascii()
    unspaced = 0 if ascii_only else len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    for sign in _SIGNS if ascii_only else (*_SIGNS, *_OTHER_SIGNS):
        if sign.strip() in spaced:  # one character is found far sooner than three
            spaced = spaced.replace(sign, " ")
    return len(spaced.split()) + math.ceil(unspaced / 2)


def count_prose_words(html: str) -> int:
    """Words of canonical prose."""
    text = _TAG.sub("", _END.sub(" ", html))
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return count_words(text)


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one; none for no words."""
    return max(1, round(words / PER_MINUTE)) if words else 0
