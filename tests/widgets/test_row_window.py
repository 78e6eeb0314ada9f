"""The window over an endless list, against a plain list."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.widgets.call_rows import Source, call
from xscalls_tui.domain.calls import CallRow
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Page, PageRequest, Sort
from xscalls_tui.widgets.row_window import Ask, RowWindow, View

PAGE = 6
MAXIMUM = 24
HEIGHT = 5


class Browsing(RuleBasedStateMachine):
    """An operator moves about in a list while colleagues change it and answers come late, twice or never."""

    @initialize(ids=st.sets(st.integers(0, 400), max_size=120))
    def open_list(self, ids: set[int]) -> None:
        self.source = Source([call(number) for number in sorted(ids)])
        self.window = RowWindow[CallRow](PageRequest, PAGE, MAXIMUM)
        self.view = View(self.window)
        self.view.height = HEIGHT
        self.changed = False
        self.asked: list[Ask] = []
        self.old: list[tuple[Ask, Page]] = []
        self.window.reset(Criteria(), Sort())
        self.view.place(0, 0)

    def ask(self) -> None:
        self.asked += self.window.wants(self.view.lines)

    def answer(self, ask: Ask) -> None:
        page = self.source.page(ask.request)
        self.old.append((ask, page))
        self.view.receive(ask, page)

    def settle(self) -> None:
        """Answer until nothing more is asked."""
        self.ask()
        for _ in range(100):
            if not self.asked:
                return
            self.answer(self.asked.pop(0))
            self.ask()
        raise AssertionError("it never stops asking")

    @rule(lines=st.integers(-12, 12))
    def move(self, lines: int) -> None:
        self.view.move(lines)
        self.ask()

    @rule(pages=st.integers(-3, 3))
    def turn_pages(self, pages: int) -> None:
        self.view.scroll(pages * HEIGHT)
        self.ask()

    @rule(at_end=st.booleans())
    def jump(self, at_end: bool) -> None:
        self.view.to_edge(at_end)
        self.ask()

    @rule(data=st.data())
    def one_answer_comes(self, data: st.DataObject) -> None:
        self.ask()
        if self.asked:
            self.answer(self.asked.pop(data.draw(st.integers(0, len(self.asked) - 1))))

    @rule(data=st.data())
    def one_answer_comes_again(self, data: st.DataObject) -> None:
        if self.old:
            ask, page = data.draw(st.sampled_from(self.old))
            before = list(self.window.ids)
            assert not self.view.receive(ask, page) or ask in self.asked
            assert ask in self.asked or list(self.window.ids) == before

    @rule(data=st.data())
    def one_answer_fails(self, data: st.DataObject) -> None:
        self.ask()
        if self.asked:
            self.window.give_up(self.asked.pop(data.draw(st.integers(0, len(self.asked) - 1))))

    @rule(removed=st.sets(st.integers(0, 400), max_size=30), added=st.sets(st.integers(0, 400), max_size=30))
    def colleagues_change_rows(self, removed: set[int], added: set[int]) -> None:
        ids = ({row.id for row in self.source.rows} - removed) | added
        self.source.rows = [call(number) for number in sorted(ids)]
        self.changed = True

    @rule()
    def refresh(self) -> None:
        self.window.refresh(self.view.cursor)
        self.ask()

    @rule()
    def all_answers_come(self) -> None:
        self.settle()
        if self.window.first != self.window.stop:
            assert self.window.first <= self.view.cursor < self.window.stop
            shown = [index for index in self.view.lines if self.window.row(index)]
            assert len(shown) == min(HEIGHT, self.window.stop - self.window.first)

    @rule()
    def rest_and_look(self) -> None:
        """After a refresh and all answers, what is shown is what there is."""
        self.settle()
        cursor_row, line = self.view.row, self.view.cursor - self.view.top
        from_start = self.window.at_start and self.view.top == self.window.first
        self.window.refresh(self.view.cursor)
        self.settle()
        ids = [row.id for row in self.source.rows]
        assert self.window.is_empty == (not ids)
        if not ids:
            return
        assert self.view.row is not None
        if cursor_row is not None and cursor_row.id in ids:
            assert self.view.row.id == cursor_row.id
            fits = len(ids) >= HEIGHT and line <= ids.index(cursor_row.id) <= len(ids) - HEIGHT + line
            if from_start and self.window.at_start:
                assert self.view.cursor - self.view.top == min(ids.index(cursor_row.id), HEIGHT - 1)
            elif fits:
                assert self.view.cursor - self.view.top == line
        self.changed = False
        offset = ids.index(self.view.row.id) - self.view.cursor
        for index in self.view.lines:
            row = self.window.row(index)
            expected = index + offset
            assert (row.id if row else None) == (ids[expected] if 0 <= expected < len(ids) else None)

    @invariant()
    def rows_stand_without_gaps(self) -> None:
        window = self.window
        rows = [window.row(index) for index in range(window.first, window.stop)]
        assert None not in rows
        ids = [row.id for row in rows if row]
        assert len(set(ids)) == len(ids) <= MAXIMUM
        assert ids == sorted(ids)
        assert [window.index_of(call_id) for call_id in ids] == list(range(window.first, window.stop))
        assert window.row(window.first - 1) is None
        assert window.row(window.stop) is None

    @invariant()
    def no_row_of_the_list_is_left_out(self) -> None:
        ids = [row.id for row in self.source.rows]
        loaded = sorted(self.window.ids)
        if loaded and not self.changed:
            start = ids.index(loaded[0])
            assert ids[start : start + len(loaded)] == loaded

    @invariant()
    def the_cursor_is_on_the_screen(self) -> None:
        assert self.view.cursor in self.view.lines

    @invariant()
    def row_numbers_are_right(self) -> None:
        ids = [row.id for row in self.source.rows]
        row = self.view.row
        if self.changed or row is None:
            return
        assert self.window.number(self.view.cursor, len(ids)) in (None, ids.index(row.id) + 1)
        if self.window.at_start or self.window.at_end:
            assert self.window.number(self.view.cursor, len(ids)) is not None
        if self.window.at_start:
            assert self.window.row(self.window.first) == self.source.rows[0]
        if self.window.at_end:
            assert self.window.row(self.window.stop - 1) == self.source.rows[-1]


TestBrowsing = Browsing.TestCase
TestBrowsing.settings = settings(max_examples=100, stateful_step_count=40, deadline=None, derandomize=True)


def settled(source: Source, view: View[CallRow]) -> list[Ask]:
    """Answers everything that is asked for; returns what was."""
    asked: list[Ask] = []
    for _ in range(100):
        asks = view.window.wants(view.lines)
        if not asks:
            return asked
        for ask in asks:
            view.receive(ask, source.page(ask.request))
        asked += asks
    raise AssertionError("it never stops asking")


def opened(source: Source, height: int = 20) -> View[CallRow]:
    """A list shown from its start."""
    view = View(RowWindow[CallRow](PageRequest))
    view.height = height
    view.window.reset(Criteria(), Sort())
    settled(source, view)
    return view


def test_the_first_request_is_the_first_page_of_what_was_asked_for() -> None:
    window = RowWindow[CallRow](PageRequest)
    criteria = Criteria().with_term(Criterion(Field.STATUS, 1))
    window.reset(criteria, Sort(descending=False))
    (ask,) = window.wants(range(20))
    assert (ask.request.criteria, ask.request.sort) == (criteria, Sort(descending=False))
    assert (ask.request.anchor, ask.request.backward, ask.request.inclusive) == (None, False, False)
    assert window.wants(range(20)) == ()


def test_the_next_page_is_asked_for_half_a_page_before_it_is_needed() -> None:
    source = Source.of(1_000)
    view = opened(source)
    view.move(49)
    assert view.window.wants(view.lines) == ()
    view.move(2)
    (ask,) = view.window.wants(view.lines)
    assert ask.request.anchor == call(99).key
    assert not ask.request.backward


def test_the_end_is_read_backwards_and_numbered_once_the_total_is_known() -> None:
    source = Source.of(10_000)
    view = opened(source)
    view.to_edge(at_end=True)
    assert [ask.request.backward for ask in settled(source, view)] == [True]
    assert view.row == call(9_999)
    assert view.cursor == -1
    assert view.window.number(view.cursor) is None
    assert view.window.number(view.cursor, 10_000) == 10_000


def test_jumping_to_an_end_that_is_loaded_reads_nothing() -> None:
    source = Source.of(60)
    view = opened(source)
    view.to_edge(at_end=True)
    assert view.row == call(59)
    view.to_edge(at_end=False)
    assert view.row == call(0)
    assert settled(source, view) == []


def test_what_is_kept_does_not_grow_with_the_list() -> None:
    source = Source.of(6_000)
    view = opened(source)
    for _ in range(250):
        view.scroll(20)
        settled(source, view)
    assert view.row == call(5_000)
    assert view.window.stop - view.window.first <= 2_000
    assert view.window.number(view.cursor) == 5_001
    for _ in range(250):
        view.scroll(-20)
        settled(source, view)
    assert (view.row, view.cursor) == (call(0), 0)


def test_rows_at_the_cursor_survive_an_answer_that_comes_after_a_jump_back() -> None:
    source = Source.of(5_000)
    view = View(RowWindow[CallRow](PageRequest, page_size=100, maximum=500))
    view.height = 20
    view.window.reset(Criteria(), Sort())
    settled(source, view)
    for _ in range(21):
        view.scroll(20)
        settled(source, view)
    view.move(30)
    assert view.window.stop == 500
    (late,) = view.window.wants(view.lines)
    view.to_edge(at_end=False)
    view.receive(late, source.page(late.request))
    assert view.row == call(0)
    assert view.window.stop - view.window.first == 500


def test_rows_dropped_at_the_end_are_read_again_when_they_are_wanted() -> None:
    source = Source.of(2_000)
    view = View(RowWindow[CallRow](PageRequest, page_size=100, maximum=500))
    view.height = 20
    view.window.reset(Criteria(), Sort())
    settled(source, view)
    for _ in range(50):
        view.scroll(20)
        settled(source, view)
    window = view.window
    (downwards,) = window.wants(range(window.stop - 20, window.stop))
    view.place(window.first, window.first)
    (upwards,) = window.wants(view.lines)
    view.receive(upwards, source.page(upwards.request))
    # The rows at the end made room for those at the start: the answer would leave a gap.
    assert not view.receive(downwards, source.page(downwards.request))
    for _ in range(40):
        view.scroll(20)
        settled(source, view)
        loaded = sorted(window.ids)
        assert loaded == list(range(loaded[0], loaded[-1] + 1))


def test_rows_that_came_at_the_ends_meanwhile_are_reached() -> None:
    source = Source([call(number) for number in range(100, 1_100)])
    view = View(RowWindow[CallRow](PageRequest, page_size=100, maximum=500))
    view.height = 20
    view.window.reset(Criteria(), Sort())
    settled(source, view)
    for _ in range(50):
        view.scroll(20)
        settled(source, view)
    source.rows = [call(number) for number in range(1_300)]
    for _ in range(70):
        view.scroll(-20)
        settled(source, view)
    assert view.row == call(0)
    assert view.window.number(view.cursor) == 1
    for _ in range(70):
        view.scroll(20)
        settled(source, view)
    assert view.row == call(1_299)
    assert view.window.number(view.cursor) == 1_300


def test_the_cursor_goes_at_most_a_screen_beyond_what_is_loaded() -> None:
    view = opened(Source.of(1_000))
    for _ in range(50):
        view.scroll(20)
    assert (view.cursor, view.row) == (119, None)
    view.window.reset(Criteria(), Sort(), at_end=True)
    for _ in range(50):
        view.scroll(-20)
    assert (view.cursor, view.row) == (-20, None)


def test_the_cursor_keeps_its_line_when_it_moved_while_a_refresh_was_under_way() -> None:
    source = Source.of(300)
    view = opened(source)
    view.scroll(30)
    view.window.refresh(view.cursor)
    view.move(15)
    line = view.cursor - view.top
    del source.rows[32:40]
    settled(source, view)
    assert (view.row, view.cursor - view.top) == (call(45), line)


def test_answers_of_an_earlier_list_are_dropped() -> None:
    source = Source.of(300)
    window = RowWindow[CallRow](PageRequest)
    window.reset(Criteria(), Sort())
    (late,) = window.wants(range(20))
    window.reset(Criteria(), Sort())
    assert window.receive(late, source.page(late.request), keep=0) is None
    assert window.is_awaiting


def test_refreshes_asked_for_while_one_is_under_way_become_one() -> None:
    source = Source.of(300)
    view = opened(source)
    view.window.refresh(0)
    asks = view.window.wants(view.lines)
    for _ in range(5):
        view.window.refresh(0)
    assert view.window.wants(view.lines) == ()
    for ask in asks:
        view.receive(ask, source.page(ask.request))
    assert len(settled(source, view)) == 2


def test_a_call_that_moved_down_is_not_shown_twice_and_reading_goes_on() -> None:
    source = Source.of(400)
    view = opened(source)
    moved = source.rows[10:60]
    # The page after the first brings calls that are loaded already, under their former keys.
    view.move(80)
    (ask,) = view.window.wants(view.lines)
    view.receive(ask, Page(tuple(moved), more=True))
    assert view.window.stop == 100
    (ask,) = view.window.wants(view.lines)
    assert ask.request.anchor == moved[-1].key


def test_the_cursor_goes_to_the_next_call_when_its_own_is_gone_and_to_the_one_before_at_the_end() -> None:
    source = Source.of(300)
    view = opened(source)
    view.scroll(45)
    view.move(5)
    before = view.cursor - view.top
    del source.rows[50]
    view.window.refresh(view.cursor)
    settled(source, view)
    assert (view.row, view.cursor - view.top) == (call(51), before)
    view.to_edge(at_end=True)
    settled(source, view)
    source.rows.pop()
    view.window.refresh(view.cursor)
    settled(source, view)
    assert view.row == call(298)


def test_what_comes_in_above_is_seen_from_the_start_of_the_list_and_moves_nothing_further_down() -> None:
    source = Source.of(300)
    del source.rows[:2]
    view = opened(source)
    view.move(3)
    source.rows.insert(0, call(1))
    view.window.refresh(view.cursor)
    settled(source, view)
    assert (view.row, view.window.row(view.top), view.cursor - view.top) == (call(5), call(1), 4)
    view.scroll(2)
    source.rows.insert(0, call(0))
    view.window.refresh(view.cursor)
    settled(source, view)
    assert (view.row, view.window.row(view.top), view.cursor - view.top) == (call(7), call(3), 4)


def test_an_empty_list_fills_when_it_is_refreshed() -> None:
    source = Source([])
    view = opened(source)
    states = [view.window.is_empty]
    source.rows = [call(3)]
    view.window.refresh(view.cursor)
    states.append(view.window.is_empty)
    settled(source, view)
    assert (states, view.row) == ([True, False], call(3))


def test_a_page_that_could_not_be_read_is_asked_for_again() -> None:
    source = Source.of(10)
    window = RowWindow[CallRow](PageRequest)
    window.reset(Criteria(), Sort())
    (ask,) = window.wants(range(20))
    window.give_up(ask)
    assert not window.is_empty
    assert not window.is_awaiting
    (again,) = window.wants(range(20))
    assert again.request == ask.request
    window.receive(again, source.page(again.request), keep=0)
    assert window.row(9) == call(9)
