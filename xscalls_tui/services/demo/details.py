"""What else is known of the demo's companies, contact persons and projects. Chance of its own decides, so
that the calls do not depend on it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from xscalls_tui.domain.text import fold
from xscalls_tui.services.demo import working
from xscalls_tui.services.demo.office import Office
from xscalls_tui.services.demo.stamping import Stamping
from xscalls_tui.services.imports.registers import Entry

_CUSTOMER, _SUPPLIER, _PARTNER, _PROSPECT = 1, 2, 3, 4
_OUT_OF_USE = 0.03


def furnish_details(office: Office, random: Random, stamping: Stamping) -> None:
    """Fill in what the registers have of everybody."""
    for entry in office.companies:
        _company(entry, office, random)
    for entry in office.contacts:
        _contact(entry, office, random)
    for entry in office.projects:
        _project(entry, office, random, stamping.now.date())
    people = len(office.employees)
    for entry in (*office.companies, *office.contacts, *office.projects):
        back = timedelta(days=random.randint(160, 900), minutes=random.randrange(480))
        made = stamping.between(datetime.combine(stamping.now.date(), time(8)) - back, 0.01)
        changed = stamping.between(made, random.random())
        by = 1 + random.randrange(people), 1 + random.randrange(people)
        entry.values.update(stamping.columns(made, by[0], changed, by[1]))


def _company(entry: Entry, office: Office, random: Random) -> None:
    values = entry.values
    name, site = values["name"], _site(values["name"])
    trade = next((what for trade, what in working.INDUSTRIES.items() if f" {trade} " in name), "Handel")
    draw = random.random()
    category = (
        _CUSTOMER if draw < 0.6 else _PROSPECT if draw < 0.85 else _SUPPLIER if draw < 0.95 else _PARTNER
    )
    abroad = values["country"] != "NO"
    values["category"] = _SUPPLIER if abroad else category
    values["industry"] = trade
    values["address"] = f"{random.choice(working.STREETS)} {random.randint(1, 88)}"
    values["postcode"] = working.POSTCODES.get(values["city"], "")
    values["email"] = f"post@{site}"
    values["web"] = f"www.{site}"
    values["responsible_id"] = 1 + random.randrange(len(office.employees)) if random.random() < 0.8 else None
    values["active"] = random.random() >= _OUT_OF_USE
    values["note"] = random.choice(working.COMPANY_NOTES) if random.random() < 0.2 else ""


def _contact(entry: Entry, office: Office, random: Random) -> None:
    values = entry.values
    company = office.companies[values["company_id"] - 1].values
    first = values["is_primary"]
    values["title"] = "Daglig leder" if first and random.random() < 0.5 else random.choice(working.TITLES)
    values["email"] = f"{_word(values['name'].split()[0])}@{_site(company['name'])}"
    if random.random() < 0.3:
        values["direct"] = company["phone"]
    values["active"] = first or random.random() >= _OUT_OF_USE


def _project(entry: Entry, office: Office, random: Random, today: date) -> None:
    values = entry.values
    starts = today - timedelta(days=random.randint(20, 300))
    ends = starts + timedelta(days=random.randint(30, 200))
    if values["is_open"]:
        ends += timedelta(days=max((today - ends).days + random.randint(5, 60), 0))
    else:
        ends = min(ends, today - timedelta(days=random.randint(1, 15)))
    values["responsible_id"] = 1 + random.randrange(len(office.employees))
    values["starts_on"], values["ends_on"] = starts.isoformat(), ends.isoformat()


def _site(name: str) -> str:
    """Where a company is found, if it existed."""
    words = [_word(word) for word in name.split()]
    return f"{'-'.join(filter(None, words[:-1] or words))}.invalid"


def _word(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isascii() and letter.isalnum())
