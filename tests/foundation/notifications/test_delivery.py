from __future__ import annotations

import datetime as dt
import email
import email.policy
import time

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from foundation.core import jobs
from foundation.core.models import Job, JobStatus
from foundation.notifications import actions, delivery, tasks
from foundation.notifications.letters import Letter
from foundation.notifications.models import MailChoice, MailStatus, Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ADMITTED = Letter("tests.news", "Application %(number)s is admitted", "The call «%(call)s» goes on.\n\nGood luck.")
CALL = {"kk": "Шағын гранттар", "ru": "Малые гранты", "en": "Small grants"}


def tell(user, **options) -> Message:
    return actions.notify(
        to=user, letter=ADMITTED, context={"number": "A-7", "call": CALL}, link="/en/my/messages/", **options
    )


def status_of(message: Message) -> str:
    message.refresh_from_db()
    return message.mail_status


def letter_of(raw: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_letter_goes_out_through_a_real_mail_server(mail_server, run_jobs) -> None:
    message = tell(UserFactory(email="aigul@example.org"))

    run_jobs()

    letter = letter_of(mail_server.letters[0])
    assert (len(mail_server.letters), mail_server.recipients) == (1, ["<aigul@example.org>"])
    assert {name: letter[name] for name in ("Subject", "To", "Auto-Submitted", "List-Unsubscribe")} == {
        "Subject": "Application A-7 is admitted",
        "To": "aigul@example.org",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://portal.example.kz/en/my/messages/settings/>",
    }
    assert letter.get_content().splitlines() == [
        "The call «Small grants» goes on.",
        "",
        "Good luck.",
        "",
        "Open on the portal: https://portal.example.kz/en/my/messages/",
        "",
        "-- ",
        "Civil Portal",
        "This letter was written by the portal; answers to it are not read. How you get mail: https://portal.example.kz/en/my/messages/settings/",
    ]
    assert (status_of(message), message.mailed_at is not None) == (MailStatus.SENT, True)


@pytest.mark.parametrize(("language", "title"), [("kk", "Шағын гранттар"), ("ru", "Малые гранты")])
def test_a_letter_speaks_the_language_of_its_reader(mail_server, run_jobs, language: str, title: str) -> None:
    tell(UserFactory(language=language))

    run_jobs()

    text = letter_of(mail_server.letters[0]).get_content()
    assert (title in text, f"https://portal.example.kz/{language}/my/messages/" in text) == (True, True)


def test_nothing_is_sent_twice(mail_server) -> None:
    message = tell(UserFactory())

    statuses = [delivery.deliver(message.pk) for _ in range(3)]

    assert (statuses, len(mail_server.letters)) == ([MailStatus.SENT] * 3, 1)


def test_a_letter_claimed_by_a_worker_that_died_is_not_sent_again(mail_server) -> None:
    message = tell(UserFactory())
    Message.objects.filter(pk=message.pk).update(mail_status=MailStatus.SENDING)

    assert (delivery.deliver(message.pk), mail_server.letters) == (MailStatus.UNCERTAIN, [])


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_away_gets_the_letter_later(mail_server, settings) -> None:
    with transaction.atomic():
        message = tell(UserFactory())
    settings.EMAIL_PORT = 1
    job = Job.objects.get()
    jobs.run(str(job.pk))
    assert (status_of(message), message.mail_error) == (
        MailStatus.WAITING,
        "mail server: [Errno 111] Connection refused",
    )
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED

    settings.EMAIL_PORT = mail_server.port
    jobs.run(str(job.pk))

    assert (status_of(message), len(mail_server.letters)) == (MailStatus.SENT, 1)


@pytest.mark.parametrize(
    ("answers", "status", "is_repeated"),
    [
        ({"RCPT": "450 mailbox busy"}, MailStatus.WAITING, True),
        ({"RCPT": "550 no such person"}, MailStatus.REFUSED, False),
        ({"MAIL": "451 try later"}, MailStatus.WAITING, True),
        ({"END": "554 looks like spam"}, MailStatus.REFUSED, False),
        ({"END": "452 disk is full"}, MailStatus.WAITING, True),
        ({"END": ""}, MailStatus.UNCERTAIN, False),
        ({"HELLO": "421 too busy"}, MailStatus.WAITING, True),
    ],
)
def test_what_the_server_says_decides(mail_server, answers: dict[str, str], status: str, is_repeated: bool) -> None:
    message = tell(UserFactory())
    mail_server.answers = answers

    if is_repeated:
        with pytest.raises(ConnectionError):
            delivery.deliver(message.pk)
    else:
        assert delivery.deliver(message.pk) == status

    assert (status_of(message), message.mail_error != "") == (status, True)


def test_a_value_with_line_breaks_forges_no_header(run_jobs) -> None:
    letter = Letter("tests.news", "About %(title)s")
    actions.notify(to=UserFactory(), letter=letter, context={"title": "x\r\nBcc: all@example.org"})

    run_jobs()

    assert (mail.outbox[0].subject, mail.outbox[0].bcc) == ("About x Bcc: all@example.org", [])


def test_a_closed_account_gets_no_mail(run_jobs) -> None:
    message = tell(UserFactory(is_active=False))

    run_jobs()

    assert (status_of(message), mail.outbox) == (MailStatus.UNWANTED, [])


def test_the_daily_mail_holds_everything_once_and_only_when_there_is_something(run_jobs) -> None:
    """Must not fail 12: one digest, a switch for each topic, no mail without a change."""
    reader, other = UserFactory(), UserFactory()
    actions.choose_mail(choices={"tests.news": MailChoice.DAILY}, by=reader)
    for number in (1, 2):
        actions.notify(to=reader, letter=ADMITTED, context={"number": f"A-{number}", "call": CALL}, key=str(number))
    tell(other)
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [[other.email]]

    tasks.send_digests()
    tasks.send_digests()
    run_jobs()
    tasks.send_digests()
    run_jobs()

    assert [(letter.to, letter.subject) for letter in mail.outbox[1:]] == [
        ([reader.email], "2 new messages on the Civil Portal")
    ]
    body = mail.outbox[1].body
    assert [body.count(text) for text in ("* Application A-1 is admitted", "* Application A-2 is admitted")] == [1, 1]
    assert delivery.deliver_digest(reader.pk) == "nothing"


def test_a_topic_that_is_switched_off_stays_on_the_portal_alone(run_jobs) -> None:
    reader = UserFactory()
    actions.choose_mail(choices={"tests.news": MailChoice.NEVER}, by=reader)

    message = tell(reader)
    run_jobs()

    assert (status_of(message), mail.outbox, Job.objects.count()) == (MailStatus.UNWANTED, [], 0)


def test_the_sweep_wants_waiting_mail_again_and_gives_up_at_last(run_jobs) -> None:
    fresh, late, old = (tell(UserFactory()) for _ in range(3))
    Job.objects.all().delete()
    now = timezone.now()
    Message.objects.filter(pk=late.pk).update(created_at=now - dt.timedelta(hours=1))
    Message.objects.filter(pk=old.pk).update(created_at=now - dt.timedelta(days=4))

    tasks.sweep_mail()
    run_jobs()

    assert [status_of(message) for message in (fresh, late, old)] == [
        MailStatus.WAITING,
        MailStatus.SENT,
        MailStatus.REFUSED,
    ]


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_delivers(worker, settings) -> None:
    with transaction.atomic():
        message = tell(UserFactory())
    deadline = time.monotonic() + 30
    while status_of(message) != MailStatus.SENT and time.monotonic() < deadline:
        time.sleep(0.1)

    files = list(settings.EMAIL_FILE_PATH.iterdir())
    assert (status_of(message), len(files)) == (MailStatus.SENT, 1)
