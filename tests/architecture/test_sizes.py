"""Budgets of size: what grows past them is split before the feature lands."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Function, Module, lines_of, modules

MODULE_LINES = 400
CLASS_LINES = 250
CLASS_METHODS = 20
FUNCTION_LINES = 60


def too_big(module: Module) -> Iterator[str]:
    """What in ``module`` is past a budget, each with its size."""
    if (lines := len(module.text.splitlines())) > MODULE_LINES:
        yield f"{module.path}: {lines} lines, {MODULE_LINES} allowed"
    for node in ast.walk(module.tree):
        if isinstance(node, Function) and (lines := lines_of(node)) > FUNCTION_LINES:
            yield f"{module.at(node)} {node.name}(): {lines} lines, {FUNCTION_LINES} allowed"
        if isinstance(node, ast.ClassDef):
            if (lines := lines_of(node)) > CLASS_LINES:
                yield f"{module.at(node)} {node.name}: {lines} lines, {CLASS_LINES} allowed"
            if (methods := sum(isinstance(inner, Function) for inner in node.body)) > CLASS_METHODS:
                yield f"{module.at(node)} {node.name}: {methods} methods, {CLASS_METHODS} allowed"


def test_the_package_keeps_its_budgets() -> None:
    found = [finding for module in modules() for finding in too_big(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("x = 1\n" * 401, "sample.py: 401 lines, 400 allowed"),
        ("def f():\n" + "    x = 1\n" * 60, "sample.py:1 f(): 61 lines, 60 allowed"),
        ("class C:\n" + "    x = 1\n" * 250, "sample.py:1 C: 251 lines, 250 allowed"),
        (
            "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21)),
            "sample.py:1 C: 21 methods, 20 allowed",
        ),
    ],
)
def test_what_is_too_big_is_named(text: str, finding: str) -> None:
    assert list(too_big(Module.of(text))) == [finding]


def test_what_just_fits_is_not() -> None:
    method = "    async def f(self):\n" + "        x = 1\n" * 59
    assert list(too_big(Module.of("class C:\n" + method * 4 + "x = 1\n" * 159))) == []
