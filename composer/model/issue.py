"""One edition of a newsletter: frozen data, a flat list of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from composer.model.record import Record
from composer.model.values import Charter, Extra, Image

FORMAT = 1
CREDIT_PATTERN = "Image credits: {name} / {publication}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is decided about a block, apart from what it says.

    hidden: kept, not exported. held_over: not in this issue, brought along to the next one.
    What a template decided (`model/locks.py`): locked, its words stay as they are; fixed, it keeps its place; needed,
    it is neither taken out nor hidden; single, there is no second one of it.
    synced: the saved block that it follows, by name.
    """

    hidden: bool = False
    held_over: bool = False
    locked: bool = False
    fixed: bool = False
    needed: bool = False
    single: bool = False
    synced: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an issue. `id` is for the document and never leaves in an export."""

    id: str
    type: str
    fields: Record = Record()
    settings: Settings = Settings()
    extra: Extra = ()

    @property
    def printed(self) -> bool:
        """Whether the block is in the mail that leaves."""
        return not (self.settings.hidden or self.settings.held_over)


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes, as a snapshot; `id` is the one in the library. Addresses are http(s) or a merge tag.

    dark_logo: takes the logo's place on dark grounds.
    """

    id: str = ""
    name: str = ""
    tagline: str = ""
    logo: Image = Image()
    dark_logo: Image = Image()
    website: str = ""
    address: str = ""
    reason: str = ""
    contact: str = ""
    unsubscribe: str = ""
    preferences: str = ""
    browser_view: str = ""
    forward: str = ""
    charter: Charter = Charter()
    credit_pattern: str = CREDIT_PATTERN
    social: tuple[Record, ...] = ()
    extra: Extra = ()

    @property
    def logos(self) -> dict[str, Image]:
        """Its logos that are there, by the names of their members."""
        every = {"logo": self.logo, "dark_logo": self.dark_logo}
        return {name: logo for name, logo in every.items() if logo.asset or logo.file}


@dataclass(frozen=True, slots=True)
class Last:
    """What is remembered of the issue before: its date, and the SHA-256 of each field that asked to be looked at.

    `digests` is keyed by `<block id>.<field>`, or the field's name for the issue's own.
    """

    date: date | None = None
    digests: Record = Record()
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition. `theme` holds only the tokens changed in this issue, token to text.

    closed: the tokens that the template it came from does not leave to it.
    """

    subject: str = ""
    preheader: str = ""
    number: int | None = None
    label: str = ""
    date: date | None = None
    language: str = "en"
    template: str = "dispatch"
    publication: Publication = Publication()
    theme: Record = Record()
    closed: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    last: Last = Last()
    extra: Extra = ()

    def block(self, block_id: str) -> Block | None:
        """The block of that id, or None."""
        return next((block for block in self.blocks if block.id == block_id), None)

    def index(self, block_id: str) -> int:
        """Where the block stands; ValueError when there is none."""
        for index, block in enumerate(self.blocks):
            if block.id == block_id:
                return index
        raise ValueError(f"no block {block_id}")

    def printed_blocks(self) -> Iterator[Block]:
        """The blocks that leave in the mail, in order."""
        return (block for block in self.blocks if block.printed)


# Languages written from right to left (ISO 639-1, and the three-letter codes in use).
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "ha", "he", "khw", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 language tag."""
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"
