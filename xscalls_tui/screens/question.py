"""A question with a few answers, and a report to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import styles
from xscalls_tui.screens.composing import FrontModal
from xscalls_tui.screens.menu import Item


class QuestionScreen(FrontModal[str | None]):
    """A sentence, lines that explain it, and answers: arrows and Enter, the key of an answer, or a click.
    Esc gives None. Where there is more to read than to answer, the arrows scroll the lines."""

    CSS_PATH = styles("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t", "leave", show=False),
        Binding("enter", "take_first", show=False),
    ]

    def __init__(self, sentence: str, answers: Sequence[Item], lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._sentence = sentence
        self._lines = lines
        self._answers = answers

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Content(self._sentence), id="question-sentence")
            if self._lines:
                with VerticalScroll(id="question-lines"):
                    yield Static(Content("\n".join(self._lines)))
            options = [
                Option(Content.assemble((f" {answer.key} ", "reverse"), f" {answer.label}"), answer.result)
                for answer in self._answers
            ]
            yield OptionList(*options, id="question-answers", compact=True, markup=False)

    def on_mount(self) -> None:
        """The first answer is under the cursor; every answer has its key."""
        only_to_read = self._lines and len(self._answers) == 1
        self.query_one("#question-lines" if only_to_read else OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives that answer."""
        for answer in self._answers:
            if event.character and event.character.casefold() == answer.key.casefold():
                event.stop()
                self.dismiss(answer.result)
                return

    def action_take_first(self) -> None:
        """Give the first answer."""
        self.dismiss(self._answers[0].result)

    def action_leave(self) -> None:
        """Give no answer."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


def confirm(sentence: str, t: Translator) -> QuestionScreen:
    """A yes-or-no question; no is under the cursor. Yes gives ``yes``."""
    return QuestionScreen(
        sentence, [Item("no", t("btn.no"), "n"), Item("yes", t("btn.yes"), t("btn.yes.key"))]
    )


def report(sentence: str, lines: Sequence[str], t: Translator) -> QuestionScreen:
    """Something to be read and closed."""
    return QuestionScreen(sentence, [Item("ok", t("btn.ok"), "o")], lines)


class ProgressScreen(FrontModal[None]):
    """How far a long operation has come; Esc cancels it (``cancel`` is called once)."""

    CSS_PATH = styles("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+t", "stop", show=False)]

    def __init__(self, t: Translator, cancel: Callable[[], None]) -> None:
        super().__init__()
        self.t = t
        self._cancel = cancel

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(id="progress", markup=False)

    def show(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` are done."""
        self.query_one("#progress", Static).update(Content(self.t("bulk.progress", done=done, total=total)))

    def action_stop(self) -> None:
        """Ask for the operation to be stopped."""
        self._cancel()
