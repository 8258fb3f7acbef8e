from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register({"registry.oversight": _("Documents, signals and observations of my organisation")})

verbs.register(
    {
        "registry.reference.updated": _("Reference data updated"),
        "registry.organisation.registered": _("Organisation entered in the registry"),
        "registry.organisation.updated": _("Organisation changed"),
        "registry.organisation.merged": _("Record merged into another one of the same organisation"),
        "registry.organisation.absorbed": _("Another record of the same organisation taken over"),
        "registry.duplicate.dismissed": _("Likeness of two records found to be accidental"),
        "registry.duplicate.merged": _("Two records of one organisation merged"),
        "registry.duplicate.vanished": _("Two records no longer alike"),
        "registry.duplicate.returned": _("Two records alike again"),
        "registry.organisations.imported": _("Organisations imported from a file"),
        "registry.import.requested": _("Import of organisations asked for"),
        "registry.membership.granted": _("Role given"),
        "registry.membership.ended": _("Role ended"),
        "registry.body.created": _("State body entered"),
        "registry.expert.enrolled": _("Expert entered in the experts' registry"),
        "registry.expert.updated": _("Expert changed"),
        "registry.affiliation.declared": _("Tie between an expert and an organisation entered"),
        "registry.funding.entered": _("Award of public money entered"),
        "registry.funding.annulled": _("Award of public money annulled"),
        "registry.file.wanted": _("File to be taken in"),
        "registry.file.taken": _("File taken in"),
        "registry.signals.computed": _("Signals in public money computed"),
        "registry.signal.raised": _("Signal raised"),
        "registry.signal.renewed": _("Signal found again"),
        "registry.signal.replaced": _("Signal replaced by a newer one"),
        "registry.signal.lapsed": _("Signal no longer found"),
        "registry.signal.answered": _("Signal answered by the organisation"),
        "registry.signal.kept": _("Signal kept"),
        "registry.signal.dismissed": _("Signal dismissed"),
        "registry.match.suggested": _("Match with the list of unreliable suppliers found"),
        "registry.match.confirmed": _("Match with the list of unreliable suppliers confirmed"),
        "registry.match.dismissed": _("Match with the list of unreliable suppliers dismissed"),
        "registry.flag.opened": _("Observation entered"),
        "registry.flag.raised": _("Flag raised"),
        "registry.flag.escalated": _("Flag escalated"),
        "registry.flag.lowered": _("Flag lowered"),
        "registry.flag.closed": _("Observation closed"),
        "registry.flag.answered": _("Observation answered by the organisation"),
        "registry.paper.added": _("Document of an organisation added"),
        "registry.paper.verified": _("Document of an organisation verified"),
        "registry.paper.rejected": _("Document of an organisation refused"),
        "registry.paper.replaced": _("Document of an organisation replaced"),
        "registry.diligence.taken": _("Due diligence of an organisation kept as it was"),
        "registry.annual.started": _("Annual information started"),
        "registry.annual.submitted": _("Annual information submitted"),
        "registry.annual.returned": _("Annual information returned for correction"),
        "registry.annual.accepted": _("Annual information accepted"),
    }
)
