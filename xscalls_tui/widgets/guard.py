"""The last thing before the terminal: whatever the data holds, nothing reaches it that it would obey.

Data is cleaned when it is saved; this is for what came in another way."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from xscalls_tui.domain.text import seen


class RenderGuard(LineFilter):
    """Drops control, bidi and tag characters from all that is drawn: they take no cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line without them; the same one if there are none."""
        if "".join([text for text, _, _ in segments]).isprintable():
            return segments
        return [Segment(seen(text), style, control) for text, style, control in segments]
