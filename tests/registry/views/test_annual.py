from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from foundation.audit.models import Event
from registry.actions import annual, funding, memberships
from registry.choices import AnnualSectionName as Name
from registry.choices import AnnualStatus, FundingKind, Role
from registry.models import AnnualInformation
from tests.builders import annual as build
from tests.builders import registry
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-01 06:00+00:00", tick=False):
        yield


@pytest.fixture
def organisation(reference: None):
    return registry.registered()


@pytest.fixture
def head(organisation, client):
    user = registry.head_of(organisation)
    client.force_login(user)
    return user


@pytest.fixture
def page(organisation) -> str:
    return f"/en/registry/{organisation.bin}/annual/2025/"


def rows(*listed: dict[str, str]) -> dict[str, str]:
    data = {"rows-TOTAL_FORMS": str(len(listed)), "rows-INITIAL_FORMS": "0"}
    return data | {f"rows-{index}-{name}": text for index, row in enumerate(listed) for name, text in row.items()}


def text_of(response) -> str:
    return response.content.decode()


PLACES = ("", "activity/", "submit/", "correct/", "sent/1/")


@pytest.mark.parametrize("place", PLACES)
def test_own_pages_are_closed_to_others(organisation, client, page: str, place: str) -> None:
    build.accepted(organisation, 2025)
    assert client.get(page + place).url.startswith("/en/accounts/login/")
    for user in (
        MembershipFactory(organisation=organisation, role=Role.NGO_VIEWER).user,
        registry.head_of(registry.registered(2)),
    ):
        client.force_login(user)
        assert client.get(page + place).status_code == 403
        assert client.post(page + place, {}).status_code in (403, 405)


def test_it_is_begun_with_what_is_known(organisation, head, client, page: str) -> None:
    build.accepted(organisation, 2024)
    funding.enter(
        organisation=organisation, kind=FundingKind.GRANT, reference="G-1", by=None,
        values={"title": "Trees 2", "payer_name": "Operator", "amount": Decimal(500_000),
                "decided_on": dt.date(2025, 6, 1)},
    )  # fmt: skip
    before = text_of(client.get(page))
    assert "Trees 2" in before
    assert "30 days are left" in before
    assert "answers will be filled in for you" in before
    assert AnnualInformation.objects.filter(year=2025).count() == 0

    assert client.post(page).url == page

    html = text_of(client.get(page))
    assert "Filled in for you: look through it" in html
    assert "answers so far were filled in for you" in html
    assert "Its information for 2025 has been begun or returned, but is not submitted." in html
    assert "the organisation cannot apply" in html
    assert "The numbers of MRP are assumed" in html
    section = text_of(client.get(page + "projects/"))
    assert "Trees 2" in section
    assert 'type="hidden" name="rows-0-origin" value="grant:G-1"' in section


def test_a_section_is_saved_checked_and_left(organisation, head, client, page: str) -> None:
    build.begun(organisation, 2025)
    data = {"opening": "0", "total": "10", "version": "0"} | rows({"source": "own", "amount": "4"})

    wrong = client.post(page + "income/?page=tab-1", data)

    assert "Saved. Before the information can be submitted" in text_of(wrong)
    assert "The sources come to 4\u00a0₸, but the total is 10\u00a0₸" in text_of(wrong)
    later = client.post(page + "income/?page=tab-1", data | {"later": "1"})
    assert later.url == page
    right = client.post(page + "income/?page=tab-1", data | {"total": "4"}, follow=True)
    assert "is saved" in text_of(right)
    added = text_of(client.post(page + "income/?page=tab-1", data | {"row-action": "add:rows"}))
    assert added.count('name="rows-1-amount"') == 1


def test_a_half_filled_section_saves_itself_and_two_tabs_are_told(organisation, head, client, page: str) -> None:
    build.begun(organisation, 2025)
    url, headers = page + "activity/autosave/", {"X-Autosave": "1", "Accept": "application/json"}

    first = client.post(url + "?page=one", {"summary": "Half", "version": "0"}, headers=headers)
    other = client.post(url + "?page=two", {"summary": "Other", "version": "0"}, headers=headers)
    shown = client.post(page + "activity/?page=two", {"summary": "Other", "version": "0"})

    assert (first.json()["version"], other.status_code, other.json()["theirs"]) == (1, 409, {"summary": "Half"})
    assert shown.status_code == 409
    assert "Half" in text_of(shown)
    assert "Other" in text_of(shown)
    annual.submit(information=build.filled(registry.registered(2), 2025), by=None)
    information = AnnualInformation.objects.get(organisation=organisation)
    AnnualInformation.objects.filter(pk=information.pk).update(
        status=AnnualStatus.SUBMITTED, submitted_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    )
    refused = client.post(url, {"summary": "Late", "version": "1"}, headers=headers)
    assert (refused.status_code, "submitted already" in refused.json()["message"]) == (409, True)


def test_an_ended_session_keeps_what_was_typed(organisation, client, page: str) -> None:
    build.begun(organisation, 2025)
    response = client.post(page + "activity/", {"summary": "Typed long", "version": "0"})
    assert response.url.startswith("/en/accounts/login/")
    kept = client.session["typed"]
    client.force_login(registry.head_of(organisation))
    session = client.session
    session["typed"] = kept
    session.save()

    assert "Typed long" in text_of(client.get(page + "activity/"))
    autosave = client.__class__().post(page + "activity/autosave/", {}, headers={"X-Autosave": "1"})
    assert autosave.status_code == 401


def test_a_text_beyond_all_bounds_is_refused_at_its_field(organisation, head, client, page: str) -> None:
    build.begun(organisation, 2025)
    response = client.post(page + "activity/", {"summary": "x" * 700_001, "version": "0"})
    assert response.status_code == 422
    assert "far too long" in text_of(response)


@pytest.mark.parametrize("place", ["nothing/", "submit/", "correct/", "sent/9/"])
def test_what_is_not_there_is_not_found(organisation, head, client, page: str, place: str) -> None:
    assert client.get(page + place).status_code == 404


@pytest.mark.parametrize("year", [2015, 2026, 9999, 0])
def test_there_is_no_information_about_other_years(organisation, head, client, year: int) -> None:
    assert client.get(f"/en/registry/{organisation.bin}/annual/{year}/").status_code == 422


def test_it_is_read_through_stated_and_sent_once(organisation, head, client, page: str) -> None:
    information = build.filled(organisation, 2025)
    build.saved(information, Name.PEOPLE, {"staff": "1"})
    assert "Employees and volunteers: Enter the number of volunteers, or 0" in text_of(client.get(page + "submit/"))
    assert "Employees and volunteers" in text_of(client.post(page + "submit/", {"statement": "on"}))
    build.saved(information, Name.PEOPLE, {"staff": "1", "volunteers": "2"})
    assert "true and complete." in text_of(client.post(page + "submit/", {}))

    response = client.post(page + "submit/", {"statement": "on"}, follow=True)

    assert "The information is submitted." in text_of(response)
    assert "An officer checks" in text_of(response)
    assert client.get(page + "submit/").status_code == 409
    assert client.post(page + "submit/", {"statement": "on"}).url == page
    sent = text_of(client.get(page + "sent/1/"))
    assert "Planted 300 trees" in sent
    assert Event.objects.filter(verb="registry.annual.submitted").count() == 1


def test_an_editor_fills_in_and_does_not_state(organisation, client, page: str) -> None:
    build.filled(organisation, 2025)
    editor = UserFactory()
    memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=None)
    client.force_login(editor)
    html = text_of(client.get(page + "submit/"))
    assert "Only the head of the organisation can state" in html
    assert 'name="statement"' not in html
    assert client.post(page + "submit/", {"statement": "on"}).status_code == 403


def test_each_remark_stands_at_its_field_and_tells_whether_it_was_heeded(organisation, head, client, page: str) -> None:
    information = build.submitted(organisation, 2025)
    remarks = {("people", "staff"): "Which number?", ("income", "rows-1-amount"): "Is it all?"}
    annual.send_back(information=information, remarks="See below", at_fields=remarks, by=registry.officer())

    html = text_of(client.get(page))
    assert "See below" in html
    assert "Income by source: Source 2: Amount" in html
    assert html.count("Not changed yet") == 2
    section = text_of(client.get(page + "people/"))
    assert section.count("The officer: Which number?") == 2  # in the summary and at the field
    build.saved(information, Name.PEOPLE, {"staff": "5", "volunteers": "12"})

    html = text_of(client.get(page))
    assert (html.count("Not changed yet"), html.count("Changed since")) == (1, 1)


def test_what_was_accepted_is_corrected_with_a_reason(organisation, head, client, page: str) -> None:
    build.accepted(organisation, 2025)
    assert "Something is wrong: correct it" in text_of(client.get(page))
    assert "Give the reason." in text_of(client.post(page + "correct/", {"reason": ""}))

    assert client.post(page + "correct/", {"reason": "Wrong sum"}).url == page
    html = text_of(client.get(page))
    assert "Reason: Wrong sum" in html
    client.post(page + "people/?page=1", {"staff": "6", "volunteers": "12", "version": "1"})
    client.post(page + "submit/", {"statement": "on"})
    changed = text_of(client.get(page + "sent/2/"))
    assert "Why it was corrected: Wrong sum" in changed
    assert "<del>" in changed
    assert AnnualInformation.objects.get().status == AnnualStatus.CORRECTED


def test_a_correction_can_be_dropped(organisation, head, client, page: str) -> None:
    information = build.accepted(organisation, 2025)
    annual.amend(information=information, reason="Perhaps", by=head)
    assert "Drop the correction" in text_of(client.get(page))
    assert "What was accepted stays" in text_of(client.post(page + "correct/drop/", follow=True))


def test_everybody_reads_what_was_accepted_and_nobody_reads_people(organisation, client, page: str) -> None:
    assert client.get(page + "view/").status_code == 404
    information = build.submitted(organisation, 2025)
    assert client.get(page + "view/").status_code == 404
    annual.accept(information=information, by=None)

    html = text_of(client.get(page + "view/"))

    assert "Planted 300 trees" in html
    assert "Filed in time" in html
    for hidden in ("Secretly Named Person", "Private Contact", "+7 700 000 00 01"):
        assert hidden not in html
    assert client.get(page + "view/?version=7").status_code == 404
    annual.amend(information=information, reason="Wrong", by=None)
    build.saved(information, Name.ACTIVITY, {"summary": "Planted 5", "territory": "Astana", "beneficiaries": "1"})
    annual.submit(information=information, by=None)
    assert "Planted 300 trees" in text_of(client.get(page + "view/"))
    annual.accept(information=information, by=None)
    assert "Planted 5" in text_of(client.get(page + "view/"))
    assert "Planted 300 trees" in text_of(client.get(page + "view/?version=1"))


def test_the_card_tells_the_days(organisation, head, client, page: str) -> None:
    with time_machine.travel("2026-04-03 06:00+00:00", tick=False):
        client.force_login(head)
        build.accepted(organisation, 2025)
        html = text_of(client.get(organisation.get_absolute_url()))
    assert "Filed 3 days late" in html
    assert "not a rating" in html
    assert f'href="{page}view/"' in html
    assert f'href="{page}"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_need_a_constant_number_of_queries(
    organisation, head, client, page: str, django_assert_num_queries, count: int
) -> None:
    information = build.filled(organisation, 2025)
    listed = [{"name": f"Branch {number}", "region": registry.ASTANA} for number in range(count)]
    build.saved(information, Name.BRANCHES, {"rows": listed})
    client.get(page)
    with django_assert_num_queries(21):
        client.get(page)
    with django_assert_num_queries(14):
        client.get(page + "branches/")
