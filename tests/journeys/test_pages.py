"""The important pages in a real browser: three languages, a phone and a desk, axe, no JavaScript, the keyboard alone.

The pages are only read, so their data and their server are made once for the whole module.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from councils.actions import appeals, commissions, head_reports, proposals, years
from councils.actions.control import findings, plans
from evaluation.actions import conflicts
from evaluation.choices import ConflictKind, TieScope
from evaluation.models import Likeness, PanelTerms, ScoreSheet
from foundation.accounts.models import User
from foundation.audit import sealing
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.models import Job
from foundation.notifications.models import Message
from grants.choices import ApplicationStatus, SectionName
from registry.actions import claims, diligence, duplicates, flags, invitations, memberships, organisations
from registry.choices import AffiliationKind, FileContent, FlagTopic, Role
from registry.models import Affiliation, Body, Organisation, Signal, SupplierMatch
from registry.queries import annual_years
from tests.builders import (
    annual,
    council_work,
    councils,
    decisions,
    evaluation,
    formation,
    grants,
    registry,
    socialorder,
)
from tests.evaluation.actions.test_calibration import write as write_example
from tests.evaluation.actions.test_stages import commission, convene, scored
from tests.factories.accounts import UserFactory
from tests.factories.registry import ExpertFactory
from tests.journeys import grant_pages
from tests.journeys.conftest import violations
from tests.journeys.shown import Shown, address
from tests.registry.actions.test_claims import letter
from tests.registry.actions.test_imports import FIRST, SECOND, loaded
from tests.registry.actions.test_signals import compute, pair
from tests.registry.actions.test_taken_files import SUPPLIERS, supplier, take_in

# What a test itself writes is taken back; the server sees what was committed before.
pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
TABS_AT_MOST = 40

WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [`the page is ${document.documentElement.scrollWidth} wide`, ...[...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest(".cp-table__scroll"))
        .map((e) => e.outerHTML.slice(0, 120))]"""


@dataclass
class Portal:
    """A running portal with calls in every state."""

    url: str
    pages: dict[str, Shown]
    organisation: Organisation


NAMES = [
    "rubric",
    "rubric editor",
    "rubrics",
    "home",
    "registry",
    "card",
    "history of a record",
    "card of a past day",
    "reference data",
    "reference table",
    "calls",
    "open call",
    "decided call",
    "results",
    "ranking",
    "explanation",
    "quality",
    "other weights",
    "draw",
    "audit chain",
    "past awards",
    "sign-in",
    "desk of an applicant",
    "desk of an officer",
    "task list",
    "section with rows",
    "section with texts",
    "files",
    "formal checks",
    "formal check",
    "phases",
    "round",
    "terms of a panel",
    "assignment",
    "short proposal",
    "conflicts",
    "sign of a conflict",
    "workload",
    "own conflicts",
    "conflict in a sheet",
    "draw by direction",
    "quotas of a call",
    "statement of an expert",
    "stepping back",
    "sheet to give back",
    "discussion of marks",
    "changes of sheets",
    "example for experts",
    "example to score",
    "both stages",
    "quality of a commission",
    "entries side by side",
    "marks that diverge",
    "entries that look alike",
    "two that look alike",
    "score sheets",
    "score sheet",
    "meeting of the secretary",
    "meeting of a member",
    "agenda of the commission",
    "conflicts of a member",
    "votes of a member",
    "application before the commission",
    "job",
    "messages",
    "message",
    "new call",
    "own card",
    "founders",
    "logo",
    "official facts",
    "my organisations",
    "people of an organisation",
    "invitation",
    "invite a person",
    "role",
    "ways to claim",
    "claim by signature",
    "claim by letter",
    "claims",
    "state bodies",
    "state body",
    "new body",
    "experts",
    "expert",
    "load of experts",
    "public money",
    "signals",
    "signal",
    "due diligence",
    "documents",
    "observation",
    "match",
    "awards from a file",
    "annual information",
    "annual section",
    "annual statement",
    "annual check",
    "annual queue",
    "annual campaign",
    "annual public",
    "annual paper",
    *grant_pages.NAMES,
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
    "needs of people",
    "topic of a plan",
    "tender",
    "protocol of an opening",
]

# Looked at in Kazakh alone, whose words are the longest: forms and lists of the registry that few people open.
BRIEFLY = [
    "new organisation",
    "registry from a file",
    "what a file would change",
    "records alike",
    "two records",
    "matching",
    "list that is empty",
    "unreliable suppliers",
    "checklist that was kept",
    "new observation",
    "claim to check",
    "people of a body",
    "expert to be invited",
    "own tie",
    "correction of a year",
    "record with a history",
]


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("pages")
    here = override_settings(MEDIA_ROOT=folder / "media", ESIGN_TRUST_FOLDER=folder / "trust")
    with django_db_blocker.unblock(), here:
        server = LiveServer("127.0.0.1")
        try:
            # In a thread of its own: the browser's event loop runs in this one, and signatures are verified in another.
            with ThreadPoolExecutor(1) as pool:
                organisation, pages = pool.submit(in_english, furnished).result()
            yield Portal(server.url, pages, organisation)
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


def in_english(make: Callable[[], Any]) -> Any:
    """What ``make`` gives; its connection is closed with its thread."""
    try:
        with translation.override("en"):
            return make()
    finally:
        connection.close()


def furnished() -> tuple[Organisation, dict[str, Shown]]:
    """An open call with a draft, and a contest at each of the later states."""
    registry.with_reference()
    organisation = registry.registered(9001)
    draft = grants.application_at(ApplicationStatus.DRAFT)
    few = {"applications": 2, "experts": 2}
    checking, scoring = decisions.checking(**few), decisions.scoring(**few)
    voting = decisions.voting(**few)
    # Two grants of 1,000,000; the third of four is the reserve, the fourth has nothing.
    decided = decisions.decided(applications=4, experts=2, reserve_size=1, appeal_days=5, quotas=[QUOTA])
    sealing.seal_all()
    pages = anybody(organisation, draft.call.slug, decided) | applicants(draft) | officers(checking, scoring, voting)
    pages |= panels() | stages_of_a_panel() | grant_pages.pages(draft, decided) | council_pages() | before_councils()
    pages |= ordered()
    message = Message.objects.earliest("pk")
    job = Job.objects.exclude(owner=None).earliest("created_at")
    head = registry.head_of(organisation)
    pages |= briefly(organisation, scoring.call.operator)
    return organisation, pages | overseen(organisation, head) | of_a_year(organisation, head) | {
        "job": Shown(address("jobs:job-detail", job.pk), job.owner),
        "messages": Shown(address("notifications:message-list"), message.recipient),
        "message": Shown(address("notifications:message-detail", message.pk), message.recipient),
        "own card": Shown(address("registry:ngo-edit", organisation.bin), head),
        "founders": Shown(address("registry:ngo-founders", organisation.bin), head),
        "logo": Shown(address("registry:ngo-logo-edit", organisation.bin), head),
        "official facts": Shown(address("registry:ngo-official", organisation.bin), registry.officer()),
        **people(organisation, head, scoring),
    }


def briefly(organisation: Organisation, body: Body) -> dict[str, Shown]:
    """What officers and single people open now and then. The record is renamed, and another one is merged into it."""
    officer, person, twin = registry.officer(body), UserFactory(), registry.registered(9201, name_en="Twin")
    old = registry.registered(9202, name_en="A name of before")
    renamed = organisations.update(organisation=old, values={"name_en": "A new name"}, by=officer, reason="Order 1")
    merged = duplicates.name_pair(one=renamed, other=twin, by=officer)
    duplicates.merge(pair=merged, keep=renamed, reason="One charter", by=officer)
    pair = duplicates.name_pair(one=organisation, other=registry.registered(9203), by=officer)
    load = loaded(SECOND, FIRST, f"{organisation.bin},Жаңа атау,,,public_fund,710000000,active,3,", is_dry_run=True)
    claim = claims.submit(organisation=renamed, explanation="I am the director", letter=letter(), by=person)
    kept = diligence.keep(organisation=organisation, by=officer)
    expert = ExpertFactory()
    corrected, year = registry.registered(9204), annual_years()[-1]
    annual.accepted(corrected, year)
    return {
        "new organisation": Shown(address("registry:ngo-create"), officer),
        "registry from a file": Shown(address("registry:import-create"), officer),
        "what a file would change": Shown(address("registry:import-detail", load.pk), officer),
        "records alike": Shown(address("registry:duplicate-list"), officer),
        "two records": Shown(address("registry:duplicate-detail", pair.pk), officer),
        "matching": Shown(address("registry:matching")),
        "list that is empty": Shown(address("registry:ngo-list") + "?q=nothing-of-this-name"),
        "unreliable suppliers": Shown(address("registry:match-list"), officer),
        "checklist that was kept": Shown(address("registry:snapshot-detail", kept.pk), officer),
        "new observation": Shown(address("registry:flag-create", organisation.bin), officer),
        "claim to check": Shown(address("registry:claim-detail", claim.pk), officer),
        "people of a body": Shown(address("registry:body-people", body.code), officer),
        "expert to be invited": Shown(address("registry:expert-enrol"), officer),
        "own tie": Shown(address("registry:tie-create", expert.number), expert.user),
        "correction of a year": Shown(
            address("registry:annual-amend", corrected.bin, year), registry.head_of(corrected)
        ),
        "record with a history": Shown(address("registry:ngo-detail", renamed.bin)),
    }


def ordered() -> dict[str, Shown]:
    """Social orders: a need, a plan, a tender whose bids were opened."""
    world, tender = socialorder.announced()
    socialorder.need()
    socialorder.sealed(world.lot(tender))
    socialorder.opened(world, tender)
    return {
        "needs of people": Shown(address("socialorder:need-list")),
        "topic of a plan": Shown(address("socialorder:topic-detail", world.topic.pk)),
        "tender": Shown(address("socialorder:tender-detail", tender.slug), world.officer),
        "protocol of an opening": Shown(address("socialorder:opening-detail", tender.slug), world.officer),
    }


def people(organisation: Organisation, head: User, scoring: decisions.Contest) -> dict[str, Shown]:
    editor, stranger, number = UserFactory(), UserFactory(), organisation.bin
    role = memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=head)
    invitation = invitations.invite(email="colleague@example.org", role=Role.NGO_VIEWER, place=organisation, by=head)
    seat = scoring.call.round.seats.select_related("expert__user").earliest("pk")
    officer = scoring.officer
    return {
        "my organisations": Shown(address("registry:own-list"), head),
        "people of an organisation": Shown(address("registry:people-list", number), head),
        "invitation": Shown(address("registry:invitation-detail", invitation.token)),
        "invite a person": Shown(address("registry:people-invite", number), head),
        "role": Shown(address("registry:membership-detail", role.pk), head),
        "ways to claim": Shown(address("registry:claim-start", number), stranger),
        "claim by signature": Shown(address("registry:claim-sign", number), stranger),
        "claim by letter": Shown(address("registry:claim-letter", number), stranger),
        "claims": Shown(address("registry:claim-list"), officer),
        "state bodies": Shown(address("registry:body-list")),
        "state body": Shown(address("registry:body-detail", scoring.call.operator.code), officer),
        "new body": Shown(address("registry:body-create"), UserFactory(is_admin=True)),
        "experts": Shown(address("registry:expert-list")),
        "expert": Shown(address("registry:expert-detail", seat.expert.number), seat.expert.user),
        "load of experts": Shown(address("evaluation:expert-load"), officer),
    }


def of_a_year(organisation: Organisation, head: User) -> dict[str, Shown]:
    """The last year begun by one NGO, and sent and accepted by two others."""
    year, officer = annual_years()[-1], registry.officer()
    annual.filled(organisation, year)
    sent, accepted = registry.registered(9101), registry.registered(9102)
    annual.submitted(sent, year)
    annual.accepted(accepted, year)
    own = (organisation.bin, year)
    return {
        "annual information": Shown(address("registry:annual-edit", *own), head),
        "annual section": Shown(address("registry:annual-section", *own, "income"), head),
        "annual statement": Shown(address("registry:annual-submit", *own), head),
        "annual check": Shown(address("registry:annual-check", sent.bin, year), officer),
        "annual queue": Shown(address("registry:annual-check-list"), officer),
        "annual campaign": Shown(address("registry:annual-campaign", year), officer),
        "annual public": Shown(address("registry:annual-view", accepted.bin, year)),
        "annual paper": Shown(address("registry:annual-import-create"), officer),
    }


def anybody(organisation: Organisation, open_slug: str, decided: decisions.Contest) -> dict[str, Shown]:
    run, round_id = decided.meeting.run, decided.call.round_id
    return {
        "home": Shown(address("home")),
        "registry": Shown(address("registry:ngo-list")),
        "card": Shown(address("registry:ngo-detail", organisation.bin)),
        "history of a record": Shown(address("registry:ngo-history", organisation.bin)),
        "card of a past day": Shown(address("registry:ngo-as-of", organisation.bin, local_date(clock.now()))),
        "reference data": Shown(address("registry:reference-list")),
        "reference table": Shown(address("registry:reference-detail", "spheres")),
        "calls": Shown(address("grants:call-list")),
        "open call": Shown(address("grants:call-detail", open_slug)),
        "decided call": Shown(address("grants:call-detail", decided.call.slug)),
        "results": Shown(address("grants:results", decided.call.slug)),
        "ranking": Shown(address("evaluation:run-detail", run.pk)),
        "explanation": Shown(address("evaluation:result-detail", run.pk, 1)),
        "quality": Shown(address("evaluation:run-quality", run.pk)),
        "other weights": Shown(address("evaluation:run-what-if", run.pk)),
        "draw": Shown(address("evaluation:draw-detail", round_id)),
        "audit chain": Shown(address("audit:chain")),
        "past awards": Shown(address("grants:history-list")),
        "sign-in": Shown(address("account_login")),
    }


def applicants(draft) -> dict[str, Shown]:
    head, number = grants.head_of(draft.organisation), draft.number
    return {
        "desk of an applicant": Shown(address("desk"), head),
        "task list": Shown(address("grants:application-detail", number), head),
        "section with rows": Shown(address("grants:section-edit", number, SectionName.BUDGET), head),
        "section with texts": Shown(address("grants:section-edit", number, SectionName.PROJECT), head),
        "files": Shown(address("grants:attachment-list", number), head),
    }


def officers(checking: decisions.Contest, scoring: decisions.Contest, voting: decisions.Contest) -> dict[str, Shown]:
    sheet = (
        ScoreSheet.objects.filter(entry__round=scoring.call.round).select_related("seat__expert__user").earliest("pk")
    )
    meeting, expert = address("grants:meeting-detail", voting.call.slug), sheet.seat.expert.user
    first, second = scoring.call.round.entries.order_by("number")[:2]
    passages = [{"section": 0, "other_section": 0, "share": 500}]
    alike = Likeness.objects.create(entry=second, other=first, share=500, passages=passages)
    return {
        "desk of an officer": Shown(address("desk"), checking.officer),
        "new call": Shown(address("grants:call-create"), checking.officer),
        "phases": Shown(address("grants:phase-detail", checking.call.slug), checking.officer),
        "formal checks": Shown(address("grants:check-list", checking.call.slug), checking.officer),
        "formal check": Shown(address("grants:check-detail", checking.application(0).number), checking.officer),
        "rubrics": Shown(address("evaluation:rubric-list"), scoring.officer),
        "rubric editor": Shown(address("evaluation:rubric-create") + "?template=premium", scoring.officer),
        "rubric": Shown(address("evaluation:rubric-detail", scoring.call.rubric_id), scoring.officer),
        "round": Shown(address("evaluation:round-detail", scoring.call.round_id), scoring.officer),
        "entries that look alike": Shown(address("evaluation:likeness-list", scoring.call.round_id), scoring.officer),
        "two that look alike": Shown(address("evaluation:likeness-detail", alike.pk), scoring.officer),
        "score sheets": Shown(address("evaluation:sheet-list", scoring.call.round_id), expert),
        "score sheet": Shown(address("evaluation:sheet-edit", sheet.pk), expert),
        "meeting of the secretary": Shown(meeting, voting.secretary),
        "meeting of a member": Shown(meeting, voting.commission[0]),
        "agenda of the commission": Shown(f"{meeting}agenda/", voting.secretary),
        "conflicts of a member": Shown(f"{meeting}declare/", voting.commission[0]),
        "votes of a member": Shown(f"{meeting}vote/", voting.commission[0]),
        "application before the commission": Shown(
            address("grants:meeting-application", voting.call.slug, voting.application(0).number), voting.commission[0]
        ),
    }


def overseen(organisation: Organisation, head: User) -> dict[str, Shown]:
    officer, number = registry.officer(), organisation.bin
    pair(organisation)
    compute()
    take_in(SUPPLIERS + supplier(name=organisation.name_ru), officer, FileContent.UNRELIABLE)
    flag = flags.open_note(
        organisation=organisation,
        topic=FlagTopic.OTHER,
        text="The report came late",
        source="Letter 7",
        observed_on=dt.date(2026, 1, 1),
        by=officer,
    )
    match = SupplierMatch.objects.filter(organisation=organisation).latest("pk")
    signal = Signal.objects.filter(organisation=organisation).latest("pk")
    return {
        "public money": Shown(address("registry:ngo-money", number)),
        "signals": Shown(address("registry:signal-list"), officer),
        "signal": Shown(address("registry:signal-detail", signal.pk), head),
        "due diligence": Shown(address("registry:ngo-diligence", number), officer),
        "documents": Shown(address("registry:ngo-papers", number), head),
        "observation": Shown(address("registry:flag-detail", flag.pk), officer),
        "match": Shown(address("registry:match-detail", match.pk), officer),
        "awards from a file": Shown(address("registry:award-import"), officer),
    }


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
    return {
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


def panels() -> dict[str, Shown]:
    """A round whose entries are assigned, with a sign of a tie to look at; a proposal that is short; one by direction."""
    panel = evaluation.assigned(2, main=3, entries=4, experts=5, ties_bar=TieScope.ENTRY)
    short = evaluation.proposed(2, main=2, entries=3, max_load=2)
    apart = evaluation.prepared(main=2)
    apart_marks = evaluation.called([[[1000, 1000], [200, 300]]])
    PanelTerms.objects.create(round=apart.round, by_direction=True, public_source="Official rate of the day")
    seat, whose = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name, whose.head_name = "Ойданова Айгүл", "Ойданов Ерлан"
    seat.expert.user.save()
    whose.save()
    kind, other = ConflictKind.RELATIVE, panel.entries[1].organisation
    conflicts.declare(seat=seat, organisation=other, kind=kind, text="My sister works there.", by=seat.expert.user)
    Affiliation.objects.create(
        expert=panel.seats[1].expert, organisation=panel.entries[2].organisation, kind=AffiliationKind.MEMBER
    )
    sheet = seat.sheets.exclude(status="void").earliest("pk")
    round_id, officer, expert = panel.round.pk, panel.officer, seat.expert.user
    return {
        "marks that diverge": Shown(address("evaluation:divergence-list", apart_marks.round.pk), apart_marks.officer),
        "entries side by side": Shown(address("evaluation:entry-compare", round_id) + "?entry=1&entry=2", officer),
        "terms of a panel": Shown(address("evaluation:panel-terms", short.round.pk), short.officer),
        "assignment": Shown(address("evaluation:assignment-detail", round_id), officer),
        "short proposal": Shown(address("evaluation:assignment-detail", short.round.pk), short.officer),
        "conflicts": Shown(address("evaluation:conflict-list", round_id), officer),
        "sign of a conflict": Shown(
            address("evaluation:hint-review", round_id, seat.number, whose.pk, "surname"), officer
        ),
        "workload": Shown(address("evaluation:workload"), officer),
        "own conflicts": Shown(address("evaluation:seat-conflicts", seat.pk), expert),
        "conflict in a sheet": Shown(address("evaluation:sheet-conflict", sheet.pk), expert),
        "draw by direction": Shown(address("evaluation:draw-detail", apart.round.pk)),
    }


QUOTA = {"code": "q1", "bound": "at_least", "unit": "awards", "figure": 1, "of": "region", "values": ["710000000"]}


def stages_of_a_panel() -> dict[str, Shown]:
    """An expert who has to sign, a panel in its discussion, a commission that has scored after the experts, a draft call."""
    signing, talking, (first, _run) = evaluation.drawn(), evaluation.discussing(), evaluation.computed()
    learning = evaluation.signed(main=1, entries=1)
    write_example(learning)
    evaluation.open_scoring(learning)
    scoring, call = evaluation.scoring(), grants.call_at("draft", quotas=[QUOTA])
    waiting, seat = signing.seats[0], talking.seats[0]
    given = evaluation.submit(scoring, scoring.seats[0], scoring.entries[0], [500, 500])
    second = convene(first, commission(first))
    scored(second, first.officer)
    return {
        "quotas of a call": Shown(address("grants:call-quotas", call.slug), grants.officer_for(call)),
        "statement of an expert": Shown(address("evaluation:seat-statement", waiting.pk), waiting.expert.user),
        "stepping back": Shown(address("evaluation:seat-recuse", waiting.pk), waiting.expert.user),
        "sheet to give back": Shown(address("evaluation:sheet-reopen", given.pk), scoring.officer),
        "discussion of marks": Shown(
            address("evaluation:sheet-discuss", talking.sheet(seat, talking.entries[0]).pk), seat.expert.user
        ),
        "changes of sheets": Shown(address("evaluation:change-list", talking.round.pk), talking.officer),
        "example for experts": Shown(address("evaluation:calibration-edit", signing.round.pk), signing.officer),
        "example to score": Shown(
            address("evaluation:calibration-detail", learning.round.pk), learning.seats[0].expert.user
        ),
        "both stages": Shown(address("evaluation:stage-list", second.pk), first.officer),
        "quality of a commission": Shown(address("evaluation:run-quality", second.runs.get().pk), first.officer),
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


@contextmanager
def opened(browser: Browser, portal: Portal, session: str = "", **options: object) -> Iterator[Page]:
    """A fresh tab of somebody; a complaint on its console is a failure."""
    context = browser.new_context(base_url=portal.url, viewport=DESK, **options)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": portal.url}])
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_the_list_of_pages_is_whole(portal: Portal) -> None:
    assert sorted([*NAMES, *BRIEFLY]) == sorted(portal.pages)


@pytest.mark.parametrize("name", [*NAMES, *BRIEFLY])
def test_a_page_is_sound_in_every_language_and_width(browser: Browser, portal: Portal, name: str) -> None:
    shown = portal.pages[name]
    with opened(browser, portal, shown.session) as page:
        for language in LANGUAGES[:1] if name in BRIEFLY else LANGUAGES:
            page.set_viewport_size(DESK)
            response = page.goto(f"/{language}{shown.path}")
            assert (response.status, page.url) == (200, f"{portal.url}/{language}{shown.path}")
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("h1").count() == 1
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], (language, "desk")
            page.set_viewport_size(PHONE)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], (language, "phone")
        assert violations(page) == []


WITHOUT_SCRIPTS = ["home", "open call", "section with rows", "results"]


@pytest.mark.parametrize("name", WITHOUT_SCRIPTS)
def test_a_page_hides_nothing_without_javascript(browser: Browser, portal: Portal, name: str) -> None:
    shown, said = portal.pages[name], {}
    for is_on in (True, False):
        with opened(browser, portal, shown.session, java_script_enabled=is_on) as page:
            page.goto(f"/en{shown.path}")
            lines = page.get_by_role("main").inner_text().splitlines()
            # The clock of the portal may turn between the two readings.
            said[is_on] = {re.sub(r"[0-9]{2}:[0-9]{2}", "", line.strip()) for line in lines if line.strip()}

    assert len(said[False]) > 5
    assert said[True] - said[False] == set()


def test_a_row_is_added_without_javascript(browser: Browser, portal: Portal) -> None:
    shown = portal.pages["section with rows"]
    with opened(browser, portal, shown.session, java_script_enabled=False) as page:
        page.goto(f"/en{shown.path}")
        before = page.locator("main .cp-row").count()
        assert page.input_value("[name='rows-0-name']") == "Gloves and bags"

        page.get_by_role("button", name="Add a budget line").click()

        assert page.locator("main .cp-row").count() == before + 1
        assert page.input_value("[name='rows-0-name']") == "Gloves and bags"


def test_the_keyboard_alone_is_enough_to_search(browser: Browser, portal: Portal) -> None:
    name = portal.organisation.name_en
    with opened(browser, portal) as page:
        page.goto("/en/registry/")

        page.keyboard.press("Tab")
        expect(page.locator(".govuk-skip-link")).to_be_focused()
        expect(page.locator(".govuk-skip-link")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main-content")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(name)
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert page.input_value("#q") == name
        go_on_to(page, page.get_by_role("link", name=name, exact=True))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def go_on_to(page: Page, wanted) -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not come there")
