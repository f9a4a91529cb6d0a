"""Small parts: limits on files, functions and arguments, and no module named for no thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

COMPOSER = Path(__file__).parent.parent / "composer"
FILES = sorted(COMPOSER.rglob("*.py"))
NOT_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, Function]]:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, Function):
                yield f"{file.relative_to(COMPOSER)}:{node.lineno} {node.name}", node


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _positional(function: Function) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _is_qts_name(name: str) -> bool:
    """What overrides Qt has Qt's name and signature."""
    return name != name.lower() and name[0].islower()


def test_there_is_something_to_measure() -> None:
    assert len(FILES) > 20
    assert sum(1 for _ in _functions()) > 100


def test_no_file_is_long() -> None:
    assert not [f"{file.relative_to(COMPOSER)}: {_lines(file)}" for file in FILES if _lines(file) > 350]


def test_most_files_are_short() -> None:
    assert median(_lines(file) for file in FILES) <= 120


def test_no_function_is_long() -> None:
    assert not [f"{where}: {_length(function)}" for where, function in _functions() if _length(function) > 60]


def test_most_functions_are_short() -> None:
    assert quantiles([_length(function) for _, function in _functions()], n=10)[-1] <= 20


def test_few_positional_arguments() -> None:
    assert not [
        where for where, function in _functions() if len(_positional(function)) > 4 and not _is_qts_name(function.name)
    ]


def test_every_module_is_named_for_a_thing() -> None:
    named = {path for file in FILES for path in (file, file.parent) if path.stem.strip("_") in NOT_NAMES}
    assert not named
