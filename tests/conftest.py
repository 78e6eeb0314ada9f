"""What every test can lean on."""

from __future__ import annotations

import gc
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import factories
from tests.clock import FixedClock
from xscalls_tui.i18n import LOCALE_DIR, Translator
from xscalls_tui.i18n.compile_catalogues import compile_catalogues
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

if TYPE_CHECKING:
    from tests.postgres import Server

Fresh = Callable[[], AbstractContextManager[Session]]
Places = Callable[[], AbstractContextManager[str]]

# The same examples in every run, however slow the machine.
settings.register_profile("deterministic", deadline=None, derandomize=True)
settings.load_profile("deterministic")


def pytest_configure(config: pytest.Config) -> None:
    """A checkout has no compiled catalogues, or old ones: compile before xdist starts its workers."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(LOCALE_DIR)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for what can go, some thousand times, is in vain."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Note on which engine the test runs, for the table of them at the end."""
    if engine := getattr(item, "funcargs", {}).get("kind"):
        item.user_properties.append(("engine", engine))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The suite's two columns: how many tests have passed on each engine."""
    passed: dict[str, Counter[str]] = defaultdict(Counter)
    for report in terminalreporter.stats.get("passed", ()):
        for name, engine in report.user_properties:
            if name == "engine":
                # With the rules in the server or without.
                engine = "sqlite" if engine == "sqlite" else "postgres"
                passed[report.nodeid.partition("::")[0].rpartition("/")[0]][engine] += 1
    if passed:
        terminalreporter.section("passed on each engine")
        for folder, counted in (*sorted(passed.items()), ("all", sum(passed.values(), Counter[str]()))):
            terminalreporter.write_line(
                f"{folder:<20}{counted['sqlite']:>6} SQLite{counted['postgres']:>6} PostgreSQL"
            )


# Texts.


@pytest.fixture(scope="session")
def nb() -> Translator:
    """The texts in Norwegian bokmål."""
    return Translator("nb")


@pytest.fixture(scope="session")
def en() -> Translator:
    """The texts in English."""
    return Translator("en")


# Database and people: on a temporary file, never :memory:.


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with KN (superuser), OL, PH and BR, to make copies of."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    factories.fill_template(str(path))
    return path


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A PostgreSQL server, shared by the workers of a run."""
    from tests.postgres import Server, run_folder

    return Server(run_folder(f"postgres-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine. A folder or a file whose tests are one engine's own has a fixture of this name."""
    return str(request.param)


@pytest.fixture(scope="module")
def fresh(kind: str, template: Path, request: pytest.FixtureRequest) -> Fresh:
    """Makes a session of KN on a database that is gone afterwards: for each example of a property."""
    if kind == "sqlite":
        return partial(factories.fresh, template)
    return partial(_on_server, request.getfixturevalue("postgres"), kind, factories.clock())


@contextmanager
def _on_server(server: Server, kind: str, clock: FixedClock) -> Iterator[Session]:
    from tests.postgres import signing_in

    with server.ruled_database() if kind == "roles" else server.database() as url:
        where = signing_in(url, "kn") if kind == "roles" else url
        with closing(open_session(where, factories.SUPERUSER[0], clock)) as session:
            yield session


@pytest.fixture(scope="module")
def places(kind: str, request: pytest.FixtureRequest) -> Places:
    """Makes places for a database: a path where no file is, or the URL of a database without tables."""
    if kind == "sqlite":
        return factories.empty_place
    return partial(request.getfixturevalue("postgres").database, "TEMPLATE template0")


@pytest.fixture
def place(places: Places) -> Iterator[str]:
    """One of ``places``."""
    with places() as where:
        yield where


@pytest.fixture
def clock() -> FixedClock:
    """The clock of ``session``: 23 November 2026, 10:42 in Oslo, until it is moved."""
    return factories.clock()


@pytest.fixture
def session(
    kind: str, template: Path, tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest
) -> Iterator[Session]:
    """Kari Nordmann (KN), superuser, on an empty database; on SQLite ``tmp_path / "crm.db"``."""
    if kind == "sqlite":
        with closing(factories.open_copy(template, tmp_path / "crm.db", clock)) as session:
            yield session
        return
    with _on_server(request.getfixturevalue("postgres"), kind, clock) as session:
        yield session


def ruled(url: str, role: str) -> str:
    """The URL of a database for a role, once the server keeps the rules there."""
    from tests.postgres import install_rules, signing_in

    install_rules(url)
    return signing_in(url, role)


Acting = Callable[[str], Session]


@contextmanager
def people(session: Session, kind: str) -> Iterator[Acting]:
    """Sessions on the database of ``session`` by initials: in somebody's name, or signed in by their role."""
    from tests.postgres import signing_in

    opened: dict[str, Session] = {}

    def of(initials: str) -> Session:
        if kind != "roles" or initials not in ("OL", "PH", "BR"):
            return session
        if initials not in opened:
            role = open_session(signing_in(session.engine.db.database, initials.lower()), clock=session.clock)
            opened[initials] = stack.enter_context(closing(role))
        return opened[initials]

    with ExitStack() as stack:
        yield lambda initials: factories.acting(of(initials), initials)


@pytest.fixture
def acting(session: Session, kind: str) -> Iterator[Acting]:
    """Sessions on the database of ``session`` by initials (``people``)."""
    with people(session, kind) as acting:
        yield acting


@pytest.fixture
def as_ol(acting: Acting) -> Session:
    """Ola Lie (OL), an ordinary employee, on the database of ``session``."""
    return acting("OL")


@pytest.fixture
def as_ph(acting: Acting) -> Session:
    """Per Holm (PH), likewise."""
    return acting("PH")


@pytest.fixture
def as_br(acting: Acting) -> Session:
    """Berit Røed (BR), likewise."""
    return acting("BR")
