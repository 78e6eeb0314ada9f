"""The cards of the registers: what is declared of a register is what its card does, whichever it is."""

from __future__ import annotations

from tests.screens import office
from tests.screens.work import LARGE, Operator, at_work
from tests.services.test_registers import every, make
from xscalls_tui.domain.record_types import PAGES, TYPES, Kind, Property, RecordType
from xscalls_tui.domain.records import Record, RecordCriteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.messages import DataChanged, NewRecord, OpenRecord
from xscalls_tui.services import registers
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.record_fields import written

WRONG = {
    Kind.DATE: ("32.13", "Ugyldig dato"),
    Kind.DECIMAL: ("mye", '"mye" er ikke et tall'),
    Kind.PERCENT: ("101", "Prosent er et helt tall"),
    Kind.LINK: ("finnes ikke", "Ingen passer med"),
    Kind.EMAIL: ("krøll", "er ikke en e-postadresse"),
    Kind.PHONE: ("ring meg", "er ikke et telefonnummer"),
}


def texts_of(at: Operator, kind: RecordType, record: Record) -> dict[str, str]:
    """What is to stand in the fields of a stored record's card."""
    return {
        one.name: written(one, record.values[one.name], record.names.get(one.name, ""), at.t)
        for one in kind.properties
    }


def editable(kind: RecordType) -> list[Property]:
    """The properties that can be typed."""
    return [one for one in kind.properties if not one.fixed and one.kind not in (Kind.CHOICE, Kind.YES_NO)]


@every
async def test_a_card_shows_what_is_stored_saves_what_is_typed_and_asks_before_it_is_lost(
    session: Session, kind_of: RecordType
) -> None:
    record = make(session, kind_of)
    name = kind_of.title[-1]
    async with at_work(session) as at:
        await at.go(OpenRecord(kind_of.register, record.id))
        shown = {known: field.text for known, field in at.fields.items()}
        assert shown == texts_of(at, kind_of, record)
        assert at.lines[0].startswith(f" {at.t(kind_of.noun)} {record.id}")
        await at.go_to(name)
        await at.type("Å")
        assert "* ikke lagret" in at.lines[0]
        await at.press("escape")
        assert "Du har endringer som ikke er lagret" in at.text
        await at.press("s", "ctrl+s")
        assert "Lagret" in at.text and "* ikke lagret" not in at.lines[0]
        stored = registers.read(session, kind_of.register, record.id)
        assert stored.version == 2 and "Å" in str(stored.values[name])
        changed = {known for known in stored.values if stored.values[known] != record.values[known]}
        assert changed == {name}
        await at.press("escape")
        assert isinstance(at.screen, CallListScreen)


@every
async def test_what_is_wrong_or_missing_stands_beside_its_field_and_nothing_typed_is_lost(
    session: Session, kind_of: RecordType
) -> None:
    made = make(session, kind_of)
    before = registers.count(session, kind_of.register, RecordCriteria())
    async with at_work(session) as at:
        draft = registers.blank(session, kind_of.register)
        parent = {kind_of.parent: made.values[kind_of.parent]} if kind_of.parent else {}
        draft = draft._replace(values={**draft.values, **parent})
        await at.go(NewRecord(draft, kind_of.register))
        assert at.lines[0].startswith(f" {at.t(kind_of.new)}")
        await at.press("ctrl+s")
        missing = [one for one in editable(kind_of) if one.required and not at.shows(one.name)]
        assert missing and at.text.count("Feltet må fylles ut") == len(missing)
        assert at.field_name == missing[0].name
        for one in editable(kind_of):
            if one.kind in WRONG:
                await at.fill(**{one.name: WRONG[one.kind][0]})
            elif one.required:
                await at.fill(**{one.name: "ZQ" if one.kind is Kind.INITIALS else "Noe"})
        await at.press("ctrl+s")
        told = [WRONG[one.kind][1] for one in editable(kind_of) if one.kind in WRONG]
        # What the form itself can tell comes first; the services are asked when that is mended.
        assert not told or any(sentence in at.text for sentence in told)
        if not told:
            assert registers.count(session, kind_of.register, RecordCriteria()) == before + 1
            await at.press("escape")
        else:
            assert registers.count(session, kind_of.register, RecordCriteria()) == before
            await at.press("escape", "f")
        assert isinstance(at.screen, CallListScreen)


async def test_another_tab_can_be_used_once_the_record_is_there_and_what_is_made_there_hangs_on_it(
    as_ol: Session,
) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.go(NewRecord(None, Register.COMPANY))
        await ol.press("ctrl+l")
        assert ol.fields  # the form stands
        await ol.type("Vest Tak AS")
        await ol.press("ctrl+s", "ctrl+l")
        assert "Opprettet: Firma 4" in ol.text or "Vest Tak AS" in ol.lines[0]
        await ol.press("plus")
        assert (ol.shows("company"), ol.lines[0].split()[:2]) == ("Vest Tak AS", ["Ny", "kontaktperson"])
        await ol.fill(name="Nils Tak", mobile="41234567")
        await ol.press("ctrl+o")
        assert "Kontaktpersoner 1" in ol.lines[1] and "Nils Tak" in ol.text
        await ol.press("f2")
        assert (ol.shows("company"), ol.shows("partner")) == ("Vest Tak AS", "Nils Tak")
        assert ol.shows("phone") == "412 34 567"
        await ol.fill(subject="Takst")
        await ol.press("ctrl+o")
        assert "Oppfølginger 1" in ol.lines[1]
        await ol.click("Oppfølginger 1")
        assert "Takst" in ol.text
        await ol.press("enter")
        assert ol.shows("subject") == "Takst"
        await ol.press("escape", "ctrl+l", "ctrl+l", "ctrl+l", "ctrl+l")
        assert ol.field_name == "note"


async def test_a_look_up_takes_the_company_along_and_offers_its_people_first(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.go(NewRecord(None, Register.CASE))
        await ol.fill(subject="Rør", contact="łukasz")
        await ol.press("enter")
        assert (ol.shows("contact"), ol.shows("company")) == ("Łukasz Nowak", "Åsen Bygg AS")
        await ol.go_to("project")
        await ol.press("down")
        assert ol.place_of("1042 Skolen")[1] < ol.place_of("1043 Brua")[1]
        await ol.press("enter", "ctrl+s")
        case = registers.read(as_ol, Register.CASE, 1)
        assert (case.values["company"], case.values["contact"], case.values["project"]) == (
            office.AASEN, office.LUKASZ, office.SKOLEN,
        )  # fmt: skip


async def test_two_at_one_record_see_what_differs_and_one_decides(session: Session, as_ol: Session) -> None:
    company = registers.read(session, Register.COMPANY, office.NORD)
    async with at_work(as_ol) as ol:
        await ol.go(OpenRecord(Register.COMPANY, office.NORD))
        registers.save(session, Register.COMPANY, office.NORD, 1, {"city": "Bodø", "industry": "Rør"})
        await ol.fill(city="Tromsø")
        await ol.press("ctrl+s")
        assert "KN har lagret denne oppføringen i mellomtiden" in ol.text
        assert "✓ Tromsø" in ol.line("!Poststed") and "Bodø" in ol.line("!Poststed")
        assert "✓ Rør" in ol.line("Bransje")
        await ol.press("h")
        assert (ol.shows("city"), ol.shows("industry")) == ("Bodø", "Rør")
        registers.save(session, Register.COMPANY, office.NORD, 2, {"city": "Vardø"})
        await ol.go(DataChanged())
        assert ol.shows("city") == "Vardø"
        registers.save(session, Register.COMPANY, office.NORD, 3, {"city": "Narvik"})
        await ol.go_to("city")
        await ol.press("ctrl+u")
        await ol.type("Tromsø")
        await ol.press("ctrl+o", "l")
        assert isinstance(ol.screen, CallListScreen)
    stored = registers.read(session, Register.COMPANY, office.NORD)
    assert (stored.values["city"], stored.values["name"]) == ("Tromsø", company.values["name"])


async def test_what_others_own_can_only_be_read_and_what_is_in_use_is_kept(
    session: Session, as_ol: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.go(OpenRecord(Register.EMPLOYEE, session.employee.id))
        assert "Bare superbrukere" in ol.text or "superbruker" in ol.text.lower()
        await ol.type("X")
        assert "call.save" not in ol.offered and "ikke lagret" not in ol.text
        await ol.press("escape")
        await ol.go(OpenRecord(Register.COMPANY, office.AASEN))
        await ol.press("f9")
        await ol.type("slett")
        await ol.press("enter")
        assert 'Vil du slette firma "Åsen Bygg AS"?' in ol.text
        await ol.press("j")
        assert "ta den heller ut av bruk" in ol.text
        await ol.press("f9")
        await ol.type("ta ut")
        await ol.press("enter")
        assert "(ute av bruk)" in ol.lines[0] and "Tatt ut av bruk" in ol.text
        assert registers.read(as_ol, Register.COMPANY, office.AASEN).values["active"] is False
        await ol.press("f9")
        await ol.type("ta i bruk")
        await ol.press("enter")
        assert "(ute av bruk)" not in ol.lines[0]
        await ol.press("ctrl+l", "ctrl+z")  # in a field it would be the field's own
        assert "(ute av bruk)" in ol.lines[0]
        await ol.press("escape")
        made = registers.create(as_ol, Register.COMPANY, {"name": "Feil AS"})
        await ol.go(OpenRecord(Register.COMPANY, made.id))
        await ol.press("f9")
        await ol.type("slett")
        await ol.press("enter", "j")
        assert isinstance(ol.screen, CallListScreen)
        assert made.id not in registers.ids(as_ol, Register.COMPANY, RecordCriteria())


async def test_a_card_is_parked_under_others_and_shown_again(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.go(NewRecord(None, Register.PROJECT))
        await ol.fill(name="Halvveis")
        await ol.go(NewRecord(None, Register.PROJECT))
        assert ol.shows("name") == ""
        await ol.fill(number="2001", name="Taket")
        await ol.press("ctrl+o")
        assert (ol.shows("name"), ol.field_name) == ("Halvveis", "name")
        await ol.fill(number="2002")
        await ol.press("ctrl+n")
        assert (ol.shows("number"), ol.shows("name")) == ("", "")
        assert "Opprettet: Prosjekt" in ol.text
        await ol.press("escape")
    found = registers.ids(as_ol, Register.PROJECT, RecordCriteria())
    assert {registers.read(as_ol, Register.PROJECT, i).title for i in found} >= {
        "2001 Taket",
        "2002 Halvveis",
    }


def test_each_tab_lists_what_links_to_its_record() -> None:
    for kind in PAGES:
        for tab in kind.tabs:
            if tab.register is not None:
                assert TYPES[tab.register].named(tab.by).register is kind.register
