"""Numbers: hours, amounts of money, percentages."""

from __future__ import annotations

from decimal import Decimal

from xscalls_tui.domain.numbers import parse_decimal, parse_percent
from xscalls_tui.i18n import formats
from xscalls_tui.widgets.line_field import ParsedField


class DecimalField(ParsedField[Decimal]):
    """``1 234,50``, typed with comma or point."""

    def parse(self, text: str) -> Decimal | None:
        """The number that ``text`` means."""
        return parse_decimal(text)

    def written(self, value: Decimal) -> str:
        """``1 234,50``."""
        return formats.amount(value)

    def complaint(self) -> str:
        """That this is no number."""
        return self.t("msg.badnumber", text=self.text.strip())


class PercentField(ParsedField[int]):
    """``75``, from 0 to 100."""

    DEFAULT_CSS = """
    PercentField {
        width: 7;
        & > LineInput { margin-right: 2; }
    }
    """

    @property
    def suffix(self) -> str:
        """The sign."""
        return "%"

    def parse(self, text: str) -> int | None:
        """The percentage that ``text`` means."""
        return parse_percent(text)

    def written(self, value: int) -> str:
        """``75``."""
        return str(value)

    def complaint(self) -> str:
        """That this is no percentage."""
        return self.t("msg.badpercent")
