"""Claims, an invitation, ties and work of an expert: what the pages about people show."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from civilportal.demo import cast, letters, projects
from civilportal.demo.script import Applicant, lines
from foundation.accounts.esignature import requests, trial
from foundation.accounts.models import User
from registry.actions import claims, experts, invitations
from registry.choices import AffiliationKind, OrganisationStatus, Role
from registry.models import Claim, Organisation

SIGNING, WAITING = 0, 1
COLLEAGUE = "colleague@demo.example"
EXPLANATION = {
    "ru": "Я директор с 5 мая, решение приложено. Всё вымышлено.",
    "kk": "5 мамырдан бастап директормын, шешім тіркелген. Бәрі ойдан шығарылған.",
}


def is_loaded() -> bool:
    return Claim.objects.exists()


def load(people: cast.Cast, playing: list[Applicant]) -> None:
    """One NGO claimed by a signature, one claim waiting for an officer, a colleague invited, an expert with ties."""
    if is_loaded():
        return
    free = _without_people()
    newcomer, signer = cast.person("newcomer"), cast.person("ngo_head3")
    with translation.override("kk"):
        _sign(free[SIGNING], signer)
        letter = ContentFile(letters.letter(_project(playing), timezone.now()), "decision.pdf")
        claims.submit(organisation=free[WAITING], explanation=EXPLANATION["kk"], letter=letter, by=newcomer)
        invitations.invite(email=COLLEAGUE, role=Role.NGO_VIEWER, place=playing[0].organisation, by=playing[0].head)
    _tie(people, free[SIGNING])


def _without_people() -> list[Organisation]:
    """NGOs of the demo that nobody of the demo has a role in, the last ones of the list."""
    found = Organisation.objects.filter(
        bin__isnull=False, is_invented=True, status=OrganisationStatus.ACTIVE, memberships=None
    )
    return list(found.order_by("-pk")[: WAITING + 1])


def _sign(organisation: Organisation, user: User) -> None:
    number = str(organisation.bin)
    request = requests.open_request(
        user=user,
        purpose=claims.PURPOSE,
        subject=number,
        facts={"bin": number, "organisation": organisation.name_kk, "person": user.full_name},
        bin_=number,
    )
    owner = trial.Owner(user.full_name, trial.IIN, number, organisation.name_ru)
    key = trial.Authority.of_this_portal().issue(owner, timezone.now())
    examined = requests.examine(request=request, signature=key.sign(request.content))
    claims.confirm(organisation=organisation, examined=examined, by=user)


def _tie(people: cast.Cast, organisation: Organisation) -> None:
    expert = people.experts[-1]
    since = dt.date(2024, 2, 1)
    experts.declare_affiliation(
        expert=expert, organisation=organisation, kind=AffiliationKind.MEMBER, period=(since, None), by=expert.user
    )
    work = {"employer_name": str(people.operator), "employer_bin": "", "since": since, "until": dt.date(2025, 3, 1)}
    experts.declare_employment(expert=expert, values=work, by=people.officer)


def _project(playing: list[Applicant]) -> projects.Project:
    return lines(playing[:1], admitted=1, amounts=[500_000], seed=7)[0].project
