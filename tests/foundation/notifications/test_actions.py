from __future__ import annotations

import pytest
from django.db import connections, transaction

from foundation.audit.models import Event
from foundation.core.errors import Invalid
from foundation.core.models import Job
from foundation.notifications import actions, queries, topics, wording
from foundation.notifications.forms import MailChoicesForm
from foundation.notifications.letters import Letter
from foundation.notifications.models import MailChoice, Message, Preference
from tests.factories.accounts import UserFactory

LETTER = Letter("tests.news", "News number %(number)s")


@pytest.mark.django_db
def test_the_same_key_tells_the_same_person_once() -> None:
    first, second = UserFactory(), UserFactory()

    told = [
        actions.notify(to=user, letter=LETTER, context={"number": number}, key="deadline-5")
        for number, user in enumerate([first, first, second])
    ]

    assert (told[0] == told[1], told[0] == told[2], Message.objects.count(), Job.objects.count()) == (True, False, 2, 2)
    assert told[1].context == {"number": 0}


@pytest.mark.django_db
def test_each_of_several_people_is_told_once_for_a_key() -> None:
    people = [UserFactory(), UserFactory()]

    for number in range(2):
        actions.notify_each(people, LETTER, {"number": number}, link="/en/my/", key="deadline-6")

    told = list(Message.objects.order_by("pk").values_list("recipient", "context", "link"))
    assert told == [(person.pk, {"number": 0}, "/en/my/") for person in people]


@pytest.mark.django_db
def test_what_cannot_be_said_is_refused_at_once() -> None:
    reader = UserFactory()

    with pytest.raises(KeyError):
        actions.notify(to=reader, letter=LETTER)
    with pytest.raises(KeyError):
        actions.notify(to=reader, letter=Letter("tests.unknown", "Hello"))
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_people_are_told_in_a_transaction_only() -> None:
    with pytest.raises(RuntimeError):
        actions.notify(to=UserFactory(), letter=Letter("tests.news", "Hello"))


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_tell_once() -> None:
    import threading  # noqa: PLC0415

    reader, gate = UserFactory(), threading.Barrier(2)

    def tell() -> None:
        with transaction.atomic():
            gate.wait()
            actions.notify(to=reader, letter=LETTER, context={"number": 1}, key="same")
        connections.close_all()

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Message.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_rolled_back_change_tells_nobody() -> None:
    reader = UserFactory()
    with transaction.atomic():
        actions.notify(to=reader, letter=LETTER, context={"number": 1})
        transaction.set_rollback(True)

    assert (Message.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_switch_is_kept_and_leaves_a_trace() -> None:
    reader = UserFactory()

    actions.choose_mail(choices={"tests.news": "daily", "tests.other": "at_once"}, by=reader)
    actions.choose_mail(choices={"tests.news": "never", "tests.other": "at_once"}, by=reader)

    chosen = {topic: choice for topic, _, choice in queries.mail_choices(reader)}
    assert (chosen["tests.news"], chosen["tests.other"]) == (MailChoice.NEVER, MailChoice.AT_ONCE)
    assert list(Event.objects.order_by("pk").values_list("verb", "changes")) == [
        ("notifications.preference.changed", {"mail": ["at_once", "daily"]}),
        ("notifications.preference.changed", {"mail": ["daily", "never"]}),
    ]
    with pytest.raises(KeyError):
        actions.choose_mail(choices={"tests.unknown": "daily"}, by=reader)


@pytest.mark.django_db
def test_the_mail_of_an_official_topic_cannot_be_switched_off() -> None:
    user = UserFactory()
    with pytest.raises(Invalid, match="Official notices"):
        actions.choose_mail(choices={"registry.annual": "never"}, by=user)
    actions.choose_mail(choices={"registry.annual": "daily"}, by=user)
    assert Preference.objects.get(user=user).mail == "daily"

    form = MailChoicesForm(choices=queries.mail_choices(user))
    offered = {name: [code for code, _label in field.choices] for name, field in form.fields.items()}
    assert offered["registry.annual"] == ["at_once", "daily"]
    assert offered["registry.annual_reminders"] == ["at_once", "daily", "never"]


def test_a_topic_is_declared_once() -> None:
    with pytest.raises(ValueError, match=r"topic tests\.news is declared twice"):
        topics.register({"tests.news": "Something else"})


def test_a_value_missing_in_a_language_is_said_in_the_next() -> None:
    class Thing:
        title_kk, title_ru = "", "Гранты"

    value = wording.trilingual(Thing(), "title")

    assert (value, wording.fill("%(call)s", {"call": value}), wording.fill("%(call)s", {"call": {}})) == (
        {"kk": "", "ru": "Гранты", "en": ""},
        "Гранты",
        "",
    )
