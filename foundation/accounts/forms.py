from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User


class SignupForm(forms.Form):
    """The fields that opening an account asks beside address and password."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)

    field_order = ["full_name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth with the new user; the reader's language becomes the person's."""
        user.full_name = self.cleaned_data["full_name"]
        user.language = (get_language() or "kk")[:2]
        user.save(update_fields=["full_name", "language"])
