"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Event": fields(
        internal="id at verb subject_type subject_id",
        personal="actor_id actor_name subject_name changes reason request_id",
    ),
    "Batch": fields(
        public="number count previous root seal sealed_at",
        internal="last_event_id",
    ),
    "SealedEvent": fields(
        internal="event batch position",
    ),
}
