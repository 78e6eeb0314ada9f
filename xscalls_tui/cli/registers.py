"""The verbs of the registers, a group for each that has a list of its own. What is in a group is made when
it is asked for: most runs need none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from xscalls_tui.cli.speech import LaterVerbs
from xscalls_tui.domain.record_types import PAGES, RecordType
from xscalls_tui.domain.registers import Register


def groups() -> Iterator[click.Group]:
    """The groups of verbs. Employees have one of their own (``admin.employee``)."""
    for kind in PAGES:
        if kind.register is not Register.EMPLOYEE:
            yield LaterVerbs(kind.register.replace("_", "-"), load=_Load(kind), help=kind.page)


class _Load:
    def __init__(self, kind: RecordType) -> None:
        self._kind = kind

    def __call__(self) -> Sequence[click.Command]:
        from xscalls_tui.cli.record_verbs import verbs_of

        return verbs_of(self._kind)
