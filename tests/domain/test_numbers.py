"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xscalls_tui.domain.numbers import parse_decimal, parse_percent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.50"), ("1.5", "1.50"), ("1 234,50", "1234.50"), ("1\u00a0234,50", "1234.50"),
        ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1.234.567,5", "1234567.50"), ("0", "0.00"),
        (",25", "0.25"), ("12", "12.00"), ("1 000 000", "1000000.00"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_comma_or_point(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "mye", "1,234", "1.2.3", "1,5,5", "-1", "1e5", "NaN", "²", "9" * 40, "1.234.5,5"]
)
def test_what_is_no_number_or_could_be_two_is_none(text: str) -> None:
    assert parse_decimal(text) is None


@pytest.mark.parametrize(("text", "percent"), [("40", 40), ("40 %", 40), ("0", 0), ("100%", 100)])
def test_a_percentage_is_a_whole_number_to_a_hundred(text: str, percent: int) -> None:
    assert parse_percent(text) == percent


@pytest.mark.parametrize("text", ["101", "-1", "4,5", "²", "", "%"])
def test_what_is_no_percentage_is_none(text: str) -> None:
    assert parse_percent(text) is None
