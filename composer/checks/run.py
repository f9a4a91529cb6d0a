"""Runs every check."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

import composer.checks
from composer.checks.checked import Checked
from composer.model.finding import LEVELS, Finding

__all__ = ["Checked", "checks", "run"]

Check = Callable[[Checked], Iterator[Finding]]


@cache
def checks() -> tuple[Check, ...]:
    """Every `check` function in this folder, by the name of its file."""
    names = sorted(found.name for found in pkgutil.iter_modules(composer.checks.__path__))
    modules = (import_module(f"composer.checks.{name}") for name in names)
    return tuple(module.check for module in modules if hasattr(module, "check"))


def run(checked: Checked) -> tuple[Finding, ...]:
    """What all checks find: errors, then warnings, then notes, each in the order of the issue; nothing twice."""
    order = {block.id: n for n, block in enumerate(checked.issue.blocks)}
    found = dict.fromkeys(finding for check in checks() for finding in check(checked))

    def rank(finding: Finding) -> tuple[int, int]:
        return LEVELS.index(finding.level), order.get(finding.place.block, -1)

    return tuple(sorted(found, key=rank))
