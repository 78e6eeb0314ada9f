"""What went wrong, as sentences for standard error and as the exit code.

Exit codes: 0 done, 1 failure, 2 usage, 64 no usable terminal, 75 busy, 77 not allowed, 130 Ctrl+C.
"""

from __future__ import annotations

import click

from xscalls_tui.domain.errors import InvalidInput, Message, XSCallsError
from xscalls_tui.i18n import Translator

FAILURE = 1
INTERRUPTED = 130

_OPTIONS = {"start": "--from", "end": "--to"}
_ARGUMENTS = {"initials": "cli.meta.initials", "name": "cli.meta.name", "key": "cli.meta.key"}


class BadUsage(XSCallsError):
    """The command line cannot be understood."""

    exit_code = 2


class BadOptions(InvalidInput):
    """Options, named as they are written, that cannot be as they were given."""


class BadConfig(XSCallsError):
    """The configuration file says something that cannot be meant."""


class NoTerminal(XSCallsError):
    """There is no terminal here that the program can draw on."""

    exit_code = 64


class BadValue(click.BadParameter):
    """An option or argument has a value that it cannot have."""

    def __init__(self, sentence: Message, param: click.Parameter | None, ctx: click.Context | None) -> None:
        super().__init__(sentence.key, ctx, param)
        self.sentence = sentence


def spoken(message: Message, t: Translator) -> str:
    """A message in the language of the interface."""
    return t(message.key, **dict(message.values))


def sentences(error: XSCallsError | click.ClickException, t: Translator) -> list[str]:
    """What to tell: one sentence, or one for each field that cannot be as it was given."""
    match error:
        case BadOptions():
            return [f"{name}: {spoken(message, t)}" for name, message in error.fields.items()]
        case InvalidInput():
            return [f"{_field(name, t)}: {spoken(message, t)}" for name, message in error.fields.items()]
        case XSCallsError():
            return [spoken(error.message, t)]
        case BadValue():
            return [f"{_name(error.param)}: {spoken(error.sentence, t)}"]
        case click.NoSuchOption():
            return [_no_such_option(error, t)]
        case click.MissingParameter():
            return [t("cli.missing", name=_name(error.param))]
        case click.BadOptionUsage():
            takes_none = error.option_name in _flags(error.ctx)
            key = "cli.novalue" if takes_none else "cli.needsvalue"
            return [t(key, option=error.option_name)]
        case _:
            return [t("cli.notunderstood", why=error.format_message())]


def _field(name: str, t: Translator) -> str:
    """The option or argument that a field of a service is given by."""
    if name in _ARGUMENTS:
        return t(_ARGUMENTS[name])
    return _OPTIONS.get(name, f"--{name}")


def _name(param: click.Parameter | None) -> str:
    """How a user writes an option, or knows an argument."""
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def _no_such_option(error: click.NoSuchOption, t: Translator) -> str:
    option = error.option_name
    if error.ctx is not None and option in _options(error.ctx.find_root()):
        return t("cli.beforeverb", option=option)
    if error.possibilities:
        return t("cli.nooption_nearest", option=option, nearest=error.possibilities[0])
    return t("cli.nooption", option=option)


def _options(ctx: click.Context) -> set[str]:
    return {name for param in ctx.command.params for name in (*param.opts, *param.secondary_opts)}


def _flags(ctx: click.Context | None) -> set[str]:
    params = ctx.command.get_params(ctx) if ctx else []
    flags = [param for param in params if isinstance(param, click.Option) and param.is_flag]
    return {name for param in flags for name in (*param.opts, *param.secondary_opts)}
