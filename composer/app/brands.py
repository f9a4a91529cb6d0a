"""The publications that are kept, in the window: publish an issue as one of them, keep this one, pass it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.icons import icon
from composer.app.jobs import Err, Ok
from composer.app.pieces import as_written
from composer.checks.corrections import brand_for
from composer.files.json_form import declared_of
from composer.library.brands import (
    SUFFIX,
    brand_images,
    forget_brand,
    keep_brand,
    pack_brand,
    read_brands,
    unpack_brand,
)
from composer.model.brand import Brand, brand_of, wear
from composer.model.finding import Place

_FILTER = f"Publications (*{SUFFIX})"
_PLACE = Place("", "publication.name")
Brands = Mapping[str, Brand]


class BrandActions(QObject):
    """Acts on one window's issue. `tell` shows a sentence."""

    def __init__(self, desk: Desk, ask: Ask, tell: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self._tell = tell
        self._stocked: Brand | None = None
        desk.session.subscribe(lambda change: self._stock())
        self._stock()

    def fill(self, menu: QMenu) -> None:
        """The menu as it is right now."""
        menu.clear()
        issue, brands = self._desk.session.now, self._desk.library.brands
        own = brand_for(issue, self._desk.library)
        for brand in brands.values():
            action = menu.addAction(as_written(brand.publication.name))
            action.setCheckable(True)
            action.setChecked(brand is own)
            action.triggered.connect(lambda on=False, brand=brand: self.publish_as(brand))
        if brands:
            menu.addSeparator()
        name = as_written(issue.publication.name)
        keep = menu.addAction(icon("save"), f"{'Update' if own else 'Keep'} “{name or 'Publication'}” for Other Issues")
        keep.setEnabled(bool(name))
        keep.triggered.connect(lambda on=False: self.keep())
        menu.addSeparator()
        menu.addAction("Import Publication…").triggered.connect(lambda on=False: self.take_in())
        for label, act in (("Export Publication…", self.pass_on), ("Stop Keeping It", self.forget)):
            action = menu.addAction(label)
            action.setEnabled(own is not None)
            action.triggered.connect(lambda on=False, act=act: act())

    def publish_as(self, brand: Brand) -> None:
        """Give the issue a kept publication with its colours and fonts, as one step."""

        def done(images: Mapping[str, bytes]) -> None:
            self._restore(images)
            self._desk.session.apply(f"Publish as {brand.publication.name}", wear(brand), place=_PLACE)

        self._job(lambda: brand_images(brand), done)

    def keep(self) -> None:
        """Keep the issue's publication, changed tokens and people, beside what was kept of it before."""
        desk = self._desk
        issue = desk.session.now
        before = brand_for(issue, desk.library) or Brand()
        brand = brand_of(issue, declared_of(issue.template, desk.library), before)

        def work() -> Brands:
            kept = brand_images(before)
            named = {image.asset for image in brand.images()}
            images = {name: kept[name] if name in kept else desk.assets.get(name) for name in sorted(named)}
            keep_brand(brand, images)
            return read_brands()[0]

        people = f" with {len(brand.people)} people" if brand.people else ""
        self._job(work, self._taken(f"“{brand.publication.name}” is kept{people}. New issues can be published by it."))

    def take_in(self) -> None:
        """Keep a publication that somebody passed on."""
        path = self._ask.open_path("Import Publication", Path.home(), _FILTER)
        if path is None:
            return
        desk = self._desk

        def work() -> tuple[Brand, Brands]:
            brand, images = unpack_brand(path)
            for name, data in images.items():
                desk.assets.restore(name, data)
            keep_brand(brand, images)
            return brand, read_brands()[0]

        def done(found: tuple[Brand, Brands]) -> None:
            brand, brands = found
            self._taken(f"“{brand.publication.name}” is kept. Choose it in File ▸ Publication.")(brands)

        self._job(work, done)

    def pass_on(self) -> None:
        """Write the kept publication as one file."""
        brand = brand_for(self._desk.session.now, self._desk.library)
        if brand is None:
            return
        path = self._ask.save_path("Export Publication", Path.home() / f"{brand.id}{SUFFIX}", _FILTER)
        if path is not None:
            out = path if path.suffix else path.with_suffix(SUFFIX)
            self._job(lambda: pack_brand(brand, out), lambda done: self._tell(f"Written to “{out.name}”."))

    def forget(self) -> None:
        """Keep the publication no longer; the issue stays as it is."""
        brand = brand_for(self._desk.session.now, self._desk.library)
        if brand is None:
            return
        name = brand.publication.name
        if self._ask.sure(f"Stop keeping “{name}”?", "Issues keep what they carry of it.", "Stop Keeping"):

            def work() -> Brands:
                forget_brand(brand)
                return read_brands()[0]

            self._job(work, self._taken(f"“{name}” is no longer kept."))

    def _taken(self, sentence: str) -> Callable[[Brands], None]:
        def taken(brands: Brands) -> None:
            self._desk.shelf.put(replace(self._desk.library, brands=brands))
            self._stock()
            self._tell(sentence)

        return taken

    def _stock(self) -> None:
        """Have the pictures of the issue's kept publication at hand: a correction may bring one in."""
        brand = brand_for(self._desk.session.now, self._desk.library)
        if brand is not None and brand is not self._stocked:
            self._stocked = brand
            self._job(lambda: brand_images(brand), self._restore)

    def _restore(self, images: Mapping[str, bytes]) -> None:
        for name, data in images.items():
            self._desk.assets.restore(name, data)

    def _job(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        def finished(outcome: Ok[object] | Err) -> None:
            if isinstance(outcome, Ok):
                done(outcome.value)
            else:
                self._tell(outcome.sentence)

        self._desk.jobs.run(work, finished)
