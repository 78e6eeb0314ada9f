"""Data never reaches Textual as a ``str`` where it would be read as markup (design/security.md).

``Static(call.subject)`` would turn a subject ``[red]`` into a colour and ``[@click=…]`` into a button.
Allowed are literals, texts of the catalogue without values (the catalogue holds no brackets), Content
and Text, names that are only ever given such values in the same function, and ``markup=False``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Function, Module, called_name, modules

_READS_MARKUP = {
    "Button", "Checkbox", "Label", "Link", "Option", "OptionList", "RadioButton", "Static",
    "Tab", "TabPane", "add_leaf", "add_option", "notify",
}  # fmt: skip
_MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label"}
_SAFE_TYPES = {"Content", "Text", "Strip", "RenderableType", "Option", "Separator", "Widget"}
_SAFE_CALLS = {"safe", *_SAFE_TYPES}
_KEYWORDS = {"content", "label", "message", "prompt", "title", "tooltip", "renderable"}


def unsafe(module: Module) -> Iterator[str]:
    """Where ``module`` hands a text that may be data to something that reads markup."""
    yield from _unsafe_in(module, module.tree, safe_names=set())


def _unsafe_in(module: Module, scope: ast.AST, safe_names: set[str]) -> Iterator[str]:
    for node in ast.iter_child_nodes(scope):
        names = safe_names | _safe_names(node) if isinstance(node, Function) else safe_names
        for value in _texts_read_as_markup(node):
            if not _is_safe(value, names):
                yield f"{module.at(value)} {ast.unparse(value)}"
        yield from _unsafe_in(module, node, names)


def _texts_read_as_markup(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        attributes = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
        if attributes & _MARKUP_ATTRIBUTES:
            yield node.value
        return
    if not isinstance(node, ast.Call):
        return
    if called_name(node) == "update":  # also what dicts do, so only what is a text for certain
        yield from (value for value in node.args[:1] if isinstance(value, ast.JoinedStr | ast.BinOp))
    if called_name(node) not in _READS_MARKUP:
        return
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    match keywords.get("markup"):
        case ast.Constant(value=False):
            return
    yield from node.args if called_name(node) == "OptionList" else node.args[:1]
    yield from (value for name, value in keywords.items() if name in _KEYWORDS)


def _is_safe(value: ast.expr, names: set[str]) -> bool:
    match value:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name in names
        case ast.Starred(value=inner):
            return _is_safe(inner, names)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_safe(body, names) and _is_safe(orelse, names)
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
            return _is_safe(element, names)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in {"Content", "Text"}:
            return called_name(value) != "from_markup"
        case ast.Call():
            return called_name(value) in _SAFE_CALLS or _is_plain_text_of_catalogue(value)
        case _:
            return False


def _is_plain_text_of_catalogue(call: ast.Call) -> bool:
    return called_name(call) in {"t", "_t", "count"} and not call.keywords


def _safe_names(function: Function) -> set[str]:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    safe = {
        argument.arg
        for argument in arguments
        if argument.annotation and ast.unparse(argument.annotation).removesuffix(" | None") in _SAFE_TYPES
    }
    tainted = {argument.arg for argument in arguments} - safe
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            targets, value = [node.target], node.value
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            (safe if _is_safe(value, safe) else tainted).add(name)
    return safe - tainted


def test_no_data_reaches_textual_as_markup() -> None:
    # The command line has Options of its own, and nothing of Textual.
    shown = (module for module in modules() if "/cli/" not in module.path)
    found = [place for module in shown for place in unsafe(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "statement",
    [
        "Static(call.subject)",
        "Static(f'{call.subject}')",
        "Label('Firma: ' + company)",
        "Button(label=name)",
        "self.app.notify(t('msg.conflict', initials=initials))",
        "OptionList('fixed', *names)",
        "OptionList(*[Option(name) for name in names])",
        "Static(Content.from_markup(name))",
        "Static(name, markup=True)",
        "self.border_title = call.subject",
        "field.tooltip = f'{name}'",
        "self.query_one('#who', Static).update(f'{name}')",
    ],
)
def test_data_is_found(statement: str) -> None:
    assert len(list(unsafe(Module.of(f"def f(name, names, t): {statement}")))) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "Static()",
        "Static('Dato')",
        "Label(t('call.date'))",
        "Button(self._t('call.create'), id=name)",
        "Static(call.subject, markup=False)",
        "Static(Content(call.subject))",
        "Static(Text(call.subject, style='bold'))",
        "Static(Text.assemble(call.subject))",
        "OptionList(*[Option(Content(name)) for name in names])",
        "notify(name, markup=False)",
        "line = Content(name); Static(line)",
        "Static(text)",
        "self.border_title = Content(name)",
        "known.update(names); self.query_one(Static).update(Content(name))",
    ],
)
def test_what_is_not_read_as_markup_is_left_alone(statement: str) -> None:
    assert list(unsafe(Module.of(f"def f(name, names, t, text: Content): {statement}"))) == []
