"""What look-up fields ask for, answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xscalls_tui.domain.lookup import Match
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.services import lookups

if TYPE_CHECKING:
    from xscalls_tui.widgets.form import Form
    from xscalls_tui.widgets.search_panel import SearchPanel


def look_up(
    screen: WorkScreen[Any], wanted: Form.Wanted | SearchPanel.Wanted, then: Callable[[], None]
) -> None:
    """Show the matches in the field that wants them, then do what may have waited for them."""

    def found(matches: list[Match]) -> None:
        wanted.field.show_matches(wanted.text, matches)
        then()

    def failed(error: Exception) -> None:
        found([])
        screen.refuse(error)

    screen.ask(
        f"find {wanted.field.id}",
        lambda: lookups.find(screen.session, wanted.register, wanted.text, wanted.company),
        found,
        failed,
        replace=True,
    )
