"""Nothing typed is ever lost: leaving, parking, errors, a busy database, and two people at one call."""

from __future__ import annotations

from threading import Event

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import LARGE, Operator, at_work
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import Busy
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.merging import MergeScreen
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services import bulk, calls, lookups
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1


async def half_filled(ol: Operator) -> None:
    """A new call with something in it that is not saved."""
    await ol.press("f2")
    await ol.fill(subject="Halvveis", note="Linje én")


# Leaving


@pytest.mark.parametrize("key", ["escape", "ctrl+t"])
async def test_leaving_asks_when_something_is_not_saved(as_ol: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press(key)
        assert "Du har endringer som ikke er lagret" in ol.text
        assert all(answer in ol.text for answer in ("Fortsett å skrive", "Lagre og lukk", "Forkast"))


async def test_going_on_comes_back_to_the_field_and_the_column(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("left", "left")
        for answer in ("s", "enter", "escape"):
            await ol.press("escape")
            assert isinstance(ol.screen, QuestionScreen), answer
            await ol.press(answer)
            assert (ol.field_name, ol.shows("note")) == ("note", "Linje én"), answer
            await ol.type("X")
            assert ol.shows("note") == "Linje Xén", answer
            await ol.press("backspace")


async def test_saving_stores_and_closes(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("escape", "l")
        assert isinstance(ol.screen, CallListScreen)
        assert calls.read(as_ol, NEW).subject == "Halvveis"


async def test_saving_what_cannot_be_saved_stays_with_all_that_is_typed(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.fill(date="tull")
        await ol.press("escape", "l")
        assert "Ugyldig dato" in ol.text
        assert (ol.shows("date"), ol.shows("note"), ol.field_name) == ("tull", "Linje én", "date")


async def test_dropping_stores_nothing(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("escape", "f")
        assert isinstance(ol.screen, CallListScreen)
        assert len(ol.ids) == office.COUNT


async def test_an_answer_can_be_clicked(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("escape")
        await ol.click("Forkast")
        assert isinstance(ol.screen, CallListScreen)


async def test_an_untouched_call_closes_without_a_question(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        for keys in (("f2",), ("down", "enter"), ("end", "f7"), ("end", "y")):
            await ol.press(*keys)
            await ol.press("tab", "shift+tab", "escape")
            assert isinstance(ol.screen, CallListScreen), keys


async def test_quitting_asks_when_something_is_not_saved_in_whichever_window(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("f2", "ctrl+q")
        assert "Noe er ikke lagret. Avslutte likevel?" in ol.text
        await ol.press("n")
        assert "Ny samtale" in ol.lines[0]
        await ol.press("escape")
        assert ol.shows("subject") == "Halvveis"


async def test_quitting_does_not_ask_when_all_is_saved(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        ol.send("ctrl+q")
        await ol.until(lambda: ol.app._exit)


# Parking


async def test_f2_in_a_half_filled_call_parks_it_and_escape_comes_back_to_field_and_column(
    as_ol: Session,
) -> None:
    async with at_work(as_ol) as ol:
        await half_filled(ol)
        await ol.press("left", "left", "f2")
        assert (ol.shows("subject"), ol.shows("note")) == ("", "")
        await ol.fill(subject="Hastesamtale")
        await ol.press("ctrl+o")
        assert (ol.shows("subject"), ol.field_name) == ("Halvveis", "note")
        await ol.type("X")
        await ol.press("ctrl+o")
        assert [calls.read(as_ol, call_id).subject for call_id in (NEW, NEW + 1)] == [
            "Hastesamtale",
            "Halvveis",
        ]
        assert calls.read(as_ol, NEW + 1).note == "Linje Xén"


@pytest.mark.parametrize("field", ["phone", "subject", "employee", "start", "date"])
async def test_typing_goes_on_where_it_was_interrupted(as_ol: Session, field: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to(field)
        await ol.type("12")
        await ol.press("f2", "escape")
        await ol.type("3")
        assert ol.shows(field) == "123"


async def test_several_calls_can_be_parked(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        for number in range(4):
            await ol.press("f2")
            await ol.fill(subject=f"Nr {number}")
        for number in reversed(range(4)):
            assert ol.shows("subject") == f"Nr {number}"
            await ol.press("ctrl+o")
        assert {calls.read(as_ol, NEW + n).subject for n in range(4)} == {f"Nr {n}" for n in range(4)}


async def test_a_look_up_answered_while_its_window_is_parked_finds_its_field(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, find = Event(), lookups.find
    monkeypatch.setattr(lookups, "find", lambda *args: go.wait(20) and find(*args))
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        ol.send("tab", "tab", "tab", *"nord", "tab", "f2", *"40")
        await ol.until(lambda: ol.shows("phone") == "40")
        go.set()
        await ol.settle()
        assert ol.shows("company") == ""
        await ol.press("escape", "f")
        assert ol.shows("company") == "Nord Rør AS"


# Errors beside the fields


async def test_every_field_that_is_wrong_says_so_under_itself_and_the_first_gets_the_cursor(
    as_ol: Session,
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(date="32.13", end="99", subject="Beholdes")
        await ol.press("ctrl+s")
        assert (ol.field_name, ol.shows("subject")) == ("date", "Beholdes")
        assert ol.place_of("Ugyldig dato")[1] == ol.place_of("Dato ")[1] + 1
        assert "Ugyldig klokkeslett" in ol.text
        await ol.type("23.11")
        assert "Ugyldig dato" not in ol.text
        await ol.fill(end="12")
        await ol.press("ctrl+s")
        assert calls.read(as_ol, NEW).subject == "Beholdes"


async def test_what_the_service_refuses_stands_under_its_field_too(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(employee="ingen", subject="x" * 501, end="9", note="Beholdes")
        await ol.press("ctrl+s")
        for sentence in (
            "Ingen passer med «ingen»", "Høyst 500 tegn", "Sluttidspunktet kan ikke være tidligere",
        ):  # fmt: skip
            assert sentence in ol.text
        assert (ol.field_name, ol.shows("note")) == ("end", "Beholdes")


async def test_the_employee_is_required(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("employee")
        await ol.press("delete", "ctrl+s")
        assert "Feltet må fylles ut" in ol.text
        assert len(calls.ids(as_ol, Criteria())) == office.COUNT


async def test_no_way_of_saving_passes_over_an_error(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Beholdes")
        for key in ("f5", "f6", "f7", "f8", "ctrl+n", "ctrl+o"):
            await ol.fill(start="tull")
            assert "Ugyldig klokkeslett" not in ol.text, key
            await ol.press(key)
            assert "Ugyldig klokkeslett" in ol.text, key
            assert (ol.shows("start"), ol.shows("subject")) == ("tull", "Beholdes"), key
            assert len(calls.ids(as_ol, Criteria())) == office.COUNT, key
            await ol.go_to("subject")


# A busy database


@pytest.mark.parametrize("keys", [("ctrl+s",), ("ctrl+o",), ("ctrl+n",), ("f5",), ("f7",), ("f8",)])
async def test_a_busy_database_leaves_the_form_as_it_is_and_the_same_key_works_later(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    def busy(*_: object, **__: object) -> Call:
        raise Busy

    async with at_work(as_ol) as ol:
        await half_filled(ol)
        monkeypatch.setattr(calls, "create", busy)
        await ol.press(*keys)
        assert "Databasen er opptatt akkurat nå. Ingenting er endret; prøv igjen." in ol.text
        assert (ol.shows("subject"), ol.shows("note"), ol.field_name) == ("Halvveis", "Linje én", "note")
        assert "* ikke lagret" in ol.lines[0]
        monkeypatch.undo()
        await ol.press(*keys)
        assert calls.read(as_ol, NEW).subject == "Halvveis"


async def test_an_unforeseen_failure_is_told_and_leaves_the_form_as_it_is(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Call:
        raise RuntimeError("boom")

    async with at_work(as_ol) as ol:
        await half_filled(ol)
        monkeypatch.setattr(calls, "create", broken)
        await ol.press("ctrl+s")
        assert "Noe gikk galt; det står i loggen. Det du har skrevet er her fortsatt." in ol.text
        assert ol.shows("note") == "Linje én"


async def test_what_is_typed_while_a_save_is_under_way_is_kept_and_still_unsaved(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, save = Event(), calls.save
    monkeypatch.setattr(calls, "save", lambda *args: go.wait(20) and save(*args))
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        ol.send(*"abc", "ctrl+s", *"def")
        await ol.until(lambda: ol.shows("note") == "abcdef")
        go.set()
        await ol.settle()
        assert calls.read(as_ol, office.TODAY).note == "abc"
        assert "* ikke lagret" in ol.lines[0]
        await ol.press("ctrl+s")
        assert calls.read(as_ol, office.TODAY).note == "abcdef"


# Two people at one call


async def conflict(ol: Operator, colleague: Session) -> None:
    """OL edits a call that KN saves meanwhile; OL's save is refused."""
    await ol.click("Avtale om")
    await ol.fill(phone="40000000", note="Mitt notat")
    factories.save(colleague, office.TODAY, subject="KNs emne", status=Status.CANCELLED, company=office.NORD)
    await ol.press("ctrl+s")


async def test_a_conflict_tells_who_saved_when_and_what_differs(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        assert isinstance(ol.screen, MergeScreen)
        for told in (
            "KN har lagret samtalen mens du skrev",
            "KN lagret den 23.11.2026 10:42. Ingenting av ditt er lagret ennå.",
        ):
            assert told in ol.text
        for label, mine, theirs in (
            ("Emne", "Avtale om levering", "✓ KNs emne"),
            ("Status", "Planlagt", "✓ Avlyst"),
            ("Telefonnummer", "✓ 40000000", "–"),
            ("Notat", "✓ Mitt notat", "–"),
            ("Firma", "–", "✓ Nord Rør AS"),
        ):
            line = ol.line(label)
            assert mine in line and theirs in line and line.index(mine) < line.index(theirs), line
        for same in ("Retning ", "Ansatt ", "Prosjekt ", "Tid "):
            assert same not in ol.text


async def test_names_and_not_numbers_stand_in_the_differences(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.click("Reklamasjon")
        await ol.fill(company="asen b", partner="lukasz nowak", employee="ph")
        factories.save(session, office.INCOMING, partner=office.PAAL, project=office.BRUA)
        await ol.press("tab", "ctrl+s")
        for label, mine, theirs in (
            (" Ansatt ", "✓ PH Per Holm", "OL Ola Lie"),
            ("Firma", "✓ Åsen Bygg AS", "Nord Rør AS"),
            ("!Samtalepartner", "✓ Łukasz Nowak", "Pål Åsen"),
            ("Prosjekt", "–", "✓ 1043 Brua"),
        ):
            line = next(line for line in ol.lines if label in line and mine in line)
            assert theirs in line, line


async def test_going_on_writing_loses_nothing_and_saves_nothing(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        for answer in ("s", "escape"):
            await ol.press(answer)
            assert "KN har lagret samtalen mens du skrev" not in ol.text, answer
            assert (ol.shows("phone"), ol.shows("note")) == ("40000000", "Mitt notat"), answer
            assert calls.read(as_ol, office.TODAY).subject == "KNs emne", answer
            await ol.press("ctrl+s")
            assert "KN har lagret samtalen mens du skrev" in ol.text, answer


@pytest.mark.parametrize("key", ["enter", "ctrl+s", "l"])
async def test_what_each_has_changed_is_saved(as_ol: Session, session: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        await ol.press(key)
        call = calls.read(as_ol, office.TODAY)
        assert (call.phone, call.note) == ("40000000", "Mitt notat")
        assert (call.subject, call.status) == ("KNs emne", Status.CANCELLED)
        assert call.company is not None and call.company.id == office.NORD
        assert "Lagret" in ol.lines[-2]
        assert (ol.shows("subject"), ol.shows("status")) == ("KNs emne", "Avlyst")
        assert "ikke lagret" not in ol.lines[0]


async def test_mine_is_saved_over_theirs_when_that_is_chosen(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        await ol.press("m", "l")
        call = calls.read(as_ol, office.TODAY)
        assert (call.phone, call.note, call.subject) == ("40000000", "Mitt notat", "Avtale om levering")
        assert call.status is Status.PLANNED and call.company is None


async def test_theirs_is_fetched_in_place_of_mine(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        await ol.press("h")
        assert (ol.shows("subject"), ol.shows("note"), ol.shows("status")) == ("KNs emne", "", "Avlyst")
        assert "ikke lagret" not in ol.lines[0]


async def test_it_is_chosen_field_by_field_with_keys_or_the_mouse(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await conflict(ol, session)
        await ol.press("home", "down")  # Status, then Emne
        assert "Mitt: Avtale om levering" in ol.text and "Lagret: KNs emne" in ol.text
        await ol.press("left")
        await ol.click("Planlagt", on="Status")
        await ol.press("down", "down", "space", "l")
        call = calls.read(as_ol, office.TODAY)
        assert (call.subject, call.status, call.phone) == ("Avtale om levering", Status.PLANNED, "")


async def test_of_notes_that_both_have_written_both_are_kept(as_ol: Session, session: Session) -> None:
    factories.save(as_ol, office.TODAY, note="Første linje")
    async with at_work(as_ol, LARGE) as ol:
        await ol.click("Avtale om")
        await ol.go_to("note")
        await ol.press("end")
        await ol.type("\nMin linje")
        factories.save(session, office.TODAY, note="Første linje\nKNs linje")
        await ol.press("ctrl+s")
        assert ol.line("!Notat").count("✓") == 2
        await ol.press("enter")
        assert calls.read(as_ol, office.TODAY).note == "Første linje\nKNs linje\nMin linje"


async def test_time_is_chosen_as_a_whole_and_a_second_conflict_is_told_too(
    as_ol: Session, session: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.fill(subject="!", start="0700", end="0715")
        factories.save(session, office.TODAY, subject="KNs emne")
        await ol.press("ctrl+s")
        assert "07:00–07:15" in ol.line("Tid")
        factories.save(session, office.TODAY, subject="KNs andre emne")
        await ol.press("enter")
        assert "KN har lagret samtalen mens du skrev" in ol.text, "and once more"
        await ol.press("enter")
        call = calls.read(as_ol, office.TODAY)
        assert (call.starts_at.hour, call.ends_at.minute) == (7, 15)


@pytest.mark.parametrize(
    ("key", "screen"), [("ctrl+o", "CRM - Samtaler"), ("f8", "Ny samtale"), ("f7", "Ny samtale")]
)
async def test_saving_mine_goes_on_with_what_was_asked_for(
    as_ol: Session, session: Session, key: str, screen: str
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.type("Mitt")
        factories.save(session, office.TODAY, subject="KNs emne")
        await ol.press(key, "l")
        assert screen in ol.lines[0]
        assert calls.read(as_ol, office.TODAY).note == "Mitt"
        if key == "f8":
            await ol.press("ctrl+o", "escape", "ctrl+z")
            call = calls.read(as_ol, office.TODAY)
            assert (call.has_followups, call.status, call.subject) == (False, Status.PLANNED, "KNs emne")


async def test_a_call_deleted_while_it_was_edited_is_told_and_what_is_typed_stays(
    as_ol: Session, session: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.type("Mitt notat")
        bulk.delete(session, [office.TODAY])
        await ol.press("ctrl+s")
        assert "Samtale 6 finnes ikke" in ol.text
        assert ol.shows("note") == "Mitt notat"


async def test_a_right_lost_while_it_was_edited_is_told_and_what_is_typed_stays(
    as_ol: Session, as_ph: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Planlagt for PH")
        await ol.type("Mitt notat")
        factories.save(as_ph, office.UNSAVED, note="Mitt ansvar nå")
        await ol.press("ctrl+s")
        assert "Du har ikke tilgang til å endre denne samtalen" in ol.text
        assert ol.shows("note") == "Mitt notat"
        assert calls.read(as_ol, office.UNSAVED).note == "Mitt ansvar nå"
