"""Pictures of pages, taken by one browser view that nobody sees. Imports QtWebEngine: import it late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from composer.app import engine
from composer.app.jobs import Jobs
from composer.app.locked import WORLD
from composer.export.pictures import sized
from composer.files.assets import Assets
from composer.model.framing import asset_and_frame

SIZE = QSize(416, 520)  # of a picture, in pixels
_WIDE = 728  # CSS pixels that it is wide
_STRIP = 8  # pixels at the bottom, in which the page says that it is drawn
_LOOK = 30  # ms between looks
_PATIENCE = 8000  # ms; a page that is not drawn by then is given up
_SIGNS = ("#ff00ff", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff0000")
# Scroll bars are no part of a picture. When its images are decoded, the page puts a sign on its lower edge: what
# shows the sign shows the images too.
_SIGN = """
document.documentElement.style.setProperty("overflow", "hidden", "important");
Promise.all([...document.images].map((image) => image.decode().catch(() => 0))).then(() => {{
  const sign = document.createElement("div");
  sign.style.cssText = "all: initial; position: fixed; left: 0; right: 0; bottom: 0; z-index: 2147483647;"
    + "height: {height}px; background: linear-gradient(90deg, {one} 50%, {other} 50%)";
  document.documentElement.append(sign);
}});
"""
Done = Callable[[QImage], None]


class Darkroom(QWidget):
    """Lies outside of its parent, and takes neither mouse nor keyboard. One page at a time."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._assets = Assets()
        self._done: Done | None = None
        self._count = 0
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(-4 * SIZE.width(), 0, SIZE.width(), SIZE.height() + _STRIP)
        self._view = engine.make_view(self._rendition, jobs, self)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.resize(self.size())
        self._view.zoom_to(SIZE.width() / _WIDE)
        self._view.ready.connect(self._sign)
        self._view.wanted.connect(lambda: self._finish(QImage()))
        self._view.gone.connect(lambda: self._finish(QImage()))
        self._looking = QTimer(self, interval=_LOOK)
        self._looking.timeout.connect(self._look)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(lambda: self._finish(QImage()))
        self.show()
        self.lower()

    def picture(self, page: str, assets: Assets, done: Done) -> None:
        """Have a page pictured; `done` gets the picture, or a null one."""
        self._assets, self._done = assets, done
        self._count += 1
        self._late.start()
        self._view.load_page(page)

    def stop(self) -> None:
        """Let go of the browser."""
        self._done = None
        self._looking.stop()
        self._late.stop()
        self._view.stop_page()

    def _rendition(self, rendition: str, width: int) -> bytes:
        asset, frame = asset_and_frame(rendition)
        return sized(self._assets.get(asset), width, frame)

    @property
    def _signs(self) -> tuple[str, str]:
        return _SIGNS[self._count % len(_SIGNS)], _SIGNS[(self._count + 1) % len(_SIGNS)]

    def _sign(self) -> None:
        if self._done is None:
            return
        one, other = self._signs
        height = round(_STRIP * _WIDE / SIZE.width())
        self._view.page().runJavaScript(_SIGN.format(one=one, other=other, height=height), WORLD)
        self._looking.start()

    def _look(self) -> None:
        image = self._view.grab().toImage()
        scale = image.devicePixelRatio()
        bottom = round((SIZE.height() + _STRIP / 2) * scale)
        places = (QPoint(round(share * SIZE.width() * scale), bottom) for share in (0.25, 0.75))
        if all(_alike(image.pixelColor(at), sign) for at, sign in zip(places, self._signs, strict=True)):
            whole = image.copy(0, 0, round(SIZE.width() * scale), round(SIZE.height() * scale))
            whole.setDevicePixelRatio(1)
            self._finish(whole)

    def _finish(self, image: QImage) -> None:
        self._looking.stop()
        self._late.stop()
        done, self._done = self._done, None
        if done:
            done(image)


def _alike(seen: QColor, sign: str) -> bool:
    wanted = QColor(sign)
    pairs = zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(one - other) < 48 for one, other in pairs)
