"""What options and arguments can be, and those that several verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from xscalls_tui.cli.failures import BadValue
from xscalls_tui.domain.criteria import Field, SortBy
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.filter_words import DIRECTIONS, STATUSES, key_of
from xscalls_tui.domain.text import fold
from xscalls_tui.i18n import LANGUAGES

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_LARGEST_ID = 2**63 - 1


class Words(click.ParamType[T]):
    """One of several values, each with the words that mean it; compared blind to case and accents."""

    name = "word"

    def __init__(self, words: Mapping[T, Iterable[str]]) -> None:
        self._shown = [word for many in words.values() for word in many]
        self._values = {fold(word): value for value, many in words.items() for word in many}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """The value meant. Raises BadValue."""
        meant = self._values.get(fold(value.strip())) if isinstance(value, str) else value
        if meant is None:
            message = Message.of("cli.badword", text=value, words=", ".join(self._shown))
            raise BadValue(message, param, ctx)
        return meant

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The words that begin like this."""
        return [CompletionItem(word) for word in self._shown if fold(word).startswith(fold(incomplete))]


class Whole(click.ParamType[int]):
    """A whole number from ``least`` on."""

    name = "number"

    def __init__(self, least: int) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadValue."""
        if isinstance(value, int):
            return value
        if value.isascii() and value.isdigit() and self._least <= int(value) <= _LARGEST_ID:
            return int(value)
        raise BadValue(Message.of("cli.badnumber", text=value, least=self._least), param, ctx)


STATUS = Words({status: names.every for status, names in STATUSES.items()})
DIRECTION = Words({direction: names.every for direction, names in DIRECTIONS.items()})
SORT = Words({by: key_of(Field[by.name]).names.every for by in SortBy})
FORMAT = Words({form: (form,) for form in ("xlsx", "pdf", "csv", "csv-raw", "jsonl", "ics", "csv-set")})
"""What calls can be exported as."""
LANGUAGE = Words({language: (language,) for language in LANGUAGES})
CALL_ID = Whole(1)
COUNT = Whole(0)
FORM = Words({form: (form,) for form in ("text", "json")})


def as_json(function: F) -> F:
    """The option --json."""
    return click.option("--json", "as_json", is_flag=True, help="cli.opt.asjson")(function)
