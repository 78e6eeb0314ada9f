"""The painter shows what Textual would have shown, cell by cell, whatever it leaves out on the way."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import _compositor, app, events
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.drivers import linux_driver
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen as BusyScreen
from textual.strip import Strip
from textual.widget import Widget

from tests.emulator import Screen, stream
from tests.screens.test_snapshots import WAYS, to_the_list
from tests.screens.work import Operator, at_work
from xscalls_tui.app import XSCallsApp
from xscalls_tui.screens.composing import FrontCompositor
from xscalls_tui.screens.painter import Painter
from xscalls_tui.services.session import Session

CONSOLE = Console(color_system="256", force_terminal=True)


class Eyes:
    """Two terminals side by side: one is told what Textual says, one what the painter says."""

    def __init__(self, *, colours: ColorSystem = ColorSystem.EIGHT_BIT, erases: bool = True) -> None:
        self._painter = Painter(colours, erases=erases)
        self._size = (0, 0)
        self.frames = self.stock = self.painted = 0

    def see(self, update: CompositorUpdate) -> None:
        """Tell both of an update, and compare what they show."""
        frame = self._painter.take(update)
        size = (len(frame[0]), len(frame))
        if size != self._size:
            self._size = size
            self._screens = [Screen(*size), Screen(*size)]
            self._streams = [stream(screen) for screen in self._screens]
            for screen in self._screens:
                screen.reset_mode(7, private=True)
        told = update.render_segments(CONSOLE), self._painter.paint(frame)
        for one, text in zip(self._streams, told, strict=True):
            one.feed(text.encode())
        self.frames += 1
        self.stock += len(told[0])
        self.painted += len(told[1])
        self.compare(str(update))

    def look_at_all(self, screen: BusyScreen[Any]) -> None:
        """Compare what the painter has made of many small updates with what Textual, and not our compositor,
        draws from nothing."""
        region = screen.size.region
        chops = _compositor.Compositor._render_chops(screen._compositor, region, lambda y: True)
        self._screens[0].reset()
        self._screens[0].reset_mode(7, private=True)
        whole = LayoutUpdate([chop.values() for chop in chops], region)
        self._streams[0].feed(whole.render_segments(CONSOLE).encode())
        self.compare(f"all of {screen}")

    def compare(self, what: str) -> None:
        """Line by line, so that a difference can be read."""
        for y, (stock, painted) in enumerate(zip(*(one.picture for one in self._screens), strict=True)):
            assert painted == stock, f"line {y} after {what}"


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> Eyes:
    """They see whatever the program draws."""
    both = Eyes()

    def display(self: XSCallsApp, _screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate) and self._running and not self._batch_count:
            both.see(renderable)

    monkeypatch.setattr(XSCallsApp, "_display", display)
    return both


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 60)])
async def test_every_screen_is_as_textual_draws_it(
    session: Session, eyes: Eyes, size: tuple[int, int]
) -> None:
    async with at_work(session, size) as at:
        for way in WAYS:
            await way(at)
            eyes.look_at_all(at.app.screen)
            await moving_about(at)
            eyes.look_at_all(at.app.screen)
            await to_the_list(at)
        await at.resize(size[0] - 7, size[1] + 3)
        await at.press("down", "down", "f2", "escape")
        eyes.look_at_all(at.app.screen)
    assert eyes.frames > 300
    assert eyes.painted < eyes.stock / 2, (eyes.painted, eyes.stock)


async def moving_about(at: Operator) -> None:
    """Some keys that do no harm on any screen."""
    await at.press("down", "down", "pagedown", "up", "end", "home")


async def test_texts_of_all_scripts_are_as_textual_draws_them(as_ol: Session, eyes: Eyes) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("note")
        for text in ("漢字かな", "éé", "👍 ok", "ｆｕｌｌ", "نص", "a漢b", "ﬁ½"):
            await ol.type(text)
            await ol.press("left", "left", "backspace", "end")


# Frames of any kind

LOOKS = st.sampled_from(
    [
        None, Style(), Style(bold=True), Style(dim=True, color="red"), Style(color="red", bgcolor="blue"),
        Style(reverse=True, color="color(200)"), Style(underline=True, bgcolor="#102030"),
        Style(bold=True, dim=True), Style(strike=True), Style(italic=True, bgcolor="blue"),
        Style(bgcolor="blue"),
    ]
)  # fmt: skip
PIECES = st.sampled_from(["a", "b", " ", "漢", "é", "e\u0301", "."])
TEXTS = st.lists(PIECES, max_size=5).map("".join) | st.just(" " * 9)


@st.composite
def updates(draw: st.DrawFn, width: int = 12, height: int = 6) -> LayoutUpdate:
    """A frame: each line a few pieces of text."""
    strips: list[Any] = []
    for _ in range(height):
        pieces = [Segment(draw(TEXTS), draw(LOOKS)) for _ in range(draw(st.integers(0, 3)))]
        strips.append([Strip(pieces).adjust_cell_length(width)])
    return LayoutUpdate(strips, Region(0, 0, width, height))


@st.composite
def stories(draw: st.DrawFn) -> list[LayoutUpdate]:
    """Frames one after the other, some of them those before moved by some lines."""
    frames = [draw(updates())]
    for _ in range(draw(st.integers(1, 4))):
        following = draw(updates())
        by = draw(st.integers(-3, 3))
        if by and draw(st.booleans()):
            before = list(frames[-1].strips)
            fresh = list(following.strips)[: abs(by)]
            moved = [*before[by:], *fresh] if by > 0 else [*fresh, *before[:by]]
            following = LayoutUpdate(moved, following.region)
        frames.append(following)
    return frames


@settings(max_examples=300, deadline=None)
@given(stories(), st.booleans(), st.integers(0, 3))
def test_any_frames_are_shown_as_they_are(frames: list[LayoutUpdate], erases: bool, lost: int) -> None:
    """Even when the ones between are left out: see how the latest is painted over the first."""
    eyes = Eyes(erases=erases)
    for number, frame in enumerate(frames):
        if not 0 < number <= lost or number == len(frames) - 1:
            eyes.see(frame)


def test_what_stands_there_costs_nothing_and_what_is_forgotten_is_painted_anew() -> None:
    painter = Painter(ColorSystem.EIGHT_BIT, erases=True)
    update = LayoutUpdate([[Strip([Segment("Hei", Style(bold=True))])] * 1] * 3, Region(0, 0, 3, 3))
    first = painter.paint(painter.take(update))
    assert first and painter.paint(painter.take(update)) == ""
    painter.forget()
    assert painter.paint(painter.take(update)) == first


def test_a_list_that_goes_on_by_a_line_is_moved_by_the_terminal() -> None:
    painter = Painter(ColorSystem.EIGHT_BIT, erases=True)

    def page(first: int) -> LayoutUpdate:
        lines = [
            [Strip([Segment(f"Samtale nummer {number:03} " * 4)])] for number in range(first, first + 20)
        ]
        head: list[Any] = [[Strip([Segment("Overskrift".ljust(76))])]]
        return LayoutUpdate([*head, *lines], Region(0, 0, 76, 21))

    painter.paint(painter.take(page(0)))
    told = painter.paint(painter.take(page(1)))
    assert "\x1b[2;21r\x1b[S\x1b[r" in told and len(told) < 120


async def test_a_step_of_the_cursor_is_little_work(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lines of the list and the one that tells the place are drawn, and few messages go round."""
    lines: list[int] = []
    messages: list[str] = []
    render_chops, dispatch = FrontCompositor._render_chops, MessagePump._dispatch_message

    def chops(self: FrontCompositor, crop: Region, is_rendered: Callable[[int], bool]) -> Any:
        lines.extend(y for y in crop.line_range if is_rendered(y))
        return render_chops(self, crop, is_rendered)

    async def dispatched(self: MessagePump, message: Message) -> None:
        messages.append(f"{type(self).__name__} {type(message).__name__}")
        await dispatch(self, message)

    async with at_work(session) as at:
        await at.press("down", "down")
        monkeypatch.setattr(FrontCompositor, "_render_chops", chops)
        monkeypatch.setattr(MessagePump, "_dispatch_message", dispatched)
        at.app.post_message(events.Key("down", None))
        await at.settle()
        monkeypatch.undo()
    assert len(lines) == 3, lines
    assert len(messages) <= 8, messages


def test_lines_that_are_kept_keep_nothing_of_themselves() -> None:
    """Textual keeps seven caches in each, and in those the parts that were asked for."""
    line = Strip([Segment("Samtaler")])
    line.divide([2, 8])
    line.crop_extend(1, 4, None)
    caches = {id(getattr(line, name)) for name in Strip.__slots__ if name.endswith("_cache")}
    assert len(caches - {id(None)}) == 1
    assert [part.text for part in line.divide([2, 8])] == ["Sa", "mtaler"]


def leaned_on() -> Iterator[str]:
    """The source of what of Textual's is private and leaned on."""
    for what in (
        app.App._display, app.App._begin_update, _compositor.LayoutUpdate, _compositor.ChopsUpdate,
        _compositor.Compositor, Strip, linux_driver.LinuxDriver, app.App.on_event,
        BusyScreen._on_timer_update, BusyScreen._compositor_refresh, Widget.render_lines,
        MessagePump._process_messages_loop,
    ):  # fmt: skip
        yield inspect.getsource(what)


def test_what_is_leaned_on_is_what_it_was() -> None:
    """When this fails, read what has changed in Textual, see that painter, compositor and driver still do
    what they should, and write down the new sum."""
    found = hashlib.sha256("".join(leaned_on()).encode()).hexdigest()[:16]
    assert found == "9ca0e5912864b25c"
