"""Fetch the Nu HTML checker, a Java program with which the tests look at exported mail, by its lock file."""

from __future__ import annotations

import sys

from build_canvas import ROOT, BuildError, fetch

if __name__ == "__main__":
    try:
        fetch(ROOT / "tests" / "nu_checker", "The checker of exported mail")
    except BuildError as error:
        sys.exit(str(error))
