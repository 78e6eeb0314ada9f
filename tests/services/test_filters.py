"""The typed filter with registers at hand: which rows are meant, how they are written, what is offered."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.conftest import Acting
from tests.models.statements import statements
from xscalls_tui.domain.criteria import AnyOf, Criteria, Criterion, Field
from xscalls_tui.domain.errors import Message, XSCallsError
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.periods import Dates
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.models.tables import Operation
from xscalls_tui.services import employees, filters
from xscalls_tui.services.filter_completion import Completion
from xscalls_tui.services.filters import BadFilter
from xscalls_tui.services.session import Session

AWKWARD = (
    "Vik", "Vik Elektro", "VIK ELEKTRO",
    "Ås", "As", "#3", "~Vik", '5" rør, "Bøe" | sønn', "!status:x", "\\\\",
)  # fmt: skip
PROJECTS = (("1042", "Skolen"), ("10421", "Kaia"), ("P-7, b", "Kaia"), ("p-7, B", "Skole"), ("#1", "Ny"))
"""Names that are alike, or look like something else in a filter."""


@pytest.fixture
def office(session: Session) -> Session:
    """Companies, contact persons and projects of such names, an inactive employee, and AS beside ÅS."""
    for name in AWKWARD:
        factories.company(session, name)
        factories.contact(session, name)
    for number, name in PROJECTS:
        factories.project(session, number, name)
    for initials, name in (("ÅS", "Åse Sand"), ("AS", "Arne Sand"), ("XX", "Xerxes Xu")):
        employees.add(session, initials, name)
    employees.change(session, "XX", active=False)
    return session


def _one(session: Session, text: str) -> Criterion:
    (term,) = filters.parse(session, text).terms
    assert isinstance(term, Criterion)
    return term


def _refused(session: Session, text: str) -> tuple[str, Message]:
    with pytest.raises(BadFilter) as caught:
        filters.parse(session, text)
    assert caught.value.fields == {"filter": caught.value.message} and caught.value.text == text
    start, end = caught.value.span
    return text[start:end], caught.value.message


def test_which_row_a_word_means(office: Session) -> None:
    def id_of(initials: str) -> int:
        return factories.employee(office, initials).id

    for text, value, label in (
        ("firma:#1", 1, "Vik"),
        ("firma:vik", 1, "Vik"),
        ("firma:VIK", 1, "Vik"),
        ("firma:~vik", "vik", ""),
        ("firma:elek", "elek", ""),
        ('firma:"vik elektro"', "vik elektro", ""),
        ("firma:ås", "ås", ""),
        ('firma:"#3"', 6, "#3"),
        ("firma:#3", 3, "VIK ELEKTRO"),
        ('!partner:"~vik"', 7, "~Vik"),
        ("partner:kona", "kona", ""),
        ("partner:#2", 2, "Vik Elektro"),
        ("prosjekt:1042", 1, "1042 Skolen"),
        ("prosjekt:skolen", 1, "1042 Skolen"),
        ('prosjekt:"1042 skolen"', 1, "1042 Skolen"),
        ("prosjekt:104", "104", ""),
        ("prosjekt:kaia", "kaia", ""),
        ('prosjekt:"P-7, b"', 3, "P-7, b Kaia"),
        ('prosjekt:"p-7, B"', 4, "p-7, B Skole"),
        ("ansatt:ol", id_of("OL"), "OL"),
        ("ansatt:ås", id_of("ÅS"), "ÅS"),
        ("ansatt:as", id_of("AS"), "AS"),
        ("ansatt:xx", id_of("XX"), "XX"),
        ('opprettet-av:"ola lie"', id_of("OL"), "OL"),
        ("endret-av:sand", "sand", ""),
    ):
        criterion = _one(office, text)
        assert (criterion.value, criterion.label, criterion.negated) == (value, label, text[0] == "!"), text


def test_what_is_nobodys_is_told_at_its_place(office: Session) -> None:
    for text, part, key in (
        ("a firma:xyz", "xyz", "msg.filter.nocompany"),
        ("firma:vik,xyz", "xyz", "msg.filter.nocompany"),
        ('prosjekt:"x y"', '"x y"', "msg.filter.noproject"),
        ("ansatt:qq", "qq", "msg.filter.noemployee"),
    ):
        assert _refused(office, text) == (part, Message.of(key, text=part.strip('"')))
    for text in ("firma:#99", "partner:#99", "ansatt:#99", "prosjekt:#99"):
        part = text.partition(":")[2]
        assert _refused(office, text) == (part, Message.of("msg.filter.gone", id=int(part[1:])))
    assert _refused(office, "dato:32.13") == ("32.13", Message.of("msg.filter.date", text="32.13"))
    with office.engine.writing():
        office.engine.rows_of("UPDATE company SET deleted_at = '2026-01-01T00:00:00Z' WHERE id < 3")
    assert _refused(office, "firma:#1")[1].key == "msg.filter.gone"
    assert _one(office, "firma:vik").value == "vik"  # VIK ELEKTRO and ~Vik are left


def _rows(session: Session, field: Field, numbers: range) -> list[Criterion]:
    """Criteria of rows as ``parse`` labels them."""
    key = {Field.COMPANY: "firma", Field.CONTACT: "partner", Field.PROJECT: "prosjekt"}.get(field, "ansatt")
    return [_one(session, f"{key}:#{number}")._replace(field=field) for number in numbers]


def test_what_is_written_is_read_back_as_the_same(office: Session) -> None:
    rows = [
        *_rows(office, Field.COMPANY, range(1, 11)),
        *_rows(office, Field.CONTACT, range(1, 11)),
        *_rows(office, Field.PROJECT, range(1, 6)),
        *_rows(office, Field.EMPLOYEE, range(1, 8)),
        *_rows(office, Field.CREATED_BY, range(1, 8)),
    ]
    texts = [
        Criterion(field, text)
        for field in (Field.COMPANY, Field.CONTACT, Field.PROJECT, Field.CHANGED_BY)
        for text in (*AWKWARD, "vi", "1042", "ol", "ola", "nobody")
    ]
    others = (Criterion(Field.DATE, Dates(-7, 0)), Criterion(Field.SUBJECT, "a, b", negated=True))
    for terms in ([*rows], texts[:30], texts[30:], [AnyOf((rows[0], texts[0], *others))]):
        criteria = Criteria(tuple(terms))
        for line in (
            filters.written(office, criteria, "nb"),
            filters.written(office, criteria, "en"),
            filters.lossless(criteria),
        ):
            assert filters.parse(office, line) == criteria, line
    for one in (*rows, *texts):
        assert _one(office, filters.written(office, Criteria((one,)), "nb")) == one


def test_rows_are_written_as_people_know_them(office: Session) -> None:
    for text, nb, kept in (
        ("company:#1", 'firma:"Vik"', "firma:#1"),
        ("company:#2", "firma:#2", "firma:#2"),
        ("company:elek", "firma:elek", "firma:~elek"),
        ("company:~vik", "firma:~vik", "firma:~vik"),
        ("project:skolen", "prosjekt:1042", "prosjekt:#1"),
        ("project:#5", 'prosjekt:"#1"', "prosjekt:#5"),
        ("emp:ol", "ansatt:OL", "ansatt:#2"),
        ("contact:kona", "partner:kona", "partner:~kona"),
    ):
        criteria = filters.parse(office, text)
        assert (filters.written(office, criteria, "nb"), filters.lossless(criteria)) == (nb, kept)
    assert filters.written(office, Criteria((Criterion(Field.COMPANY, 99, "Gone"),)), "en") == "company:#99"


def test_few_statements_read_a_line(office: Session) -> None:
    with statements(office.engine) as run:
        filters.parse(office, "dato:i-dag status:planlagt emne:x id>5")
        assert run == []
        filters.parse(office, "firma:#1,#2,#3,vik,ås,as !ansatt:ol,ph,kn opprettet-av:as partner:a,b,c,vik")
    # Companies by id, by name, and whether any contains "ås" and "as"; employees; contact persons.
    assert len(run) == 6


def _codes(completion: Completion) -> list[str]:
    return [match.code for match in completion.matches]


def test_keys_and_words_are_offered(office: Session) -> None:
    def offered(text: str, language: str = "nb") -> tuple[int, int, list[str]]:
        """At the place of the caret ^ in ``text``."""
        at = text.index("^")
        found = filters.complete(office, text.replace("^", ""), at, language)  # type: ignore[arg-type]
        return found.start, found.end, _codes(found)

    assert offered("^")[2][:3] == ["emne:", "notat:", "telefon:"]
    assert len(offered("a ^")[2]) == len(offered("^", "en")[2]) == 20
    assert offered("a fi^") == (2, 4, ["firma:"])
    assert offered("a fi^ b", "en") == (2, 4, ["company:"])
    assert offered("!su^b:x", "en") == (1, 5, ["subject:"])
    assert offered("a|sam^") == (2, 5, ["partner:", "retning:", "id:"])
    assert offered("a |^")[2][0] == "emne:"
    assert offered('"fi^') == (0, 3, [])
    assert offered("status:^") == (7, 7, ["planlagt", "gjennomført", "avlyst", "ubesvart"])
    assert offered("status:planlagt,u^b x", "en") == (16, 18, ["unanswered"])
    assert offered("status!=b^", "en") == (8, 9, [])
    assert offered("har:^", "en") == (4, 4, ["followup"])
    assert offered("oppfølging:^") == (11, 11, ["tilknyttet", "ingen"])
    assert offered("dato:i-d^") == (5, 8, ["i-dag"])
    assert offered("dato:f^") == (5, 6, ["forrige-uke", "forrige-måned", "i-fjor"])
    assert offered("dato:idag..i-m^ x") == (11, 14, ["i-morgen"])
    assert offered("dato:y^..i-dag", "en") == (5, 6, ["yesterday"])
    assert offered("opprettet>i-g^") == (10, 13, ["i-går"])
    for text in ("emne:^", "id>^", "xyz:^", "firma:#^", "x" * 2001 + " fi^"):
        assert offered(text)[2] in ([], offered("^")[2]), text
    details = {match.name: match.detail for match in filters.complete(office, "dato:f", 6, "nb").matches}
    assert details["forrige-uke"] == "16.11.26–22.11.26"
    assert filters.complete(office, "emn", 3, "en").matches[0][1:3] == ("subject:", "text in the subject")


def test_a_row_that_is_offered_is_read_back_as_that_row(office: Session) -> None:
    for key in ("firma", "partner", "prosjekt", "ansatt", "created-by"):
        for typed in ("", "vi", "s", "~vi", '"vik el'):
            line = f"a {key}:{typed}"
            start, end, matches = filters.complete(office, line, len(line), "nb")
            assert (start, end) == (len(f"a {key}:"), len(line))
            for match in matches:
                _, criterion = filters.parse(office, line[:start] + match.code + line[end:]).terms
                assert isinstance(criterion, Criterion) and criterion.value == match.id
    (vik, *_) = filters.complete(office, "firma:vik", 9, "nb").matches
    assert vik == Match(1, "Vik", "", '"Vik"')
    for line, end in (
        ('firma:"vi" x', 10),
        ('firma:"vik el" x', 14),
        ('firma:"vi emne:"x"', 9),
        ('firma:"vi emne', 9),
    ):
        assert filters.complete(office, line, 9, "nb")[:2] == (6, end)
    assert [match.name for match in filters.complete(office, "ansatt:o", 8, "nb").matches] == [
        "OL Ola Lie", "BR Berit Røed", "KN Kari Nordmann", "PH Per Holm",
    ]  # fmt: skip


def test_what_was_typed_before(session: Session, acting: Acting, clock: FixedClock) -> None:
    assert filters.past(session) == []
    with session.engine.reading():
        operations = session.engine.rows(Operation.select(Operation.id))
    for line in ("a", "b", " a ", "", "c"):
        filters.remember(session, line)
    assert filters.past(session) == ["c", "a", "b"]
    clock.at += timedelta(minutes=1)
    for number in range(filters.KEPT - 1):
        filters.remember(session, f"x{number}")
    filters.remember(acting("OL"), "mine")
    assert filters.past(session) == [*(f"x{n}" for n in reversed(range(filters.KEPT - 1))), "c"]
    assert filters.past(acting("OL")) == ["mine"]
    with session.engine.reading():
        assert session.engine.rows(Operation.select(Operation.id)) == operations


def test_a_database_that_can_only_be_read_keeps_nothing(session: Session) -> None:
    filters.remember(session, "a")
    where = factories.where(session)
    if isinstance(session.engine, PostgresEngine):
        also = "&" if "?" in where else "?"
        engine: Engine = PostgresEngine(f"{where}{also}options=-c%20default_transaction_read_only%3Don")
    else:
        engine = SqliteEngine(Path(where), read_only=True)
    with closing(session._replace(engine=engine)) as reader:
        filters.remember(reader, "b")
        assert filters.past(reader) == ["a"]


def test_a_line_that_cannot_be_kept_for_another_reason_is_told_of(session: Session) -> None:
    with statements(session.engine, fail_at=2), pytest.raises(XSCallsError):
        filters.remember(session, "a")
    assert filters.past(session) == []


def test_every_place_in_a_line_can_be_completed(office: Session) -> None:
    for line in (
        'a|!firma:vik,"ås" ,b dato:"1.11..i-d" dato:i-dag..+3,uke-48 | id>5',
        'emne:"x \\" y"z status:,planlagt  ansatt:#1,"ol',
    ):
        for cursor in range(len(line) + 1):
            start, end, matches = filters.complete(office, line, cursor, "nb")
            assert start <= cursor <= end <= len(line)
            assert all(match.code and match.name for match in matches)
    assert filters.complete(office, 'dato:"1.11..i', 13, "nb").matches == []
