"""Taking a picture in: through the gate of assets, with what its file says about it, in the place of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from composer.files.assets import Assets
from composer.importing.likeness import alike
from composer.importing.photo import described
from composer.model.values import Image


@dataclass(frozen=True, slots=True)
class Given:
    """A picture handed over: its file's name, and how to read its bytes (off the GUI thread)."""

    file: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Came:
    """A picture kept among the assets: `said` is what its file says about it; `like`, an asset that shows the same."""

    image: Image
    said: Image
    like: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The picture as it goes in, and where it replaces one that had words, as it could go in instead.

    Words go over only to what shows the same (another size, a retouch): a wrong credit in print is worse than one
    typed again. The other way is offered each time.
    """

    picture: Image
    instead: Image | None = None
    kept: bool = False

    @property
    def offer(self) -> tuple[str, str]:
        """What came of the words, and the verb for the other way."""
        if self.kept:
            return "It shows the same, so its description and credits were kept.", "Clear them"
        return "The description and credits went with the picture before.", "Bring them back"


def take_in(assets: Assets, given: Given, before: str = "") -> Came:
    """Keep a picture's bytes. `before`: the asset that it may replace. ComposerError where it is refused."""
    data = given.read()
    image = assets.add(data, given.file)
    like = before if before in assets and alike(assets.get(before), data) else ""
    return Came(image, described(image, data), like)


def placed(old: Image, came: Came, *, credited: bool) -> Taken:
    """The picture that came, in the place of `old`. credited: whether its place holds more than a description."""
    said = came.said if credited else replace(came.image, alt=came.said.alt)
    if old.decorative:
        said = replace(said, decorative=True, alt="")
    if not old.asset:
        return Taken(_filled(_holding(old, came.image), said))
    if not (old.alt or old.caption or old.credits or old.made):
        return Taken(said)
    kept = replace(_holding(old, came.image), focus=Image().focus, crop=Image().crop, turn=0)
    return Taken(kept, said, kept=True) if came.like == old.asset else Taken(said, kept)


def _holding(old: Image, new: Image) -> Image:
    return replace(old, asset=new.asset, file=new.file, width=new.width, height=new.height)


def _filled(old: Image, said: Image) -> Image:
    """What was written before there was a picture stays; the file's words go where there were none."""
    return replace(
        old,
        alt=old.alt or said.alt,
        caption=old.caption or said.caption,
        credits=old.credits or said.credits,
        made=old.made or said.made,
    )
