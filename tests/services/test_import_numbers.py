"""Norwegian numbers take a short cut, which must lead where the library does."""

from __future__ import annotations

import phonenumbers
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.models.phones import number_of

PREFIXES = st.sampled_from(("", "+47", "+47 ", "0047", "00 47 ", "47", "+46 "))
DIGITS = st.text(alphabet="0123456789 ", min_size=1, max_size=12)


@given(PREFIXES, DIGITS)
def test_the_short_cut_leads_where_the_library_does(prefix: str, digits: str) -> None:
    typed = prefix + digits
    assert number_of(typed) == _by_the_library(typed)


def _by_the_library(typed: str) -> str:
    bare = "".join(c for c in typed if c.isdigit())
    try:
        number = phonenumbers.parse(typed, "NO")
    except phonenumbers.NumberParseException:
        return bare
    if not phonenumbers.is_possible_number(number):
        return bare
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
