"""F8: PostgreSQL gone, frozen, started again. Reads resume by themselves, no write is done twice, none is
lost, and the operator is told."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.faults.unsteady import CLIENT, SERVER, UnsteadyServer, line_to
from tests.models.soundness import assert_sound
from tests.models.test_postgres import drop_connections, url_of
from tests.postgres import run_folder
from tests.screens.work import Operator, at_work, starting
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import ConnectionLost
from xscalls_tui.domain.news import News
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.insisting import TRIES, insist
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

LOST, BACK = "Ingen kontakt med databasen siden 10:42", "Kontakt med databasen igjen"


@pytest.fixture(scope="session")
def server() -> UnsteadyServer:
    """A server for the tests of this file."""
    return UnsteadyServer(run_folder(f"unsteady-{os.getpid()}"))


@pytest.fixture
def session(server: UnsteadyServer, clock: FixedClock) -> Iterator[Session]:
    """KN on a new database of that server, which runs again when the test is over."""
    with server.database() as url:
        with closing(open_session(url, factories.SUPERUSER[0], clock)) as session:
            yield session
        server.thaw()
        server.start()


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder for a socket: pytest's own have names that are too long for one."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def operations(session: Session) -> int:
    """How many there are in the journal."""
    with session.engine.reading():
        return int(session.engine.rows_of("SELECT count(*) FROM operation")[0][0])


# Services: the line is cut at every single message of a write, on its way there or back. Each write is
# prepared, and then done by a session that asks for it once.

Prepared = Callable[[Session], object]


def create(session: Session, _call: Call, number: int) -> Prepared:
    draft = factories.draft(session, subject=f"Ny {number}")
    return lambda once: calls.create(once, draft)


def save(session: Session, call: Call, number: int) -> Prepared:
    now = calls.read(session, call.id)
    draft = now.draft()._replace(note=f"Notat {number}")
    return lambda once: calls.save(once, now.id, now.version, draft)


def set_status(_session: Session, call: Call, number: int) -> Prepared:
    status = Status.DONE if number % 2 else Status.CANCELLED
    return lambda once: bulk.set_status(once, [call.id], status)


def delete(session: Session, _call: Call, _number: int) -> Prepared:
    doomed = factories.call(session)
    return lambda once: bulk.delete(once, [doomed.id])


def take_back(session: Session, call: Call, number: int) -> Prepared:
    factories.save(session, call.id, note=f"Notat {number}")
    return undo.undo


@pytest.mark.parametrize("side", [CLIENT, SERVER])
@pytest.mark.parametrize("write", [create, save, set_status, delete, take_back])
def test_wherever_the_line_is_cut_a_write_is_done_once(
    session: Session,
    server: UnsteadyServer,
    clock: FixedClock,
    short_path: Path,
    write: Callable[[Session, Call, int], Prepared],
    side: str,
) -> None:
    call = factories.call(session)
    with (
        line_to(url_of(session), short_path) as (line, url),
        closing(open_session(url, factories.SUPERUSER[0], clock)) as far,
    ):
        number = 0
        while number == 0 or line.said[side] >= number:  # until there was nothing left to cut
            number += 1
            work = write(session, call, number)
            before, once = operations(session), far.once()
            line.cut(side, number)
            insist(partial(work, once), lambda: None)
            assert operations(session) == before + 1
    assert number > 5
    assert_sound(session.engine)


def test_who_insists_gives_up_at_last() -> None:
    asked = []

    def ask() -> None:
        asked.append(1)
        raise ConnectionLost("")

    with pytest.raises(ConnectionLost):
        insist(ask, lambda: None)
    assert len(asked) == TRIES


# The screen.


def banner(operator: Operator) -> bool:
    """Whether the operator is told that there is no contact."""
    return LOST in operator.text


async def save_without_a_server(operator: Operator, server: UnsteadyServer) -> None:
    """Open the call, write on in its subject, and save when the server is gone."""
    await operator.press("enter")
    await operator.fill(subject=" på vinduer")
    server.stop()
    await operator.until(lambda: banner(operator))
    operator.send("ctrl+s")
    await operator.until(lambda: operator.app._owed)


async def test_a_save_waits_for_the_server_and_is_done_once(session: Session, server: UnsteadyServer) -> None:
    call = factories.call(session, subject="Tilbud")
    before = operations(session)
    async with at_work(session) as operator:
        await save_without_a_server(operator, server)
        assert operator.shows("subject") == "Tilbud på vinduer"
        assert banner(operator)
        server.start()
        await operator.until(lambda: BACK in operator.text)
        await operator.settle()
        assert operator.shows("subject") == "Tilbud på vinduer"
        assert not operator.window.dirty
    assert calls.read(session, call.id).subject == "Tilbud på vinduer"
    assert operations(session) == before + 1


async def test_the_list_reads_again_by_itself(session: Session, server: UnsteadyServer) -> None:
    call = factories.call(session, subject="Før")
    async with at_work(session) as operator:
        server.stop()
        await operator.until(lambda: banner(operator))
        operator.send("ctrl+r")
        await operator.until(lambda: operator.app._owed)
        server.start()
        await operator.until(lambda: BACK in operator.text)
        await operator.settle()
        assert operator.ids == [call.id]
        await operator.press("down")
        assert not banner(operator)
        assert BACK not in operator.text


async def test_a_list_that_opens_without_a_server_fills_when_it_answers(
    session: Session, server: UnsteadyServer
) -> None:
    call = factories.call(session)
    server.stop()
    async with starting(session) as operator:
        await operator.until(lambda: banner(operator))
        server.start()
        await operator.until(lambda: operator.ids == [call.id])


async def test_what_is_done_to_a_call_while_there_is_no_server_is_done_later(
    session: Session, server: UnsteadyServer
) -> None:
    first, second = (factories.call(session, subject=subject) for subject in ("Første", "Andre"))
    async with at_work(session) as operator:
        server.stop()
        await operator.until(lambda: banner(operator))
        operator.send("f5", "down", "f6")  # two things, one after the other
        await operator.until(lambda: len(operator.app._owed) == 2)
        server.start()
        await operator.until(lambda: BACK in operator.text)
        await operator.settle()
    stati = {calls.read(session, call.id).status for call in (first, second)}
    assert stati == {Status.DONE, Status.UNANSWERED}


async def test_a_window_that_is_left_without_saving_saves_nothing_later(
    session: Session, server: UnsteadyServer
) -> None:
    call = factories.call(session, subject="Tilbud")
    async with at_work(session) as operator:
        await save_without_a_server(operator, server)
        await operator.press("escape", "f")
        server.start()
        await operator.until(lambda: BACK in operator.text)
        await operator.settle()
    assert calls.read(session, call.id).subject == "Tilbud"


async def test_a_frozen_server_is_told_of_and_holds_up_nobody(
    session: Session, server: UnsteadyServer
) -> None:
    factories.call(session)
    async with at_work(session) as operator:
        server.freeze()
        await operator.until(lambda: banner(operator))
        operator.send("enter", "f2")  # the first waits for a call that does not come
        await operator.until(lambda: isinstance(operator.screen, CallScreen))
        server.thaw()
        await operator.until(lambda: BACK in operator.text)


async def test_one_can_leave_while_the_server_is_frozen(session: Session, server: UnsteadyServer) -> None:
    factories.call(session)
    async with at_work(session) as operator:
        server.freeze()
        operator.send("ctrl+r")
        await operator.until(lambda: banner(operator))
        operator.send("ctrl+q")
        await operator.until(lambda: not operator.app.is_running)


async def test_dropped_connections_are_nobodys_business(session: Session) -> None:
    call = factories.call(session)
    async with at_work(session) as operator:
        for _ in range(2):
            drop_connections(session)
            await operator.press("ctrl+r", "enter")
            assert operator.window.call is not None
            assert operator.window.call.id == call.id
            await operator.press("escape")
            assert not banner(operator)


async def test_new_windows_tell_it_too(session: Session, server: UnsteadyServer) -> None:
    async with at_work(session) as operator:
        server.stop()
        await operator.until(lambda: banner(operator))
        operator.send("f2")
        await operator.until(lambda: isinstance(operator.screen, CallScreen) and banner(operator))


# The watch.


def test_what_others_write_is_told_and_what_one_writes_oneself_is_not(
    session: Session, clock: FixedClock
) -> None:
    heard: list[News] = []
    woken = threading.Event()

    def hear(news: News) -> None:
        heard.append(news)
        woken.set()

    def next_beat() -> None:
        for _ in range(2):
            woken.clear()
            assert woken.wait(10)

    stop = session.watch(hear)
    next_beat()
    factories.call(session)
    next_beat()
    assert News.CHANGED not in heard
    with closing(open_session(url_of(session), "OL", clock)) as other:
        factories.call(other)
    while News.CHANGED not in heard:
        woken.clear()
        assert woken.wait(10)
    stop()


async def test_a_call_that_a_colleague_makes_appears(session: Session, clock: FixedClock) -> None:
    async with at_work(session) as operator:
        with closing(open_session(url_of(session), "OL", clock)) as other:
            call = factories.call(other)
        await operator.until(lambda: operator.ids == [call.id])
