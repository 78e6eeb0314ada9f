"""Calls are found by telephone number, however it is written where it is stored and where it is typed."""

from __future__ import annotations

import pytest

from tests import factories
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

STORED = {
    "office": ("22 33 44 55", "+4722334455", "0047 22334455", "tlf. 22334455 (sentralbord)", "22-33-44-55"),
    "mobile": ("912 34 567", "+47 912 34 567", "91 23 45 67", "mob 91234567"),
    "swedish": ("+46 8 123 456 78", "0046 8-123 456 78", "+46812345678"),
    "short": ("02800",),
    "emergency": ("110",),
    "toll free": ("800 33 333", "+47 80033333"),
    "danish": ("+45 32 12 34 56",),
    "two": ("22 33 44 66 / 22 33 44 77",),
    "none": ("", "ukjent", "hemmelig nummer"),
}
"""Numbers, each as people write it in calls of its own."""

TYPED = {
    "22 33 44 55": {"office"},
    "22334455": {"office"},
    "+4722334455": {"office"},
    "+47 22 33 44 55": {"office"},
    "004722334455": {"office"},
    "0047 22 33 44 55": {"office"},
    "22-33-44-55": {"office"},
    "22.33.44.55": {"office"},
    "(22) 33 44 55": {"office"},
    "22 33": {"office", "two"},
    "2233": {"office", "two"},
    "4455": {"office"},
    "44 55": {"office"},
    "334455": {"office"},
    "2233445": {"office"},
    "4722334455": {"office"},
    "+472233": {"office"},
    "22/33/44/55": {"office"},
    " 22334455 ": {"office"},
    "22\u00a033\u00a044\u00a055": {"office"},
    "912 34 567": {"mobile"},
    "91 23 45 67": {"mobile"},
    "91234567": {"mobile"},
    "+47 912 34 567": {"mobile"},
    "+4791234567": {"mobile"},
    "0047-91234567": {"mobile"},
    "4567": {"mobile", "swedish"},
    "34567": {"mobile", "swedish"},
    "234567": {"mobile", "swedish"},
    "9123": {"mobile"},
    "0047 912": {"mobile"},
    "+46 8 123 456 78": {"swedish"},
    "08-123 456 78": {"swedish"},
    "08 123 456 78": {"swedish"},
    "0046812345678": {"swedish"},
    "+46812345678": {"swedish"},
    "46 8 12345678": {"swedish"},
    "8123": {"swedish"},
    "5678": {"swedish"},
    "0812345678": {"swedish"},
    "02800": {"short"},
    "2800": {"short"},
    "110": {"emergency"},
    "80033333": {"toll free"},
    "800 33 333": {"toll free"},
    "+47 800 33 333": {"toll free"},
    "33333": {"toll free"},
    "+45 32 12 34 56": {"danish"},
    "32123456": {"danish"},
    "004532123456": {"danish"},
    "3456": {"danish", "mobile", "swedish"},
    "22334466": {"two"},
    "22 33 44 77": {"two"},
    "4466": {"two"},
    "99999999": set(),
    "sentralbord": {"sentralbord"},
    "ukjent": {"ukjent"},
    "mob": {"mob"},
    "hemmelig": {"hemmelig"},
}
"""What is looked for, and whose calls are found; a word finds the calls that it stands in."""


@pytest.fixture
def rung(session: Session) -> dict[int, tuple[str, str]]:
    """Of each call, whose number it has and how that is written."""
    written = [(whose, phone) for whose, phones in STORED.items() for phone in phones]
    return {factories.call(session, phone=phone).id: (whose, phone) for whose, phone in written}


def test_fifty_ways_of_writing_a_number_find_its_calls(
    session: Session, rung: dict[int, tuple[str, str]]
) -> None:
    assert len(TYPED) >= 50
    for typed, expected in TYPED.items():
        for field in (Field.PHONE, Field.TEXT):
            found = calls.ids(session, Criteria((Criterion(field, typed),)))
            if expected & STORED.keys() or not expected:
                assert {rung[row][0] for row in found} == expected, (typed, field)
                whole = {row for row in rung if rung[row][0] in expected}
                assert set(found) == whole or len(typed.strip()) < 7, (typed, field)
            else:
                assert {rung[row][1] for row in found} == {
                    phone for _, phone in rung.values() if typed in phone
                }, (typed, field)
