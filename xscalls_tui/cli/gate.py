"""The gate: what sshd or sudo runs for an operator. It opens the program, or one of a few verbs; whoever
comes through it is known by what the server says, never by what they say themselves."""

from __future__ import annotations

import gc
import logging
import os
import pwd
import re
import shlex
import socket
from collections.abc import Mapping

import click

from xscalls_tui.cli.screen import open_program
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import in_language, verb
from xscalls_tui.domain.errors import NotAllowed

log = logging.getLogger(__name__)

VERBS = ("add", "export", "get", "list", "report")
"""What can be asked for as ``ssh crm@server VERB …``."""
_LONGEST = 4096
_KEPT = {
    "HOME": r"/[^\0]*",
    "TERM": r"[A-Za-z0-9.+-]{1,40}",
    "LANG": r"[A-Za-z0-9_.@-]{1,40}",
    "NO_COLOR": r"\w{0,10}",
}
_LOCALE = re.compile(r"LC_[A-Z]{1,20}")


@verb("gate", help="cli.help.gate")
@click.argument("initials", required=False, metavar="cli.meta.initials")
@click.pass_context
def gate(ctx: click.Context, initials: str | None) -> None:
    """Let an operator in: to the screen, or to the verb that SSH_ORIGINAL_COMMAND asks for."""
    asked = os.environ.get("SSH_ORIGINAL_COMMAND", "")
    client = os.environ.get("SSH_CONNECTION", "").partition(" ")[0]
    who = _caller(initials, os.environ)
    kept = kept_environment(os.environ)
    os.environ.clear()
    os.environ.update(kept)
    setting: Setting = ctx.obj
    ctx.obj = setting._replace(initials=who, gate=f"{_account()}@{socket.gethostname()}")
    log.info("gate: %s from %s", who, client or "this machine")
    try:
        if asked.strip():
            _run(ctx, asked)
        else:
            open_program(ctx.obj)
    finally:
        log.info("gate: %s left", who)


def _caller(said: str | None, environment: Mapping[str, str]) -> str:
    """Who it is: the argument that the key's forced command has, or the account that sudo was called by; that
    one cannot say to be anybody else."""
    account = environment.get("SUDO_USER")
    if (said is None) == (account is None):
        raise NotAllowed("msg.gate.who")
    return (said or account or "").upper()


def kept_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What the program may know of the caller's environment, as far as it looks right."""
    kept = {"PATH": "/usr/bin:/bin"}
    for name, value in environment.items():
        wanted = _KEPT["LANG"] if _LOCALE.fullmatch(name) else _KEPT.get(name)
        if wanted and re.fullmatch(wanted, value):
            kept[name] = value
    return kept


def _run(ctx: click.Context, asked: str) -> None:
    """Run the verb that was asked for, if it is one of ours and takes no file of the server's."""
    from xscalls_tui.cli.calls import list_calls
    from xscalls_tui.cli.export import export
    from xscalls_tui.cli.get import get
    from xscalls_tui.cli.new_call import new_call
    from xscalls_tui.cli.report import report

    gc.enable()
    words = _words(asked)
    verbs: dict[str, click.Command] = dict(
        zip(VERBS, (new_call, export, get, list_calls, report), strict=True)
    )
    if not words or words[0] not in verbs:
        raise NotAllowed("msg.gate.refused", names=", ".join(VERBS))
    name, *arguments = words
    command = in_language(verbs[name], ctx.obj.t)
    with command.make_context(name, arguments, parent=ctx) as asked_for:
        for param in command.params:
            if isinstance(param.type, click.Path) and asked_for.params.get(param.name or "") is not None:
                raise NotAllowed("msg.gate.nofile", names=", ".join(VERBS))
        command.invoke(asked_for)


def _words(asked: str) -> list[str]:
    if len(asked) > _LONGEST or not asked.isprintable():
        return []
    try:
        return shlex.split(asked)
    except ValueError:
        return []


def _account() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
