"""Evaluation of results from the council to the next plan, and the way to surveys and visits."""

from __future__ import annotations

import base64
import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.actions import rounds, runs, seats
from evaluation.models import ScoreSheet
from foundation.accounts.esignature import SignatureRefused, requests
from foundation.accounts.models import SigningRequest
from foundation.core import clock, jobs
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from monitoring.models import Subject
from registry.choices import Role
from registry.models import Funding
from socialorder.actions.following import following
from socialorder.actions.plans import plans, topics
from socialorder.actions.reviews import reviews as actions
from socialorder.choices.reviews import ReviewStage, ReviewStatus
from socialorder.models import PlacedOrder, Review, Topic
from tests.builders import contracts as build
from tests.builders import evaluation as panels
from tests.builders import socialorder as orders
from tests.builders.placed import as_csv, contract, loaded
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import ExpertFactory, MembershipFactory

pytestmark = pytest.mark.django_db
WORDS = {"conclusion_kk": "Отбасыларға көмек жетті", "conclusion_ru": "Помощь дошла до семей"}


def url(name: str, *args: object) -> str:
    return reverse(f"socialorder:{name}", args=args)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def deal():
    found = build.in_force()
    build.accepted(found, 1)
    for _n in range(4):
        ExpertFactory().spheres.add(found.contract.lot.topic.sphere)
    found.fresh()
    return found


def scored(review: Review, deal, marks: list[list[int]]) -> None:
    """The council is drawn, has no ties, and gives ``marks``, a row for each expert."""
    round_ = review.round
    panel = panels.Panel(deal.world.body, deal.officer, round_.rubric, round_, list(round_.entries.all()))
    panel.round = rounds.draw(round=round_, by=deal.officer)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=panels.STATEMENT, by=seat.expert.user)
    panels.open_scoring(panel)
    for seat, row in zip(panel.seats, marks, strict=True):
        panels.submit(panel, seat, panel.entries[0], [mark * 100 for mark in row])
    rounds.close(round=panel.round, by=deal.officer, reason="All marks are there.")
    _run, job = runs.request(round=panel.round, by=deal.officer)
    jobs.run(str(job.pk))


def test_a_council_is_asked_and_its_marks_stand_beside_the_next_plan(deal):
    officer = client_of(deal.officer)
    page = officer.get(deal.contract.get_absolute_url()).content.decode()
    assert url("review-begin", deal.contract.pk) in page
    begun = officer.post(
        url("review-begin", deal.contract.pk), {"stage": "preliminary", "main_seats": "3", "reserve_seats": "0"}
    )
    review = Review.objects.get()
    assert begun.url == review.get_absolute_url()
    assert client_of(UserFactory()).get(review.get_absolute_url()).status_code == 404
    content = str(review.round.entries.get().content)
    assert "Stage 1 is done" in content

    assert officer.post(url("review-conclude", review.pk), WORDS).status_code == 409
    scored(review, deal, [[5, 5, 4, 5, 5], [5, 4, 5, 4, 5], [5, 4, 4, 4, 5]])
    assert officer.post(url("review-conclude", review.pk), {"conclusion_kk": " "}).status_code == 422
    officer.post(url("review-conclude", review.pk), WORDS)
    review.refresh_from_db()
    assert (review.status, review.figures["sum"], review.figures["most"]) == ("signing", "69.00", "75.00")
    assert sorted(review.figures["criteria"][1]["raw"]) == ["4.00", "4.00", "5.00"]
    supplier = client_of(deal.head).get(review.get_absolute_url()).content.decode()
    assert "The council is at work" in supplier
    assert "Помощь дошла" not in supplier

    assert officer.get(url("review-sign", review.pk)).status_code == 200
    signing = SigningRequest.objects.get(subject=f"review-{review.pk}")
    made = base64.b64encode(signed(signing.content, bin_=signing.bin or build.keys.BIN)).decode()
    done = officer.post(url("review-sign", review.pk), {"request": str(signing.pk), "made": made})
    assert done.status_code == 302
    review.refresh_from_db()
    assert (review.status, review.signature is not None) == (ReviewStatus.PUBLISHED, True)
    assert Message.objects.filter(recipient=deal.head, topic="socialorder.contracts", key__contains=".review.").exists()

    public = Client().get(review.get_absolute_url()).content.decode()
    for told in ("4.60", "69", "23.00", "very high", "Помощь дошла до семей"):
        assert told in public
    assert "4.60" in Client().get(deal.contract.get_absolute_url()).content.decode()
    _next_year(deal, review)


def _next_year(deal, review: Review) -> None:
    """The same topic a year later shows what came of it; another one of the sphere as well, with its reason."""
    world, earlier = deal.world, deal.contract.lot.topic
    plan = plans.create(body=world.body, year=2028, amount=Decimal(90_000_000), by=deal.officer)
    values = orders.topic_values(world.standard, world.body.region, sphere=earlier.sphere, continues=earlier)
    topic = topics.add(plan=plan, values=values, place="", indicators=orders.INDICATORS, by=deal.officer)
    with pytest.raises(Invalid):
        topics.change(
            topic=earlier, values=values | {"continues": topic}, place="", indicators=orders.INDICATORS, reason="x", by=deal.officer
        )  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(standard=None, grounds="Own")
    officer = client_of(deal.officer)
    page = officer.get(topic.get_absolute_url()).content.decode()
    assert review.get_absolute_url() in page
    assert "4.60" in page
    assert "4.60" in officer.get(plan.get_absolute_url()).content.decode()
    other = topics.add(
        plan=plan, values=values | {"continues": None}, place="", indicators=orders.INDICATORS, by=deal.officer
    )
    assert review.get_absolute_url() in officer.get(other.get_absolute_url()).content.decode()


def test_who_may_begin_what_and_when(deal):
    seats_ = {"main_seats": 2, "reserve_seats": 0}
    with pytest.raises(NotPermitted):
        actions.begin(contract=deal.contract, stage=ReviewStage.PRELIMINARY, by=deal.head, **seats_)
    with pytest.raises(Conflict):
        actions.begin(contract=deal.contract, stage=ReviewStage.FINAL, by=deal.officer, **seats_)
    with pytest.raises(Invalid):
        actions.begin(
            contract=deal.contract, stage=ReviewStage.PRELIMINARY, main_seats=0, reserve_seats=0, by=deal.officer
        )
    review = actions.begin(contract=deal.contract, stage=ReviewStage.PRELIMINARY, by=deal.officer, **seats_)
    with pytest.raises(Conflict):
        actions.begin(contract=deal.contract, stage=ReviewStage.PRELIMINARY, by=deal.officer, **seats_)
    with pytest.raises(NotPermitted):
        actions.conclude(review=review, by=deal.head, **WORDS)
    stranger = client_of(deal.head)
    assert stranger.get(url("review-conclude", review.pk)).status_code == 403
    assert stranger.get(url("review-sign", review.pk)).status_code == 403
    assert stranger.get(url("review-begin", deal.contract.pk)).status_code == 403
    assert stranger.post(url("contract-follow", deal.contract.pk)).status_code == 403
    nothing = client_of(deal.officer).get(url("review-begin", deal.contract.pk)).content.decode()
    assert 'name="stage"' not in nothing


def test_an_expert_of_the_supplier_is_not_drawn_and_a_signature_of_other_figures_is_refused(deal):
    sphere = deal.contract.lot.topic.sphere
    tied = ExpertFactory()
    tied.spheres.add(sphere)
    MembershipFactory(user=tied.user, organisation=deal.contract.organisation, role=Role.NGO_EDITOR)

    review = actions.begin(
        contract=deal.contract, stage=ReviewStage.PRELIMINARY, main_seats=4, reserve_seats=0, by=deal.officer
    )
    scored(review, deal, [[3, 3, 3, 3, 3]] * 4)

    assert not ScoreSheet.objects.filter(entry__round=review.round, seat__expert=tied).exists()
    review = actions.conclude(review=review, by=deal.officer, **WORDS)
    facts = actions.facts_of(review) | {"sha256": "0" * 64}
    wrong = requests.open_request(
        user=deal.officer, purpose=actions.PURPOSE, subject=actions.subject_of(review), facts=facts, bin_=""
    )
    examined = requests.examine(request=wrong, signature=signed(wrong.content, bin_=build.keys.BIN))
    with pytest.raises(SignatureRefused):
        actions.publish(review=review, examined=examined, by=deal.officer)
    with pytest.raises(NotPermitted):
        actions.publish(review=review, examined=examined, by=deal.head)


def test_a_running_contract_is_followed_by_surveys_and_visits(deal):
    officer = client_of(deal.officer)

    response = officer.post(url("contract-follow", deal.contract.pk))

    subject = Subject.objects.get()
    assert response.url == subject.get_absolute_url() or str(subject.pk) in response.url
    assert (subject.organisation, subject.body) == (deal.contract.organisation, deal.contract.body)
    assert following.follow(contract=deal.contract, by=deal.officer) == subject
    assert subject.page == deal.contract.get_absolute_url() if hasattr(subject, "page") else True
    page = Client().get(deal.contract.get_absolute_url()).content.decode()
    assert f"/{subject.pk}/" in page
    draft = build.drawn_up(slug="another")
    with pytest.raises(Conflict):
        following.follow(contract=draft.contract, by=draft.officer)


def test_an_own_contract_that_a_file_knows_already_counts_once():
    """The file came first: when both sides sign the contract, the order of the file waits for an officer."""
    deal = build.offered()
    found = deal.contract
    told = {"title": found.lot.topic.title_ru, "contracted": str(found.amount), "planned": str(found.lot.amount)}
    told |= {"customer_name": found.body.name_ru, "region": found.lot.topic.region_id, "paid": "0"}
    told |= {"signed_on": "2026-11-20"}
    with clock.playing(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)):
        loaded(as_csv([contract("1-OK1", found.organisation.bin, **told)]), deal.officer)
    assert Funding.objects.filter(annulled_at=None).count() == 1

    with clock.playing(build.NOW + 2 * build.DAY):
        build.sign(deal, "ngo", deal.head)
        build.sign(deal, "body", deal.officer)

    assert PlacedOrder.objects.get().twin == "due"
    assert Funding.objects.get(annulled_at=None).reference == f"socialorder.contract:{found.number}"
