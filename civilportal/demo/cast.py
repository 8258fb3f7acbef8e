"""The people and bodies of the demo, and the accounts that a visitor signs in with."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from civilportal.demo.data import read
from civilportal.demo.ngos import people
from foundation.accounts import actions as accounts
from foundation.accounts.models import User
from registry.actions import bodies, experts, memberships
from registry.choices import Role
from registry.models import Body, Expert, Membership, Organisation, Region

# The demo is reachable from its own machine alone, and everybody may read this: there is nothing to protect.
PASSWORD = "Dala-Demo-2045"  # noqa: S105
DOMAIN = "demo.example"
EXPERTS = 12
MEMBERS = 5
# Names of people are dealt out in this order: accounts first, then heads of NGOs, then teams named in texts.
NAMES = people(200)
HEADS_FROM, TEAMS_FROM = 30, 120
SECOND = 28
MORE, MORE_FROM = ("newcomer", "ngo_head3", "ngo_viewer"), 25


@dataclass(frozen=True)
class Account:
    """One line of ``.demo/accounts.json``: a person, or a system with the credentials of its key."""

    role: str
    email: str
    password: str
    note: str
    client_id: str = ""
    client_secret: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What stands in the file: nothing empty."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Cast:
    """Who plays: the operator and its people. ``members`` vote, ``experts`` are drawn."""

    operator: Body
    officer: User
    second: User
    secretary: User
    members: list[User]
    experts: list[Expert]


def gather() -> Cast:
    """Everybody who is not of an NGO; made on the first start, found on the next."""
    operator, akimat = _body("operator"), _body("akimat")
    names = iter(NAMES)
    _person("admin", next(names), is_admin=True)
    _person("auditor", next(names), is_auditor=True)
    officer = _member(_person("officer", next(names)), Role.OFFICER, operator)
    _member(_person("akimat_officer", next(names)), Role.OFFICER, akimat)
    secretary = _member(_person("secretary", next(names)), Role.SECRETARY, operator)
    members = [
        _member(_person(name, next(names), password=PASSWORD if name in NOTES else None), Role.COMMISSION, operator)
        for name in ("commission", *(f"commission{number}" for number in range(2, MEMBERS + 1)))
    ]
    drawn_from = [_expert(_person(f"expert{number}", next(names)), number) for number in range(1, EXPERTS + 1)]
    second = _member(_person("officer2", next(names)), Role.OFFICER, operator)
    return Cast(operator, officer, second, secretary, members, drawn_from)


def akimat() -> Body:
    """The akimat of the demo."""
    return _body("akimat")


def email(name: str) -> str:
    return f"{name}@{DOMAIN}"


def _body(name: str) -> Body:
    values: dict[str, Any] = dict(read("calls.toml")["bodies"][name])
    found = Body.objects.filter(code=values["code"]).first()
    if found:
        return found
    if "region" in values:
        values["region"] = Region.objects.get(pk=values["region"])
    return bodies.create(values={**values, "is_invented": True}, by=None)


def _person(
    name: str, full_name: str, *, password: str | None = PASSWORD, is_admin: bool = False, is_auditor: bool = False
) -> User:
    found = User.objects.filter(email=email(name)).first()
    return found or accounts.create(
        email=email(name),
        full_name=full_name,
        password=password,
        is_admin=is_admin,
        is_auditor=is_auditor,
        by=None,
    )


def _member(user: User, role: str, body: Body) -> User:
    if not Membership.objects.in_force().filter(user=user, role=role, body=body).exists():
        memberships.grant(user=user, role=role, body=body, by=None)
    return user


def _expert(user: User, number: int) -> Expert:
    found = Expert.objects.filter(user=user).first()
    if found:
        return found
    spheres = sorted({1 + number * 3 % 19, 1 + number * 7 % 19, 3})
    return experts.enrol(user=user, spheres=spheres, languages=["kk", "ru"], by=None)


def head_of(organisation: Organisation, place: int) -> User:
    """The head of the ``place``-th applicant. The first one is the account ``ngo_head``; the others cannot sign in."""
    known = {0: "ngo_head", 1: "ngo_head2"}.get(place)
    name = known or f"head-{organisation.bin}"
    user = _person(name, NAMES[HEADS_FROM + place], password=PASSWORD if known else None)
    _hold(user, Role.NGO_HEAD, organisation)
    if place == 0:
        _hold(_person("ngo_editor", NAMES[HEADS_FROM - 1]), Role.NGO_EDITOR, organisation)
        _hold(person("ngo_viewer"), Role.NGO_VIEWER, organisation)
    return user


def person(name: str) -> User:
    """One of the accounts beside the contests (``MORE``)."""
    return _person(name, NAMES[MORE_FROM + MORE.index(name)])


def council_member(place: int, full_name: str) -> User:
    """The ``place``-th member of the council that works for a year; the first one is the account ``council_member``."""
    name = "council_member" if place == 0 else f"council-member-{place}"
    return _person(name, full_name, password=PASSWORD if place == 0 else None)


def bystander(name: str, full_name: str) -> User:
    """Somebody of the story whom nobody signs in as."""
    return _person(name, full_name, password=None)


def hold_office(user: User, role: str, body: Body) -> User:
    """``user`` has the role in ``body`` too."""
    return _member(user, role, body)


def second_officer(operator: Body) -> User:
    """The officer who approves what ``officer`` prepares."""
    return _member(_person("officer2", NAMES[SECOND]), Role.OFFICER, operator)


def _hold(user: User, role: str, organisation: Organisation) -> None:
    if not Membership.objects.in_force().filter(user=user, role=role, organisation=organisation).exists():
        memberships.grant(user=user, role=role, organisation=organisation, by=None)


NOTES: Mapping[str, str] = {
    "ngo_head": "head of an NGO: won a grant in 2022, has one application to correct",
    "ngo_head2": "head of another NGO: not admitted in 2022, has a draft and an overdue report",
    "ngo_editor": "editor of the NGO of ngo_head",
    "ngo_viewer": "viewer of the NGO of ngo_head: sees and changes nothing",
    "ngo_head3": "has claimed an NGO by a trial signature",
    "newcomer": "no role yet: has claimed an NGO by a letter that waits for an officer; may claim another by a trial signature",
    "officer": "officer of the grant operator: calls, formal check, panels; holds shares of tenders' keys (the passphrase is the password)",
    "officer2": "second officer of the grant operator: confirms checks, approves agreements that the first one prepares",
    "akimat_officer": "officer of an akimat: secretariat of its public council, needs, plan and tenders of social orders",
    "council_member": "chair of the public council at the akimat: meetings and votes",
    "secretary": "secretary of the commission; concludes when all have voted",
    "commission": "member of the commission; the last vote on a list is missing",
    "auditor": "reads the audit log",
    "admin": "technical pages; decides nothing",
}


def accounts_of(seated: Mapping[str, str]) -> list[Account]:
    """Accounts for the file: one or more of each role. ``seated`` maps e-mails of experts to what waits for them."""
    listed = ["ngo_head", "ngo_head2", "ngo_head3", "ngo_editor", "ngo_viewer", "newcomer", "officer"]
    listed += ["officer2", "akimat_officer", "council_member", "secretary", "commission", "auditor", "admin"]
    found = [Account(name.rstrip("23"), email(name), PASSWORD, NOTES[name]) for name in listed]
    return [*found, *(Account("expert", address, PASSWORD, note) for address, note in seated.items())]


def write(path: Path, accounts_listed: list[Account]) -> None:
    """Write the accounts so that only the owner can read them, and never half of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([account.said for account in accounts_listed], ensure_ascii=False, indent=2) + "\n"
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
