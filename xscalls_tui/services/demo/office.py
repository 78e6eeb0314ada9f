"""The demo's employees, companies, contact persons and projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from xscalls_tui.domain.registers import Register
from xscalls_tui.services.demo import texts
from xscalls_tui.services.imports.registers import Entry, record_entry

COMPANIES = 120
CONTACTS = 250
PROJECTS = 30
STRANGERS = 20
"""People who are in no register."""


class Party(NamedTuple):
    """Whom one talks to: ids of the company and the contact person, if any, a number, a name to drop."""

    company: int | None
    contact: int | None
    phone: str
    name: str


@dataclass
class Office:
    """The registers, each row under an id of its own from 1, and who can be talked to."""

    random: Random
    employees: list[Entry] = field(default_factory=list)
    companies: list[Entry] = field(default_factory=list)
    contacts: list[Entry] = field(default_factory=list)
    projects: list[Entry] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    """In no order."""
    project_of: dict[int, int] = field(default_factory=dict)
    """A company's project."""

    def furnish(self) -> Office:
        """Fill the registers."""
        for initials, name in texts.EMPLOYEES:
            email = f"{initials.lower()}@eksempel.invalid"
            columns = {"initials": initials, "name": name, "email": email}
            self.employees.append(record_entry(Register.EMPLOYEE, len(self.employees) + 1, columns))
        self._companies()
        self._contacts()
        self._projects()
        self.parties += [Party(None, None, self._mobile(), self._person()) for _ in range(STRANGERS)]
        self.random.shuffle(self.parties)
        return self

    def _companies(self) -> None:
        for name, city, country, form in texts.ABROAD:
            self._company(name, "", self._abroad(form), city, country)
        names = dict.fromkeys(self._name() for _ in range(3 * COMPANIES))
        for name in list(names)[: COMPANIES - len(self.companies)]:
            number = org_no(self.random.randrange(800_000_000, 999_999_999))
            self._company(name, number, self._landline(), self.random.choice(texts.PLACES), "NO")

    def _name(self) -> str:
        first = self.random.choice(texts.PLACES if self.random.random() < 0.4 else texts.OWNERS)
        return f"{first} {self.random.choice(texts.TRADES)} {self.random.choice(texts.FORMS)}"

    def _company(self, name: str, org_no: str, phone: str, city: str, country: str) -> None:
        file_id = len(self.companies) + 1
        columns = {"name": name, "org_no": org_no, "phone": phone, "city": city, "country": country}
        self.companies.append(record_entry(Register.COMPANY, file_id, columns))
        self.parties.append(Party(file_id, None, phone, self._person()))

    def _contacts(self) -> None:
        abroad = len(texts.ABROAD)
        for number in range(CONTACTS):
            # Each company has a first one, then some have many.
            first = number < COMPANIES
            company = number + 1 if first else 1 + int(COMPANIES * self.random.random() ** 2)
            foreign = company <= abroad
            name = self.random.choice(texts.NAMES_ABROAD) if foreign else self._person()
            phone = self._abroad(texts.ABROAD[company - 1][3]) if foreign else self._mobile()
            file_id = number + 1
            columns = {"company_id": company, "name": name, "mobile": phone, "is_primary": first}
            self.contacts.append(record_entry(Register.CONTACT, file_id, columns))
            self.parties.append(Party(company, file_id, phone, name))

    def _person(self) -> str:
        return f"{self.random.choice(texts.FIRST_NAMES)} {self.random.choice(texts.LAST_NAMES)}"

    def _landline(self) -> str:
        area = self.random.choice(texts.AREAS)
        b, c, d = (f"{self.random.randrange(100):02}" for _ in range(3))
        return self.random.choice(texts.LANDLINES).format(a2=area, b2=b, c2=c, d2=d)

    def _mobile(self) -> str:
        first = f"{self.random.choice('49')}{self.random.randrange(100):02}"
        middle, last = f"{self.random.randrange(100):02}", f"{self.random.randrange(1000):03}"
        return self.random.choice(texts.MOBILES).format(a3=first, b2=middle, c3=last)

    def _abroad(self, form: str) -> str:
        return form.format(n6=self.random.randrange(200_000, 999_999))

    def _projects(self) -> None:
        for number, company in enumerate(self.random.sample(range(1, COMPANIES + 1), PROJECTS), 1):
            name = self.random.choice(texts.PROJECTS).format(place=self.random.choice(texts.PLACES))
            is_open = self.random.random() < 0.7
            columns = {"number": str(1000 + 3 * number), "name": name, "company_id": company}
            columns["is_open"] = is_open
            self.projects.append(record_entry(Register.PROJECT, number, columns))
            self.project_of[company] = number


def org_no(start: int) -> str:
    """The first number from ``start`` on that Norway could give an organisation."""
    first = start // 10
    while True:
        digits = [int(digit) for digit in str(first)]
        weighted = sum(digit * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True))
        last = -weighted % 11
        if last < 10:
            return f"{first}{last}"
        first += 1
