"""What the audit says about surveys and visits, and what the messages of this room are about.

An answer of a survey writes no event of its own: its moment and the id of its request would stand beside a web
server's log. What is told is that a group of answers was let out (docs/adr/0029).
"""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

TOPIC = "monitoring.visits"
topics.register({TOPIC: _("Surveys and site visits")})

verbs.register(
    {
        "monitoring.template.loaded": _("List of questions loaded"),
        "monitoring.template.written": _("List of questions written"),
        "monitoring.subject.followed": _("Monitoring started"),
        "monitoring.survey.planned": _("Survey of beneficiaries prepared"),
        "monitoring.survey.opened": _("Survey of beneficiaries opened"),
        "monitoring.survey.closed": _("Survey of beneficiaries closed"),
        "monitoring.survey.cancelled": _("Survey of beneficiaries cancelled"),
        "monitoring.survey.tickets_issued": _("Tickets of a survey issued"),
        "monitoring.survey.released": _("A group of answers let out"),
        "monitoring.batch.excluded": _("A group of answers left out of the results"),
        "monitoring.remark.published": _("Remark of a beneficiary published"),
        "monitoring.remark.hidden": _("Remark of a beneficiary not published"),
        "monitoring.visit.planned": _("Site visit planned"),
        "monitoring.visit.reported": _("Site visit reported"),
        "monitoring.visit.corrected": _("Report of a site visit corrected"),
        "monitoring.visit.cancelled": _("Site visit cancelled"),
        "monitoring.finding.answered": _("Finding answered"),
        "monitoring.finding.returned": _("Answer to a finding returned"),
        "monitoring.finding.settled": _("Finding settled"),
    }
)
