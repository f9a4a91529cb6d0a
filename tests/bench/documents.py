"""Opening and saving an issue of 200 articles with 100 MB of images, in a process of its own whose memory is read."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image as Pillow

from tests.bench.clock import timed
from tests.bench.issues import library, measured

ARTICLES = 200
IMAGES = 100
IMAGE_BYTES = 1_000_000
ROUNDS = 5


def measure() -> dict[str, Any]:
    """`open_s`, `save_s` and `peak_mb`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.documents"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    measured_there: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured_there


def _measure_here() -> dict[str, Any]:
    from composer.files.assets import Assets
    from composer.files.document import open_document, save_document
    from composer.model.walk import map_images

    assets = Assets()
    images = [assets.add(_picture(number)) for number in range(IMAGES)]
    given = iter(range(10**9))
    issue = map_images(measured(ARTICLES), library().declared, lambda image: images[next(given) % IMAGES])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.newsletter"
        saves = [timed(lambda: save_document(path, issue, assets, library=library())) for _ in range(ROUNDS)]
        opens = [timed(lambda: open_document(path, library())) for _ in range(ROUNDS)]
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1 / 1024)
    return {
        "open_s": round(median(opens), 3),
        "save_s": round(median(saves), 3),
        "peak_mb": round(peak / 1024 / 1024),
        "document_mb": round(size / 1_000_000),
    }


def _picture(number: int) -> bytes:
    """A small JPEG that carries its megabyte in a comment: what is measured is reading and writing, not decoding."""
    out = BytesIO()
    Pillow.new("RGB", (1200, 800), (number, 80, 120)).save(out, "JPEG")
    bulk = random.Random(number).randbytes(IMAGE_BYTES)
    chunks = [bulk[at : at + 65_000] for at in range(0, len(bulk), 65_000)]
    comments = b"".join(b"\xff\xfe" + (len(chunk) + 2).to_bytes(2, "big") + chunk for chunk in chunks)
    return out.getvalue()[:2] + comments + out.getvalue()[2:]


if __name__ == "__main__":
    print(json.dumps(_measure_here()))
