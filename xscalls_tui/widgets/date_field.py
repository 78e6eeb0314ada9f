"""A date, typed in any of the ways of ``domain.when``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from textual.binding import Binding

from xscalls_tui.domain.when import parse_date
from xscalls_tui.i18n import Translator
from xscalls_tui.i18n.formats import form_date, short_weekday
from xscalls_tui.widgets.line_field import ParsedField


class DateField(ParsedField[date]):
    """``23.11.2026 ma``: the weekday stands there once the date is written out."""

    BINDINGS = [
        Binding("up", "shift(1)", show=False),
        Binding("down", "shift(-1)", show=False),
        Binding("pageup", "shift(7)", show=False),
        Binding("pagedown", "shift(-7)", show=False),
    ]
    DEFAULT_CSS = """
    DateField {
        width: 13;
        & > LineInput { margin-right: 2; }
    }
    """

    def __init__(
        self,
        t: Translator,
        today: Callable[[], date],
        *,
        help_key: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self._today = today

    @property
    def suffix(self) -> str:
        """The weekday, two cells wide."""
        day = self.value
        return short_weekday(day, self.t) if day and self.text == form_date(day) else ""

    def parse(self, text: str) -> date | None:
        """The date that ``text`` means today."""
        return parse_date(text, self._today())

    def written(self, value: date) -> str:
        """``23.11.2026``."""
        return form_date(value)

    def complaint(self) -> str:
        """That this is no date."""
        return self.t("msg.baddate")

    def action_shift(self, days: int) -> None:
        """Go ``days`` later; from an empty field, as many days from today."""
        if self.read_only:
            return
        start = self.value or self._today()
        if self.problem(required=False):
            self.check()
            return
        try:
            self.put(start + timedelta(days))
        except OverflowError:
            self.app.bell()
