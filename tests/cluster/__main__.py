"""``python -m tests.cluster [TIMES]``: what a cluster's failures cost operators, as a table in Markdown."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.cluster.events import EVENTS, OPERATORS, Outcome, run
from tests.cluster.nodes import PATRONI, Cluster, cluster, missing
from tests.factories import fill_template

_SETTINGS = ("ttl", "loop_wait", "retry_timeout", "master_start_timeout", "synchronous_mode")
_HEAD = """\
| What happens | Gap, all, s | Gap, slowest operator, s | Acknowledged | Lost | Twice | Told meanwhile |
|---|--:|--:|--:|--:|--:|---|"""


def table(times: int) -> Iterator[str]:
    """The lines of the table, and a sentence on how it was made."""
    with cluster() as three_nodes:
        fill_template(three_nodes.url)
        yield _about(three_nodes)
        yield _HEAD
        for what, event in EVENTS.items():
            yield _row(what, [run(three_nodes, event) for _ in range(times)])


def _about(made: Cluster) -> str:
    patroni = made.leader().ask("/patroni")
    version = int(patroni["server_version"])
    etcd = subprocess.run(["etcd", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    lines = (line.strip() for line in PATRONI.read_text().splitlines())
    settings = ", ".join(line for line in lines if line.split(":")[0] in _SETTINGS)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores shared by all, "
        f"Python {platform.python_version()}, PostgreSQL {'.'.join(map(str, divmod(version, 10000)))}, "
        f"patroni {patroni['patroni']['version']}, etcd {etcd}; "
        f"{OPERATORS} operators who save without a pause; {settings}.\n"
    )


def _row(what: str, outcomes: list[Outcome]) -> str:
    errors = sum((outcome.errors for outcome in outcomes), Counter[str]())
    cells = (
        what,
        ", ".join(f"{outcome.gap:.1f}" for outcome in outcomes),
        ", ".join(f"{outcome.longest:.1f}" for outcome in outcomes),
        str(sum(outcome.acknowledged for outcome in outcomes)),
        str(sum(outcome.lost for outcome in outcomes)),
        str(sum(outcome.twice for outcome in outcomes)),
        ", ".join(f"`{key}` {number}" for key, number in errors.most_common()) or "nothing",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    if sentence := missing():
        sys.exit(sentence)
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
