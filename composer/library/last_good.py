"""What is being worked on and cannot be read just now: it stays as it was when it last could."""

from __future__ import annotations

from dataclasses import replace

from composer.library.brought import with_type
from composer.library.templates import Library, Template, in_order

STAYS = "What could be read last is used until that is mended."


def with_last_good(before: Library, after: Library) -> Library:
    """The library with the user's templates and block types that it lacks though their files are there, as before."""
    if not after.troubles:
        return after
    there = {**after.templates, **after.foundations}
    templates = [each for name, each in {**before.templates, **before.foundations}.items() if name not in there]
    kept = [each for each in templates if each.own and (each.folder / "template.toml").is_file()]
    types = [each for name, each in before.blocks.items() if name not in after.blocks]
    kept_types = [each for each in types if not each.ships and (each.folder / "block.toml").is_file()]
    if not kept and not kept_types:
        return after
    library = _with_templates(after, kept)
    for block_type in kept_types:
        library = with_type(library, block_type)
    return replace(library, troubles=tuple(f"{trouble} {STAYS}" for trouble in after.troubles))


def _with_templates(library: Library, kept: list[Template]) -> Library:
    chosen = in_order([*library.templates.values(), *(each for each in kept if not each.foundation)])
    foundations = in_order([*library.foundations.values(), *(each for each in kept if each.foundation)])
    return replace(library, templates=chosen, foundations=foundations)
