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
        "registry.expert.enrolled": _("Expert entered in the experts' registry"),
        "registry.expert.updated": _("Expert changed"),
        "registry.affiliation.declared": _("Tie between an expert and an organisation entered"),
        "registry.funding.entered": _("Award of public money entered"),
        "registry.funding.annulled": _("Award of public money annulled"),
        "registry.annual.started": _("Annual information started"),
        "registry.annual.submitted": _("Annual information submitted"),
        "registry.annual.returned": _("Annual information returned for correction"),
        "registry.annual.accepted": _("Annual information accepted"),
        "registry.annual.section_saved": _("Section of annual information saved"),
        "registry.annual.amended": _("Correction of accepted annual information begun"),
        "registry.annual.correction_dropped": _("Correction of annual information dropped"),
        "registry.annual.filings_imported": _("Annual information on paper entered from a file"),
        "registry.annual.import_requested": _("Entering annual information from a file asked for"),
        "registry.annual.reminder_requested": _("Reminder of annual information asked for"),
    }
)

topics.register({"registry.annual": _("Decisions on my organisation's annual information")}, is_official=True)
topics.register({"registry.annual_reminders": _("Reminders of annual information that is due")})
