"""The thread of a case: whole texts, replies under what they reply to, and a cursor that reads on."""

from __future__ import annotations

from textual.app import App, ComposeResult

from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.thread import Thread, ThreadNote

LONG = " ".join(f"ord{number}" for number in range(40))
NOTES = (
    ThreadNote(1, None, "Første linje\nandre linje", "mandag KN"),
    ThreadNote(2, None, LONG, "tirsdag OL"),
    ThreadNote(3, 1, "Svar med et altforlangtordsomikkefårplasspåénlinje i", "onsdag PH"),
    ThreadNote(4, 3, "Svar på svaret", "torsdag KN"),
)


class Case(App[None]):
    """Shows a thread and nothing else."""

    def compose(self) -> ComposeResult:
        yield Thread(Translator("nb"))


def lines(thread: Thread) -> list[str]:
    """What stands on the screen."""
    return [thread.render_line(y).text.rstrip() for y in range(thread.size.height)]


async def test_replies_stand_under_what_they_reply_to_and_every_word_can_be_read() -> None:
    app = Case()
    async with app.run_test(size=(30, 8)) as pilot:
        thread = app.query_one(Thread)
        assert lines(thread)[0] == " Ingen oppfølginger ennå"
        thread.show(NOTES)
        thread.focus()
        await pilot.press("home")
        assert lines(thread) == [
            " mandag KN",
            "   Første linje",
            "   andre linje",
            " └ onsdag PH",
            "     Svar med et",
            "     altforlangtordsomikkefårp",
            "     lasspåénlinje i",
            "   └ torsdag KN",
        ]
        read = set()
        for _ in range(30):
            read |= {word for line in lines(thread) for word in line.split()}
            await pilot.press("down")
        assert {*LONG.split(), "svaret"} <= read
        assert thread.selected == 2
        await pilot.press("pageup", "pageup", "pageup", "up")
        assert (thread.selected, lines(thread)[0]) == (1, " mandag KN")
        thread.show((*NOTES, ThreadNote(5, 1, "Nytt", "fredag OL")))
        assert thread.selected == 1
