"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Document": fields(
        internal="id content_type size sha256 created_at",
        personal="name file created_by",
    ),
}
