"""Reads of strategic partnership: calls, pools, agreements, and what is signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch

from foundation.core.text import localized
from grants.choices.partnership import PartnerAgreementStatus, PartnerApplicationStatus, PartnerCallStatus
from grants.models import (
    DirectionProposal,
    PartnerAgreement,
    PartnerApplication,
    PartnerCall,
    PartnerReport,
    ProposalEndorsement,
)
from registry.models import Organisation
from registry.rules.roles import EDITORS, organisations_of

PURPOSE = "grants.partner_agreement"
STAGES = (PartnerCallStatus.DRAFT, PartnerCallStatus.ANNOUNCED, PartnerCallStatus.DECIDED)


def overview(user: Any) -> dict[str, list[PartnerCall]]:
    """Calls for partners by stage, the newest first."""
    rows = list(PartnerCall.objects.visible_to(user).select_related("body").order_by("-closes_at", "-pk"))
    return {stage.value: [row for row in rows if row.status == stage] for stage in STAGES}


def own_applications(user: Any) -> list[PartnerApplication]:
    """Applications of the NGOs for which ``user`` writes."""
    if not user.is_authenticated:
        return []
    mine = PartnerApplication.objects.filter(organisation__in=organisations_of(user))
    return list(mine.select_related("call__body", "organisation").order_by("-pk")[:50])


def pool_of(call: PartnerCall) -> list[PartnerApplication]:
    """The chosen NGOs with the reasons and the agreements that came into force; two queries."""
    public = PartnerAgreement.objects.filter(effective_at__isnull=False).order_by("-pk")
    chosen = call.applications.filter(status=PartnerApplicationStatus.ACCEPTED).select_related("organisation")
    return list(chosen.prefetch_related(Prefetch("agreements", public, to_attr="in_public")).order_by("pk"))


def to_judge(call: PartnerCall, user: Any) -> list[PartnerApplication]:
    """What was sent to a call, for its officers."""
    sent = (
        PartnerApplication.objects.visible_to(user).filter(call=call).exclude(status=PartnerApplicationStatus.WITHDRAWN)
    )
    return list(sent.select_related("organisation").order_by("pk"))


def agreements_of(application: PartnerApplication) -> list[PartnerAgreement]:
    return list(application.agreements.order_by("-pk"))


def reports_of(agreement: PartnerAgreement, user: Any) -> list[PartnerReport]:
    """Reports that ``user`` may read, the newest year first."""
    return list(PartnerReport.objects.visible_to(user).filter(agreement=agreement).order_by("-year"))


def facts_of(organisation: Organisation) -> dict[str, Any]:
    """What the registry knows of an NGO, as it goes into its application: nothing personal."""
    plain = ("bin", "name_kk", "name_ru", "name_en", "legal_form", "status", "charter_goals")
    return {name: getattr(organisation, name) for name in plain} | {
        "region": organisation.region_id,
        "registered_on": organisation.registered_on.isoformat() if organisation.registered_on else None,
        "spheres": sorted(organisation.spheres.values_list("number", flat=True)),
    }


def signing_subject(agreement: PartnerAgreement) -> str:
    """What a signature is for: the agreement and the side whose turn it is, so that one side's never fits the other."""
    side = "ngo" if agreement.status == PartnerAgreementStatus.SENT else "body"
    return f"{agreement.pk}.{side}"


def signed_facts(agreement: PartnerAgreement) -> dict[str, Any]:
    """The agreement as both sides sign it."""
    organisation, body = agreement.application.organisation, agreement.application.call.body
    return {
        "agreement": agreement.number,
        "body": body.name_kk,
        "body_bin": body.bin or "",
        "partner": organisation.name_kk or localized(organisation, "name"),
        "partner_bin": organisation.bin or "",
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "text": agreement.text,
    }


def endorsements_of(proposal: DirectionProposal) -> list[ProposalEndorsement]:
    return list(ProposalEndorsement.objects.filter(proposal=proposal).select_related("organisation").order_by("pk"))


def partners_for(user: Any, proposal: DirectionProposal) -> list[Organisation]:
    """NGOs in whose name ``user`` may stand behind the proposal: partners of its body that have not done so yet."""
    running = PartnerAgreement.objects.filter(
        status=PartnerAgreementStatus.EFFECTIVE, application__call__body=proposal.list.body_id
    )
    mine = organisations_of(user, EDITORS).filter(pk__in=running.values("application__organisation"))
    given = ProposalEndorsement.objects.filter(proposal=proposal).values("organisation")
    return list(mine.exclude(pk__in=given))


def end_of(starts_on: dt.date, months: int) -> dt.date:
    """The last day of an agreement of so many months from ``starts_on``."""
    whole = starts_on.year * 12 + starts_on.month - 1 + months
    year, month = divmod(whole, 12)
    first_after = dt.date(year, month + 1, 1)
    last_of_month = (first_after.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    day = min(starts_on.day, last_of_month.day)
    return first_after.replace(day=day) - dt.timedelta(days=1)
