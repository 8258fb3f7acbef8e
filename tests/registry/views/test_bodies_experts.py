from __future__ import annotations

import pytest
from django.test import Client

from registry.choices import BodyKind
from registry.models import Affiliation, Body, Employment, Expert, Invitation
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, ExpertFactory

pytestmark = pytest.mark.django_db

FACTS = {
    "code": "akimat-x",
    "name_kk": "Ойдан шығарылған әкімдік",
    "name_ru": "Вымышленный акимат",
    "name_en": "Invented akimat",
    "kind": "akimat",
    "region": "710000000",
    "bin": "",
    "address": "",
    "email": "",
    "phone": "",
    "website": "",
}


@pytest.fixture
def admin(client):
    user = UserFactory(is_admin=True)
    client.force_login(user)
    return user


def day(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{place}": part for place, part in enumerate(reversed(text.split("-")))}


def test_bodies_are_found_by_kind_region_and_any_name(reference, client) -> None:
    BodyFactory(name_kk="Қаржы министрлігі", name_ru="Министерство финансов", name_en="Finance", kind=BodyKind.CENTRAL)
    BodyFactory(name_en="Astana akimat", kind=BodyKind.AKIMAT, region_id="710000000")

    def found(query: str) -> list[str]:
        return [body.name_en for body in client.get(f"/en/registry/bodies/?{query}").context["page"].rows]

    assert found("") == ["Astana akimat", "Finance"]
    assert found("kind=central") == ["Finance"]
    assert found("region=710000000") == ["Astana akimat"]
    assert found("q=карж") == ["Finance"]
    assert found("q=МИНИСТЕРСТВО") == ["Finance"]
    assert found("q=nothing") == []


def test_a_long_list_of_bodies_goes_on(client) -> None:
    for number in range(53):
        BodyFactory(name_en=f"Body {number:02}", code=f"b{number}")

    first = client.get("/en/registry/bodies/").context["page"]
    second = client.get(f"/en/registry/bodies/?after={first.after}").context["page"]

    assert (len(first.rows), len(second.rows), second.after) == (50, 3, "")
    assert second.rows[0].name_en == "Body 50"


def test_the_administrator_enters_and_changes_a_body(reference, admin, client) -> None:
    assert client.get("/en/registry/bodies/new/").status_code == 200
    assert client.post("/en/registry/bodies/new/", FACTS).url == "/en/registry/bodies/akimat-x/people/"
    body = Body.objects.get()
    assert (body.region_id, body.bin) == ("710000000", None)
    url = "/en/registry/bodies/akimat-x/"
    assert f'href="{url}edit/"' in client.get(url).content.decode()

    html = client.post(f"{url}edit/", FACTS | {"bin": "1", "reason": "typo"}).content.decode()
    assert "A BIN has exactly 12 digits." in html
    assert client.get(f"{url}edit/").status_code == 200
    response = client.post(f"{url}edit/", FACTS | {"phone": "+7 7172 000000", "reason": "new phone"})

    assert response.url == url
    assert "+7 7172 000000" in client.get(url).content.decode()
    assert "code of its own" in client.post("/en/registry/bodies/new/", FACTS).content.decode()


def test_what_was_typed_when_the_session_ended_is_there_again(reference, admin) -> None:
    url, typist = "/en/registry/bodies/new/", Client()

    assert typist.post(url, FACTS).status_code == 302
    typist.force_login(admin)
    page = typist.get(url).text

    assert (FACTS["name_kk"] in page, Body.objects.count()) == (True, 0)


def test_others_do_not_touch_bodies(client) -> None:
    body = BodyFactory()
    for user in (UserFactory(), build.officer(body)):
        client.force_login(user)
        assert client.get("/en/registry/bodies/new/").status_code == 403
        assert client.post(f"/en/registry/bodies/{body.code}/edit/", FACTS | {"reason": "x"}).status_code == 403
    client.logout()
    html = client.get(f"/en/registry/bodies/{body.code}/").content.decode()
    assert (body.name_kk in html, "/people/" in html) == (True, False)


def test_the_public_list_of_experts_has_no_names(reference, client) -> None:
    expert = ExpertFactory(number=7, languages=["kk"])
    expert.spheres.set([3])

    html = client.get("/en/registry/experts/").content.decode()

    assert '<th scope="row" role="rowheader">7</th>' in html
    assert expert.user.full_name not in html
    assert expert.user.email not in html
    assert "/en/registry/experts/7/" not in html
    client.force_login(build.officer())
    assert expert.user.full_name in client.get("/en/registry/experts/").content.decode()


def test_experts_are_filtered(reference, client) -> None:
    first, second = ExpertFactory(number=1, languages=["kk"]), ExpertFactory(number=2, region_id="710000000")
    first.spheres.set([3, 4])
    second.spheres.set([5])

    def found(query: str) -> list[int]:
        return [one.number for one in client.get(f"/en/registry/experts/?{query}").context["page"].rows]

    assert found("") == [1, 2]
    assert found("sphere=3") == [1]
    assert found("language=ru") == [2]
    assert found("region=710000000") == [2]
    assert found("after=1") == [2]


def test_an_officer_invites_an_expert(reference, client) -> None:
    client.force_login(build.officer())
    values = {"email": "e@example.org", "spheres": ["3"], "languages": ["ru"], "region": ""}
    assert client.get("/en/registry/experts/enrol/").status_code == 200

    assert client.post("/en/registry/experts/enrol/", values).url == "/en/registry/experts/"

    assert Invitation.objects.get().terms == {"spheres": [3], "languages": ["ru"], "region": None}
    html = client.get("/en/registry/experts/").content.decode()
    assert "e@example.org" in html
    assert "invited already" in client.post("/en/registry/experts/enrol/", values).content.decode()
    client.post(f"/en/registry/invitations/{Invitation.objects.get().pk}/revoke/")
    assert Invitation.objects.get().status == "revoked"


def test_an_officer_changes_and_suspends_an_expert(reference, client) -> None:
    expert = ExpertFactory(number=7)
    client.force_login(build.officer())
    url = "/en/registry/experts/7/"
    assert client.get(f"{url}edit/").status_code == 200
    client.post(f"{url}edit/", {"spheres": ["1"], "languages": ["kk"], "region": "710000000"})
    assert "Say why." in client.post(f"{url}suspend/", {"reason": ""}).content.decode()
    client.post(f"{url}suspend/", {"reason": "own wish"})

    expert = Expert.objects.get(pk=expert.pk)
    assert (expert.languages, expert.region_id, expert.is_active) == (["kk"], "710000000", False)
    client.post(f"{url}suspend/", {"reason": "back"})
    assert Expert.objects.get(pk=expert.pk).is_active is True


def test_an_expert_declares_ties_and_work_and_their_end(reference, client) -> None:
    expert, organisation = ExpertFactory(number=7), build.registered()
    client.force_login(expert.user)
    url = "/en/registry/experts/7/"
    assert client.get("/en/registry/experts/me/").url == url
    assert client.get(f"{url}ties/").status_code == 200
    assert (
        "no organisation with this BIN" in client.post(f"{url}ties/", {"bin": "1", "kind": "member"}).content.decode()
    )

    assert client.post(f"{url}ties/", {"bin": organisation.bin, "kind": "member"}).url == url
    client.post(f"{url}work/", {"employer_name": "Invented Bank", "employer_bin": "", **day("since", "2020-01-02")})

    tie, work = Affiliation.objects.get(), Employment.objects.get()
    html = client.get(url).content.decode()
    assert (f"{url}ties/{tie.pk}/" in html, f"{url}work/{work.pk}/" in html, "Invented Bank" in html) == (True,) * 3
    client.post(f"{url}ties/{tie.pk}/", day("until", "2021-02-03"))
    client.post(f"{url}work/{work.pk}/", day("until", "2021-02-03"))
    assert str(Affiliation.objects.get().until) == str(Employment.objects.get().until) == "2021-02-03"


def test_others_see_no_expert(client) -> None:
    ExpertFactory(number=7)
    client.force_login(ExpertFactory(number=8).user)
    for path in ("", "ties/", "work/", "edit/", "suspend/"):
        assert client.get(f"/en/registry/experts/7/{path}").status_code == 403
    for path in ("edit/", "suspend/"):
        assert client.get(f"/en/registry/experts/8/{path}").status_code == 403
    client.force_login(UserFactory())
    assert client.get("/en/registry/experts/me/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(reference, client, django_assert_num_queries, count) -> None:
    for number in range(count):
        expert = ExpertFactory(number=number + 1, region_id="710000000")
        expert.spheres.set([1, 2])
        BodyFactory(region_id="710000000")

    with django_assert_num_queries(4):
        assert client.get("/en/registry/experts/").content.decode().count('<th scope="row" role="rowheader">') == count
    with django_assert_num_queries(2):
        assert client.get("/en/registry/bodies/").content.decode().count('<th scope="row" role="rowheader">') == count
