"""Opening accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.record import record


@transaction.atomic(durable=True)
def create(*, email: str, full_name: str, password: str | None = None, language: str = "kk", by: User | None) -> User:
    """Open an account whose address is already known to be right; raises IntegrityError when the address is taken."""
    user = User.objects.create_user(email, password, full_name=full_name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("accounts.user.created", user, by=by)
    return user
