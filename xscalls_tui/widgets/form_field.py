"""What every field of a form has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.looks import Looks

V = TypeVar("V")


class FormField(Looks, Generic[V]):
    """A control that holds one value of a form.

    ``value`` is what the operator means, ``text`` what stands there; the two differ while the text is
    unfinished or wrong, and the text is never thrown away. ``error`` is a sentence that the field's row
    shows under it. A read-only field can have the focus and be copied from, but not be changed.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FormField {
        layout: horizontal;
        width: 1fr;
        height: 1;
    }
    """

    error: reactive[str] = reactive("", toggle_class="-error")
    read_only: reactive[bool] = reactive(False, toggle_class="-read-only")

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The operator changed the field. What the program sets is not told."""

        field: FormField[Any]

        @property
        def control(self) -> FormField[Any]:
            """The field."""
            return self.field

    @dataclass(eq=False, repr=False)
    class Advance(Message):
        """Enter was pressed: the operator is done here and goes on to the next field."""

        field: FormField[Any]

        @property
        def control(self) -> FormField[Any]:
            """The field."""
            return self.field

    def __init__(
        self, t: Translator, *, help_key: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.t = t
        self.help_key = help_key
        """Key of the sentence that helps the operator while this field has the focus."""

    @property
    def value(self) -> V:
        """What the field means, as a value of the domain."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    @property
    def cursor(self) -> int:
        """Where the cursor is, so that a form can be left and come back to."""
        return 0

    @cursor.setter
    def cursor(self, position: int) -> None:
        pass

    @property
    def focus_target(self) -> Widget:
        """The widget that has the focus when this field is in use: itself, or a part of it."""
        return self

    @classmethod
    def of(cls, widget: Widget | None) -> FormField[Any] | None:
        """The field that ``widget`` is or belongs to: ``FormField.of(screen.focused)``."""
        if widget is None:
            return None
        return next((node for node in widget.ancestors_with_self if isinstance(node, FormField)), None)

    def set_value(self, value: V) -> None:
        """Show ``value``, as the program's doing: nothing is posted, undo does not reach behind it."""
        raise NotImplementedError

    def check(self, *, required: bool = False) -> bool:
        """Whether the field can be saved as it stands; ``error`` says why not."""
        self.error = self.problem(required)
        return not self.error

    def problem(self, required: bool) -> str:
        """The sentence that says what is wrong with the field, empty when nothing is."""
        return self.t("msg.required") if required and not self.text.strip() else ""

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the focus to this field."""
        if self.focus_target is self:
            return super().focus(scroll_visible)
        self.focus_target.focus(scroll_visible)
        return self

    def changed(self) -> None:
        """Tell the form that the operator changed the field, and drop the error of what stood there."""
        self.error = ""
        self.tell(self.Changed(self))

    def advance(self) -> None:
        """Tell the form that the operator is done here."""
        self.tell(self.Advance(self))

    def tell(self, message: Message) -> None:
        """Post ``message`` to the form, whoever's turn it is: a parent that gives a field its answer
        would otherwise count as the sender, and the message would not get past it."""
        self.post_message(message.set_sender(self))
