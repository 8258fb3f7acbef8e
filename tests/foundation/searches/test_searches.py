"""Saved searches of every list: what is told, once, to whom; what is refused; what must not leak."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from councils.actions.acts import drafts
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.core.errors import Invalid
from foundation.notifications import actions as mailing
from foundation.notifications import delivery, wording
from foundation.notifications.models import MailStatus, Message
from foundation.searches import actions, lists, queries
from foundation.searches.models import SavedHit, SavedSearch
from foundation.searches.tasks import want_runs
from registry.actions.search import rebuild
from registry.choices import Role
from registry.models import Membership
from tests.builders import council_work
from tests.builders.councils import Built, officer_of, sitting
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

ALL = ["acts", "calls", "control", "councils", "head-reports", "needs", "recommendations", "registry", "tenders"]


def saved(by: User, code: str = "acts", query: str = "", name: str = "Water") -> SavedSearch:
    listed = lists.known(code)
    assert listed is not None
    return actions.save(listed=listed, query=query, name=name, by=by)


def told(user: User) -> list[tuple[str, str]]:
    rows = Message.objects.filter(recipient=user, topic="searches.found").order_by("pk")
    return [(wording.subject(one), wording.body(one)) for one in rows]


@pytest.fixture
def built() -> Built:
    council_work.with_terms()
    return sitting(3)


def test_every_list_is_registered() -> None:
    assert lists.codes() == ALL


@pytest.mark.parametrize("code", ALL)
def test_each_list_can_be_saved_run_and_shown(client: Client, code: str) -> None:
    owner = UserFactory()
    client.force_login(owner)
    listed = lists.known(code)
    assert listed is not None

    page = client.get(reverse(listed.route)).content.decode()
    form = client.get(f"{reverse('searches:search-save', args=[code])}?status=nonsense&q=%00").status_code
    answer = client.post(reverse("searches:search-save", args=[code]), {"name": "Everything"})
    search = SavedSearch.objects.get()

    assert reverse("searches:search-save", args=[code]) in page
    assert (form, answer.status_code, search.listed, search.query) == (200, 302, code, "")
    assert (actions.run(search_id=search.pk), told(owner)) == (0, [])
    assert client.get(search.get_absolute_url()).status_code == 200


def test_what_appears_is_told_once_and_what_was_there_never(built: Built) -> None:
    reader = UserFactory()
    council_work.sent(built, title_ru="Прежний", title_kk="Бұрынғы")
    hidden = council_work.written(built, title_ru="Скрытый", title_kk="Жасырын")
    search = saved(reader, query=f"body={built.body.code}")

    first = actions.run(search_id=search.pk)
    newer = council_work.sent(built)
    runs = [actions.run(search_id=search.pk), actions.run(search_id=search.pk)]
    # An older row that becomes public later has a lower key than what was told already: it must not be missed.
    drafts.send(act=hidden, by=built.secretary)
    runs += [actions.run(search_id=search.pk), actions.run(search_id=search.pk)]

    assert (first, runs, hidden.pk < newer.pk) == (0, [1, 0, 1, 0], True)
    council = built.council.name_en
    assert told(reader) == [
        ("New in your search «Water»: 1", f"– {council}: О воде"),
        ("New in your search «Water»: 1", f"– {council}: Скрытый"),
    ]
    assert list(SavedHit.objects.order_by("pk").values_list("key", flat=True)) == [newer.pk, hidden.pk]


def test_what_leaves_and_comes_back_is_not_told_again(built: Built) -> None:
    reader = UserFactory()
    search = saved(reader, query="status=sent")
    act = council_work.sent(built)
    runs = [actions.run(search_id=search.pk)]

    type(act).objects.filter(pk=act.pk).update(status="withdrawn", withdraw_reason="Why")
    runs.append(actions.run(search_id=search.pk))
    type(act).objects.filter(pk=act.pk).update(status="sent", withdraw_reason="")
    runs.append(actions.run(search_id=search.pk))

    assert (runs, len(told(reader))) == ([1, 0, 0], 1)


def test_nobody_is_told_of_what_they_may_not_see_any_more(built: Built, client: Client) -> None:
    officer = officer_of(built.body)
    search = saved(officer)
    council_work.written(built, title_ru="Черновик", title_kk="Жоба")
    assert (actions.run(search_id=search.pk), len(told(officer))) == (1, 1)
    client.force_login(officer)
    seen = client.get(search.get_absolute_url()).content.decode()

    Membership.objects.filter(user=officer, role=Role.OFFICER).update(ended_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    council_work.written(built, title_ru="Второй черновик", title_kk="Жоба 2")
    again = actions.run(search_id=search.pk)

    assert (again, len(told(officer))) == (0, 1)
    assert (
        "Жоба" in seen or "Черновик" in seen,
        "Черновик" in client.get(search.get_absolute_url()).content.decode(),
    ) == (
        True,
        False,
    )


def test_a_filter_that_is_gone_stops_the_search_instead_of_telling_of_everything(built: Built, client: Client) -> None:
    reader = UserFactory()
    search = saved(reader, query=f"body={built.body.code}&status=sent")
    council_work.sent(built)
    type(built.body).objects.filter(pk=built.body.pk).update(code="renamed")

    runs = [actions.run(search_id=search.pk), actions.run(search_id=search.pk)]

    search.refresh_from_db()
    assert (runs, search.stopped_for, SavedHit.objects.count()) == ([0, 0], "filter_gone", 0)
    assert [subject for subject, _body in told(reader)] == ["Your search «Water» has stopped"]
    client.force_login(reader)
    assert "is not run any more" in client.get(search.get_absolute_url()).content.decode()


def test_a_search_that_finds_too_much_is_refused_and_stopped(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = UserFactory()
    search = saved(reader)
    council_work.sent(built)
    council_work.sent(built)
    monkeypatch.setattr(queries, "MOST", 1)

    with pytest.raises(Invalid, match="more than 1 things"):
        saved(reader, query="status=sent", name="Other")
    actions.run(search_id=search.pk)

    search.refresh_from_db()
    assert (search.stopped_for, SavedHit.objects.count()) == ("too_many", 0)


def test_only_what_the_list_understands_is_kept(built: Built) -> None:
    reader = UserFactory()
    search = saved(reader, query=f"status=nonsense&body={built.body.code}&before=3&council={built.council.slug}&evil=1")

    assert search.query == f"body={built.body.code}&council={built.council.slug}"
    words = queries.line(search).words
    assert [str(value) for _label, value in words] == [built.body.name_en or built.body.name_ru, built.council.name_en]


def test_registry_filters_are_kept_in_words_and_find_new_organisations() -> None:
    here, there = RegionFactory(), RegionFactory(code="750000000")
    OrganisationFactory(region=here, name_ru="Старый фонд")
    rebuild()
    reader = UserFactory()
    search = saved(reader, "registry", f"q=фонд&region={here.pk}&region=nowhere&sort=money&after=zzz&money=no")
    new = OrganisationFactory(region=here, name_ru="Новый фонд", name_en="New fund")
    OrganisationFactory(region=there, name_ru="Чужой фонд")
    rebuild()

    assert actions.run(search_id=search.pk) == 1
    assert dict(QueryDict(search.query).lists()) == {"q": ["фонд"], "region": [str(here.pk)]}
    assert [str(value) for _label, value in queries.line(search).words] == ["фонд", here.name_en]
    assert list(SavedHit.objects.values_list("key", flat=True)) == [new.pk]
    assert told(reader)[0][1] == "– New fund"


def test_saving_is_refused_in_words_at_the_field(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = UserFactory()
    client.force_login(reader)
    saved(reader, name="First")
    monkeypatch.setattr(actions, "LIMIT", 2)

    def answer(query: str, name: str) -> str:
        return client.post(f"{reverse('searches:search-save', args=['acts'])}?{query}", {"name": name}).content.decode()

    assert "saved this search already, as «First»" in answer("", "Second")
    assert "another search of this name" in answer("status=sent", "First")
    assert "Error:" in answer("status=sent", "")
    saved(reader, query="status=sent", name="Second")
    assert "You can keep 2 searches" in answer("status=decided", "Third")
    assert SavedSearch.objects.count() == 2
    assert client.get(reverse("searches:search-save", args=["nothing"])).status_code == 404
    search = SavedSearch.objects.first()
    assert search is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(
            owner=reader, listed="acts", query="", name="Third", saved_at=search.saved_at, run_at=search.run_at
        )


def test_a_search_is_its_owners_alone(client: Client) -> None:
    owner, stranger = UserFactory(), UserFactory()
    search = saved(owner, name="Who pays my neighbour")
    client.force_login(stranger)

    answers = [client.get(search.get_absolute_url()), client.post(reverse("searches:search-delete", args=[search.pk]))]
    actions.delete(search=search, by=stranger)

    assert [one.status_code for one in answers] == [404, 404]
    assert "neighbour" not in client.get(reverse("searches:search-list")).content.decode()
    assert SavedSearch.objects.count() == 1
    assert "neighbour" not in "".join(f"{one.subject_name}{one.changes}{one.reason}" for one in Event.objects.all())
    client.force_login(owner)
    assert client.post(reverse("searches:search-delete", args=[search.pk])).status_code == 302
    assert SavedSearch.objects.count() == 0
    assert list(Event.objects.filter(verb__startswith="searches.").values_list("verb", flat=True)) == [
        "searches.search.saved",
        "searches.search.deleted",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries) -> None:
    reader = UserFactory()
    for number in range(rows):
        saved(reader, query=["", "status=sent", "status=decided"][number], name=f"Search {number}")
    client.force_login(reader)

    with django_assert_num_queries(4):
        page = client.get(reverse("searches:search-list")).content.decode()

    assert [f"Search {number}" in page for number in range(3)] == [number < rows for number in range(3)]


@pytest.mark.parametrize("rows", [1, 3])
def test_running_asks_the_same_number_of_queries(built: Built, rows: int, django_assert_num_queries) -> None:
    search = saved(UserFactory())
    for _number in range(rows):
        council_work.sent(built)

    with django_assert_num_queries(10):
        assert actions.run(search_id=search.pk) == rows


def test_the_task_runs_all_goes_on_after_a_failure_and_mail_comes_once_a_day(
    built: Built, run_jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, reader, closed = UserFactory(), UserFactory(), UserFactory(is_active=False)
    searches = [saved(one) for one in (broken, reader, closed)]
    SavedSearch.objects.update(run_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    council_work.sent(built)
    keys = queries.keys

    def fails(listed, query, user):
        if user == broken:
            raise RuntimeError("a list that cannot be read")
        return keys(listed, query, user)

    monkeypatch.setattr(queries, "keys", fails)
    run_jobs()
    mail.outbox.clear()
    want_runs()
    want_runs()
    run_jobs()

    assert [len(told(one)) for one in (broken, reader, closed)] == [0, 1, 0]
    monkeypatch.setattr(queries, "keys", keys)
    want_runs()
    run_jobs()
    assert [len(told(one)) for one in (broken, reader, closed)] == [1, 1, 0]
    assert SavedSearch.objects.get(pk=searches[1].pk).run_at.year > 2025
    assert (Message.objects.get(recipient=reader).mail_status, len(mail.outbox)) == (MailStatus.DIGEST, 0)
    delivery.send_digests()
    run_jobs()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([broken.email, reader.email])
    want_runs()
    delivery.send_digests()
    run_jobs()
    assert len(mail.outbox) == 2


def test_the_mail_of_searches_can_be_switched_off(built: Built) -> None:
    reader = UserFactory()
    search = saved(reader)
    mailing.choose_mail(choices={"searches.found": "never"}, by=reader)
    council_work.sent(built)

    actions.run(search_id=search.pk)

    assert Message.objects.get(recipient=reader).mail_status == MailStatus.UNWANTED


def test_a_list_cannot_take_anothers_place() -> None:
    listed = lists.known("acts")
    assert listed is not None
    with pytest.raises(ValueError, match="registered twice"):
        lists.register(lists.Listed("acts", "Other", "home", listed.understood, listed.hits, listed.visible, str))


def test_a_search_of_a_list_that_is_gone_is_shown_and_stopped(client: Client) -> None:
    reader = UserFactory()
    search = saved(reader)
    SavedSearch.objects.filter(pk=search.pk).update(listed="gone")
    client.force_login(reader)

    actions.run(search_id=search.pk)

    search.refresh_from_db()
    assert search.stopped_for == "filter_gone"
    for address in (reverse("searches:search-list"), search.get_absolute_url()):
        assert client.get(address).status_code == 200
