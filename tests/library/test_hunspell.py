"""Files of affixes and words as others make them: encodings, flags, counts that lie, and what is refused."""

from __future__ import annotations

import pytest

from composer.errors import ComposerError
from composer.library.bdic import Lexicon
from composer.library.hunspell import Part, checked, read_hunspell
from tests.small_dictionary import AFF, DIC


def read(aff: str | bytes, dic: str | bytes = "1\nword\n", encoding: str = "utf-8") -> Lexicon:
    raw = [part.encode(encoding) if isinstance(part, str) else part for part in (aff, dic)]
    return read_hunspell(Part("a.aff", raw[0]), Part("a.dic", raw[1]))


def test_our_own_small_dictionary() -> None:
    lexicon = read(AFF, DIC)
    assert lexicon.words["naïve".encode()] == (0,)
    assert [lexicon.groups[number - 1] for number in lexicon.words[b"table"]] == [b"S"]
    assert list(lexicon.rules) == [
        b"PFX U Y 1",
        b"PFX U 0 un .",
        b"SFX S Y 2",
        b"SFX S y ies [^aeiou]y",
        b"SFX S 0 s [^y]",
    ]
    assert list(lexicon.replacements) == [(b"f", b"ph")]
    assert [line.split()[0] for line in lexicon.others] == [b"TRY"]
    assert len(lexicon.words) == 8


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("word/A", {"word": "A"}),
        ("word/A po:noun", {"word": "A"}),
        ("word/A\tpo:noun", {"word": "A"}),
        ("word po:noun", {"word": ""}),
        ("New York/A", {"New York": "A"}),
        (r"and\/or/A", {"and/or": "A"}),
        ("/etc", {"/etc": ""}),
        ("word/A\nword/B", {"word": "AB"}),
        ("word/A\r\nother\r\n", {"word": "A", "other": ""}),
        ("x" * 128 + "\nword", {"word": ""}),
        ("1\n2\n", {"2": ""}),
    ],
)
def test_lines_of_words(line: str, words: dict[str, str]) -> None:
    lexicon = read("SET UTF-8\n", line)
    found = {
        word.decode(): "".join(sorted(lexicon.groups[each - 1].decode() for each in numbers if each))
        for word, numbers in lexicon.words.items()
    }
    assert found == words


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("SET ISO8859-1", "latin-1"),
        ("# none", "latin-1"),
        ("SET ISO8859-15", "iso8859-15"),
        ("SET microsoft-cp1252", "cp1252"),
        ("\ufeffSET UTF-8", "utf-8"),
    ],
)
def test_words_become_utf8_and_flags_stay_bytes(said: str, encoding: str) -> None:
    lexicon = read(f"{said}\nSFX é Y 1\nSFX é é ée é\n", "1\nété/é\n", encoding)
    assert list(lexicon.words) == ["été".encode()]
    flag = "é".encode(encoding)
    assert list(lexicon.groups) == [flag]
    assert lexicon.rules[1] == b"SFX " + flag + " é ée é".encode()


def test_numbered_groups_keep_their_numbers() -> None:
    lexicon = read("AF 2\nAF AB\nAF C\nSFX A Y 1\nSFX A 0 s/2 .\n", "1\nword/2\n")
    assert lexicon.words[b"word"] == (2,)
    assert list(lexicon.groups) == [b"AB", b"C"]
    assert lexicon.rules[1] == b"SFX A 0 s/2 ."


def test_counts_that_lie_are_said_anew() -> None:
    lexicon = read(
        "SET UTF-8\nSFX A Y 4000000000\nSFX A 0 s\nSFX B N 1\nSFX B 0 t .\nSFX B 0 u .\nMAP 99999999\nMAP aá\n"
    )
    assert list(lexicon.rules) == [b"SFX A Y 1", b"SFX A 0 s .", b"SFX B N 2", b"SFX B 0 t .", b"SFX B 0 u ."]
    assert list(lexicon.others) == [b"MAP 1", "MAP aá".encode()]


def test_only_known_lines_go_through_and_flags_come_first() -> None:
    lexicon = read("KEEPCASE 3\nNAME A dictionary\nFLAG num\nNOTHING AT ALL\nAM 1\nAM po:noun\nSET UTF-8\n")
    assert list(lexicon.others) == [b"FLAG num", b"KEEPCASE 3"]


def test_ignored_characters_are_in_no_word() -> None:
    lexicon = read("SET UTF-8\nIGNORE َُ\n", "1\nكَتُب\n")
    assert list(lexicon.words) == ["كتب".encode()]


@pytest.mark.parametrize(
    ("aff", "dic", "sentence"),
    [
        ("SET NOBODY-1\n", "1\na\n", "a.aff: its encoding, NOBODY-1, is not known here."),
        ("SET UTF-8\n\nPFX A\n", "1\na\n", "a.aff, line 3: the rule is not complete."),
        ("SFX A 0 s .\n", "1\na\n", "a.aff, line 1: the rule comes before the line that says how many there are."),
        (
            "COMPLEXPREFIXES\n",
            "1\na\n",
            "a.aff, line 1: the browser engine cannot check languages with COMPLEXPREFIXES.",
        ),
        ("AF 1\nAF A\n", "1\na/2\n", "a.dic, line 2: there is no group of flags 2."),
        ("AF 1\nAF A\n", "1\na/B\n", "a.dic, line 2: there is no group of flags B."),
        ("SET UTF-8\n", b"1\ngood\nb\xe9d\n", "a.dic, line 3: this is not UTF-8, as the dictionary says."),
        (f"TRY {'a' * 17000}\n", "1\na\n", "a.aff, line 1: the line is too long."),
        (f"SFX A Y 1\nSFX A 0 {'s' * 101} .\n", "1\na\n", "a.aff, line 2: the affix is too long."),
        ("SET UTF-8\n", "0\n", "a.dic: there is no word in it."),
        ("SET UTF-8\n", b"\0\0", "a.dic: this is no text."),
    ],
)
def test_what_cannot_be_taken_in_is_one_sentence_with_its_line(aff: str, dic: str | bytes, sentence: str) -> None:
    with pytest.raises(ComposerError) as told:
        read(aff, dic)
    assert str(told.value) == sentence


def test_a_made_lexicon_is_looked_at_as_the_files_are() -> None:
    lexicon = read(AFF, DIC)
    assert checked(lexicon, "a.bdic") == lexicon
    lying = Lexicon(
        {b"a": (1,)}, [b"A"], [b"SFX A Y 4000000000", b"SFX A 0 s/1 ."], [], [b"PHONE 4000000000", b"NAME x"]
    )
    assert list(checked(lying, "a.bdic").rules) == [b"SFX A Y 1", b"SFX A 0 s/1 ."]
    assert list(checked(lying, "a.bdic").others) == [b"PHONE 0"]
