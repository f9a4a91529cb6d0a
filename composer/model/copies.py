"""Copies of blocks: with ids of their own, and what leads from one of them to another leading to its copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from composer.model.addresses import anchor_target
from composer.model.edits import new_id
from composer.model.issue import Block
from composer.model.prose import clean
from composer.model.values import Link
from composer.model.walk import Declared, map_block

_HREF = re.compile(r'(?<=<a href=")[^"]*(?=">)')


def copied(
    blocks: Sequence[Block], taken: Collection[str], declared: Declared, *, abroad: bool = False
) -> tuple[Block, ...]:
    """The blocks with ids that are not `taken`. abroad: into another issue, where links to blocks left behind end.

    A copy has no place that a template fixed; abroad nothing about it is fixed.
    """
    used = set(taken)
    names: dict[str, str] = {}
    for block in blocks:
        names[block.id] = new_id(used)
        used.add(names[block.id])

    def copy(block: Block) -> Block:
        fixed = block.settings
        settings = replace(
            fixed, fixed=False, needed=False, locked=fixed.locked and not abroad, single=fixed.single and not abroad
        )
        made = led(block, names, declared, abroad=abroad)
        return replace(made, id=names[block.id], settings=fixed if settings == fixed else settings)

    return tuple(map(copy, blocks))


def led(block: Block, names: Mapping[str, str], declared: Declared, *, abroad: bool) -> Block:
    """The block with what leads to a block in `names` leading to the one named; abroad, other ways to blocks end."""

    def link(value: Link) -> Link:
        block = _led(value.block, names, abroad)
        address = _led_address(value.address, names, abroad)
        same = (block, address) == (value.block, value.address)
        return value if same else replace(value, block=block, address=address)

    def prose(html: str) -> str:
        if "#" not in html:
            return html
        led = _HREF.sub(lambda href: _led_address(href[0], names, abroad), html)
        return html if led == html else clean(led)

    change: dict[str, Callable[[Any], Any]] = {"link": link, "prose": prose}
    return map_block(block, declared.get(block.type, ()), change)


def _led(block: str, names: Mapping[str, str], abroad: bool) -> str:
    return names.get(block, "" if abroad else block)


def _led_address(address: str, names: Mapping[str, str], abroad: bool) -> str:
    target = anchor_target(address)
    if not target:
        return address
    led = _led(target, names, abroad)
    return address.replace(target, led) if led else ""
