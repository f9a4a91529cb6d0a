"""An immutable mapping that keeps its order: the fields of a block, a row, a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any


class Record(Mapping[str, Any]):
    """Name to value, frozen and hashable; equal when the same names hold equal values, in any order."""

    __slots__ = ("_hash", "_values", "get")
    get: Callable[..., Any]  # the dict's own: asked for each field of each block

    def __init__(self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> None:
        self._values: dict[str, Any] = dict(values)
        self._hash: int | None = None
        self.get = self._values.get

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._values == other._values

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._values.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Record({self._values!r})"

    def __reduce__(self) -> tuple[type[Record], tuple[dict[str, Any]]]:
        return Record, (self._values,)

    def put(self, name: str, value: Any) -> Record:
        """The same record with `name` holding `value`; itself when it already does."""
        if name in self._values and self._values[name] is value:
            return self
        return Record({**self._values, name: value})

    def without(self, name: str) -> Record:
        """The same record less `name`."""
        return Record((key, value) for key, value in self._values.items() if key != name)
