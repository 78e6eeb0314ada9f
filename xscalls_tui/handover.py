"""How the gate hands an operator's terminal over to a server of sessions that has the program loaded
already (``cli/serve_sessions.py``), and how that takes it. A start then costs a fork.

Both run as the same account, over a socket that only this account can reach; each side asks the kernel who
the other is. What is handed over waits in the gate's process until its session ends, so that one imports
little: neither the program nor the larger modules of the standard library (typing, pathlib, json).
"""

from __future__ import annotations

import os
import signal
import socket
import stat
import struct
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

GATE = "gate"
STREAMS = (0, 1, 2)
TAKEN, FULL = b"t", b"f"
"""What a server answers: the session has begun; there are as many as may be. Nothing, and there is none."""
ENDED = b"e"
"""Before the exit code, in two bytes."""
PATIENCE_SECONDS = 2.0
FULL_CODE = 75
"""EX_TEMPFAIL: to be tried again later."""
_RELAYED = (signal.SIGWINCH, signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
"""What the terminal and the system tell the process that they know, which is the gate's."""
_LENGTH = struct.Struct("!I")
_LONGEST = 256 * 1024
_CREDENTIALS = struct.Struct("3i")


class Order:
    """What is to be run: the arguments, the environment, the folder."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
        self.arguments = arguments
        self.environment = environment
        self.folder = folder

    def encode(self) -> bytes:
        """Its texts, none of which can hold a NUL, between which NULs stand."""
        variables = [f"{name}={value}" for name, value in self.environment.items()]
        return os.fsencode("\0".join((self.folder, str(len(self.arguments)), *self.arguments, *variables)))

    @staticmethod
    def decode(told: bytes) -> Order:
        """The same order again. Raises ValueError for anything else."""
        folder, count, *texts = os.fsdecode(told).split("\0")
        arguments, variables = texts[: int(count)], texts[int(count) :]
        if len(arguments) != int(count) or not all("=" in variable for variable in variables):
            raise ValueError("no order")
        parts = (variable.partition("=") for variable in variables)
        return Order(arguments, {name: value for name, _, value in parts}, folder)


def socket_path(environment: Mapping[str, str] = os.environ) -> str:
    """Where the server of this account listens."""
    if given := environment.get("XSCALLS_SESSIONS"):
        return given
    state = environment.get("XDG_STATE_HOME") or f"{environment.get('HOME', '')}/.local/state"
    return f"{state}/xscalls/sessions.sock"


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether an operator comes in for the screen."""
    return GATE in arguments and not environment.get("SSH_ORIGINAL_COMMAND", "").strip()


def hand_over(arguments: Sequence[str]) -> int | None:
    """Have a session run on this terminal, and wait for its end; its exit code. None where there is no server
    that may be trusted with it, or no terminal: then it is begun here."""
    if not all(map(os.isatty, STREAMS)):
        return None
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE_SECONDS)
        try:
            if not _private(socket_path()):
                return None
            line.connect(socket_path())
            if not same_account(line):
                return None
            sent = Order(arguments, os.environ, os.getcwd()).encode()  # noqa: PTH109
            socket.send_fds(line, [_LENGTH.pack(len(sent))], STREAMS)
            line.sendall(sent)
            answer = line.recv(1)
        except OSError:
            return None
        if answer == FULL:
            return FULL_CODE
        return _accompany(line) if answer == TAKEN else None


def receive(line: socket.socket) -> tuple[Order, list[int]]:
    """What is handed over, and the three streams. Raises OSError or ValueError for anything else."""
    line.settimeout(PATIENCE_SECONDS)
    head, streams, _, _ = socket.recv_fds(line, _LENGTH.size, len(STREAMS))
    try:
        (length,) = _LENGTH.unpack(head)
        if length > _LONGEST or len(streams) != len(STREAMS):
            raise ValueError("no order")
        order = Order.decode(_whole(line, length))
    except struct.error as error:
        _close(streams)
        raise ValueError("no order") from error
    except (OSError, ValueError):
        _close(streams)
        raise
    line.settimeout(None)
    return order, streams


def same_account(line: socket.socket) -> bool:
    """Whether the other side runs as this account; the kernel says so."""
    told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(told)[1] == os.geteuid())


def _private(path: str) -> bool:
    """Whether nobody else can have put the socket there."""
    try:
        place = os.stat(os.path.dirname(path))  # noqa: PTH116, PTH120
    except OSError:
        return False
    return place.st_uid == os.geteuid() and not place.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _accompany(line: socket.socket) -> int:
    """Tell the session what this process is told, until it ends."""

    def relay(number: int, _frame: FrameType | None) -> None:
        with suppress(OSError):
            line.send(bytes([number]))

    line.settimeout(None)
    for number in _RELAYED:
        signal.signal(number, relay)
    told = _whole(line, 3)
    return told[1] << 8 | told[2] if told[:1] == ENDED else 1


def _whole(line: socket.socket, length: int) -> bytes:
    told = b""
    while len(told) < length:
        try:
            part = line.recv(length - len(told))
        except ConnectionError:
            break
        if not part:
            break
        told += part
    return told


def _close(streams: Sequence[int]) -> None:
    for stream in streams:
        os.close(stream)


def tell_end(line: socket.socket, code: int) -> None:
    """Tell the gate how a session ended."""
    with suppress(OSError):
        line.sendall(ENDED + code.to_bytes(2, "big"))


def said_when_full() -> str:
    """A sentence in both languages: which one the operator speaks is not known yet."""
    return "xscalls: For mange økter akkurat nå; prøv igjen / Too many sessions right now; try again\n"


def enter(arguments: Sequence[str]) -> int | None:
    """Hand over, if that is asked for and can be."""
    if not asked(arguments, os.environ):
        return None
    code = hand_over(arguments)
    if code == FULL_CODE:
        sys.stderr.write(said_when_full())
    return code
