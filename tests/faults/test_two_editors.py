"""F10: two edit the same call. Whoever saves second sees what the first has saved; nothing is overwritten
unseen, in whatever order they read, type and save."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest

from tests import factories
from tests.conftest import Acting
from tests.faults.editors import Editor, Story, interleave
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

Note = Callable[[str, object], None]


def interleavings(acting: Acting, seeds: range) -> Story:
    """So many, on a call that both may change."""
    planner, owner = acting("KN"), acting("OL")
    call = factories.call(planner, employee="OL", subject="", note="")
    total = Story(0, 0, 0)
    for seed in seeds:
        total = Story(*map(sum, zip(total, interleave(planner, owner, call.id, seed), strict=True)))
    return total


def test_nothing_is_overwritten_unseen(acting: Acting, record_property: Note) -> None:
    story = interleavings(acting, range(40))
    record_property("tries", 40)
    record_property("lost", story.silent)
    assert story.silent == 0
    assert story.conflicts > 10 and story.saves > 40


@pytest.mark.storm
def test_a_thousand_interleavings(
    acting: Acting, kind: str, capsys: pytest.CaptureFixture[str], record_property: Note
) -> None:
    story = interleavings(acting, range(1000))
    record_property("tries", 1000)
    record_property("lost", story.silent)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: 1000 interleavings, {story}\n")
    assert story.silent == 0


def test_a_silent_overwrite_would_be_found(acting: Acting, session: Session) -> None:
    call = factories.call(session, subject="", note="")
    first, second = Editor(acting("KN"), "a"), Editor(acting("KN"), "b")
    for editor in (first, second):
        editor.read(call.id)
        editor.type("subject")
    first.save(call.id, random.Random(0))
    second.base = calls.read(session, call.id)  # as if the version had not been looked at
    _, silent, _ = second.save(call.id, random.Random(0))
    assert silent == {"a1"}
