"""The package's own source, parsed, for the tests that read code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "xscalls_tui"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One module: where it lies (relative to the repository), its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, text: str, path: str = "sample.py") -> Module:
        """A module from its text."""
        return cls(path, text, ast.parse(text))

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Where ``node`` stands, as an editor likes to read it."""
        return f"{self.path}:{node.lineno}"


def modules() -> Iterator[Module]:
    """Every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield Module.of(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


def lines_of(node: ast.ClassDef | Function) -> int:
    """How many lines a class or function takes, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def called_name(call: ast.Call) -> str:
    """The last part of what is called: ``notify`` for ``self.app.notify(...)``."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
