"""A call that is being rung, whoever rings it."""

from __future__ import annotations

from collections.abc import Iterator

from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.telephone import Progress


class Line:
    """Made when the number is rung; raises NotDialled if it is not. All of it belongs in a worker."""

    link = ""
    """What the operator's own terminal is to open, where nobody else rings."""

    def __init__(self, telephone: Telephone, number: str) -> None:
        self.telephone = telephone
        self.number = number

    def progress(self) -> Iterator[Progress]:
        """What is told of the call until it ends or ``close`` is called; nothing where the provider tells
        nothing. Raises NotDialled when it cannot be told any more."""
        return iter(())

    def hang_up(self) -> None:
        """End the call, where the provider can. Raises NotDialled if it does not."""

    def close(self) -> None:
        """Listen no more; the call goes on."""
