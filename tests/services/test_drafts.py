"""Drafts: one's own, the latest of each, offered when the run that kept them is gone; told to nobody."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import Any

import pytest

from tests import factories
from tests.factories import acting
from xscalls_tui.domain.drafts import CALL, Draft, Kept
from xscalls_tui.models import tables
from xscalls_tui.services import drafts, places
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> str:
    """A run of the program on this machine that has ended; drafts are kept by it from here on."""
    program = "from xscalls_tui.services import places; print(places.here())"
    place = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    monkeypatch.setattr(places, "here", lambda: place.strip())
    return place.strip()


def typed(uid: str = "u1", **changes: Any) -> Draft:
    """A draft of a new call."""
    fields: dict[str, Kept] = {"subject": "Tilbud", "company": [3, "Åsen"], "status": 1, "reminder": None}
    return Draft(uid, CALL, None, None, "Tilbud", fields, "note")._replace(**changes)


def test_the_latest_state_of_each_is_one_s_own(session: Session, gone: str) -> None:
    ol = acting(session, "OL")
    drafts.keep(ol, typed())
    drafts.keep(ol, typed(fields={"subject": "Tilbud på vinduer"}, field="subject"))
    drafts.keep(ol, typed("u2", entry_id=7, version=3))
    drafts.keep(acting(session, "PH"), typed("u1", label="PHs"))
    with closing(open_session(factories.where(session), "OL", session.clock)) as elsewhere:
        second, first = drafts.left(elsewhere)
    assert (first.uid, first.fields, first.field) == ("u1", {"subject": "Tilbud på vinduer"}, "subject")
    assert (second.entry_id, second.version, dict(second.fields)) == (7, 3, dict(typed().fields))
    assert (first.place, first.kept_at) == (gone, session.clock.now())
    drafts.drop(ol, "u1")
    drafts.drop(ol, "never kept")
    assert [one.uid for one in drafts.left(ol)] == ["u2"]
    assert [one.label for one in drafts.left(acting(session, "PH"))] == ["PHs"]


def test_what_an_open_window_keeps_is_not_offered_elsewhere(session: Session) -> None:
    drafts.keep(session, typed())
    assert drafts.left(session) == []


@pytest.mark.parametrize("place", ["", "x", "nowhere/1/2", "a/b/c/1/2"])
def test_runs_of_other_machines_are_gone_as_far_as_one_knows(place: str) -> None:
    assert not places.alive(place)
    assert places.alive(places.here())


def test_nobody_is_told_and_nothing_is_journalled(session: Session) -> None:
    with session.reading():
        before = session.engine.rows(tables.Operation.select(tables.Operation.id))
    drafts.keep(session, typed())
    drafts.drop(session, "u1")
    with session.reading():
        assert session.engine.rows(tables.Operation.select(tables.Operation.id)) == before
