"""Options of the evaluation that an officer sets before announcing, and what becomes of them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from evaluation.actions import rounds
from evaluation.choices import RoundKind, RoundStatus
from evaluation.models import Entry, Round, Run
from evaluation.queries import stages_of
from foundation.core.errors import Conflict
from grants.actions import phases
from grants.actions.commission import decisions
from grants.choices import CallStatus
from grants.forms.calls import CallForm
from grants.models import Call
from registry.choices import Role
from registry.models import Body, Expert
from tests.builders import decisions as build
from tests.evaluation.actions.test_stages import scored
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_options_of_a_call_become_those_of_its_round() -> None:
    contest = build.announced(experts=3, applications=0, is_blind=False, experts_per_entry=2, has_discussion=True)

    round_ = contest.call.round

    assert (round_.is_blind, round_.experts_per_entry, round_.has_discussion, round_.kind) == (
        False,
        2,
        True,
        RoundKind.EXPERTS,
    )


def test_a_call_says_nothing_and_its_round_is_blind_scored_by_all_and_not_discussed() -> None:
    round_ = build.announced(applications=0).call.round

    assert (round_.is_blind, round_.experts_per_entry, round_.has_discussion) == (True, None, False)


def test_the_database_refuses_more_experts_for_an_application_than_there_are() -> None:
    call = build.announced(applications=0).call

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(experts_per_entry=call.main_seats + 1)


@pytest.mark.parametrize("is_blind", [True, False])
def test_only_an_open_round_gets_what_tells_who_applies(is_blind: bool) -> None:
    contest = build.scoring(applications=1, is_blind=is_blind)
    entry = Entry.objects.get(round=contest.call.round)

    heads = [text for block in entry.content if "table" in block for text in block["table"]["head"]]

    with translation.override(contest.applications[0].language):
        assert (gettext("Full name") in heads) is not is_blind
    assert entry.files.count() == 0


def test_a_call_without_a_rubric_for_its_commission_has_no_second_stage() -> None:
    contest = build.deciding()

    assert Round.objects.filter(first_stage=contest.call.round).count() == 0


def test_the_commission_scores_in_a_second_stage_that_is_published_with_the_first(client) -> None:
    contest = build.deciding(commission_rubric=RubricFactory())
    second = Round.objects.get(first_stage=contest.call.round)
    hidden = client.get(reverse("evaluation:stage-list", args=[second.pk])).status_code

    scored(second, contest.officer)
    build.prepare(contest)
    build.open_vote(contest, contest.commission)
    build.vote_for(contest, *contest.commission)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    shown = client.get(reverse("evaluation:stage-list", args=[second.pk]))
    results = client.get(reverse("grants:results", args=[contest.call.slug])).content.decode()

    second.refresh_from_db()
    stages = stages_of(UserFactory(), second)
    assert (hidden, shown.status_code, second.status) == (404, 200, RoundStatus.CLOSED)
    assert [run.published_at is not None for run in Run.objects.order_by("pk")] == [True, True]
    assert all(row.first and row.second for row in stages.rows)
    assert len(stages.rows) == len(contest.applications)
    assert reverse("evaluation:stage-list", args=[second.pk]) in results


def test_who_scored_as_an_expert_keeps_the_call_from_its_decision_until_the_commission_is_another() -> None:
    contest = build.scoring(commission_rubric=RubricFactory())
    build.score(contest, build.default_marks(3))
    rounds.close(round=contest.call.round, by=contest.officer)
    build.compute(contest)
    expert = contest.call.round.seats.accepted().first().expert
    MembershipFactory(user=expert.user, organisation=None, body=contest.operator, role=Role.COMMISSION)

    with pytest.raises(Conflict, match="does not score again"):
        phases.start_decision(call=contest.fresh(), by=contest.officer)

    assert contest.fresh().status == CallStatus.SCORING
    assert Expert.objects.filter(is_active=False).count() == 0


def test_the_form_offers_the_operators_rubrics_and_those_of_nobody_in_their_newest_version() -> None:
    own, other = BodyFactory(), BodyFactory()
    RubricFactory(body=own, code="own", version=1)
    newest = RubricFactory(body=own, code="own", version=2)
    shared = RubricFactory(body=None)
    RubricFactory(body=other)

    form = CallForm(operators=Body.objects.filter(pk=own.pk))

    for name in ("rubric", "commission_rubric"):
        assert set(form.fields[name].queryset) == {newest, shared}


def test_the_form_refuses_a_rubric_of_another_operator_and_too_few_experts() -> None:
    own, second = BodyFactory(), BodyFactory()
    rubric = RubricFactory(body=second)
    data = {"operator": own.pk, "rubric": rubric.pk, "main_seats": "2", "experts_per_entry": "3"}

    form = CallForm(data, operators=Body.objects.filter(pk__in=[own.pk, second.pk]))

    assert form.errors["rubric"] == ["This rubric belongs to another body. Choose one of the operator"]
    assert form.errors["main_seats"] == ["There must be as many experts as score each application"]
