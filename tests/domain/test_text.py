"""What may be stored, what compares equal, and the order that a Norwegian expects."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xscalls_tui.domain.text import clean, clean_line, fold, sort_key

# Letters that fold or sort in a way of their own come up more often than in plain random text.
_TEXTS = st.one_of(st.text(), st.text(alphabet="aAåÅ\u030aæÆøØöäéł ß℡ｱﬁ\n\r\t\u2028\u202e\u200b", max_size=8))

NORWEGIAN_ORDER = [
    "", "1042 Skolen", "Abel", "abelsen", "Élan", "Ender", "ender 2", "Ola", "Zorn", "Ähtäri", "Ærlig",
    "Ødegård", "Örebro", "Aamodt", "Åmot", "Aasen", "Åsen", "Åsen Bygg",
]  # fmt: skip

HOSTILE = {
    "nul": "\x00",
    "escape": "\x1b",
    "bell": "\x07",
    "vertical tab": "\x0b",
    "delete": "\x7f",
    "csi of C1": "\x9b",
    "next line of C1": "\x85",
    "arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "first strong isolate": "\u2068",
    "pop isolate": "\u2069",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "interlinear annotation": "\ufff9",
    "tag letter": "\U000e0041",
    "cancel tag": "\U000e007f",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("hidden", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_a_terminal_could_obey_is_stored(hidden: str) -> None:
    assert clean(f"Til{hidden}bud") == clean_line(f"{hidden}Tilbud{hidden}") == "Tilbud"


@given(_TEXTS)
def test_clean_text_has_no_hidden_characters(text: str) -> None:
    kinds = {unicodedata.category(c) for c in clean(text) if c not in "\n\t"}
    assert kinds.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(clean(text)) & set("".join(HOSTILE.values()))


@given(_TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(_TEXTS)
def test_what_is_stored_is_normalised_and_can_be_encoded(text: str) -> None:
    for cleaned in (clean(text), clean_line(text)):
        assert unicodedata.is_normalized("NFC", cleaned)
        cleaned.encode()


@given(_TEXTS)
def test_a_line_is_one_line_without_blanks_around_it(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line and "\t" not in line
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


def test_a_note_keeps_its_lines_whatever_ends_them() -> None:
    assert clean("\nen\r\nto\rtre\u2028fire\u2029\tfem\n\n") == "en\nto\ntre\nfire\n\tfem"
    assert clean_line(" en\r\n\tto ") == "en to"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÅSEN", "aasen"),
        ("Åsen", "asen"),
        ("A\u030asen", "Åsen"),
        ("Sørlie", "sorlie"),
        ("Ærlig", "AERLIG"),
        ("Łukasz", "lukasz"),
        ("Élan", "elan"),
        ("Straße", "STRASSE"),
        ("ﬁrma", "firma"),
        ("Þór", "thor"),
        ("Braaten", "Bråten"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_apart() -> None:
    names = ["Berg", "Borg", "Vik", "Vika", "Lie", "Li"]
    assert len({fold(name) for name in names}) == len(names)


@given(_TEXTS)
@example("aaa")
@example("aåa")
@example("İ")
@example("℡")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_TEXTS, _TEXTS)
def test_a_part_of_a_text_is_found_in_its_fold(before: str, after: str) -> None:
    """Parts as words: folding may join letters (aa) or marks across a border inside a word."""
    assert fold("mid") in fold(f"{before} mid {after}")


def test_norwegian_order() -> None:
    assert sorted(NORWEGIAN_ORDER, key=lambda name: (sort_key(name), name)) == NORWEGIAN_ORDER


@pytest.mark.parametrize(
    ("one", "other"), [("Aas", "Ås"), ("ås", "ÅS"), ("A\u030as", "Ås"), ("Örn", "Ørn"), ("Ängen", "Ængen")]
)
def test_spellings_that_stand_at_the_same_place(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(_TEXTS)
@example("℡")
@example("ａａ")
@example("aaa")
def test_a_sort_key_sorts_like_itself(text: str) -> None:
    assert sort_key(sort_key(text)) == sort_key(text)


@given(st.text(alphabet="abAB æøåÆØÅéÉ"))
def test_case_does_not_matter_to_the_order(text: str) -> None:
    assert sort_key(text) == sort_key(text.upper()) == sort_key(text.lower())
