"""Pages of councils: seats by competition, a year, draft acts, control, reports of heads, appeals."""

from __future__ import annotations

from decimal import Decimal

from councils.actions import appeals, commissions, head_reports, proposals, years
from councils.actions import councils as actions
from councils.actions.acts import remarks
from councils.actions.control import findings, plans
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.searches import actions as searches
from foundation.searches import lists
from registry.rules.placing import Typed
from tests.builders import council_work, councils, formation
from tests.factories.accounts import UserFactory
from tests.journeys.shown import Shown, address

NAMES = [
    "councils",
    "council",
    "competitions",
    "competition to prepare",
    "competition",
    "start of a competition",
    "working group",
    "own candidacy",
    "check of a candidate",
    "order of members",
    "proposed points",
    "answer to a point",
    "plan of a year",
    "report of a year",
    "commission",
    "draft act",
    "draft acts",
    "public control",
    "checklist",
    "report of a head",
    "public reception",
    "comments on a map",
    "comment with a place",
    "papers of a ballot",
    "how bodies answer",
    "saved searches",
    "search to save",
]


def before_councils() -> dict[str, Shown]:
    """A council with an adopted act, a control, a report that takes questions, an appeal."""
    built = councils.sitting(3)
    act = council_work.adopted(built)
    control = council_work.planned_control(built)
    findings.write_checklist(control=control, questions=["Is it empty?", "Is it clean?"], by=built.secretary)
    control = plans.announce(control=control, by=built.secretary)
    report = council_work.announced_report(built)
    head_reports.ask(report=report, text="Why is it dirty?", by=built.users[1])
    appeals.send(council=built.council, topic="Lamp", text="Dark", may_publish=True, by=built.users[2])
    return _said(built) | {
        "draft act": Shown(address("councils:act-detail", built.council.slug, act.number)),
        "draft acts": Shown(address("councils:act-list")),
        "public control": Shown(
            address("councils:control-detail", built.council.slug, control.number), built.secretary
        ),
        "checklist": Shown(address("councils:checklist-fill", built.council.slug, control.number), built.users[0]),
        "report of a head": Shown(
            address("councils:head-report-detail", built.council.slug, report.number), built.secretary
        ),
        "public reception": Shown(address("councils:reception", built.council.slug), built.users[2]),
    }


def _said(built: councils.Built) -> dict[str, Shown]:
    """Comments with a place, a ballot on paper, marks of bodies, saved searches."""
    slug, act, member = built.council.slug, council_work.sent(built), built.users[0]
    for latitude, longitude in (("43.238", "76.889"), ("43.301", "76.912")):
        where = Typed(latitude=Decimal(latitude), longitude=Decimal(longitude))
        remarks.comment(act=act, article=None, text=f"Here: {latitude}", where=where, by=member)
    actions.change(council=built.council, values={"paper_rule": "Clause 31"}, reason="New rules", by=built.secretary)
    motion = councils.voting(built, councils.opened(built, 3), "paper")
    listed = lists.known("acts")
    assert listed is not None
    searches.save(listed=listed, query="status=sent", name="Water", by=member)
    return {
        "comments on a map": Shown(address("councils:act-detail", slug, act.number)),
        "comment with a place": Shown(address("councils:act-comment", slug, act.number), member),
        "papers of a ballot": Shown(
            address("councils:vote-paper", slug, motion.item.meeting_id, motion.pk), built.secretary
        ),
        "how bodies answer": Shown(address("councils:body-marks")),
        "saved searches": Shown(address("searches:search-list"), member),
        "search to save": Shown(f"{address('searches:search-save', 'acts')}?status=decided", member),
    }


def council_pages() -> dict[str, Shown]:
    """A council chosen by competition, whose year is reported, and competitions at three other states."""
    whole, checking, ready = formation.played(), formation.closed_with(1), formation.started()
    selected = formation.closed_with(1)
    selected = formation.counted(formation.voted(formation.listed(formation.checked(selected)), "f", "f", "f"))
    built, secretary, year = whole.built, whole.built.secretary, local_date(clock.now()).year
    seats = list(built.term.seats.order_by("pk"))
    commission = commissions.form(
        council=built.council,
        names={"name_kk": "Су комиссиясы", "name_ru": "Комиссия по воде", "name_en": "Water"},
        chair=seats[0],
        members=seats[1:],
        by=secretary,
    )
    for title, answer in (("Ауылдағы су", "Бұл – жеке өтініш"), ("Жолдар", "")):
        one = proposals.propose(council=built.council, title=title, text=title, side="citizen", by=UserFactory())
        if answer:
            proposals.decline(proposal=one, answer=answer, by=secretary)
    points = [years.NewPoint(3, "Ауыз су туралы тыңдау", "Төралқа")]
    plan = years.write_plan(council=built.council, year=year, points=points, by=secretary)
    years.approve_plan(plan=plan, by=secretary)
    report = years.make_report(council=built.council, year=year, by=secretary)
    years.publish_report(report=report, by=secretary)
    slug, officer, other = built.council.slug, checking.built.secretary, checking.built.council.slug
    return {
        "councils": Shown(address("councils:council-list")),
        "council": Shown(address("councils:council-detail", slug), secretary),
        "competitions": Shown(address("councils:formation-all")),
        "competition": Shown(address("councils:formation-detail", slug, 1)),
        "competition to prepare": Shown(
            address("councils:formation-detail", ready.built.council.slug, 1), ready.built.secretary
        ),
        "start of a competition": Shown(address("councils:formation-start", slug), secretary),
        "working group": Shown(address("councils:group-edit", other, 1), officer),
        "own candidacy": Shown(address("councils:candidate-detail", slug, 1, 1), whole.standing[0].user),
        "check of a candidate": Shown(address("councils:candidate-check", other, 1, 1), officer),
        "order of members": Shown(
            address("councils:formation-approve", selected.built.council.slug, 1), selected.built.secretary
        ),
        "proposed points": Shown(address("councils:proposal-list", slug)),
        "answer to a point": Shown(address("councils:proposal-answer", slug, 2), secretary),
        "plan of a year": Shown(address("councils:plan-detail", slug, year)),
        "report of a year": Shown(address("councils:year-report", slug, year)),
        "commission": Shown(address("councils:commission-edit", slug, commission.pk), secretary),
    }
