"""Opening the screen: with what, and what is loaded for it and for other verbs."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from xscalls_tui.domain.clock import Clock
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Given
from xscalls_tui.services.opening import create_session
from xscalls_tui.services.session import Session

HEAVY = ("textual", "rich", "openpyxl", "fpdf", "phonenumbers", "holidays", "babel", "icalendar")


@dataclass
class Opened:
    """What the screen was opened with."""

    initials: str
    language: str
    mouse: bool
    keys: Mapping[str, str]
    rings: str = "none"


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A quick stand-in for the demo; the folders it was made in, which must be private."""
    seen: list[Path] = []

    def create_demo(where: str, clock: Clock) -> Session:
        folder = Path(where).parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        seen.append(folder)
        return create_session(where, "OL", "Ola Lie", clock)

    demo = types.ModuleType("xscalls_tui.services.demo")
    vars(demo)["create_demo"] = create_demo
    monkeypatch.setitem(sys.modules, "xscalls_tui.services.demo", demo)
    return seen


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """A stand-in for the screen; what it was opened with."""
    seen: list[Opened] = []

    def run_app(session: Session, t: Translator, given: Given) -> None:
        told = (session.employee.initials, t.language, given.mouse, given.keys, given.telephone.provider)
        seen.append(Opened(*told))

    app = types.ModuleType("xscalls_tui.app")
    vars(app)["run_app"] = run_app
    monkeypatch.setitem(sys.modules, "xscalls_tui.app", app)
    monkeypatch.setattr("xscalls_tui.cli.screen.require_terminal", lambda: None)
    return seen


@pytest.mark.parametrize(
    ("arguments", "configured", "expected"),
    [
        ((), "", Opened("KN", "nb", True, {})),
        (("--as", "OL", "--lang", "en", "--no-mouse"), "", Opened("OL", "en", False, {})),
        ((), "mouse = false\nlanguage = 'en'", Opened("KN", "en", False, {})),
        (("--no-mouse",), "mouse = true", Opened("KN", "nb", False, {})),
        ((), "[telephone]\nprovider = 'link'", Opened("KN", "nb", True, {}, "link")),
        ((), "[keys]\ncall.done = 'F12,!'", Opened("KN", "nb", True, {"call.done": "f12,exclamation_mark"})),
    ],
)
def test_the_screen_is_opened_as_asked(
    run: Run,
    database: Path,
    config_file: Path,
    opened: list[Opened],
    arguments: tuple[str, ...],
    configured: str,
    expected: Opened,
) -> None:
    config_file.write_text(configured)
    assert run(*arguments).code == 0
    assert opened == [expected]


def test_a_demo_is_gone_afterwards(run: Run, opened: list[Opened], folders: list[Path]) -> None:
    assert run("--lang", "en", "demo").code == 0
    assert opened == [Opened("OL", "en", True, {})]
    assert not folders[0].exists()


def test_a_demo_can_be_kept(run: Run, tmp_path: Path, opened: list[Opened], folders: list[Path]) -> None:
    file = tmp_path / "kept" / "demo.db"
    file.parent.mkdir(mode=0o700)
    assert run("demo", "--keep", file).code == 0
    assert (len(opened), file.exists()) == (1, True)
    result = run("demo", "--keep", file)
    assert (result.code, result.err) == (1, f"xscalls: {file} finnes allerede; ingenting er endret\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_is_ended_from_outside_is_gone_too(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    opened: list[Opened],
    folders: list[Path],
    number: signal.Signals,
) -> None:
    former = signal.getsignal(number)
    app = sys.modules["xscalls_tui.app"]
    monkeypatch.setattr(app, "run_app", lambda *_, **__: os.kill(os.getpid(), number))
    assert run("demo").code == 128 + number
    assert not folders[0].exists()
    assert signal.getsignal(number) == former


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--help",), 0), (("keys",), 0), (("list",), 0), (("show", "1"), 1), (("doctor",), 0)],
)
def test_verbs_load_nothing_heavy(database: Path, arguments: tuple[str, ...], code: int) -> None:
    look = (
        "import sys; from xscalls_tui.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as ended: code = ended.code\n"
        f"print(code, sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", look, *arguments], capture_output=True, text=True, check=True
    )
    assert ended.stderr.splitlines()[-1] == f"{code} []"


LATER = {
    "xscalls_tui.domain.record_types",
    "xscalls_tui.screens.card",
    "xscalls_tui.screens.menu",
    "xscalls_tui.services.filters",
    "xscalls_tui.widgets.field_row",
    "xscalls_tui.widgets.filter_line",
    "xscalls_tui.widgets.search_panel",
}
"""What a key brings up."""

FIRST_FRAME = """
import asyncio, inspect, sys
from dataclasses import is_dataclass
from xscalls_tui.app import XSCallsApp
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk
from xscalls_tui.services.opening import open_session

async def show():
    session = open_session(sys.argv[1])
    async with XSCallsApp(Desk(session, Translator("nb"))).run_test() as pilot:
        await pilot.pause()
    session.close()

asyncio.run(show())
ours = [module for name, module in sys.modules.items() if name.startswith("xscalls_tui.")]
found = (value for module in ours for value in vars(module).values() if inspect.isclass(value))
classes = {value for value in found if value.__module__.startswith("xscalls_tui.")}
print(*sorted(name for name in sys.modules if "." not in name or name.startswith("xscalls_tui.")))
print(*sorted(c.__qualname__ for c in classes if is_dataclass(c) and c.__dataclass_params__.eq))
"""


def test_the_first_frame_loads_nothing_that_it_does_not_need(database: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, str(database)], capture_output=True, text=True, check=True
    )
    loaded, dataclasses = ended.stdout.splitlines()
    assert not set(loaded.split()) & {*HEAVY, "PIL", "psycopg"} - {"textual", "rich"}
    assert not set(loaded.split()) & LATER
    # Each costs a millisecond at every start, which the same as a NamedTuple does not.
    assert not dataclasses
