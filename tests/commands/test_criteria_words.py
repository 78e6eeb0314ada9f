"""Conditions in words, and the bar that they stand in."""

from __future__ import annotations

from datetime import date

import pytest
from textual.app import App, ComposeResult

from tests.widgets.form_app import shown
from xscalls_tui.commands.criteria_words import CriteriaWords
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Term,
    Ties,
)
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.i18n import Translator
from xscalls_tui.paths import styles_dir
from xscalls_tui.widgets.filter_bar import FilterBar

MINE = Criterion(Field.EMPLOYEE, 1, "KN")
NOVEMBER = Dates(date(2026, 11, 1), date(2026, 11, 15))


def either(*terms: Criterion) -> AnyOf:
    return AnyOf(terms)


@pytest.mark.parametrize(
    ("term", "nb", "en"),
    [
        (Criterion(Field.SUBJECT, "faktura"), "emne: faktura", "subject: faktura"),
        (Criterion(Field.SUBJECT, "faktura", negated=True), "ikke emne: faktura", "not subject: faktura"),
        (Criterion(Field.COMPANY, 5, "Åsen Bygg AS"), "firma: Åsen Bygg AS", "company: Åsen Bygg AS"),
        (Criterion(Field.CHANGED_BY, 5), "sist endret av: #5", "last changed by: #5"),
        (Criterion(Field.STATUS, Status.PLANNED), "status: Planlagt", "status: Planned"),
        (Criterion(Field.DIRECTION, Direction.IN), "retning: Innkommende", "direction: Incoming"),
        (Criterion(Field.FOLLOWUPS, Ties.HAS_FOLLOWUPS), "har oppfølging", "has follow-up"),
        (Criterion(Field.FOLLOWUPS, Ties.NEITHER, negated=True), "ikke uten oppfølging", "not no follow-up"),
        (Criterion(Field.ID, Compared(Compare.MORE, 500)), "ID > 500", "ID > 500"),
        (Criterion(Field.ID, Compared(Compare.LESS, 5), negated=True), "ikke ID < 5", "not ID < 5"),
        (Criterion(Field.ID, Compared(Compare.EQUAL, 5), negated=True), "ID ulikt 5", "ID not equal to 5"),
        (Criterion(Field.DATE, Dates(date(2026, 11, 1))), "dato: fra 01.11.2026", "date: from 01.11.2026"),
        (Criterion(Field.CREATED, Dates(None, 0)), "opprettet: til i dag", "created: to today"),
        (
            Criterion(Field.DATE, Dates(-7, 3)),
            "dato: 7 dager siden–3 dager frem", "date: 7 days ago–3 days ahead",
        ),
        (Criterion(Field.DATE, Dates(-1, -1)), "dato: i går", "date: yesterday"),
        (
            Criterion(Field.REMINDER, NOVEMBER),
            "påminnelse: 01.11.2026–15.11.2026", "reminder: 01.11.2026–15.11.2026",
        ),
        (Criterion(Field.CHANGED, Period.LAST_WEEK), "sist endret: forrige uke", "last changed: last week"),
        (Criterion(Field.DATE, Dates()), "dato: når som helst", "date: at any time"),
        (
            either(Criterion(Field.STATUS, Status.PLANNED), Criterion(Field.STATUS, Status.UNANSWERED)),
            "status: Planlagt eller Ubesvart", "status: Planned or Unanswered",
        ),
        (
            either(Criterion(Field.SUBJECT, "pris", negated=True), Criterion(Field.TEXT, "båt")),
            "ikke emne: pris eller tekst: båt", "not subject: pris or text: båt",
        ),
    ],
)  # fmt: skip
def test_a_condition_in_words(term: Term, nb: str, en: str) -> None:
    assert CriteriaWords(Translator("nb")).of(term).full == nb
    assert CriteriaWords(Translator("en")).of(term).full == en


def test_every_field_and_every_choice_has_words(nb: Translator) -> None:
    words = CriteriaWords(nb)
    values = {Field.STATUS: Status, Field.DIRECTION: Direction, Field.FOLLOWUPS: Ties}
    for field in Field:
        for value in values.get(field, ("x",)):
            told = words.of(Criterion(field, value)).full
            assert told and "#" not in told
    assert len({words.value(Criterion(Field.DATE, period)) for period in Period}) == len(Period)


class Bars(App[None]):
    """A filter bar alone."""

    CSS_PATH = styles_dir() / "bars.tcss"

    def __init__(self, *, private: bool = False, plain: bool = False) -> None:
        super().__init__()
        self.bar = FilterBar(
            Translator("nb"), MINE, lambda command: [command.key], private=private, plain=plain
        )

    def compose(self) -> ComposeResult:
        yield self.bar

    def told(self, *terms: Term) -> str:
        """The bar when these conditions are in force."""
        self.bar.show(Criteria(terms))
        self.bar.count(7, exact=True, row=1, ticked=0)
        (line,) = shown(self.bar)
        return line


FILTERS = (
    Criterion(Field.COMPANY, 1, "Åsen Bygg AS"),
    Criterion(Field.SUBJECT, "vinduer"),
    Criterion(Field.NOTE, "befaring"),
    Criterion(Field.DATE, Dates(date(2026, 11, 1))),
    Criterion(Field.PHONE, "912"),
    Criterion(Field.CREATED_BY, 2, "OL"),
)


async def test_the_funnel_has_its_mark_while_conditions_beyond_the_lists_are_in_force() -> None:
    app = Bars()
    async with app.run_test(size=(80, 24)):
        status = Criterion(Field.STATUS, Status.DONE)
        assert app.told() == " Vis: Alle ansatte ▾  Status: Alle ▾  ▽                          Søk F3  1 av 7"
        assert "Vis: Mine samtaler ▾  Status: Gjennomført ▾  ▽ " in app.told(MINE, status)
        assert "Vis: ikke KN ▾ " in app.told(MINE._replace(negated=True))
        assert "▽! har oppfølging ×" in app.told(MINE, Criterion(Field.FOLLOWUPS, Ties.HAS_FOLLOWUPS))
        two = either(status, status._replace(value=Status.PLANNED))
        assert "Status: Gjennomført eller Planlagt ▾  ▽ " in app.told(two)
        assert "Status: Gjennomført, ikke Planlagt ▾ " in app.told(
            status, Criterion(Field.STATUS, Status.PLANNED, negated=True)
        )


async def test_names_give_way_then_ends_then_the_first_conditions_but_their_number_stays() -> None:
    app = Bars()
    async with app.run_test(size=(120, 24)) as pilot:
        assert "▽! firma: Åsen Bygg AS ×  emne: vinduer × " in app.told(*FILTERS[:2])
        line = app.told(*FILTERS)
        assert "▽! Åsen Bygg AS ×  vinduer ×  befaring ×  fra 01.11.2026 ×  912 ×  OL × " in line
        await pilot.resize_terminal(110, 24)
        line = app.told(*FILTERS)
        assert "▽! Åsen Byg… ×  vinduer ×  befaring ×  fra 01.1… ×  912 ×  OL × " in line
        await pilot.resize_terminal(60, 15)
        line = app.told(*FILTERS)
        assert "▽! +4 " in line and line.count("×") == 2 and "OL ×" in line
        assert line.endswith("1 av 7")


async def test_the_private_list_has_no_vis_and_does_not_tell_what_is_fixed() -> None:
    app = Bars(private=True, plain=True)
    async with app.run_test(size=(80, 24)):
        assert app.told(MINE) == f"{' Status: Alle v  Y':<64} Søk F3  1 av 7"
        line = app.told(MINE, MINE._replace(value=2, label="OL"))
        assert "Y! ansatt: OL x " in line and "Nullstill F12 " in line
