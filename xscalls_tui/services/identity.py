"""Whether whoever runs the program may choose whom to work as."""

from __future__ import annotations

import os

from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.models.database import is_server, local_path


def require_own(where: str) -> None:
    """Raise NotAllowed unless the database belongs to the account that runs the program.

    On one's own database one may work as any employee; on somebody else's, the database says whom one
    works as. A database that does not exist is nobody's: opening it tells.
    """
    if not owns(where):
        raise NotAllowed("msg.notowner", path=str(local_path(where)))


def absolute(where: str) -> str:
    """The same database, named so that it is found from any folder."""
    return where if is_server(where) else str(local_path(where).absolute())


def owns(where: str) -> bool:
    """Whether a database is the running account's own, as far as the system knows."""
    if is_server(where):
        return True  # the server knows who has signed in
    path = local_path(where)
    return not path.exists() or path.stat().st_uid == os.geteuid()
