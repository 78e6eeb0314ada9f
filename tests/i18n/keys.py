"""Finds the keys of texts in source code."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tests.architecture.source import Module, called_name
from xscalls_tui.domain.errors import XSCallsError

KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
_FILE = re.compile(r".*\.(csv|db|json|log|mo|po|py|tcss|toml)")
_TRANSLATORS = {"t", "_t", "translator", "_translator"}


@dataclass(frozen=True)
class Asked:
    """A text that is asked for where its key can be read."""

    key: str
    where: str
    plural: bool = False
    values: frozenset[str] | None = None
    """The names of the values handed along; None where that cannot be read."""


def asked(module: Module, prefixes: Collection[str]) -> Iterator[Asked]:
    """The texts that ``module`` asks for: first argument of a translator, of ``Message.of`` and of the
    errors, and any other literal that looks like a key and starts with one of ``prefixes``."""
    direct: set[ast.expr] = set()
    for call in _text_calls(module):
        match call.args[0]:
            case ast.Constant(value=str(key)) as literal:
                direct.add(literal)
                yield Asked(key, module.at(literal), called_name(call) == "count", _values(call))
    others = direct | set(_names_of_other_things(module))
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=str(text)) if node not in others and _looks_like_a_key(text, prefixes):
                yield Asked(text, module.at(node))


def built(module: Module) -> Iterator[str]:
    """Where ``module`` puts a key together out of pieces, so that nobody can search for it."""
    for call in _text_calls(module):
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            yield f"{module.at(call)} {ast.unparse(call.args[0])}"


def _names_of_other_things(module: Module) -> Iterator[ast.expr]:
    """Ids of commands and widgets, and the journal's kinds of operations, can look like keys."""
    for node in ast.walk(module.tree):
        match node:
            case ast.keyword(arg="id" | "kind", value=value):
                yield value
            case ast.Assign(targets=[ast.Name(id="id" | "kind")], value=value):
                yield value
            case ast.AnnAssign(target=ast.Name(id="id" | "kind"), value=ast.expr() as value):
                yield value
            case ast.Call(args=[name, *_]) if called_name(node) in {"Command", "operation"}:
                yield name


def _text_calls(module: Module) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args and _asks_for_a_text(node):
            yield node


def _asks_for_a_text(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="count"):
            # Strings and lists count too; what they count does not look like a key.
            match call.args[0]:
                case ast.Constant(value=str(text)):
                    return KEY.fullmatch(text) is not None
            return False
        case ast.Attribute(value=ast.Name(id="Message"), attr="of"):
            return True
    return called_name(call) in _TRANSLATORS | _error_names()


def _error_names() -> set[str]:
    # Those that take a key: the others bring a sentence of their own.
    return {
        error.__name__ for error in XSCallsError.__subclasses__() if error.__init__ is XSCallsError.__init__
    }


def _values(call: ast.Call) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)


def _looks_like_a_key(text: str, prefixes: Collection[str]) -> bool:
    return (
        KEY.fullmatch(text) is not None
        and _FILE.fullmatch(text) is None
        and text.partition(".")[0] in prefixes
    )
