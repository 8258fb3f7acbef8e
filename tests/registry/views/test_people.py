from __future__ import annotations

import pytest

from registry.actions import invitations, memberships
from registry.choices import Role
from registry.models import Invitation, Membership
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory
from tests.registry.actions.test_invitations import account

pytestmark = pytest.mark.django_db

ADDRESS = "colleague@example.org"


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def head(organisation, client):
    user = build.head_of(organisation)
    client.force_login(user)
    return user


def test_the_head_invites_and_the_colleague_accepts(organisation, head, client) -> None:
    url = f"/en/registry/{organisation.bin}/people/"
    assert f'href="{url}invite/"' in client.get(url).content.decode()

    response = client.post(f"{url}invite/", {"email": ADDRESS, "role": "ngo_editor"})

    assert response.url == url
    assert ADDRESS in client.get(url).content.decode()
    token = Invitation.objects.get().token
    user = account()
    client.force_login(user)
    assert "/en/registry/invitations/" in client.get("/en/my/").content.decode()
    assert "Accept the invitation" in client.get(f"/en/registry/invitations/{token}/").content.decode()
    assert client.post(f"/en/registry/invitations/{token}/accept/").url == "/en/registry/mine/"
    assert Membership.objects.in_force().get(user=user).role == "ngo_editor"
    assert client.get(f"/en/registry/{organisation.bin}/edit/").status_code == 200
    assert "not open any more" in client.get(f"/en/registry/invitations/{token}/").content.decode()


def test_what_is_wrong_is_told_at_the_field(organisation, head, client) -> None:
    url = f"/en/registry/{organisation.bin}/people/invite/"
    client.post(url, {"email": ADDRESS, "role": "ngo_editor"})

    html = client.post(url, {"email": ADDRESS, "role": "ngo_viewer"}).content.decode()

    assert "This address is invited already." in html
    assert f'value="{ADDRESS}"' in html
    assert client.post(url, {"email": "x@example.org", "role": "officer"}).status_code == 200
    assert Invitation.objects.count() == 1


def test_an_invitation_is_sent_again_and_revoked(organisation, head, client) -> None:
    invitation = invitations.invite(email=ADDRESS, role=Role.NGO_VIEWER, place=organisation, by=head)
    old = f"/en/registry/invitations/{invitation.token}/"

    client.post(f"/en/registry/invitations/{invitation.pk}/resend/")

    assert client.get(old).status_code == 404
    client.post(f"/en/registry/invitations/{invitation.pk}/revoke/")
    assert Invitation.objects.get().status == "revoked"


def test_the_page_of_an_invitation_names_no_address(organisation, head, client) -> None:
    invitation = invitations.invite(email=ADDRESS, role=Role.NGO_VIEWER, place=organisation, by=head)
    url = f"/en/registry/invitations/{invitation.token}/"
    client.logout()

    html = client.get(url).content.decode()

    assert ADDRESS not in html
    assert f"/en/accounts/signup/?next={url}" in html
    client.force_login(UserFactory())
    assert "another e-mail address" in client.get(url).content.decode()
    assert client.post(f"{url}accept/").status_code == 403
    assert Membership.objects.count() == 1


def test_a_viewer_sees_and_changes_nothing(organisation, head, client) -> None:
    membership = memberships.grant(user=UserFactory(), role=Role.NGO_VIEWER, organisation=organisation, by=head)
    invitation = invitations.invite(email=ADDRESS, role=Role.NGO_EDITOR, place=organisation, by=head)
    client.force_login(membership.user)
    url = f"/en/registry/{organisation.bin}/"

    html = client.get(f"{url}people/").content.decode()

    assert head.full_name in html
    assert ADDRESS not in html
    assert head.email not in html
    assert client.get(f"{url}people/invite/").status_code == 403
    assert client.post(f"{url}people/invite/", {"email": "a@b.kz", "role": "ngo_viewer"}).status_code == 403
    assert client.get(f"{url}edit/").status_code == 403
    heads = Membership.objects.get(user=head)
    assert client.post(f"/en/registry/roles/{heads.pk}/", {"change": "end"}).status_code == 200
    assert client.post(f"/en/registry/invitations/{invitation.pk}/revoke/").status_code == 403
    assert Membership.objects.in_force().count() == 2


def test_the_head_changes_and_ends_roles_and_hands_over(organisation, head, client) -> None:
    first, second = (
        memberships.grant(user=UserFactory(), role=Role.NGO_EDITOR, organisation=organisation, by=head)
        for _ in range(2)
    )
    client.post(f"/en/registry/roles/{first.pk}/", {"change": "end", "reason": "left"})
    assert "Make this person the head" in client.get(f"/en/registry/roles/{second.pk}/").content.decode()

    client.post(f"/en/registry/roles/{second.pk}/", {"change": "hand_over", "reason": "elected"})

    held = dict(Membership.objects.in_force().values_list("user", "role"))
    assert held == {second.user_id: "ngo_head", head.pk: "ngo_editor"}
    own = Membership.objects.in_force().get(user=head)
    client.post(f"/en/registry/roles/{own.pk}/", {"change": "end"})
    assert Membership.objects.in_force().count() == 1


def test_strangers_see_no_people(organisation, head, client) -> None:
    role = Membership.objects.get(user=head)
    client.force_login(UserFactory())
    for url in (f"/en/registry/{organisation.bin}/people/", f"/en/registry/roles/{role.pk}/"):
        assert client.get(url).status_code == 403


def test_people_of_a_body_are_invited_by_its_officer(client) -> None:
    body = BodyFactory()
    officer = build.officer(body)
    client.force_login(officer)
    url = f"/en/registry/bodies/{body.code}/people/"

    client.post(f"{url}invite/", {"email": ADDRESS, "role": "commission"})

    assert Invitation.objects.get().body == body
    assert ADDRESS in client.get(url).content.decode()
    member = MembershipFactory(organisation=None, body=body, role=Role.COMMISSION)
    client.post(f"/en/registry/roles/{member.pk}/", {"change": "secretary"})
    assert Membership.objects.in_force().get(user=member.user).role == "secretary"
    client.force_login(build.officer())
    assert (client.get(url).status_code, client.get(f"{url}invite/").status_code) == (403, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(organisation, head, client, django_assert_num_queries, count) -> None:
    for number in range(count):
        memberships.grant(user=UserFactory(), role=Role.NGO_EDITOR, organisation=organisation, by=None)
        invitations.invite(email=f"a{number}@example.org", role=Role.NGO_EDITOR, place=organisation, by=head)
        MembershipFactory(user=head, organisation=OrganisationFactory())

    with django_assert_num_queries(7):
        html = client.get(f"/en/registry/{organisation.bin}/people/").content.decode()
    assert html.count("@example.org</th>") == count
    with django_assert_num_queries(8):
        html = client.get("/en/registry/mine/").content.decode()
    assert html.count("Head of the NGO</a>") == count + 1
