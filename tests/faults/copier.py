"""A process that copies a database until it is killed, and tells each step, a line each."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

import playhouse.migrations  # noqa: F401  # these two are otherwise loaded anew by each process

import xscalls_tui.models.postgres  # noqa: F401
from xscalls_tui.models import copying
from xscalls_tui.services.copying import copy_database


def main(source: str, target: str, batch: int, pipe: Connection) -> None:
    """Copy and tell."""
    copying.BATCH = batch

    def tell(done: int, _of: int) -> bool:
        os.write(pipe.fileno(), f"{done}\n".encode())
        return True

    assert copy_database(source, target, tell).same
