"""Ringing: which numbers may be handed to a telephone, and how a call goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.settings import Dialling, Settings

_NUMBER = r"\+?[0-9]{2,15}"
_BETWEEN = r"[\s().,/\u00a0\u2010-\u2013-]+"
_SERVICE = frozenset("*#")


def may_be_dialled(number: str) -> bool:
    """Whether this, and nothing else, may be handed on: a plus sign perhaps, and 2 to 15 figures. No codes
    with ``*`` or ``#``, which set telephones and exchanges instead of ringing anybody."""
    return re.fullmatch(_NUMBER, number) is not None


def reduced(typed: str) -> str:
    """The number that is typed, without what people put between its figures; empty for what is none."""
    number = re.sub(_BETWEEN, "", typed)
    return number if may_be_dialled(number) else ""


def is_service_code(typed: str) -> bool:
    """Whether a text has in it what would be a code to a telephone."""
    return not _SERVICE.isdisjoint(typed)


def looks_dialled(typed: str) -> bool:
    """Whether a number can be expected in a text, as far as can be told at once."""
    return not is_service_code(typed) and sum(c.isdigit() for c in typed) >= 2


def choices(telephone: Telephone) -> Iterator[Dialling]:
    """The providers that the configuration has all for that they need."""
    return (one for one in Dialling if telephone.offers(one))


def provider(telephone: Telephone, settings: Settings) -> Dialling:
    """Who rings: whom the employee has chosen if the configuration offers it, else whom that names."""
    chosen = settings.dialling
    if chosen is not None and telephone.offers(chosen):
        return chosen
    return Dialling(telephone.provider)


class Stage(StrEnum):
    """How far a call has come."""

    DIALLED = "dialled"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Progress(NamedTuple):
    """What a telephone told of a call; ``why`` in its own words, of a call that has ended."""

    stage: Stage
    why: str = ""


def end_of(starts_at: datetime, now: datetime) -> datetime:
    """When a call ends that is over now: never before its start, nor on another day."""
    if now.date() > starts_at.date():
        return datetime.combine(starts_at.date(), time(23, 59))
    return max(starts_at, now)
