"""Strategic partnership: the call for partners, an NGO's application, the agreement, its yearly report."""

from foundation.core.workflow import Transition, Workflow
from grants.choices.partnership import (
    PartnerAgreementStatus,
    PartnerApplicationStatus,
    PartnerCallStatus,
    PartnerReportStatus,
)
from grants.workflow.owners import APPLICANT, OFFICER

PARTNER_CALL = Workflow(
    "call for partners",
    Transition(
        "announce",
        {PartnerCallStatus.DRAFT},
        PartnerCallStatus.ANNOUNCED,
        owner=OFFICER,
        verb="grants.partner_call.announced",
    ),
    Transition(
        "decide",
        {PartnerCallStatus.ANNOUNCED},
        PartnerCallStatus.DECIDED,
        owner=OFFICER,
        verb="grants.partner_call.decided",
    ),
    Transition(
        "cancel",
        {PartnerCallStatus.DRAFT, PartnerCallStatus.ANNOUNCED},
        PartnerCallStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.partner_call.cancelled",
        needs_reason=True,
    ),
    initial=PartnerCallStatus.DRAFT,
)

PARTNER_APPLICATION = Workflow(
    "application of a partner",
    Transition(
        "withdraw",
        {PartnerApplicationStatus.SUBMITTED},
        PartnerApplicationStatus.WITHDRAWN,
        owner=APPLICANT,
        verb="grants.partner_application.withdrawn",
    ),
    Transition(
        "accept",
        {PartnerApplicationStatus.SUBMITTED},
        PartnerApplicationStatus.ACCEPTED,
        owner=OFFICER,
        verb="grants.partner_application.accepted",
        needs_reason=True,
    ),
    Transition(
        "decline",
        {PartnerApplicationStatus.SUBMITTED},
        PartnerApplicationStatus.DECLINED,
        owner=OFFICER,
        verb="grants.partner_application.declined",
        needs_reason=True,
    ),
    initial=PartnerApplicationStatus.SUBMITTED,
)

PARTNER_AGREEMENT = Workflow(
    "agreement with a partner",
    Transition(
        "sign",
        {PartnerAgreementStatus.SENT},
        PartnerAgreementStatus.SIGNED,
        owner=APPLICANT,
        verb="grants.partner_agreement.signed",
    ),
    Transition(
        "countersign",
        {PartnerAgreementStatus.SIGNED},
        PartnerAgreementStatus.EFFECTIVE,
        owner=OFFICER,
        verb="grants.partner_agreement.countersigned",
    ),
    Transition(
        "cancel",
        {PartnerAgreementStatus.SENT, PartnerAgreementStatus.SIGNED},
        PartnerAgreementStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.partner_agreement.cancelled",
        needs_reason=True,
    ),
    Transition(
        "close",
        {PartnerAgreementStatus.EFFECTIVE},
        PartnerAgreementStatus.EXPIRED,
        owner=OFFICER,
        verb="grants.partner_agreement.closed",
    ),
    Transition(
        "terminate",
        {PartnerAgreementStatus.EFFECTIVE},
        PartnerAgreementStatus.TERMINATED,
        owner=OFFICER,
        verb="grants.partner_agreement.terminated",
        needs_reason=True,
    ),
    initial=PartnerAgreementStatus.SENT,
)

PARTNER_REPORT = Workflow(
    "yearly report of a partner",
    Transition(
        "return",
        {PartnerReportStatus.SUBMITTED},
        PartnerReportStatus.RETURNED,
        owner=OFFICER,
        verb="grants.partner_report.returned",
        needs_reason=True,
    ),
    Transition(
        "resubmit",
        {PartnerReportStatus.RETURNED},
        PartnerReportStatus.SUBMITTED,
        owner=APPLICANT,
        verb="grants.partner_report.resubmitted",
    ),
    Transition(
        "accept",
        {PartnerReportStatus.SUBMITTED},
        PartnerReportStatus.ACCEPTED,
        owner=OFFICER,
        verb="grants.partner_report.accepted",
    ),
    initial=PartnerReportStatus.SUBMITTED,
)

TABLES = (PARTNER_CALL, PARTNER_APPLICATION, PARTNER_AGREEMENT, PARTNER_REPORT)
