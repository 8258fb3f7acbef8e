from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.documents.models import Document
from registry.actions import founders, logos, organisations
from registry.actions.founders import Facts
from registry.choices import FounderKind, LegalForm, Role
from registry.models import Organisation, Region
from tests.builders import files
from tests.builders import registry as build
from tests.factories.registry import MembershipFactory, OrganisationFactory, demo_bin

pytestmark = pytest.mark.django_db

SECRETS = {"head_iin": "900101300017", "private_phone": "+7 700 1112233", "private_address": "Secret street 5"}
FOUNDER_IIN = "850101300104"
ROWS = {"founders-TOTAL_FORMS": "2", "founders-INITIAL_FORMS": "0"}


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered()


def official(organisation: Organisation, **changes) -> dict[str, str]:
    return {
        "name_kk": organisation.name_kk,
        "name_ru": organisation.name_ru,
        "name_en": organisation.name_en,
        "bin": organisation.bin or "",
        "legal_form": organisation.legal_form,
        "status": organisation.status,
        "region": organisation.region_id,
        "registered_on_0": "5",
        "registered_on_1": "5",
        "registered_on_2": "2020",
        "reason": "Order 5",
    } | changes


def main(html: str) -> str:
    """The facts of a card, without its frame, its desk and what is told of today only."""
    sections = re.findall(r'<section aria-labelledby="identity".*?</section>', html, re.DOTALL)
    names = ("activity", "contacts", "founders", "branches", "names")
    sections += re.findall(rf'<section[^>]*aria-labelledby="(?:{"|".join(names)})".*?</section>', html, re.DOTALL)
    assert len(sections) >= 3
    return re.sub(r"\s+", " ", "".join(re.findall(r'<div class="cp-org">.*?</ul>', html, re.DOTALL) + sections))


def test_an_officer_changes_official_facts_with_a_reason(organisation, client) -> None:
    branch_of = build.registered(2)
    client.force_login(build.officer())
    url = organisation.get_page_url("official")
    assert client.get(url).status_code == 200

    response = client.post(
        url,
        official(
            organisation,
            bin="450741000429",
            legal_form=LegalForm.BRANCH,
            parent=f" {branch_of.bin} ",
            short_name_ru="Шырак",
            kato="711 110 000",
        ),
    )

    organisation.refresh_from_db()
    assert response.url == organisation.get_absolute_url()
    assert (organisation.bin, organisation.parent, organisation.short_name_ru, organisation.kato) == (
        "450741000429",
        branch_of,
        "Шырак",
        "711110000",
    )
    assert organisation.versions.order_by("-id").first().reason == "Order 5"
    assert organisation.name_en in client.get(branch_of.get_absolute_url()).content.decode()
    assert branch_of.name_en in client.get(organisation.get_absolute_url()).content.decode()


def test_official_facts_do_not_replace_a_record_and_point_to_the_page_that_merges(organisation, client) -> None:
    other = build.registered(2)
    client.force_login(build.officer())
    url = organisation.get_page_url("official")

    client.post(url, official(organisation, name_en="Changed", merged_into=other.bin))

    organisation.refresh_from_db()
    assert (organisation.name_en, organisation.merged_into) == ("Changed", None)
    html = client.get(url).content.decode()
    assert 'name="merged_into"' not in html
    assert 'href="/en/registry/duplicates/"' in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Write why it changes: everybody can read it in the history."),
        ({"kato": "101033102"}, "The first two digits of the KATO code are not those of the region."),
        ({"bin": "450140000016"}, "This BIN has a typing error: its check digit does not fit."),
        ({"parent": demo_bin(99)}, "The registry has no organisation with this BIN."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(organisation, client, changes, sentence) -> None:
    client.force_login(build.officer())
    typed = official(organisation, name_en="Typed long", **changes)

    html = client.post(organisation.get_page_url("official"), typed).content.decode()

    assert html.count(sentence) == 2  # in the summary and at the field
    assert 'value="Typed long"' in html
    organisation.refresh_from_db()
    assert organisation.name_en == "Invented Fund 1"


def test_a_record_without_bin_is_corrected_too(reference: None, client) -> None:
    organisation = OrganisationFactory(bin=None, status="no_bin")
    client.force_login(build.officer())
    url = organisation.get_page_url("official")
    assert url in client.get(organisation.get_absolute_url()).content.decode()

    response = client.post(url, official(organisation, bin=demo_bin(50), status="active"))

    assert response.url == f"/en/registry/{demo_bin(50)}/"


@pytest.mark.parametrize("page", ["official/", "edit/founders/", "edit/logo/", "edit/logo/remove/"])
def test_the_pages_are_closed_to_others(organisation, client, page: str) -> None:
    url = f"/en/registry/{organisation.bin}/{page}"
    assert client.post(url, {}).url.startswith("/en/accounts/login/")
    strangers = [MembershipFactory(organisation=organisation, role=Role.NGO_VIEWER).user]
    strangers += [build.head_of(build.registered(2))]
    strangers += [build.head_of(organisation)] if page == "official/" else []
    for user in strangers:
        client.force_login(user)
        assert client.post(url, {}).status_code == 403
    html = client.get(organisation.get_absolute_url()).content.decode()
    assert (url in html) == (page.startswith("edit/") and "remove" not in page and user in strangers[2:])


def test_the_head_tells_founders_and_everybody_reads_them(organisation, client) -> None:
    known = build.registered(2)
    client.force_login(build.head_of(organisation))
    url = organisation.get_page_url("founders")
    assert client.get(url).status_code == 200

    response = client.post(
        url,
        ROWS
        | {"founders-0-name": "Айгүл Ойдан", "founders-0-kind": "person", "founders-0-iin": FOUNDER_IIN}
        | {"founders-1-name": "ОФ «Учредитель»", "founders-1-kind": "legal", "founders-1-bin": known.bin},
    )

    assert response.url == organisation.get_absolute_url()
    client.logout()
    html = client.get(response.url).content.decode()
    assert "Айгүл Ойдан" in html
    assert f'<a href="{known.get_absolute_url()}">ОФ «Учредитель»</a>' in html
    assert FOUNDER_IIN not in html


def test_a_wrong_founder_is_told_at_its_row(organisation, client) -> None:
    client.force_login(build.head_of(organisation))

    html = client.post(
        organisation.get_page_url("founders"),
        ROWS
        | {"founders-0-name": "Айгүл", "founders-0-kind": "person"}
        | {"founders-1-name": "ОФ", "founders-1-kind": "legal", "founders-1-bin": "450140000016"},
    ).content.decode()

    assert 'id="id_founders-1-bin_error"' in html
    assert "This BIN has a typing error: its check digit does not fit." in html
    assert 'value="Айгүл"' in html
    assert organisation.founders.count() == 0


def test_a_row_button_saves_nothing(organisation, client) -> None:
    client.force_login(build.head_of(organisation))
    data = {"founders-TOTAL_FORMS": "1", "founders-INITIAL_FORMS": "0", "founders-0-name": "A"}

    html = client.post(
        organisation.get_page_url("founders"), data | {"founders-0-kind": "person", "row-action": "add:founders"}
    ).content.decode()

    assert 'name="founders-1-name"' in html
    assert organisation.founders.count() == 0


def test_a_logo_is_put_served_to_everybody_and_removed(organisation, client) -> None:
    client.force_login(build.head_of(organisation))
    edit, shown = organisation.get_page_url("logo-edit"), organisation.get_page_url("logo")
    assert client.get(shown).status_code == 404

    assert client.post(edit, {"file": files.upload(files.png(3, 3), "logo.png")}).status_code == 302

    assert client.get(edit).status_code == 200
    client.logout()
    assert f'src="{shown}"' in client.get(organisation.get_absolute_url()).content.decode()
    response = client.get(shown)
    assert b"".join(response.streaming_content) == files.png(3, 3)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/png", "public, max-age=300")
    client.force_login(build.head_of(organisation))
    client.post(f"{edit}remove/")
    assert client.get(shown).status_code == 404
    assert Document.objects.count() == 0


def test_what_is_no_picture_is_refused_with_a_sentence(organisation, client) -> None:
    client.force_login(build.head_of(organisation))

    html = client.post(
        organisation.get_page_url("logo-edit"), {"file": files.upload(files.pdf(), "logo.png")}
    ).content.decode()

    assert "Choose one of these: PNG, JPG." in html
    assert Document.objects.count() == 0


def test_the_head_sees_what_is_missing_and_others_do_not(organisation, client) -> None:
    url = organisation.get_absolute_url()
    sentence = "People recognise the organisation at a glance."
    assert sentence not in client.get(url).content.decode()
    client.force_login(build.head_of(organisation))
    assert sentence in client.get(url).content.decode()
    assert sentence in client.get(f"{url}edit/").content.decode()


def test_the_card_of_a_day_is_what_the_card_showed_then(organisation, client) -> None:
    head, officer = build.head_of(organisation), build.officer()
    founder = [Facts(kind=FounderKind.PERSON, name="Айгүл Ойдан", iin=FOUNDER_IIN, since=dt.date(2020, 5, 5))]
    almaty = Region.objects.get(pk=build.ALMATY)
    steps = [
        lambda: organisations.update(
            organisation=organisation,
            values={"description": "We plant trees.", "phone": "+7 700", "sdgs": [15], "languages": ["kk"]},
            spheres=[3, 10],
            by=head,
        ),
        lambda: founders.replace(organisation=organisation, founders=founder, by=head),
        lambda: organisations.update(
            organisation=organisation,
            values={"name_en": "Renamed", "region": almaty, "status": "suspended"},
            by=officer,
            reason="Order 6",
        ),
        lambda: build.registered(3, bin="450741000429", legal_form=LegalForm.BRANCH, parent=organisation),
        lambda: founders.replace(organisation=organisation, founders=[], by=head),
    ]
    first = dt.datetime(2027, 1, 1, 10, tzinfo=dt.UTC)
    seen = {}
    for place, step in enumerate(steps):
        with time_machine.travel(first + dt.timedelta(days=place), tick=False):
            step()
            client.force_login(head)
            seen[first.date() + dt.timedelta(days=place)] = main(
                client.get(organisation.get_absolute_url()).content.decode()
            )

    with time_machine.travel(first + dt.timedelta(days=30), tick=False):
        client.logout()
        for day, then in seen.items():
            html = client.get(f"{organisation.get_history_url()}{day}/").content.decode()
            assert main(html) == then
        before = client.get(f"{organisation.get_history_url()}2001-01-01/").content.decode()
    assert len(set(seen.values())) == len(steps)
    assert "On 1 January 2001 this organisation was not in the registry yet." in before


def test_a_day_that_has_not_come_or_is_none_has_no_card(organisation, client) -> None:
    url = organisation.get_history_url()
    assert client.get(f"{url}2199-01-01/").status_code == 404
    assert client.get(f"{url}2026-02-30/").status_code == 404
    html = client.get(url, {"day_0": "1", "day_1": "1", "day_2": "2199"}).content.decode()
    assert "This day has not come yet." in html
    today = local_date(clock.now())
    response = client.get(url, {"day_0": today.day, "day_1": today.month, "day_2": today.year})
    assert response.url == f"{url}{today}/"
    assert client.get(response.url).status_code == 200


def test_the_history_of_a_record_without_bin(reference: None, client) -> None:
    organisation = OrganisationFactory(bin=None, status="no_bin")
    html = client.get(organisation.get_history_url()).content.decode()
    assert "Loaded from a file of the state register" in html
    assert organisation.get_absolute_url() in html
    assert client.get(f"{organisation.get_history_url()}2001-01-01/").status_code == 200


def test_nothing_personal_is_in_any_page_of_the_record(reference: None, client) -> None:
    organisation = build.registered(head_name="Public Head", **SECRETS)
    head, officer = build.head_of(organisation), build.officer()
    person = [Facts(kind=FounderKind.PERSON, name="Public Founder", iin=FOUNDER_IIN)]
    founders.replace(organisation=organisation, founders=person, by=head)
    changed = {"private_phone": "+7 700 9998877", "private_address": "Hidden lane 7"}
    organisations.update(organisation=organisation, values=changed, by=head)
    logos.put(organisation=organisation, upload=files.upload(files.png(), "logo.png"), by=head)
    secrets = [*SECRETS.values(), *changed.values(), FOUNDER_IIN, head.full_name, head.email]
    today = local_date(clock.now())
    pages = ["", "history/", f"history/{today}/", "edit/", "edit/founders/", "edit/logo/", "official/"]

    read = 0
    for user in (None, head, officer):
        client.logout()
        if user:
            client.force_login(user)
        # Who is signed in reads their own name in the frame of the page.
        hidden = [secret for secret in secrets if user != head or secret not in (head.full_name, head.email)]
        for page in pages:
            response = client.get(f"{organisation.get_absolute_url()}{page}")
            html = response.content.decode()
            assert [secret for secret in hidden if secret in html] == []
            read += response.status_code == 200
    history = client.get(organisation.get_history_url()).content.decode()
    assert history.count("<td>changed</td>") == 6  # three on entering, a number, two at once
    assert read == 3 + 6 + 6


def test_an_officer_enters_an_organisation(reference: None, client) -> None:
    url, officer = "/en/registry/new/", build.officer()
    facts = official(OrganisationFactory.build(bin=demo_bin(7), region_id=build.ASTANA)) | {"spheres": ["3", "10"]}
    client.force_login(MembershipFactory().user)
    assert client.get(url).status_code == client.post(url, facts).status_code == 403
    client.force_login(officer)
    assert f'href="{url}"' in client.get("/en/registry/").text

    refused = client.post(url, facts | {"bin": "123"})
    # Nothing that was typed is lost.
    assert refused.context["form"].errors == {"bin": ["A BIN has exactly 12 digits."]}
    assert f'value="{facts["name_en"]}"' in refused.text
    entered = client.post(url, facts)

    organisation = Organisation.objects.get(bin=demo_bin(7))
    assert entered.url == organisation.get_absolute_url()
    assert sorted(organisation.spheres.values_list("pk", flat=True)) == [3, 10]
    assert [(one.kind, one.actor_name) for one in organisation.versions.all()] == [("entered", str(officer))]
    again = client.post(url, facts)
    assert again.context["form"].errors == {"bin": ["An organisation with this BIN is in the registry already."]}
    assert f"/en/registry/{demo_bin(7)}/" in client.get(f"/en/registry/?q={demo_bin(7)}").text
