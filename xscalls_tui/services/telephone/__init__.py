"""Click-to-call: ringing a number by what the configuration names, or the employee has chosen among it.

There is one module for each provider, loaded when it rings. ``dial`` is the only door to them, and hands on
nothing but a number that ``may_be_dialled``.
"""

from __future__ import annotations

from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.domain.settings import Dialling
from xscalls_tui.domain.telephone import is_service_code, may_be_dialled, reduced
from xscalls_tui.services.telephone.line import Line

__all__ = ["Line", "dial", "dialable"]


def dialable(typed: str) -> str:
    """The number in a text as it is handed on, with its country's code if it is known. Raises NotDialled."""
    # phonenumbers is loaded with the first number.
    from xscalls_tui.models.phones import number_of

    if not typed.strip():
        raise NotDialled("msg.nonumber")
    number = "" if is_service_code(typed) else number_of(typed)
    if not number.startswith("+"):  # bare figures: which ones of a longer text, cannot be told
        number = "" if is_service_code(typed) else reduced(typed)
    if not may_be_dialled(number):
        raise NotDialled("tel.badnumber", text=typed.strip())
    return number


def dial(telephone: Telephone, who: Dialling, typed: str) -> Line:
    """Ring the number in a text. Raises NotDialled, with the reason, when nobody is rung."""
    number = dialable(typed)
    match who:
        case Dialling.LINK:
            from xscalls_tui.services.telephone.link import LinkLine

            return LinkLine(telephone, number)
        case Dialling.COMMAND:
            from xscalls_tui.services.telephone.command import CommandLine

            return CommandLine(telephone, number)
        case Dialling.HTTP:
            from xscalls_tui.services.telephone.http import HttpLine

            return HttpLine(telephone, number)
        case Dialling.BARESIP:
            from xscalls_tui.services.telephone.baresip import BaresipLine

            return BaresipLine(telephone, number)
        case _:
            raise NotDialled("tel.noprovider")
