from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs

verbs.register({"notifications.preference.changed": _("Mail switch of a topic changed")})
