"""A browser page with everything off that a mail on the desk does not need. Imports QtWebEngine: import it late."""

from __future__ import annotations

from PySide6.QtCore import QFile, QIODevice, QObject, QUrl
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from composer.app.scheme import SCHEME, Server, Wall
from composer.library.places import shipped

_A = QWebEngineSettings.WebAttribute
# Every attribute that decides what a page may do, and what it is set to. Images are the one thing a mail needs.
ATTRIBUTES: dict[QWebEngineSettings.WebAttribute, bool] = {
    _A.AutoLoadImages: True,
    _A.JavascriptEnabled: False,
    _A.JavascriptCanOpenWindows: False,
    _A.JavascriptCanAccessClipboard: False,
    _A.JavascriptCanPaste: False,
    _A.LinksIncludedInFocusChain: False,
    _A.LocalStorageEnabled: False,
    _A.LocalContentCanAccessRemoteUrls: False,
    _A.LocalContentCanAccessFileUrls: False,
    _A.XSSAuditingEnabled: False,
    _A.SpatialNavigationEnabled: False,
    _A.HyperlinkAuditingEnabled: False,
    _A.ScrollAnimatorEnabled: False,
    _A.ErrorPageEnabled: False,
    _A.PluginsEnabled: False,
    _A.FullScreenSupportEnabled: False,
    _A.ScreenCaptureEnabled: False,
    _A.WebGLEnabled: False,
    _A.Accelerated2dCanvasEnabled: False,
    _A.AutoLoadIconsForPage: False,
    _A.TouchIconsEnabled: False,
    _A.FocusOnNavigationEnabled: False,
    _A.AllowRunningInsecureContent: False,
    _A.AllowGeolocationOnInsecureOrigins: False,
    _A.AllowWindowActivationFromJavaScript: False,
    _A.PlaybackRequiresUserGesture: True,
    _A.WebRTCPublicInterfacesOnly: True,
    _A.DnsPrefetchEnabled: False,
    _A.PdfViewerEnabled: False,
    _A.NavigateOnDropEnabled: False,
    _A.ReadingFromCanvasEnabled: False,
    _A.ForceDarkMode: False,
    _A.PrintElementBackgrounds: True,
    _A.BackForwardCacheEnabled: False,
}
WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld


def make_profile(server: Server, wall: Wall, parent: QObject) -> QWebEngineProfile:
    """A profile that keeps nothing, asks nobody and reaches only the server."""
    profile = QWebEngineProfile(parent)  # without a name: off the record
    profile.installUrlSchemeHandler(SCHEME, server)
    profile.setUrlRequestInterceptor(wall)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.downloadRequested.connect(_refuse_download)
    return profile


class LockedPage(QWebEnginePage):
    """A page that goes nowhere, opens nothing and grants nothing; our script speaks through `bridge`."""

    def __init__(self, profile: QWebEngineProfile, bridge: QObject, parent: QObject) -> None:
        super().__init__(profile, parent)
        for attribute, value in ATTRIBUTES.items():
            self.settings().setAttribute(attribute, value)
        self.settings().setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
        channel = QWebChannel(self)
        channel.registerObject("bridge", bridge)
        self.setWebChannel(channel, WORLD)
        self.scripts().insert(canvas_script())
        self.permissionRequested.connect(_deny)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        address = QUrl(url)
        typed = kind == QWebEnginePage.NavigationType.NavigationTypeTyped
        return main and typed and address.scheme() == "composer" and address.host() == "page"

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Refusals by the policy are expected; the program's own errors are told by the test that reads `errors`."""
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            self.errors = [*getattr(self, "errors", []), message][-20:]


def canvas_script() -> QWebEngineScript:
    """The canvas's own script, made of `assets/canvas`, behind Qt's channel script; for the world apart."""
    channel = QFile(":/qtwebchannel/qwebchannel.js")
    channel.open(QIODevice.OpenModeFlag.ReadOnly)
    library = channel.readAll().toStdString()
    script = QWebEngineScript()
    script.setName("canvas")
    script.setSourceCode(library + "\n" + (shipped("assets") / "canvas.js").read_text("utf-8"))
    script.setWorldId(WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setRunsOnSubFrames(False)
    return script


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()
