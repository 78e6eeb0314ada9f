"""The call list on a screen, fed by a list of made-up calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from textual import events, on
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from tests.widgets.call_rows import SAMPLE, Source, call
from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Page, Sort, SortBy
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.columns import Column, columns_for
from xscalls_tui.widgets.themes import THEMES

NAMES = [theme.name for theme in THEMES.values()]
STYLES = Path(__file__).parents[2] / "styles" / "call_table.tcss"
SIZE = (120, 21)
LINES = 20


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours are on unless a test turns them off."""
    monkeypatch.delenv("NO_COLOR", raising=False)


class Host(App[None]):
    """Answers the list from a Source, at once unless ``holding``, and keeps its other messages."""

    CSS_PATH = STYLES
    CLICK_CHAIN_TIME_THRESHOLD = 60.0  # a slow machine must not turn a double click into two

    def __init__(self, source: Source, *, letters: bool = False, plain: bool = False) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = NAMES[0]
        self.source = source
        self.letters, self.plain = letters, plain
        self.holding = False
        self.held: list[CallTable.PageWanted] = []
        self.moves: list[int | None] = []
        self.messages: list[Told] = []

    def compose(self) -> ComposeResult:
        yield CallTable(Translator("nb"), letters=self.letters, plain=self.plain)

    def on_mount(self) -> None:
        self.table.focus()
        self.watch(self.table, "here", self.moved, init=False)
        self.table.show(Criteria(), Sort())

    @property
    def table(self) -> CallTable:
        return self.query_one(CallTable)

    def release(self) -> None:
        """Answer what was held back."""
        held, self.held = self.held, []
        for asked in held:
            asked.table.receive(asked, self.source.page(asked.request))

    def on_list_table_page_wanted(self, asked: CallTable.PageWanted) -> None:
        self.held.append(asked)
        if not self.holding:
            self.release()

    def moved(self, here: tuple[CallRow | None, int | None]) -> None:
        self.moves.append(here[0].id if here[0] else None)

    @on(CallTable.Opened)
    @on(CallTable.HistoryWanted)
    @on(CallTable.FilterWanted)
    @on(CallTable.SortWanted)
    @on(CallTable.TickAllWanted)
    @on(CallTable.TicksChanged)
    def keep(self, message: Message) -> None:
        self.messages.append(told(message))


Told = tuple[type[Message], dict[str, object]]


def told(message: Message) -> Told:
    """What a message says, to be compared."""
    names = (field.name for field in fields(message))  # type: ignore[arg-type]
    return type(message), {name: getattr(message, name) for name in names}


def shown(table: CallTable) -> list[list[Segment]]:
    """The lines as they go to the screen, after the filters for colours."""
    return [list(strip) for strip in table.render_lines(Region(0, 0, *table.size))]


def texts(table: CallTable) -> list[str]:
    return ["".join(segment.text for segment in line) for line in shown(table)]


def cell(column: Column, line: int, into: int = 0, width: int = SIZE[0]) -> tuple[int, int]:
    """Where a click on a column of a line of calls (the first is 0) goes."""
    slot = columns_for(width).slot(column)
    assert slot is not None
    return slot.x + into, line + 1


def state(table: CallTable) -> tuple[int | None, int, int | None]:
    """The call under the cursor, the line it stands on and its number in the list."""
    row = table.cursor_row
    return row.id if row else None, table.view.cursor - table.view.top, table.row_number


async def idle(pilot: Pilot[None]) -> None:
    """Wait until the answers to messages, and to those that they caused, are in."""
    for _ in range(4):
        await pilot.pause()


@contextmanager
def repainted(table: CallTable, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """The lines that are marked to be drawn anew meanwhile."""
    lines: set[int] = set()
    refresh = table.refresh

    def spy(*regions: Region) -> CallTable:
        for region in regions or (table.size.region,):
            lines.update(region.line_range)
        return refresh(*regions)

    with monkeypatch.context() as patch:
        patch.setattr(table, "refresh", spy)
        yield lines


# Moving.


async def test_keys_move_the_cursor() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        found = [state(app.table)]
        for key in ["down", "j", "up", "k", "pagedown", "pagedown", "pageup", "down", "end", "up", "home"]:
            await pilot.press(key)
            await idle(pilot)
            found.append(state(app.table))
        assert found == [
            (0, 0, 1),
            (1, 1, 2),
            (2, 2, 3),
            (1, 1, 2),
            (0, 0, 1),
            (20, 0, 21),
            (40, 0, 41),
            (20, 0, 21),
            (21, 1, 22),
            (999, 19, None),
            (998, 18, None),
            (0, 0, 1),
        ]
        assert [row_id for row_id in app.moves if row_id is not None] == [row_id for row_id, _, _ in found]


async def test_paging_down_shows_every_call_in_order_down_to_the_last() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        seen: list[int] = []
        for page in range(50):
            top = app.table.view.top
            seen += [row.id for index in app.table.view.lines if (row := app.table.view.window.row(index))]
            assert top == page * LINES
            await pilot.press("pagedown")
            await idle(pilot)
        assert seen == list(range(1_000))
        assert state(app.table) == (999, 19, 1_000)
        assert "Samtale 999" in texts(app.table)[-1]


async def test_the_end_has_a_number_once_the_total_is_known() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        app.table.total = 1_000
        await pilot.press("end", "up")
        await idle(pilot)
        assert state(app.table) == (998, 18, 999)


async def test_keys_pressed_before_the_end_is_read_count_from_it() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        app.holding = True
        before = texts(app.table)
        await pilot.press("end", "up", "up")
        await idle(pilot)
        assert app.table.cursor_row is None
        assert texts(app.table) == before
        app.release()
        assert state(app.table)[:2] == (997, 17)


async def test_the_wheel_moves_the_screen_with_the_cursor() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        table = app.table
        await pilot.press("down")
        table.post_message(events.MouseScrollDown(table, 5, 5, 0, 1, 0, False, False, False))
        await idle(pilot)
        assert state(table) == (4, 1, 5)
        table.post_message(events.MouseScrollUp(table, 5, 5, 0, -1, 0, False, False, False))
        await idle(pilot)
        assert state(table) == (1, 1, 2)


async def test_a_short_list_begins_at_the_top_and_ends_with_its_last_call() -> None:
    app = Host(Source.of(3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown")
        assert state(app.table) == (2, 2, 3)
        await pilot.press("end", "down")
        assert state(app.table) == (2, 2, 3)
        lines = texts(app.table)
        assert "Samtale 2" in lines[3]
        assert not "".join(lines[4:]).strip()


async def test_the_cursor_stays_in_sight_when_the_window_changes() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", *["down"] * 19)
        await pilot.resize_terminal(80, 11)
        await idle(pilot)
        assert state(app.table) == (39, 9, 40)
        assert "Samtale 39" in texts(app.table)[-1]
        assert {len(line) for line in texts(app.table)} == {80}


# Drawing.


async def test_a_step_of_the_cursor_draws_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        with repainted(app.table, monkeypatch) as lines:
            await pilot.press("down")
        assert lines == {1, 2}


async def test_rows_read_ahead_draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown")
        app.holding = True
        await pilot.press("pagedown")
        assert len(app.held) == 1
        with repainted(app.table, monkeypatch) as lines:
            app.release()
            await idle(pilot)
        assert not lines


async def test_rows_that_are_not_there_yet_are_blank_and_filled_later() -> None:
    app = Host(Source.of(1_000))
    async with app.run_test(size=SIZE) as pilot:
        app.holding = True
        await pilot.press(*["pagedown"] * 5)
        assert not "".join(texts(app.table)[1:]).strip()
        assert state(app.table) == (None, 0, None)
        app.release()
        assert "Samtale 100" in texts(app.table)[1]
        assert state(app.table) == (100, 0, 101)


async def test_an_empty_list_says_so_but_not_while_it_loads_nor_after_a_failure() -> None:
    app = Host(Source.of(0))
    sentence = Translator("nb")("list.empty")
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        assert sentence in texts(app.table)[1]
        assert app.table.cursor_row is None
        await pilot.press("down", "end", "pageup")
        assert state(app.table) == (None, 0, None)
        app.source = Source.of(5)
        app.holding = True
        app.table.show(Criteria((Criterion(Field.STATUS, 1),)), Sort())
        await idle(pilot)
        app.table.give_up(app.held.pop())
        assert not "".join(texts(app.table)[1:]).strip()
        app.holding = False
        await pilot.press("down")
        await idle(pilot)
        assert "Samtale 0" in texts(app.table)[1]


async def test_nothing_is_said_before_a_list_is_shown() -> None:
    app = Host(Source.of(0))
    async with app.run_test(size=SIZE) as pilot:
        app.holding = True
        fresh = CallTable(Translator("nb"))
        await app.mount(fresh)
        await pilot.press("down")
        assert not "".join(texts(fresh)[1:]).strip()
        assert [asked.table for asked in app.held if asked.table is fresh] == []


async def test_late_answers_to_an_earlier_list_are_dropped() -> None:
    app = Host(Source.of(300))
    async with app.run_test(size=SIZE) as pilot:
        app.holding = True
        app.table.show(Criteria(), Sort(SortBy.SUBJECT))
        await idle(pilot)
        (late,) = app.held
        app.table.show(Criteria(), Sort(SortBy.COMPANY))
        app.table.receive(late, Page((call(250),), more=False))
        assert app.table.cursor_row is None
        await idle(pilot)
        app.release()
        assert state(app.table) == (0, 0, 1)
        assert app.held == []


# Refreshing.


async def test_a_refresh_keeps_the_cursor_on_its_call_and_that_on_its_line() -> None:
    app = Host(Source([call(number) for number in range(0, 600, 2)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", "pagedown", *["down"] * 7)
        assert state(app.table) == (94, 7, 48)
        gone, come = {80, 90, 92, 98}, {1, 3, 91, 93, 97, 99}
        ids = sorted(({row.id for row in app.source.rows} - gone) | come)
        app.source.rows = [call(number) for number in ids]
        app.table.refresh_around()
        await idle(pilot)
        assert state(app.table) == (94, 7, ids.index(94) + 1)
        around = ids[ids.index(94) - 7 :][:LINES]
        assert all(
            f"Samtale {row_id} " in line for row_id, line in zip(around, texts(app.table)[1:], strict=True)
        )


async def test_a_refresh_draws_only_the_lines_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(Source.of(600))
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        app.source.rows[4] = app.source.rows[4]._replace(subject="Endret", version=2)
        with repainted(app.table, monkeypatch) as lines:
            app.table.refresh_around()
            await idle(pilot)
        assert lines == {5}
        assert "Endret" in texts(app.table)[5]


async def test_a_refresh_tells_when_the_row_under_the_cursor_changed() -> None:
    app = Host(Source.of(600))
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        app.table.refresh_around()
        await idle(pilot)
        assert app.moves == [0]
        app.source.rows[0] = app.source.rows[0]._replace(version=2)
        app.table.refresh_around()
        await idle(pilot)
        assert app.moves == [0, 0]


async def test_the_cursor_goes_to_the_neighbour_when_its_call_is_gone() -> None:
    app = Host(Source.of(40))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*["down"] * 5)
        del app.source.rows[5]
        app.table.refresh_around()
        await idle(pilot)
        assert state(app.table) == (6, 5, 6)
        app.source.rows.clear()
        app.table.refresh_around()
        await idle(pilot)
        assert state(app.table) == (None, 0, None)
        assert Translator("nb")("list.empty") in texts(app.table)[1]


async def test_keys_work_while_a_refresh_is_under_way() -> None:
    app = Host(Source.of(600))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown")
        app.holding = True
        app.table.refresh_around()
        await pilot.press("down", "down")
        assert state(app.table) == (22, 2, 23)
        app.release()
        assert state(app.table) == (22, 2, 23)


# Ticks.


async def test_ticking_goes_on_to_the_next_call_and_ticks_stay_while_paging() -> None:
    app = Host(Source.of(5_000))
    async with app.run_test(size=SIZE) as pilot:
        app.table.toggle_tick()
        app.table.toggle_tick()
        assert app.table.ticked == {0, 1}
        assert state(app.table) == (2, 2, 3)
        await pilot.press("end", "home")
        await idle(pilot)
        app.table.toggle_tick()
        assert app.table.ticked == {1}
        await idle(pilot)
        assert [line[1] for line in texts(app.table)[:4]] == ["☐", "☐", "☑", "☐"]
        assert app.messages == [told(CallTable.TicksChanged(app.table))] * 3


async def test_all_that_is_loaded_can_be_ticked_and_the_heading_shows_it() -> None:
    app = Host(Source.of(150))
    async with app.run_test(size=SIZE) as pilot:
        assert not app.table.tick_all_loaded()
        assert app.table.ticked == set(range(100))
        assert texts(app.table)[0][1] == "☑"
        await pilot.press("end")
        await idle(pilot)
        assert texts(app.table)[0][1] == "☐"
        await pilot.press("home")
        await idle(pilot)
        app.table.clear_ticks()
        assert app.table.ticked == set()


async def test_ticks_survive_another_order_but_not_another_list() -> None:
    app = Host(Source.of(10))
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        app.table.set_ticks([3, 4])
        app.table.show(Criteria(), Sort(SortBy.SUBJECT))
        assert app.table.ticked == {3, 4}
        app.table.show(Criteria((Criterion(Field.STATUS, 1),)), Sort(SortBy.SUBJECT))
        assert app.table.ticked == set()


async def test_nothing_is_ticked_where_there_is_no_call() -> None:
    app = Host(Source.of(0))
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        app.table.toggle_tick()
        assert app.table.ticked == set()


# The mouse.


@pytest.mark.parametrize(
    ("column", "into", "field"),
    [
        (Column.EMPLOYEE, 1, Field.EMPLOYEE),
        (Column.LINK, 0, Field.COMPANY),
        (Column.LINK, len("Åsen Bygg AS > "), Field.PROJECT),
        (Column.LINK, len("Åsen Bygg AS > 1042 Skolen ("), Field.CONTACT),
    ],
)
async def test_a_click_on_a_name_is_a_quick_filter(column: Column, into: int, field: Field) -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(column, 4, into))
        await idle(pilot)
        assert app.messages == [told(CallTable.FilterWanted(app.table, field, call(4)))]
        assert state(app.table) == (4, 4, 5)


async def test_a_click_on_the_subject_opens_the_call_but_not_beside_it() -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(Column.SUBJECT, 4, len("Samtale 4")))
        assert app.messages == []
        await pilot.click(CallTable, offset=cell(Column.SUBJECT, 4, 3))
        await idle(pilot)
        assert app.messages == [told(CallTable.Opened(app.table, 4))]


async def test_a_click_on_the_history_symbol_shows_the_history() -> None:
    app = Host(Source([SAMPLE._replace(id=8), SAMPLE._replace(id=9, is_followup=True)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(Column.HISTORY, 0))
        await pilot.click(CallTable, offset=cell(Column.HISTORY, 1))
        await idle(pilot)
        assert app.messages == [told(CallTable.HistoryWanted(app.table, 9))]


async def test_a_click_on_the_box_ticks_and_stays() -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(Column.TICK, 4))
        await pilot.click(CallTable, offset=cell(Column.TICK, 6))
        assert app.table.ticked == {4, 6}
        assert state(app.table) == (6, 6, 7)
        await pilot.click(CallTable, offset=cell(Column.TICK, 4))
        assert app.table.ticked == {6}


@pytest.mark.parametrize(
    "column",
    [Column.PENCIL, Column.DIRECTION, Column.FLAG, Column.DATE, Column.START, Column.END, Column.PHONE],
)
async def test_other_cells_take_the_cursor_and_open_on_a_double_click(column: Column) -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(column, 4))
        assert (app.messages, state(app.table)) == ([], (4, 4, 5))
        await pilot.double_click(CallTable, offset=cell(column, 7))
        await idle(pilot)
        assert app.messages == [told(CallTable.Opened(app.table, 7))]


async def test_a_double_click_on_a_subject_opens_the_call_once() -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.double_click(CallTable, offset=cell(Column.SUBJECT, 4))
        await idle(pilot)
        assert app.messages == [told(CallTable.Opened(app.table, 4))]


async def test_the_right_button_and_blank_lines_do_nothing() -> None:
    app = Host(Source.of(3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(Column.SUBJECT, 2), button=3)
        await pilot.click(CallTable, offset=cell(Column.SUBJECT, 9))
        await idle(pilot)
        assert (app.messages, state(app.table)) == ([], (0, 0, 1))


@pytest.mark.parametrize(
    ("column", "sort_by"),
    [
        (Column.FLAG, SortBy.STATUS),
        (Column.DATE, SortBy.DATE),
        (Column.EMPLOYEE, SortBy.EMPLOYEE),
        (Column.SUBJECT, SortBy.SUBJECT),
        (Column.LINK, SortBy.COMPANY),
        (Column.START, None),
        (Column.PHONE, None),
    ],
)
async def test_a_click_on_a_heading_sorts(column: Column, sort_by: SortBy | None) -> None:
    app = Host(Source.of(3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(column, -1))
        await idle(pilot)
        assert app.messages == ([told(CallTable.SortWanted(app.table, sort_by))] if sort_by else [])


async def test_a_click_on_the_box_of_the_heading_asks_for_all_or_for_none() -> None:
    app = Host(Source.of(3))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(CallTable, offset=cell(Column.TICK, -1))
        app.table.tick_all_loaded()
        await pilot.click(CallTable, offset=cell(Column.TICK, -1))
        await idle(pilot)
        wanted = [values for kind, values in app.messages if kind is CallTable.TickAllWanted]
        assert [values["ticked"] for values in wanted] == [False, True]


# Colours.


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours (WCAG 2), from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrast(segment: Segment, system: ColorSystem = ColorSystem.TRUECOLOR) -> float:
    """How well a segment's text stands out, once its colours are those of ``system``."""
    style = segment.style
    assert style and style.color and style.bgcolor
    return ratio(style.color.downgrade(system), style.bgcolor.downgrade(system))


def background(segment: Segment) -> Color:
    """The colour behind a segment's text."""
    style = segment.style
    assert style and style.color and style.bgcolor
    return style.color if style.reverse else style.bgcolor


COLOURFUL = Source(
    [
        call(number)._replace(status=status, is_followup=True)
        for number, (status, _) in enumerate(product(Status, range(2)))
    ]
)


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
async def test_texts_and_flags_can_be_read_in_every_theme(theme: str, system: ColorSystem) -> None:
    app = Host(COLOURFUL)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await idle(pilot)
        heading, *calls = shown(app.table)
        for line in calls[: len(COLOURFUL.rows)]:
            left, flag, gap, history, rest = line
            assert min(contrast(segment, system) for segment in (*heading, left, gap, rest)) >= 4.5
            assert min(contrast(flag, system), contrast(history, system)) >= 3


@pytest.mark.parametrize("theme", NAMES)
async def test_sixteen_colours_can_be_read(theme: str) -> None:
    app = Host(COLOURFUL, letters=True)
    async with app.run_test(size=SIZE) as pilot:
        app.add_class("-few-colours")
        app.theme = theme
        for focused in (True, False):
            app.set_focus(app.table if focused else None)
            await idle(pilot)
            for line in shown(app.table)[1 : len(COLOURFUL.rows) + 1]:
                left, flag, gap, history, rest = line
                signs = (left, flag, gap, rest)
                assert min(contrast(segment, ColorSystem.STANDARD) for segment in signs) >= 4
                assert contrast(history, ColorSystem.STANDARD) >= 3


@pytest.mark.parametrize("theme", NAMES)
async def test_colours_are_the_same_in_256(theme: str) -> None:
    app = Host(COLOURFUL)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await idle(pilot)
        calls = zip(COLOURFUL.rows, shown(app.table)[1:], strict=False)
        styles = [
            segment.style for row, line in calls if row.status is not Status.PLANNED for segment in line
        ]
        for style in styles:
            assert style and style.color and style.bgcolor
            for color in (style.color, style.bgcolor):
                in_256 = color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
                # Rich finds colours exactly and greys within one step.
                assert all(abs(a - b) <= 10 for a, b in zip(in_256, color.get_truecolor(), strict=True)), (
                    color.name
                )


@pytest.mark.parametrize("theme", NAMES)
async def test_each_status_has_its_background_and_flag(theme: str) -> None:
    app = Host(COLOURFUL)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await idle(pilot)
        lines = shown(app.table)[2 : len(COLOURFUL.rows) + 1 : 2]
        planned, *others = [background(line[0]) for line in lines]
        assert planned == background(shown(app.table)[-1][0])
        assert len({planned, *others}) == 4
        flags = [(line[1].style.color, line[1].style.bgcolor) for line in lines if line[1].style]
        assert len(set(flags)) == 4
        for line in lines:
            assert len({background(segment) for segment in (line[0], line[2], line[4])}) == 1


@pytest.mark.parametrize("theme", NAMES)
async def test_the_cursor_is_seen_on_every_background(theme: str) -> None:
    app = Host(COLOURFUL)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await idle(pilot)
        cursors = [background(shown(app.table)[1][0])]
        app.set_focus(None)
        await idle(pilot)
        cursors.append(background(shown(app.table)[1][0]))
        assert cursors[0] != cursors[1]
        for line in shown(app.table)[2:]:
            assert min(ratio(cursor, background(line[0])) for cursor in cursors) >= 2.5
            assert ratio(cursors[0], background(line[0])) >= 3


@pytest.mark.parametrize("theme", NAMES)
async def test_without_colours_the_cursor_is_reversed_and_flags_are_letters(
    monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(COLOURFUL)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await idle(pilot)
        lines = shown(app.table)[1 : len(COLOURFUL.rows) + 1]
        assert [line[1].text for line in lines] == [*"PPGGAAUU"]
        assert all(segment.style and segment.style.reverse for segment in lines[0])
        assert not any(segment.style and segment.style.reverse for line in lines[1:] for segment in line)
        assert min(contrast(segment) for line in lines for segment in (line[0], line[1], line[4])) >= 4.5
        assert min(ratio(background(lines[0][0]), background(line[0])) for line in lines[1:]) >= 3


async def test_a_plain_terminal_gets_ascii() -> None:
    rows = [row._replace(company="Asen", is_followup=False) for row in COLOURFUL.rows]
    app = Host(Source(rows), plain=True)
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        lines = texts(app.table)
        assert all(line.isascii() for line in lines)
        assert [line[5:7] for line in lines[1:9]] == ["<P", ">P", "<G", ">G", "<A", ">A", "<U", ">U"]
        app.table.toggle_tick()
        assert texts(app.table)[1][1] == "x"


async def test_the_focus_may_go_elsewhere_and_come_back() -> None:
    app = Host(Source.of(100))
    async with app.run_test(size=SIZE) as pilot:
        await app.mount(Input())
        await pilot.press("tab", "down")
        assert state(app.table)[0] == 0
        await pilot.press("shift+tab", "down")
        assert state(app.table)[0] == 1
