"""Telephone numbers: whatever way they are typed, one number is one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from xscalls_tui.models.phones import number_of
from xscalls_tui.services.session import Session


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("22 33 44 55", "+4722334455"),
        ("22334455", "+4722334455"),
        ("+47 22 33 44 55", "+4722334455"),
        ("0047 22334455", "+4722334455"),
        ("(+47) 223 34 455", "+4722334455"),
        ("912 34 567", "+4791234567"),
        ("+46 8 123 456 78", "+46812345678"),
        ("mob. 912 34 567", "+4791234567"),
        ("tlf. 93012345 (mob)", "+4793012345"),
        ("22 33 44 55 (kontor)", "+4722334455"),
        ("02800", "+4702800"),
        ("113", "113"),
        ("internt 1234", "1234"),
        ("", ""),
        ("   ", ""),
        ("ukjent", ""),
        ("skjult nummer", ""),
        ("0800 TAXI", "0800"),
    ],
)
def test_a_number_is_found_in_what_was_typed(typed: str, number: str) -> None:
    assert number_of(typed) == number


@given(st.text())
def test_no_text_is_an_error_and_only_digits_come_out(typed: str) -> None:
    number = number_of(typed)
    assert number == "" or number.removeprefix("+").isdigit()


def test_what_was_typed_is_kept_beside_the_number(session: Session) -> None:
    call = factories.call(session, phone="tlf 22 33 44 55")
    assert call.phone == "tlf 22 33 44 55"
    with session.engine.reading():
        assert session.engine.rows_of("SELECT phone_digits FROM call") == [("+4722334455",)]
