"""F1: kill -9 in the midst of saves. What was acknowledged is there, nothing is there by half."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.factories import ORDINARY, SUPERUSER, clock
from tests.models.soundness import assert_sound
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

EVERYBODY = (SUPERUSER[0], *(initials for initials, _ in ORDINARY))


@dataclass
class Tally:
    """What came of a number of kills."""

    kills: int = 0
    acknowledged: int = 0
    stored: int = 0
    lost: int = 0

    def __str__(self) -> str:
        return (
            f"| kill -9 | {self.kills} tries | {self.acknowledged} acknowledged, {self.stored} stored "
            f"| {self.lost} lost |"
        )


def kill_savers(file: Path, saves: list[int]) -> list[str]:
    """Let as many processes save as ``saves`` is long, kill each after it has told that many; the lines
    that they told."""
    command = [sys.executable, "-m", "tests.faults.saver", str(file)]
    savers = [
        subprocess.Popen([*command, EVERYBODY[n % len(EVERYBODY)]], stdout=subprocess.PIPE, text=True)
        for n in range(len(saves))
    ]
    told = []
    for saver, count in zip(savers, saves, strict=True):
        assert saver.stdout is not None
        lines = [saver.stdout.readline() for _ in range(count)]
        saver.kill()
        # What it wrote before it died counts too; half a line was never an acknowledgement.
        rest = saver.stdout.read().splitlines(keepends=True)
        saver.wait()
        saver.stdout.close()
        told += [line.strip() for line in (*lines, *rest) if line.endswith("\n")]
    return told


def operations(session: Session) -> set[str]:
    with session.engine.reading():
        return {uid for (uid,) in session.engine.rows_of("SELECT uid FROM operation")}


def storm(file: Path, rounds: int, savers: int, seed: int) -> Tally:
    """Kill processes round after round on one database, and look at it after each."""
    chance, tally = random.Random(seed), Tally()
    acknowledged: set[str] = set()
    for _ in range(rounds):
        told = kill_savers(file, [chance.randint(1, 60) for _ in range(savers)])
        acknowledged |= {line.split()[0] for line in told}
        tally.kills += savers
        with closing(open_session(str(file), SUPERUSER[0], clock())) as session:
            stored = operations(session)
            assert_sound(session.engine)
        tally.acknowledged, tally.stored = len(acknowledged), len(stored)
        tally.lost = len(acknowledged - stored)
        assert not acknowledged - stored
    return tally


def test_nothing_acknowledged_is_lost_and_nothing_is_stored_by_half(session: Session, template: Path) -> None:
    file = Path(session.engine.db.database)
    tally = storm(file, rounds=4, savers=4, seed=20261123)
    assert tally.kills == 16
    assert tally.acknowledged > 100


def test_a_save_that_is_asked_for_again_after_a_kill_is_not_done_twice(session: Session) -> None:
    file = Path(session.engine.db.database)
    (last, *_) = kill_savers(file, [5])[-1:]
    uid, call_id = last.split()
    before = calls.read(session, int(call_id))
    draft = replace(before.draft(), subject="Noe annet")
    again = calls.save(session, before.id, before.version, draft, uid)
    assert again == before
    assert len(operations(session)) == len(set(operations(session)))


@pytest.mark.storm
def test_five_hundred_kills(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    tally = storm(Path(session.engine.db.database), rounds=125, savers=4, seed=512)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
    assert tally.kills == 500
