"""Dictionaries as others make them, a file of affixes (.aff) and one of words (.dic), taken in as a lexicon.

Flags stay the bytes that they are; texts become UTF-8. Only lines that are known go through, and what says how many
lines follow says it anew: the engine believes such a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from composer.errors import ComposerError
from composer.library.bdic import GROUPS, LONGEST, Lexicon

_WORDS = 3_000_000
_LONG = 100  # bytes of an affix, or of what it takes away
_LINE = 16_000  # bytes

_BOM = b"\xef\xbb\xbf"
_ENCODINGS = {
    rb"UTF-?8": "utf-8",
    rb"ISO-?8859-(\d\d?)": "iso8859-{}",
    rb"KOI8-([RU])": "koi8-{}",
    rb"(?:MICROSOFT-|WINDOWS-)?CP-?(125\d)": "cp{}",
    rb"TIS-?620(?:-2533)?": "tis-620",
}
# Lines of flags and numbers, which go through as they are; of texts; and tables, whose first line counts the others.
_PLAIN = frozenset(
    b"LANG NOSUGGEST MAXCPDSUGS MAXNGRAMSUGS MAXDIFF ONLYMAXDIFF NOSPLITSUGS SUGSWITHDOTS WARN FORBIDWARN COMPOUNDMIN "
    b"COMPOUNDFLAG COMPOUNDBEGIN COMPOUNDLAST COMPOUNDEND COMPOUNDMIDDLE ONLYINCOMPOUND COMPOUNDPERMITFLAG "
    b"COMPOUNDFORBIDFLAG COMPOUNDMORESUFFIXES COMPOUNDROOT COMPOUNDWORDMAX CHECKCOMPOUNDDUP CHECKCOMPOUNDREP "
    b"CHECKCOMPOUNDCASE CHECKCOMPOUNDTRIPLE SIMPLIFIEDTRIPLE FORCEUCASE SYLLABLENUM CIRCUMFIX FORBIDDENWORD FULLSTRIP "
    b"KEEPCASE LEMMA_PRESENT NEEDAFFIX PSEUDOROOT SUBSTANDARD CHECKSHARPS".split()
)
_TEXTS = frozenset(b"KEY TRY WORDCHARS IGNORE COMPOUNDSYLLABLE".split())
_TABLES = frozenset(b"MAP PHONE BREAK COMPOUNDRULE CHECKCOMPOUNDPATTERN ICONV OCONV REP AF".split())
_ABOUT = re.compile(rb"[ \t]+[a-z]{2}:|\t")  # where what is said about a word begins: `po:noun`


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two files: what it is called in a sentence, and its bytes."""

    name: str
    data: bytes

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Lines with their numbers; what is empty or a comment is left out."""
        for number, line in enumerate(self.data.removeprefix(_BOM).split(b"\n"), 1):
            if line := line.strip():
                yield number, line

    def trouble(self, number: int, what: str) -> ComposerError:
        """An error at a line."""
        return ComposerError(f"{self.name}, line {number}: {what}.")


@dataclass(slots=True)
class _Group:
    """The rules of one flag; full when there are as many as its first line says."""

    kind: bytes
    flag: bytes
    crosses: bytes
    wanted: int
    rules: list[bytes] = field(default_factory=list)


def read_hunspell(affixes: Part, words: Part) -> Lexicon:
    """The lexicon of two files; ComposerError with file and line where one cannot be taken in."""
    for part in (affixes, words):
        if b"\0" in part.data:
            raise ComposerError(f"{part.name}: this is no text.")
    made = _Affixes(affixes)
    for number, line in affixes.lines():
        if not line.startswith(b"#"):
            made.take(number, line)
    found: dict[bytes, tuple[int, ...]] = {}
    for place, (number, line) in enumerate(words.lines()):
        word, flags = _split(line)
        if not place and not flags and word.isdigit():
            continue  # how many there are
        if (text := made.text(words, number, word)) and len(text) <= LONGEST:
            group, had = made.group(words, number, flags), found.get(text, ())
            found[text] = had if group in had else tuple(sorted((*had, group), reverse=True))
        if len(found) > _WORDS:
            raise ComposerError(f"{words.name}: more than {_WORDS:,} words are too many for a dictionary.")
    if not found:
        raise ComposerError(f"{words.name}: there is no word in it.")
    return made.lexicon(found)


def checked(lexicon: Lexicon, name: str) -> Lexicon:
    """A lexicon that came made, with its lines looked at as those of a file of affixes are."""
    groups = [b"AF %d" % len(lexicon.groups), *(b"AF " + group for group in lexicon.groups)] if lexicon.groups else []
    made = _Affixes(Part(name, b"\n".join([b"SET UTF-8", *groups, *lexicon.rules, *lexicon.others])))
    for number, line in made.part.lines():
        made.take(number, line)
    return replace(made.lexicon(dict(lexicon.words)), replacements=lexicon.replacements)


def _split(line: bytes) -> tuple[bytes, bytes]:
    """A word, and the flags behind a slash; `\\/` is a slash of the word's own, as is one that it begins with."""
    at = line.find(b"/", 1)
    while at > 0 and line[at - 1] == 0x5C:
        at = line.find(b"/", at + 1)
    about = _ABOUT.search(line)
    if at < 0 or (about and about.start() < at):
        return (line[: about.start()] if about else line).replace(b"\\/", b"/"), b""
    flags = line[at + 1 :].split()
    return line[:at].replace(b"\\/", b"/"), flags[0] if flags else b""


def _encoding(part: Part) -> str:
    said = re.search(rb"^(?:\xef\xbb\xbf)?SET[ \t]+(\S+)", part.data, re.MULTILINE)
    if not said:
        return "iso8859-1"
    for pattern, name in _ENCODINGS.items():
        if match := re.fullmatch(pattern, said[1].upper()):
            return name.format(*(group.decode() for group in match.groups())).lower()
    raise ComposerError(f"{part.name}: its encoding, {said[1][:40].decode('ascii', 'replace')}, is not known here.")


class _Affixes:
    """What the file of affixes says, as it is read."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._encoding = _encoding(part)
        self._sorted: list[_Group] = []
        self._lines: list[bytes] = []
        self._flag: list[bytes] = []  # the line that says what a flag is; it must come first
        self._tables: dict[bytes, list[bytes]] = {}
        self._count = sum(line.split(None, 1)[0] == b"AF" for _, line in part.lines()) - 1  # of groups that are listed
        self._numbered = self._count > 0
        self._groups: dict[bytes, int] = {}
        self._ignored = ""

    def take(self, number: int, line: bytes) -> None:
        """Take a line in."""
        command, *rest = line.split()
        if len(line) > _LINE:
            raise self.part.trouble(number, "the line is too long")
        if command in (b"PFX", b"SFX"):
            self._rule(number, [command, *rest])
        elif command == b"COMPLEXPREFIXES":
            raise self.part.trouble(number, "the browser engine cannot check languages with COMPLEXPREFIXES")
        elif command == b"FLAG":
            self._flag = [line]
        elif command in _PLAIN:
            self._lines.append(line)
        elif command in _TEXTS and rest:
            if command == b"IGNORE":
                self._ignored = self._decoded(self.part, number, rest[0])
            self._lines.append(self._decoded(self.part, number, line).encode())
        elif command in _TABLES and rest:
            self._row(number, command, rest)
        elif command == b"AF":
            raise self.part.trouble(number, "there are no flags")

    def text(self, part: Part, number: int, raw: bytes) -> bytes:
        """A word or an affix as it is looked up: UTF-8, without the characters that are ignored."""
        if raw.isascii() and not self._ignored:
            return raw
        text = self._decoded(part, number, raw)
        return (text.translate(dict.fromkeys(map(ord, self._ignored))) if self._ignored else text).encode()

    def group(self, part: Part, number: int, flags: bytes) -> int:
        """The number of a group of flags; where the file numbers them, it is what stands there."""
        if not flags:
            return 0
        if self._numbered:
            if not flags.isdigit() or not 0 < int(flags[:9]) <= self._count:
                raise part.trouble(number, f"there is no group of flags {flags[:20].decode('ascii', 'replace')}")
            return int(flags)
        if len(self._groups) >= GROUPS:
            raise part.trouble(number, "there are more different groups of flags than the browser engine can keep")
        return self._groups.setdefault(flags, len(self._groups) + 1)

    def lexicon(self, words: dict[bytes, tuple[int, ...]]) -> Lexicon:
        """All of it."""
        rows, rules = self._tables, list[bytes]()
        for each in filter(lambda group: group.rules, self._sorted):
            rules += [b" ".join((each.kind, each.flag, each.crosses, b"%d" % len(each.rules))), *each.rules]
        others = self._flag + self._lines
        for command in sorted(rows.keys() - {b"AF", b"REP"}):
            others += [b"%b %d" % (command, len(rows[command])), *(b"%b %b" % (command, row) for row in rows[command])]
        pairs = [row.replace(b"_", b" ").split(b"\t") for row in rows.get(b"REP", ())]
        groups = rows[b"AF"] if self._numbered else list(self._groups)
        return Lexicon(words, groups, rules, [(pair[0], pair[1]) for pair in pairs], others)

    def _decoded(self, part: Part, number: int, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError:
            raise part.trouble(number, f"this is not {self._encoding.upper()}, as the dictionary says") from None

    def _row(self, number: int, command: bytes, rest: list[bytes]) -> None:
        """A row of a table; the first only counts the others."""
        if command not in self._tables:
            self._tables[command] = []
            if rest[0].isdigit():
                return
        rows = self._tables[command]
        if command == b"AF":
            rows.append(rest[0])
        elif command == b"REP":
            if len(rest) > 1:
                rows.append(b"\t".join(self._decoded(self.part, number, side).encode() for side in rest[:2]))
        elif command == b"COMPOUNDRULE":
            rows.append(rest[0])
        else:
            rows.append(b" ".join(self._decoded(self.part, number, side).encode() for side in rest[:3]))

    def _rule(self, number: int, cells: list[bytes]) -> None:
        """The first line of a flag's rules, or a rule."""
        if len(cells) < 4:
            raise self.part.trouble(number, "the rule is not complete")
        kind, flag, third, fourth = cells[:4]
        now = self._sorted[-1] if self._sorted else None
        same = now is not None and (now.kind, now.flag) == (kind, flag)
        if third in (b"Y", b"N") and fourth.isdigit() and not (now and same and len(now.rules) < now.wanted):
            self._sorted.append(_Group(kind, flag, third, int(fourth[:9])))
            return
        if now is None or not same:
            raise self.part.trouble(number, "the rule comes before the line that says how many there are")
        text, _, flags = fourth.partition(b"/")
        taken, put = (self.text(self.part, number, each) or b"0" for each in (third, text))
        if max(len(taken), len(put)) > _LONG:
            raise self.part.trouble(number, "the affix is too long")
        if flags:
            put += b"/%d" % self.group(self.part, number, flags)
        condition = self._decoded(self.part, number, cells[4] if len(cells) > 4 else b".").encode()
        now.rules.append(b" ".join((kind, flag, taken, put, condition)))
