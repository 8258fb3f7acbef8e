from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

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
        "registry.organisation.founders_changed": _("Founders of the organisation changed"),
        "registry.organisation.logo_changed": _("Logo of the organisation changed"),
        "registry.kato.loaded": _("Classifier of administrative units loaded"),
        "registry.organisations.imported": _("Organisations imported from a file"),
        "registry.import.requested": _("Import of organisations asked for"),
        "registry.membership.granted": _("Role given"),
        "registry.membership.ended": _("Role ended"),
        "registry.body.created": _("State body entered"),
        "registry.body.updated": _("State body changed"),
        "registry.claim.submitted": _("Claim of an organisation made"),
        "registry.claim.confirmed": _("Claim of an organisation confirmed by electronic signature"),
        "registry.claim.granted": _("Claim of an organisation granted"),
        "registry.claim.declined": _("Claim of an organisation declined"),
        "registry.claim.withdrawn": _("Claim of an organisation withdrawn"),
        "registry.invitation.sent": _("Invitation sent"),
        "registry.invitation.resent": _("Invitation sent again"),
        "registry.invitation.accepted": _("Invitation accepted"),
        "registry.invitation.revoked": _("Invitation revoked"),
        "registry.expert.enrolled": _("Expert entered in the experts' registry"),
        "registry.expert.updated": _("Expert changed"),
        "registry.affiliation.declared": _("Tie between an expert and an organisation entered"),
        "registry.affiliation.ended": _("End of a tie between an expert and an organisation entered"),
        "registry.employment.declared": _("Work of an expert entered"),
        "registry.employment.ended": _("End of an expert's work entered"),
        "registry.funding.entered": _("Award of public money entered"),
        "registry.funding.annulled": _("Award of public money annulled"),
        "registry.annual.started": _("Annual information started"),
        "registry.annual.submitted": _("Annual information submitted"),
        "registry.annual.returned": _("Annual information returned for correction"),
        "registry.annual.accepted": _("Annual information accepted"),
    }
)
topics.register({"registry.people": _("My organisations and roles")})
