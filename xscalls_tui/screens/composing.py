"""Which widgets are asked for lines when something on a screen has changed, and what is kept of the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from textual import strip as strips
from textual._compositor import Compositor
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

R = TypeVar("R")


class NothingKept:
    """In place of each of the seven caches that Textual makes for every strip. Most strips are asked once;
    with what widgets keep of them the caches are a tenth of a session's memory, and save next to nothing."""

    __slots__ = ()

    def get(self, _key: object) -> None:
        """Nothing."""

    def __setitem__(self, _key: object, _value: object) -> None:
        pass


_NOTHING = NothingKept()
cast("Any", strips).FIFOCache = lambda _size: _NOTHING


class FrontScreen(Screen[R]):
    """A screen whose FrontCompositor asks only the widgets that are seen where something changed."""

    focused = Reactive(None, repaint=False)
    """Textual paints the whole screen anew when the focus moves; the two widgets see to themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor = FrontCompositor()


class FrontModal(FrontScreen[R], ModalScreen[R]):
    """Likewise a menu or a question, over the screen that it came from."""


class FrontCompositor(Compositor):
    """Asks for the lines that changed, and only the widgets that are seen there.

    Textual's asks every widget near a change for all of its lines, also those that stand behind others, and
    leaves out most of what it gets.
    """

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        lines = {y for y in crop.line_range if is_rendered_line(y)}
        chops: list[dict[int, Strip | None]]
        chops = [dict.fromkeys(line[:-1]) if y in lines else {} for y, line in enumerate(cuts)]
        for widget, (region, clip) in self.visible_widgets.items():  # from front to back
            seen = region.intersection(clip)
            for top, bottom in _runs([y for y in seen.line_range if y in lines]):
                asked = Region(seen.x - region.x, top - region.y, seen.width, bottom - top)
                for y, strip in enumerate(widget.render_lines(asked), top):
                    _put(strip, seen.x, chops[y], [cut for cut in cuts[y] if seen.x <= cut <= seen.right])
                    if None not in chops[y].values():
                        lines.discard(y)
        return cast("list[dict[int, Strip]]", chops)


def _runs(lines: list[int]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other, as the first and the one after the last."""
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place] != lines[place - 1] + 1:
            yield lines[start], lines[place - 1] + 1
            start = place


def _put(strip: Strip, x: int, line: dict[int, Strip | None], cuts: list[int]) -> None:
    """Put the parts of a strip, which begins at ``x``, where nothing in front of it stands."""
    for cut, part in zip(cuts, strip.divide([cut - x for cut in cuts[1:]]), strict=False):
        if line[cut] is None:
            line[cut] = part
