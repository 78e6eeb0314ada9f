"""F8 on a real cluster of three nodes: whatever dies while operators save, no acknowledged save is lost and
none is done twice. Asked for with ``-m cluster``; takes some minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.cluster import hanging
from tests.cluster.events import EVENTS, Event, run
from tests.cluster.nodes import Cluster, Node, cluster, missing
from tests.factories import fill_template

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def three_nodes() -> Iterator[Cluster]:
    """A cluster with the database of ``fill_template``."""
    if sentence := missing():
        pytest.skip(sentence)
    with cluster() as made:
        fill_template(made.url)
        yield made


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(three_nodes: Cluster, event: Event) -> None:
    outcome = run(three_nodes, event)
    assert (outcome.lost, outcome.twice) == (0, 0)
    assert outcome.acknowledged > 100


@pytest.mark.parametrize("befalls", [hanging.connection_breaks, hanging.server_gives_up])
def test_a_save_that_no_standby_has_is_not_acknowledged(
    three_nodes: Cluster, befalls: Callable[[Node, int], None]
) -> None:
    assert hanging.run(three_nodes, befalls.__name__, befalls) == (0, 0)
