"""The page of a background job, with a bar that moves by itself."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.core.models import Job


def _visible_job(request: HttpRequest, pk: uuid.UUID) -> Job:
    job = Job.objects.filter(pk=pk).select_related("owner").first()
    if job is None or (job.owner_id != request.user.pk and not getattr(request.user, "is_admin", False)):
        raise Http404
    return job


@never_cache
@require_safe
@login_required
def job_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole page; without JavaScript it is reloaded by a link."""
    return render(request, "core/job_detail.html", {"job": _visible_job(request, pk)})


@never_cache
@require_safe
@login_required
def job_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The part that is asked for again while the job is active."""
    return render(request, "core/_job_progress.html", {"job": _visible_job(request, pk)})
