from __future__ import annotations

import factory

from foundation.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in with the password «correct horse»."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Demo Person {n}")
    language = "en"
    password = factory.django.Password("correct horse")
