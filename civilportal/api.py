"""/api/: the resources of every room under /api/v1/, the token, the description. A room adds its list here."""

from __future__ import annotations

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from councils.api import resources as councils
from evaluation.api import resources as evaluation
from foundation.api import changes, own_resources, problems
from grants.api import resources as grants
from monitoring.api import resources as monitoring
from publishing.api import resources as publishing
from registry.api import resources as registry
from socialorder.api import resources as socialorder

router = SimpleRouter(use_regex_path=False)
BESIDE = (*evaluation.RESOURCES, *monitoring.RESOURCES, *publishing.RESOURCES)
ROOMS = (*socialorder.RESOURCES, *councils.RESOURCES, *grants.RESOURCES, *BESIDE)
for name, resource in (*own_resources.RESOURCES, *registry.RESOURCES, *ROOMS):
    changes.follow(name, resource)
    router.register(name, resource, basename=f"api-{name}")

urlpatterns = [
    path("v1/", include(router.urls)),
    path("", include("foundation.api.urls")),
    re_path(r"", problems.not_found, name="api-nothing"),
]
