"""Pages of grants from a proposal to what came of it: short ways to each state, no contest is played for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import time_machine

from grants.actions import (
    agreement_amendments,
    appeals,
    conversations,
    effects,
    enquiries,
    following,
    partner_reports,
    partners,
    regranting,
    signatures,
    tranches,
)
from grants.actions import direction_comments as comments
from grants.choices import AppealGround, CallStatus, Side
from grants.models import Application, Call
from monitoring.actions import surveys
from monitoring.choices import Access
from tests.builders import agreements, decisions, directions, files, grants, monitoring, partnership
from tests.builders.registry import officer as officer_of
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import TemplateFactory
from tests.factories.registry import MembershipFactory
from tests.journeys.shown import Shown, address

NAMES = [
    "directions",
    "list under discussion",
    "list collecting proposals",
    "proposal of a direction",
    "own proposals",
    "new proposal",
    "answer to a proposal",
    "direction under discussion",
    "comments of a list",
    "approval of a list",
    "year plan",
    "direction over the years",
    "effect of a direction",
    "partnership",
    "call for partners",
    "application of a partner",
    "agreement with a partner",
    "partner signs",
    "report of a partner",
    "own questions of a call",
    "amendment of a call",
    "announcement at a moment",
    "version of a call",
    "questions about a call",
    "answer to a question",
    "eligibility",
    "eligibility of an application",
    "partners of an application",
    "CVs",
    "preview of an application",
    "conversation",
    "sending an application",
    "why funded",
    "grants of a call",
    "appeals of a call",
    "new appeal",
    "appeal",
    "answer to an appeal",
    "agreements",
    "own agreements",
    "agreement of an officer",
    "agreement of an NGO",
    "terms of an agreement",
    "signing an agreement",
    "scan of an agreement",
    "amendment of an agreement",
    "budget in an amendment",
    "payment of a tranche",
    "money returned",
    "payments from a file",
    "small grants of a grant",
    "report",
    "section of a report",
    "expenses of a report",
    "photographs of a report",
    "sending a report",
    "check of a report",
    "projects",
    "project",
    "effect of a project",
    "evaluation of a project",
    "effect of a call",
    "followed works",
    "followed work",
    "new survey",
    "survey",
    "results of a survey",
    "answering a survey",
    "tickets of a survey",
    "printed tickets",
    "lists of questions",
    "new list of questions",
    "new visit",
    "sheet of a visit",
    "visit",
    "act of a visit",
]


def pages(draft: Application, lost: decisions.Contest) -> dict[str, Shown]:
    """``draft`` is an application being written in an open call, ``lost`` a decided contest whose third got nothing."""
    finished = _finished()
    return {
        **_directions(finished),
        **_partnership(),
        **_calls(draft),
        **_decided(lost),
        **_agreements(),
        **_reports(),
        **_effects(finished),
        **_monitoring(),
    }


def _finished() -> agreements.Deal:
    """A project whose reports are accepted and whose evaluation is approved."""
    deal = agreements.paid()
    agreements.accepted(deal, 1, Decimal(350_000))
    agreements.paid(2, deal=deal)
    agreements.accepted(deal, 2, Decimal(50_000))
    deal.fresh()
    subject = following.follow(application=deal.agreement.application, by=deal.officer)
    work = monitoring.Followed(subject, deal.officer, deal.head)
    survey = monitoring.answered(monitoring.opened(work, template=TemplateFactory()), (5, 5, 4, 4, 3))
    surveys.close(survey=survey, by=deal.officer)
    effects.write(of=deal.agreement, conclusion="reached", reasons="The banks are clean.", by=deal.officer)
    effects.approve(of=deal.agreement, by=deal.second)
    return deal


def _directions(deal: agreements.Deal) -> dict[str, Shown]:
    """A list of last year with an evaluated direction, one under discussion and one that collects."""
    approved = directions.approved(directions=2)
    first = approved.directions.all()[0]
    Call.objects.filter(pk=deal.agreement.application.call_id).update(direction=first)
    officer, second = directions.officer_for(approved), officer_of(approved.body)
    effects.write(of=first, conclusion="partly", reasons="One river of three.", by=officer)
    effects.approve(of=first, by=second)
    plan = directions.planned(approved, 2000, 3000)
    collecting = directions.collecting(year=2027)
    citizen = UserFactory()
    proposal = directions.proposed(collecting, citizen)
    discussing = directions.discussing(directions=2)
    listed = discussing.directions.all()[0]
    with time_machine.travel(directions.OPENED, tick=False):
        comments.make(listed=listed, organisation=None, text="Name the villages.", by=citizen)
    reads = directions.officer_for(discussing)
    return {
        "directions": Shown(address("grants:direction-overview")),
        "list under discussion": Shown(address("grants:list-detail", discussing.pk), reads),
        "list collecting proposals": Shown(address("grants:list-detail", collecting.pk), citizen),
        "proposal of a direction": Shown(address("grants:proposal-detail", proposal.pk)),
        "own proposals": Shown(address("grants:proposal-own"), citizen),
        "new proposal": Shown(address("grants:proposal-create", collecting.pk), citizen),
        "answer to a proposal": Shown(
            address("grants:proposal-answer", proposal.pk), directions.officer_for(collecting)
        ),
        "direction under discussion": Shown(address("grants:direction-detail", listed.pk), citizen),
        "comments of a list": Shown(address("grants:comment-list", discussing.pk), reads),
        "approval of a list": Shown(address("grants:list-approve", discussing.pk), reads),
        "year plan": Shown(address("grants:plan-detail", plan.pk), officer),
        "direction over the years": Shown(address("grants:direction-history", first.direction.code)),
        "effect of a direction": Shown(address("grants:direction-effect", first.pk)),
    }


def _partnership() -> dict[str, Shown]:
    application = partnership.chosen()
    agreement = partnership.effective(application)
    with time_machine.travel(partnership.AFTER.replace(year=2028), tick=False):
        report = partner_reports.submit(
            agreement=agreement,
            year=2027,
            done="Rivers",
            results="Clean",
            plans="Lakes",
            by=partnership.head_for(application),
        )
    other = partnership.chosen()
    unsigned = partnership.prepared(other)
    officer = partnership.officer_for(application.call)
    return {
        "partnership": Shown(address("grants:partnership-overview")),
        "call for partners": Shown(application.call.get_absolute_url().removeprefix("/en"), officer),
        "application of a partner": Shown(address("grants:partner-application-detail", application.pk), officer),
        "agreement with a partner": Shown(address("grants:partner-agreement-detail", agreement.pk)),
        "partner signs": Shown(address("grants:partner-agreement-sign", unsigned.pk), partnership.head_for(other)),
        "report of a partner": Shown(address("grants:partner-report-detail", report.pk), officer),
    }


def _calls(draft: Application) -> dict[str, Shown]:
    call, head, number = draft.call, grants.head_of(draft.organisation), draft.number
    officer, prepared = grants.officer_for(call), grants.call_at(CallStatus.DRAFT)
    enquiries.answer(
        enquiry=enquiries.ask(call=call, text="May a school take part?", by=UserFactory()),
        text="Yes, as a partner.",
        by=officer,
    )
    asked = enquiries.ask(call=call, text="And a library?", by=UserFactory())
    other = MembershipFactory()
    partners.ask(
        application=draft,
        organisation=other.organisation,
        kind="co_applicant",
        contribution="Lends its hall",
        may_edit=False,
        by=head,
    )
    sent = grants.application_at()
    grants.close_and_check(sent.call)
    talks, writes = grants.officer_for(sent.call), grants.head_of(sent.organisation)
    conversations.send(application=sent, text="Which school?", wants_answer=True, by=talks)
    conversations.send(application=sent, text="School 7, in May.", wants_answer=False, by=writes)
    return {
        "own questions of a call": Shown(address("grants:call-questions", prepared.slug), grants.officer_for(prepared)),
        "announcement at a moment": Shown(address("grants:call-schedule", prepared.slug), grants.officer_for(prepared)),
        "amendment of a call": Shown(address("grants:call-amend", call.slug), officer),
        "version of a call": Shown(address("grants:call-version", call.slug, 1)),
        "questions about a call": Shown(address("grants:enquiry-list", call.slug), officer),
        "answer to a question": Shown(address("grants:enquiry-answer", call.slug, asked.number), officer),
        "eligibility": Shown(address("grants:eligibility-test"), head),
        "eligibility of an application": Shown(address("grants:application-eligibility", number), head),
        "partners of an application": Shown(address("grants:partner-list", number), head),
        "CVs": Shown(address("grants:cv-list", number), head),
        "preview of an application": Shown(address("grants:application-preview", number), head),
        "sending an application": Shown(address("grants:application-submit", number), head),
        "conversation": Shown(address("grants:conversation", sent.number), talks),
    }


def _decided(lost: decisions.Contest) -> dict[str, Shown]:
    """One appeal is being reviewed, another could be sent."""
    second, third = lost.application(2), lost.application(3)
    heads = [grants.head_of(one.organisation) for one in (second, third)]
    text = "Criterion 2 says «no team», but the team is on page 3."
    appeal = appeals.submit(application=second, ground=AppealGround.FACTS, text=text, by=heads[0])
    appeals.take(appeal=appeal, by=lost.officer)
    slug = lost.call.slug
    return {
        "why funded": Shown(address("grants:result-explained", slug, second.number), heads[0]),
        "grants of a call": Shown(address("grants:award-list", slug), lost.officer),
        "appeals of a call": Shown(address("grants:appeal-log", slug)),
        "new appeal": Shown(address("grants:appeal-create", third.number), heads[1]),
        "appeal": Shown(address("grants:appeal-detail", appeal.pk), lost.officer),
        "answer to an appeal": Shown(address("grants:appeal-answer", appeal.pk), lost.officer),
    }


def _agreements() -> dict[str, Shown]:
    deal, started, signing = agreements.paid(), agreements.started(), agreements.signing_()
    amendment = agreement_amendments.start(agreement=deal.agreement, side=Side.NGO, by=deal.head)
    rows = amendment.sections.get(name="budget").data["rows"]
    moved = [rows[0] | {"own": "100000"}, rows[1] | {"unit_cost": "150000"}]
    agreement_amendments.save_section(
        amendment=amendment, name="budget", typed={"rows": moved}, version=0, by=deal.head
    )
    scanned = agreements.signing_()
    signature = signatures.add_scan(
        version=scanned.version, side=Side.NGO, upload=files.upload(files.pdf(), "scan.pdf"), by=scanned.head
    )
    number = deal.agreement.number
    large = agreements.funded()
    Call.objects.filter(pk=large.call_id).update(kind="short")
    large.refresh_from_db()
    regranting.set_aside(application=large, amount=Decimal(400_000), by=grants.officer_for(large.call))
    return {
        "agreements": Shown(address("grants:agreement-list"), deal.officer),
        "own agreements": Shown(address("grants:agreement-own"), deal.head),
        "agreement of an officer": Shown(address("grants:agreement-detail", number), deal.officer),
        "agreement of an NGO": Shown(address("grants:agreement-detail", number), deal.head),
        "terms of an agreement": Shown(address("grants:agreement-prepare", started.agreement.number), started.officer),
        "signing an agreement": Shown(
            address("grants:agreement-sign", signing.agreement.number, 1, Side.NGO), signing.head
        ),
        "scan of an agreement": Shown(
            address("grants:signature-check", scanned.agreement.number, signature.pk), scanned.second
        ),
        "amendment of an agreement": Shown(address("grants:amendment-detail", number, amendment.number), deal.head),
        "budget in an amendment": Shown(
            address("grants:amendment-section", number, amendment.number, "budget"), deal.head
        ),
        "payment of a tranche": Shown(*_ordered()),
        "money returned": Shown(address("grants:refund-create", number), deal.officer),
        "payments from a file": Shown(address("grants:payment-upload"), deal.officer),
        "small grants of a grant": Shown(
            address("grants:regranting-edit", large.number), grants.officer_for(large.call)
        ),
    }


def _ordered() -> tuple[str, Any]:
    deal = agreements.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    return address("grants:tranche-pay", deal.agreement.number, 1), deal.officer


def _reports() -> dict[str, Shown]:
    """A report that is being written, and one that waits for the officer."""
    writing, sent = agreements.paid(), agreements.paid()
    agreements.spent(writing, 1, Decimal(120_000))
    agreements.fill(writing, 1)
    agreements.sent(sent, 1, Decimal(350_000))
    own, head = (writing.agreement.number, 1), writing.head
    return {
        "report": Shown(address("grants:report-detail", *own), head),
        "section of a report": Shown(address("grants:report-section", *own, "indicators"), head),
        "expenses of a report": Shown(address("grants:report-expenses", *own), head),
        "photographs of a report": Shown(address("grants:report-photos", *own), head),
        "sending a report": Shown(address("grants:report-submit", *own), head),
        "check of a report": Shown(address("grants:report-check", sent.agreement.number, 1), sent.officer),
    }


def _effects(deal: agreements.Deal) -> dict[str, Shown]:
    number = deal.agreement.number
    open_ = agreements.paid()
    agreements.accepted(open_, 1, Decimal(350_000))
    agreements.paid(2, deal=open_)
    agreements.accepted(open_, 2, Decimal(50_000))
    return {
        "projects": Shown(address("grants:project-list")),
        "project": Shown(address("grants:project-detail", number)),
        "effect of a project": Shown(address("grants:effect-detail", number)),
        "evaluation of a project": Shown(address("grants:effect-write", open_.agreement.number), open_.officer),
        "effect of a call": Shown(address("grants:call-effect", deal.agreement.application.call.slug)),
    }


def _monitoring() -> dict[str, Shown]:
    work = monitoring.followed()
    survey = monitoring.answered(monitoring.opened(work), (5, 5, 4, 4, 3, 2, 5, 5, 4, 1), q4="Thank you")
    closed = surveys.close(survey=monitoring.answered(monitoring.opened(work), (5, 5, 4, 4, 3)), by=work.officer)
    link = monitoring.opened(work, tickets=0, access=Access.LINK)
    reported, planned = monitoring.reported(work), monitoring.visit(work)
    officer, subject = work.officer, work.subject.pk
    return {
        "followed works": Shown(address("monitoring:subject-list"), officer),
        "followed work": Shown(address("monitoring:subject-detail", subject), officer),
        "new survey": Shown(address("monitoring:survey-plan", subject), officer),
        "survey": Shown(address("monitoring:survey-detail", survey.pk), officer),
        "results of a survey": Shown(address("monitoring:survey-results", closed.pk)),
        "answering a survey": Shown(address("monitoring:survey-answer", link.token)),
        "tickets of a survey": Shown(address("monitoring:ticket-issue", survey.pk), officer),
        "printed tickets": Shown(address("monitoring:survey-print", survey.pk), officer),
        "lists of questions": Shown(address("monitoring:template-list"), officer),
        "new list of questions": Shown(address("monitoring:template-create"), officer),
        "new visit": Shown(address("monitoring:visit-plan", subject), officer),
        "sheet of a visit": Shown(address("monitoring:visit-report", planned.pk), officer),
        "visit": Shown(address("monitoring:visit-detail", reported.pk), officer),
        "act of a visit": Shown(address("monitoring:visit-act", reported.pk)),
    }
