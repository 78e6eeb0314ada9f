"""The typed filter: every word of it, what it refuses, and nothing lost between text and criteria."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    DATES,
    REGISTERS,
    TEXTS,
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Ties,
)
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.filter_text import LONGEST, MOST, BadWord, parse, write
from xscalls_tui.domain.filter_words import DAYS, DIRECTIONS, KEYS, PERIODS, STATUSES, key_called, squash
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.domain.text import clean_line, searchable

TODAY = date(2026, 11, 23)
"""A Monday, week 48."""


def _read(text: str) -> Criteria:
    return parse(text, TODAY)


def _one(text: str) -> Criterion:
    (term,) = _read(text).terms
    assert isinstance(term, Criterion)
    return term


def _refused(text: str) -> tuple[str, str]:
    """The part of the line that is told of, and the sentence."""
    with pytest.raises(BadWord) as caught:
        _read(text)
    return text[caught.value.start : caught.value.end], caught.value.message.key


# Reading.


def test_the_example_of_the_manual() -> None:
    line = "firma:åse status:ubesvart dato:forrige-uke !emne:faktura id>500 har:oppfølging"
    assert _read(line).terms == (
        Criterion(Field.COMPANY, "åse"),
        Criterion(Field.STATUS, Status.UNANSWERED),
        Criterion(Field.DATE, Period.LAST_WEEK),
        Criterion(Field.SUBJECT, "faktura", negated=True),
        Criterion(Field.ID, Compared(Compare.MORE, 500)),
        Criterion(Field.FOLLOWUPS, Ties.HAS_FOLLOWUPS),
    )
    english = "company:åse status:unanswered date:last-week !subject:faktura id>500 has:followup"
    assert _read(english) == _read(line)
    assert write(_read(line), "nb") == line.replace("åse", "~åse")
    assert write(_read(line), "en") == english.replace("åse", "~åse")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("hei", Field.TEXT, "hei"),
        ('"hei du"', Field.TEXT, "hei du"),
        ("10:30", Field.TEXT, "10:30"),
        ("https://eksempel.no/a?b=c", Field.TEXT, "https://eksempel.no/a?b=c"),
        ("a=b", Field.TEXT, "a=b"),
        ("hei,du", Field.TEXT, "hei,du"),
        ('5"', Field.TEXT, '5"'),
        ("tekst:hei", Field.TEXT, "hei"),
        (r'emne:"si \"hei\" \\ \n"', Field.SUBJECT, r'si "hei" \ \n'),
        ('emne:"a, b | c"', Field.SUBJECT, "a, b | c"),
        ("EMNE:Faktura", Field.SUBJECT, "Faktura"),
        ("tlf:22334455", Field.PHONE, "22334455"),
        ("notat:~x", Field.NOTE, "~x"),
        ("firma:#123", Field.COMPANY, 123),
        ('firma:"#123"', Field.COMPANY, "#123"),
        ("firma:~#123", Field.COMPANY, "#123"),
        ("firma:#abc", Field.COMPANY, "#abc"),
        ("firma=vik", Field.COMPANY, "vik"),
        ("kontakt:#7", Field.CONTACT, 7),
        ("ans:ol", Field.EMPLOYEE, "ol"),
        ("created-by:ol", Field.CREATED_BY, "ol"),
        ("createdby:ol", Field.CREATED_BY, "ol"),
        ("sist-endret-av:#2", Field.CHANGED_BY, 2),
        ("retning:utgående", Field.DIRECTION, Direction.OUT),
        ("dir:in", Field.DIRECTION, Direction.IN),
        ("status:GJENNOMFORT", Field.STATUS, Status.DONE),
        ("status:completed", Field.STATUS, Status.DONE),
        ("er:oppfølging", Field.FOLLOWUPS, Ties.IS_FOLLOWUP),
        ("oppfolging:tilknyttet", Field.FOLLOWUPS, Ties.EITHER),
        ("followup:none", Field.FOLLOWUPS, Ties.NEITHER),
        ("id:5", Field.ID, Compared(Compare.EQUAL, 5)),
        ("id:#5", Field.ID, Compared(Compare.EQUAL, 5)),
        ("id=5", Field.ID, Compared(Compare.EQUAL, 5)),
        ("id>500", Field.ID, Compared(Compare.MORE, 500)),
        ("id:>500", Field.ID, Compared(Compare.MORE, 500)),
        ("id>=500", Field.ID, Compared(Compare.MORE, 499)),
        ("id<500", Field.ID, Compared(Compare.LESS, 500)),
        ("id<=500", Field.ID, Compared(Compare.LESS, 501)),
    ],
)
def test_a_condition(text: str, field: Field, value: object) -> None:
    assert _one(text) == Criterion(field, value)  # type: ignore[arg-type]
    assert _one(f"  !{text} ") == Criterion(field, value, negated=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["påminnelse", "paaminnelse", "paminnelse", "PÅMINNELSE", "påminnelse"])
def test_keys_are_blind_to_case_and_accents(name: str) -> None:
    assert _one(f"{name}:..").field is Field.REMINDER


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("23.11", Dates(TODAY, TODAY)),
        ("1.2.27", Dates(date(2027, 2, 1), date(2027, 2, 1))),
        ("2026-11-24", Dates(date(2026, 11, 24), date(2026, 11, 24))),
        ("fre", Dates(date(2026, 11, 27), date(2026, 11, 27))),
        ("i-dag", Dates(0, 0)),
        ('"i dag"', Dates(0, 0)),
        ("idag", Dates(0, 0)),
        ("today", Dates(0, 0)),
        ("I-GÅR", Dates(-1, -1)),
        ("i-gaar", Dates(-1, -1)),
        ("tomorrow", Dates(1, 1)),
        ("+3", Dates(3, 3)),
        ("-7", Dates(-7, -7)),
        ("uke-48", Dates(TODAY, date(2026, 11, 29))),
        ('"uke 48"', Dates(TODAY, date(2026, 11, 29))),
        ("week-1-2027", Dates(date(2027, 1, 4), date(2027, 1, 10))),
        ("1.11..15.11", Dates(date(2026, 11, 1), date(2026, 11, 15))),
        ("1.11...15.11.", Dates(date(2026, 11, 1), date(2026, 11, 15))),
        ("uke-47..uke-48", Dates(date(2026, 11, 16), date(2026, 11, 29))),
        ("..15.11", Dates(None, date(2026, 11, 15))),
        ("-7..", Dates(-7)),
        ("-7..i-dag", Dates(-7, 0)),
        ("1.12..i-dag", Dates(date(2026, 12, 1), 0)),
        ("forrige-uke..i-dag", Dates(date(2026, 11, 16), 0)),
        ("..", Dates()),
        (">1.11", Dates(date(2026, 11, 2))),
        (">=1.11", Dates(date(2026, 11, 1))),
        ("<1.11", Dates(None, date(2026, 10, 31))),
        ("<=1.11", Dates(None, date(2026, 11, 1))),
        (">uke-47", Dates(TODAY)),
        ("<uke-48", Dates(None, date(2026, 11, 22))),
        (">i-dag", Dates(1)),
        ("<=-3", Dates(None, -3)),
        ("denne-uken", Period.THIS_WEEK),
        ("denne-uka", Period.THIS_WEEK),
        ("last-month", Period.LAST_MONTH),
        ("i-fjor", Period.LAST_YEAR),
        ("dette-året", Period.THIS_YEAR),
        ("neste-aar", Period.NEXT_YEAR),
    ],
)
def test_days(text: str, dates: Dates | Period) -> None:
    assert _one(f"dato:{text}") == Criterion(Field.DATE, dates)
    if text[0] in "<>":
        assert _one(f"created{text}") == Criterion(Field.CREATED, dates)


def test_alternatives_and_negation() -> None:
    def status(value: int, *, negated: bool = False) -> Criterion:
        return Criterion(Field.STATUS, value, negated=negated)

    a, b, c = (Criterion(Field.TEXT, letter) for letter in "abc")
    assert _read("a|b c").terms == _read("a | b c").terms == (AnyOf((a, b)), c)
    assert _read("a b|c").terms == (a, AnyOf((b, c)))
    assert _read("status:planlagt,done").terms == (AnyOf((status(1), status(2))),)
    assert _read("status:planlagt,done|a").terms == (AnyOf((status(1), status(2), a)),)
    neither = (status(1, negated=True), status(2, negated=True))
    assert _read("!status:1".replace("1", "planlagt,done")).terms == neither
    assert _read("status!=planlagt,done").terms == neither
    assert _read("a|!status:planlagt,done").terms == tuple(AnyOf((a, one)) for one in neither)
    assert _read("!status!=done !!a").terms == (status(2), a)
    assert _read('emne:a,"b, c"').terms == (
        AnyOf((Criterion(Field.SUBJECT, "a"), Criterion(Field.SUBJECT, "b, c"))),
    )
    assert _read("").terms == _read("  ").terms == ()


# Refusing.


@pytest.mark.parametrize(
    ("line", "part", "key"),
    [
        ("firma:vik dato:32.13", "32.13", "msg.filter.date"),
        ("dato:i dag", "i", "msg.filter.date"),
        ("dato:forige-uka", "forige-uka", "msg.filter.date.near"),
        ("dato:1.11..32.13", "1.11..32.13", "msg.filter.date"),
        ("dato:>31.12.9999", "31.12.9999", "msg.filter.date"),
        ("dato:uke-52-9999", "uke-52-9999", "msg.filter.date"),
        ("dato:+9999999", "+9999999", "msg.filter.date"),
        ("dato:15.11..1.11", "15.11..1.11", "msg.filter.backwards"),
        ("dato:i-dag..i-går", "i-dag..i-går", "msg.filter.backwards"),
        ("id>abc", "abc", "msg.filter.id"),
        ("id:5,x", "x", "msg.filter.id"),
        ("id:99999999999999999999", "99999999999999999999", "msg.filter.id"),
        ("a firma:", "firma:", "msg.filter.novalue"),
        ("firma:a,", "firma:a,", "msg.filter.novalue"),
        ('!firma:""', '!firma:""', "msg.filter.novalue"),
        ("a !", "!", "msg.filter.novalue"),
        ('a ""', '""', "msg.filter.empty"),
        ('"\u0301"', '"\u0301"', "msg.filter.empty"),
        ("a frima:x", "frima:", "msg.filter.nokey.near"),
        ("oppretet-av>x", "oppretet-av>", "msg.filter.nokey.near"),
        ("xyzzy:x", "xyzzy:", "msg.filter.nokey"),
        ("status:ferdig", "ferdig", "msg.filter.status"),
        ("retning:opp", "opp", "msg.filter.direction"),
        ("har:x", "x", "msg.filter.has"),
        ("er:x", "x", "msg.filter.is"),
        ("oppfølging:x", "x", "msg.filter.followup"),
        ("firma>5", "firma>", "msg.filter.operator"),
        ("a status>=", "status>=", "msg.filter.operator"),
        ('a emne:"b c', '"b c', "msg.filter.unclosed"),
        ('"a"b', '"a"b', "msg.filter.afterquote"),
        ("a |", "|", "msg.filter.bar"),
        ("| a", "|", "msg.filter.bar"),
        ("a || b", "|", "msg.filter.bar"),
        ("x" * (LONGEST + 1), "x" * (LONGEST + 1), "msg.filter.toolong"),
        ("x " * (MOST + 1), "x " * (MOST + 1), "msg.filter.toomany"),
        ("|".join(["!id:1,2,3"] * 9), "|".join(["!id:1,2,3"] * 9), "msg.filter.toomany"),
    ],
)
def test_one_sentence_about_the_very_word(line: str, part: str, key: str) -> None:
    assert _refused(line) == (part, key)


def test_the_word_that_was_probably_meant() -> None:
    with pytest.raises(BadWord) as caught:
        _read("frima:x")
    assert caught.value.message == Message.of("msg.filter.nokey.near", name="frima:", near="firma:")
    with pytest.raises(BadWord) as caught:
        _read("date:yesterdya")
    assert caught.value.message == Message.of("msg.filter.date.near", text="yesterdya", near="yesterday")


# Both ways.

_text = (
    st.one_of(
        st.text(max_size=12),
        st.text('ab åÆ"\\|,!:<>=#~.-1 ', min_size=1, max_size=8),
        st.sampled_from(
            ["firma:x", "10:30", "http://x", "#5", "~a", "!a", "i-dag", "status", "a:b", "id>5", "=5"]
        ),
    )
    .map(clean_line)
    .filter(searchable)
)
_day = st.one_of(st.none(), st.dates(), st.integers(-999_999, 999_999))
_dates: st.SearchStrategy[Dates] = st.one_of(
    st.builds(Dates, _day, st.none()),
    st.builds(Dates, st.none(), _day),
    st.builds(Dates, st.dates(), st.integers(-999_999, 999_999)),
    st.builds(Dates, st.integers(-999_999, 999_999), st.dates()),
    st.lists(st.dates(), min_size=2, max_size=2).map(lambda days: Dates(*sorted(days))),
    st.lists(st.integers(-999_999, 999_999), min_size=2, max_size=2).map(lambda days: Dates(*sorted(days))),
    _day.map(lambda day: Dates(day, day)),
)
_values: dict[Field, st.SearchStrategy[object]] = {
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(REGISTERS, st.one_of(_text, st.integers(0, 10**18 - 1))),
    **dict.fromkeys(DATES, st.one_of(_dates, st.sampled_from(Period))),
    Field.STATUS: st.sampled_from(Status),
    Field.DIRECTION: st.sampled_from(Direction),
    Field.FOLLOWUPS: st.sampled_from(Ties),
    Field.ID: st.builds(Compared, st.sampled_from(Compare), st.integers(-(10**18) + 1, 10**18 - 1)),
}
_criterion = st.sampled_from(Field).flatmap(
    lambda field: st.builds(Criterion, st.just(field), _values[field], st.just(""), st.booleans())
)
_same_field = st.sampled_from(Field).flatmap(
    lambda field: st.lists(_values[field].map(lambda value: Criterion(field, value)), min_size=2, max_size=3)  # type: ignore[arg-type]
)
_any_of = st.one_of(st.lists(_criterion, min_size=2, max_size=4), _same_field).map(
    lambda some: AnyOf(tuple(some))
)
_criteria = st.lists(st.one_of(_criterion, _any_of), max_size=6).map(lambda terms: Criteria(tuple(terms)))


@given(_criteria, st.sampled_from(["nb", "en"]))
def test_what_is_written_is_read_back_as_the_same(criteria: Criteria, language: str) -> None:
    line = write(criteria, language)
    if len(line) <= LONGEST:
        assert _read(line) == criteria


_words = st.one_of(
    st.sampled_from([name for key in KEYS for name in key.names.every]),
    st.sampled_from(
        [":", ">", ">=", "<", "!=", "=", "..", ",", "|", " ", "!", '"', "\\", "#", "~", "+", "-"]
    ),
    st.sampled_from([w for t in (DAYS, PERIODS, STATUSES, DIRECTIONS) for n in t.values() for w in n.every]),
    st.sampled_from(["1.11", "32.13", "uke-48", "fre", "5", "abc", "å" * 5, "\u200b", "\x00", "٣"]),
    st.text(max_size=5),
)


@given(st.one_of(st.text(), st.lists(_words, max_size=15).map("".join)), st.sampled_from(["nb", "en"]))
@example("," * LONGEST, "nb")
@example("emne:" + "," * (LONGEST - 5), "nb")
@example("!" * LONGEST, "nb")
@example("a-" * (LONGEST // 2), "nb")
def test_any_text_is_criteria_or_one_sentence_about_a_part_of_it(text: str, language: str) -> None:
    try:
        criteria = _read(text)
    except BadWord as bad:
        assert 0 <= bad.start < bad.end <= len(text)
        return
    line = write(criteria, language)
    if len(line) <= LONGEST:
        assert _read(line) == criteria


# The words.


def test_no_word_means_two_things() -> None:
    """Nor does one of a key in the other language."""
    for things in (
        [key.names for key in KEYS],
        [*DAYS.values(), *PERIODS.values()],
        *([*key.words.values()] for key in KEYS if key.words),
    ):
        meanings = [{squash(word) for word in names.every} for names in things]
        assert sum(map(len, meanings)) == len(set().union(*meanings))


def test_every_word_is_understood_and_can_be_a_key() -> None:
    assert {key.field for key in KEYS} == set(Field) == set(_values)
    for key in KEYS:
        for name in key.names.every:
            assert key_called(name) is key
            assert _refused(f"{name}:") == (f"{name}:", "msg.filter.novalue")
            for value, names in key.words.items():
                assert {_one(f"{name}:{word}") for word in names.every} == {Criterion(key.field, value)}
    for day, names in DAYS.items():
        assert {_one(f"date:{word}").value for word in names.every} == {Dates(day, day)}
    for period, names in PERIODS.items():
        assert {_one(f"date:{word}").value for word in names.every} == {period}
