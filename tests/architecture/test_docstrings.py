"""Everything public says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Function, Module, modules

# What Textual or peewee calls by name; their own documentation describes it.
_HOOKS = ("compose", "render", "render_line", "get_content_width", "get_content_height")
_HOOK_PREFIXES = ("on_", "watch_", "validate_", "compute_")


def undocumented(module: Module) -> Iterator[str]:
    """The public names of ``module`` that have no docstring."""
    if not ast.get_docstring(module.tree) and module.tree.body:
        yield module.path
    if "/migrations/" not in module.path:  # frozen copies of tables that are described in their place
        yield from _undocumented_in(module, module.tree, "")


def _undocumented_in(module: Module, parent: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
    for node in parent.body:
        if not isinstance(node, Function | ast.ClassDef) or _excused(node):
            continue
        if not ast.get_docstring(node):
            yield f"{module.at(node)} {prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_in(module, node, f"{prefix}{node.name}.")


def _excused(node: Function | ast.ClassDef) -> bool:
    if node.name.startswith("_") or node.name == "Meta":
        return True
    if isinstance(node, ast.ClassDef):
        return False
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return (
        node.name in _HOOKS
        or node.name.startswith(_HOOK_PREFIXES)
        or not decorators.isdisjoint({"overload", "override", "setter"})
    )


def test_everything_public_has_a_docstring() -> None:
    found = [name for module in modules() for name in undocumented(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x = 1", "sample.py"),
        ("'''m'''\ndef f(): ...", "sample.py:2 f"),
        ("'''m'''\nclass C:\n    '''c'''\n    def f(self): ...", "sample.py:4 C.f"),
        ("'''m'''\nclass C:\n    '''c'''\n    class D: ...", "sample.py:4 C.D"),
    ],
)
def test_what_lacks_one_is_named(text: str, name: str) -> None:
    assert list(undocumented(Module.of(text))) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "'''m'''\ndef _f(): ...",
        "'''m'''\ndef f():\n    '''f'''\n    def g(): ...",
        "'''m'''\nclass C:\n    '''c'''\n    def __init__(self): ...\n    def on_key(self): ...",
        "'''m'''\nclass C:\n    '''c'''\n    @typing.override\n    def f(self): ...",
        "'''m'''\nclass _C:\n    def f(self): ...",
    ],
)
def test_what_needs_none_is_not(text: str) -> None:
    assert list(undocumented(Module.of(text))) == []
