"""The conversation in a case, taking over an earlier text, CVs, thirty files, and what experts must never see."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluation.models import ScoreSheet
from foundation.notifications.actions import choose_mail
from foundation.notifications.delivery import deliver_digest
from foundation.notifications.models import MailChoice, MailStatus, Message
from grants.actions import applications, attachments, conversations, copying, partners, phases
from grants.choices import ApplicationStatus, CaseSide, FileKind, SectionName
from grants.models import Application, Attachment, CaseMessage
from grants.queries.conversations import waits_for
from grants.queries.desk import desk_tasks
from grants.queries.team import find_overloads, overloaded
from registry.choices import Role
from tests.builders import decisions as build
from tests.builders import files
from tests.builders.grants import application_at, call_at, close_and_check, head_of, officer_for, person_of
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def url(route: str, application: Application, *more: Any) -> str:
    return reverse(f"grants:{route}", args=[application.number, *more])


def status(client: Client, address: str) -> int:
    """Of a file that is served, read to its end."""
    answer = client.get(address)
    b"".join(answer.streaming_content if answer.streaming else [])
    return answer.status_code


def pdf(name: str = "letter.pdf", text: str = "demo") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(text))


def test_applicant_and_officer_talk_and_each_side_is_told_once_a_day(client: Client) -> None:
    application = application_at()
    head, officer = head_of(application.organisation), officer_for(application.call)
    page = url("conversation", application)
    client.force_login(officer)
    assert client.get(page).status_code == 404
    close_and_check(application.call)

    for text in ("Which school?", "And when?"):
        client.post(page, {"text": text, "wants_answer": "on", "file": pdf()})
    assert (waits_for(application), [task.url for task in desk_tasks(head)]) == (CaseSide.APPLICANT, [page])
    assert Message.objects.filter(recipient=head, link=page).count() == 1
    client.force_login(head)
    seen = client.get(page).content.decode()
    answered = client.post(page, {"text": "School 7, in May"})

    assert ("Which school?" in seen, "Waits for an answer" in seen, answered.status_code) == (True, True, 302)
    assert (waits_for(application), desk_tasks(head)) == ("", [])
    file = CaseMessage.objects.first().files.get()
    assert status(client, url("case-file", application, file.pk)) == 200
    for stranger in (MembershipFactory().user, person_of(MembershipFactory().organisation)):
        client.force_login(stranger)
        assert client.get(page).status_code == status(client, url("case-file", application, file.pk)) == 404
    client.force_login(person_of(application.organisation, Role.NGO_VIEWER))
    assert (client.get(page).status_code, client.post(page, {"text": "Hm"}).status_code) == (200, 403)


def test_one_mail_a_day_has_all_threads_of_a_person(client: Client, mailoutbox: list[Any]) -> None:
    contest = build.checking(applications=2)
    officer, first, second = contest.officer, contest.application(0), contest.application(1)
    for application in (first, second):
        for text in ("We have a hall.", "And a stage."):
            conversations.send(
                application=application, text=text, wants_answer=True, by=head_of(application.organisation)
            )
    waiting = Message.objects.filter(topic="grants.conversations")
    assert {(one.recipient_id, one.mail_status) for one in waiting} == {
        (person.pk, MailStatus.DIGEST) for person in (officer, contest.second)
    }
    assert waiting.count() == 4

    for _again in range(2):
        deliver_digest(officer.pk)

    (mail,) = mailoutbox
    assert mail.to == [officer.email]
    assert [mail.body.count(one.number) > 0 for one in (first, second)] == [True, True]
    # Whoever wants each at once says so, and gets it so.
    choose_mail(choices={"grants.conversations": MailChoice.AT_ONCE}, by=contest.second)
    Message.objects.all().delete()
    conversations.send(application=first, text="A third time.", wants_answer=True, by=head_of(first.organisation))
    assert Message.objects.get(recipient=contest.second).mail_status == MailStatus.WAITING


@pytest.mark.parametrize("count", [1, 3])
def test_a_conversation_is_read_with_the_same_queries_however_long(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    application = application_at()
    head = head_of(application.organisation)
    for number in range(count):
        CaseMessage.objects.create(application=application, side=CaseSide.APPLICANT, author=head, text=str(number))
    client.force_login(head)
    client.get(url("conversation", application))

    with django_assert_num_queries(11):
        page = client.get(url("conversation", application))

    assert [message.text for message in page.context["said"]] == [str(number) for number in range(count)]


def test_an_earlier_application_is_taken_over_and_waits_to_be_looked_through(client: Client) -> None:
    earlier = application_at()
    head = head_of(earlier.organisation)
    application = application_at(ApplicationStatus.DRAFT, call=call_at(), head=head, is_filled=False)
    client.force_login(head)
    page = client.get(url("application-copy", application))
    assert [code for code, _label in page.context["form"].fields["source"].choices] == ["record", earlier.number]

    names = [SectionName.PROJECT, SectionName.BUDGET]
    client.post(url("application-copy", application), {"source": earlier.number, "sections": names})

    said = {section.name: (section.data, section.copied_from) for section in application.sections.all()}
    assert said["budget"] == (earlier.sections.get(name="budget").data, earlier.number)
    assert said["team"] == ({}, "")
    application = Application.objects.get(pk=application.pk)
    assert (application.title, str(application.requested)) == (earlier.title, "500000.00")
    budget = client.get(url("section-edit", application, "budget"))
    assert "Price of one" in budget.context["to_check"]
    sentence = f"Look through what was copied from {earlier.number}, amounts and dates above all, and save it"
    tasks = client.get(application.get_absolute_url()).context["tasks"]
    assert [task.name for task in tasks if task.hint == sentence] == ["project", "budget"]
    typed = {"requested": "500 000", "version": budget.context["page"].version, "rows-TOTAL_FORMS": "2"}
    for index, row in enumerate(said["budget"][0]["rows"]):
        typed |= {f"rows-{index}-{name}": text for name, text in row.items()}
    client.post(url("section-edit", application, "budget"), typed)
    assert application.sections.get(name="budget").copied_from == ""


def test_the_record_of_the_ngo_gives_what_it_knows_and_nothing_private() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    organisation = application.organisation
    organisation.head_name, organisation.head_iin, organisation.charter_goals = "Dana Invented", "990101500016", "2.3"
    organisation.save()
    by = head_of(organisation)

    changed = copying.copy(application=application, source=None, names=["project", "team", "budget"], by=by)

    assert changed == ["project", "team"]
    said = {section.name: section.data for section in application.sections.all()}
    assert (said["project"]["region"], said["project"]["charter"]) == (organisation.region_id, "2.3")
    assert said["team"]["rows"][0]["full_name"] == "Dana Invented"
    assert "990101500016" not in str(said)
    assert copying.copy(application=application, source=None, names=["project", "team"], by=by) == []


def test_thirty_files_at_once_the_good_ones_are_taken_and_each_bad_one_is_named(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))
    good = [pdf(f"letter-{number}.pdf", str(number)) for number in range(27)]
    bad = [
        SimpleUploadedFile("virus.txt", files.EICAR),
        SimpleUploadedFile("program.pdf", b"MZ" + b"\x90" * 200),
        SimpleUploadedFile("empty.pdf", b""),
    ]

    page = client.post(url("attachment-list", application), {"file": [*good, *bad]})

    errors = page.context["form"].errors["file"]
    assert (page.status_code, application.attachments.count()) == (200, 27)
    assert [next(name for name in ("virus", "program", "empty") if name in error) for error in errors] == [
        "virus",
        "program",
        "empty",
    ]
    too_many = client.post(url("attachment-list", application), {"file": [pdf() for _ in range(31)]})
    assert too_many.context["form"].errors["file"] == ["Choose 30 files at most at once: there are 31"]


def test_a_cv_is_for_those_who_check_and_for_members_once_they_have_declared(client: Client) -> None:
    contest = build.checking(applications=1)
    application = contest.applications[0]
    head = head_of(application.organisation)
    cv = Attachment.objects.filter(application=application, kind=FileKind.CV)
    assert cv.count() == 0
    draft = application_at(ApplicationStatus.DRAFT)
    by = head_of(draft.organisation)
    client.force_login(by)
    people = client.get(url("cv-list", draft)).context["form"].fields["person"].choices
    assert people == [("", "Choose"), ("Aigerim Invented", "Aigerim Invented")]
    for text in ("first", "second"):
        client.post(url("cv-list", draft), {"person": "Aigerim Invented", "file": pdf("cv.pdf", text)})
    (kept,) = draft.attachments.filter(kind=FileKind.CV)
    applications.submit(application=draft, by=by)
    close_and_check(draft.call)
    member = MembershipFactory(organisation=None, body=draft.call.operator, role=Role.COMMISSION).user

    def readers() -> list[bool]:
        people = (by, officer_for(draft.call), member, head)
        return [Attachment.objects.visible_to(user).filter(pk=kept.pk).exists() for user in people]

    assert readers() == [True, True, False, False]
    # The commission's own pages open it, after the member has told of conflicts.
    type(draft.call).objects.filter(pk=draft.call_id).update(status="deciding")
    assert readers() == [True, True, False, False]
    client.force_login(member)
    assert status(client, url("attachment-download", draft, kept.pk)) == 404


def test_one_person_in_two_teams_with_more_than_full_time_is_a_hint() -> None:
    def team(name: str, workload: int) -> dict[str, Any]:
        return {"rows": [{"full_name": name, "workload": workload}]}

    (found,) = find_overloads(
        [("A-1", team("Aigerim Invented", 60)), ("A-2", team("INVENTED Aigerim", 50)), ("A-3", team("Berik", 100))]
    )

    assert (found.name, found.total, [one.number for one in found.promises]) == (
        "Aigerim Invented",
        110,
        ["A-1", "A-2"],
    )
    call = call_at()
    first, second = (application_at(call=call, team=_of(80)) for _ in range(2))
    assert [one.total for one in overloaded(first)] == [160]
    assert [promise.number for promise in overloaded(second)[0].promises] == [first.number, second.number]


def _of(workload: int) -> dict[str, Any]:
    row = {"full_name": "Aigerim Invented", "role": "Lead", "workload": str(workload), "experience": "Much"}
    return {"rows": [row]}


def test_a_blind_reader_finds_no_trace_of_who_applies(client: Client) -> None:
    contest = build.announced(applications=1)
    application = contest.applications[0]
    applicant, other = head_of(application.organisation), MembershipFactory()
    applications.reopen(application=application, by=applicant)
    partner = partners.ask(
        application=application,
        organisation=other.organisation,
        kind="co_applicant",
        contribution="Lends its hall",
        may_edit=False,
        by=applicant,
    )
    partners.answer(partner=partner, consents=True, by=other.user)
    attachments.add(
        application=application, upload=pdf("cv.pdf"), title="Aigerim Invented", kind=FileKind.CV, by=applicant
    )
    section = application.sections.get(name="project")
    typed = section.data | {"problem": f"{other.organisation} and Aigerim Invented know the banks."}
    applications.save_section(
        application=application, name="project", typed=typed, version=section.version, by=applicant
    )
    applications.submit(application=application, by=applicant)
    build.close_window(contest)
    phases.start_check(call=contest.fresh(), by=contest.officer)
    build.check(contest, 0, version=2)
    build.open_scoring(contest)
    sheet = ScoreSheet.objects.filter(entry__round=contest.call.round).select_related("entry", "seat__expert__user")[0]
    entry = sheet.entry
    client.force_login(sheet.seat.expert.user)
    page = client.get(reverse("evaluation:sheet-edit", args=[sheet.pk])).content.decode()

    said = str(entry.content) + entry.title + page
    hidden = [str(other.organisation), other.organisation.bin, "Aigerim Invented", "Clause 2.3", "protection of nature"]
    assert [text for text in [*hidden, "Lends its hall", "cv.pdf"] if text in said] == []
    assert ("Coordinator" in said, "High water" in said, "months" in said, entry.files.count()) == (True, True, True, 0)
