"""A cluster of three nodes on loopback, of Debian's patroni, etcd and PostgreSQL, from the files that the
README shows for three machines."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Any, TypeVar

import psycopg

HERE = Path(__file__).parent
HOST, PASSWORD = "127.0.0.1", "loopback"
PATRONI, ETCD = HERE / "patroni.yml", HERE / "etcd.env"
"""The two files of a node, with a ``$name`` for everything that differs from node to node."""
PROGRAMS = {"etcd": "etcd-server", "patroni": "patroni", "patronictl": "patroni"}
"""What a cluster needs, and the packages of Debian that bring it."""
DEADLINE = 120.0
"""Seconds until a cluster has to be whole."""
POLL = 0.1

T = TypeVar("T")


def missing() -> str:
    """What is not installed, in a sentence; empty when a cluster can be built."""
    programs = [f"{name} (apt install {deb})" for name, deb in PROGRAMS.items() if not shutil.which(name)]
    if not _server_programs():
        programs.append("PostgreSQL's server (apt install postgresql)")
    return f"A cluster needs what is not installed: {', '.join(programs)}." if programs else ""


def _server_programs() -> list[Path]:
    """The folders of Debian's PostgreSQL servers, the newest last."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return sorted(found, key=lambda folder: int(folder.parent.name))


def wait_for(what: str, condition: Callable[[], T | None], seconds: float = DEADLINE) -> T:
    """What ``condition`` gives as soon as it gives anything. Raises TimeoutError with ``what``."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(POLL)
    return found


class Node:
    """One machine's etcd, patroni and PostgreSQL. They run in sessions of their own, as ``postgres`` when the
    caller is root: PostgreSQL refuses to run as root."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.ports = dict(zip(("port", "rest", "client", "peer"), _free_ports(4), strict=True))
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def config(self) -> Path:
        """The file that patroni and patronictl read."""
        return self.folder / "patroni.yml"

    def prepare(self, nodes: list[Node]) -> None:
        """Write the node's files."""
        values = {
            "name": self.name,
            "host": HOST,
            "network": f"{HOST}/32",
            "folder": self.folder,
            "etcd_folder": self.folder / "etcd",
            "etcd_hosts": ",".join(f"{HOST}:{node.ports['client']}" for node in nodes),
            "etcd_members": ",".join(f"{node.name}=http://{HOST}:{node.ports['peer']}" for node in nodes),
            "programs": _server_programs()[-1],
            "sockets": self.folder,
            "password": PASSWORD,
            **self.ports,
        }
        self.folder.mkdir(mode=0o700)
        self.config.write_text(Template(PATRONI.read_text()).substitute(values))
        lines = Template(ETCD.read_text()).substitute(values).splitlines()
        self._etcd = dict(line.split("=", 1) for line in lines)
        if os.geteuid() == 0:
            for path in (self.folder, self.config):
                shutil.chown(path, "postgres", "postgres")

    def start(self) -> None:
        """Start what a machine starts when it is switched on."""
        self._run(["etcd", "--logger=zap", "--log-level=warn"], self._etcd)
        self._run(["patroni", str(self.config)], {})

    def _run(self, command: list[str], environment: dict[str, str]) -> None:
        account: dict[str, Any] = {}
        if os.geteuid() == 0:
            account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(self.folder),
                    "LC_ALL": "C.UTF-8",
                    **environment,
                },
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **account,
            )
        self._processes.append(process)

    def postmaster(self) -> int | None:
        """The process of the PostgreSQL server, if it is there."""
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.folder / "crm" / "postmaster.pid").read_text().split("\n")[0])
            if b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        return None

    def kill_server(self) -> None:
        """kill -9 of the PostgreSQL server; patroni is still there and sees it."""
        if pid := self.postmaster():
            os.kill(pid, signal.SIGKILL)

    def kill(self) -> None:
        """kill -9 of all that runs: as if the machine had lost its power."""
        for process in self._processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        if pid := self.postmaster():
            for one in (pid, *_children(pid)):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
        for process in self._processes:
            process.wait()
        self._processes.clear()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows, if any, of a statement of the server's superuser."""
        login = f"host={HOST} port={self.ports['port']} user=postgres password={PASSWORD} dbname=postgres"
        with closing(psycopg.connect(login, autocommit=True)) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def ask(self, path: str) -> Any:
        """What patroni's REST API answers with 200; None for everything else."""
        connection = http.client.HTTPConnection(HOST, self.ports["rest"], timeout=2)
        with suppress(OSError, http.client.HTTPException, ValueError):
            connection.request("GET", path)
            response = connection.getresponse()
            if response.status == 200:
                return json.loads(response.read())
        connection.close()
        return None


class Cluster:
    """Three nodes."""

    def __init__(self, folder: Path, size: int = 3) -> None:
        self.nodes = [Node(f"db{number}", folder / f"db{number}") for number in range(1, size + 1)]

    def start(self) -> None:
        """Build it, with an empty database ``crm`` of the role ``crm``."""
        for node in self.nodes:
            node.prepare(self.nodes)
        for node in self.nodes:
            node.start()
        self.whole()
        leader = self.leader()
        leader.query(f"CREATE ROLE crm LOGIN PASSWORD '{PASSWORD}'")
        leader.query("CREATE DATABASE crm OWNER crm")

    @property
    def url(self) -> str:
        """Of the database, on whichever node can be written to."""
        hosts = ",".join(f"{HOST}:{node.ports['port']}" for node in self.nodes)
        return f"postgresql://crm:{PASSWORD}@{hosts}/crm?target_session_attrs=read-write"

    def leader(self) -> Node:
        """The node that patroni says leads."""
        return wait_for("a leader", lambda: next((one for one in self.nodes if one.ask("/leader")), None))

    def synchronous(self) -> Node:
        """The node that the leader waits for at each save."""
        members = self.leader().ask("/cluster")["members"]
        name = next(member["name"] for member in members if member["role"] == "sync_standby")
        return next(node for node in self.nodes if node.name == name)

    def whole(self) -> None:
        """Wait until all nodes run, on the leader's timeline, and one of them follows synchronously."""
        wait_for("all nodes healthy", lambda: all(self._healthy(node) for node in self.nodes))
        self.leader()

    def _healthy(self, node: Node) -> bool:
        members = (node.ask("/cluster") or {}).get("members", [])
        return (
            len(members) == len(self.nodes)
            and {"leader", "sync_standby"} <= {member["role"] for member in members}
            and {member["state"] for member in members} <= {"running", "streaming"}
            and len({member.get("timeline") for member in members}) == 1
        )

    def switch_over(self) -> None:
        """Let another node lead, as an operator asks for."""
        leader = self.leader()
        command = ["patronictl", "-c", str(leader.config), "switchover", "--master", leader.name, "--force"]
        subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE)

    def kill(self) -> None:
        """End all that runs."""
        for node in self.nodes:
            node.kill()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster, of which nothing is left afterwards."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="xscalls-cluster-"))
        stack.callback(shutil.rmtree, folder)
        folder.chmod(0o755)
        made = Cluster(folder)
        stack.callback(made.kill)
        made.start()
        yield made


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found
