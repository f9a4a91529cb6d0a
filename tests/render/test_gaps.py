"""Literals of byte code are filled in, also in the functions within, and nothing else is touched."""

from __future__ import annotations

from types import CodeType
from typing import Any

from composer.render.gaps import fill, gap


def _run(code: CodeType) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(code, names)
    return names


def test_gaps_are_filled_wherever_a_literal_stands() -> None:
    functions = f"def b():\n    def c():\n        return {gap(1)!r}\n    return c()"
    source = f"a = {f'x{gap(0)}y{gap(11)}{gap(0)}'!r}\n{functions}\nn = 7"
    code = compile(source, "t", "exec")
    texts = ("<0>", "{1}", *[""] * 9, "eleven")
    first, second = _run(fill(code, texts)), _run(fill(code, [text.upper() for text in texts]))
    assert (first["a"], first["b"](), first["n"]) == ("x<0>yeleven<0>", "{1}", 7)
    assert second["a"] == "x<0>yELEVEN<0>"
    assert _run(code)["b"]() == gap(1)
