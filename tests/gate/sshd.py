"""An sshd of one's own on loopback, whose only account is the one that runs the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
PATIENCE = 30.0


def missing() -> str:
    """What is not there to let anybody in with, in words; empty where all is there."""
    wanted = {"sshd": SSHD, "ssh": shutil.which("ssh"), "ssh-keygen": shutil.which("ssh-keygen")}
    lacking = [name for name, place in wanted.items() if not place]
    return f"not installed on this machine: {', '.join(lacking)} (openssh-server)" if lacking else ""


class Sshd(NamedTuple):
    """A running sshd: its port, its account, the account's home, and where keys are made."""

    port: int
    account: str
    home: Path
    keys: Path

    @property
    def authorized(self) -> Path:
        """The file of keys that it reads."""
        return self.home / ".ssh" / "authorized_keys"

    def make_key(self, name: str) -> Path:
        """A new private key; its public one lies beside it."""
        file = self.keys / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{name}@test", "-f", file], check=True
        )
        return file

    def ssh(self, key: Path, *options: str) -> list[str]:
        """The command that connects with a key; what is to be run there can follow."""
        given = {
            "Port": str(self.port),
            "User": self.account,
            "IdentityFile": str(key),
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": os.devnull,
            "LogLevel": "ERROR",
            "BatchMode": "yes",
        }
        pairs = [part for name, value in given.items() for part in ("-o", f"{name}={value}")]
        return ["ssh", "-F", os.devnull, *pairs, *options, "127.0.0.1"]

    def run(
        self, key: Path, *words: str, options: tuple[str, ...] = (), given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run something there without a terminal, as ``ssh crm@server WORDS`` does."""
        command = [*self.ssh(key, *options), *(["--", *words] if words else [])]
        return subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE, check=False)


@contextmanager
def running(folder: Path, besides: str = "") -> Iterator[Sshd]:
    """Start one; its files are in ``folder``, and ``besides`` is what else its configuration says."""
    home, keys = folder / "home", folder / "keys"
    for place in (home, keys):
        place.mkdir(mode=0o700)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    account = pwd.getpwuid(os.geteuid()).pw_name
    sshd = Sshd(port, account, home, keys)
    host_key = sshd.make_key("host")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    config = folder / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {host_key}\nPidFile {folder}/pid\nUsePAM no\n"
        f"AuthorizedKeysFile {sshd.authorized}\nStrictModes no\nPermitRootLogin yes\n"
        f"AuthenticationMethods publickey\nAcceptEnv LANG LC_*\nSetEnv HOME={home}\n"
        f"Subsystem sftp internal-sftp\n{besides}"
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", config], stderr=log)
    try:
        _wait(port, process)
        yield sshd
    finally:
        process.terminate()
        process.wait(PATIENCE)


def admin(
    server: Sshd, database: Path, *words: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """``xscalls admin key …`` on the server."""
    command = [sys.executable, "-m", "xscalls_tui", "--db", str(database), "--lang", "en", "admin", "key"]
    return subprocess.run(
        [*command, *words, "--file", str(server.authorized)], input=given, capture_output=True, check=False
    )


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody answers there."""
    while process.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("sshd did not start")
