"""The narrowest place: a save is stored on the leader and on no standby yet, and not acknowledged for that.
It is asked for again and looked up, and then the leader dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from tests.cluster.events import audit, stored
from tests.cluster.nodes import Cluster, Node, wait_for
from tests.factories import SUPERUSER
from xscalls_tui.services import calls
from xscalls_tui.services.insisting import insist
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

_SENDER = "SELECT pid FROM pg_stat_replication WHERE application_name = %s"
_WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = 'crm'"


def connection_breaks(leader: Node, backend: int) -> None:
    """The server ends the connection that waits."""
    leader.query("SELECT pg_terminate_backend(%s)", backend)


def server_gives_up(leader: Node, backend: int) -> None:
    """The server stops waiting, as at ``statement_timeout``: it answers as if all were well, and warns."""
    leader.query("SELECT pg_cancel_backend(%s)", backend)


def run(cluster: Cluster, uid: str, befalls: Callable[[Node, int], None]) -> tuple[int, int]:
    """How many saves were lost, and how many done twice."""
    leader, standby = cluster.leader(), cluster.synchronous()
    with closing(open_session(cluster.url, SUPERUSER[0])) as session, ThreadPoolExecutor(1) as threads:
        before = stored(session).keys()
        ((sender,),) = leader.query(_SENDER, standby.name)
        os.kill(sender, signal.SIGSTOP)  # nothing reaches the standby from now on
        try:
            saving = threads.submit(_save, session, uid)
            first = wait_for("the save waits for the standby", lambda: _waiting(leader))
            befalls(leader, *first)
            wait_for("it is asked for again", lambda: saving.done() or _waiting(leader) - first)
        finally:
            leader.kill()
        saving.result()
    cluster.leader()  # another one
    leader.start()
    cluster.whole()
    with closing(open_session(cluster.url, SUPERUSER[0])) as session:
        return audit(session, before, {uid})


def _waiting(leader: Node) -> set[int]:
    return {pid for (pid,) in leader.query(_WAITING)}


def _save(session: Session, uid: str) -> None:
    draft = calls.blank(session)._replace(subject=uid)
    insist(lambda: calls.create(session, draft, uid))
