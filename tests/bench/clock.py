"""Timing, and where results are kept."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

BUILD = Path(__file__).parents[2] / "build"


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes, collections of garbage included only as they come."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def computed(work: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes, whatever else the machine is doing."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def milliseconds(seconds: list[float]) -> float:
    """The median, in milliseconds."""
    return round(median(seconds) * 1000, 3)


def keep(measured: dict[str, Any]) -> None:
    """Put results into `build/bench.json` beside those of other parts."""
    path = BUILD / "bench.json"
    BUILD.mkdir(exist_ok=True)
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.write_text(json.dumps({**known, **measured}, indent=2, sort_keys=True) + "\n", "utf-8")
