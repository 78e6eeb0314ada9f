"""How far something long has come, for whoever sits in front of it."""

from __future__ import annotations

import sys

import click

from xscalls_tui.services.bulk import Progress


def percent() -> Progress | None:
    """Tells on a terminal how many per cent are done; nobody is told otherwise."""
    if not sys.stderr.isatty():
        return None
    told = -1

    def tell(done: int, of: int) -> bool:
        nonlocal told
        percent = 100 * done // max(of, 1)
        if percent != told:
            told = percent
            click.echo(f"\r{percent:3} %" + ("\r     \r" if done >= of else ""), nl=False, err=True)
        return True

    return tell
