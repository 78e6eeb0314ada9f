"""What all screens have in common: commands, the one worker helper, and telling the operator things."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, TypeVar

from textual import events, on
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.message import Message

from xscalls_tui import paths
from xscalls_tui.commands import general
from xscalls_tui.commands.base import Claims, Command, Context
from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.errors import ConnectionLost, InvalidInput, XSCallsError
from xscalls_tui.domain.errors import Message as Sentence
from xscalls_tui.domain.settings import Dialling
from xscalls_tui.domain.stopping import Stop, stoppable
from xscalls_tui.domain.telephone import provider
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.composing import FrontScreen, R
from xscalls_tui.screens.messages import NoAnswer
from xscalls_tui.screens.typeahead import HoldKeys, ReleaseKeys
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.glyphs import Glyphs, glyphs_for
from xscalls_tui.widgets.themes import needs_letters
from xscalls_tui.widgets.too_small import LEAST_HEIGHT, LEAST_WIDTH

log = logging.getLogger(__name__)

T = TypeVar("T")


def styles(*names: str) -> list[str | PurePath]:
    """The style sheets of these names. Those of the list are read at the start, those of another screen
    when it is first shown."""
    return [paths.styles_dir() / f"{name}.tcss" for name in names]


def add_styles(app: App[Any], *names: str) -> None:
    """Read style sheets for what a screen shows only now."""
    missing = [path for path in styles(*names) if not app.stylesheet.has_source(str(path), "")]
    for path in missing:
        app.stylesheet.read(path)
    if missing:
        app.stylesheet.reparse()
        app.stylesheet.update(app)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for these commands. Our own bar shows them, in the operator's language."""
    return [
        # Quitting is to be had from menus and questions too: they keep all other keys to themselves.
        Binding(c.keys, c.action, c.label, show=False, id=c.id, priority=c is general.QUIT)
        for c in commands
        if c.keys
    ]


class Given(NamedTuple):
    """What was said when the program was started: what goes before the employee's settings, and what they
    go before."""

    language: str | None = None
    """Of ``--lang``, which goes before."""
    otherwise: str | None = None
    """The language of the configuration."""
    mouse: bool = True
    """Whether the mouse may be used at all."""
    keys: Mapping[str, str] = MappingProxyType({})
    """The keys of the configuration."""
    telephone: Telephone = Telephone()
    """How numbers can be rung, by the configuration."""
    gate: str = ""
    """How the server is reached through its gate (``account@host``), where there is one: the operator then
    has no files of their own here but those in their export folder."""


class Desk(NamedTuple):
    """What every screen needs: who is at work on which data, in which language, on what terminal."""

    session: Session
    t: Translator
    plain: bool = False
    """Whether the terminal can draw ASCII only."""
    few_colours: bool = False
    """Whether it has 16 colours or none."""
    overrides: Mapping[str, str] = MappingProxyType({})
    """The keys that the operator has set, by the id of the command."""
    given: Given = Given()

    telephone: Telephone = Telephone()
    """How numbers can be rung."""

    @property
    def dialling(self) -> Dialling:
        """Who rings a number; the employee may have set it otherwise since."""
        return provider(self.telephone, self.session.settings)

    @property
    def rings(self) -> bool:
        """Whether there is a telephone to ring with (R75, R76)."""
        return self.dialling is not Dialling.NONE

    def keys(self, command: Command) -> list[str]:
        """The keys of a command, the one that is shown first."""
        return [key for key in self.overrides.get(command.id, command.keys).split(",") if key]

    def sentence(self, message: Sentence) -> str:
        """A message in the operator's language."""
        return self.t(message.key, **dict(message.values))

    def explain(self, error: Exception) -> str:
        """A failure as one sentence. What nobody foresaw goes to the log, not to the screen."""
        if isinstance(error, XSCallsError):
            return self.sentence(error.message)
        log.error("unforeseen failure", exc_info=error)
        return self.t("msg.unexpected")


@dataclass(eq=False, repr=False)
class Answer(Message):
    """What a worker found, or why it could not. Late answers to earlier questions are dropped."""

    group: str
    generation: int
    value: Any
    error: Exception | None
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    lost: Callable[[], object]
    hold: bool


def signs(screen: WorkScreen[Any]) -> Glyphs:
    """The signs that a screen draws with, on this terminal and in the theme in force."""
    desk = screen.desk
    letters = desk.few_colours or needs_letters(screen.app)
    return glyphs_for(desk.t, plain=desk.plain, letters=letters)


class WorkScreen(FrontScreen[R]):
    """A screen on which commands are run."""

    USER_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    AUTO_FOCUS = ""
    page = ""
    """The name of the page of the main menu that this is, if it is one."""
    on_line = False
    """Whether a call is being rung."""
    asked = False
    """Whether a colleague asks for a call of the employee's."""
    follows = True
    """Whether what is shown is read again whenever somebody has written, here or elsewhere."""
    heading = ""
    """Key of what the window's title calls a screen without a top line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.t = desk.t
        self.user_commands = self.USER_COMMANDS
        self._generations: dict[str, int] = {}
        self._forgotten: dict[str, int] = {}
        self._stops: dict[str, Stop] = {}

    @property
    def session(self) -> Session:
        """The employee at work."""
        return self.desk.session

    @property
    def dirty(self) -> bool:
        """Whether something is typed that would be lost."""
        return False

    def context(self) -> Context:
        """Where the operator is now; decides which commands make sense."""
        claims = Claims(asked=self.asked)
        return Context(writable=not self.session.engine.read_only, on_line=self.on_line, claims=claims)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense here and now: the same answer dims it and guards its key."""
        if action != "command":
            return True
        command = next((c for c in self.user_commands if c.id == parameters[0]), None)
        return command is not None and command.when(self.context())

    def action_command(self, command_id: str) -> None:
        """Run a command: the method ``do_`` and its id."""
        getattr(self, "do_" + command_id.replace(".", "_"))()

    def do_back(self) -> None:
        """Leave this screen, unless something speaks against it."""
        self.leave()

    def leave(self) -> None:
        """Leave this screen; the first one stays."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    def go(self, message: Message) -> None:
        """Say where to go; the app answers."""
        self.post_message(message)

    def do_refresh(self) -> None:
        """Read again what is shown."""

    def ask(
        self,
        group: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        lost: Callable[[], None] | None = None,
        *,
        hold: bool = False,
        replace: bool = False,
    ) -> None:
        """Run ``work`` in a thread and hand its value to ``done`` on this one.

        The only way from a screen to a service. A newer question of the same group makes the answer to
        an older one void. Failures go to ``failed``, or are told in the status line. When the database does
        not answer, the same work is run again as soon as it does, or ``lost`` sees to it. So work that
        writes must name its operation beforehand (``Session.once``). ``hold`` is for answers that bring
        another screen: keys typed meanwhile are meant for that, and wait. ``replace`` is for reading: an
        older question of the group that is still being answered is given up.
        """
        if hold:
            self.post_message(HoldKeys())
        generation = self._generations[group] = self._generations.get(group, 0) + 1
        older = self._stops.pop(group, None)
        stop = Stop()
        if replace:
            self._stops[group] = stop

        def run(hold: bool) -> None:
            value, error = None, None
            try:
                if older is not None:
                    older()  # here, since it can take a message to a server
                with stoppable(stop):
                    value = work()
            except Exception as failure:  # every failure is told to the operator
                error = failure
            self.post_message(Answer(group, generation, value, error, done, tell, owe, hold))

        def start(hold: bool) -> None:
            self.run_worker(lambda: run(hold), group=group, thread=True, exit_on_error=False)

        def again() -> None:
            if generation > self._forgotten.get(group, 0):
                start(False)

        tell = failed or self.refuse
        owe = lost or partial(self.post_message, NoAnswer(again))
        start(hold)

    def forget(self, group: str) -> None:
        """Void the answers that are still to come in a group, and do not ask again."""
        self._forgotten[group] = self._generations.get(group, 0)
        self._generations[group] = self._forgotten[group] + 1

    def say(self, text: str, *, alarm: bool = False) -> None:
        """Tell the operator something in the status line, until the next key."""
        for bar in self.query(StatusBar):
            bar.say(text, alarm=alarm)

    def refuse(self, error: Exception) -> None:
        """Tell the operator why something did not happen."""
        sentences = [self.desk.explain(error)]
        if isinstance(error, InvalidInput):
            sentences = [self.desk.sentence(message) for message in error.fields.values()]
        self.say(" ".join(sentences), alarm=True)

    def stand(self, text: str) -> None:
        """Have something stand in the status line for as long as it is true; nothing ends it."""
        for bar in self.query(StatusBar):
            bar.stand(text)

    def offered(self) -> list[Command]:
        """The commands that stand in the bar of keys now."""
        context = self.context()
        return [command for command in self.user_commands if command.footer and command.when(context)]

    def reword(self) -> None:
        """Settings have changed: say everything in the language, with the keys and the signs of now."""
        glyphs = signs(self)
        for widget in self.query("*"):
            for name in ("glyphs", "_glyphs"):
                if isinstance(getattr(widget, name, None), Glyphs):
                    setattr(widget, name, glyphs)
            widget.notify_style_update()  # lines that were drawn are forgotten
            if (again := getattr(widget, "reword", None)) is not None:
                again()
            widget.refresh()
        self.update_keys()
        self.do_refresh()
        self.refresh(layout=True)

    def update_keys(self) -> None:
        """Show the keys that apply now."""
        try:
            offered = self.offered()
        except ScreenStackError:  # not on the stack yet
            return
        with suppress(NoMatches):  # not composed yet
            self.query_one(KeyBar).show(offered)

    @on(events.Resize)
    @on(events.ScreenResume)
    def _fit(self) -> None:
        """A window that is too small to work in says so."""
        size = self.app.size
        self.set_class(size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT, "-too-small")

    @on(Answer)
    def _take_answer(self, answer: Answer) -> None:
        answer.stop()
        if isinstance(answer.error, ConnectionLost):
            answer.lost()
        elif answer.generation == self._generations.get(answer.group):
            if answer.error is None:
                answer.done(answer.value)
            else:
                answer.failed(answer.error)
            self.update_keys()
        if answer.hold:
            self.post_message(ReleaseKeys())
