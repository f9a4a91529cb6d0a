"""The pictures that one export takes along: each in the sizes it is shown at, none twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from composer.export.exporters import EMBED, FOLDER, Job
from composer.export.pictures import sized, suffix
from composer.files.json_form import declared_of
from composer.model.framing import asset_and_frame
from composer.model.issue_json import slug
from composer.model.walk import images

IMAGES = "images"
MIME_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}


class Packing:
    """Collects `files`, file name to bytes, while a page asks for the addresses of its pictures."""

    def __init__(self, job: Job) -> None:
        self.files: dict[str, bytes] = {}
        self._assets = job.assets
        self._names: dict[tuple[str, int], str] = {}
        declared = declared_of(job.issue.template, job.library)
        self._called = {image.asset: PurePosixPath(image.file).stem for image in images(job.issue, declared)}

    def name(self, rendition: str, width_px: int) -> str:
        """The file name of a picture shown `width_px` CSS pixels wide: readable, and new when the picture is."""
        if (rendition, width_px) not in self._names:
            asset, frame = asset_and_frame(rendition)
            data = sized(self._assets.get(asset), width_px, frame)
            name = f"{self._readable(asset)}-{hashlib.sha256(data).hexdigest()[:10]}{suffix(data)}"
            self.files[name] = data
            self._names[rendition, width_px] = name
        return self._names[rendition, width_px]

    def address(self, plan: str) -> Callable[[str, int], str]:
        """How a page is told where its pictures are, by the export's image plan."""
        if plan == EMBED:
            return lambda rendition, width: self._embedded(self.name(rendition, width))
        before = IMAGES if plan == FOLDER else plan
        return lambda rendition, width: f"{before}/{self.name(rendition, width)}"

    def draft(self, rendition: str, width_px: int) -> str:
        """An address as long as the one in an export to a folder, without making the picture: for checks."""
        asset, _ = asset_and_frame(rendition)
        return f"{IMAGES}/{self._readable(asset)}-{asset[:10]}.{asset[-3:]}"

    def _readable(self, asset: str) -> str:
        return slug(self._called.get(asset) or "image")[:32].strip("-")

    def _embedded(self, name: str) -> str:
        kind = MIME_TYPES[PurePosixPath(name).suffix]
        return f"data:{kind};base64,{base64.b64encode(self.files[name]).decode('ascii')}"
