from __future__ import annotations

import pickle

from composer.model.record import Record


def test_records_are_equal_and_hash_alike_in_any_order() -> None:
    first, second = Record({"a": 1, "b": (2,)}), Record([("b", (2,)), ("a", 1)])
    assert first == second
    assert hash(first) == hash(second)
    assert first != Record({"a": 1})
    assert list(first) != list(second)


def test_put_and_without_make_new_records() -> None:
    record = Record({"a": 1})
    assert record.put("b", 2) == Record({"a": 1, "b": 2})
    assert record.put("a", 1) is record
    assert record.put("b", 2).without("b") == record
    assert record == Record({"a": 1})


def test_a_record_travels_between_processes() -> None:
    record = Record({"a": Record({"b": (1, 2)})})
    assert pickle.loads(pickle.dumps(record)) == record
