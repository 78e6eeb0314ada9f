"""A line of text: Emne, Telefon."""

from __future__ import annotations

from xscalls_tui.domain.text import clean_line
from xscalls_tui.widgets.line_field import LineField


class TextField(LineField[str]):
    """A line of text that is taken as it stands."""

    @property
    def value(self) -> str:
        """The text as it will be stored."""
        return clean_line(self.text)

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self.set_text(value)
