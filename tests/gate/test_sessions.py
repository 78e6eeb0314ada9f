"""A server of sessions behind the gate: it opens the program for the employee of the key, sooner; whoever is
not let in by the gate is not let in by it, and without it the program starts by itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gate.sshd import PATIENCE, Sshd, missing
from tests.journeys.terminal import Terminal
from xscalls_tui import handover
from xscalls_tui.cli import equal_pages, serve_sessions

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


class Serving:
    """A running server."""

    def __init__(self, path: Path, *options: str) -> None:
        self.path = path
        command = [sys.executable, "-m", "xscalls_tui", "serve-sessions", "--socket", str(path), *options]
        self.process = subprocess.Popen(command, env={**os.environ, "HOME": str(path.parent)})
        deadline = time.monotonic() + PATIENCE
        while not path.exists():
            assert self.process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)

    @property
    def sessions(self) -> list[int]:
        """Its children."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def wait(self) -> None:
        """Until it answers whoever comes."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
                line.settimeout(1)
                line.connect(str(self.path))
                line.shutdown(socket.SHUT_WR)
                if line.recv(1) == b"":
                    return
            assert time.monotonic() < deadline

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(PATIENCE)


@pytest.fixture
def serving(sshd: Sshd) -> Iterator[Serving]:
    """Where the gate looks for it."""
    path = Path(handover.socket_path({"HOME": str(sshd.home)}))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = Serving(path)
    yield server
    server.stop()
    path.unlink(missing_ok=True)


def test_the_program_opens_as_the_employee_of_the_key(serving: Serving, sshd: Sshd, ol: Path) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        assert "OL" in terminal.lines[0]
        assert len(serving.sessions) == 1
        terminal.press("F2", *"912 34 567")
        terminal.see("Ny samtale", "912 34 567")
        terminal.resize(100, 30)
        terminal.wait(lambda: len(terminal.lines[-1]) > 95, "what fills the window")
        terminal.press("Esc")
        terminal.see("Du har endringer som ikke er lagret")
        terminal.press("f")
        terminal.see_no("Ny samtale")
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0


def test_a_verb_and_a_line_without_a_terminal_go_the_usual_way(
    serving: Serving, sshd: Sshd, ol: Path
) -> None:
    assert sshd.run(ol, "list").returncode == 0
    assert sshd.run(ol, options=("-T",)).returncode == 64
    assert sshd.run(ol, "sh").returncode == 77
    assert serving.sessions == []


def test_a_hang_up_ends_the_session(serving: Serving, sshd: Sshd, ol: Path) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        assert serving.sessions
        terminal.process.kill(signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while serving.sessions:
            assert time.monotonic() < deadline, "the session goes on"
            time.sleep(0.05)


def test_sessions_outlive_the_server_and_without_one_the_program_starts_by_itself(
    serving: Serving, sshd: Sshd, ol: Path
) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        serving.stop()
        terminal.press("F2")
        terminal.see("Ny samtale")
        with Terminal(command=sshd.ssh(ol, "-tt")) as other:
            other.see("CRM - Samtaler")
            other.press("Ctrl+Q")
            assert other.end() == 0
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0


def test_there_are_no_more_sessions_than_may_be(sshd: Sshd, ol: Path) -> None:
    path = Path(handover.socket_path({"HOME": str(sshd.home)}))
    server = Serving(path, "--most", "1")
    try:
        with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
            terminal.see("CRM - Samtaler")
            with Terminal(command=sshd.ssh(ol, "-tt")) as other:
                other.see("For mange økter")
                assert other.end() == handover.FULL_CODE
            terminal.press("Ctrl+Q")
            assert terminal.end() == 0
        with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
            terminal.see("CRM - Samtaler")
            terminal.press("Ctrl+Q")
            assert terminal.end() == 0
    finally:
        server.stop()
        path.unlink(missing_ok=True)


def test_another_version_on_disk_takes_its_place_and_keeps_its_sessions(
    serving: Serving, sshd: Sshd, ol: Path
) -> None:
    import xscalls_tui

    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        environment = Path(f"/proc/{serving.process.pid}/environ")
        assert b"LISTEN_PID" not in environment.read_bytes()
        os.utime(xscalls_tui.__file__)
        with Terminal(command=sshd.ssh(ol, "-tt")) as other:
            other.see("CRM - Samtaler")
            assert len(serving.sessions) == 1, "who brought it to light began without"
            other.press("Ctrl+Q")
            assert other.end() == 0
        serving.wait()
        with Terminal(command=sshd.ssh(ol, "-tt")) as other:
            other.see("CRM - Samtaler")
            assert b"LISTEN_PID" in environment.read_bytes(), "it has begun anew"
            assert len(serving.sessions) == 2
            other.press("Ctrl+Q")
            assert other.end() == 0
        terminal.press("F2")
        terminal.see("Ny samtale")
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0


def test_a_second_server_and_an_open_folder_are_refused(serving: Serving, tmp_path: Path) -> None:
    with pytest.raises(serve_sessions.NotServed):
        serve_sessions._listener(serving.path)
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(serve_sessions.NotServed):
        serve_sessions._listener(tmp_path / "open" / "s.sock")
    mode = serving.path.stat().st_mode
    assert mode & 0o077 == 0


@pytest.mark.parametrize("said", [b"", b"\xff" * 4, b"\0\0\0\2{}", b"GET / HTTP/1.1\r\n\r\n"])
def test_nonsense_opens_nothing(serving: Serving, said: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(serving.path))
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert line.recv(1) == b""
    assert serving.sessions == [] and serving.process.poll() is None


def test_nothing_is_handed_to_a_socket_in_a_folder_that_others_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "open"
    place.mkdir()
    place.chmod(0o777)
    monkeypatch.setenv("XSCALLS_SESSIONS", str(place / "s.sock"))
    monkeypatch.setattr(os, "isatty", lambda _fd: True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place / "s.sock"))
        listener.listen()
        listener.settimeout(0)
        assert handover.hand_over(["gate", "OL"]) is None
        with pytest.raises(BlockingIOError):
            listener.accept()


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
NAMES = st.text(st.characters(exclude_characters="\0=", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(TEXTS), st.dictionaries(NAMES, TEXTS), TEXTS)
def test_an_order_arrives_as_it_was_given(
    arguments: list[str], environment: dict[str, str], folder: str
) -> None:
    order = handover.Order.decode(handover.Order(arguments, environment, folder).encode())
    assert (order.arguments, order.environment, order.folder) == (arguments, environment, folder)


@pytest.mark.parametrize(
    "told", [b"", b"/", b"/\0-", b"/\x002\0gate", b"/\x00-1\0gate\0a=b", b"/\x001\0gate\0no variable"]
)
def test_what_is_no_order_is_refused(told: bytes) -> None:
    with pytest.raises(ValueError):
        handover.Order.decode(told)


def test_what_waits_in_the_gate_is_small() -> None:
    code = "import sys, xscalls_tui.__main__, xscalls_tui.handover; print(*sys.modules)"
    run = [sys.executable, "-c", code]
    loaded = set(subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())
    assert {"xscalls_tui.handover"} == {name for name in loaded if name.startswith("xscalls_tui.")} - {
        "xscalls_tui.__main__"
    }
    assert not loaded & {"typing", "pathlib", "json", "re", "asyncio", "click", "textual"}


def test_no_thread_and_no_database_is_open_when_it_forks(serving: Serving) -> None:
    place = Path(f"/proc/{serving.process.pid}")
    assert len(list((place / "task").iterdir())) == 1
    files = [str(fd.readlink()) for fd in (place / "fd").iterdir()]
    assert files and not [file for file in files if file.endswith((".db", "-wal"))]


@pytest.mark.skipif(
    not equal_pages.possible(),
    reason="this kernel cannot be asked to merge equal pages: that takes Linux 6.4, with KSM",
)
def test_what_sessions_have_alike_is_offered_to_the_kernel(serving: Serving, sshd: Sshd, ol: Path) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        mergeable = "mg"
        for process in (serving.process.pid, *serving.sessions):
            maps = Path(f"/proc/{process}/smaps").read_text()
            heap = maps[maps.index("[heap]") :]
            flags = next(line for line in heap.splitlines() if line.startswith("VmFlags:"))
            assert mergeable in flags.split()
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0
