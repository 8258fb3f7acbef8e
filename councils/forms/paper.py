"""What is typed about a secret ballot on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Motion, PaperCount, Seat
from councils.rules.paper import NUMBERS
from foundation.core.forms import UploadField

PROTOCOL_MAX_BYTES = 20 * 1024 * 1024
MOST = 1000


def _number(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, help_text=hint)


class PaperCountForm(forms.Form):
    """The protocol of the counting commission."""

    given_out = _number(_("Papers given out"))
    in_box = _number(_("Papers in the box"), _("Valid and invalid ones together."))
    invalid = _number(_("Invalid papers"))
    in_favour = _number(_("For"))
    against = _number(_("Against"))
    abstained = _number(_("Abstained"))
    counted_by = forms.ModelMultipleChoiceField(
        label=_("Members of the counting commission"),
        queryset=Seat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    protocol = UploadField(
        label=_("The signed protocol"),
        accept=["pdf", "jpg", "png"],
        max_bytes=PROTOCOL_MAX_BYTES,
        help_text=_("Seen by the secretariat and the members of the council."),
    )

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        held = PaperCount.objects.filter(motion=motion).first()
        if held:
            initial = {name: getattr(held, name) for name in NUMBERS}
            kwargs["initial"] = initial | {"counted_by": held.counted_by.all()}
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(pk__in=motion.voters.values("seat"))
        self.fields["counted_by"].queryset = seats  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Arguments of ``paper.enter``."""
        given = self.cleaned_data
        return {
            "numbers": {name: given[name] for name in NUMBERS},
            "counted_by": list(given["counted_by"]),
            "protocol": given["protocol"],
        }
