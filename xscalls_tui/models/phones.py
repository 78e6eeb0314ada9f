"""Telephone numbers: what was typed is kept; beside it stands the number itself, to be found by."""

from __future__ import annotations

import re
from functools import lru_cache

HOME = "NO"
# Compiled when first used.
_NOT_DIGIT = r"\D"
_LETTER = r"[^\W\d_]"
_NORWEGIAN = r"(?:\+47|0047)?([2-9][0-9]{7})"
_MOBILE = r"([49]\d\d)(\d\d)(\d\d\d)"
_DIALLED = r"[\d\s+().,/\u00a0-]+"
LEAST_DIGITS = 3
"""Fewer digits are no part of a number that anybody would look for."""


@lru_cache(maxsize=4096)
def number_of(typed: str) -> str:
    """The number in ``typed`` as E.164 (``+4722334455``); its bare digits when it is no known number.

    Letters are never read as keypad digits: with letters about, the number is what stands between them.
    """
    # Nearly all numbers are such, and the library takes a hundred times as long to say the same.
    if norwegian := re.fullmatch(_NORWEGIAN, typed.replace(" ", "")):
        return f"+47{norwegian[1]}"
    if not typed or not any(c.isdigit() for c in typed):
        return ""
    import phonenumbers  # loaded with the first number, not with the program

    if re.search(_LETTER, typed):
        match = next(iter(phonenumbers.PhoneNumberMatcher(typed, HOME)), None)
        if match is not None:
            return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        return re.sub(_NOT_DIGIT, "", typed)
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return re.sub(_NOT_DIGIT, "", typed)
    if not phonenumbers.is_possible_number(number):
        return re.sub(_NOT_DIGIT, "", typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def written(typed: str) -> str:
    """A number in the form in which its country writes it, ``22 33 44 55``, with the country's code if that
    is not Norway's; what is no known number stays as it is typed."""
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    if re.search(_LETTER, typed):
        return typed
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return typed
    if not phonenumbers.is_valid_number(number):
        return typed
    if phonenumbers.region_code_for_number(number) != HOME:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    digits = str(number.national_number)
    if mobile := re.fullmatch(_MOBILE, digits):
        return " ".join(mobile.groups())
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def number_forms(typed: str) -> tuple[str, ...]:
    """The digits by which a number, or the part of one that is ``typed``, is found among the digits of stored
    ones; none for what is no number.

    With the country's code or without, with the zero that one dials before an area code or without.
    """
    digits = re.sub(_NOT_DIGIT, "", typed)
    if len(digits) < LEAST_DIGITS or not re.fullmatch(_DIALLED, typed):
        return ()
    forms = [digits]
    if typed.strip().startswith("00"):
        forms = [digits[2:]]
    elif digits.startswith("0"):
        forms.append(digits.lstrip("0"))
    if norwegian := re.fullmatch(_NORWEGIAN, re.sub(r"[^\d+]", "", typed)):
        forms.append(norwegian[1])
    return tuple(dict.fromkeys(form for form in forms if len(form) >= LEAST_DIGITS))
