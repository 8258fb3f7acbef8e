from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs

verbs.register(
    {
        "publishing.report.requested": _("Report asked for"),
        "publishing.report.made": _("Report made"),
        "publishing.dump.made": _("File of open data made"),
        "publishing.report.expired": _("Report removed after its time"),
    }
)
