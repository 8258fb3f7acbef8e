from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs

verbs.register({"documents.document.uploaded": _("File uploaded"), "documents.document.removed": _("File removed")})
