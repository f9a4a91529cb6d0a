"""A dictionary of our own, small enough to know all of it: what tests of spelling check with."""

from __future__ import annotations

from pathlib import Path

AFF = """\
# Our own.
SET UTF-8
TRY esianrtolcdugmphbyfvkwzESIANRTOLCDUGMPHBYFVKWZ
REP 1
REP f ph
PFX U Y 1
PFX U 0 un .
SFX S Y 2
SFX S y ies [^aeiou]y
SFX S 0 s [^y]
"""
DIC = """\
8
table/S
chair/S
empty/U
lab/S
one
three
quiet/U
naïve
"""


def write_pair(folder: Path, name: str = "en_US", *, words: str = DIC) -> Path:
    """Both files of it in a folder; the one with the words."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(AFF, "utf-8")
    (folder / f"{name}.dic").write_text(words, "utf-8")
    return folder / f"{name}.dic"
