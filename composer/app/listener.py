"""The first process's ear: files that later starts hand over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

from composer.app.instance import TAKEN, Instance

_MOST = 64 * 1024  # bytes of one line
Wanted = Callable[[Path | None], None]


class Listener:
    """Answers at once, and keeps what is wanted until `serve` says who does it."""

    def __init__(self, instance: Instance) -> None:
        self._serve: Wanted | None = None
        self._waiting: list[Path | None] = []
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if instance.first:
            QLocalServer.removeServer(instance.address)  # of a process that came to a bad end
            self._server.listen(instance.address)

    def serve(self, wanted: Wanted) -> None:
        """Have `wanted` called with each file from now on, None for only being shown."""
        self._serve = wanted
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            wanted(path)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _welcome(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST:
                socket.abort()
            return
        line = bytes(socket.readLine(_MOST).data())
        try:
            path = str(json.loads(line)["open"])
        except (ValueError, TypeError, KeyError):
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        self._take(Path(path) if path else None)

    def _take(self, path: Path | None) -> None:
        if self._serve:
            self._serve(path)
        else:
            self._waiting.append(path)
