"""An akimat's directions: last year's list with its order and plan, next year's under discussion; and its partners."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from civilportal.demo import cast
from civilportal.demo.data import read
from civilportal.demo.script import Applicant
from civilportal.demo.stage import at
from civilportal.demo.story import morning
from foundation.accounts.esignature import requests, trial
from foundation.accounts.models import User
from foundation.core.calendar import add_working_days, local_date
from grants.actions import (
    direction_comments,
    direction_lists,
    direction_proposals,
    listed_directions,
    partner_agreements,
    partner_applications,
    partner_calls,
    year_plans,
)
from grants.choices import ListStatus
from grants.models import (
    DirectionList,
    ListedDirection,
    PartnerAgreement,
    PartnerApplication,
    PartnerCall,
    ProposalEndorsement,
)
from grants.queries.partnership import PURPOSE, signed_facts, signing_subject
from grants.rules.plans import index_of
from publishing.reports import pdf
from publishing.reports.blocks import Items, Printed, Section
from registry.models import Body, CalendarDay, Sphere

DAY = dt.timedelta(days=1)
TEXTS = read("directions.toml")
# Days on which the two lists of the demo are discussed, in working days.
DISCUSSED = 12


def is_loaded() -> bool:
    """Whether everything of this part is there: a partner stands behind a proposal last."""
    return ProposalEndorsement.objects.exists()


def load(playing: list[Applicant]) -> None:
    """Last year's list to its plan, next year's into its discussion, a list that takes proposals, the partners."""
    if is_loaded():
        return
    officer = User.objects.get(email=cast.email("akimat_officer"))
    body, today = Body.objects.get(code=read("calls.toml")["bodies"]["akimat"]["code"]), local_date(timezone.now())
    people = [cast.person("newcomer"), playing[1].head, playing[2].head, cast.person("ngo_head3")]
    if not DirectionList.objects.filter(body=body, year=today.year).exists():
        _approved(body, today.year, people, officer)
    if not DirectionList.objects.filter(body=body, year=today.year + 1).exists():
        _discussed(body, today.year + 1, people, officer)
    _collecting(today.year + 1, people)
    _partners(body, playing, officer)


def _begin(body: Body, year: int, day: dt.date, people: list[User], officer: User) -> DirectionList:
    """A list whose proposals are all gathered into its directions or declined."""
    found = direction_lists.create(body=body, year=year, proposals_until=day + 30 * DAY, by=officer, is_invented=True)
    earlier = [row.direction for row in ListedDirection.objects.filter(list__body=body).exclude(list=found)]
    for number, values in enumerate(TEXTS["directions"]):
        words = values | {"sphere": Sphere.objects.get(pk=values["sphere"]), "region": body.region}
        known = earlier[number] if number < len(earlier) else None
        listed_directions.add(found=found, direction=known, values=words, by=officer)
    by_sphere = {listed.sphere_id: listed for listed in found.directions.all()}
    for person, values in zip(people, TEXTS["proposals"], strict=True):
        proposal = _propose(found, person, values)
        into = by_sphere.get(values["sphere"])
        if into:
            direction_proposals.take(proposal=proposal, into=into, answer=values["answer"], by=officer)
        else:
            direction_proposals.decline(proposal=proposal, answer=values["answer"], by=officer)
    return found


def _propose(found: DirectionList, person: User, values: dict[str, Any]) -> Any:
    words = values | {"sphere": Sphere.objects.get(pk=values["sphere"]), "region": found.body.region}
    return direction_proposals.submit(found=found, organisation=None, values=words, by=person)


def _approved(body: Body, year: int, people: list[User], officer: User) -> None:
    begun = dt.datetime(year - 1, 9, 1, 4, tzinfo=dt.UTC)
    with at(begun):
        found = _begin(body, year, begun.date(), people, officer)
    last_day = _discuss(found, begun + 31 * DAY, people, officer, answers=True)
    with at(morning(begun, (last_day - begun.date()).days + 1)):
        direction_lists.approve(
            found=found,
            number=TEXTS["order"]["number"],
            order_on=last_day + DAY,
            order=ContentFile(_order(found, begun), "order.pdf"),
            by=officer,
        )
    if index_of(year):
        with at(dt.datetime(year - 1, 12, 20, 5, tzinfo=dt.UTC)):
            _plan(found, year, officer)


def _order(found: DirectionList, moment: dt.datetime) -> bytes:
    texts = TEXTS["order"]
    titles = [f"{listed.direction.code}. {listed.title_kk}" for listed in found.directions.select_related("direction")]
    document = Printed(
        title=texts["title"],
        subtitle=f"№ {texts['number']}",
        author=found.body.name_kk,
        language="kk",
        footer=texts["notice"],
        sections=[Section(texts["title"], [Items(titles)])],
        notice=texts["notice"],
    )
    return pdf.render(document, moment=moment)


def _plan(found: DirectionList, year: int, officer: User) -> None:
    multiples = {
        listed.pk: Decimal(values["mrp"])
        for listed, values in zip(found.directions.all(), TEXTS["directions"], strict=True)
    }
    plan = year_plans.create(
        found=found,
        total=Decimal(50_000_000),
        budget_approved_on=dt.date(year - 1, 12, 10),
        multiples=multiples,
        by=officer,
    )
    year_plans.approve(plan=plan, by=officer)


def _discuss(found: DirectionList, opened: dt.datetime, people: list[User], officer: User, *, answers: bool) -> dt.date:
    """Support and comments; answered all, or (``answers`` False) the last one waits."""
    last_day = add_working_days(local_date(opened), DISCUSSED, CalendarDay.objects.overrides())
    with at(opened):
        direction_lists.open_discussion(found=found, last_day=last_day, by=officer)
    listed = list(found.directions.all())
    with at(opened + dt.timedelta(hours=5)):
        for number, person in enumerate(people):
            for direction in listed[: number % len(listed) + 1]:
                listed_directions.support(listed=direction, by=person)
        for person, values in zip(people, TEXTS["comments"], strict=False):
            _comment(listed[values["direction"]], person, officer, values, answers=answers)
    return last_day


def _comment(direction: ListedDirection, person: User, officer: User, values: dict[str, Any], *, answers: bool) -> None:
    comment = direction_comments.make(listed=direction, organisation=None, text=values["text"], by=person)
    text = values["answer"] or (TEXTS["proposals"][-1]["answer"] if answers else "")
    if text:
        direction_comments.answer(comment=comment, text=text, by=officer)


def _discussed(body: Body, year: int, people: list[User], officer: User) -> None:
    begun = morning(timezone.now(), -40)
    with at(begun):
        found = _begin(body, year, local_date(begun), people, officer)
    _discuss(found, morning(timezone.now(), -4), people, officer, answers=False)


def _collecting(year: int, people: list[User]) -> None:
    """The operator takes proposals: two wait for its answer, and a visitor can add one."""
    body = Body.objects.get(code=read("calls.toml")["bodies"]["operator"]["code"])
    if DirectionList.objects.filter(body=body, year=year).exists():
        return
    officer = User.objects.get(email=cast.email("officer"))
    now = morning(timezone.now(), -3)
    with at(now):
        until = local_date(timezone.now()) + 30 * DAY
        found = direction_lists.create(body=body, year=year, proposals_until=until, by=officer, is_invented=True)
        for person, values in list(zip(people, TEXTS["proposals"], strict=True))[:2]:
            _propose(found, person, values)


def _partners(body: Body, playing: list[Applicant], officer: User) -> None:
    texts = TEXTS["partners"]
    now = timezone.now()
    opens, closes = morning(now, -60), morning(now, -35)
    facts = {name: value for name, value in texts.items() if name.startswith(("title", "terms"))}
    facts |= {"months": 36, "opens_at": opens, "closes_at": closes, "is_invented": True}
    facts["eligibility"] = [{"code": code, "parameters": {}} for code in ("R06", "R13")]
    call = PartnerCall.objects.filter(body=body).first() or partner_calls.create(body=body, facts=facts, by=officer)
    if call.status == "draft":
        with at(opens):
            partner_calls.announce(call=call, by=officer)
            sent = [_apply(call, applicant) for applicant in (playing[0], playing[2], playing[3])]
        with at(morning(now, -14)):
            for number, application in enumerate(sent):
                verdict, reason = ("decline", texts["declined"]) if number == 1 else ("accept", texts["accepted"])
                partner_applications.judge(application=application, verdict=verdict, reason=reason, by=officer)
            partner_calls.decide(call=call, by=officer)
    _agree(call.applications.get(organisation=playing[0].organisation), playing[0].head, officer)


def _apply(call: PartnerCall, applicant: Applicant) -> PartnerApplication:
    texts = TEXTS["partners"]
    return partner_applications.submit(
        call=call,
        organisation=applicant.organisation,
        motivation=texts["motivation"],
        experience=texts["experience"],
        by=applicant.head,
    )


def _agree(application: PartnerApplication, head: User, officer: User) -> None:
    """Signed by both with signatures of the trial authority, whose certificates begin today; a proposal endorsed."""
    texts = TEXTS["partners"]
    agreement = application.agreements.first() or partner_agreements.prepare(
        application=application,
        number=texts["number"],
        text=texts["agreement"],
        starts_on=local_date(timezone.now()),
        months=36,
        by=officer,
    )
    sides = {"sent": (head, application.organisation.bin or ""), "signed": (officer, "")}
    while agreement.status in sides:
        agreement = _sign(agreement, *sides[agreement.status])
    discussed = DirectionList.objects.get(body=application.call.body_id, status=ListStatus.DISCUSSING)
    proposal = discussed.proposals.order_by("pk").last()
    if proposal:
        partner_applications.endorse(
            proposal=proposal, organisation=application.organisation, text=texts["endorsement"], by=head
        )


def _sign(agreement: PartnerAgreement, person: User, number: str) -> PartnerAgreement:
    asked = requests.open_request(
        user=person,
        purpose=PURPOSE,
        subject=signing_subject(agreement),
        facts=signed_facts(agreement),
        bin_=number,
    )
    owner = trial.Owner(person.full_name, trial.IIN, number, agreement.application.organisation.name_ru)
    key = trial.Authority.of_this_portal().issue(owner, timezone.now())
    examined = requests.examine(request=asked, signature=key.sign(asked.content))
    return partner_agreements.sign(agreement=agreement, examined=examined, by=person)
