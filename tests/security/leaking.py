"""A browser of its own in which fragments that call somebody are shown, with the program's walls or without.

`python -m tests.security.leaking FOLDER walls|open`; says what was asked of the one server that every name leads to.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from composer.app import engine
from composer.app.jobs import Jobs


class Listener:
    """Takes every connection on one port, and answers that there is nothing."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.calls = 0
        self._server = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            connection, _ = self._server.accept()
            self.calls += 1
            threading.Thread(target=self._hear, args=(connection,), daemon=True).start()

    def _hear(self, connection: socket.socket) -> None:
        connection.settimeout(3)
        try:
            while said := connection.recv(65536):
                for line in said.split(b"\r\n"):
                    if line.startswith((b"GET ", b"HEAD ", b"POST ")):
                        self.asked.add(line.split(b" ")[1].decode("ascii", "replace"))
                        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        except OSError:
            pass
        connection.close()


def fragments(folder: Path, where: str) -> list[str]:
    """Each fragment, its addresses leading to the listener over plain HTTP."""
    found = []
    for number, line in enumerate((folder / "remote_leaks.jsonl").read_text("utf-8").splitlines()):
        text = json.loads(line)["payload"]
        for name in ("leaking.via", "t.via"):
            for scheme in ("https://", "http://", "HTTP://", "//"):
                text = text.replace(f"{scheme}{name}", f"{scheme.lower().replace('https', 'http')}{where}/{number}")
        found.append(text.replace(f"//{name}", f"//{where}/{number}"))
    return found


def page(fragment: str) -> str:
    """A page of the canvas with the fragment as its one block, as if nothing had been cleaned."""
    return (
        "<!DOCTYPE html><html><head><title>a</title></head><body><table data-block='b'><tr><td>"
        f"{fragment}<p data-edit='x'>{escape(fragment[:20])}</p></td></tr></table></body></html>"
    )


def canvas(window: QWidget, follow: Callable[[], None]) -> Callable[[str], None]:
    """The program's own view; what loads a page in it."""
    from composer.app.mail_view import MailView

    view = MailView(lambda asset, width: b"", Jobs(threads=0), window)
    view.resize(800, 600)
    view.ready.connect(follow)
    return view.load_page


def browser(window: QWidget, follow: Callable[[], None]) -> Callable[[str], None]:
    """A view as careless as they come; what loads a page in it."""
    from PySide6.QtWebEngineCore import QWebEngineSettings
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view = QWebEngineView(window)
    view.resize(800, 600)
    view.settings().setAttribute(QWebEngineSettings.WebAttribute.DnsPrefetchEnabled, True)
    view.loadFinished.connect(lambda ok: follow())
    return lambda html: view.setHtml(html, QUrl("http://start.invalid/"))


def main(folder: Path, walls: bool) -> None:
    """Show each fragment for a moment."""
    listener = Listener()
    if walls:
        engine.prepare()
    else:
        rule = '--host-resolver-rules="MAP *.leaking.via 127.0.0.1, MAP *.t.via 127.0.0.1"'
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] += f" {rule}"
    from composer.app import scheme

    scheme.register()
    app = QApplication([])
    window = QWidget()
    window.resize(800, 600)
    left = [page(text) for text in fragments(folder, f"f.leaking.via:{listener.port}")]
    shown = len(left)
    waiting = QTimer(singleShot=True)

    def go_on() -> None:
        waiting.start(700)  # a page that never says it is there is left
        load(left.pop(0)) if left else app.quit()

    waiting.timeout.connect(go_on)
    load = (canvas if walls else browser)(window, lambda: waiting.start(60 if left else 1500))
    window.show()
    go_on()
    app.exec()
    numbers = {path.split("/")[1] for path in listener.asked}
    print(json.dumps({"calls": listener.calls, "asked": sorted(numbers), "shown": shown}), flush=True)
    os._exit(0)  # a browser that is let go of in the wrong order would crash here


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "walls")
