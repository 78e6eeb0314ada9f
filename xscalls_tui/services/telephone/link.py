"""Ringing by a link, ``tel:+4791234567``: the operator's own terminal and softphone do it. Nothing is started
here, which may be a server far from the operator's desk."""

from __future__ import annotations

from xscalls_tui.config.telephone import NUMBER, Telephone
from xscalls_tui.services.telephone.line import Line


class LinkLine(Line):
    """Where the operator hangs up on the softphone."""

    def __init__(self, telephone: Telephone, number: str) -> None:
        super().__init__(telephone, number)
        # In the address of a page a bare plus sign would be read as a blank.
        web = telephone.link.startswith(("http:", "https:"))
        self.link = telephone.link.replace(NUMBER, number.replace("+", "%2B") if web else number)
