"""All tables as they stood after the migrations named in ``replaces``."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema

VERSIONS_ARE_APPEND_ONLY = """
CREATE FUNCTION registry_version_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions are append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registry_organisationversion_no_change BEFORE UPDATE OR DELETE ON registry_organisationversion
  FOR EACH ROW EXECUTE FUNCTION registry_version_is_append_only();
"""
UNDO_VERSIONS_ARE_APPEND_ONLY = """
DROP TRIGGER registry_organisationversion_no_change ON registry_organisationversion;
DROP FUNCTION registry_version_is_append_only();
"""


class Migration(WholeSchema):
    replaces = [
        ("registry", "0001_initial"),
        ("registry", "0002_search_and_annual_information"),
        ("registry", "0003_organisation_imports"),
        ("registry", "0004_fuller_record_and_public_money"),
        ("registry", "0005_duplicate_pairs"),
        ("registry", "0006_record_versions_founders_and_reference"),
        ("registry", "0007_versions_are_append_only"),
        ("registry", "0008_claims_invitations_and_work_of_experts"),
        ("registry", "0009_money_signals_and_diligence"),
        ("registry", "0010_full_annual_form"),
        ("registry", "0011_answers_into_sections"),
        ("registry", "0012_drop_six_answers"),
        ("registry", "0013_more_facets"),
        ("registry", "0014_search_facts"),
        ("registry", "0015_named_pairs"),
        ("registry", "0016_indicators"),
        ("registry", "0017_what_came_of_an_award"),
        ("registry", "0018_bodies_of_ngos_that_regrant"),
        ("registry", "0019_newest_of_a_region"),
        ("registry", "0020_given_on_from_another_award"),
        ("registry", "0021_references"),
        ("registry", "0022_bodies_above"),
        ("registry", "0023_project_people_and_signals"),
        ("registry", "0024_keys_of_regions_load_their_own"),
    ]

    # What hangs on the account of a person alone is made before the many tables that are reached through it.
    dependencies = [
        ("mfa", "0003_authenticator_type_uniq"),
        ("notifications", "0001_messages"),
        ("oauth2_provider", "0022_refreshtoken_token_family_index"),
        ("accounts", "0003_accounts_of_systems"),
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("is_working", models.BooleanField()),
                ("reason", models.CharField(max_length=300)),
                ("source", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        db_default="M",
                        default="M",
                        max_length=1,
                    ),
                ),
            ],
            options={
                "ordering": ("day",),
            },
        ),
        migrations.CreateModel(
            name="DevelopmentGoal",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("number",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_developmentgoal_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 17))), name="registry_developmentgoal_number"
                    ),
                ],
            },
        ),
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
                ("by_topic", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "region_code", "legal_form", "status", "topic"), name="registry_facet_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=40, primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("unit_kk", models.CharField(max_length=50)),
                ("unit_ru", models.CharField(max_length=50)),
                ("unit_en", models.CharField(max_length=50)),
            ],
            options={
                "ordering": ("code",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_indicator_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9-]+$")), name="registry_indicator_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KatoUnit",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=9, primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Region or city of republican significance"),
                            (2, "District or city of a region"),
                            (3, "Rural district or town"),
                            (4, "Settlement"),
                        ]
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="registry.katounit",
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_katounit_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{9}$")), name="registry_katounit_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("parent", None)),
                            models.Q(("level__gt", 1), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="registry_katounit_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalFormRecord",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("abbreviation_kk", models.CharField(blank=True, max_length=30)),
                ("abbreviation_ru", models.CharField(blank=True, max_length=30)),
                ("is_ngo", models.BooleanField(help_text="Whether the notion of NGO covers it (rule R08).")),
            ],
            options={
                "ordering": ("code",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_legalformrecord_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyIndex",
            fields=[
                ("valid_from", models.DateField(primary_key=True, serialize=False)),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Its last day; empty: until the next one is known.", null=True
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("source", models.CharField(max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "MRP by date",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="registry_mrp_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_dry_run", models.BooleanField(default=False)),
                (
                    "only_region",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="Rows of other regions are refused; '' takes all.",
                        max_length=9,
                    ),
                ),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("job_id", models.UUIDField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, default=dict)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "errors",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("finished_at__isnull", False), ("errors", None), _connector="OR"),
                        name="registry_import_errors_when_finished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_kind", models.CharField(max_length=50)),
                ("source_key", models.CharField(max_length=120)),
                ("target_kind", models.CharField(max_length=50)),
                ("target_key", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
                "indexes": [models.Index(fields=["target_kind", "target_key"], name="registry_reference_target")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("source_kind", "source_key", "target_kind", "target_key"),
                        name="registry_reference_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None)),
                            models.Q(("ended_at__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="registry_reference_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=9, primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=100)),
                ("name_ru", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ("code",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_region_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{9}$")), name="registry_region_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleParameters",
            fields=[
                (
                    "key",
                    models.CharField(help_text="Code and first day.", max_length=60, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=40)),
                ("valid_from", models.DateField()),
                ("values", models.JSONField(default=dict)),
                ("source", models.CharField(max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parameters of rules",
                "ordering": ("code", "-valid_from"),
                "constraints": [
                    models.UniqueConstraint(fields=("code", "valid_from"), name="registry_rule_parameters_once"),
                    models.CheckConstraint(
                        condition=models.Q(("certainty__in", ["A", "B", "O", "M"])),
                        name="registry_rule_parameters_certainty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sphere",
            fields=[
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("number",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_sphere_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bin", models.CharField(blank=True, db_collation="C", max_length=12, null=True, unique=True)),
                ("name_kk", models.CharField(blank=True, max_length=500)),
                ("name_ru", models.CharField(blank=True, max_length=500)),
                ("name_en", models.CharField(blank=True, max_length=500)),
                ("short_name_kk", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("short_name_ru", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("short_name_en", models.CharField(blank=True, db_default="", default="", max_length=200)),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("public_association", "Public association"),
                            ("public_fund", "Public fund"),
                            ("private_fund", "Private fund"),
                            ("corporate_fund", "Corporate fund"),
                            ("private_institution", "Private institution"),
                            ("legal_entities_association", "Association of legal entities"),
                            ("mixed_association", "Association of entrepreneurs and legal entities"),
                            ("nonprofit_jsc", "Non-profit joint-stock company"),
                            ("consumer_cooperative", "Consumer cooperative"),
                            ("religious_association", "Religious association"),
                            ("other", "Other form"),
                            ("branch", "Branch"),
                            ("representation", "Representative office"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("no_bin", "No BIN"),
                            ("inactive", "Found inactive"),
                            ("liquidating", "In liquidation"),
                            ("suspended", "Suspended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kato",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="The KATO code down to the level that is known; '' is unknown.",
                        max_length=9,
                    ),
                ),
                ("registered_on", models.DateField(blank=True, null=True)),
                ("charter_goals", models.TextField(blank=True)),
                ("description", models.TextField(blank=True)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=50)),
                ("website", models.URLField(blank=True)),
                ("head_name", models.CharField(blank=True, max_length=200)),
                ("head_iin", models.CharField(blank=True, max_length=12)),
                ("private_phone", models.CharField(blank=True, max_length=50)),
                ("private_address", models.CharField(blank=True, max_length=500)),
                ("is_charity", models.BooleanField(db_default=False, default=False)),
                ("has_volunteers", models.BooleanField(db_default=False, default=False)),
                (
                    "sdgs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Numbers 1 to 17.",
                        size=None,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="That it works in.",
                        size=None,
                    ),
                ),
                (
                    "is_invented",
                    models.BooleanField(default=False, help_text="Made up for the demo; every page says so."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The record that replaced it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="registry.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The head of a branch.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="registry.organisation",
                    ),
                ),
                ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.region")),
                ("spheres", models.ManyToManyField(blank=True, to="registry.sphere")),
            ],
            options={
                "indexes": [models.Index(fields=["region", "status"], name="registry_org_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bin__isnull", True), ("bin__regex", "^\\d{4}[456][0-3]\\d{6}$"), _connector="OR"
                        ),
                        name="registry_organisation_bin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kato", ""),
                            models.Q(
                                ("kato__regex", "^\\d{9}$"),
                                ("kato__startswith", django.db.models.functions.text.Left("region_id", 2)),
                            ),
                            _connector="OR",
                        ),
                        name="registry_organisation_kato",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="registry_organisation_not_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="registry_organisation_not_own_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sdgs__contained_by", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
                        ),
                        name="registry_organisation_sdgs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bin__isnull", False), models.Q(("status", "active"), _negated=True), _connector="OR"
                        ),
                        name="registry_organisation_active_has_bin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_kk", ""), ("name_ru", ""), ("name_en", ""), _negated=True),
                        name="registry_organisation_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["active", "no_bin", "inactive", "liquidating", "suspended"])
                        ),
                        name="registry_organisation_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualInformation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being filled in"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned for correction"),
                            ("accepted", "Accepted"),
                            ("amending", "Accepted; the NGO is writing a correction"),
                            ("corrected", "Accepted; a correction waits for its check"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("portal", "On the portal"), ("paper", "On paper, entered by an officer")],
                        db_default="portal",
                        default="portal",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("remarks", models.TextField(blank=True, help_text="What the officer asked to correct, in general.")),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why what was accepted is being corrected."),
                ),
                ("staff", models.PositiveIntegerField(blank=True, null=True)),
                ("volunteers", models.PositiveIntegerField(blank=True, null=True)),
                ("income", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("expenses", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_information",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-year",),
                "indexes": [models.Index(fields=["year", "status", "submitted_at"], name="registry_annual_campaign")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="registry_annual_one_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "submitted", "returned", "accepted", "amending", "corrected"])
                        ),
                        name="registry_annual_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["portal", "paper"])), name="registry_annual_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("submitted_at__isnull", False), _connector="OR"),
                        name="registry_annual_submitted_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "submitted", "returned")),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registry_annual_accepted_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("income", None), ("income__gte", 0), _connector="OR"),
                            models.Q(("expenses", None), ("expenses__gte", 0), _connector="OR"),
                        ),
                        name="registry_annual_money",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True, help_text="Why what was accepted is corrected.")),
                ("submitted_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "information",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="registry.annualinformation",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("information", "number"), name="registry_annual_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="registry_annual_version_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("facts", "Facts of the organisation"),
                            ("activity", "Activity of the year"),
                            ("spheres", "Spheres of activity"),
                            ("people", "Employees and volunteers"),
                            ("projects", "Projects of the year"),
                            ("income", "Income by source"),
                            ("expenses", "Expenses by direction"),
                            ("property", "Property"),
                            ("founders", "Founders and members"),
                            ("branches", "Branches and representative offices"),
                            ("events", "Events of the year"),
                            ("awards", "Awards"),
                            ("contact", "Contact person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("control", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="registry.annualversion"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "section", "control"), name="registry_annual_remark_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="registry_annual_remark_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True)),
                ("bin", models.CharField(blank=True, db_collation="C", max_length=12, null=True, unique=True)),
                ("name_kk", models.CharField(max_length=300)),
                ("name_ru", models.CharField(max_length=300)),
                ("name_en", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("central", "Central state body"),
                            ("akimat", "Akimat"),
                            ("quasi_state", "Quasi-state entity"),
                            ("operator", "Grant operator"),
                            ("regrantor", "NGO that re-grants"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.CharField(blank=True, db_default="", default="", max_length=500)),
                ("email", models.EmailField(blank=True, db_default="", default="", max_length=254)),
                ("phone", models.CharField(blank=True, db_default="", default="", max_length=50)),
                ("website", models.URLField(blank=True, db_default="", default="")),
                ("is_invented", models.BooleanField(default=False)),
                (
                    "subordinate_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body above it, where it is known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        help_text="The NGO that re-grants: its head and editors are the officers of this body, and of nothing else.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_body",
                        to="registry.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.region"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subordinate_to", None),
                            models.Q(("subordinate_to", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="registry_body_above",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["central", "akimat", "quasi_state", "operator", "regrantor"])),
                        name="registry_body_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "regrantor"), ("organisation__isnull", False)),
                            models.Q(models.Q(("kind", "regrantor"), _negated=True), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="registry_body_regrantor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Public number used in draws.", unique=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="expert", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.region"
                    ),
                ),
                ("spheres", models.ManyToManyField(blank=True, to="registry.sphere")),
            ],
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("employer_name", models.CharField(max_length=500)),
                (
                    "employer_bin",
                    models.CharField(blank=True, db_collation="C", help_text="Empty: not known.", max_length=12),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="employments", to="registry.expert"
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "-pk"),
                "indexes": [models.Index(fields=["employer_bin"], name="registry_employment_employer")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expert", "employer_bin", "employer_name", "since"), name="registry_employment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employer_bin", ""), ("employer_bin__regex", "^[0-9]{12}$"), _connector="OR"
                        ),
                        name="registry_employment_bin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="registry_employment_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("tax_debt", "Tax debt"),
                            ("court", "Court case or seized property"),
                            ("contract", "Duties of an earlier award"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("note", "Note"),
                            ("yellow", "Yellow flag"),
                            ("red", "Red flag"),
                            ("escalated", "Red flag, escalated"),
                            ("closed", "Closed"),
                        ],
                        default="note",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("source", models.CharField(max_length=500)),
                ("observed_on", models.DateField()),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["note", "yellow", "red", "escalated", "closed"])),
                        name="registry_flag_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topic__in", ["tax_debt", "court", "contract", "other"])),
                        name="registry_flag_topic",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="registry_flag_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FlagEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("note", "Note"),
                            ("yellow", "Yellow flag"),
                            ("red", "Red flag"),
                            ("escalated", "Red flag, escalated"),
                            ("closed", "Closed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("note", "Note"),
                            ("yellow", "Yellow flag"),
                            ("red", "Red flag"),
                            ("escalated", "Red flag, escalated"),
                            ("closed", "Closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("is_answer", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="registry.flag"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="registry_flag_entry_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_answer", False), ("before", models.F("after")), _connector="OR"),
                        name="registry_flag_entry_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="registry.organisation",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("names", models.TextField()),
                ("sort_kk", models.CharField(db_collation="C", max_length=60)),
                ("sort_ru", models.CharField(db_collation="C", max_length=60)),
                ("sort_en", models.CharField(db_collation="C", max_length=60)),
                ("region_code", models.CharField(db_collation="C", max_length=9)),
                ("legal_form", models.CharField(db_collation="C", max_length=30)),
                ("status", models.CharField(db_collation="C", max_length=20)),
                ("spheres", models.BigIntegerField(default=0)),
                ("traits", models.BigIntegerField(db_default=0, default=0)),
                ("registered_day", models.IntegerField(db_default=0, default=0)),
                ("received", models.BigIntegerField(db_default=0, default=0)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="registry_search_words"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("names"), name="gin_trgm_ops"),
                        name="registry_search_names",
                    ),
                    models.Index(fields=["sort_kk", "organisation"], name="registry_search_kk"),
                    models.Index(fields=["sort_ru", "organisation"], name="registry_search_ru"),
                    models.Index(fields=["sort_en", "organisation"], name="registry_search_en"),
                    models.Index(fields=["registered_day", "organisation"], name="registry_search_newest"),
                    models.Index(fields=["received", "organisation"], name="registry_search_received"),
                    models.Index(fields=["region_code", "status"], name="registry_search_region"),
                    models.Index(
                        fields=["region_code", "registered_day", "organisation"], name="registry_search_nearby"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("ngo_head", "Head of the NGO"),
                            ("ngo_editor", "Editor of the NGO"),
                            ("ngo_viewer", "Viewer of the NGO"),
                            ("officer", "Officer"),
                            ("secretary", "Secretary of the commission"),
                            ("commission", "Member of the commission"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="registry.body",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body", None),
                                ("organisation__isnull", False),
                                ("role__in", ("ngo_head", "ngo_editor", "ngo_viewer")),
                            ),
                            models.Q(
                                ("body__isnull", False),
                                ("organisation", None),
                                ("role__in", ("officer", "secretary", "commission")),
                            ),
                            _connector="OR",
                        ),
                        name="registry_membership_one_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "organisation", "body", "role"),
                        name="registry_membership_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("organisation__isnull", False)),
                        fields=("user", "organisation"),
                        name="registry_membership_one_role_in_ngo",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("role", "ngo_head")),
                        fields=("organisation",),
                        name="registry_one_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(help_text="In small letters.", max_length=254)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ngo_head", "Head of the NGO"),
                            ("ngo_editor", "Editor of the NGO"),
                            ("ngo_viewer", "Viewer of the NGO"),
                            ("officer", "Officer"),
                            ("secretary", "Secretary of the commission"),
                            ("commission", "Member of the commission"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "terms",
                    models.JSONField(blank=True, default=dict, help_text="Of an expert: spheres, languages, region."),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")], default="kk", max_length=2
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("sent", "Sent"), ("accepted", "Accepted"), ("revoked", "Revoked")],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("nonce", models.CharField(help_text="Makes its link; see ``fresh_nonce``.", max_length=32)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="registry.body",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-invited_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body", None),
                                ("organisation__isnull", False),
                                ("role__in", ("ngo_head", "ngo_editor", "ngo_viewer")),
                            ),
                            models.Q(
                                ("body__isnull", False),
                                ("organisation", None),
                                ("role__in", ("officer", "secretary", "commission")),
                            ),
                            models.Q(("body", None), ("organisation", None), ("role", "")),
                            _connector="OR",
                        ),
                        name="registry_invitation_one_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "sent")),
                        fields=("email", "organisation", "body"),
                        name="registry_invitation_one_open",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["sent", "accepted", "revoked"])),
                        name="registry_invitation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("invited_at"))), name="registry_invitation_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "sent")),
                            models.Q(models.Q(("status", "sent"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="registry_invitation_closed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), _negated=True),
                            ("accepted_by__isnull", False),
                            _connector="OR",
                        ),
                        name="registry_invitation_accepted_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("order", "State social order"), ("grant", "State grant"), ("premium", "Premium")],
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(help_text="What its room or its source calls it.", max_length=200)),
                ("title", models.CharField(max_length=500)),
                (
                    "folded_title",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The title as titles are compared, in one alphabet.",
                    ),
                ),
                (
                    "payer_name",
                    models.CharField(blank=True, help_text="When the portal does not know the body.", max_length=500),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("decided_on", models.DateField()),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("page", models.CharField(blank=True, max_length=100)),
                ("page_arguments", models.JSONField(blank=True, default=list)),
                ("source", models.CharField(blank=True, help_text="Empty: awarded in this portal.", max_length=500)),
                (
                    "paid",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Empty: not known, as of files.",
                        max_digits=18,
                        null=True,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("running", "Being carried out"),
                            ("completed", "Completed"),
                            ("terminated", "Terminated"),
                        ],
                        db_default="",
                        default="",
                        help_text="What came of it.",
                        max_length=10,
                    ),
                ),
                (
                    "was_late",
                    models.BooleanField(db_default=False, default=False, help_text="A report came after its day."),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("annulled_at", models.DateTimeField(blank=True, null=True)),
                ("annulled_reason", models.TextField(blank=True)),
                (
                    "out_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The award of another NGO that this one is given on from; its money is counted there.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_on",
                        to="registry.funding",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding",
                        to="registry.body",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="funding", to="registry.organisation"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.region"
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.sphere"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "funding",
                "ordering": ("-decided_on", "-pk"),
                "indexes": [models.Index(fields=["organisation", "-decided_on"], name="registry_funding_listing")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "reference"), name="registry_funding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["order", "grant", "premium"])), name="registry_funding_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="registry_funding_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid", None),
                            models.Q(("paid__gte", 0), ("paid__lte", models.F("amount"))),
                            _connector="OR",
                        ),
                        name="registry_funding_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("out_of", None), models.Q(("out_of", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="registry_funding_out_of",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", ""), ("stage__in", ["running", "completed", "terminated"]), _connector="OR"
                        ),
                        name="registry_funding_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("starts_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="registry_funding_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annulled_at", None), ("annulled_reason", "")),
                            models.Q(("annulled_at__isnull", False), models.Q(("annulled_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="registry_funding_annulled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Founder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("person", "A person"), ("legal", "An organisation")], max_length=10),
                ),
                ("name", models.CharField(max_length=300)),
                ("bin", models.CharField(blank=True, db_collation="C", max_length=12)),
                ("iin", models.CharField(blank=True, db_collation="C", max_length=12)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="founders", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="registry_founder_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bin", ""), ("iin__regex", "^(\\d{12})?$"), ("kind", "person")),
                            models.Q(("bin__regex", "^(\\d{4}[456][0-3]\\d{6})?$"), ("iin", ""), ("kind", "legal")),
                            _connector="OR",
                        ),
                        name="registry_founder_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="registry_founder_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("same_words", "The same words in the name, in whatever order and alphabet"),
                            ("one_letter", "One letter apart"),
                            ("named", "Named by an officer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("dismissed", "Two different organisations"),
                            ("merged", "Merged"),
                            ("gone", "No longer alike"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organisation"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-id"], name="registry_duplicate_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="registry_duplicate_order"
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="registry_duplicate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "dismissed", "merged", "gone"])),
                        name="registry_duplicate_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("dismissed", "merged")), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="registry_duplicate_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiligenceSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("verdict", models.CharField(max_length=10)),
                ("lines", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diligence_snapshots",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ("clear", "look", "barred"))),
                        name="registry_snapshot_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="registry_snapshot_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("signature", "Electronic signature"), ("letter", "Letter")], max_length=10
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits for an officer"),
                            ("granted", "Granted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("explanation", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "submitted")),
                        fields=("user", "organisation"),
                        name="registry_claim_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["submitted", "granted", "declined", "withdrawn"])),
                        name="registry_claim_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", False), ("way", "letter")),
                            models.Q(("signature__isnull", False), ("way", "signature")),
                            _connector="OR",
                        ),
                        name="registry_claim_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("status", "submitted")),
                            models.Q(models.Q(("status", "submitted"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="registry_claim_decided_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="registry_claim_declined_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("employee", "Employee"),
                            ("founder", "Founder"),
                            ("governing", "Member of a governing body"),
                            ("head", "Head"),
                            ("paid", "Paid or supported by it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="affiliations", to="registry.expert"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expert", "organisation", "kind", "since"), name="registry_affiliation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="registry_affiliation_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("entered", "Entered in the registry"),
                            ("changed", "Changed"),
                            ("imported", "Changed by a file from the state register"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "actor_kind",
                    models.CharField(
                        choices=[
                            ("portal", "The portal itself"),
                            ("officer", "Officer"),
                            ("ngo", "The organisation itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("changes", models.JSONField(default=dict)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisationimport",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [models.Index(fields=["organisation", "at"], name="registry_version_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor_kind", "officer"), ("body__isnull", False)),
                            models.Q(("actor_kind__in", ["portal", "ngo"]), ("actor_name", ""), ("body", None)),
                            _connector="OR",
                        ),
                        name="registry_organisationversion_actor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charter", "Charter"),
                            ("registration", "Certificate of state registration"),
                            ("tax", "Certificate of no tax debt"),
                            ("other", "Other document"),
                        ],
                        max_length=15,
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, help_text="Empty: without an end.", null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits for an officer"),
                            ("verified", "Verified"),
                            ("rejected", "Refused"),
                            ("replaced", "Replaced by a newer one"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("remark", models.TextField(blank=True, help_text="Why an officer refused it.")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="registry.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "-pk"),
                "indexes": [models.Index(fields=["valid_until"], name="registry_paper_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["charter", "registration", "tax", "other"])),
                        name="registry_paper_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["submitted", "verified", "rejected", "replaced"])),
                        name="registry_paper_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on", None),
                            ("valid_until", None),
                            ("valid_until__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="registry_paper_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("verified", "rejected")), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registry_paper_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "replaced"), _negated=True), models.Q(("kind", "other"), _negated=True)
                        ),
                        fields=("organisation", "kind"),
                        name="registry_paper_one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("workload", models.PositiveSmallIntegerField(help_text="Per cent of full time.")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="registry.funding"
                    ),
                ),
            ],
            options={
                "ordering": ("award", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("award", "key"), name="registry_projectperson_once"),
                    models.CheckConstraint(
                        condition=models.Q(("workload__gte", 1), ("workload__lte", 100)),
                        name="registry_projectperson_workload",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="registry_projectperson_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("duplicate", "Nearly the same project paid by two bodies"),
                            ("repeated", "Nearly the same project paid twice by one body"),
                            ("region_share", "A large share of a region's money of a year"),
                            ("sphere_share", "A large share of a sphere's money of a year"),
                            ("running", "Many awards running at once for its staff"),
                            ("spheres", "Awards in many spheres that are not its own"),
                            ("new", "Large money soon after registration"),
                            ("across", "Nearly the same project paid to two organisations"),
                            ("team", "A person promised to projects for more than full time"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("answered", "Answered by the organisation"),
                            ("kept", "Kept by an officer"),
                            ("dismissed", "Dismissed by an officer"),
                            ("replaced", "Replaced by a newer one"),
                            ("lapsed", "No longer found"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("inputs", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "context",
                    models.JSONField(
                        default=dict, help_text="Figures as they were last computed; not part of the digest."
                    ),
                ),
                ("parameters", models.JSONField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("A", "Read in the law or order"),
                            ("B", "Read on an official page or in the press"),
                            ("O", "Observed in a real case"),
                            ("M", "Assumed; no source was found"),
                        ],
                        default="M",
                        max_length=1,
                    ),
                ),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decision_reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="registry.organisation"
                    ),
                ),
                (
                    "rows",
                    models.ManyToManyField(
                        help_text="The awards that it cites.", related_name="signals", to="registry.funding"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["status", "rule", "-id"], name="registry_signal_listing")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "rule", "key", "digest"), name="registry_signal_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("open", "answered", "kept"))),
                        fields=("organisation", "rule", "key"),
                        name="registry_signal_one_alive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "answered", "kept", "dismissed", "replaced", "lapsed"])
                        ),
                        name="registry_signal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rule__in",
                                [
                                    "duplicate",
                                    "repeated",
                                    "region_share",
                                    "sphere_share",
                                    "running",
                                    "spheres",
                                    "new",
                                    "across",
                                    "team",
                                ],
                            )
                        ),
                        name="registry_signal_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="registry_signal_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("kept", "dismissed")), _negated=True),
                            models.Q(("decided_at__isnull", False), models.Q(("decision_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="registry_signal_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="registry.signal"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="registry_signal_answer_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TakenFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("awards", "Awards of public money"), ("unreliable", "List of unreliable suppliers")],
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(help_text="SHA-256 of the file.", max_length=64)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "wanted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("what", "digest"), name="registry_taken_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="registry_taken_file_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["awards", "unreliable"])), name="registry_taken_file_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnreliableSupplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bin", models.CharField(blank=True, db_collation="C", max_length=12)),
                ("name", models.CharField(max_length=500)),
                (
                    "folded_name",
                    models.CharField(
                        help_text="Words of the skeleton alphabet, without the legal form.", max_length=500
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=1000)),
                ("listed_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=500)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suppliers", to="registry.takenfile"
                    ),
                ),
            ],
            options={
                "ordering": ("-listed_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bin", "folded_name", "listed_on"), name="registry_unreliable_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bin", ""), ("bin__regex", "^\\d{12}$"), _connector="OR"),
                        name="registry_unreliable_bin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("listed_on")), _connector="OR"),
                        name="registry_unreliable_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="registry_unreliable_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[("bin", "The same BIN"), ("name", "The same or nearly the same name")], max_length=4
                    ),
                ),
                ("similarity", models.DecimalField(decimal_places=3, max_digits=4)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suggested", "To be looked at"),
                            ("confirmed", "Confirmed"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplier_matches",
                        to="registry.organisation",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="registry.unreliablesupplier",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "supplier"), name="registry_match_once"),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["bin", "name"])), name="registry_match_basis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "suggested"),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("status__in", ["suggested", "confirmed", "dismissed"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="registry_match_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(db_collation="C", max_length=40, primary_key=True, serialize=False)),
                ("entries", models.PositiveIntegerField(default=1)),
                ("is_counted", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_counted", True)), fields=["word"], name="registry_word_counted"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordDeletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(db_collation="C", max_length=40)),
                ("word", models.CharField(db_collation="C", max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("form", "word"), name="registry_deletion_once")],
            },
        ),
        migrations.CreateModel(
            name="AnnualImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("job_id", models.UUIDField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, default=dict)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "errors",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("finished_at__isnull", False), ("errors", None), _connector="OR"),
                        name="registry_annual_import_errors",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("facts", "Facts of the organisation"),
                            ("activity", "Activity of the year"),
                            ("spheres", "Spheres of activity"),
                            ("people", "Employees and volunteers"),
                            ("projects", "Projects of the year"),
                            ("income", "Income by source"),
                            ("expenses", "Expenses by direction"),
                            ("property", "Property"),
                            ("founders", "Founders and members"),
                            ("branches", "Branches and representative offices"),
                            ("events", "Events of the year"),
                            ("awards", "Awards"),
                            ("contact", "Contact person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("prefilled", models.JSONField(default=list)),
                ("saved_from", models.CharField(blank=True, max_length=36)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "information",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="registry.annualinformation",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("information", "name"), name="registry_annual_section_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                [
                                    "facts",
                                    "activity",
                                    "spheres",
                                    "people",
                                    "projects",
                                    "income",
                                    "expenses",
                                    "property",
                                    "founders",
                                    "branches",
                                    "events",
                                    "awards",
                                    "contact",
                                ],
                            )
                        ),
                        name="registry_annual_section_name",
                    ),
                ],
            },
        ),
        migrations.RunSQL(VERSIONS_ARE_APPEND_ONLY, UNDO_VERSIONS_ARE_APPEND_ONLY),
    ]
