"""Two have changed the same entry: a question that is answered field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from xscalls_tui.domain.merging import Difference, Side
from xscalls_tui.screens.base import Desk, styles
from xscalls_tui.screens.composing import FrontModal
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.difference_lines import DifferenceLines
from xscalls_tui.widgets.glyphs import glyphs_for

Chosen = Mapping[Difference, Side]


class MergeScreen(FrontModal[Chosen | None]):
    """Who saved what, and each field that differs with both values. Gives whose value is kept of each, or
    None to go on writing; the answers have keys and can be clicked."""

    CSS_PATH = styles("dialogs", "picked_lines", "merging")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t", "answer('edit')", show=False),
        Binding("enter,ctrl+s", "answer('save')", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("home", "move(-999)", show=False),
        Binding("end", "move(999)", show=False),
        Binding("pageup", "read(-1)", show=False),
        Binding("pagedown", "read(1)", show=False),
        Binding("left", "choose('MINE')", show=False),
        Binding("right", "choose('THEIRS')", show=False),
        Binding("space", "turn", show=False),
    ]

    def __init__(self, desk: Desk, sentences: Sequence[str], differences: Sequence[Difference]) -> None:
        super().__init__()
        self.t = desk.t
        self._sentences = [sentence for sentence in sentences if sentence]
        self._lines = DifferenceLines(
            desk.t, glyphs_for(desk.t, plain=desk.plain, letters=desk.few_colours), differences
        )
        self._any = bool(differences)
        self._answers = {
            self.t("conflict.save.key"): "save",
            self.t("conflict.theirs.key"): "theirs",
            self.t("conflict.edit.key"): "edit",
            self.t("conflict.mine.key"): "mine",
            self.t("conflict.both.key"): "both",
        }

    def compose(self) -> ComposeResult:
        with Vertical(id="merge"):
            first, *rest = self._sentences
            yield Static(Content(first), id="question-sentence")
            for sentence in rest:
                yield Static(Content(sentence))
            yield self._lines
            with VerticalScroll(id="merge-values", can_focus=False):
                yield Static(id="merge-value", markup=False)
            yield Bar(id="merge-choices")
            yield Bar(id="merge-answers")

    def on_mount(self) -> None:
        """The first field that both have changed is under the cursor."""
        t, lines = self.t, self._lines
        lines.styles.height = min(lines.count + 1, 12)
        contested = [place for place, one in enumerate(lines.chosen) if one.contested]
        lines.cursor = contested[0] if contested else 0
        lines.focus()
        self.query_one("#merge-choices", Bar).left = (
            Part(f" {t('conflict.choose')} ", "dim"),
            *self._part("mine", t("conflict.mine"), t("conflict.mine.key")),
            *self._part("both", t("conflict.both"), t("conflict.both.key")),
        )
        self.query_one("#merge-answers", Bar).left = (
            *self._part("save", t("conflict.save"), t("conflict.save.key")),
            *self._part("theirs", t("conflict.theirs"), t("conflict.theirs.key")),
            *self._part("edit", t("conflict.edit"), t("conflict.edit.key")),
        )
        self._show_values()

    @staticmethod
    def _part(target: str, label: str, key: str) -> tuple[Part, Part]:
        return Part(f" {key}", "key", target), Part(f" {label} ", "", target)

    def _show_values(self) -> None:
        """Both values of the field under the cursor in full."""
        if not self._any:
            return
        t, one = self.t, self._lines.selected
        values = (
            (t("conflict.column.mine"), one.mine),
            (t("conflict.column.theirs"), one.theirs),
        )
        shown = [Content.assemble((f"{label}: ", "bold"), Content(value or "–")) for label, value in values]
        self.query_one("#merge-value", Static).update(Content("\n").join(shown))

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives that answer."""
        for key, answer in self._answers.items():
            if event.character and event.character.casefold() == key.casefold():
                event.stop()
                self.action_answer(answer)
                return

    def action_answer(self, answer: str) -> None:
        """Give an answer, or choose for all fields."""
        lines = self._lines
        if answer == "save":
            self.dismiss(lines.chosen)
        elif answer == "theirs":
            lines.choose_all(Side.THEIRS)
            self.dismiss(lines.chosen)
        elif answer == "edit":
            self.dismiss(None)
        elif answer == "mine":
            lines.choose_all(Side.MINE)
        elif answer == "both" and self._any:
            lines.choose(Side.BOTH)

    def action_move(self, by: int) -> None:
        """Go to another field."""
        self._lines.move(by)
        self._show_values()

    def action_read(self, pages: int) -> None:
        """Read on in the values of the field."""
        values = self.query_one("#merge-values", VerticalScroll)
        values.scroll_relative(y=pages * max(values.size.height - 1, 1), animate=False)

    def action_choose(self, side: str) -> None:
        """Keep one side of the field."""
        if self._any:
            self._lines.choose(Side[side])

    def action_turn(self) -> None:
        """Keep another side of the field."""
        if self._any:
            self._lines.turn()

    @on(Bar.Clicked)
    def _clicked(self, event: Bar.Clicked) -> None:
        event.stop()
        self.action_answer(event.target)

    @on(DifferenceLines.Clicked)
    def _line_clicked(self, event: DifferenceLines.Clicked) -> None:
        """A click in a column keeps what stands there."""
        if (side := self._lines.side_at(event.x)) is not None:
            self._lines.choose(side)
        self._show_values()
