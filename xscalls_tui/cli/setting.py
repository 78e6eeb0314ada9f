"""What every verb works with: the language, the configuration, and which database as whom."""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

from xscalls_tui.config import Config
from xscalls_tui.i18n import Translator, choose_language
from xscalls_tui.services.identity import require_own
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


class Setting(NamedTuple):
    """One run of the program."""

    t: Translator
    config: Config
    database: str = ""
    """A path or a URL."""
    initials: str | None = None
    """Whom to work as; None for whom the database says."""
    mouse: bool = True
    language: str | None = None
    """What ``--lang`` says."""
    gate: str = ""
    """How the server is reached through its gate (``account@host``), if this run came through it."""

    def session(self) -> closing[Session]:
        """Open the database, and speak the employee's language; for a ``with`` statement. Raises what
        ``open_session`` and ``require_own`` do."""
        if self.initials is not None:
            require_own(self.database)
        session = open_session(self.database, self.initials)
        self.t.speak(choose_language(self.language, session.settings.language or self.config.language))
        return closing(session)
