"""The verb doctor: database, terminal, configuration and keys, each with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from xscalls_tui import handover, paths
from xscalls_tui.cli import equal_pages, key_path, options
from xscalls_tui.cli.failures import FAILURE, spoken
from xscalls_tui.cli.output import cells, fit, print_json, say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.cli.terminal import locale_problem, terminal_problem
from xscalls_tui.commands.keymap import check_keymap
from xscalls_tui.config import Config
from xscalls_tui.domain.errors import Message
from xscalls_tui.services.doctor import Finding, Level, examine

_LEVELS = {Level.OK: "doctor.ok", Level.WARNING: "doctor.warning", Level.ERROR: "doctor.error"}


@verb("doctor", help="cli.help.doctor")
@click.option("--keys", "press_keys", is_flag=True, help="cli.opt.doctorkeys")
@options.as_json
@click.pass_context
def doctor(ctx: click.Context, press_keys: bool, as_json: bool) -> None:
    """Check everything; exit 1 if something is wrong. With ``--keys``, which keys arrive, one after the
    other."""
    setting: Setting = ctx.obj
    t = setting.t
    levels: set[Level] = set()

    def findings() -> Iterator[Finding]:
        for finding in _findings(setting, press_keys):
            levels.add(finding.level)
            yield finding

    if as_json:
        print_json(
            {"check": found.check, "level": str(found.level), "text": spoken(found.message, t)}
            for found in findings()
        )
    else:
        words = {level: t(key) for level, key in _LEVELS.items()}
        width = max(map(cells, words.values()))
        for found in findings():
            say(f"{fit(words[found.level], width)}  {spoken(found.message, t)}")
    if Level.ERROR in levels:
        ctx.exit(FAILURE)


def _findings(setting: Setting, press_keys: bool) -> Iterator[Finding]:
    yield from examine(setting.database)
    yield _warn_of("terminal", terminal_problem(), "doctor.terminal")
    yield _warn_of("locale", locale_problem(), "doctor.locale")
    yield from _sessions()
    yield from _configuration(setting.config)
    yield from _keys(setting.config)
    yield from key_path.known()
    if press_keys and sys.stdin.isatty():
        yield from key_path.press(setting.config.keys, setting.t)
    elif press_keys:
        yield Finding("key", Level.WARNING, Message.of("doctor.key.notty"))


def _sessions() -> Iterator[Finding]:
    """Where there is a server of sessions, whether what they have alike is kept once."""
    if not Path(handover.socket_path()).is_socket():
        return
    if equal_pages.merged():
        yield Finding("sessions", Level.OK, Message.of("doctor.sessions"))
    elif equal_pages.possible():
        switch = str(equal_pages.SWITCH)
        yield Finding("sessions", Level.WARNING, Message.of("doctor.sessions.apart", switch=switch))
    else:
        yield Finding("sessions", Level.WARNING, Message.of("doctor.sessions.old"))


def _warn_of(check: str, problem: Message | None, fine: str) -> Finding:
    if problem is None:
        return Finding(check, Level.OK, Message.of(fine))
    return Finding(check, Level.WARNING, problem)


def _configuration(config: Config) -> Iterator[Finding]:
    for problem in config.problems:
        level = Level.ERROR if problem.fatal else Level.WARNING
        yield Finding("config", level, Message.of(problem.key, **problem.values))
    if config.telephone.provider != "none":
        provider = config.telephone.provider
        yield Finding("telephone", Level.OK, Message.of("doctor.telephone", provider=provider))
    if not config.problems:
        yield Finding("config", Level.OK, Message.of("doctor.config", file=str(paths.config_file())))


def _keys(config: Config) -> Iterator[Finding]:
    problems = check_keymap(config.keys)
    for problem in problems:
        yield Finding("keys", Level.WARNING, problem)
    if not problems:
        yield Finding("keys", Level.OK, Message.of("doctor.keys"))
