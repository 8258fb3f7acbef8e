import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_drop_six_answers")]

    operations = [
        # Derived rows: ``rebuild_search`` and the next file fill them anew, until then facets are counted live.
        migrations.DeleteModel(name="FacetCount"),
        migrations.CreateModel(
            name="FacetCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_collation="C", max_length=40)),
                ("region_code", models.CharField(db_collation="C", max_length=9)),
                ("legal_form", models.CharField(db_collation="C", max_length=30)),
                ("status", models.CharField(db_collation="C", max_length=20)),
                ("topic", models.PositiveSmallIntegerField()),
                ("entries", models.PositiveIntegerField()),
                (
                    "by_topic",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "region_code", "legal_form", "status", "topic"), name="registry_facet_once"
                    )
                ]
            },
        ),
        migrations.AddField(
            model_name="searchentry",
            name="received",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="registered_day",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="traits",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="word",
            name="is_counted",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["registered_day", "organisation"], name="registry_search_newest"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["received", "organisation"], name="registry_search_received"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(condition=models.Q(("is_counted", True)), fields=["word"], name="registry_word_counted"),
        ),
    ]
