"""What is said of the typed filter's words names them as they are."""

from __future__ import annotations

import pytest

from xscalls_tui.domain.filter_words import DAYS, KEYS, PERIODS, Key, key_called, meant
from xscalls_tui.i18n import LANGUAGES, Language, Translator

CHOICES = [key for key in KEYS if key.words]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CHOICES, ids=lambda key: key.names.en[0])
def test_every_choice_is_named(language: Language, key: Key) -> None:
    t = Translator(language)
    for text in (t(key.detail), t(key.unknown, word="x")):
        words = [names.written(language) for names in key.words.values()]
        assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_dates_are_words(language: Language) -> None:
    t = Translator(language)
    *_, after_date = t("filter.key.date").partition(">")
    day, _, period = after_date.split(", ")
    assert meant(DAYS, day) is not None and meant(PERIODS, period) is not None
    assert key_called(t("filter.key.created").split()[-1]) is key_called("date")
