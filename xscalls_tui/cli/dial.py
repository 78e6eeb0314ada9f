"""The verb dial: rings a number, as the screen does, and stores nothing."""

from __future__ import annotations

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.failures import BadUsage
from xscalls_tui.cli.output import say
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.telephone import provider
from xscalls_tui.services import calls, registers, telephone
from xscalls_tui.services.session import Session


@verb("dial", help="cli.help.dial")
@click.argument("number", metavar="cli.meta.number", required=False)
@click.option("--call", type=options.CALL_ID, metavar="cli.meta.id", help="cli.opt.dial.call")
@click.option("--contact", type=options.CALL_ID, metavar="cli.meta.id", help="cli.opt.dial.contact")
@click.option("--company", type=options.CALL_ID, metavar="cli.meta.id", help="cli.opt.dial.company")
@click.pass_obj
def dial(
    setting: Setting, number: str | None, call: int | None, contact: int | None, company: int | None
) -> None:
    """Ring; a link is printed, for whoever can open it."""
    if sum(given is not None for given in (number, call, contact, company)) != 1:
        raise BadUsage("cli.dial.one")
    with setting.session() as session:
        if number is None:
            number = _number_of(session, call, contact, company)
        who = provider(setting.config.telephone, session.settings)
    line = telephone.dial(setting.config.telephone, who, number)
    line.close()
    say(line.link or setting.t("tel.dialling", number=line.number))


def _number_of(session: Session, call: int | None, contact: int | None, company: int | None) -> str:
    """The number of the one that is given."""
    if call is not None:
        return calls.read(session, call).phone
    if contact is not None:
        record = registers.read(session, Register.CONTACT, contact)
    else:
        assert company is not None
        record = registers.read(session, Register.COMPANY, company)
    return registers.from_record.call(session, record).draft.phone
