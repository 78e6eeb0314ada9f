"""The command line: one run from arguments to exit code."""

from __future__ import annotations

import gc
import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from xscalls_tui import config, paths
from xscalls_tui.cli.failures import FAILURE, sentences
from xscalls_tui.cli.logfile import logging_to
from xscalls_tui.cli.output import complain
from xscalls_tui.cli.program import GATE, NAME, load_gate, load_verbs, program
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import in_language
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.i18n import LANGUAGES, Translator, choose_language

log = logging.getLogger(__name__)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run ``xscalls`` with these arguments (those of the process by default), and exit with its code."""
    arguments = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    with logging_to(paths.log_file()):
        sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    configured = config.load(paths.config_file(), LANGUAGES)
    language, asked = _look_ahead(arguments)
    t = Translator(choose_language(language, configured.language))
    if asked == GATE:
        load_gate()
    elif asked:
        gc.enable()
        load_verbs()
    spoken = in_language(program, t)
    try:
        code = spoken.main(arguments, NAME, standalone_mode=False, obj=Setting(t, configured))
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except (XSCallsError, click.ClickException) as error:
        place = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else NAME
        for sentence in sentences(error, t):
            complain(sentence, place)
        return error.exit_code
    except OSError as error:
        _forget_output()
        if not isinstance(error, BrokenPipeError):
            why = (error.filename, error.strerror or type(error).__name__)
            complain(t("cli.systemerror", why=": ".join(str(part) for part in why if part)))
        return FAILURE
    except Exception as error:
        log.critical("unforeseen failure", exc_info=error)
        complain(t("cli.unforeseen", file=str(paths.log_file())))
        return FAILURE
    return code if isinstance(code, int) else 0


def _look_ahead(arguments: list[str]) -> tuple[str | None, str]:
    """What --lang or its variable says, for help and errors speak it too; and the verb, or what calls for
    help: where there is neither, the screen opens."""
    probe = click.Command(NAME, params=program.params)
    ctx = probe.make_context(
        NAME,
        list(arguments),
        resilient_parsing=True,
        allow_extra_args=True,
        ignore_unknown_options=True,
        allow_interspersed_args=False,
    )
    helps = [argument for argument in arguments if argument == "--help"]
    return ctx.params.get("language"), next(iter((*helps, *ctx.args)), "")


def _forget_output() -> None:
    """Nobody reads the output any more; Python would complain when it flushes what is left at its end."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
