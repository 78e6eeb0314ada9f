"""Verbs whose help and refusals are texts of the catalogue.

Verbs are declared with keys for their help and for the names of their arguments; ``in_language`` gives
the same verbs with the texts themselves, for one run. Click's own few words are replaced.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any, TypeVar

import click

from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.i18n import Translator

C = TypeVar("C", bound=click.Command)

_HEADINGS = {"Options": "cli.options", "Commands": "cli.verbs"}


class _Formatter(click.HelpFormatter):
    """Writes help pages under our headings."""

    t: Translator

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix=f"{self.t('cli.usage')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self.t(_HEADINGS[heading]))


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.t = self.find_root().obj.t
        return formatter


def _show_help(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


_HELP = click.Option(
    param_decls=["--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help="cli.opt.help",
)


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """Some of click's errors do not say which verb they are about."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


class Verb(click.Command):
    """One verb of the command line."""

    context_class = _Context
    allow_extra_args = True  # refused in our own words

    def __init__(self, name: str | None = None, params: Sequence[click.Parameter] = (), **attrs: Any) -> None:
        super().__init__(name, params=[*params, _HELP], add_help_option=False, **attrs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options and arguments. Raises BadUsage when there are too many."""
        with _placed(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise BadUsage("cli.toomany", text=" ".join(rest))
        return rest


class Verbs(click.Group):
    """Several verbs under one name."""

    context_class = _Context

    def __init__(self, name: str | None = None, params: Sequence[click.Parameter] = (), **attrs: Any) -> None:
        super().__init__(name, params=[*params, _HELP], add_help_option=False, **attrs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options that stand before the verb."""
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb. Raises BadUsage when there is none of that name."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            if nearest := get_close_matches(name, self.commands, 1):
                raise BadUsage("cli.noverb_nearest", verb=name, nearest=nearest[0])
            raise BadUsage("cli.noverb", verb=name)
        return super().resolve_command(ctx, args)


class LaterVerbs(Verbs):
    """Several verbs that are made by ``load`` when one of them, or their help, is asked for."""

    _made: dict[str, click.Command] | None = None
    _t: Translator | None = None

    def __init__(self, name: str, load: Callable[[], Sequence[click.Command]], **attrs: Any) -> None:
        super().__init__(name, **attrs)
        self._load = load

    @property  # type: ignore[override]
    def commands(self) -> dict[str, click.Command]:
        """The verbs by their names."""
        if self._made is None:
            made = self._load()
            t = self._t
            self._made = {one.name or "": in_language(one, t) if t else one for one in made}
        return self._made

    @commands.setter
    def commands(self, commands: dict[str, click.Command]) -> None:
        """Nothing: a group starts out without verbs."""

    def in_language(self, t: Translator) -> None:
        """Let the verbs, once they are made, speak this language."""
        self._t, self._made = t, None


def verb(name: str, help: str) -> Callable[[Callable[..., Any]], Verb]:
    """Make a verb of a function; ``help`` is a key of the catalogue."""
    return click.command(name, cls=Verb, help=help)


def in_language(command: C, t: Translator) -> C:
    """The same command, its parameters and the verbs under it, with the texts of a language."""
    twin = copy.copy(command)
    twin.help = t(command.help or "")
    twin.options_metavar = f"[{t('cli.meta.options')}]"
    twin.params = [_param_in_language(param, t) for param in command.params]
    if isinstance(twin, click.Group):
        verb_name = t("cli.meta.verb")
        twin.subcommand_metavar = f"[{verb_name}]" if twin.invoke_without_command else verb_name
        if isinstance(twin, LaterVerbs):
            twin.in_language(t)
            return twin
        twin.commands = {name: in_language(inner, t) for name, inner in twin.commands.items()}
    return twin


def _param_in_language(param: click.Parameter, t: Translator) -> click.Parameter:
    twin = copy.copy(param)
    if twin.metavar:
        twin.metavar = t(twin.metavar)
    if isinstance(twin, click.Option) and twin.help:
        twin.help = t(twin.help)
    return twin
