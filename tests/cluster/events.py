"""What happens to a cluster while operators save, and what is stored afterwards of what they were told."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import closing
from typing import NamedTuple

from tests.cluster.nodes import Cluster, Node
from tests.cluster.operators import Crowd, gap
from tests.factories import SUPERUSER
from tests.models.soundness import assert_sound
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

OPERATORS = 8
WRITES = 20
"""Of each operator, before what happens and after it."""
_STORED = """
SELECT operation.uid, change.after, call.id FROM operation
LEFT JOIN change ON change.operation_id = operation.id
LEFT JOIN call ON call.id = change.row_id AND change.entity = 'call'
"""
_SAME_SUBJECT = "SELECT subject FROM call GROUP BY subject HAVING count(*) > 1"

Event = Callable[[Cluster], Node | None]
"""Does it; the node, if any, that has to be switched on again."""


def server_killed(cluster: Cluster) -> None:
    """kill -9 of the leader's PostgreSQL server."""
    cluster.leader().kill_server()


def leader_killed(cluster: Cluster) -> Node:
    """kill -9 of all that runs on the leader: PostgreSQL, patroni and etcd."""
    node = cluster.leader()
    node.kill()
    return node


def standby_killed(cluster: Cluster) -> Node:
    """The same on the node that the leader waits for at each save."""
    node = cluster.synchronous()
    node.kill()
    return node


def switched_over(cluster: Cluster) -> None:
    """``patronictl switchover``."""
    cluster.switch_over()


EVENTS: dict[str, Event] = {
    "the leader's PostgreSQL is killed": server_killed,
    "the leader's node is killed": leader_killed,
    "the synchronous standby's node is killed": standby_killed,
    "switchover": switched_over,
}


class Outcome(NamedTuple):
    """What came of it. Gaps are the longest times without an acknowledged save, in seconds: of all operators
    together, and of the one who waited longest."""

    gap: float
    longest: float
    acknowledged: int
    lost: int
    twice: int
    errors: Counter[str]


def run(cluster: Cluster, event: Event) -> Outcome:
    """Let operators save, let it happen, let them save on until all of them get through, and look at what is
    stored when the cluster is whole again."""
    with closing(open_session(cluster.url, SUPERUSER[0])) as session:
        before = stored(session).keys()
    with Crowd(cluster.url, OPERATORS) as crowd:
        crowd.wait_for_writes(WRITES, since=0)
        moment = time.monotonic()
        node = event(cluster)
        crowd.wait_for_writes(WRITES, since=time.monotonic())
        crowd.finish()
    if node:
        node.start()
    cluster.whole()
    writes = [write for told in crowd.told for write in told.acknowledged]
    with closing(open_session(cluster.url, SUPERUSER[0])) as session:
        assert_sound(session.engine)
        lost, twice = audit(session, before, {write.uid for write in writes})
    return Outcome(
        gap(writes, moment),
        max(gap(told.acknowledged, moment) for told in crowd.told),
        len(writes),
        lost,
        twice,
        sum((told.errors for told in crowd.told), Counter()),
    )


def stored(session: Session) -> Counter[str]:
    """The uids of all operations, each with how many calls it has written its own uid into."""
    found: Counter[str] = Counter()
    with session.engine.reading():
        for uid, after, call in session.engine.rows_of(_STORED):
            texts = json.loads(after or "{}")
            found[uid] += call is not None and uid in (texts.get("subject"), texts.get("note"))
    return found


def audit(session: Session, before: Collection[str], acknowledged: set[str]) -> tuple[int, int]:
    """How many of the acknowledged writes are lost, and how many writes were done twice.

    Raises AssertionError for a write from before that is gone, and for one that nobody was told of: each
    operator ended what was begun.
    """
    found = stored(session)
    assert found.keys() >= set(before)
    assert found.keys() <= {*before, *acknowledged}
    with session.engine.reading():
        created_twice = session.engine.rows_of(_SAME_SUBJECT)
    lost = sum(found[uid] == 0 for uid in acknowledged)
    return lost, len(created_twice) + sum(found[uid] > 1 for uid in acknowledged)
