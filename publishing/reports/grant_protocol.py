"""The commission's protocol of one call: what was decided, by whom, how the quorum and each rank came about."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from evaluation.models import Seat
from foundation.core import presentation
from foundation.core.addresses import address
from foundation.core.text import localized
from grants.queries.results import CallResults, Refusal, Standing
from publishing.reports import grant_votes
from publishing.reports.blocks import Block, Facts, Items, Paragraph, Printed, Section, Table

NONE = "–"


def printed(results: CallResults) -> Printed:
    """The protocol in the language in force."""
    call, meeting = results.call, results.meeting
    values = {"number": meeting.protocol_number, "held": presentation.moment(meeting.held_at, with_zone=True)}
    return Printed(
        title=_("Protocol of the commission № %(number)s") % values,
        subtitle=f"{localized(call, 'title')}. {values['held']}",
        author=str(call.operator),
        language=presentation.language(),
        footer=_("%(call)s, protocol № %(number)s") % {"call": localized(call, "title"), **values},
        notice=_notice(results),
        sections=[
            Section(_("The call"), [Facts(_call_facts(results))]),
            Section(_("Agenda"), grant_votes.agenda(results)),
            Section(_("The commission"), grant_votes.attendance(results)),
            Section(_("Experts"), _panel(results)),
            Section(_("Ranking"), _ranking(results)),
            Section(_("Votes on each application"), grant_votes.votes(results)),
            Section(_("Conflicts of interest"), grant_votes.conflicts(results)),
            Section(_("Decisions with their reasons"), _decisions(results)),
            Section(_("Where the commission departed from the ranking"), grant_votes.departures(results)),
            Section(_("Not admitted by the formal check"), _not_admitted(results.refusals)),
            Section(_("How to check this protocol"), [Facts(_proof(results))]),
            Section(_("Signatures"), grant_votes.signatures(results)),
        ],
    )


def _notice(results: CallResults) -> str:
    if not results.call.is_invented:
        return ""
    demo = _("This is a demonstration: the organisations, people, texts and marks are invented.")
    return f"{demo} {localized(results.call, 'note')}".strip()


def _call_facts(results: CallResults) -> list[tuple[str, str]]:
    call = results.call
    window = {
        "opens": presentation.moment(call.opens_at),
        "closes": presentation.moment(call.closes_at, with_zone=True),
    }
    return [
        (_("Operator"), str(call.operator)),
        (_("Kind"), str(call.get_kind_display())),
        (_("Applications were taken"), _("from %(opens)s to %(closes)s") % window),
        (_("Budget"), presentation.tenge(call.budget)),
        (_("Applications sent"), presentation.figure(len(results.standings) + len(results.refusals))),
        (_("Admitted to evaluation"), presentation.figure(len(results.standings))),
        (_("Grants awarded"), presentation.figure(len(results.winners))),
        (_("Awarded in all"), presentation.tenge(results.money.awarded)),
        (_("Left in the budget"), presentation.tenge(results.money.left)),
    ]


def _panel(results: CallResults) -> list[Block]:
    draw = results.round
    values = {"count": len(draw.draw_pool), "numbers": ", ".join(str(number) for number in draw.draw_pool)}
    facts = [
        (_("Experts were drawn"), presentation.moment(draw.drawn_at) if draw.drawn_at else NONE),
        (_("Drawn from"), _("%(count)s experts of the registry, numbers %(numbers)s") % values),
        (_("Seed of the draw"), draw.seed or NONE),
        (_("SHA-256 of the seed, published before the draw"), draw.seed_digest or NONE),
    ]
    return [Facts(facts), *_named(results.experts)]


def _named(experts: list[Seat]) -> list[Block]:
    if not experts:
        return []
    return [
        Paragraph(_("The panel, by name; which of them is «Expert 1» is not published:")),
        Items([str(seat.expert) for seat in experts]),
    ]


def _ranking(results: CallResults) -> list[Block]:
    head = [_("Rank"), _("Application"), _("Organisation and project"), _("Total"), _("Decision"), _("Awarded")]
    rows = [_ranking_row(standing) for standing in results.standings]
    criteria = Table(
        [_("№"), _("Criterion"), _("Weight"), _("Marks")],
        [
            [
                str(number),
                localized(criterion, "title"),
                presentation.figure(criterion.weight),
                f"{presentation.figure(criterion.minimum)}–{presentation.figure(criterion.maximum)}",
            ]
            for number, criterion in enumerate(results.criteria, 1)
        ],
        widths=(0, 6, 1, 1),
        numbers=(0, 2, 3),
    )
    return [
        Table(head, rows, widths=(0, 1.4, 4, 1.3, 2, 1.6), numbers=(0, 3, 5)),
        Paragraph(_("The criteria, and the means of the experts' marks for each:")),
        criteria,
        _means(results),
    ]


def _ranking_row(standing: Standing) -> list[str]:
    application, result = standing.application, standing.result
    return [
        str(result.rank) if result and result.rank else NONE,
        application.number,
        f"{application.organisation}. {application.title}",
        presentation.figure(result.total, 2) if result and result.total is not None else NONE,
        str(application.get_status_display()),
        presentation.tenge(application.awarded) if application.awarded else NONE,
    ]


def _means(results: CallResults) -> Table:
    width = len(results.criteria)
    rows = []
    for standing in results.standings:
        means = [presentation.figure(mean, 2) for mean in standing.means]
        rows.append([standing.application.number, *means, *[NONE] * (width - len(means))])
    head = [_("Application"), *(f"№{presentation.NBSP}{number}" for number in range(1, width + 1))]
    return Table(head, rows, widths=(2, *[1] * width), numbers=tuple(range(1, width + 1)))


def _decisions(results: CallResults) -> list[Block]:
    head = [_("Application"), _("Organisation"), _("Decision"), _("Reason")]
    rows = [
        [
            standing.application.number,
            str(standing.application.organisation),
            _decision(standing),
            standing.application.decision_reason or NONE,
        ]
        for standing in results.standings
    ]
    return [Table(head, rows, widths=(1.5, 2.5, 2, 4.5))]


def _decision(standing: Standing) -> str:
    text = str(standing.application.get_status_display())
    amount = standing.application.awarded
    return f"{text}: {presentation.tenge(amount)}" if amount else text


def _not_admitted(refusals: list[Refusal]) -> list[Block]:
    if not refusals:
        return [Paragraph(_("Every application that was sent was admitted."))]
    head = [_("Application"), _("Organisation"), _("What was not met, and why")]
    rows = [
        [
            refusal.application.number,
            str(refusal.application.organisation),
            "; ".join(f"{item.get_item_display()}: {item.reason}" for item in refusal.unmet) or refusal.check.reason,
        ]
        for refusal in refusals
    ]
    return [Table(head, rows, widths=(1.5, 3, 6))]


def _proof(results: CallResults) -> list[tuple[str, str]]:
    run, meeting = results.run, results.meeting
    path = address("grants:results", results.call.slug)
    return [
        (
            _("Computation of the ranking"),
            _("№ %(number)s, engine version %(version)s") % {"number": run.number, "version": run.engine_version},
        ),
        (_("SHA-256 of its inputs"), run.inputs_digest),
        (_("SHA-256 of its outcome"), run.outcome_digest),
        (_("Results with every step"), f"{settings.PUBLIC_ADDRESS}{path}" if path else NONE),
        (_("Concluded"), presentation.moment(meeting.concluded_at, with_zone=True) if meeting.concluded_at else NONE),
        (_("Secretary"), str(meeting.concluded_by or NONE)),
    ]
