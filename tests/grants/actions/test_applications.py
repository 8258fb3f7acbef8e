"""Start, save, send, open again, withdraw: by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from evaluation.scoring.canonical import digest
from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions import applications, phases
from grants.choices import ApplicationStatus
from grants.models import Application, Call, Section
from grants.models.content import PARTS
from registry.choices import OrganisationStatus, Role
from tests.builders.grants import application_at, call_at, filled, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def save(application: Application, by: Any, name: str = "project", version: int = 0, **typed: Any) -> Section:
    return applications.save_section(application=application, name=name, typed=typed, version=version, by=by)


def verbs(application: Application) -> list[str]:
    events = Event.objects.filter(subject_type="grants.application", subject_id=str(application.pk))
    return [event.verb.removeprefix("grants.application.") for event in events.order_by("pk")]


# Start


def test_start_numbers_applications_within_the_call_and_makes_their_sections() -> None:
    call = call_at(number_prefix="SDG22")

    numbers = [application_at(ApplicationStatus.DRAFT, call=call, is_filled=False).number for _one in range(2)]

    assert numbers == ["SDG22-0001", "SDG22-0002"]
    first = Application.objects.get(number="SDG22-0001")
    assert sorted(first.sections.values_list("name", "version")) == [(str(name), 0) for name in sorted(PARTS)]
    assert (first.language, first.status, verbs(first)) == ("kk", "draft", ["started"])


def test_start_returns_the_running_application_even_after_the_window() -> None:
    application = application_at()
    by = head_of(application.organisation)

    with time_machine.travel(application.call.closes_at + SECOND):
        again = applications.start(call=application.call, organisation=application.organisation, by=by)

    assert again.pk == application.pk


def test_after_a_withdrawal_one_can_start_anew() -> None:
    application = application_at(ApplicationStatus.WITHDRAWN)

    again = applications.start(
        call=application.call, organisation=application.organisation, by=head_of(application.organisation)
    )

    assert (again.number[-4:], again.status) == ("0002", ApplicationStatus.DRAFT)


@pytest.mark.parametrize("role", [Role.NGO_VIEWER, None])
def test_only_head_and_editor_start(role: str | None) -> None:
    call, organisation = call_at(), MembershipFactory().organisation
    by = person_of(organisation, role) if role else UserFactory()

    with pytest.raises(NotPermitted, match="You can read this, but not change it"):
        applications.start(call=call, organisation=organisation, by=by)

    assert (Application.objects.count(), Call.objects.get().last_number) == (0, 0)


def test_start_waits_for_the_window_and_ends_with_it() -> None:
    call, membership = call_at(), MembershipFactory()

    def start() -> Application:
        return applications.start(call=call, organisation=membership.organisation, by=membership.user)

    with time_machine.travel(call.opens_at - SECOND), pytest.raises(Conflict, match="Applications are taken from"):
        start()
    with time_machine.travel(call.closes_at + SECOND), pytest.raises(DeadlinePassed, match="The deadline was"):
        start()
    with time_machine.travel(call.opens_at, tick=False):
        assert start().number.endswith("-0001")


# Save


def test_saving_keeps_half_of_a_section_and_copies_what_lists_show() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    by = head_of(application.organisation)

    section = save(application, by, title="Clean banks", language="ru", goal="")
    save(application, by, "budget", requested="250 000,50")

    application.refresh_from_db()
    assert (section.data, section.version, section.saved_by) == ({"title": "Clean banks", "language": "ru"}, 1, by)
    assert (application.title, application.language, str(application.requested)) == ("Clean banks", "ru", "250000.50")
    assert Event.objects.filter(verb="grants.application.section_saved").order_by("pk").first().changes == {
        "section": "project",
        "version": 1,
        "fields": ["language", "title"],
    }


def test_saving_the_same_again_changes_nothing_whatever_the_version() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    by = head_of(application.organisation)
    first = save(application, by, title="Clean banks")

    second = save(application, by, version=0, title="Clean banks", goal="")

    assert (second.version, second.saved_at) == (1, first.saved_at)
    assert verbs(application) == ["started", "section_saved"]


def test_a_stale_save_is_refused_with_the_other_text_and_its_author() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    head, editor = head_of(application.organisation), person_of(application.organisation)
    save(application, editor, goal="Theirs")

    with pytest.raises(applications.StaleSection, match=f"Not saved: {editor} changed this section at") as refusal:
        save(application, head, goal="Mine")

    assert (refusal.value.section.data, refusal.value.section.version) == ({"goal": "Theirs"}, 1)
    assert application.sections.get(name="project").data == {"goal": "Theirs"}


def test_a_page_never_disagrees_with_its_own_earlier_save() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    by = head_of(application.organisation)
    place = {"application": application, "name": "project", "by": by}
    applications.save_section(typed={"goal": "Cle"}, version=0, saved_from="page-1", **place)

    section = applications.save_section(typed={"goal": "Clean"}, version=0, saved_from="page-1", **place)

    assert (section.data, section.version) == ({"goal": "Clean"}, 2)


def test_saving_is_refused_to_viewers_after_the_window_and_after_withdrawal() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    head = head_of(application.organisation)

    with pytest.raises(NotPermitted):
        save(application, person_of(application.organisation, Role.NGO_VIEWER), goal="G")
    with time_machine.travel(application.call.closes_at + SECOND), pytest.raises(DeadlinePassed):
        save(application, head, goal="G")
    applications.withdraw(application=application, by=head)
    with pytest.raises(Conflict, match="This application was withdrawn"):
        save(application, head, goal="G")

    assert application.sections.get(name="project").data == {}


def test_saving_beyond_technical_limits_is_refused_in_words() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)

    with pytest.raises(Invalid, match="far too long"):
        save(application, head_of(application.organisation), goal="x" * 700_001)


# Send


def test_submit_freezes_a_canonical_document_with_its_digest_and_facts() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head = head_of(application.organisation)

    version = applications.submit(application=application, by=head)

    application.refresh_from_db()
    assert (application.status, application.submitted_at, application.submitted_by) == (
        ApplicationStatus.SUBMITTED,
        version.submitted_at,
        head,
    )
    document = version.document
    assert (version.number, version.digest) == (1, digest(document))
    assert {name: document[name] for name in ("number", "version", "call", "language", "attachments")} == {
        "number": application.number,
        "version": 1,
        "call": application.call.slug,
        "language": "ru",
        "attachments": [],
    }
    assert document["organisation"]["bin"] == application.organisation.bin
    assert document["sections"]["budget"]["requested"] == "500000.00"
    (answer,) = document["eligibility"]
    assert (answer["code"], answer["verdict"], bool(answer["fact"])) == ("R13", "pass", True)
    version.refresh_from_db()
    assert digest(version.document) == version.digest


def test_submit_tells_the_sender_and_the_head_once_each() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head, editor = head_of(application.organisation), person_of(application.organisation)

    version = applications.submit(application=application, by=editor)
    applications.submit(application=application, by=editor)

    told = Message.objects.filter(topic="grants.applications")
    assert sorted(message.recipient.pk for message in told) == sorted([head.pk, editor.pk])
    context = told.first().context
    assert (context["number"], context["digest"], context["sender"]) == (
        application.number,
        version.digest,
        str(editor),
    )
    assert verbs(application)[-1:] == ["submitted"]


def test_a_second_press_returns_the_same_version_even_after_the_deadline() -> None:
    application = application_at()
    by = head_of(application.organisation)

    with time_machine.travel(application.call.closes_at + SECOND):
        version = applications.submit(application=application, by=by)

    assert (version.number, application.versions.count()) == (1, 1)


def test_the_last_moment_counts_and_one_second_later_is_refused() -> None:
    closes_at = dt.datetime(2026, 12, 20, 18, 30, tzinfo=dt.UTC)
    call = call_at(closes_at=closes_at)
    early, late = (application_at(ApplicationStatus.DRAFT, call=call) for _one in range(2))

    with time_machine.travel(closes_at, tick=False):
        applications.submit(application=early, by=head_of(early.organisation))
    with time_machine.travel(closes_at + SECOND, tick=False), pytest.raises(DeadlinePassed) as refusal:
        applications.submit(application=late, by=head_of(late.organisation))

    assert str(refusal.value) == (
        "The deadline was 20 December 2026, 23:30 (Astana time). The portal's clock showed 23:30:01, so this was not"
        " taken."
    )
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.status, late.status, late.versions.count()) == ("submitted", "draft", 0)


def test_submit_names_all_faults_and_changes_nothing() -> None:
    application = application_at(ApplicationStatus.DRAFT, team={"rows": []}, project={"goal": ""})

    with pytest.raises(Invalid) as refusal:
        applications.submit(application=application, by=head_of(application.organisation))

    assert [fault.field for fault in refusal.value.faults] == ["goal", "rows"]
    application.refresh_from_db()
    assert (application.status, verbs(application)[-1]) == ("draft", "section_saved")


def test_eligibility_is_asked_again_at_submission() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    organisation = application.organisation
    organisation.status = OrganisationStatus.LIQUIDATING
    organisation.save()

    with pytest.raises(Invalid) as refusal:
        applications.submit(application=application, by=head_of(organisation))

    (fault,) = refusal.value.faults
    assert (fault.rule, fault.message) == (
        "R13",
        (
            "Is in good standing: Its status in the registry is: In liquidation. With it an organisation cannot apply."
            " If the status is out of date, ask an officer of the registry to correct it."
        ),
    )


@pytest.mark.parametrize("role", [Role.NGO_VIEWER, None])
def test_only_head_and_editor_submit(role: str | None) -> None:
    application = application_at(ApplicationStatus.DRAFT)
    by = person_of(application.organisation, role) if role else officer_for(application.call)

    with pytest.raises(NotPermitted):
        applications.submit(application=application, by=by)


def test_a_withdrawn_application_cannot_be_sent() -> None:
    application = application_at(ApplicationStatus.WITHDRAWN)

    with pytest.raises(TransitionNotAllowed):
        applications.submit(application=application, by=head_of(application.organisation))


def test_nothing_is_taken_by_a_cancelled_call() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    phases.cancel(call=application.call, reason="No money.", by=officer_for(application.call))

    with pytest.raises(Conflict, match="The call has been cancelled"):
        applications.submit(application=application, by=head_of(application.organisation))


# Open again, withdraw


def test_reopening_keeps_the_sent_version_beside_the_next_one() -> None:
    application = application_at()
    by = head_of(application.organisation)
    applications.reopen(application=application, by=by)
    filled(application, by=by, project={"goal": "Another goal."})

    version = applications.submit(application=application, by=by)

    assert (version.number, version.document["version"]) == (2, 2)
    goals = [one.document["sections"]["project"]["goal"] for one in application.versions.all()]
    assert goals == ["Clean banks along 12 km.", "Another goal."]
    assert verbs(application)[-3:] == ["reopened", "section_saved", "submitted"]


def test_reopening_ends_with_the_window_and_is_for_writers() -> None:
    application = application_at()

    with pytest.raises(NotPermitted):
        applications.reopen(application=application, by=person_of(application.organisation, Role.NGO_VIEWER))
    with time_machine.travel(application.call.closes_at + SECOND), pytest.raises(DeadlinePassed):
        applications.reopen(application=application, by=head_of(application.organisation))
    draft = application_at(ApplicationStatus.DRAFT, is_filled=False)
    with pytest.raises(TransitionNotAllowed):
        applications.reopen(application=draft, by=head_of(draft.organisation))

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


def test_withdrawing_keeps_what_was_sent_and_the_reason() -> None:
    application = application_at()

    applications.withdraw(application=application, by=head_of(application.organisation), reason="No partner.")

    application.refresh_from_db()
    event = Event.objects.get(verb="grants.application.withdrawn")
    assert (application.status, application.versions.count(), event.reason) == ("withdrawn", 1, "No partner.")


def test_an_officer_does_not_withdraw_for_the_applicant() -> None:
    application = application_at()

    with pytest.raises(NotPermitted):
        applications.withdraw(application=application, by=officer_for(application.call))
