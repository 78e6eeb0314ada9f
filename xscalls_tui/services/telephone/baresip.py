"""Ringing by the softphone baresip, through its module ctrl_tcp: JSON in netstrings, commands one way,
answers and events the other. Tried with baresip 1.0.0."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Event
from typing import Any

from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.domain.telephone import Progress, Stage
from xscalls_tui.domain.text import clean_line
from xscalls_tui.services.telephone.line import Line

_TOKEN = "xscalls"
_LONGEST = 1 << 20
_STAGES = {
    "CALL_RINGING": Stage.RINGING,
    "CALL_PROGRESS": Stage.RINGING,
    "CALL_ESTABLISHED": Stage.ANSWERED,
    "CALL_CLOSED": Stage.ENDED,
}

Fields = dict[str, Any]


class Control:
    """A connection to ctrl_tcp. Raises NotDialled for all that goes wrong on it."""

    def __init__(self, address: tuple[str, int], timeout: float) -> None:
        self._read = b""
        self._where = "{}:{}".format(*address)
        self._closed = False
        try:
            self._socket = socket.create_connection(address, timeout)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise NotDialled("tel.baresip.unreachable", address=self._where, why=why) from error

    def send(self, command: str, params: str) -> None:
        """Send a command."""
        told = json.dumps({"command": command, "params": params, "token": _TOKEN}).encode()
        try:
            self._socket.sendall(b"%d:%s," % (len(told), told))
        except OSError as error:
            raise NotDialled("tel.baresip.lost") from error

    def messages(self) -> Iterator[Fields]:
        """Answers and events as they come, until ``close``."""
        while True:
            while (message := self._next()) is not None:
                yield message
            try:
                data = self._socket.recv(1 << 16)
            except TimeoutError as error:
                raise NotDialled("tel.baresip.slow") from error
            except OSError:
                data = b""
            if self._closed:
                return
            if not data:
                raise NotDialled("tel.baresip.lost")
            self._read += data

    def wait_on(self) -> None:
        """From now on wait for as long as it takes: a call goes on for hours."""
        self._socket.settimeout(None)

    def close(self) -> None:
        """Whoever reads messages in another thread gets no more."""
        self._closed = True
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _next(self) -> Fields | None:
        """The next message of what has been read, if it is whole."""
        length, colon, rest = self._read.partition(b":")
        if not colon and len(length) < len(str(_LONGEST)):
            return None
        if not length.isdigit() or int(length) > _LONGEST:
            raise NotDialled("tel.baresip.strange", address=self._where)
        size = int(length)
        if len(rest) <= size:
            return None
        self._read = rest[size + 1 :]
        try:
            message = json.loads(rest[:size])
        except ValueError:
            message = None
        if rest[size : size + 1] != b"," or not isinstance(message, dict):
            raise NotDialled("tel.baresip.strange", address=self._where)
        return message


class BaresipLine(Line):
    """A call of the softphone. ctrl_tcp knows one client at a time: a later one has the earlier one's place,
    which then hears nothing any more, but can still hang up."""

    def __init__(self, telephone: Telephone, number: str) -> None:
        super().__init__(telephone, number)
        self._id = ""
        self._ended = Event()
        self._early: list[Fields] = []
        self._control = self._connect()
        try:
            self._control.send("dial", number)
            self._early = self._until_answer()
        except BaseException:
            self._control.close()
            raise
        self._control.wait_on()

    def progress(self) -> Iterator[Progress]:
        """What baresip tells of this call, among all its calls."""
        try:
            for source in (self._early, self._control.messages()):
                for message in source:
                    if (stage := self._stage_of(message)) is None:
                        continue
                    yield Progress(
                        stage, clean_line(str(message.get("param", "")))[:80] if stage is Stage.ENDED else ""
                    )
                    if stage is Stage.ENDED:
                        return
        finally:
            self._ended.set()

    def hang_up(self) -> None:
        """End the call; its end is told in ``progress`` too, to whoever reads that in another thread."""
        try:
            self._control.send("hangup", self._id)
        except NotDialled:
            other = self._connect()
            try:
                other.send("hangup", self._id)
                next(other.messages())
            finally:
                other.close()
            return
        if not self._ended.wait(self.telephone.timeout):
            raise NotDialled("tel.baresip.slow")

    def close(self) -> None:
        """Listen no more."""
        self._control.close()

    def _connect(self) -> Control:
        if (address := self.telephone.baresip) is None:
            raise NotDialled("tel.noprovider")
        return Control(address, self.telephone.timeout)

    def _until_answer(self) -> list[Fields]:
        """What comes before the answer to the command, which is left out."""
        before: list[Fields] = []
        for message in self._control.messages():
            if message.get("response") and message.get("token") == _TOKEN:
                if not message.get("ok"):
                    why = clean_line(str(message.get("data", "")))[:80]
                    raise NotDialled("tel.baresip.refused", why=why)
                return before
            before.append(message)
        raise NotDialled("tel.baresip.lost")

    def _stage_of(self, message: Fields) -> Stage | None:
        """The stage that an event tells of, if it is one of this call: the first that goes to the number."""
        stage = _STAGES.get(str(message.get("type")))
        if stage is None or not message.get("event") or message.get("direction") != "outgoing":
            return None
        call_id, peer = str(message.get("id", "")), str(message.get("peeruri", ""))
        if not self._id:
            if peer.partition(":")[2].partition("@")[0] != self.number:
                return None
            self._id = call_id
        return stage if call_id == self._id else None
