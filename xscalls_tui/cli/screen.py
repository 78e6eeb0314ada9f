"""The verbs that open the screen. Textual is imported here, when it opens, and nowhere else."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.terminal import require_terminal
from xscalls_tui.commands.keymap import normal
from xscalls_tui.domain.clock import SystemClock
from xscalls_tui.services.session import Session


def open_program(setting: Setting) -> None:
    """Open the database on the screen."""
    require_terminal()
    with setting.session() as session:
        _run(session, setting)


@verb("demo", help="cli.help.demo")
@click.option("--keep", type=click.Path(path_type=Path), metavar="cli.meta.file", help="cli.opt.keep")
@click.pass_obj
def demo(setting: Setting, keep: Path | None) -> None:
    """Open a database of demo data, in a private folder that is gone afterwards unless it is kept."""
    require_terminal()
    from xscalls_tui.services.demo import create_demo

    with _demo_file(keep) as file, closing(create_demo(str(file), SystemClock())) as session:
        _run(session, setting)


def _run(session: Session, setting: Setting) -> None:
    from xscalls_tui.app import run_app
    from xscalls_tui.screens.base import Given

    config = setting.config
    keys = normal(config.keys)
    given = Given(setting.language, config.language, setting.mouse, keys, config.telephone, setting.gate)
    run_app(session, setting.t, given)


@contextmanager
def _demo_file(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    former = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with tempfile.TemporaryDirectory(prefix="xscalls-demo-") as folder:
            yield Path(folder) / "demo.db"
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End by way of the clean-up."""
    raise SystemExit(128 + number)
