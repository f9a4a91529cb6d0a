"""A window goes on with another library: what it shows is read, rendered and checked by it."""

from __future__ import annotations

from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.form import Inspector
from composer.app.outline import Outline
from composer.app.review import Review
from composer.library.templates import Library
from composer.model.redeclared import redeclared
from composer.model.walk import Declared


class Restock:
    """Follows the shelf until `stop`."""

    def __init__(self, desk: Desk, *, canvas: Canvas, outline: Outline, inspector: Inspector, review: Review) -> None:
        self._desk = desk
        self._canvas, self._outline, self._inspector, self._review = canvas, outline, inspector, review
        self._declared = self._of(desk.library)
        self.stop = desk.shelf.subscribe(self._take)

    def _of(self, library: Library) -> Declared:
        """The fields by which this window's issue is read."""
        template = library.templates.get(self._desk.session.now.template)
        return template.declared if template else library.declared

    def _take(self, library: Library) -> None:
        before, self._declared = self._declared, self._of(library)
        self._desk.renderer.use(library)
        self._desk.session.convert(redeclared(before, self._declared))
        self._outline.show_again()
        self._inspector.show_again()
        self._canvas.redraw()
        self._review.use(library)
