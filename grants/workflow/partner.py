"""The consent of a partner: asked of the head of its NGO, taken back or asked again while the application is a draft."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import PartnerStatus
from grants.workflow.owners import APPLICANT, PARTNER_HEAD

PARTNER = Workflow(
    "partner",
    Transition(
        "agree",
        {PartnerStatus.ASKED},
        PartnerStatus.AGREED,
        owner=PARTNER_HEAD,
        verb="grants.partner.agreed",
    ),
    Transition(
        "refuse",
        {PartnerStatus.ASKED, PartnerStatus.AGREED},
        PartnerStatus.REFUSED,
        owner=PARTNER_HEAD,
        verb="grants.partner.refused",
    ),
    Transition(
        "ask_again",
        {PartnerStatus.REFUSED},
        PartnerStatus.ASKED,
        owner=APPLICANT,
        verb="grants.partner.asked",
    ),
    Transition(
        "remove",
        {PartnerStatus.ASKED, PartnerStatus.AGREED, PartnerStatus.REFUSED},
        PartnerStatus.REMOVED,
        owner=APPLICANT,
        verb="grants.partner.removed",
    ),
    initial=PartnerStatus.ASKED,
)
