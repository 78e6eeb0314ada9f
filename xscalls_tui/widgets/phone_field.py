"""A telephone number, with the sign that rings it to its right."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from xscalls_tui.domain.telephone import looks_dialled
from xscalls_tui.widgets.text_field import TextField

_ROOM = 2


class PhoneField(TextField):
    """``912 34 567  ☎``: the sign is there only where a telephone is (R75, R76), and dim without a number."""

    @dataclass(eq=False, repr=False)
    class Ring(Message):
        """The sign was clicked."""

        field: PhoneField

        @property
        def control(self) -> PhoneField:
            """The field."""
            return self.field

    _sign = ""

    @property
    def sign(self) -> str:
        """What rings the number; nothing where nobody can."""
        return self._sign

    @sign.setter
    def sign(self, sign: str) -> None:
        self._sign = sign
        self.line.styles.margin = (0, _ROOM if sign else 0, 0, 0)
        self.refresh()

    @property
    def rings(self) -> bool:
        """Whether there is a telephone, and a number for it."""
        return bool(self._sign) and looks_dialled(self.text)

    @property
    def suffix(self) -> str:
        """The sign."""
        return self._sign

    def render(self) -> Content:
        return Content.styled(self._sign, "$accent bold" if self.rings else "dim")

    def suffix_clicked(self) -> None:
        """Ring, if there is somebody to ring."""
        if self.rings:
            self.tell(self.Ring(self))
