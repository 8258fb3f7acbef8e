from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

FOUND = "searches.found"

verbs.register(
    {"searches.search.saved": _("Search saved"), "searches.search.deleted": _("Saved search deleted")},
)
topics.register({FOUND: _("My saved searches")}, usual="daily")
