"""The day view: what it draws, its keys, the three ways of the mouse, and both refusals."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.form_app import Elsewhere, FormApp, shown
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.day_grid import CELLS, DayGrid, Times
from xscalls_tui.widgets.form_field import FormField

ELEVEN, QUARTER = time(11), time(11, 15)


@pytest.fixture
def grid(nb: Translator) -> DayGrid:
    return DayGrid(nb, id="grid")


def _cell(at: time) -> tuple[int, int]:
    """Where the cell of a time is drawn."""
    cell = at.hour * 4 + at.minute // 15
    return cell % 48, cell // 48 * 2 + 1


def _signs(grid: DayGrid) -> str:
    """The 96 cells in one row."""
    lines = [grid.render_line(y).text[:48] for y in (1, 3)]
    return "".join(lines)


# --- drawing -----------------------------------------------------------------------------------


async def test_it_shows_24_hours_in_two_rows(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        await pilot.click(Elsewhere)
        assert shown(grid) == [
            "00  01  02  03  04  05  06  07  08  09  10  11",
            "·" * 48,
            "12  13  14  15  16  17  18  19  20  21  22  23",
            "·" * 48,
        ]
        assert (grid.region.width, grid.region.right) == (70, 80)


@pytest.mark.parametrize(
    ("start", "end", "filled"),
    [
        (time(0), time(0, 15), range(0, 1)),
        (ELEVEN, QUARTER, range(44, 45)),
        (ELEVEN, time(13), range(44, 52)),
        (time(11, 10), time(11, 16), range(44, 46)),
        (time(23), time(23, 59), range(92, 96)),
    ],
)
async def test_the_interval_is_filled(grid: DayGrid, start: time, end: time, filled: range) -> None:
    app = FormApp(grid)
    async with app.run_test():
        grid.set_value((start, end))
        assert [cell for cell, sign in enumerate(_signs(grid)) if sign == "█"] == list(filled)


@pytest.mark.parametrize(
    ("times", "marked"),
    [
        ((ELEVEN, ELEVEN), [44]),
        ((ELEVEN, None), [44]),
        ((None, time(12)), [48]),
        ((time(12), time(11, 20)), [45, 48]),
        ((None, None), []),
    ],
)
async def test_moments_are_marked_where_there_is_no_interval(
    grid: DayGrid, times: Times, marked: list[int]
) -> None:
    app = FormApp(grid)
    async with app.run_test():
        grid.set_value(times)
        assert [cell for cell, sign in enumerate(_signs(grid)) if sign == "│"] == marked
        assert "█" not in _signs(grid)


async def test_busy_times_have_a_sign_of_their_own(grid: DayGrid, nb: Translator) -> None:
    app = FormApp(grid)
    async with app.run_test():
        assert nb("grid.busy") not in shown(grid)[0]
        grid.set_value((time(9), time(9, 30)))
        grid.busy = ((time(9, 15), time(10, 5)), (time(23, 50), time(23, 59)))
        assert _signs(grid)[36:42] == "█▓▒▒▒·"
        assert _signs(grid)[95] == "▒"
        assert shown(grid)[0].endswith(f"▒ {nb('grid.busy')}")


async def test_the_cursor_is_told_without_colour_and_in_words(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        await pilot.press("right", "right")
        segments = [segment for segment in grid.render_line(1) if segment.style and segment.style.reverse]
        assert [segment.text for segment in segments] == ["·"]
        assert shown(grid)[1].endswith("▸ 00:30")
        await pilot.press("tab")
        assert not any(segment.style and segment.style.reverse for segment in grid.render_line(1))
        assert "▸" not in shown(grid)[1]


async def test_it_draws_with_few_segments(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test():
        grid.set_value((ELEVEN, QUARTER))
        grid.busy = ((time(9), time(10)),)
        assert max(len(list(grid.render_line(y))) for y in range(4)) <= 8


# --- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        (["right", "right", "left"], 1),
        (["left"], 0),
        (["down"], 48),
        (["down", "down"], 48),
        (["right", "down", "up"], 1),
        (["up"], 0),
        (["end"], 95),
        (["end", "right"], 95),
        (["end", "home"], 0),
        (["pagedown", "pagedown", "pageup"], 4),
    ],
)
async def test_the_cursor_moves(grid: DayGrid, keys: list[str], cell: int) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert grid.cell == cell
        assert app.changed == []


@pytest.mark.parametrize("key", ["s", "enter"])
async def test_a_key_sets_the_start(grid: DayGrid, key: str) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 40
        await pilot.press(key)
        assert grid.value == (time(10), QUARTER)
        (event,) = app.picked
        assert (event.control, event.start, event.end) == (grid, time(10), QUARTER)
        assert app.changed == [grid]
        assert app.advanced == []


async def test_a_key_sets_the_end(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 50
        await pilot.press("e")
        assert grid.value == (ELEVEN, time(12, 30))
        assert len(app.picked) == 1


async def test_start_and_end_may_be_equal(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 44
        await pilot.press("e")
        assert grid.value == (ELEVEN, ELEVEN)
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 45
        await pilot.press("s")
        assert grid.value == (QUARTER, QUARTER)
        assert app.refused == []


async def test_setting_what_is_set_already_is_no_change(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 44
        await pilot.press("s")
        assert (app.changed, app.picked) == ([], [])


@pytest.mark.parametrize(
    ("end", "keys", "result"),
    [
        (QUARTER, ["shift+right"], time(11, 30)),
        (QUARTER, ["shift+right", "shift+left"], QUARTER),
        (time(11, 20), ["plus"], time(11, 30)),
        (time(11, 20), ["minus"], QUARTER),
        (None, ["plus"], QUARTER),
        (time(23, 45), ["plus"], time(23, 59)),
        (time(23, 45), ["plus", "plus", "minus"], time(23, 45)),
    ],
)
async def test_the_end_is_stretched_by_a_cell(
    grid: DayGrid, end: time | None, keys: list[str], result: time
) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, end))
        await pilot.press(*keys)
        assert grid.value == (ELEVEN, result)


async def test_times_that_are_missing_are_set_one_by_one(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        values = []
        for keys in (["plus"], ["right", "e"], ["left", "s"]):
            await pilot.press(*keys)
            values.append(grid.value)
        assert values == [(None, None), (None, time(0, 15)), (time(0), time(0, 15))]


# --- refusals ----------------------------------------------------------------------------------


async def test_a_start_after_the_end_is_refused_in_words(grid: DayGrid, nb: Translator) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.cursor = 46
        await pilot.press("s")
        assert app.refused == ["msg.startafterend"]
        assert (grid.value, app.changed, app.picked) == ((ELEVEN, QUARTER), [], [])
        assert grid.error == nb("msg.startafterend")
        await pilot.press("e")
        assert grid.error == ""


@pytest.mark.parametrize("key", ["e", "shift+left"])
async def test_an_end_before_the_start_is_refused_in_words(grid: DayGrid, nb: Translator, key: str) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, ELEVEN))
        grid.cursor = 43
        await pilot.press(key)
        assert app.refused == ["msg.endbeforestart"]
        assert (grid.value, app.changed, app.picked) == ((ELEVEN, ELEVEN), [], [])
        assert grid.error == nb("msg.endbeforestart")


# --- mouse -------------------------------------------------------------------------------------


async def test_the_left_button_sets_the_start(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, time(15)))
        await pilot.click(grid, offset=_cell(time(13, 30)))
        assert grid.value == (time(13, 30), time(15))
        assert (app.field, grid.cursor) == (grid, 54)


@pytest.mark.parametrize(("button", "control"), [(3, False), (1, True), (3, True)])
async def test_the_right_button_or_ctrl_sets_the_end(grid: DayGrid, button: int, control: bool) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, time(15)))
        await pilot.click(grid, offset=_cell(time(11, 45)), button=button, control=control)
        assert grid.value == (ELEVEN, time(11, 45))
        assert [(event.start, event.end) for event in app.picked] == [(ELEVEN, time(11, 45))]


async def test_the_left_button_cannot_go_behind_the_end(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        await pilot.click(grid, offset=_cell(time(11, 30)))
        assert (grid.value, app.refused) == ((ELEVEN, QUARTER), ["msg.startafterend"])


@pytest.mark.parametrize(("button", "control"), [(3, False), (1, True)])
async def test_neither_way_sets_the_end_before_the_start(grid: DayGrid, button: int, control: bool) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        await pilot.click(grid, offset=_cell(time(10, 45)), button=button, control=control)
        assert (grid.value, app.refused) == ((ELEVEN, QUARTER), ["msg.endbeforestart"])


async def test_the_number_of_an_hour_is_its_first_cell(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((time(1), time(20)))
        await pilot.click(grid, offset=(9 * 4 + 1, 0))
        await pilot.click(grid, offset=(3 * 4, 2), button=3)
        assert grid.value == (time(9), time(15))


@pytest.mark.parametrize(("offset", "button"), [((48, 1), 1), ((60, 3), 3), ((4, 1), 2)])
async def test_other_clicks_do_nothing(grid: DayGrid, offset: tuple[int, int], button: int) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        await pilot.click(grid, offset=offset, button=button)
        assert (grid.value, app.changed, app.refused) == ((ELEVEN, QUARTER), [], [])


# --- the rest of a field -----------------------------------------------------------------------


async def test_the_cursor_follows_the_start_unless_it_is_in_use(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        assert grid.cell == 0
        await pilot.press("tab")
        grid.set_value((time(9), QUARTER))
        assert (grid.cell, grid.text) == (36, "09:00-11:15")


async def test_what_can_only_be_read_stays(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:
        grid.set_value((ELEVEN, QUARTER))
        grid.read_only = True
        await pilot.press("s", "plus", "minus", "minus", "e")
        await pilot.click(grid, offset=(0, 1))
        await pilot.click(grid, offset=(0, 3), button=3)
        assert (grid.value, app.changed, app.refused, grid.error) == ((ELEVEN, QUARTER), [], [], "")


_times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
_inputs = st.lists(
    st.one_of(
        st.sampled_from(["action_start", "action_end"]).map(lambda name: (name, ())),
        st.sampled_from([-1, 1]).map(lambda cells: ("action_stretch", (cells,))),
        st.sampled_from([-48, -4, -1, 1, 4, 48]).map(lambda cells: ("action_move", (cells,))),
        st.integers(0, CELLS - 1).map(lambda cell: ("action_go", (cell,))),
    ),
    max_size=20,
)


async def test_the_start_is_never_after_the_end(grid: DayGrid) -> None:
    app = FormApp(grid)
    async with app.run_test() as pilot:

        @settings(deadline=None)
        @given(st.tuples(_times, _times), _inputs)
        def rule(times: tuple[time, time], inputs: list[tuple[str, tuple[int, ...]]]) -> None:
            grid.set_value((min(times), max(times)))
            for name, arguments in inputs:
                before = grid.value
                getattr(grid, name)(*arguments)
                start, end = grid.value
                assert start is not None
                assert end is not None
                assert start <= end
                assert 0 <= grid.cell < CELLS
                assert not grid.error or grid.value == before
                assert len(_signs(grid)) == CELLS

        with grid.prevent(FormField.Changed, DayGrid.Picked, DayGrid.Refused):
            rule()
        await pilot.pause()
