"""What it costs to take a file in: each in a process of its own, forked from one that has everything loaded.

`python -m tests.security.weighed HOW FILE...` prints a line of JSON for each file.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MB = 1024 * 1024
_NOT_FORESEEN = "not foreseen:"
posix = pytest.mark.skipif(sys.platform == "win32", reason="fork, and what a process had in memory")


@dataclass(frozen=True)
class Cost:
    """told: why it was refused, or "" where it was taken in. memory: the most bytes beyond those before."""

    told: str
    seconds: float
    memory: int

    @property
    def refused(self) -> bool:
        """Whether it was, in a sentence."""
        return self.told.endswith(".") and not self.told.startswith(_NOT_FORESEEN)


def weigh(how: str, files: Mapping[str, bytes], folder: Path) -> dict[str, Cost]:
    """What each costs, by its name."""
    paths = [folder / f"{n}.newsletter" for n in range(len(files))]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    command = [sys.executable, "-m", "tests.security.weighed", how, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    costs = [Cost(**json.loads(line)) for line in done.stdout.splitlines()]
    return dict(zip(files, costs, strict=True))


def _picture(path: Path) -> None:
    Assets().add(path.read_bytes(), "a.png")


def _document(path: Path) -> None:
    """Open it; what is told of its damage is a refusal of the damaged part."""
    troubles = open_or_salvage(path, LIBRARY).troubles
    if troubles:
        raise ComposerError(" ".join(troubles))


def _package(path: Path) -> None:
    """Install it for somebody who has nothing yet, proved as the program proves it."""
    with tempfile.TemporaryDirectory() as home:
        library = few(LIBRARY)
        install(all_of(read_package(path)), library, partial(prove_folder, cache=path.parent), home=Path(home))


def _careless_picture(path: Path) -> None:
    Pillow.MAX_IMAGE_PIXELS = None
    with Pillow.open(io.BytesIO(path.read_bytes())) as found:
        for at in range(getattr(found, "n_frames", 1)):
            found.seek(at)
            found.load()


def _careless_document(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = [archive.read(name) for name in archive.namelist()]
        del kept


def _apart(take: Callable[[Path], None], path: Path) -> str:
    """The cost in a fork: a line of JSON, also where the process did not live to write it."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.write(writer, json.dumps(_cost(take, path)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(process, 0)
    return said or json.dumps({"told": f"ended with status {status}", "seconds": 99.0, "memory": 1 << 40})


def _cost(take: Callable[[Path], None], path: Path) -> dict[str, object]:
    before, begun, told = _most_memory(), time.process_time(), ""
    try:
        take(path)
    except ComposerError as error:
        told = str(error)
    except Exception as error:  # noqa: BLE001  # told, and no refusal
        told = f"{_NOT_FORESEEN} {error!r}"
    return {"told": told, "seconds": time.process_time() - begun, "memory": _most_memory() - before}


def _most_memory() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    import resource
    import warnings
    from functools import partial

    from PIL import Image as Pillow

    from composer.checks.proof import prove_folder
    from composer.errors import ComposerError
    from composer.files.assets import Assets
    from composer.files.salvage import open_or_salvage
    from composer.library.installing import all_of, install
    from composer.library.package_files import read_package
    from composer.library.templates import read_library
    from composer.render import stylist  # noqa: F401  # loaded before, as in a window that shows a mail
    from tests.checks.test_proof import few
    from tests.drawn import picture

    LIBRARY = read_library()
    for form in ("PNG", "JPEG", "GIF", "WEBP"):
        Assets().add(picture(form))  # so that the decoders are loaded
    warnings.simplefilter("ignore")
    take = {
        "picture": _picture, "document": _document, "package": _package,
        "careless picture": _careless_picture, "careless document": _careless_document,
    }[sys.argv[1]]  # fmt: skip
    for given in sys.argv[2:]:
        print(_apart(take, Path(given)), flush=True)
