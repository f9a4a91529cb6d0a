"""Measure, print, keep in `build/bench.json`: all of the parts below, or those that are named."""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import tempfile

PARTS = ("rendering", "documents", "window", "keys", "gallery")


def main() -> None:
    """Run the parts named on the command line."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["NEWSLETTER_COMPOSER_HOME"] = home
        from tests.bench.clock import keep

        for part in sys.argv[1:] or PARTS:
            found = importlib.import_module(f"tests.bench.{part}").measure()
            keep({**found, "machine": _machine()})
            print(json.dumps(found, indent=2))


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    return f"{os.cpu_count()} CPUs, {processor}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
