"""Pages of the registry that officers and single people open now and then."""

from __future__ import annotations

import datetime as dt

from foundation.accounts.models import User
from registry.actions import claims, diligence, duplicates, flags, invitations, memberships, organisations
from registry.choices import FileContent, FlagTopic, Role
from registry.models import Body, Organisation, Signal, SupplierMatch
from registry.queries import annual_years
from tests.builders import annual, api, decisions, registry
from tests.factories.accounts import UserFactory
from tests.factories.registry import ExpertFactory
from tests.journeys.shown import Shown, address
from tests.registry.actions.test_claims import letter
from tests.registry.actions.test_imports import FIRST, SECOND, loaded
from tests.registry.actions.test_signals import compute, pair
from tests.registry.actions.test_taken_files import SUPPLIERS, supplier, take_in


def briefly(organisation: Organisation, body: Body) -> dict[str, Shown]:
    """What officers and single people open now and then. The record is renamed, and another one is merged into it."""
    officer, person, twin = registry.officer(body), UserFactory(), registry.registered(9201, name_en="Twin")
    old = registry.registered(9202, name_en="A name of before")
    renamed = organisations.update(organisation=old, values={"name_en": "A new name"}, by=officer, reason="Order 1")
    merged = duplicates.name_pair(one=renamed, other=twin, by=officer)
    duplicates.merge(pair=merged, keep=renamed, reason="One charter", by=officer)
    pair = duplicates.name_pair(one=organisation, other=registry.registered(9203), by=officer)
    load = loaded(SECOND, FIRST, f"{organisation.bin},Жаңа атау,,,public_fund,710000000,active,3,", is_dry_run=True)
    claim = claims.submit(organisation=renamed, explanation="I am the director", letter=letter(), by=person)
    kept = diligence.keep(organisation=organisation, by=officer)
    expert = ExpertFactory()
    corrected, year = registry.registered(9204), annual_years()[-1]
    annual.accepted(corrected, year)
    system, _secret = api.key_of(body)
    return {
        "new organisation": Shown(address("registry:ngo-create"), officer),
        "registry from a file": Shown(address("registry:import-create"), officer),
        "what a file would change": Shown(address("registry:import-detail", load.pk), officer),
        "records alike": Shown(address("registry:duplicate-list"), officer),
        "two records": Shown(address("registry:duplicate-detail", pair.pk), officer),
        "matching": Shown(address("registry:matching")),
        "list that is empty": Shown(address("registry:ngo-list") + "?q=nothing-of-this-name"),
        "unreliable suppliers": Shown(address("registry:match-list"), officer),
        "checklist that was kept": Shown(address("registry:snapshot-detail", kept.pk), officer),
        "new observation": Shown(address("registry:flag-create", organisation.bin), officer),
        "claim to check": Shown(address("registry:claim-detail", claim.pk), officer),
        "people of a body": Shown(address("registry:body-people", body.code), officer),
        "keys of systems": Shown(address("registry:system-list", body.code), officer),
        "key of a system": Shown(address("registry:system-detail", body.code, system.pk), officer),
        "expert to be invited": Shown(address("registry:expert-enrol"), officer),
        "own tie": Shown(address("registry:tie-create", expert.number), expert.user),
        "correction of a year": Shown(
            address("registry:annual-amend", corrected.bin, year), registry.head_of(corrected)
        ),
        "record with a history": Shown(address("registry:ngo-detail", renamed.bin)),
    }


def people(organisation: Organisation, head: User, scoring: decisions.Contest) -> dict[str, Shown]:
    editor, stranger, number = UserFactory(), UserFactory(), organisation.bin
    role = memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=head)
    invitation = invitations.invite(email="colleague@example.org", role=Role.NGO_VIEWER, place=organisation, by=head)
    seat = scoring.call.round.seats.select_related("expert__user").earliest("pk")
    officer = scoring.officer
    return {
        "my organisations": Shown(address("registry:own-list"), head),
        "people of an organisation": Shown(address("registry:people-list", number), head),
        "invitation": Shown(address("registry:invitation-detail", invitation.token)),
        "invite a person": Shown(address("registry:people-invite", number), head),
        "role": Shown(address("registry:membership-detail", role.pk), head),
        "ways to claim": Shown(address("registry:claim-start", number), stranger),
        "claim by signature": Shown(address("registry:claim-sign", number), stranger),
        "claim by letter": Shown(address("registry:claim-letter", number), stranger),
        "claims": Shown(address("registry:claim-list"), officer),
        "state bodies": Shown(address("registry:body-list")),
        "state body": Shown(address("registry:body-detail", scoring.call.operator.code), officer),
        "new body": Shown(address("registry:body-create"), UserFactory(is_admin=True)),
        "experts": Shown(address("registry:expert-list")),
        "expert": Shown(address("registry:expert-detail", seat.expert.number), seat.expert.user),
        "load of experts": Shown(address("evaluation:expert-load"), officer),
    }


def of_a_year(organisation: Organisation, head: User) -> dict[str, Shown]:
    """The last year begun by one NGO, and sent and accepted by two others."""
    year, officer = annual_years()[-1], registry.officer()
    annual.filled(organisation, year)
    sent, accepted = registry.registered(9101), registry.registered(9102)
    annual.submitted(sent, year)
    annual.accepted(accepted, year)
    own = (organisation.bin, year)
    return {
        "annual information": Shown(address("registry:annual-edit", *own), head),
        "annual section": Shown(address("registry:annual-section", *own, "income"), head),
        "annual statement": Shown(address("registry:annual-submit", *own), head),
        "annual check": Shown(address("registry:annual-check", sent.bin, year), officer),
        "annual queue": Shown(address("registry:annual-check-list"), officer),
        "annual campaign": Shown(address("registry:annual-campaign", year), officer),
        "annual public": Shown(address("registry:annual-view", accepted.bin, year)),
        "annual paper": Shown(address("registry:annual-import-create"), officer),
    }


def overseen(organisation: Organisation, head: User) -> dict[str, Shown]:
    officer, number = registry.officer(), organisation.bin
    pair(organisation)
    compute()
    take_in(SUPPLIERS + supplier(name=organisation.name_ru), officer, FileContent.UNRELIABLE)
    flag = flags.open_note(
        organisation=organisation,
        topic=FlagTopic.OTHER,
        text="The report came late",
        source="Letter 7",
        observed_on=dt.date(2026, 1, 1),
        by=officer,
    )
    match = SupplierMatch.objects.filter(organisation=organisation).latest("pk")
    signal = Signal.objects.filter(organisation=organisation).latest("pk")
    return {
        "public money": Shown(address("registry:ngo-money", number)),
        "signals": Shown(address("registry:signal-list"), officer),
        "signal": Shown(address("registry:signal-detail", signal.pk), head),
        "due diligence": Shown(address("registry:ngo-diligence", number), officer),
        "documents": Shown(address("registry:ngo-papers", number), head),
        "observation": Shown(address("registry:flag-detail", flag.pk), officer),
        "match": Shown(address("registry:match-detail", match.pk), officer),
        "awards from a file": Shown(address("registry:award-import"), officer),
    }
