"""Awarded grants and premiums in the 360Giving Data Standard 1.4, row by row.

The rows are those of the ledger of public money that count: a grant that was not taken up is not there. What the portal
knows of its own grants besides (the call, the agreement, payments, places, goals) stands with them; awards of former
years come with what their source says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.models import Agreement, Application, PastAward, Section
from grants.models.parts import main_part
from publishing.opendata import identifiers
from publishing.opendata.declared import Public
from publishing.opendata.grants360_parts import Places, classifications, organisation, payer, programme, regrant
from publishing.opendata.identifiers import BIN_SCHEME, CURRENCY, LICENCE
from publishing.opendata.writing import CHUNK, Row, day, filled, moment, package
from registry.choices import FundingKind
from registry.models import DevelopmentGoal, Funding

VERSION = "1.4"
KINDS = (FundingKind.GRANT, FundingKind.PREMIUM)
OF_APPLICATION = "grants.application:"
TITLE_MAX = 140


@dataclass(frozen=True)
class Known:
    """What the portal knows of a grant besides the row of the ledger; nothing of an award of former years."""

    application: Public | None = None
    agreement: Public | None = None
    project: Public | None = None


def packaged(*, uri: str, made_at: dt.datetime, code: str = "kk") -> Iterator[bytes]:
    """The whole package, in the language ``code``."""
    with override(code):
        head = _head(uri, made_at)
    return package(head, "grants", grants(code))


def grants(code: str = "kk") -> Iterator[Row]:
    """Every grant and premium of the ledger, then those of former years whose organisation the registry does not know."""
    goals = {str(goal.number): Public(goal) for goal in DevelopmentGoal.objects.all()}
    rows = _ledger().iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        known = _known(chunk)
        places = Places.of([one.project for one in known.values()])
        for funding in chunk:
            with override(code):
                row = _grant(Public(funding), known.get(funding.reference, Known()), places, goals)
            yield row
    strangers = PastAward.objects.filter(organisation=None).order_by("pk")
    for award in strangers.iterator(chunk_size=CHUNK):
        with override(code):
            row = _past(Public(award))
        yield row


def _ledger() -> QuerySet[Funding]:
    counted = Funding.objects.filter(kind__in=KINDS, annulled_at=None)
    return counted.select_related("organisation__region", "payer__region", "sphere", "region", "out_of").order_by("pk")


def _known(chunk: Sequence[Funding]) -> dict[str, Known]:
    """Reference of the ledger → what else is known."""
    numbers = {_number(one.reference): one.reference for one in chunk if one.reference.startswith(OF_APPLICATION)}
    agreed = (
        Agreement.objects.public()
        .select_related("sphere", "region")
        .prefetch_related("indicators", "tranches__payments")
    )
    sections = Section.objects.only("application_id", "name", "data")
    applications = (
        Application.objects.filter(number__in=numbers)
        .select_related("call__direction__direction", "regranting")
        .prefetch_related(Prefetch("sections", sections), Prefetch("call__spheres"))
    )
    agreements = {one.application_id: one for one in agreed.filter(application__number__in=numbers)}
    return {numbers[one.number]: _of(one, agreements.get(one.pk)) for one in applications}


def _of(application: Application, agreement: Agreement | None) -> Known:
    main = next((one for one in application.sections.all() if one.name == main_part(application.call)), None)
    return Known(
        Public(application), Public(agreement) if agreement else None, Public(main) if main is not None else None
    )


def _number(reference: str) -> str:
    """The number of the application: «grants.application:SG-0001/2» was offered a second time."""
    return reference.removeprefix(OF_APPLICATION).partition("/")[0]


def grant_id(funding: Public) -> str:
    own = funding.reference.removeprefix(OF_APPLICATION).replace("grants.past_award:", "past-").replace("/", "-")
    return f"{settings.GRANT_PREFIX}-{own}"


def _grant(funding: Public, known: Known, places: Places, goals: dict[str, Public]) -> Row:
    application, agreement = known.application, known.agreement
    call = application.call if application else None
    place, sphere = (
        (agreement and getattr(agreement, name)) or getattr(funding, name) for name in ("region", "sphere")
    )
    return filled(
        id=grant_id(funding),
        title=funding.title[:TITLE_MAX],
        description=_description(funding, call, agreement),
        currency=CURRENCY,
        amountAwarded=agreement.amount if agreement else funding.amount,
        amountDisbursed=funding.paid,
        awardDate=day(funding.decided_on),
        url=_page(agreement) or (funding.source if funding.source.startswith("http") else None),
        plannedDates=_planned(funding, agreement),
        actualDates=_actual(agreement),
        recipientOrganization=[organisation(funding.organisation)],
        beneficiaryLocation=places.listed(place, known.project),
        locationScope=places.scope(place, known.project),
        fundingOrganization=[payer(funding)],
        grantProgramme=programme(call),
        fromOpenCall="Yes" if call else None,
        fundingType=_kind(funding, call),
        classifications=classifications(sphere, known.project, goals),
        disbursementTransaction=_payments(funding, agreement),
        relatedActivity=[grant_id(funding.out_of)] if funding.out_of else None,
        regrantType=regrant(application),
        dateModified=moment(funding.recorded_at),
        dataSource=identifiers.url("/data/360giving/grants.json"),
    )


def _description(funding: Public, call: Public | None, agreement: Public | None) -> str:
    """Title, call, and what the project promises to count."""
    parts = [funding.title, call.said("title") if call else ""]
    if agreement:
        parts += [
            f"{one.name}: {one.target.normalize():f} {one.unit}"
            for one in agreement.rows("indicators")
            if not one.is_dropped
        ]
    return ". ".join(part for part in parts if part)


def _page(agreement: Public | None) -> str | None:
    return identifiers.page("grants:project-detail", agreement.number) if agreement else None


def _planned(funding: Public, agreement: Public | None) -> list[Row]:
    source = agreement or funding
    event = filled(
        startDate=day(source.starts_on),
        endDate=day(source.ends_on),
        duration=agreement.months if agreement else None,
    )
    return [event] if event.get("startDate") else []


def _actual(agreement: Public | None) -> list[Row]:
    """Once it is over."""
    if agreement is None or agreement.ended_at is None:
        return []
    return [filled(startDate=day(agreement.starts_on), endDate=moment(agreement.ended_at))]


def _kind(funding: Public, call: Public | None) -> list[Row]:
    code = call.kind if call else funding.kind
    return [
        {
            "vocabulary": "KZ-GRANT-KIND",
            "code": str(code),
            "title": call.label("kind") if call else funding.label("kind"),
        }
    ]


def _payments(funding: Public, agreement: Public | None) -> list[Row]:
    if agreement is None:
        return []
    paid = [payment for tranche in agreement.rows("tranches") for payment in tranche.rows("payments")]
    provider, recipient = payer(funding)["id"], identifiers.ngo(funding.organisation)
    return [
        filled(
            id=f"{provider}-{one.reference}",
            transactionDate=day(one.paid_on),
            currency=CURRENCY,
            value=one.amount,
            provider=provider,
            recipient=recipient,
        )
        for one in paid
    ]


def _past(award: Public) -> Row:
    """Of an organisation that the registry does not know: as the source calls it."""
    key = f"{BIN_SCHEME}-{award.bin}" if award.bin else identifiers.named(award.organisation_name)
    return filled(
        id=f"{settings.GRANT_PREFIX}-past-{award.id}",
        title=award.programme[:TITLE_MAX],
        description=award.programme,
        currency=CURRENCY,
        amountAwarded=award.amount,
        awardDate=day(award.decided_on),
        recipientOrganization=[{"id": key, "name": award.organisation_name}],
        fundingOrganization=[{"id": identifiers.named(award.source), "name": award.source}],
        grantProgramme=[{"title": award.programme}],
        dataSource=identifiers.url("/data/360giving/grants.json"),
    )


def _head(uri: str, made_at: dt.datetime) -> Row:
    known = settings.PUBLISHER_BIN
    return filled(
        version=VERSION,
        title=_("Grants and premiums for non-governmental organisations of Kazakhstan"),
        description=_("Every award in the ledger of public money that counts, with its call, payments and places."),
        issued=moment(made_at),
        modified=moment(made_at),
        identifier=f"{settings.GRANT_PREFIX}-grants",
        publisher=filled(
            identifier=f"{BIN_SCHEME}-{known}" if known else None,
            name=settings.PUBLISHER_NAME,
            website=settings.PUBLIC_ADDRESS,
        ),
        downloadURL=uri,
        accessURL=identifiers.page("publishing:open-data"),
        license=LICENCE,
    )
