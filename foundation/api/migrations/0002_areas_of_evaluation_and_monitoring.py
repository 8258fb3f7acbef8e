"""Evaluation and monitoring become areas of their own; keys and tokens that had them within grants keep them."""

from django.db import migrations, models

NEW = ("evaluation", "monitoring")
BEFORE = [
    "councils:read", "councils:write", "documents:read", "documents:write", "grants:read", "grants:write", "jobs:read",
    "orders:read", "orders:write", "registry:read", "registry:write", "webhooks:read", "webhooks:write",
]  # fmt: skip
AFTER = sorted([*BEFORE, *(f"{area}:{way}" for area in NEW for way in ("read", "write"))])


def widened(scopes):
    """The scopes with those that grants held until now."""
    given = [f"{area}:{way}" for way in ("read", "write") if f"grants:{way}" in scopes for area in NEW]
    return [*scopes, *(one for one in given if one not in scopes)]


def narrowed(scopes):
    """The scopes without the new areas. A key that had nothing else would have none: it falls back on those of grants."""
    left = [one for one in scopes if one.partition(":")[0] not in NEW]
    return left or sorted({f"grants:{one.partition(':')[2]}" for one in scopes})


def rewrite(apps, change):
    clients = apps.get_model("api", "ApiClient").objects
    for key, scopes in clients.values_list("pk", "scopes"):
        clients.filter(pk=key).update(scopes=change(scopes))
    tokens = apps.get_model("oauth2_provider", "AccessToken").objects
    for key, scope in tokens.values_list("pk", "scope"):
        tokens.filter(pk=key).update(scope=" ".join(change(scope.split())))


def widen(apps, schema_editor):
    rewrite(apps, widened)


def narrow(apps, schema_editor):
    rewrite(apps, narrowed)


def constraint(scopes):
    return models.CheckConstraint(
        condition=models.Q(("scopes__contained_by", scopes), models.Q(("scopes", []), _negated=True)),
        name="api_client_scopes",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_keys_of_systems"),
        ("oauth2_provider", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="apiclient", name="api_client_scopes"),
        migrations.RunPython(widen, narrow),
        migrations.AddConstraint(model_name="apiclient", constraint=constraint(AFTER)),
    ]
