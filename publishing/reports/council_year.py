"""The yearly report of a council on paper: the frozen figures and the words of the secretariat."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from councils.choices import RecommendationStatus, ReplyKind
from councils.models import YearReport
from councils.queries.years import recommendation_marks
from foundation.core import presentation
from foundation.core.text import FALLBACKS, localized
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section, Table


def printed(report: YearReport) -> Printed:
    """The report in the language in force, from its figures alone: the same version always gives the same text."""
    name, values = localized(report.council, "name"), {"year": report.year}
    invented = _("This council and its members are made up to show the portal.")
    draft = _("This is a draft. It has not been published.")
    figures = report.figures
    return Printed(
        title=_("Report of %(year)s") % values,
        subtitle=name,
        author=name,
        language=presentation.language(),
        footer=f"{name}, {report.year}, {report.version}",
        notice=" ".join(
            text for text, said in ((draft, not report.published_at), (invented, report.council.is_invented)) if said
        ),
        sections=[
            Section(_("In short"), [Facts(_short(figures))]),
            *_words(report),
            Section(_("Meetings"), [_meetings(figures["meetings"])]),
            Section(_("Attendance of each member"), [_members(figures["members"])]),
            Section(_("Recommendations and replies"), [_recommendations(figures["recommendations"])]),
            *_plan(figures["plan"]),
        ],
    )


def _short(figures: dict[str, Any]) -> list[tuple[str, str]]:
    marks = recommendation_marks(figures["recommendations"])
    proposals, work = figures["proposals"], figures["work"]
    return [
        (_("Meetings held"), str(len(figures["meetings"]))),
        (_("Motions carried"), str(figures["motions"]["carried"])),
        (_("Recommendations sent"), str(marks["sent"])),
        (_("Answered"), str(marks["answered"])),
        (_("Answered in time"), str(marks["in_time"])),
        (_("Done"), str(marks["done"])),
        (_("Proposed points"), str(sum(proposals.values()))),
        (_("On the agenda"), str(proposals["taken"])),
        (_("Draft acts received"), str(work["drafts"])),
        (_("Opinions given, of them in time"), f"{work['opinions']} / {work['opinions_in_time']}"),
        (_("Public controls concluded"), str(work["documents"])),
        (_("Reports of heads heard"), str(work["heads"])),
        (_("Appeals, of them answered"), f"{work['appeals']} / {work['appeals_answered']}"),
    ]


def _words(report: YearReport) -> list[Section]:
    text = report.words_kk if presentation.language() == "kk" else report.words_ru
    parts = [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]
    return [Section(_("In the words of the council"), [Paragraph(part) for part in parts])] if parts else []


def _meetings(rows: list[dict[str, Any]]) -> Block:
    if not rows:
        return Paragraph(_("No meetings yet."))
    head = ["№", _("Topic"), _("When"), _("Was there"), _("Quorum")]
    cells = [
        [
            str(one["number"]),
            one["topic"],
            _day(one["held_on"]),
            f"{one['present']} / {one['members']}",
            str(one["quorum"]),
        ]
        for one in rows
    ]
    return Table(head, cells, widths=(0, 5, 2.4, 1.6, 1.2), numbers=(0, 3, 4))


def _members(rows: list[dict[str, Any]]) -> Block:
    if not rows:
        return Paragraph(_("No meetings yet."))
    cells = [[one["name"], f"{one['here']} / {one['held']}"] for one in rows]
    return Table([_("Full name"), _("Was there")], cells, widths=(5, 1), numbers=(1,))


def _recommendations(rows: list[dict[str, Any]]) -> Block:
    if not rows:
        return Paragraph(_("No recommendations yet."))
    head = ["№", _("What the council recommends"), _("To whom"), _("Answer")]
    cells = [[str(one["number"]), one["text"], _named(one["addressee"]), _answer(one)] for one in rows]
    return Table(head, cells, widths=(0, 5, 2.5, 1.8), numbers=(0,))


def _answer(one: dict[str, Any]) -> str:
    text = str(ReplyKind(one["answer"]).label if one["answer"] else RecommendationStatus(one["status"]).label)
    return f"{text}, {_('late')}" if one["late"] else text


def _named(names: dict[str, str]) -> str:
    return next((names[code] for code in FALLBACKS[presentation.language()] if names.get(code)), "")


def _plan(rows: list[dict[str, Any]]) -> list[Section]:
    if not rows:
        return []
    head = [_("Month"), _("What is planned"), _("What came of it")]
    cells = [[str(MONTHS[one["month"]]), one["title"], one["outcome"] or "–"] for one in rows]
    return [Section(_("Work plan"), [Table(head, cells, widths=(1.5, 4, 4))])]


def _day(text: str) -> str:
    return presentation.day(dt.date.fromisoformat(text))
