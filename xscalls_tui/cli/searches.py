"""The verbs that find things: search, searches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from xscalls_tui.cli import options
from xscalls_tui.cli.output import cells, fit, line_width, print_json, print_lines, print_table
from xscalls_tui.cli.setting import Setting
from xscalls_tui.cli.speech import verb
from xscalls_tui.domain.finding import Found, Hit
from xscalls_tui.domain.searches import SavedSearch
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator, formats, grouped
from xscalls_tui.services import finding, searches
from xscalls_tui.services.finding import COUNT_CAP, GROUPS

_LONGEST_NAME = 40


@verb("search", help="cli.help.search")
@click.argument("text", metavar="cli.meta.text")
@options.as_json
@click.pass_obj
def search(setting: Setting, text: str, as_json: bool) -> None:
    """Print what the global search finds, by groups."""
    with setting.session() as session:
        found = finding.find(session, text)
        counts = finding.counts(session, text)
        if as_json:
            print_json(_record(group, counts[group.group]) for group in found)
        else:
            print_lines(_lines(found, counts, setting.t, line_width()))


@verb("searches", help="cli.help.searches")
@options.as_json
@click.pass_obj
def list_searches(setting: Setting, as_json: bool) -> None:
    """Print one's own saved searches, and those that colleagues share."""
    t = setting.t
    with setting.session() as session:
        found = searches.visible(session, t.language)
    if as_json:
        print_json(_search(search, setting) for search in found)
        return
    heading = [t("searches.name"), t("searches.finds"), t("cli.owner"), t("cli.shared"), t("cli.start")]
    print_table([heading, *(_row(search, t) for search in found)])


def _row(search: SavedSearch, t: Translator) -> list[str]:
    finds = search.words or t("searches.everything")
    if search.why is not None:
        finds = f"{_why(search, t)} · {finds}"
    marks = ["×" if marked else "" for marked in (search.keeping.shared, search.start)]
    return [search.name, finds, search.initials, *marks]


def _search(search: SavedSearch, setting: Setting) -> dict[str, object]:
    return {
        "id": search.id,
        "name": search.name,
        "filter": search.words,
        "sort": search.sort.by.value,
        "descending": search.sort.descending,
        "owner": search.initials,
        "shared": search.keeping.shared,
        "start": search.start,
        "problem": _why(search, setting.t),
    }


def _why(search: SavedSearch, t: Translator) -> str | None:
    return t(search.why.key, **dict(search.why.values)) if search.why else None


def _record(found: Found, count: int) -> dict[str, object]:
    return {
        "group": found.group,
        "count": min(count, COUNT_CAP),
        "more": count > COUNT_CAP,
        "hits": [
            {
                "id": hit.id,
                "name": hit.name,
                "details": list(hit.details),
                "at": hit.at.isoformat(timespec="minutes") if hit.at else None,
            }
            for hit in found.hits
        ],
    }


def _lines(
    found: Sequence[Found], counts: Mapping[str, int], t: Translator, width: int | None
) -> Iterator[str]:
    """A heading for each group that has hits, and its hits below."""
    titles = {group.name: group.title for group in GROUPS}
    for group in found:
        if not group.hits:
            continue
        count = counts[group.group]
        shown = grouped(count) if count <= COUNT_CAP else f"{COUNT_CAP}+"
        yield f"{t(titles[group.group])} ({shown})"
        for hit in group.hits:
            line = _line(hit, t)
            yield line if width is None or cells(line) <= width else fit(line, width).rstrip()


def _line(hit: Hit, t: Translator) -> str:
    date = f"{formats.list_date(hit.at)}  " if hit.at else ""
    name = fit(clean_line(hit.name) or t("call.nosubject"), _LONGEST_NAME, cut=False)
    return f"{hit.id:>10}  {date}{name}  {clean_line(' · '.join(hit.details))}".rstrip()
