"""The PySide6 we ship counts its references.

6.12.0 steals one reference to None per call on CPython 3.10 and 3.11 and aborts after some thousand calls.
"""

from __future__ import annotations

import os
import subprocess
import sys

import PySide6
from PySide6.QtCore import QObject

MANY_LABELS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
print(label.text())
"""


def test_the_version_is_the_one_that_was_tried() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_calls_leave_none_alone() -> None:
    thing = QObject()
    thing.setObjectName("warm")
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
    assert sys.getrefcount(None) - before > -50


def test_many_calls_are_survived() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", MANY_LABELS], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "19999"
