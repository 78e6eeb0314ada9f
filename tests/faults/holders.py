"""Processes that hold a lock until they are killed or let go."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK_FILE = """
import fcntl, os, sys
fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""
_DATABASE = """
import sys, apsw
connection = apsw.Connection(sys.argv[1])
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def lock_holder(lock_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock file, as a colleague who is saving does."""
    with _process(_LOCK_FILE, lock_file) as process:
        yield process


@contextmanager
def database_holder(database: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of another program, which knows nothing of the lock file, inside a write transaction."""
    with _process(_DATABASE, database) as process:
        yield process


@contextmanager
def _process(program: str, path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()
