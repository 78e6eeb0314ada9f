"""How the parts of a widget look, by the style sheets, worked out when a part is first drawn."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.style import Style
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Looks(Widget):
    """A widget that draws parts of different looks.

    Textual's component classes say the same, but all of them are worked out each time that the widget's own
    style is, whether they are drawn or not: a third of the time to the first frame.
    """

    LOOKS: ClassVar[set[str]] = set()
    """The classes of the style sheets that its parts can have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._worked_out: dict[tuple[str, ...], Style] = {}
        super().__init__(*args, **kwargs)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of these classes together. Raises KeyError for one that is not in LOOKS."""
        for name in names:
            if name not in self._component_styles and name in self.LOOKS:
                part = DOMNode(classes=name)
                part._attach(self)
                self.app.stylesheet.apply(part, animate=False)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    # Textual works these out each time that the widget is painted.

    @property
    def rich_style(self) -> Style:
        """The widget's own style."""
        if () not in self._worked_out:
            self._worked_out[()] = super().rich_style
        return self._worked_out[()]

    def get_component_rich_style(self, *names: str, **kwargs: Any) -> Style:
        """The style of the part of these classes."""
        if kwargs:
            return super().get_component_rich_style(*names, **kwargs)
        if names not in self._worked_out:
            self._worked_out[names] = super().get_component_rich_style(*names)
        return self._worked_out[names]

    def notify_style_update(self) -> None:
        """Textual's word that the styles may be others now."""
        self._worked_out.clear()
        self._component_styles.clear()
        super().notify_style_update()


class PlainLines(Looks):
    """One without border, padding and texts to select, that draws a line when it is to be another: Textual's
    keeping of lines would do nothing for it."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of it."""
        # The looks of parts are in true colours already.
        filters = [one for one in self.get_line_filters() if not isinstance(one, ANSIToTruecolor)]
        background = self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            segments = unfiltered = [*strip]
            for each in filters:
                segments = each.apply(segments, background)
            strips.append(strip if segments is unfiltered else Strip(segments, strip.cell_length))
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips
