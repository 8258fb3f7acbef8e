"""The limit of a page: a bare Django template of 50 rows behind the portal's own middleware, beside its own routes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import Engine, RequestContext
from django.urls import path

from civilportal import urls as portal
from registry.models import Organisation

BASE = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body><header><a href="/">Portal</a></header><main>{% block content %}{% endblock %}</main><footer>Bare</footer></body></html>"""
PAGE = """{% extends "base" %}{% block title %}Rows{% endblock %}{% block content %}<h1>Rows</h1><table>
<thead><tr><th>Name</th><th>BIN</th><th>Form</th><th>Region</th><th>Status</th></tr></thead><tbody>
{% for row in rows %}<tr><th><a href="/ru/registry/{{ row.bin }}/">{{ row.name_ru }}</a></th><td>{{ row.bin }}</td>
<td>{{ row.legal_form }}</td><td>{{ row.region_id }}</td><td>{{ row.status }}</td></tr>{% endfor %}
</tbody></table><a href="?after={{ last }}">Next</a>{% endblock %}"""
ENGINE = Engine(
    loaders=[
        (
            "django.template.loaders.cached.Loader",
            [("django.template.loaders.locmem.Loader", {"base": BASE, "page": PAGE})],
        )
    ]
)
FIELDS = ("bin", "name_ru", "legal_form", "region_id", "status")


def rows(request: HttpRequest) -> HttpResponse:
    """Fifty rows by one keyset query."""
    found = list(Organisation.objects.filter(pk__gt=100).order_by("pk").values(*FIELDS)[:50])
    context = RequestContext(request, {"rows": found, "last": found[-1]["bin"]})
    return HttpResponse(ENGINE.get_template("page").render(context))


urlpatterns = [path("bare/", rows), *portal.urlpatterns]
