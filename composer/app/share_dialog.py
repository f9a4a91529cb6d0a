"""A template of one's own written as one file for others: what goes along, who made it, how it looks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app import engine
from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.exhibits import Exhibit, looks, sitter
from composer.app.jobs import Err, Ok
from composer.app.look import role
from composer.app.miniature import miniature
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.portraits import Portraits
from composer.app.thumbnails import as_png
from composer.app.wanted import Wanted
from composer.library.imprint import Imprint, with_imprint
from composer.library.package_files import companions, package_of_template, write_package
from composer.library.packages import PICTURE, SUFFIX
from composer.library.templates import Library, Template
from composer.storage.atomic import write_file

KINDS = f"Templates (*{SUFFIX})"
_PICTURE = QSize(200, 250)
_HINTS = {"version": "1", "author": "Your name, or your publication’s", "licence": "CC BY 4.0"}


@dataclass(frozen=True, slots=True)
class _Packed:
    out: Path
    size: int
    left: tuple[str, ...]


class ShareDialog(QDialog):
    """`shared` says where the package was written."""

    shared = Signal(str)

    def __init__(self, desk: Desk, ask: Ask, parent: QWidget, *, template: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self._library: Library = desk.shelf.plain
        self._pictures: dict[str, QImage] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Share as package")
        self.templates = QComboBox()
        self.templates.setAccessibleName("Template")
        for each in own_templates(self._library):
            self.templates.addItem(each.title, each.name)
        self.imprint = {each.name: QLineEdit() for each in fields(Imprint)}
        self.along, self.error = words("", "muted"), words("", "error")
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.save_button = button("Save Package…", self.accept, "primary", default=True)
        self.portraits = Portraits(self._library, desk.jobs, self)
        self._lay_out()
        self.portraits.taken.connect(self._hang)
        self.templates.currentIndexChanged.connect(lambda row: self._show())
        self.finished.connect(lambda result: self.portraits.stop())
        self.templates.setCurrentIndex(max(0, self.templates.findData(template)))
        self._show()

    @property
    def chosen(self) -> Template:
        """The template that is shared."""
        return self._library.templates[self.templates.currentData()]

    def accept(self) -> None:
        template, library = self.chosen, self._library
        proposed = Path.home() / f"{template.name}{SUFFIX}"
        path = self._ask.save_path("Share as Package", proposed, KINDS)
        if path is None:
            return
        out = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        imprint = Imprint(**{name: box.text().strip() for name, box in self.imprint.items()})
        picture = as_png(self._pictures.get(template.name))

        def work() -> _Packed:
            card = template.folder / "template.toml"
            if imprint != template.imprint:
                write_file(card, with_imprint(card.read_bytes(), imprint))
            package, left = package_of_template(template, library)
            parts = {**package.parts, PICTURE: picture} if picture else package.parts
            write_package(replace(package, parts=parts), out)
            return _Packed(out, out.stat().st_size, left)

        self.save_button.setEnabled(False)
        self._desk.jobs.run(work, self._done)

    def _done(self, outcome: Ok[_Packed] | Err) -> None:
        if not isValid(self):
            return
        self.save_button.setEnabled(True)
        if isinstance(outcome, Err):
            self.error.setText(outcome.sentence)
            self.error.show()
            return
        packed = outcome.value
        without = f" Not taken along: {', '.join(packed.left)}." if packed.left else ""
        self.shared.emit(f"Written to “{packed.out.name}”, {packed.size / 1024:.0f} KB.{without}")
        super().accept()

    def _show(self) -> None:
        """What is said of the template, and what it takes along."""
        template = self.chosen
        self.error.hide()
        for name, box in self.imprint.items():
            box.setText(getattr(template.imprint, name))
        keys = companions(template, self._library)
        self.along.setText(_along(keys, self._library))
        self._hang_known(template)
        self.portraits.begin_anew()
        if not engine.refusal():
            exhibit = next(each for each in looks(self._library) if each.template == template.name)
            self.portraits.want([sitter(exhibit, Wanted(template.name, self._library, starter=exhibit.starter))])

    def _hang(self, exhibit: object, image: QImage) -> None:
        assert isinstance(exhibit, Exhibit)
        self._pictures[exhibit.template] = image
        self._hang_known(self.chosen)

    def _hang_known(self, template: Template) -> None:
        image = self._pictures.get(template.name)
        pixmap = QPixmap.fromImage(image) if image else miniature(template)
        smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
        self.picture.setPixmap(pixmap.scaled(_PICTURE * pixmap.devicePixelRatio(), keep, smooth))

    def _lay_out(self) -> None:
        self.picture.setFixedSize(_PICTURE + QSize(2, 2))
        role(self.picture, "framed")
        self.error.hide()
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(words("Share as package", "title"))
        said.addWidget(
            words("One file with all that the template needs. Who opens it sees first what is in it.", "muted")
        )
        said.addWidget(words("&Template", "label", of=self.templates))
        said.addWidget(self.templates)
        for name, box in self.imprint.items():
            box.setPlaceholderText(_HINTS[name])
            said.addWidget(words(f"&{name.capitalize()}", "label", of=box))
            said.addWidget(box)
        said.addSpacing(4)
        said.addWidget(self.along)
        said.addWidget(self.error)
        said.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        nest(middle, said, 1)
        middle.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        nest(layout, middle, 1)
        nest(layout, beside(None, button("Cancel", self.reject), self.save_button))
        self.setMinimumWidth(640)


def own_templates(library: Library) -> tuple[Template, ...]:
    """The user's templates, which are those that can be shared."""
    return tuple(each for each in library.templates.values() if each.own)


def _along(keys: tuple[str, ...], library: Library) -> str:
    """What goes along, in a sentence."""
    names = []
    for key in keys:
        kind, _, name = key.rpartition("/")
        known = library.blocks.get(name) if kind else library.templates.get(name) or library.foundations.get(name)
        names.append(f"the {'block type' if kind else 'look'} “{known.title if known else name}”")
    return f"Takes along {', '.join(names)}." if names else "It needs nothing besides itself."
