"""What is proposed when two have changed the same entry: nothing that anybody wrote is lost unseen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.merging import Difference, Side

TEXTS = st.text("abc\n ", max_size=6)


def difference(base: str | None, mine: str, theirs: str, *, note: bool = False) -> Difference:
    return Difference("call.subject", ("subject",), base, mine, theirs, note)


@given(TEXTS, TEXTS, st.booleans())
def test_what_only_one_has_changed_is_kept(base: str, changed: str, note: bool) -> None:
    if base == changed:
        return
    assert difference(base, changed, base, note=note).proposed is Side.MINE
    assert difference(base, base, changed, note=note).proposed is Side.THEIRS
    assert not difference(base, changed, base).contested and not difference(base, base, changed).contested


@given(st.none() | TEXTS, TEXTS, TEXTS)
def test_nothing_but_what_can_be_chosen_is_proposed(base: str | None, mine: str, theirs: str) -> None:
    for note in (False, True):
        one = difference(base, mine, theirs, note=note)
        assert one.proposed in one.sides
        assert (Side.BOTH in one.sides) == (note and bool(mine) and bool(theirs))
    assert difference(base, mine, theirs).contested == (base is not None and base not in (mine, theirs))


@given(TEXTS, st.text("xyz", min_size=1, max_size=5), st.text("uvw", min_size=1, max_size=5))
def test_of_two_who_wrote_on_in_a_note_all_is_kept_and_what_was_there_once(
    base: str, mine: str, theirs: str
) -> None:
    one = difference(base, base + mine, base + theirs, note=True)
    assert one.proposed is Side.BOTH and one.both == f"{base}{theirs}\n{mine}"


@given(st.text("xyz", min_size=1, max_size=5), st.text("uvw", min_size=1, max_size=5))
def test_of_two_who_wrote_the_note_anew_both_are_kept(mine: str, theirs: str) -> None:
    assert difference("ab", mine, theirs, note=True).both == f"{theirs}\n{mine}"
