from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs

verbs.register(
    {
        "accounts.user.created": _("Account opened"),
        "accounts.signature.accepted": _("Electronic signature taken"),
    }
)
