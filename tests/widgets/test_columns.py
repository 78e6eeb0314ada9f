"""How the columns of the call list share a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.widgets.columns import MIN_WIDTH, Column, columns_for

ALWAYS = [
    Column.TICK,
    Column.PENCIL,
    Column.DIRECTION,
    Column.FLAG,
    Column.HISTORY,
    Column.DATE,
    Column.START,
    Column.EMPLOYEE,
    Column.SUBJECT,
    Column.LINK,
]


@pytest.mark.parametrize(
    ("width", "gone", "with_project"),
    [
        (60, {Column.END, Column.PHONE}, False),
        (80, {Column.END}, False),
        (100, {Column.END}, True),
        (120, set(), True),
        (200, set(), True),
    ],
)
def test_what_is_shown_at_the_usual_widths(width: int, gone: set[Column], with_project: bool) -> None:
    columns = columns_for(width)
    assert [slot.column for slot in columns.slots] == [column for column in Column if column not in gone]
    assert columns.with_project is with_project


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_texts_stay_readable(width: int) -> None:
    columns = columns_for(width)
    for column, cells in [(Column.DATE, 8), (Column.START, 5), (Column.EMPLOYEE, 4)]:
        slot = columns.slot(column)
        assert slot and slot.width == cells
    for column in (Column.SUBJECT, Column.LINK):
        slot = columns.slot(column)
        assert slot and slot.width >= 14


def test_a_norwegian_number_fits_at_80_columns_and_a_country_code_at_100() -> None:
    narrow, wide = columns_for(80).slot(Column.PHONE), columns_for(100).slot(Column.PHONE)
    assert narrow and narrow.width == len("22 33 44 55")
    assert wide and wide.width >= len("+47 912 34 567")


@given(st.integers(1, 500))
def test_columns_fill_the_line_in_order_with_gaps(width: int) -> None:
    columns = columns_for(width)
    assert columns.width == max(width, MIN_WIDTH)
    ends = [slot.x + slot.width for slot in columns.slots]
    assert ends[-1] == columns.width
    assert [column for column in Column if columns.slot(column)] == [slot.column for slot in columns.slots]
    assert set(ALWAYS) <= {slot.column for slot in columns.slots}
    for end, after in zip(ends, columns.slots[1:], strict=False):
        # The flag stands close to the arrow, as in a sign of two parts.
        assert after.x - end == (0 if after.column is Column.FLAG else 1)


@given(st.integers(MIN_WIDTH, 300))
def test_nothing_comes_back_as_a_line_narrows(width: int) -> None:
    narrow, wide = columns_for(width), columns_for(width + 1)
    for column in (Column.END, Column.PHONE):
        slot = narrow.slot(column)
        wider = wide.slot(column)
        assert slot is None or (wider is not None and slot.width <= wider.width)
    assert wide.with_project or not narrow.with_project
    order = [wide.slot(Column.END) is None, not wide.with_project, wide.slot(Column.PHONE) is None]
    assert order == sorted(order, reverse=True)


@given(st.integers(MIN_WIDTH, 300), st.integers(0, 299))
def test_a_cell_belongs_to_the_column_that_covers_it(width: int, x: int) -> None:
    columns = columns_for(width)
    slot = columns.at(x)
    covering = [slot for slot in columns.slots if x in range(slot.x, slot.x + slot.width)]
    assert covering == ([slot] if slot else [])


def test_what_is_left_over_is_shared_between_subject_and_company() -> None:
    at_120, at_200 = columns_for(120), columns_for(200)
    for column in (Column.SUBJECT, Column.LINK):
        before, after = at_120.slot(column), at_200.slot(column)
        assert before and after and after.width - before.width >= 30
