from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs

verbs.register(
    {
        "api.client.opened": _("Key of a system opened"),
        "api.client.rotated": _("Secret of a system replaced"),
        "api.client.changed": _("Key of a system changed"),
        "api.client.revoked": _("Key of a system revoked"),
        "api.webhook.opened": _("Address for messages entered"),
        "api.webhook.rotated": _("Secret of messages replaced"),
        "api.webhook.stopped": _("Messages to an address stopped"),
        "api.delivery.repeated": _("Message sent again by hand"),
    }
)
