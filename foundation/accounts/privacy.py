"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "User": fields(
        internal="id is_service",
        personal="password last_login email full_name language is_active is_admin is_auditor joined_at",
    ),
    "SigningRequest": fields(
        internal="id purpose subject bin created_at expires_at",
        personal="user document",
    ),
    "Signature": fields(
        internal="id request sha256 signed_at",
        personal="cms name bin organisation position serial valid_until",
    ),
}
