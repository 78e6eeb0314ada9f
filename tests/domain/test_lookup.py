"""Which row an operator means: the order of what is offered, and what is taken without asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.lookup import Match, rank, unambiguous
from xscalls_tui.domain.text import fold

# Few letters, so that names contain each other often.
_names = st.text(alphabet="aåABøo ", max_size=6)
_matches = st.lists(_names, max_size=8).map(
    lambda names: [Match(number, name) for number, name in enumerate(names)]
)


def _rows(*names: str) -> list[Match]:
    return [Match(number, name) for number, name in enumerate(names)]


def _folded(text: str) -> str:
    return fold(" ".join(text.split()))


def test_the_nearest_name_stands_first() -> None:
    matches = _rows("Nordåsen AS", "Bygg på Åsen", "ÅSEN bygg", "Asen", "Vik AS")
    assert [match.id for match in rank("åsen", matches)] == [3, 2, 1, 0, 4]


def test_equals_keep_their_order() -> None:
    matches = _rows("Åsen B", "Åsen A", "Åsen C")
    assert rank("ås", matches) == matches


def test_every_row_is_as_near_as_another_to_nothing() -> None:
    matches = _rows("b", "a")
    assert rank("", matches) == matches


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("ås", ["Åsen Bygg", "Vik"], 0),
        ("AAS", ["Åsen Bygg", "Vik"], 0),
        ("bygg", ["Åsen Bygg", "Vik Bygg"], None),
        ("vik", ["Vik Bygg", "Vik"], 1),
        (" vik ", ["Vik Bygg", "Vik"], 1),
        ("vik", ["Vik", "VIK"], None),
        ("vik", ["Ås"], None),
        ("", ["Vik"], None),
        ("  ", ["Vik"], None),
        ("vik", [], None),
    ],
)
def test_a_row_is_taken_only_when_no_other_can_be_meant(
    text: str, names: list[str], meant: int | None
) -> None:
    match = unambiguous(text, _rows(*names))
    assert (match.id if match else None) == meant


def test_initials_or_a_number_are_enough_though_names_contain_them() -> None:
    ola, holm = Match(1, "OL Ola Lie", code="OL"), Match(2, "PH Per Holm", code="PH")
    assert unambiguous("ol", [ola, holm]) == ola
    assert unambiguous("hol", [ola, holm]) == holm
    assert unambiguous("l", [ola, holm]) is None
    assert rank("ph", [ola, holm, Match(3, "PHA Pia Hanssen", code="PHA")])[0] == holm


def test_where_names_are_free_only_the_whole_name_will_do() -> None:
    assert unambiguous("ola", _rows("Ola Lie"), whole_name=True) is None
    assert unambiguous("OLA lie", _rows("Ola Lie"), whole_name=True) == Match(0, "Ola Lie")


@given(_names, _matches)
def test_rank_loses_nothing_and_is_in_order(text: str, matches: list[Match]) -> None:
    ranked = rank(text, matches)
    wanted = _folded(text)
    names = [_folded(match.name) for match in ranked]
    assert sorted(ranked, key=lambda match: match.id) == matches
    for sign in (
        [name != wanted for name in names],
        [not name.startswith(wanted) for name in names],
        [wanted not in name for name in names],
    ):
        assert sign == sorted(sign)


@given(_names, _matches, st.booleans())
def test_what_is_taken_contains_the_text_and_nothing_else_comes_as_near(
    text: str, matches: list[Match], whole_name: bool
) -> None:
    match = unambiguous(text, matches, whole_name=whole_name)
    wanted = _folded(text)
    containing = [other for other in matches if wanted in _folded(other.name)]
    same = [other for other in matches if _folded(other.name) == wanted]
    if match is None:
        assert not wanted or (len(same) != 1 and (whole_name or len(containing) != 1))
    else:
        assert wanted
        assert match in containing
        assert [match] in (same, containing)


@given(_names, _matches)
def test_what_is_taken_stands_first(text: str, matches: list[Match]) -> None:
    match = unambiguous(text, matches)
    assert match is None or rank(text, matches)[0] == match
