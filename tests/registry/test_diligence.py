from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from foundation.core import clock
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import diligence, flags, papers, suppliers
from registry.choices import FileContent, FlagStatus, FlagTopic, PaperKind, PaperStatus
from registry.models import DiligenceSnapshot, Flag, Organisation, Paper, SupplierMatch
from registry.rules import eligibility
from registry.rules.diligence import checklist
from registry.scoring.diligence import BARRED, CLEAR, LOOK, VERDICTS, Line, verdict
from tests.builders import files
from tests.builders import registry as build
from tests.registry.actions.test_taken_files import SUPPLIERS, supplier, take_in

TODAY = dt.date(2026, 6, 1)
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
FAR = dt.date(2099, 1, 1)


def line(outcome: str) -> Line:
    return Line("x", "X", outcome, "", "", None, "", "M")


@given(some.lists(some.sampled_from(VERDICTS)))
def test_the_verdict_is_the_gravest_line_in_any_order(outcomes: list[str]) -> None:
    found = verdict(map(line, outcomes))

    assert found == verdict(map(line, reversed(outcomes)))
    assert (found == BARRED) == (BARRED in outcomes)
    assert (found == CLEAR) == (set(outcomes) <= {CLEAR})


@pytest.fixture
def organisation(reference: None) -> Organisation:
    found = build.registered(bin="450140000015")
    build.annual_filed(found, 2025)
    return found


@pytest.fixture
def officer(organisation):
    return build.officer()


def outcomes(organisation: Organisation, on: dt.date = TODAY) -> dict[str, str]:
    return {one.code: one.outcome for one in checklist(organisation, on).lines}


def added(organisation: Organisation, kind: str, valid_until: dt.date | None = FAR, by=None) -> Paper:
    by = by or build.head_of(organisation)
    upload = ContentFile(files.pdf(kind), name="paper.pdf")
    return papers.add(organisation=organisation, kind=kind, upload=upload, dates=(None, valid_until), by=by)


def noted(organisation: Organisation, officer, topic: str = FlagTopic.OTHER) -> Flag:
    return flags.open_note(
        organisation=organisation,
        topic=topic,
        text="Something",
        source="A visit",
        observed_on=dt.date(2026, 1, 1),
        by=officer,
    )


@pytest.mark.django_db
def test_a_sound_organisation_is_clear_and_each_line_is_whole(organisation, officer) -> None:
    head = build.head_of(organisation)
    take_in(SUPPLIERS + supplier(name="ТОО «Дорога»"), officer, FileContent.UNRELIABLE)
    for kind in (PaperKind.CHARTER, PaperKind.REGISTRATION):
        papers.decide(paper=added(organisation, kind, by=head), step="verify", by=officer)

    found = checklist(organisation, TODAY)

    assert (found.verdict, [one.code for one in found.lines if one.outcome != CLEAR]) == (CLEAR, [])
    assert all(one.title and one.fact and one.rule and one.certainty for one in found.lines)


@pytest.mark.django_db
def test_what_is_missing_is_looked_at_or_bars(organisation) -> None:
    found = outcomes(organisation)

    assert (found["R11"], found["R13"], found["unreliable"]) == (CLEAR, CLEAR, LOOK)
    assert (found["paper.charter"], found["paper.registration"], "paper.tax" in found) == (LOOK, LOOK, False)
    organisation.annual_information.update(year=2001)
    Organisation.objects.update(status="suspended")
    organisation.refresh_from_db()
    found = outcomes(organisation)
    assert (found["R11"], found["R13"]) == (BARRED, BARRED)


@pytest.mark.django_db
def test_only_a_confirmed_row_of_the_list_bars_and_only_while_it_holds(organisation, officer) -> None:
    take_in(SUPPLIERS + supplier(), officer, FileContent.UNRELIABLE)
    match = SupplierMatch.objects.get()
    rule = [{"code": "unreliable"}]

    def both(on: dt.date = TODAY) -> tuple[str, str]:
        return outcomes(organisation, on)["unreliable"], eligibility.check(organisation, rule, on=on)[0].verdict

    assert both() == (LOOK, "cannot_tell")
    suppliers.decide(match=match, step="confirm", reason="The same address", by=officer)
    assert both() == (BARRED, "fail")
    assert both(dt.date(2027, 2, 1)) == (CLEAR, "pass")
    suppliers.decide(match=match, step="dismiss", reason="Another region after all", by=officer)
    assert both() == (CLEAR, "pass")


@pytest.mark.django_db
def test_a_rule_of_the_list_is_off_until_its_day(organisation) -> None:
    rule = [{"code": "unreliable", "valid_from": "2026-07-01"}]

    assert eligibility.check(organisation, rule, on=TODAY) == []
    assert len(eligibility.check(organisation, rule, on=dt.date(2026, 7, 1))) == 1


@pytest.mark.django_db
def test_a_document_is_verified_runs_out_and_is_asked_for_again(organisation, officer) -> None:
    head = build.head_of(organisation)
    with clock.playing(NOW):
        paper = added(organisation, PaperKind.CHARTER, dt.date(2026, 6, 20), head)
        assert outcomes(organisation)["paper.charter"] == LOOK
        papers.decide(paper=paper, step="verify", by=officer)
    assert outcomes(organisation)["paper.charter"] == CLEAR
    assert outcomes(organisation, dt.date(2026, 6, 20))["paper.charter"] == CLEAR
    assert outcomes(organisation, dt.date(2026, 6, 21))["paper.charter"] == LOOK

    told = Message.objects.filter(recipient=head, key__startswith=f"registry.paper.{paper.pk}.")
    for day in (1, 2, 14, 15, 22, 23):  # 19 and 18 days before, six and five before, and after
        with clock.playing(NOW.replace(day=day)):
            papers.remind()
    assert sorted(told.values_list("key", flat=True)) == [
        f"registry.paper.{paper.pk}.{name}" for name in ("30", "7", "over")
    ]

    newer = added(organisation, PaperKind.CHARTER, by=head)
    paper.refresh_from_db()
    assert (paper.status, newer.status) == (PaperStatus.REPLACED, PaperStatus.SUBMITTED)


@pytest.mark.django_db
def test_a_refused_document_says_why(organisation, officer) -> None:
    head = build.head_of(organisation)
    paper = added(organisation, PaperKind.TAX, by=head)

    with pytest.raises(Invalid):
        papers.decide(paper=paper, step="reject", reason=" ", by=officer)
    papers.decide(paper=paper, step="reject", reason="The stamp cannot be read", by=officer)

    text = next(one for one in checklist(organisation, TODAY).lines if one.code == "paper.tax")
    assert (text.outcome, text.fact) == (LOOK, "An officer refused it: The stamp cannot be read")
    assert Message.objects.filter(recipient=head, subject__startswith="An officer has refused").count() == 1
    with pytest.raises(NotPermitted):
        papers.decide(paper=paper, step="verify", by=head)


@pytest.mark.django_db
def test_a_document_whose_term_is_over_is_not_taken(organisation) -> None:
    with pytest.raises(Invalid) as refusal:
        added(organisation, PaperKind.CHARTER, dt.date(2020, 1, 1))
    assert [fault.field for fault in refusal.value.faults] == ["valid_until"]
    assert Paper.objects.count() == 0


@pytest.mark.django_db
def test_a_flag_rises_step_by_step_and_every_step_has_its_reason(organisation, officer) -> None:
    flag, head = noted(organisation, officer), build.head_of(organisation)
    assert outcomes(organisation)["flag.other"] == CLEAR
    seen = []
    for step in ("warn", "raise", "escalate"):
        flag = flags.move(flag=flag, step=step, reason=f"Because of {step}", by=officer)
        seen.append(outcomes(organisation)["flag.other"])
    flags.answer(flag=flag, text="It was a mistake", by=head)

    assert seen == [LOOK, BARRED, BARRED]
    with pytest.raises(NotPermitted, match="another officer"):
        flags.move(flag=flag, step="close", reason="Enough", by=officer)
    flags.move(flag=flag, step="close", reason="Proved", by=build.officer())

    history = list(flag.entries.values_list("before", "after", "text", "is_answer"))
    assert history == [
        ("", "note", "Something", False),
        ("note", "yellow", "Because of warn", False),
        ("yellow", "red", "Because of raise", False),
        ("red", "escalated", "Because of escalate", False),
        ("escalated", "escalated", "It was a mistake", True),
        ("escalated", "closed", "Proved", False),
    ]
    assert outcomes(organisation)["flag.other"] == CLEAR
    with pytest.raises(Conflict):
        flags.answer(flag=flag, text="Thanks", by=head)


@pytest.mark.django_db
@pytest.mark.parametrize("topic", [FlagTopic.TAX_DEBT, FlagTopic.COURT])
def test_a_noted_debt_is_looked_at(organisation, officer, topic) -> None:
    flag = noted(organisation, officer, topic)

    assert outcomes(organisation)[f"flag.{topic}"] == LOOK
    flags.move(flag=flag, step="warn", reason="Grows", by=officer)
    with pytest.raises(TransitionNotAllowed):
        flags.move(flag=flag, step="escalate", reason="At once", by=officer)


@pytest.mark.django_db
def test_an_observation_has_a_source_a_past_day_and_no_interested_author(organisation, officer) -> None:
    with pytest.raises(Invalid) as refusal:
        flags.open_note(organisation=organisation, topic="weather", text=" ", source="", observed_on=FAR, by=officer)
    assert [fault.field for fault in refusal.value.faults] == ["topic", "text", "source", "observed_on"]
    with pytest.raises(NotPermitted):
        noted(organisation, build.head_of(organisation))
    assert Flag.objects.count() == 0


@pytest.mark.django_db
def test_an_officer_of_the_ngo_itself_does_not_decide(organisation, officer) -> None:
    from registry.actions import memberships  # noqa: PLC0415 - only here

    memberships.grant(user=officer, role="ngo_viewer", organisation=organisation, by=None)

    with pytest.raises(NotPermitted, match="You belong to this organisation"):
        noted(organisation, officer)


@pytest.mark.django_db
def test_a_snapshot_stays_as_it_was(organisation, officer) -> None:
    kept = diligence.keep(organisation=organisation, by=officer)
    with transaction.atomic():
        for_grant = diligence.snapshot(organisation=organisation, subject="grants.call:trees", by=None)
    flags.move(flag=noted(organisation, officer), step="warn", reason="Why", by=officer)

    again = diligence.keep(organisation=organisation, by=officer)

    kept.refresh_from_db()
    assert (kept.digest == for_grant.digest, kept.digest == again.digest) == (True, False)
    assert (kept.verdict, for_grant.subject) == (LOOK, "grants.call:trees")
    assert {one["code"] for one in kept.lines} == set(outcomes(organisation, timezone.localdate()))
    with pytest.raises(NotPermitted):
        diligence.keep(organisation=organisation, by=build.head_of(organisation))
    assert DiligenceSnapshot.objects.count() == 3


def test_every_flag_status_has_an_exit_but_the_closed_one() -> None:
    from registry.workflow import FLAG  # noqa: PLC0415 - the table itself

    assert FLAG.terminal == {FlagStatus.CLOSED}
