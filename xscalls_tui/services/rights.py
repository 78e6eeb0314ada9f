"""The rules in the server: every employee signs in as themselves, and the server says who may do what."""

from __future__ import annotations

from contextlib import closing

from xscalls_tui.domain.errors import DatabaseUnusable, NotAllowed
from xscalls_tui.models.database import is_server, open_database
from xscalls_tui.models.rights import LoginRole, RoleState, install

__all__ = ["LoginRole", "RoleState", "install_rules"]


def install_rules(where: str, *, passwords: bool = False) -> list[LoginRole]:
    """Have the server of a database keep the rules, and bring its login roles up to date.

    ``passwords`` gives each role that is made a password. Raises DatabaseUnusable for a file, NotAllowed for
    whoever does not own the database or may not make roles.
    """
    if not is_server(where):
        raise DatabaseUnusable("msg.rights.file")
    with closing(open_database(where)) as engine:
        with engine.reading():
            if engine.login() is not None:
                raise NotAllowed("msg.rights.administrator")
        return install(engine, passwords=passwords)
