"""The values that fields hold, frozen. Each has an empty form, and `extra` for members this version does not know."""

from __future__ import annotations

from dataclasses import dataclass

# Members this version does not know, as (name, canonical JSON text): kept and written back.
Extra = tuple[tuple[str, str], ...]

# How a picture came to be: JSON word, label, IPTC DigitalSourceType term (https://cv.iptc.org/newscodes/digitalsourcetype/).
MADE = (
    ("photo", "Photo", "digitalCapture"),
    ("illustration", "Illustration", "digitalCreation"),
    ("ai-made", "Made with AI", "trainedAlgorithmicMedia"),
    ("ai-edited", "Edited with AI", "compositeWithTrainedAlgorithmicMedia"),
)
CREDIT_ROLES = (
    ("photographer", "Photographer"),
    ("illustrator", "Illustrator"),
    ("agency", "Agency"),
    ("handout", "Handout"),
    ("designer", "Designer"),
    ("archive", "Archive"),
    ("writer", "Writer"),
    ("editor", "Editor"),
    ("translator", "Translator"),
    ("researcher", "Researcher"),
    ("own", "Own work"),
    ("other", "Other"),
)
AI_USES = (
    ("assisted", "Assisted"),
    ("drafted", "Drafted"),
    ("translated", "Translated"),
    ("illustrated", "Illustrated"),
)


@dataclass(frozen=True, slots=True)
class Raw:
    """A value whose field this version does not know: its canonical JSON text, kept untouched."""

    json: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text leading to an address, or to a block of this issue by its id."""

    text: str = ""
    address: str = ""
    block: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a thing. `none_needed` says that somebody decided no credit is due."""

    role: str = ""
    name: str = ""
    publication: str = ""
    licence: str = ""
    link: str = ""
    none_needed: bool = False
    extra: Extra = ()

    @property
    def stated(self) -> bool:
        return bool(self.name or self.publication or self.none_needed)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a place: the asset's name (`<sha256>.<ext>`), its size in pixels, and what is said about it.

    `focus` is the point that must stay visible when cropped, as fractions of width and height from the top left.
    `crop` is the part that is shown (x, y, width, height, as fractions too), `turn` how many quarters it is then turned
    to the right: `framing.py` reads both. Width, height and focus are those of the whole picture.
    """

    asset: str = ""
    file: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    credits: tuple[Credit, ...] = ()
    focus: tuple[float, float] = (0.5, 0.5)
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    turn: int = 0
    made: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A byline, commentator or speaker, as a snapshot; `id` is the one in the people library."""

    id: str = ""
    name: str = ""
    role: str = ""
    picture: Image = Image()
    link: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How AI was used. `uses` None: not stated; empty: declared none; else words of AI_USES."""

    uses: tuple[str, ...] | None = None
    note: str = ""
    interests: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Charter:
    """The rules a publication gives itself for its use of AI."""

    name: str = ""
    link: str = ""
    extra: Extra = ()
