"""A browser page with its scripts on and no wall around it: what would happen at a careless reader."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript
from pytestqt.qtbot import QtBot

_SAID = "fired by "
# Every way to tell that a script ran says so, with the name of the frame that it ran in.
_CANARY = f"""
(() => {{
  let name = window.name;
  try {{ for (let up = window; !name && up !== up.parent; name = up.name) up = up.parent; }} catch (elsewhere) {{}}
  const tell = () => console.log("{_SAID}" + name);
  for (const way of ["alert", "confirm", "prompt", "print"]) window[way] = tell;
  for (const way of ["write", "writeln"]) document[way] = tell;
}})();
"""
# What a reader might do: every handler that an element has is called, every link and button that runs something used.
_USE = """
(() => {
  const use = (frame) => {
    for (const element of frame.document.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) {
        if (!name.startsWith("on")) continue;
        try { element[name]?.call(element, new frame.Event(name.slice(2))); } catch (broken) {}
      }
      const leads = ["href", "action", "formaction", "xlink:href"].map((name) => element.getAttribute(name) ?? "");
      if (leads.some((address) => /^[\\u0000-\\u0020]*j[\\t\\n\\r]*a/i.test(address))) {
        try { element.dispatchEvent(new frame.MouseEvent("click", { bubbles: true, cancelable: true })); } catch (e) {}
        try { element.submit?.(); } catch (broken) {}
      }
    }
    for (let at = 0; at < frame.frames.length; at++) { try { use(frame.frames[at]); } catch (elsewhere) {} }
  };
  use(window);
})();
"""
# What has no place in a mail, wherever a payload may have hidden it.
_FOREIGN = """
(() => {
  const found = [];
  const known = new Set(%s);
  for (const element of document.querySelectorAll("*")) {
    if (!known.has(element.localName)) found.push(element.outerHTML.slice(0, 200));
    for (const { name, value } of element.attributes) {
      const runs = /^[\\u0000-\\u0020]*([a-z][a-z0-9+.-]*)[\\u0000-\\u0020]*:/i.exec(value.replace(/[\\t\\n\\r]/g, ""));
      const leads = ["href", "src", "background"].includes(name) && runs;
      if (name.startsWith("on") || name === "srcdoc" || name === "srcset") found.push(element.outerHTML.slice(0, 200));
      if (leads && !["http", "https", "mailto", "tel", "sms", "cid"].includes(runs[1].toLowerCase())) found.push(value);
      if (name === "style" && /url|expression|import|\\\\|position/i.test(value)) found.push(value);
    }
  }
  return JSON.stringify(found);
})();
"""
KNOWN = (
    "html head meta title style body table tbody tr td div p a img h1 h2 h3 h4 strong em u s sup sub code br ul ol li"
)
KNOWN += " blockquote span b i th"


class _Page(QWebEnginePage):
    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.fired: set[str] = set()

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        if message.startswith(_SAID):
            self.fired.add(message.removeprefix(_SAID))

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None


class Probe:
    """Opens pages and tells what ran in them."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self._file = folder / "page.html"
        self._owner = QObject()
        self._profile = QWebEngineProfile(self._owner)
        script = QWebEngineScript()
        script.setSourceCode(_CANARY)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setRunsOnSubFrames(True)
        self._profile.scripts().insert(script)
        self._page = _Page(self._profile, self._profile)

    def open(self, html: str) -> set[str]:
        """Open a page and use it: the names of frames in which something ran, "" for the page itself."""
        self._page.fired = set()
        self._file.write_text(html, "utf-8", "surrogatepass")
        with self._qtbot.waitSignal(self._page.loadFinished, timeout=120_000):
            self._page.load(QUrl.fromLocalFile(str(self._file)))
        self._ask(f"{_USE}; 0")
        self._ask("0")  # what was thrown into the queue by it has come
        return self._page.fired

    def apart(self, pages: Iterable[str]) -> set[int]:
        """Open each page in a frame of its own: the numbers of those in which something ran."""
        frames = "".join(f'<iframe name="{n}" srcdoc="{escape(page)}"></iframe>' for n, page in enumerate(pages))
        return {int(name) for name in self.open(f"<!DOCTYPE html><meta charset=utf-8>{frames}") if name.isdigit()}

    def foreign(self) -> list[str]:
        """What the open page holds that no mail of ours does."""
        found: list[str] = json.loads(self._ask(_FOREIGN % json.dumps(KNOWN.split())))
        return found

    def close(self) -> None:
        """Let go of the page before its profile."""
        self._page.deleteLater()
        self._qtbot.wait(1)
        self._owner.deleteLater()

    def _ask(self, script: str) -> str:
        answers: list[object] = []
        self._page.runJavaScript(script, 0, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=120_000)
        return str(answers[0])
