"""The call window: its fields, and the ways to create and save a call (R44-R55, R60-R61, R68-R86,
R101-R103)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.clock import FixedClock
from tests.screens import office
from tests.screens.work import PRIVATE_LIST, at_work
from xscalls_tui.domain.calls import Call, Direction, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1


def stored(session: Session, call_id: int = NEW) -> Call:
    return calls.read(session, call_id)


# Opening a new one


@pytest.mark.parametrize("keys", [("f2",), ("n",), ("f4", "enter")])
async def test_a_new_call_opens_from_the_list(as_ol: Session, keys: tuple[str, ...]) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*keys)
        assert ol.lines[0].split() == ["Ny", "samtale", "Telefonsamtale"]


async def test_samtale_stands_in_the_menu_opprett_ny_by_mouse_too(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Ny F4")
        await ol.click("Samtale ", on="F2")
        assert "Ny samtale" in ol.lines[0]


@pytest.mark.parametrize("keys", [("end", "h"), ("end", "enter"), PRIVATE_LIST, ("f2",)])
async def test_f2_makes_a_new_call_whichever_screen_is_open(as_ol: Session, keys: tuple[str, ...]) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*keys, "f2")
        assert "Ny samtale" in ol.lines[0]
        await ol.press("escape")
        assert not ol.text.startswith(" Ny samtale") or keys == ("f2",)


async def test_a_new_call_starts_now_outgoing_planned_and_ones_own(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        shown = {name: field.text for name, field in ol.form.fields.items()}
        assert shown == {
            "date": "23.11.2026", "start": "10:42", "end": "10:57", "grid": "10:42-10:57",
            "employee": "OL Ola Lie", "direction": "Utgående", "phone": "", "reminder": "Ingen",
            "subject": "", "company": "", "partner": "", "project": "", "status": "Planlagt", "note": "",
        }  # fmt: skip
        assert ol.field_name == "phone"


async def test_every_field_of_the_manual_has_its_label(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        for label in (
            "Dato", "Fra kl.", "Til kl.", "Fra-til", "Ansatt", "Retning", "Telefon", "Påminnelse", "Emne",
            "Firma", "Samtalepartner", "Prosjekt", "Status", "Notat",
        ):  # fmt: skip
            assert any(f" {label} " in f"{line} " for line in ol.lines), label


# Filling it in


async def test_a_call_typed_by_keys_alone_is_stored_as_typed(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
        assert ol.field_name == "date"
        await ol.fill(
            date="24.11", start="930", end="+20", employee="per", direction="i", phone="22 33 44 55",
            reminder="3", subject="Møte om tilbud", company="asen", partner="lukasz nowak", project="1042",
            status="g",
        )  # fmt: skip
        await ol.go_to("note")
        await ol.type("Linje én")
        await ol.press("enter")
        await ol.type("Linje to")
        await ol.press("ctrl+s")
        call = stored(as_ol)
        assert call.starts_at == datetime(2026, 11, 24, 9, 30)
        assert call.ends_at == datetime(2026, 11, 24, 9, 50)
        assert call.employee.name == "Per Holm"
        assert call.direction is Direction.IN
        assert call.phone == "22 33 44 55"
        assert call.reminder == 30
        assert call.subject == "Møte om tilbud"
        assert call.company and call.company.id == office.AASEN
        assert call.contact and call.contact.id == office.LUKASZ
        assert call.project and call.project.id == office.SKOLEN
        assert call.status is Status.DONE
        assert call.note == "Linje én\nLinje to"


async def test_tab_follows_the_eye_and_enter_goes_on_from_every_line(as_ol: Session) -> None:
    order = [
        "date", "start", "end", "grid", "employee", "direction", "phone", "reminder", "subject", "company",
        "partner", "project", "status", "note",
    ]  # fmt: skip
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("date")
        by_tab = []
        for _ in order:
            by_tab.append(ol.field_name)
            await ol.press("tab")
        assert by_tab == order
        await ol.go_to("date")
        by_enter = ["date"]
        while by_enter[-1] != "note":
            await ol.press("tab" if ol.field_name == "grid" else "enter")
            by_enter.append(ol.field_name)
        assert by_enter == order


async def test_the_field_in_use_shows_its_help(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        assert "Skriv nummeret som du vil" in ol.lines[-2]
        await ol.go_to("date")
        assert "23.11 · 231126 · i dag" in ol.lines[-2]


async def test_dates_may_be_typed_short(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        for typed, date in (
            ("23.11", "23.11.2026"), ("231126", "23.11.2026"), ("24.12.26", "24.12.2026"),
            ("i dag", "23.11.2026"), ("i morgen", "24.11.2026"), ("+3", "26.11.2026"), ("fre", "27.11.2026"),
            ("uke 50", "07.12.2026"),
        ):  # fmt: skip
            await ol.fill(date=typed)
            await ol.press("tab")
            assert ol.shows("date") == date, typed


async def test_times_may_be_typed_short(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        for start, end, shown in (
            ("9", "930", ("09:00", "09:30")),
            ("9.30", "+15", ("09:30", "09:45")),
            ("13:05", "14", ("13:05", "14:00")),
            ("8", "8", ("08:00", "08:00")),
        ):
            await ol.fill(start=start, end=end)
            await ol.press("tab")
            assert (ol.shows("start"), ol.shows("end")) == shown, (start, end)
            assert ol.shows("grid") == "-".join(shown)


async def test_times_can_be_chosen_from_a_drop_down_by_key_and_by_mouse(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("start")
        await ol.press("down", "down", "enter")
        assert ol.shows("start") == "10:45"
        await ol.click("▾", on="Til kl.", dx=len("▾  Til kl. 11:00   "))
        await ol.click("11:30")
        assert ol.shows("end") == "11:30"


async def test_the_end_follows_the_start_until_it_is_set_by_itself(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(start="14", end="1430")
        assert ol.shows("end") == "1430"
        await ol.fill(start="1410")
        await ol.press("tab")
        assert (ol.shows("start"), ol.shows("end")) == ("14:10", "14:30")


async def test_a_start_typed_last_takes_the_end_along_before_saving(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(start="16")
        await ol.press("ctrl+s")
        call = stored(as_ol)
        assert (call.starts_at.hour, call.ends_at.hour, call.ends_at.minute) == (16, 16, 15)


async def test_the_employee_may_be_anybody(as_ol: Session, as_ph: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(employee="ph", subject="For Per")
        await ol.press("ctrl+o")
        call = stored(as_ol)
        assert (call.initials, call.creator) == ("PH", as_ol.employee.id)
        assert "✎" in ol.line("For Per")
    async with at_work(as_ph) as ph:
        await ph.press("v")
        assert NEW in ph.ids


async def test_a_reminder_is_proposed_for_a_call_to_come_and_not_for_one_that_was(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(start="15")
        await ol.press("tab")
        assert ol.shows("reminder") == "15 minutter før"
        await ol.fill(status="g")
        assert ol.shows("reminder") == "Ingen"
        await ol.fill(status="p", reminder="1", start="16")
        chosen = ol.shows("reminder")
        await ol.fill(date="+1")
        await ol.press("tab")
        assert ol.shows("reminder") == chosen


async def test_retning_and_status_can_be_chosen_by_mouse(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.click("Innkommende")
        await ol.click("Planlagt", on="Status")
        await ol.click("Avlyst")
        assert (ol.shows("direction"), ol.shows("status")) == ("Innkommende", "Avlyst")


async def test_the_head_tells_that_something_is_not_saved(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.TODAY)
        assert "ikke lagret" not in ol.lines[0]
        await ol.type("x")
        assert "* ikke lagret" in ol.lines[0]
        await ol.press("backspace")
        assert "ikke lagret" not in ol.lines[0]


# Creating


async def test_opprett_stores_and_stays_in_the_same_call(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        assert "Ctrl+S Opprett" in ol.lines[-1]
        await ol.fill(subject="Første", note="abc")
        await ol.press("ctrl+s")
        assert "Opprettet samtale 12" in ol.lines[-2]
        assert ol.lines[0].startswith(" Samtale 12 ")
        assert "Ctrl+S Lagre" in ol.lines[-1]
        await ol.type("def")
        await ol.press("ctrl+s")
        assert "Lagret" in ol.lines[-2]
        assert stored(as_ol).note == "abcdef"
        assert len(calls.ids(as_ol, Criteria())) == NEW


async def test_opprett_og_ny_stores_and_opens_an_empty_one(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        for number in range(3):
            await ol.fill(phone=f"4000000{number}", subject=f"Nr {number}")
            await ol.press("ctrl+n")
            assert f"Opprettet samtale {NEW + number}" in ol.lines[-2]
            assert ol.lines[0].split() == ["Ny", "samtale", "Telefonsamtale"]
            assert (ol.shows("phone"), ol.shows("subject"), ol.field_name) == ("", "", "phone")
        assert [stored(as_ol, NEW + n).subject for n in range(3)] == ["Nr 0", "Nr 1", "Nr 2"]
        await ol.press("escape")
        assert isinstance(ol.screen, CallListScreen)


async def test_opprett_og_lukk_stores_and_closes(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Kort og godt")
        await ol.press("ctrl+o")
        assert isinstance(ol.screen, CallListScreen)
        assert "Kort og godt" in ol.text
        assert stored(as_ol).subject == "Kort og godt"


async def test_lagre_og_lukk_stores_a_stored_call_and_closes(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.TODAY)
        await ol.fill(subject="Nytt emne ")
        await ol.press("ctrl+o")
        assert stored(as_ol, office.TODAY).subject.startswith("Avtale om leveringNytt emne")
        assert ol.row.id == office.TODAY


async def test_the_bar_of_keys_can_be_clicked(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("F2 Ny")
        await ol.fill(subject="Med mus")
        await ol.click("Opprett", on="Ctrl+S")
        assert stored(as_ol).subject == "Med mus"


async def test_an_empty_call_may_be_stored(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2", "ctrl+o")
        assert stored(as_ol).subject == ""


async def test_pressing_save_twice_stores_one_call(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Én gang")
        await ol.burst("ctrl+s", "ctrl+s", "ctrl+s")
        assert len(calls.ids(as_ol, Criteria())) == NEW


async def test_opprettet_and_sist_endret_tell_when_and_who(
    as_ol: Session, session: Session, clock: FixedClock
) -> None:
    clock.at += timedelta(hours=1)
    async with at_work(session) as kn:
        await kn.open(office.INCOMING)
        assert "Opprettet 20.11.2026 10:42 OL   Sist endret 20.11.2026 10:42 OL" in kn.text
        await kn.type("Mer.")
        await kn.press("ctrl+s")
        assert "Opprettet 20.11.2026 10:42 OL   Sist endret 23.11.2026 11:42 KN" in kn.text
        await kn.press("f2")
        assert "Opprettet" not in kn.text


async def test_a_stored_call_opens_with_all_it_has(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.INCOMING)
        shown = {name: field.text for name, field in ol.form.fields.items()}
        assert shown == {
            "date": "23.11.2026", "start": "09:15", "end": "09:30", "grid": "09:15-09:30",
            "employee": "OL Ola Lie", "direction": "Innkommende", "phone": "912 34 567", "reminder": "Ingen",
            "subject": "Reklamasjon, ny befaring", "company": "Nord Rør AS", "partner": "Kari Vik",
            "project": "", "status": "Gjennomført", "note": "Rør lekker i kjelleren.\nNy befaring avtalt.",
        }  # fmt: skip
        assert ol.lines[0].split() == ["Samtale", "5", "⚑", "Gjennomført", "Telefonsamtale"]


async def test_the_next_call_shows_nothing_of_the_one_before(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.INCOMING)
        await ol.fill(company="nord")
        await ol.press("ctrl+t", "f")
        assert isinstance(ol.screen, CallListScreen)
        await ol.press("f2")
        assert "Nord" not in ol.text
        await ol.fill(note="x")
        await ol.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert ol.shows("note") == ""


# Quick-close


@pytest.mark.parametrize(
    ("key", "status", "told"),
    [("f5", Status.DONE, "Lagret som gjennomført"), ("f6", Status.UNANSWERED, "Lagret som ubesvart")],
)
async def test_the_quick_close_keys_save_all_that_is_typed_with_the_status(
    as_ol: Session, key: str, status: Status, told: str
) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.TODAY)
        await ol.type("Snakket med Kari")
        await ol.press(key)
        assert told in ol.lines[-2]
        call = stored(as_ol, office.TODAY)
        assert (call.status, call.note) == (status, "Snakket med Kari")
        assert isinstance(ol.screen, CallScreen)
        await ol.press("escape")
        assert isinstance(ol.screen, CallListScreen)


@pytest.mark.parametrize(("key", "status"), [("f5", Status.DONE), ("f6", Status.UNANSWERED)])
async def test_they_create_a_call_that_is_new(as_ol: Session, key: str, status: Status) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.type("40000000")
        await ol.press(key)
        assert (stored(as_ol).status, stored(as_ol).phone) == (status, "40000000")


@pytest.mark.parametrize(
    ("label", "status"), [("Sett som planlagt", Status.PLANNED), ("Sett som avlyst", Status.CANCELLED)]
)
async def test_the_other_statuses_stand_in_the_tools_menu(as_ol: Session, label: str, status: Status) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.INCOMING)
        await ol.type("!")
        await ol.press("f9")
        await ol.click(label)
        call = stored(as_ol, office.INCOMING)
        assert call.status is status
        assert call.note.startswith("!") or call.note.endswith("!")
