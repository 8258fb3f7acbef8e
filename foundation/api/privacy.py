"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "ApiClient": fields(
        internal=(
            "id client_id redirect_uris post_logout_redirect_uris client_type authorization_grant_type "
            "skip_authorization created updated algorithm allowed_origins registration_source cimd_expires_at "
            "body region scopes expires_at revoked_at rotated_at last_used_at"
        ),
        personal="user client_secret hash_client_secret name opened_by",
    ),
    "IdempotentAnswer": fields(
        internal="id actor key fingerprint started_at answered_at status headers body",
    ),
    "Webhook": fields(
        internal="id client url kinds cursor previous_until created_at stopped_at secret_version",
    ),
    "Delivery": fields(
        internal="id webhook body status attempts next_at last_answer last_error created_at delivered_at",
    ),
}
