"""A screen reader's ears: a session bus and an accessibility bus of a test's own, and what a program says on them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

EDITABLE, FOCUSABLE, SHOWING = 1 << 7, 1 << 11, 1 << 25
LABELLED_BY = 2
ACCESSIBLE, TEXT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text"
DESKTOP = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PATIENCE = 60  # seconds for one answer

Spot = tuple[str, str]  # who says it on the bus, and the path of the thing


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing of a program, with all in it."""

    spot: Spot
    role: str
    name: str
    states: int
    inside: tuple[Heard, ...]

    def every(self) -> Iterator[Heard]:
        """This and all in it, in the order of reading."""
        yield self
        for each in self.inside:
            yield from each.every()

    def all(self, role: str, name: str | None = None) -> list[Heard]:
        return [each for each in self.every() if each.role == role and name in (None, each.name)]

    def one(self, role: str, name: str) -> Heard:
        (found,) = self.all(role, name)
        return found


class Reader:
    """Listens from before the program starts, as a screen reader does. `environment` is what the program needs."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        given = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._bus.stdout is not None
        self._session_address = self._bus.stdout.readline().strip()
        self.environment = {"XDG_RUNTIME_DIR": str(folder), "DBUS_SESSION_BUS_ADDRESS": self._session_address}
        self._session = open_dbus_connection(self._session_address)
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        (address,) = _answer(self._session, new_method_call(bus, "GetAddress"))
        self._connection = open_dbus_connection(address)
        status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            _answer(self._session, Properties(status).set(name, "b", True))

    def programs(self) -> list[Heard]:
        """Every program that speaks, with all it says."""
        return list(self._hear(DESKTOP).inside)

    def words(self, heard: Heard) -> str:
        """The text in a thing."""
        (text,) = self._ask(heard.spot, "GetText", TEXT, "ii", (0, -1))
        return str(text)

    def labelled(self, heard: Heard) -> bool:
        """Whether it is said to be named by another thing."""
        (relations,) = self._ask(heard.spot, "GetRelationSet")
        return any(kind == LABELLED_BY for kind, _ in relations)

    def close(self) -> None:
        """End the buses; what serves them ends with them."""
        self._connection.close()
        self._session.close()
        self._bus.kill()
        self._bus.communicate()

    def _hear(self, spot: Spot) -> Heard:
        (role,), (states,) = self._ask(spot, "GetRoleName"), self._ask(spot, "GetState")
        (children,) = self._ask(spot, "GetChildren")
        (_, name) = _answer(self._connection, Properties(DBusAddress(spot[1], spot[0], ACCESSIBLE)).get("Name"))[0]
        inside = tuple(self._hear(tuple(child)) for child in children)
        return Heard(spot, role, name, states[0] | states[1] << 32, inside)

    def _ask(self, spot: Spot, what: str, interface: str = ACCESSIBLE, kinds: str = "", given: Any = ()) -> Any:
        address = DBusAddress(spot[1], spot[0], interface)
        return _answer(self._connection, new_method_call(address, what, kinds or None, given))


def _answer(connection: DBusConnection, message: Any) -> Any:
    reply = connection.send_and_get_reply(message, timeout=PATIENCE)
    if reply.header.message_type is MessageType.error:
        raise LookupError(reply.header.fields.get(HeaderFields.error_name))  # gone meanwhile, for one
    return reply.body
