"""The program's own options, and all its verbs."""

from __future__ import annotations

import click

from xscalls_tui import __version__, paths
from xscalls_tui.cli import options
from xscalls_tui.cli.failures import INTERRUPTED, BadConfig, spoken
from xscalls_tui.cli.output import complain
from xscalls_tui.cli.screen import demo, open_program
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import Verbs
from xscalls_tui.config import Config
from xscalls_tui.domain.errors import Message
from xscalls_tui.i18n import Language, Translator

NAME = "xscalls"
GATE = "gate"


class Program(Verbs):
    """The whole command line."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb. Ctrl+C ends it quietly, wherever it is."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"{NAME} {__version__}")
        ctx.exit()


@click.group(NAME, cls=Program, invoke_without_command=True, help="cli.help.program")
@click.option("--db", "database", envvar="XSCALLS_DB", metavar="cli.meta.database", help="cli.opt.database")
@click.option("--as", "initials", envvar="XSCALLS_AS", metavar="cli.meta.initials", help="cli.opt.as")
@click.option(
    "--lang", "language", envvar="XSCALLS_LANG", type=options.LANGUAGE, metavar="nb|en", help="cli.opt.lang"
)
@click.option("--no-mouse", is_flag=True, help="cli.opt.nomouse")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="cli.opt.version",
)
@click.pass_context
def program(
    ctx: click.Context,
    database: str | None,
    initials: str | None,
    language: Language | None,
    no_mouse: bool,
) -> None:
    """Open the program, or run a verb."""
    setting: Setting = ctx.obj
    config = setting.config
    if ctx.invoked_subcommand != "doctor":  # which tells all about it
        _require_sound(config, setting.t)
    ctx.obj = setting._replace(
        database=database or config.database or str(paths.database_file()),
        initials=initials,
        mouse=config.mouse and not no_mouse,
        language=language,
    )
    if ctx.invoked_subcommand is None:
        open_program(ctx.obj)


def _require_sound(config: Config, t: Translator) -> None:
    """Warn of what can be passed over in the configuration. Raises BadConfig for the rest."""
    for problem in config.problems:
        if problem.fatal:
            raise BadConfig(problem.key, **problem.values)
        complain(spoken(Message.of(problem.key, **problem.values), t))


def load_gate() -> None:
    """Give the program the gate only, which most often opens on the screen, too."""
    from xscalls_tui.cli.gate import gate

    program.add_command(gate)


def load_verbs() -> None:
    """Give the program its verbs. It opens on the screen without them, and sooner."""
    from xscalls_tui.cli import access, admin, calls, imports, registers
    from xscalls_tui.cli.backup import backup, restore
    from xscalls_tui.cli.changelog import log
    from xscalls_tui.cli.copy import copy
    from xscalls_tui.cli.dial import dial
    from xscalls_tui.cli.doctor import doctor
    from xscalls_tui.cli.export import export
    from xscalls_tui.cli.get import get
    from xscalls_tui.cli.keys import print_keys
    from xscalls_tui.cli.new_call import new_call
    from xscalls_tui.cli.remind import remind
    from xscalls_tui.cli.report import report
    from xscalls_tui.cli.searches import list_searches, search
    from xscalls_tui.cli.serve_sessions import serve_sessions
    from xscalls_tui.cli.settings import settings

    load_gate()
    for command in (
        demo,
        admin.init,
        admin.employee,
        imports.import_path,
        access.admin,
        copy,
        backup,
        restore,
        serve_sessions,
        calls.list_calls,
        calls.show_call,
        search,
        list_searches,
        export,
        get,
        new_call,
        calls.set_status,
        dial,
        remind,
        report,
        log,
        settings,
        *registers.groups(),
        doctor,
        print_keys,
    ):
        program.add_command(command)
