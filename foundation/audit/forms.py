from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import Event


class EventFilter(forms.Form):
    """What an auditor looks for; empty fields do not narrow."""

    subject = forms.CharField(label=_("Name of the object"), required=False, max_length=300)
    actor = forms.CharField(label=_("Person"), required=False, max_length=200)
    verb = forms.CharField(label=_("What was done"), required=False, max_length=100)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def events(self, limit: int) -> list[Event]:
        """Up to ``limit`` events, the newest first."""
        found = Event.objects.select_related("sealed").order_by("-pk")
        if not self.is_valid():
            return list(found[:limit])
        asked = self.cleaned_data
        narrow = Q()
        for field, lookup in (("subject", "subject_name"), ("actor", "actor_name"), ("verb", "verb")):
            if asked[field]:
                narrow &= Q(**{f"{lookup}__icontains": asked[field].replace("\x00", "")})
        if asked["before"]:
            narrow &= Q(pk__lt=asked["before"])
        return list(found.filter(narrow)[:limit])
