"""Both catalogues are complete, agree with each other, and hold what the code asks for, no more."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.architecture.source import Module, modules
from tests.i18n.keys import KEY, Asked, asked, built
from xscalls_tui.i18n import LANGUAGES, LOCALE_DIR, Language, Translator

Texts = dict[str, tuple[str, ...]]


def _source(language: Language) -> str:
    return (LOCALE_DIR / language / "LC_MESSAGES" / "xscalls.po").read_text(encoding="utf-8")


@cache
def _catalogue(language: Language) -> Catalog:
    return read_po(_source(language).splitlines(keepends=True), locale=language, abort_invalid=True)


@cache
def _texts(language: Language) -> Texts:
    """Key to its text; a key that counts has two, for one and for many."""
    texts: Texts = {}
    for message in _catalogue(language):
        keys = [message.id] if isinstance(message.id, str) else message.id
        assert len(set(keys)) == 1, f"{keys}: both forms have the same key"
        forms = [message.string] if isinstance(message.string, str) else message.string or [""]
        if keys[0]:
            texts[keys[0]] = tuple(forms)
    return texts


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _asked_for() -> list[Asked]:
    prefixes = {key.partition(".")[0] for key in _texts("nb")}
    return [text for module in modules() for text in asked(module, prefixes)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_stand_in_order_and_once(language: Language) -> None:
    keys = re.findall(r'^msgid "(.+)"$', _source(language), re.MULTILINE)
    assert keys == sorted(set(keys))
    assert [key for key in keys if not KEY.fullmatch(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_is_what_gettext_needs(language: Language) -> None:
    catalogue = _catalogue(language)
    assert (catalogue.num_plurals, catalogue.plural_expr) == (2, "(n != 1)")
    assert catalogue.charset == "utf-8"
    assert str(catalogue.locale) == language
    assert not catalogue.fuzzy
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_both_languages_have_the_same_keys() -> None:
    assert _texts("nb").keys() ^ _texts("en").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_something(language: Language) -> None:
    assert [key for key, forms in _texts(language).items() if not all(form.strip() for form in forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_markup(language: Language) -> None:
    assert [key for key, forms in _texts(language).items() if "[" in "".join(forms)] == []


def test_both_languages_have_the_same_placeholders() -> None:
    nb, en = (
        {key: [_placeholders(form) for form in forms] for key, forms in _texts(language).items()}
        for language in ("nb", "en")
    )
    assert {key: (nb[key], en[key]) for key in nb.keys() & en.keys() if nb[key] != en[key]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_shows_the_count(language: Language) -> None:
    many = {key: forms[1] for key, forms in _texts(language).items() if len(forms) == 2}
    assert [key for key, text in many.items() if "n" not in _placeholders(text)] == []


def test_every_text_that_the_code_asks_for_exists() -> None:
    missing = sorted(f"{text.key} ({text.where})" for text in _asked_for() if text.key not in _texts("nb"))
    assert not missing, "\n".join(missing)


def test_every_text_is_asked_for() -> None:
    unused = sorted(_texts("nb").keys() - {text.key for text in _asked_for()})
    assert not unused, "\n".join(unused)


def test_texts_are_asked_for_with_the_values_they_show() -> None:
    problems = [problem for text in _asked_for() if (problem := _wrong_values(text, _texts("nb")))]
    assert not problems, "\n".join(problems)


def test_no_key_is_put_together_from_pieces() -> None:
    places = [place for module in modules() for place in built(module)]
    assert not places, "\n".join(places)


def _wrong_values(text: Asked, texts: Texts) -> str:
    forms = texts.get(text.key)
    if forms is None or text.values is None:
        return ""
    if text.plural != (len(forms) == 2):
        return f"{text.where} {text.key}: count() is for texts with two forms, and only for them"
    wanted = set().union(*map(_placeholders, forms))
    given = text.values | ({"n"} if text.plural else set())
    return "" if given == wanted else f"{text.where} {text.key}: {sorted(given)}, shows {sorted(wanted)}"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("t('call.date')", {"call.date"}),
        ("self.t('new.key')", {"new.key"}),
        ("translator('Dato')", {"Dato"}),
        ("t.count('list.count', n)", {"list.count"}),
        ("'a.b'.count('.')", set()),
        ("Message.of('msg.baddate', text=text)", {"msg.baddate"}),
        ("raise NotFound('gone.away')", {"gone.away"}),
        ("COLUMNS = {'date': 'list.date'}", {"list.date"}),
        ("session.operation('call.new'); Binding('x', id='call.save')", set()),
        ("Command('call.new', 'f2', 'call.create', 'msg.save_new')", {"call.create", "msg.save_new"}),
        ("open('list.csv'); open('other.thing')", set()),
        ("'''Reads list.date and more.'''", set()),
    ],
)
def test_keys_are_found_in_code(code: str, found: set[str]) -> None:
    assert {text.key for text in asked(Module.of(code), {"call", "list", "msg"})} == found


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("t('msg.conflict', initials=i)", True),
        ("t('msg.conflict')", False),
        ("t('msg.conflict', name=i)", False),
        ("t('msg.conflict', **values)", True),
        ("t.count('list.count', 3)", True),
        ("t('list.count', n=3)", False),
        ("t.count('msg.saved', 3)", False),
    ],
)
def test_wrong_values_are_told(code: str, right: bool) -> None:
    (text,) = asked(Module.of(code), {})
    texts = {"msg.conflict": ("{initials}",), "list.count": ("{n} one", "{n} many"), "msg.saved": ("x",)}
    assert (_wrong_values(text, texts) == "") == right


def test_a_built_key_is_found() -> None:
    assert list(built(Module.of("t(f'status.{name}')"))) == ["sample.py:1 f'status.{name}'"]
    assert list(built(Module.of("t(KEYS[name])"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_gives_the_texts(language: Language) -> None:
    t = Translator(language)
    for key, forms in _texts(language).items():
        if len(forms) == 1:
            assert t(key) == forms[0]
        else:
            values = {name: name.upper() for form in forms for name in _placeholders(form) - {"n"}}
            assert [t.count(key, n, **values) for n in (1, 2)] == [
                form.format(n=n, **values) for n, form in enumerate(forms, 1)
            ]
