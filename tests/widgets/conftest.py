"""Widgets are tested in programs of their own, which no clock drives."""

from __future__ import annotations

from tests import pace

__all__ = ["pace"]
