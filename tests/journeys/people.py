"""People of a contest, and what they do in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from playwright.sync_api import Page

from foundation.accounts.models import User
from registry.choices import Role
from registry.models import Body, Membership, Sphere
from tests.factories.registry import BodyFactory, ExpertFactory, MembershipFactory, RegionFactory, SphereFactory

PASSWORD = "correct horse"


@dataclass
class Cast:
    """Everybody whom a small contest needs."""

    operator: Body
    sphere: Sphere
    officer: User
    second: User
    secretary: User
    commission: list[User]
    heads: list[User]
    experts: list[User]


def gather(*, applicants: int = 3, experts: int = 2, commission: int = 3) -> Cast:
    """Rows that exist before a contest starts: a body, NGOs, people with roles, experts of one sphere."""
    operator, sphere = BodyFactory(name_en="Invented Operator"), SphereFactory()
    RegionFactory()

    def of_body(role: str) -> User:
        return verified(MembershipFactory(organisation=None, body=operator, role=role).user)

    panel = ExpertFactory.create_batch(experts)
    for expert in panel:
        expert.spheres.add(sphere)
    heads = []
    for _ in range(applicants):
        membership: Membership = MembershipFactory()
        membership.organisation.spheres.add(sphere)
        heads.append(verified(membership.user))
    return Cast(
        operator=operator,
        sphere=sphere,
        officer=of_body(Role.OFFICER),
        second=of_body(Role.OFFICER),
        secretary=of_body(Role.SECRETARY),
        commission=[of_body(Role.COMMISSION) for _ in range(commission)],
        heads=heads,
        experts=[verified(expert.user) for expert in panel],
    )


def verified(user: User) -> User:
    """The person's address is confirmed, so signing in asks nothing more."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(page: Page, user: User) -> None:
    """Sign in as ``user``, whoever was signed in before."""
    page.context.clear_cookies()
    page.goto("/en/accounts/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/my/")


def fill(page: Page, values: Mapping[str, Any]) -> None:
    """Fill fields by their names: text, a choice, a list of values to tick, True for a tick."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']").first
        kind = field.get_attribute("type") or ""
        if isinstance(value, list):
            for one in value:
                page.locator(f"main [name='{name}'][value='{one}']").check(force=True)
        elif value is True:
            field.check(force=True)
        elif kind == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))


def press(page: Page, name: str) -> None:
    """Press the button with these words in the main part of the page, and wait for the next page."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the first link with these words in the main part of the page."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()
