from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0018_bodies_of_ngos_that_regrant"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["region_code", "registered_day", "organisation"], name="registry_search_nearby"),
        ),
    ]
