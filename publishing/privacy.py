"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Report": fields(
        internal="id kind subject_type subject_id language document job created_at made_at digest expires_at",
        personal="query requested_by",
    ),
    "Dump": fields(public="name sha256 size made_at", internal="stored"),
}
