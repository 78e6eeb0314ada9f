"""The kernel's merging of equal pages (KSM), for as long as a benchmark needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from xscalls_tui.cli import equal_pages
from xscalls_tui.cli.equal_pages import SWITCH

_SETTINGS = {"pages_to_scan": "5000", "run": "1"}
"""Some 250,000 pages a second, so that a benchmark need not wait for long."""


def possible() -> bool:
    """Whether the kernel can, and this account can turn it on."""
    return equal_pages.possible() and os.access(SWITCH, os.W_OK)


@contextmanager
def on() -> Iterator[None]:
    """Turn it on, and leave it as it was."""
    former = {name: _read(name) for name in _SETTINGS}
    try:
        for name, value in _SETTINGS.items():
            _write(name, value)
        yield
    finally:
        for name, value in former.items():
            _write(name, value)


def scans() -> int:
    """How often all memory has been looked through."""
    return int(_read("full_scans"))


def _read(name: str) -> str:
    return SWITCH.with_name(name).read_text().strip()


def _write(name: str, value: str) -> None:
    SWITCH.with_name(name).write_text(value)
