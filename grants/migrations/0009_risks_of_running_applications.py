from django.db import migrations


def add_sections(apps, schema_editor):
    """Applications that can still be changed get the new section."""
    application = apps.get_model("grants", "Application")
    section = apps.get_model("grants", "Section")
    running = application.objects.filter(status__in=("draft", "returned", "submitted")).exclude(call__kind="premium")
    section.objects.bulk_create(
        [section(application=one, name="risks") for one in running.exclude(sections__name="risks")], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("grants", "0008_sections_of_risks")]

    operations = [migrations.RunPython(add_sections, migrations.RunPython.noop, elidable=True)]
