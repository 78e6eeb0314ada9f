"""Which records a register's list shows and in which order: week, Vis, Status, quick filters, sorting."""

from __future__ import annotations

from datetime import date, timedelta

from xscalls_tui.commands import records
from xscalls_tui.domain.permissions import Action, record_refusal
from xscalls_tui.domain.record_types import TYPES, Choice, Kind
from xscalls_tui.domain.records import ACTIVE, ANY_TEXT, Condition, RecordCriteria, RecordRow, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.record_actions import RecordActions

_LONGEST_TEXT = 100
_QUICK_FILTERS = {
    "company": Register.COMPANY,
    "project": Register.PROJECT,
    "contact": Register.CONTACT,
}


class FilteredRecords(RecordActions):
    """A list whose criteria and order the operator changes."""

    def __init__(self, desk: Desk, register: Register, text: str = "") -> None:
        """``text`` is what all that is shown contains."""
        super().__init__(desk)
        self.page = register.value
        self.kind = kind = TYPES[register]
        me = desk.session.employee
        self.mine = Condition(kind.owner, me.id, me.initials) if kind.owner else None
        self.week = _monday(desk.session.today())
        self.sort = RecordSort(kind.sort, kind.descending)
        self.criteria = self.standard()
        if text:
            self.criteria = self.criteria.with_term(Condition(ANY_TEXT, text))
        refused = record_refusal(Action.CREATE, me, kind.rule, {me.id})
        self.user_commands = (*records.of(kind, may_create=refused is None), *self.USER_COMMANDS)

    def show_list(self) -> None:
        """Read what the criteria ask for."""
        raise NotImplementedError

    def standard(self) -> RecordCriteria:
        """What a list shows at first: what is in use; of a register by weeks one's own of the week."""
        terms = [Condition(ACTIVE, 1)] if self.kind.active else []
        if self.kind.weekly:
            terms.append(self._week_term())
            terms += [self.mine] if self.mine else []
        return RecordCriteria(tuple(terms))

    def _week_term(self) -> Condition:
        last = self.week + timedelta(days=6)
        label = self.t(
            "rec.week",
            week=self.week.isocalendar().week,
            first=f"{self.week.day:02}.{self.week.month:02}",
            last=f"{last.day:02}.{last.month:02}",
        )
        return Condition(self.kind.weekly, self.week.isoformat(), label, last.isoformat())

    @property
    def droppable(self) -> list[Condition]:
        """The conditions that the operator may drop."""
        return [term for term in self.criteria.terms if term.property not in (ACTIVE, self.kind.weekly)]

    def filter(self, criteria: RecordCriteria) -> None:
        """Show the records that meet other criteria."""
        if criteria != self.criteria:
            self.criteria = criteria
            self.show_list()

    def set_or_drop(self, name: str, term: Condition | None) -> None:
        """Set a condition on a property, or drop what there is."""
        self.filter(self.criteria.with_term(term) if term else self.criteria.without(name))

    def filter_by(self, name: str, row: RecordRow) -> None:
        """Quick filter: only records that link to what ``row`` links to as this property."""
        for link, row_id, shown in row.links:
            if link == name:
                self.filter(self.criteria.with_term(Condition(name, row_id, shown)))

    def link_to(self, register: Register) -> str:
        """The property that links to a register, if there is one."""
        links = (one for one in self.kind.properties if one.kind is Kind.LINK)
        return next((one.name for one in links if one.register is register), "")

    def sort_by(self, by: str, *, turn: bool = False) -> None:
        """Sort by a column: days newest first, all else from A; or turn the order round."""
        column = next((one for one in self.kind.columns if one.sort == by), None)
        known = self.kind.by_name.get(column.of) if column else None
        days = by == "changed_at" or (known is not None and known.kind is Kind.DATE)
        self.sort = RecordSort(by, not self.sort.descending if turn else days)
        self.table.show(self.criteria, self.sort)

    def action_command(self, command_id: str) -> None:
        """Run a command; those that come in families are told apart by the last part of their id."""
        family, _, which = command_id.partition(".")[2].partition("_")
        row = self.table.cursor_row
        if family == "status":
            self.set_status(None if which == "all" else self.kind.statuses[int(which) - 1])
        elif family == "set":
            self.set_as(self.kind.statuses[int(which) - 1])
        elif family == "filter":
            name = self.kind.owner if which == "employee" else self.link_to(_QUICK_FILTERS[which])
            if row is not None:
                self.filter_by(name, row)
        elif family == "sort" and which == "turn":
            self.sort_by(self.sort.by, turn=True)
        elif family == "sort":
            sorts = [column.sort for column in self.kind.columns if column.sort]
            place = sorts.index(self.sort.by) + (1 if which == "right" else -1)
            self.sort_by(sorts[place % len(sorts)])
        elif family == "week":
            self.go_to_week(which)
        else:
            super().action_command(command_id)

    def set_status(self, status: Choice | None) -> None:
        """Status: one status, or all."""
        name = self.kind.status
        self.set_or_drop(name, Condition(name, status.code, self.t(status.label)) if status else None)

    def go_to_week(self, which: str) -> None:
        """Show the week before (``back``), the one after (``on``) or the present one (``this``)."""
        weeks = {"back": self.week - timedelta(7), "on": self.week + timedelta(7)}
        self.week = weeks.get(which) or _monday(self.session.today())
        week = self._week_term()
        terms = self.criteria.terms
        self.filter(RecordCriteria(tuple(week if one.property == week.property else one for one in terms)))

    def do_list_view(self) -> None:
        """Turn between what is one's own and all."""
        owner = self.criteria.get(self.kind.owner)
        mine = self.mine is not None and owner is not None and owner.value == self.mine.value
        self.set_or_drop(self.kind.owner, None if mine else self.mine)

    def do_list_reset(self) -> None:
        """Nullstill: what the list shows at first."""
        self.filter(self.standard())

    def do_list_drop_filter(self) -> None:
        """Drop the latest filter."""
        if terms := self.droppable:
            self.filter(self.criteria.without(terms[-1].property))

    def do_records_unused(self) -> None:
        """Show what is out of use too, or hide it again."""
        self.set_or_drop(ACTIVE, None if self.criteria.get(ACTIVE) else Condition(ACTIVE, 1))

    def find(self, text: str) -> None:
        """Show only what contains a text; an empty one shows everything again."""
        text = " ".join(text.split())
        self.set_or_drop(ANY_TEXT, Condition(ANY_TEXT, text) if text else None)

    def do_records_find(self) -> None:
        """Ask for a text to find."""
        from xscalls_tui.screens.naming import NameScreen

        def answered(text: str | None) -> None:
            if text is not None:
                self.find(text)

        before = self.criteria.get(ANY_TEXT)
        title, text = self.t("rec.find.title"), str(before.value) if before else ""
        self.app.push_screen(NameScreen(title, text, longest=_LONGEST_TEXT), answered)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
