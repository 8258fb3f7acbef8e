"""The planning and tender sections of a release."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.core.presentation import language
from publishing.opendata import identifiers
from publishing.opendata.declared import Public
from publishing.opendata.identifiers import CURRENCY
from publishing.opendata.ocds.parties import Parties
from publishing.opendata.writing import Row, filled, first_moment, moment
from registry.rules.eligibility import RULES
from socialorder.choices import TenderStatus

STATUSES = {
    TenderStatus.ANNOUNCED: "active",
    TenderStatus.OPENED: "active",
    TenderStatus.DECIDED: "complete",
    TenderStatus.FAILED: "unsuccessful",
    TenderStatus.CANCELLED: "cancelled",
}


def value(amount: Decimal | None) -> Row | None:
    return {"amount": amount, "currency": CURRENCY} if amount is not None else None


def planning(tender: Public) -> Row:
    """Topics of the plan that the lots come from."""
    topics = {lot.topic.id: lot.topic for lot in tender.rows("lots")}
    if not topics:
        return {}
    listed = list(topics.values())
    plan = listed[0].plan
    budget = filled(
        id=f"{tender.body.code}-{plan.year}",
        description="; ".join(topic.said("title") for topic in listed),
        amount=value(sum((topic.amount for topic in listed), Decimal(0))),
        project=plan.order_number,
        projectID=f"{tender.body.code}-{plan.year}",
        uri=plan.page(),
    )
    return filled(
        rationale="\n".join(topic.said("goal") for topic in listed),
        budget=budget,
        documents=[
            document("plan", "procurementPlan", plan.page(), plan.approved_at),
            *[document(f"topic-{topic.id}", "needsAssessment", topic.page(), plan.approved_at) for topic in listed],
        ],
        milestones=_of_plan(plan),
    )


def _of_plan(plan: Public) -> list[Row]:
    steps = [
        ("discussion", "engagement", _("Public discussion of the draft"), first_moment(plan.discussed_until)),
        ("approval", "approval", _("Approval of the plan"), moment(plan.approved_at)),
    ]
    return [filled(id=key, title=title, type=kind, dateMet=met, status="met") for key, kind, title, met in steps if met]


def tender(one: Public, parties: Parties) -> Row:
    lots = one.rows("lots")
    bidders = [bid.organisation for lot in lots for bid in lot.rows("bids")]
    tenderers = {row["id"]: row for row in (parties.ngo(bidder, "tenderer") for bidder in bidders)}
    questions = one.rows("questions")
    is_open = one.one("opening") is not None
    return filled(
        id=one.slug,
        title=one.said("title"),
        status=STATUSES[one.status],
        procuringEntity=parties.body(one.body, "buyer", "procuringEntity", "payer"),
        items=[item(lot) for lot in lots],
        value=value(sum((lot.amount for lot in lots), Decimal(0))),
        procurementMethod="open",
        procurementMethodDetails=_("Tender of the state social order"),
        mainProcurementCategory="services",
        awardCriteria="ratedCriteria" if one.rubric_id else "priceOnly",
        awardCriteriaDetails=_("Price: %(price)s points; technical part: %(technical)s points")
        % {"price": one.price_points, "technical": 100 - one.price_points},
        submissionMethod=["electronicSubmission"],
        submissionMethodDetails=one.page(),
        tenderPeriod=period(one.opens_at, one.closes_at),
        enquiryPeriod=period(one.announced_at, one.questions_until),
        hasEnquiries=bool(questions),
        eligibilityCriteria=_eligibility(one),
        contractPeriod={"durationInDays": max(lot.months for lot in lots) * 30} if lots else None,
        numberOfTenderers=len(tenderers) if is_open else None,
        tenderers=list(tenderers.values()),
        documents=_documents(one, lots, has_questions=bool(questions)),
        amendments=_amendments(one),
    )


def item(lot: Public) -> Row:
    """A lot as an item: what is ordered, how many units of what."""
    topic, standard = lot.topic, lot.topic.standard
    unit = standard.said("unit") if standard else None
    return filled(
        id=f"lot-{lot.number}",
        description=topic.said("title"),
        classification=filled(
            scheme="KZ-SO-SPHERE", id=str(topic.sphere.number), description=topic.sphere.said("name")
        ),
        additionalClassifications=[
            filled(scheme="KATO", id=topic.kato or topic.region_id, description=topic.region.said("name"))
        ],
        quantity=lot.volume,
        unit=filled(name=unit, value=value(lot.unit_cost)),
    )


def period(start: dt.datetime | None, end: dt.datetime | None) -> Row:
    days = (end - start).days if start and end and end >= start else None
    return filled(startDate=moment(start), endDate=moment(end), durationInDays=days)


def _eligibility(one: Public) -> str:
    """The rules, a line each."""
    return "\n".join(str(RULES[rule["code"]].title) for rule in one.eligibility if rule.get("code") in RULES)


def _documents(one: Public, lots: list[Public], *, has_questions: bool) -> list[Row]:
    found = [document("notice", "tenderNotice", one.page(), one.announced_at)]
    for lot in lots:
        url = identifiers.page("socialorder:lot-detail", one.slug, lot.number)
        found.append(document(f"lot-{lot.number}", "technicalSpecifications", url, one.announced_at))
    if has_questions:
        found.append(document("questions", "clarifications", f"{one.page()}#questions", one.announced_at))
    opening = one.one("opening")
    if opening is not None:
        url = identifiers.page("socialorder:opening-download", one.slug)
        found.append(document("opening", "evaluationReports", url, opening.opened_at, "application/json"))
    return found


def document(key: str, kind: str, url: str, published: dt.datetime | None, form: str = "text/html") -> Row:
    return filled(id=key, documentType=kind, url=url, datePublished=moment(published), format=form, language=language())


def _amendments(one: Public) -> list[Row]:
    """Versions of the conditions behind the first, each with its reason."""
    return [
        filled(id=f"version-{version.number}", date=moment(version.made_at), rationale=version.reason)
        for version in sorted(one.rows("versions"), key=lambda row: row.number)
        if version.number > 1
    ]
