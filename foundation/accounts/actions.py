"""Opening accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.record import record


@transaction.atomic(durable=True)
def create(  # noqa: PLR0913 - all by keyword
    *,
    email: str,
    full_name: str,
    password: str | None = None,
    language: str = "kk",
    is_admin: bool = False,
    is_auditor: bool = False,
    by: User | None,
) -> User:
    """Open an account whose address is already known to be right; raises IntegrityError when the address is taken."""
    marks = {"is_admin": is_admin, "is_auditor": is_auditor}
    user = User.objects.create_user(email, password, full_name=full_name, language=language, **marks)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("accounts.user.created", user, by=by, changes={name: value for name, value in marks.items() if value})
    return user
