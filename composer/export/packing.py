"""The pictures that one export takes along: each in the sizes it is shown at, none twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from composer.export.exporters import EMBED, FOLDER, Job
from composer.export.pictures import sized, suffix
from composer.files.json_form import declared_of
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

    def name(self, asset: str, width_px: int) -> str:
        """The file name of an asset shown `width_px` CSS pixels wide: readable, and new when the picture is."""
        if (asset, width_px) not in self._names:
            data = sized(self._assets.get(asset), width_px)
            name = f"{self._readable(asset)}-{hashlib.sha256(data).hexdigest()[:10]}{suffix(data)}"
            self.files[name] = data
            self._names[asset, width_px] = name
        return self._names[asset, width_px]

    def address(self, plan: str) -> Callable[[str, int], str]:
        """How a page is told where its pictures are, by the export's image plan."""
        if plan == EMBED:
            return lambda asset, width: self._embedded(self.name(asset, width))
        before = IMAGES if plan == FOLDER else plan
        return lambda asset, width: f"{before}/{self.name(asset, width)}"

    def draft(self, asset: str, width_px: int) -> str:
        """An address as long as the one in an export to a folder, without making the picture: for checks."""
        return f"{IMAGES}/{self._readable(asset)}-{asset[:10]}.{asset[-3:]}"

    def _readable(self, asset: str) -> str:
        return slug(self._called.get(asset) or "image")[:32].strip("-")

    def _embedded(self, name: str) -> str:
        kind = MIME_TYPES[PurePosixPath(name).suffix]
        return f"data:{kind};base64,{base64.b64encode(self.files[name]).decode('ascii')}"
