from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.core import jobs
from foundation.core.models import Job
from registry.actions import diligence, flags, papers
from registry.choices import FileContent, FlagTopic, MatchStatus, PaperKind, PaperStatus, SignalRule, SignalStatus
from registry.models import DiligenceSnapshot, Flag, Funding, Organisation, Paper, Signal, SupplierMatch
from tests.builders import files
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import FundingFactory, OrganisationFactory
from tests.registry.actions.test_signals import compute, pair
from tests.registry.actions.test_taken_files import HEAD, SUPPLIERS, row, supplier, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered(registered_on=dt.date(2015, 1, 1))


@pytest.fixture
def officer(organisation):
    return build.officer()


@pytest.fixture
def head(organisation):
    return build.head_of(organisation)


def raised(count: int = 1) -> list[Signal]:
    for one in OrganisationFactory.create_batch(count, registered_on=dt.date(2015, 1, 1)):
        pair(one)
    compute()
    return list(Signal.objects.order_by("pk"))


def noted(organisation: Organisation, officer) -> Flag:
    return flags.open_note(
        organisation=organisation,
        topic=FlagTopic.OTHER,
        text="The report came late",
        source="Letter 7",
        observed_on=dt.date(2026, 1, 1),
        by=officer,
    )


def read(client, url: str, who=None) -> str:
    if who is not None:
        client.force_login(who)
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_signals_costs_the_same_for_any_number(
    reference, client, django_assert_num_queries, count: int
) -> None:
    client.force_login(build.officer())
    signals = raised(count)

    with django_assert_num_queries(6):
        html = read(client, reverse("registry:signal-list"))

    assert re.findall(r"/signals/(\d+)/", html) == [str(one.pk) for one in reversed(signals)]


def test_filters_narrow_the_list_and_people_of_ngos_see_only_theirs(organisation, client, officer) -> None:
    first, second = (one for one in raised(2) if one.rule == SignalRule.DUPLICATE)
    Signal.objects.exclude(rule=SignalRule.DUPLICATE).delete()
    Signal.objects.filter(pk=first.pk).update(status=SignalStatus.LAPSED)
    url = reverse("registry:signal-list")

    def shown(query: str, who) -> list[str]:
        return re.findall(r"/signals/(\d+)/", main(read(client, url + query, who)))

    assert shown("?status=lapsed", officer) == [str(first.pk)]
    assert shown("?rule=duplicate&region=710000000", officer) == [str(second.pk), str(first.pk)]
    assert shown("?region=750000000", officer) == []
    assert shown("", build.head_of(second.organisation)) == [str(second.pk)]
    assert shown("", UserFactory()) == []


@pytest.mark.parametrize("awards", [0, 2])
def test_a_signal_shows_what_it_stands_on_and_is_answered(
    reference, client, django_assert_num_queries, awards: int
) -> None:
    signal = raised()[0]
    head = build.head_of(signal.organisation)
    client.force_login(head)
    url = signal.get_absolute_url()

    with django_assert_num_queries(8):
        html = read(client, url)
    assert html.count("робототехника") + html.count("Робототехника") >= 2
    assert "Assumed; no source was found" in html
    assert client.post(url, {"step": "answer", "text": " "}).status_code == 200
    response = client.post(url, {"step": "answer", "text": "Two groups"})

    assert (response.status_code, signal.answers.get().text) == (302, "Two groups")
    assert "Two groups" in read(client, url)
    assert client.post(url, {"step": "dismiss", "text": "We"}).status_code == 200  # no button of theirs
    signal.refresh_from_db()
    assert signal.status == SignalStatus.ANSWERED


def test_an_officer_dismisses_and_a_stranger_finds_nothing(reference, client) -> None:
    signal, officer = raised()[0], build.officer()
    url = signal.get_absolute_url()
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404

    client.force_login(officer)
    client.post(url, {"step": "dismiss", "text": "Two villages"})

    html = read(client, url)
    signal.refresh_from_db()
    assert (signal.status, "Two villages" in html) == (SignalStatus.DISMISSED, True)


def test_the_checklist_is_for_officers_and_own_people_alone(organisation, client, officer, head) -> None:
    noted(organisation, officer)
    url = reverse("registry:ngo-diligence", args=[organisation.bin])

    for who, status in ((officer, 200), (head, 200), (UserFactory(), 403)):
        client.force_login(who)
        assert client.get(url).status_code == status
    client.logout()
    for page in (f"/en/registry/{organisation.bin}/", f"/en/registry/{organisation.bin}/money/"):
        html = client.get(page).content.decode()
        assert ("The report came late" in html, "diligence" in html) == (False, False)
    client.force_login(officer)
    assert url in client.get(f"/en/registry/{organisation.bin}/").content.decode()


def test_who_cannot_mend_a_line_is_not_led_to_a_page_that_refuses(organisation, client, officer, head) -> None:
    url = reverse("registry:ngo-diligence", args=[organisation.bin])
    found = {who: re.findall(r'href="([^"]+/annual/\d+/)"', read(client, url, who)) for who in (officer, head)}

    assert (found[officer], len(found[head])) == ([], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_checklist_costs_the_same_for_any_number(
    organisation, client, officer, head, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        noted(organisation, officer)
        papers.add(
            organisation=organisation,
            kind=PaperKind.OTHER,
            upload=files.upload(files.pdf(str(number))),
            dates=(None, None),
            by=head,
        )
    client.force_login(officer)

    with django_assert_num_queries(12):
        html = read(client, reverse("registry:ngo-diligence", args=[organisation.bin]))

    assert len(set(re.findall(r"/observations/(\d+)/", main(html)))) == count


def test_a_checklist_is_kept_and_read_later(organisation, client, officer, head) -> None:
    client.force_login(officer)
    url = reverse("registry:diligence-keep", args=[organisation.bin])
    assert client.get(url).status_code == 405

    response = client.post(url)

    kept = DiligenceSnapshot.objects.get()
    assert response.url == kept.get_absolute_url()
    assert kept.digest in read(client, kept.get_absolute_url(), head)
    assert kept.get_absolute_url() in read(client, reverse("registry:snapshot-list", args=[organisation.bin]))
    client.force_login(UserFactory())
    assert client.get(kept.get_absolute_url()).status_code == 404
    client.force_login(head)
    assert client.post(url).status_code == 403


def test_an_observation_is_entered_raised_and_answered(organisation, client, officer, head) -> None:
    url = reverse("registry:flag-create", args=[organisation.bin])
    client.force_login(officer)
    sent = {"topic": "court", "text": "A case is open", "source": "Court site"}
    day = {"observed_on_0": "5", "observed_on_1": "1", "observed_on_2": "2099"}
    refused = client.post(url, sent | day)
    assert (refused.status_code, "This date is in the future." in refused.content.decode()) == (200, True)

    response = client.post(url, sent | day | {"observed_on_2": "2026"})

    flag = Flag.objects.get()
    assert response.url == flag.get_absolute_url()
    client.post(response.url, {"step": "warn", "text": "It has been opened"})
    client.force_login(head)
    client.post(response.url, {"step": "answer", "text": "It is closed again"})
    html = read(client, response.url)
    flag.refresh_from_db()
    assert flag.status == "yellow"
    assert [text in html for text in ("A case is open", "It has been opened", "It is closed again")] == [True] * 3
    client.force_login(head)
    assert client.get(url).status_code == 403


def test_a_document_goes_from_the_ngo_to_the_officer_and_back(organisation, client, officer, head) -> None:
    url = reverse("registry:ngo-papers", args=[organisation.bin])
    client.force_login(head)
    sent = {"kind": "charter", "valid_until_0": "1", "valid_until_1": "2", "valid_until_2": "2020"}
    refused = client.post(url, sent | {"file": files.upload(files.pdf())})
    assert "The term of this document is over." in refused.content.decode()
    assert client.post(url, {"kind": "charter"}).status_code == 200

    client.post(url, sent | {"valid_until_2": "2040", "file": files.upload(files.pdf())})

    paper = Paper.objects.get()
    download = client.get(reverse("registry:paper-download", args=[paper.pk]))
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    client.force_login(officer)
    client.post(reverse("registry:paper-reject", args=[paper.pk]), {"reason": " "})
    assert "Say what is wrong with the document." in read(client, url)
    client.post(reverse("registry:paper-verify", args=[paper.pk]))
    paper.refresh_from_db()
    assert (paper.status, "1 February 2040" in read(client, url)) == (PaperStatus.VERIFIED, True)
    client.force_login(UserFactory())
    assert client.get(reverse("registry:paper-download", args=[paper.pk])).status_code == 404
    assert client.post(reverse("registry:paper-verify", args=[paper.pk])).status_code == 404


def test_a_match_is_shown_and_decided(organisation, client, officer, head) -> None:
    take_in(SUPPLIERS + supplier(), officer, FileContent.UNRELIABLE)
    match = SupplierMatch.objects.get()
    listing = reverse("registry:match-list")
    client.force_login(officer)
    assert match.get_absolute_url() in read(client, f"{listing}?status=suggested")
    assert match.get_absolute_url() not in read(client, f"{listing}?status=confirmed")

    client.post(match.get_absolute_url(), {"step": "dismiss", "text": "Another region"})

    match.refresh_from_db()
    assert (match.status, match.decided_by) == (MatchStatus.DISMISSED, officer)
    assert "Another region" in read(client, match.get_absolute_url(), head)
    client.force_login(UserFactory())
    assert client.get(match.get_absolute_url()).status_code == 404


def test_a_file_of_awards_goes_from_the_preview_to_a_job(organisation, client, officer) -> None:
    client.force_login(officer)
    upload = files.upload((HEAD + row()).encode(), "awards.csv")
    preview = client.post(reverse("registry:award-import"), {"file": upload}).url
    assert "1 sound row, 1,000,000.50" in read(client, preview).replace("\u00a0", " ")
    assert Funding.objects.count() == 0

    job = client.post(preview)

    jobs.run(str(Job.objects.get(name="registry.take_file").pk))
    assert (job.status_code, Funding.objects.count()) == (302, 1)
    again = client.post(preview)
    assert (again.status_code, "This file has been taken in already." in again.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        ({"amount": "500000", "decided_on": "2022-05-01", "title": "Support of sporting youth"}, True),
        ({"amount": "500001", "decided_on": "2022-05-01", "title": "Support of sporting youth"}, False),
        ({"amount": "500000", "decided_on": "2022-05-01", "title": "Ramps", "source": "Mine"}, False),
    ],
)
def test_an_award_known_from_another_source_is_pointed_at(organisation, client, officer, cells, is_told) -> None:
    FundingFactory(
        organisation=organisation,
        kind="order",
        title="Sporting youth",
        amount=Decimal(500_000),
        decided_on=dt.date(2022, 7, 1),
        source="Protocol 5",
    )
    client.force_login(officer)
    upload = files.upload((HEAD + row(**cells)).encode(), "awards.csv")
    html = read(client, client.post(reverse("registry:award-import"), {"file": upload}).url)

    assert ("Awards that may be known already" in html, "Protocol 5" in html) == (is_told, is_told)
    assert "Take the whole file in" in html  # an officer decides


def test_a_faulty_file_offers_no_button(organisation, client, officer) -> None:
    client.force_login(officer)
    upload = files.upload((HEAD + row(kind="gift")).encode(), "awards.csv")
    html = read(client, client.post(reverse("registry:award-import"), {"file": upload}).url)

    assert ("Write order, grant or premium." in html, "Take the whole file in" in html) == (True, False)
    refused = client.post(reverse("registry:unreliable-import"), {"file": files.upload(b"\x00\x01", "x.csv")})
    assert (refused.status_code, "govuk-error-summary" in refused.content.decode()) == (200, True)


def test_the_desk_says_what_waits(organisation, client, officer, head) -> None:
    take_in(SUPPLIERS + supplier(), officer, FileContent.UNRELIABLE)
    pair(organisation)
    compute()
    papers.decide(
        paper=papers.add(
            organisation=organisation,
            kind=PaperKind.CHARTER,
            upload=files.upload(files.pdf()),
            dates=(None, None),
            by=head,
        ),
        step="reject",
        reason="Blurred",
        by=officer,
    )
    desk = reverse("desk")

    own = read(client, desk, head)
    assert "A question about public money: Nearly the same project paid by two bodies" in own
    assert "Charter of Invented Fund 1: add a new one" in own
    client.post(Signal.objects.get().get_absolute_url(), {"step": "answer", "text": "Two groups"})
    theirs = read(client, desk, officer)
    assert ("1 answered signal" in theirs, "1 match with the list" in theirs) == (True, True)


def test_the_officers_links_stand_on_the_registry(organisation, client, officer) -> None:
    names = ("signal-list", "match-list", "award-import", "claim-list", "duplicate-list")
    html = read(client, "/en/registry/", officer)
    assert [reverse(f"registry:{name}") in html for name in names] == [True] * 5
    card = read(client, organisation.get_absolute_url(), officer)
    desk = card[card.index('id="desk"') :]
    pages = [reverse(f"registry:{name}", args=[organisation.bin]) for name in ("ngo-diligence", "ngo-papers")]
    assert [page in desk for page in pages] == [True, True]


def test_the_step_for_other_rooms_names_its_subject(organisation, client, officer) -> None:
    from django.db import transaction  # noqa: PLC0415 - only here

    with transaction.atomic():
        kept = diligence.snapshot(organisation=organisation, subject="grants.call:trees", by=officer)
    assert "grants.call:trees" in read(client, kept.get_absolute_url(), officer)
