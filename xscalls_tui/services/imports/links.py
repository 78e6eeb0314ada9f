"""Which calls of a set follow up which, and which of these links cannot be."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator

from xscalls_tui.domain.errors import Message


class Links:
    """Links from a call to its original, by the ids of the file."""

    def __init__(self) -> None:
        self.original: dict[int, int] = {}
        """Call to original, in the order of the file."""
        self._lines = array("q")

    def add(self, call: int, original: int, line: int) -> None:
        """Note a link and the line that it stands on."""
        self.original[call] = original
        self._lines.append(line)

    def broken(self, good: Container[int]) -> Iterator[tuple[int, int, Message]]:
        """The calls whose link cannot be kept: (call, line, why). ``good`` are the ids of all calls that
        are themselves in order.

        A link is broken that leads to no good call, to one with a broken link, or round in a ring.
        """
        reasons: dict[int, Message | None] = {}
        for call in self.original:
            self._judge(call, good, reasons)
        for (call, _), line in zip(self.original.items(), self._lines, strict=True):
            if (reason := reasons[call]) is not None:
                yield call, line, reason

    def _judge(self, call: int, good: Container[int], reasons: dict[int, Message | None]) -> None:
        """Find out about ``call`` and all that it follows. A loop: chains can be longer than the stack."""
        path: dict[int, None] = {}
        while call in self.original and call not in reasons and call not in path:
            path[call] = None
            call = self.original[call]
        if call in path:
            way = list(path)
            for member in way[way.index(call) :]:
                reasons[member] = Message.of("msg.import.ring")
                del path[member]
        sound = reasons[call] is None if call in reasons else call in good
        for follower in reversed(path):
            original = self.original[follower]
            reasons[follower] = None if sound else Message.of("msg.import.unknown", id=original)
