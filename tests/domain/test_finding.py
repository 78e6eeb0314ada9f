"""Where in a text stands what was found, and cutting a text around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.finding import Sought, around, excerpt, spots
from xscalls_tui.domain.text import searchable

LETTERS = st.text("aAåÅæÆøØbéŁß \n-1\u0301", max_size=30)


def sought(text: str, *numbers: str) -> Sought:
    cleaned = searchable(text)
    return Sought(cleaned, (cleaned,) if numbers else tuple(dict.fromkeys(cleaned.split())), numbers)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Åsen Bygg AS", sought("as"), ["Ås", "AS"]),
        ("Aasen og Haakon", sought("åse håk"), ["Aase", "Haak"]),
        ("Ærlig talt", sought("ae"), ["Æ"]),
        ("Cafe\u0301 Bar", sought("café"), ["Cafe"]),
        ("ab abc", sought("b abc"), ["b", "abc"]),
        ("Tilbud", sought("finnes"), []),
        ("tlf. +47 22 33 44 55", sought("33 44", "3344"), ["33 44"]),
        ("Rom 33, hylle 44", sought("33 44", "3344"), []),
        ("Rom 33 44", sought("33 44", "3344"), ["33 44"]),
        ("linje\n  to", sought("e to"), ["e", "to"]),
        ("[red]", sought("red"), ["red"]),
    ],
)
def test_what_was_found_is_made_out(text: str, wanted: Sought, found: list[str]) -> None:
    assert [text[start:end] for start, end in spots(text, wanted)] == found


@given(LETTERS, LETTERS)
def test_a_word_that_is_in_a_text_has_a_spot_in_it_and_no_other_has(text: str, typed: str) -> None:
    for word in searchable(typed).split():
        found = spots(text, sought(word))
        assert bool(found) is (word in searchable(text))
        assert all(word in searchable(text[max(start - 1, 0) : end + 1]) for start, end in found)


@given(LETTERS, LETTERS, st.integers(2, 20))
def test_a_text_is_cut_to_its_length_and_marked_where_it_was_cut(text: str, typed: str, length: int) -> None:
    cut = around(text, sought(typed), length)
    assert len(cut) <= length
    assert cut == text if len(text) <= length else "…" in cut
    assert cut.strip("…") in text


def test_the_first_spot_is_kept_wherever_it_stands() -> None:
    for before in range(0, 60, 7):
        text = "x" * before + " treff " + "y" * (60 - before)
        assert "treff" in around(text, sought("treff"), 20)


def test_an_excerpt_of_a_long_text_has_the_word_in_it_on_one_line() -> None:
    for before in (0, 199, 395, 400, 1234, 5000):
        text = "x\n" * (before // 2) + " Ny\nbefaring " + "y " * 500
        assert "Ny befaring" in excerpt(text, sought("befaring"))
        assert len(excerpt(text, sought("befaring"))) <= 200
    assert excerpt("x" * 5000, sought("befaring")) == excerpt("", sought("x")) == ""
