"""Ringing by a command of the configuration. It is started as a list of words, never by a shell."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from xscalls_tui.config.telephone import NUMBER, Telephone
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.services.telephone.line import Line


class CommandLine(Line):
    """A call that one command rings, and another one may end."""

    def __init__(self, telephone: Telephone, number: str) -> None:
        super().__init__(telephone, number)
        self._run(telephone.command)

    def hang_up(self) -> None:
        """Run the command for it, if there is one."""
        if self.telephone.hang_up:
            self._run(self.telephone.hang_up)

    def _run(self, command: Sequence[str]) -> None:
        """Run it to its end. It reads and writes nothing here: the terminal is the program's."""
        words = [command[0], *(word.replace(NUMBER, self.number) for word in command[1:])]
        name = Path(words[0]).name
        nothing = subprocess.DEVNULL
        try:
            process = subprocess.Popen(
                words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise NotDialled("tel.command.notstarted", name=name, why=why) from error
        try:
            code = process.wait(self.telephone.timeout)
        except subprocess.TimeoutExpired as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            seconds = f"{self.telephone.timeout:g}"
            raise NotDialled("tel.command.slow", name=name, seconds=seconds) from error
        if code:
            raise NotDialled("tel.command.failed", name=name, code=code)
