"""What is said of a register once: screens, queries, services, the command line and the import go by it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.domain.flags import Flag
from xscalls_tui.domain.permissions import Rule
from xscalls_tui.domain.registers import Register


class Kind(StrEnum):
    """What a property holds, as a value of the domain."""

    LINE = "line"
    """A text of one line."""
    NOTE = "note"
    """A text of any number of lines."""
    PHONE = "phone"
    """A telephone number, in the form in which its country writes it where it is a known one."""
    EMAIL = "email"
    ORG_NO = "org_no"
    """An organisation number: nine digits with a check digit for a Norwegian one, else any text."""
    INITIALS = "initials"
    DATE = "date"
    """A date, or None."""
    DECIMAL = "decimal"
    """A Decimal with two places, or None; stored in hundredths."""
    PERCENT = "percent"
    """A whole number from 0 to 100, or None."""
    CHOICE = "choice"
    """The code of one of ``choices``."""
    YES_NO = "yes_no"
    """A bool."""
    LINK = "link"
    """The id of a row of ``register``, or None; in what is to be saved also a text that means a row."""
    CALL = "call"
    """The id of a call, or None."""


class Choice(NamedTuple):
    """One of the values that a property can have: the number that is stored, the word that programs use and
    the key of the one for people. ``ended`` is a status in which nothing is left to be done."""

    code: int
    word: str
    label: str
    flag: Flag | None = None
    ended: bool = False


class Property(NamedTuple):
    """What a record has. ``label`` is the key of its name; ``default`` is what a new record has, where that
    is not nothing. One that is ``fixed`` is set when the record is made, by the program, and only shown."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    register: Register | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    fixed: bool = False
    default: int | bool | str | None = None
    half: bool = False
    """Whether it stands in a line of the card with its neighbour, if there is room."""

    @property
    def column(self) -> str:
        """The column of the table that holds it."""
        return f"{self.name}_id" if self.kind in (Kind.LINK, Kind.CALL) else self.name

    def choice(self, code: object) -> Choice:
        """The choice of this code."""
        return next(choice for choice in self.choices if choice.code == code)


class Column(NamedTuple):
    """A column of the list: the property that it shows, or an EXTRA; its heading where that is not the
    property's label; its width in cells; and the column of the table that the list is sorted by through it
    (nothing: it cannot be). The higher ``gives_way``, the sooner it is left out as the window narrows; 0
    stays. One with ``grows`` takes the room that is left."""

    of: str
    width: int
    sort: str = ""
    heading: str = ""
    gives_way: int = 0
    grows: bool = False


EXTRAS = ("id", "changed_at", "changed_by", "contacts", "contacted", "cases")
"""What a column can show besides properties: who changed it last and when, how many contact persons a company
has, when it was talked to last (a call that was held), and its cases, open and in all."""


class Tab(NamedTuple):
    """A list of what hangs on a record, on a tab of its card: the records of ``register`` (None: calls) whose
    property ``by`` is this one (of calls: the criterion of that name)."""

    label: str
    register: Register | None
    by: str


class RecordType(NamedTuple):
    """A register: its records' properties, how they are listed, what hangs on them, who may change them."""

    register: Register
    entity: str
    """The journal's name for its records, and the table's."""
    noun: str
    """Key of what one is called. ``page`` is that of the list's title, ``new`` of the command to make one."""
    page: str
    new: str
    properties: tuple[Property, ...]
    title: tuple[str, ...]
    """The properties that together are a record's name."""
    columns: tuple[Column, ...]
    sort: str
    """The column of the table that the list is sorted by at first."""
    descending: bool = False
    rule: Rule = Rule.SHARED
    tabs: tuple[Tab, ...] = ()
    status: str = ""
    """The property whose choices are statuses, if there are any."""
    owner: str = ""
    """The property that links to the employee whose record it is, if it is anybody's."""
    active: str = ""
    """The property that is no longer true of what is out of use but must be remembered."""
    parent: str = ""
    """The property that links to the record that it is a part of: it then has no list of its own."""
    weekly: str = ""
    """The property, a date, by whose weeks the list is read, with sums of the properties in ``summed``."""
    summed: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    """The properties that the global search shows beside the name. Parts of others are not found by it."""

    def named(self, name: str) -> Property:
        """The property of this name."""
        return next(one for one in self.properties if one.name == name)

    def heading(self, column: Column) -> str:
        """The key of what stands over a column."""
        return column.heading or self.named(column.of).label

    def word(self, one: Property) -> str:
        """What programs call a property: in JSON, as an option, in a file."""
        return "status" if one.name == self.status else one.name.removeprefix("is_")

    @property
    def by_name(self) -> dict[str, Property]:
        """The properties by their names."""
        return {one.name: one for one in self.properties}

    @property
    def statuses(self) -> tuple[Choice, ...]:
        """Its statuses, if it has any."""
        return self.named(self.status).choices if self.status else ()
