"""Candidates: one of a legal person, papers and consent of the person alone, nothing private for the public."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from councils.actions.formation import candidates, competitions
from councils.choices import CandidatePaperKind, CandidateStatus, Side
from councils.models import Candidate
from councils.queries.desk import desk_tasks
from councils.rules.formation import personal_faults
from foundation.audit.models import Event
from foundation.core import clock, jobs
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.models import Job
from foundation.notifications.models import Message
from registry.choices import OrganisationStatus, Role
from tests.builders import councils as build
from tests.builders import formation as form
from tests.councils.actions.formation.test_competitions import faults_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def nominate(one: form.Competition, head, email: str = "", moment: dt.datetime = form.START) -> Candidate:
    with clock.playing(moment):
        return candidates.nominate(
            formation=one.formation,
            organisation=head.organisation,
            email=email or UserFactory().email,
            full_name="Demo Nominee",
            by=head.user,
        )


def test_organisation_names_one_candidate_by_its_bin() -> None:
    one = form.announced(form.started())
    head = MembershipFactory()
    first = nominate(one, head)
    assert (first.side, first.number, first.status) == (Side.NGO, 1, CandidateStatus.NOMINATED)
    with pytest.raises(Invalid) as refusal:
        nominate(one, head)
    assert faults_of(refusal) == [("organisation", "R53")]
    with clock.playing(form.START):
        candidates.withdraw(candidate=first, reason="Another one is better", by=head.user)
    second = nominate(one, head)
    assert second.number == 2

    inactive = MembershipFactory(organisation=OrganisationFactory(status=OrganisationStatus.INACTIVE))
    with pytest.raises(Invalid) as refusal:
        nominate(one, inactive, email=one.group[0].email)
    assert faults_of(refusal) == [("email", ""), ("organisation", "")]
    with pytest.raises(Invalid) as refusal:
        nominate(one, MembershipFactory(), email=second.email.upper())
    assert faults_of(refusal) == [("email", "")]
    for stranger in (MembershipFactory(role=Role.NGO_VIEWER), MembershipFactory(role=Role.NGO_HEAD)):
        place = stranger.organisation if stranger.role == Role.NGO_VIEWER else head.organisation
        with clock.playing(form.START), pytest.raises(NotPermitted):
            candidates.nominate(
                formation=one.formation, organisation=place, email="x@example.org", full_name="x", by=stranger.user
            )
    with pytest.raises(DeadlinePassed):
        nominate(one, MembershipFactory(), moment=form.UNTIL)
    with pytest.raises(Conflict):
        nominate(form.started(), MembershipFactory())


def test_by_election_refuses_an_organisation_and_a_person_who_sit_already() -> None:
    one = form.announced(form.by_election())
    seat = one.built.seats[0]
    seat.user = UserFactory()
    seat.save()
    head = MembershipFactory(organisation=seat.organisation)
    with pytest.raises(Invalid) as refusal:
        nominate(one, head, email=seat.user.email)
    assert faults_of(refusal) == [("email", ""), ("organisation", "R53")]
    with clock.playing(form.START), pytest.raises(Invalid):
        candidates.stand(formation=one.formation, by=seat.user)


def test_person_named_is_told_with_or_without_an_account(django_capture_on_commit_callbacks) -> None:
    one = form.announced(form.started())
    known = UserFactory()
    head = MembershipFactory()
    candidate = nominate(one, head, email=known.email.upper())
    assert Message.objects.get(recipient=known).link == candidate.get_absolute_url()
    with clock.playing(form.START):
        assert [task.url for task in desk_tasks(known)] == [candidate.get_absolute_url()]

    nominate(one, MembershipFactory(), email="new@example.org")
    jobs.run(str(Job.objects.get(name="councils.invite_candidate").pk))
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    assert str(head.organisation.name_kk) not in mail.outbox[0].body
    assert f"/councils/{one.built.council.slug}/formation/1/" in mail.outbox[0].body
    newcomer = UserFactory(email="new@example.org")
    assert Candidate.objects.visible_to(newcomer).count() == 1


def test_candidate_gives_everything_or_is_told_what_is_missing() -> None:
    one = form.announced(form.started())
    person = UserFactory(full_name="Ойданова Айгүл")
    with clock.playing(form.START):
        candidate = candidates.stand(formation=one.formation, by=person)
        empty = form.values_of(candidate, full_name=" ", occupation="", programme="", statements=[], consents=False)
        with pytest.raises(Invalid) as refusal:
            candidates.submit(candidate=candidate, values=empty, by=person)
        assert faults_of(refusal) == [
            ("full_name", ""), ("occupation", ""), ("programme", ""), ("consents", ""), ("statements", ""),
            ("papers", ""),
        ]  # fmt: skip
        candidates.save(candidate=candidate, values={**empty, "programme": "Half of"}, by=person)
        candidate.refresh_from_db()
        assert (candidate.programme, candidate.status) == ("Half of", CandidateStatus.NOMINATED)

        paper = candidates.add_paper(candidate=candidate, kind=CandidatePaperKind.CV, upload=form.upload(), by=person)
        candidates.remove_paper(paper=paper, by=person)
        candidates.add_paper(candidate=candidate, kind=CandidatePaperKind.CV, upload=form.upload("b.pdf"), by=person)
        private = form.values_of(candidate, programme="Call +7 701 123 45 67")
        with pytest.raises(Invalid) as refusal:
            candidates.submit(candidate=candidate, values=private, by=person)
        assert faults_of(refusal) == [("programme", "")]
        candidate = candidates.submit(candidate=candidate, values=form.values_of(candidate), by=person)
        assert (candidate.status, candidate.public_name) == (CandidateStatus.SUBMITTED, "Айгүл О.")
        with pytest.raises(Invalid):
            candidates.save(candidate=candidate, values=empty, by=person)
        with pytest.raises(Conflict):
            candidates.remove_paper(paper=candidate.papers.get(), by=person)
        with pytest.raises(Invalid):
            candidates.stand(formation=one.formation, by=person)
        for act in (candidates.save, candidates.submit):
            with pytest.raises(NotPermitted):
                act(candidate=candidate, values=form.values_of(candidate), by=UserFactory())
    told = str(list(Event.objects.values_list("changes", "reason", "subject_name")))
    assert [text for text in (person.email, "Ойданова", "Clean rivers") if text in told] == []


def test_papers_have_an_end_and_a_right_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    one = form.announced(form.started())
    candidate = form.citizen(one)
    monkeypatch.setattr(candidates, "MOST_PAPERS", 1)
    with clock.playing(form.START), pytest.raises(Invalid) as refusal:
        candidates.add_paper(candidate=candidate, kind="cv", upload=form.upload("c.pdf"), by=candidate.user)
    assert faults_of(refusal) == [("file", "")]


def test_who_sees_the_candidacy_with_its_papers() -> None:
    one = form.announced(form.started())
    candidate = form.of_ngo(one)
    head = MembershipFactory(organisation=candidate.organisation, role=Role.NGO_EDITOR)
    see = (candidate.user, head.user, one.group[2], one.built.secretary)
    viewer = MembershipFactory(organisation=candidate.organisation, role=Role.NGO_VIEWER)
    blind = (UserFactory(), MembershipFactory().user, build.entered().secretary, viewer.user)
    assert [Candidate.objects.visible_to(user).count() for user in see] == [1, 1, 1, 1]
    assert [Candidate.objects.visible_to(user).count() for user in blind] == [0, 0, 0, 0]


def test_withdrawing_is_for_the_person_or_its_organisation_with_a_reason() -> None:
    one = form.announced(form.started())
    named, citizen = form.of_ngo(one), form.citizen(one)
    head = MembershipFactory(organisation=named.organisation, role=Role.NGO_EDITOR)
    for stranger, candidate in ((UserFactory(), named), (head.user, citizen), (one.built.secretary, citizen)):
        with pytest.raises(NotPermitted):
            candidates.withdraw(candidate=candidate, reason="x", by=stranger)
    with pytest.raises(Invalid):
        candidates.withdraw(candidate=citizen, reason=" ", by=citizen.user)
    assert candidates.withdraw(candidate=named, reason="Changed", by=head.user).status == CandidateStatus.WITHDRAWN
    with clock.playing(form.START), pytest.raises(NotPermitted, match="has ended"):
        candidates.save(candidate=named, values=form.values_of(named), by=named.user)


def test_a_candidate_is_never_in_the_working_group() -> None:
    one = form.announced(form.started())
    candidate = form.citizen(one)
    members = form.members_of_group()
    members[1] = members[1].__class__(candidate.user, Side.CITIZEN)
    with pytest.raises(Invalid, match="A candidate cannot be in the working group"):
        competitions.name_group(formation=one.formation, members=members, by=one.built.secretary)


@pytest.mark.parametrize(
    ("text", "is_private"),
    [
        ("IIN 900101300123 is wrong", True),
        ("write to a.b@example.org", True),
        ("call 8 701 123-45-67", True),
        ("call +7(701)1234567", True),
        ("Order № 69 of 26.02.2021, 12 000 000 tenge", False),
    ],
)
def test_private_numbers_are_found(text: str, is_private: bool) -> None:
    assert bool(personal_faults(text, "x")) is is_private
