"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Message": fields(
        internal="id topic key created_at read_at mail_status mailed_at",
        personal="recipient subject body context link mail_error",
    ),
    "Preference": fields(
        internal="id topic mail",
        personal="user",
    ),
}
