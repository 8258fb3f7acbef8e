"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "SavedSearch": fields(
        internal="id listed query known saved_at run_at stopped_for",
        personal="owner name",
    ),
    "SavedHit": fields(
        internal="id search key found_at",
    ),
}
