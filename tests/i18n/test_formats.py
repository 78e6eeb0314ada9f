"""What dates, times, durations and reminders look like in both languages."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.calls import REMINDER_CHOICES
from xscalls_tui.domain.when import parse_date, parse_time
from xscalls_tui.i18n import Translator, formats

MONDAY = date(2026, 11, 23)


def test_the_long_date_has_the_weekday_and_the_iso_week(nb: Translator, en: Translator) -> None:
    assert formats.long_date(MONDAY, nb) == "ma 23. nov 2026 · uke 48"
    assert formats.long_date(MONDAY, en) == "Mo 23 Nov 2026 · week 48"


def test_new_year_belongs_to_the_week_of_its_thursday(nb: Translator) -> None:
    assert formats.long_date(date(2027, 1, 1), nb) == "fr 1. jan 2027 · uke 53"


def test_short_forms_are_as_wide_as_their_columns() -> None:
    assert formats.list_date(date(2026, 3, 7)) == "07.03.26"
    assert formats.form_date(date(2026, 3, 7)) == "07.03.2026"
    assert formats.clock(time(9, 5)) == "09:05"
    assert formats.stamp(datetime(2026, 3, 7, 9, 5, 59)) == "07.03.2026 09:05"


def test_weekdays_run_from_monday(nb: Translator, en: Translator) -> None:
    week = [date(2026, 11, 23 + day) for day in range(7)]
    assert [formats.short_weekday(day, nb) for day in week] == ["ma", "ti", "on", "to", "fr", "lø", "sø"]
    assert [formats.short_weekday(day, en) for day in week] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert (formats.weekday(week[5], nb), formats.weekday(week[5], en)) == ("lørdag", "Saturday")


@pytest.mark.parametrize(
    ("minutes", "norwegian", "english"),
    [
        (0, "0 min", "0 min"),
        (15, "15 min", "15 min"),
        (60, "1 t", "1 h"),
        (65, "1 t 5 min", "1 h 5 min"),
        (24 * 60 - 1, "23 t 59 min", "23 h 59 min"),
        (-75, "−1 t 15 min", "−1 h 15 min"),
    ],
)
def test_durations(minutes: int, norwegian: str, english: str, nb: Translator, en: Translator) -> None:
    assert formats.duration(minutes, nb) == norwegian
    assert formats.duration(minutes, en) == english


@pytest.mark.parametrize(
    ("minutes", "norwegian", "english"),
    [
        (None, "Ingen", "None"),
        (0, "Ved start", "At start"),
        (15, "15 minutter før", "15 minutes before"),
        (60, "1 time før", "1 hour before"),
        (1440, "1 dag før", "1 day before"),
        (1, "1 minutt før", "1 minute before"),
        (45, "45 minutter før", "45 minutes before"),
        (1500, "1\u00a0500 minutter før", "1\u00a0500 minutes before"),
    ],
)
def test_reminders(minutes: int | None, norwegian: str, english: str, nb: Translator, en: Translator) -> None:
    assert formats.reminder(minutes, nb) == norwegian
    assert formats.reminder(minutes, en) == english


def test_every_choice_of_reminder_reads_differently(nb: Translator, en: Translator) -> None:
    for t in (nb, en):
        assert len({formats.reminder(choice, t) for choice in REMINDER_CHOICES}) == len(REMINDER_CHOICES)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_what_is_shown_as_a_date_can_be_typed_as_one(day: date) -> None:
    assert parse_date(formats.form_date(day), today=MONDAY) == day
    assert parse_date(formats.list_date(day), today=MONDAY) == day


@given(st.times())
def test_what_is_shown_as_a_time_can_be_typed_as_one(at: time) -> None:
    assert parse_time(formats.clock(at)) == at.replace(second=0, microsecond=0)
