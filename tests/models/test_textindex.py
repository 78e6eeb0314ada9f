"""Finding a part of a text by the index: exactly the rows whose text contains it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from xscalls_tui.domain.text import searchable
from xscalls_tui.models import tables
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.searched import PAD, TEXTS, write_texts
from xscalls_tui.services.session import Session

LETTERS = "abcdeeen   Åøæ é Łß ΑβΓ жЯ 日本 \U0001f600\U0001f9ff '\"%_\\*:(){}^-+.,/ 0123456789"
TERMS = 300


def _found(engine: Engine, texts: type[tables.EntityText], columns: Sequence[str], term: str) -> list[int]:
    index = engine.texts
    plan = engine.plan(
        ("found", texts, *columns, len(term) < 3), lambda: index.found(texts, columns, "term", len(term))
    )
    return [row[0] for row in engine.rows(plan, **index.bind(columns, "term", term))]


def _text(chance: random.Random, longest: int) -> str:
    return searchable("".join(chance.choices(LETTERS, k=chance.randint(0, longest))))


def _term(chance: random.Random, texts: Sequence[str]) -> str:
    """A part of a text, its end every third time; or what may be in none."""
    text = chance.choice(texts) if chance.random() < 0.9 else _text(chance, 9)
    length = chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 12))
    start = max(len(text) - length, 0) if chance.random() < 1 / 3 else chance.randrange(len(text) + 1)
    return text[start : start + length].strip()


@pytest.fixture
def texts(session: Session) -> dict[int, tuple[str, ...]]:
    """Those of calls, some of them written over. Of some rows there are none."""
    chance = random.Random(4)
    rows = {}
    with session.engine.writing():
        for ids in (range(1, 400), range(300, 350)):
            for row_id in ids:
                rows[row_id] = tuple(_text(chance, longest) for longest in (25, 10, 60, 12))
            many: list[Any] = [(i, *(t + PAD if t else "" for t in rows[i])) for i in ids]
            write_texts(session.engine, tables.CallText, many)
    return rows


def test_exactly_the_rows_are_found_whose_text_contains_the_term(
    session: Session, texts: dict[int, tuple[str, ...]]
) -> None:
    chance = random.Random(5)
    all_texts = [text for row in texts.values() for text in row if text]
    terms = [term for term in (_term(chance, all_texts) for _ in range(2 * TERMS)) if term][:TERMS]
    assert len(terms) == TERMS
    assert sum(any(text.endswith(term) for text in all_texts) for term in terms) > TERMS / 3
    hits = 0
    with session.engine.reading():
        for number, term in enumerate(terms):
            columns = TEXTS[number % 3 :] if number % 2 else TEXTS[number % 4 :][:1]
            wanted = {
                row_id for row_id, row in texts.items()
                if any(term in row[TEXTS.index(column)] for column in columns)
            }  # fmt: skip
            found = _found(session.engine, tables.CallText, columns, term)
            assert len(found) == len(set(found))
            assert set(found) == wanted, (term, columns)
            hits += len(wanted)
    assert hits > 2 * TERMS


@pytest.mark.parametrize(
    "term", ["%", "_", "\\", '"', '""', "'", "a%", "_b_", "\\%", "*", "ab*", "{b}", "a OR b"]
)
def test_signs_mean_themselves(session: Session, term: str) -> None:
    """Whatever an engine's own language of patterns makes of them."""
    rows = [(1, "", "", f"x{term}y{PAD}", ""), (2, "", "", f"xaaby or a  b{PAD}", "")]
    with session.engine.writing():
        write_texts(session.engine, tables.ProjectText, rows)
    with session.engine.reading():
        assert _found(session.engine, tables.ProjectText, ("body",), term) == [1]


def test_a_query_can_be_limited_and_stand_behind_in(
    session: Session, texts: dict[int, tuple[str, ...]]
) -> None:
    engine = session.engine
    found = engine.texts.found(tables.CallText, ("body",), "term", 1)
    values = engine.texts.bind(("body",), "term", "e")
    table = tables.CallText
    with engine.reading():
        some = engine.rows(engine.plan("limited", lambda: found.limit(3)), **values)
        among = table.select(table.id).where(table.id.in_(found), table.id < 100)
        several = engine.rows(engine.plan("in", lambda: among), **values)
    assert len(some) == 3
    assert {row[0] for row in several} == {i for i, row in texts.items() if "e" in row[2] and i < 100}
