"""What waits for a person and what works for a person, in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from foundation.core import jobs, presentation
from foundation.core.models import Job

register = template.Library()


@register.filter
def job_label(job: Job) -> str:
    """What the job does, in words."""
    return jobs.label(job.name) or _("Work in the background")


@register.filter
def task_kind(status: Any) -> str:
    """The look of a waiting task; what has no look of its own calls for attention."""
    kind = presentation.kind_of(status)
    return "attention" if kind == "neutral" else kind
