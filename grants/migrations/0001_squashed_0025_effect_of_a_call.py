"""All tables as they stood after the migrations named in ``replaces``."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema

AGREEMENTS_ADD_UP = """
CREATE FUNCTION grants_agreement_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed record;
    key bigint;
BEGIN
    IF TG_TABLE_NAME = 'grants_agreement' THEN key := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN key := OLD.agreement_id;
    ELSE key := NEW.agreement_id;
    END IF;
    SELECT amount, status INTO agreed FROM grants_agreement WHERE id = key;
    IF NOT FOUND OR agreed.status NOT IN ('signing', 'active', 'completed', 'terminated') THEN
        RETURN NULL;
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM grants_tranche WHERE agreement_id = key) THEN
        RAISE EXCEPTION 'the tranches of agreement % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM grants_agreementline WHERE agreement_id = key) THEN
        RAISE EXCEPTION 'the lines of agreement % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_agreement_sums AFTER INSERT OR UPDATE ON grants_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE CONSTRAINT TRIGGER grants_tranche_sums AFTER INSERT OR UPDATE OR DELETE ON grants_tranche
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE CONSTRAINT TRIGGER grants_line_sums AFTER INSERT OR UPDATE OR DELETE ON grants_agreementline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE FUNCTION grants_tranche_is_not_exceeded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM grants_payment WHERE tranche_id = NEW.tranche_id)
        > (SELECT amount FROM grants_tranche WHERE id = NEW.tranche_id) THEN
        RAISE EXCEPTION 'tranche % is paid more than it is', NEW.tranche_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER grants_payment_within AFTER INSERT OR UPDATE ON grants_payment
    FOR EACH ROW EXECUTE FUNCTION grants_tranche_is_not_exceeded();
"""
UNDO_AGREEMENTS_ADD_UP = """
DROP TRIGGER grants_payment_within ON grants_payment;
DROP FUNCTION grants_tranche_is_not_exceeded();
DROP TRIGGER grants_line_sums ON grants_agreementline;
DROP TRIGGER grants_tranche_sums ON grants_tranche;
DROP TRIGGER grants_agreement_sums ON grants_agreement;
DROP FUNCTION grants_agreement_adds_up();
"""


class Migration(WholeSchema):
    replaces = [
        ("grants", "0001_initial"),
        ("grants", "0002_numbers_seats_and_sent_files"),
        ("grants", "0003_checks_meetings_and_history"),
        ("grants", "0004_cancel_reason"),
        ("grants", "0005_how_applications_are_scored"),
        ("grants", "0006_own_questions_premiums_and_schedule"),
        ("grants", "0007_awards_and_reserve"),
        ("grants", "0008_sections_of_risks"),
        ("grants", "0009_risks_of_running_applications"),
        ("grants", "0010_enquiries_and_versions_of_calls"),
        ("grants", "0011_priority_directions"),
        ("grants", "0012_agreements_tranches_and_reports"),
        ("grants", "0013_agreements_add_up"),
        ("grants", "0014_terms_answers_and_extra_experts"),
        ("grants", "0015_partners_versions_and_conversations"),
        ("grants", "0016_nominations_regranting_and_snapshots"),
        ("grants", "0017_second_officer_of_the_check"),
        ("grants", "0018_appeals"),
        ("grants", "0019_effects"),
        ("grants", "0020_strategic_partnership"),
        ("grants", "0021_quotas"),
        ("grants", "0022_commission_votes"),
        ("grants", "0023_past_votes_to_ballots"),
        ("grants", "0024_votes_by_application"),
        ("grants", "0025_effect_of_a_call"),
    ]

    dependencies = [
        ("accounts", "0003_accounts_of_systems"),
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("evaluation", "0001_squashed_0018_bars"),
        ("registry", "0001_squashed_0024_keys_of_regions_load_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="SHA-256 of the file.", max_length=64, unique=True)),
                ("file_name", models.CharField(max_length=200)),
                ("row_count", models.PositiveIntegerField(help_text="Awards that the file added.")),
                ("imported_at", models.DateTimeField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="grants_import_digest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Direction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=70, unique=True)),
                ("number", models.PositiveSmallIntegerField(help_text="Within the body.")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="directions", to="registry.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "number"), name="grants_direction_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="Financial year of the grants.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("collecting", "Proposals are taken"),
                            ("discussing", "Public discussion"),
                            ("approved", "Approved by an order"),
                            ("replaced", "Replaced by a newer list"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="collecting",
                        max_length=10,
                    ),
                ),
                ("proposals_until", models.DateField(help_text="The last day on which proposals are taken.")),
                ("discussed_from", models.DateTimeField(blank=True, null=True)),
                ("discussed_until", models.DateField(blank=True, help_text="Last day of the discussion.", null=True)),
                ("replacement_reason", models.TextField(blank=True)),
                ("cancel_reason", models.TextField(blank=True)),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("order_on", models.DateField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "is_invented",
                    models.BooleanField(default=False, help_text="Made up for the demo; the page says so."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approved_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="direction_lists", to="registry.body"
                    ),
                ),
                (
                    "order_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        help_text="The list it changes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="grants.directionlist",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-year"], name="grants_direction_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["collecting", "discussing", "approved", "replaced", "cancelled"])
                        ),
                        name="grants_direction_list_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2016, 2100))), name="grants_direction_list_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussed_from", None), ("discussed_until", None)),
                            models.Q(("discussed_from__isnull", False), ("discussed_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_direction_list_discussion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("discussing", "approved", "replaced")), _negated=True),
                            ("discussed_from__isnull", False),
                            _connector="OR",
                        ),
                        name="grants_direction_list_was_discussed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("status__in", ("approved", "replaced")),
                                models.Q(("order_number", ""), _negated=True),
                                ("order_document__isnull", False),
                                ("order_on__gt", models.F("discussed_until")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("approved", "replaced")), _negated=True),
                                ("approved_at", None),
                                ("approved_by", None),
                                ("order_document", None),
                                ("order_number", ""),
                                ("order_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="grants_direction_list_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="grants_direction_list_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces__isnull", False), ("replacement_reason", ""), _connector="XOR"),
                        name="grants_direction_list_replaces",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")),
                        fields=("body", "year"),
                        name="grants_one_approved_list",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("collecting", "discussing"))),
                        fields=("body", "year"),
                        name="grants_one_open_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedDirection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("goal_kk", models.TextField()),
                ("goal_ru", models.TextField()),
                ("goal_en", models.TextField(blank=True)),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listed", to="grants.direction"
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directions",
                        to="grants.directionlist",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.region",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("list", "direction"), name="grants_direction_once_in_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100, unique=True)),
                (
                    "number_prefix",
                    models.CharField(
                        help_text="Applications are numbered PREFIX-0001.",
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[A-Z][A-Z0-9]{1,9}$")],
                    ),
                ),
                (
                    "last_number",
                    models.PositiveIntegerField(
                        default=0, help_text="Of the applications; counted under the call's lock."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short", "Short-term grant"),
                            ("medium", "Medium-term grant"),
                            ("long", "Long-term grant"),
                            ("small", "Small grant"),
                            ("premium", "Premium"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(max_length=300)),
                ("summary_kk", models.TextField(blank=True)),
                ("summary_ru", models.TextField(blank=True)),
                ("summary_en", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("announced", "Announced"),
                            ("checking", "Formal check"),
                            ("scoring", "Expert evaluation"),
                            ("deciding", "Before the commission"),
                            ("decided", "Decided"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(help_text="The last moment, by the server's clock (rule R27).")),
                ("budget", models.DecimalField(decimal_places=2, max_digits=18)),
                ("amount_min", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                ("amount_max", models.DecimalField(decimal_places=2, max_digits=18)),
                ("months_min", models.PositiveSmallIntegerField(default=1)),
                ("months_max", models.PositiveSmallIntegerField(default=12)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        default=list,
                        help_text="kk and ru (rule R28).",
                        size=None,
                    ),
                ),
                ("eligibility", models.JSONField(default=list)),
                (
                    "questions",
                    models.JSONField(default=list, help_text="Own questions of the call: grants.models.questions."),
                ),
                (
                    "quotas",
                    models.JSONField(
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="How much goes to which group: grants.models.quotas.",
                    ),
                ),
                (
                    "enquiries_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until when anybody may ask about the call; empty: as long as the window.",
                        null=True,
                    ),
                ),
                (
                    "applications_max",
                    models.PositiveSmallIntegerField(
                        blank=True, default=1, help_text="Of one NGO (rule R29); empty: no limit.", null=True
                    ),
                ),
                (
                    "window_reason",
                    models.TextField(blank=True, help_text="Why the window is shorter than is usual (rule R26)."),
                ),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text="A premium: winners of a nomination share its amount; otherwise each gets it (R49).",
                    ),
                ),
                (
                    "announce_at",
                    models.DateTimeField(blank=True, help_text="When it is to be announced by itself.", null=True),
                ),
                (
                    "requires_signature",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="An application is sent with an electronic signature of the NGO.",
                    ),
                ),
                ("allows_return", models.BooleanField(default=False, help_text="One return for correction.")),
                (
                    "correction_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Working days in which a returned application can be corrected and sent again.",
                    ),
                ),
                (
                    "acceptance_days",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="Working days in which a winner accepts or declines the grant."
                    ),
                ),
                (
                    "check_appeal_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Working days for an appeal against a refusal of the formal check; 0: there is none.",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Working days for an appeal against the decision; 0: there is none."
                    ),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="Working days in which an appeal should be answered."
                    ),
                ),
                (
                    "reserve_size",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Applications below the line that are put on the reserve list; 0: there is none.",
                    ),
                ),
                (
                    "main_seats",
                    models.PositiveSmallIntegerField(default=3, help_text="Experts of the round (rule R34)."),
                ),
                ("reserve_seats", models.PositiveSmallIntegerField(default=3)),
                (
                    "is_blind",
                    models.BooleanField(default=True, help_text="Experts do not see who sent an application."),
                ),
                (
                    "experts_per_entry",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How many experts score each application; empty: all of them.", null=True
                    ),
                ),
                (
                    "has_discussion",
                    models.BooleanField(
                        default=False,
                        help_text="After the independent marks the experts see each other's and may change their own.",
                    ),
                ),
                (
                    "extra_over",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="An application whose sheets are further apart than so many points gets one more expert; empty: none.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Working days in which applicants may answer their marks before the decision; 0: none.",
                    ),
                ),
                (
                    "check_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Term of the formal check in working days; filled at the announcement (R30).",
                        null=True,
                    ),
                ),
                (
                    "scoring_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Term of the experts in working days; filled at the announcement (R38).",
                        null=True,
                    ),
                ),
                (
                    "names_experts",
                    models.BooleanField(
                        default=True,
                        help_text="The panel is named once the call is decided; marks stay under «Expert n» (rule R42).",
                    ),
                ),
                (
                    "is_invented",
                    models.BooleanField(
                        default=False, help_text="Applicants, texts and marks are made up for the demo."
                    ),
                ),
                (
                    "note_kk",
                    models.TextField(
                        blank=True, help_text="What in this call is real and what is not, with the source."
                    ),
                ),
                ("note_ru", models.TextField(blank=True)),
                ("note_en", models.TextField(blank=True)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "scoring_since",
                    models.DateTimeField(blank=True, help_text="Handed to the experts: the check is over.", null=True),
                ),
                ("deciding_since", models.DateTimeField(blank=True, help_text="Handed to the commission.", null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.TextField(blank=True, help_text="Shown to everybody.")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "announce_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who ordered it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commission_rubric",
                    models.ForeignKey(
                        blank=True,
                        help_text="By which the commission scores in the second stage (rule R39); empty: it only votes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.rubric",
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="registry.body"
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        help_text="The call without a winner.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="grants.call",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call",
                        to="evaluation.round",
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="evaluation.rubric"
                    ),
                ),
                ("spheres", models.ManyToManyField(blank=True, to="registry.sphere")),
                (
                    "direction",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of an approved list (rule R24).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="grants.listeddirection",
                    ),
                ),
                (
                    "regranting",
                    models.ForeignKey(
                        blank=True,
                        help_text="From which part of which grant an NGO gives these small grants.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="grants.regranting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-closes_at"], name="grants_call_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "announced", "checking", "scoring", "deciding", "decided", "cancelled"],
                            )
                        ),
                        name="grants_call_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="grants_call_window"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_max__gte", models.F("amount_min")),
                            ("amount_min__gte", 0),
                            ("budget__gte", models.F("amount_max")),
                        ),
                        name="grants_call_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months_max__gte", models.F("months_min")), ("months_min__gte", 1)),
                        name="grants_call_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number_prefix__regex", "^[A-Z][A-Z0-9]{1,9}$")),
                        name="grants_call_number_prefix",
                    ),
                    models.UniqueConstraint(fields=("number_prefix",), name="grants_call_number_prefix_once"),
                    models.CheckConstraint(condition=models.Q(("main_seats__gte", 1)), name="grants_call_seats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("experts_per_entry", None),
                            models.Q(("experts_per_entry__gte", 1), ("experts_per_entry__lte", models.F("main_seats"))),
                            _connector="OR",
                        ),
                        name="grants_call_experts_per_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extra_over", None), ("extra_over__gte", 0), _connector="OR"),
                        name="grants_call_extra",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_days", None), ("check_days__gte", 1), _connector="OR"),
                            models.Q(("scoring_days", None), ("scoring_days__gte", 1), _connector="OR"),
                        ),
                        name="grants_call_terms",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "cancelled")), ("announced_at__isnull", False), _connector="OR"
                        ),
                        name="grants_call_announced_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("status", "decided")),
                            models.Q(models.Q(("status", "decided"), _negated=True), ("decided_at", None)),
                            _connector="OR",
                        ),
                        name="grants_call_decided_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announce_at", None), ("announce_by", None)),
                            models.Q(
                                ("announce_at__isnull", False), ("announce_by__isnull", False), ("status", "draft")
                            ),
                            _connector="OR",
                        ),
                        name="grants_call_announce_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("enquiries_until", None), ("enquiries_until__lte", models.F("closes_at")), _connector="OR"
                        ),
                        name="grants_call_enquiries",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applications_max", None), ("applications_max__gte", 1), _connector="OR"),
                        name="grants_call_applications_max",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_shared", False), ("kind", "premium"), _connector="OR"),
                        name="grants_call_shared_premium",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["short", "medium", "long", "small", "premium"])),
                        name="grants_call_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regranting", None), ("kind", "small"), _connector="OR"),
                        name="grants_call_regranting_small",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repeats", None), models.Q(("repeats", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="grants_call_not_own_repeat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="grants_call_cancel_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        db_default=1,
                        default=1,
                        help_text="Which of the NGO's applications to the call it is (rule R29).",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned for correction"),
                            ("withdrawn", "Withdrawn"),
                            ("admitted", "Admitted to evaluation"),
                            ("not_admitted", "Not admitted"),
                            ("funded", "Grant awarded"),
                            ("reserve", "On the reserve list"),
                            ("declined", "No grant"),
                            ("forgone", "Grant not taken up"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                ("language", models.CharField(default="kk", max_length=2)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("requested", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("awarded", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                (
                    "decision_reason",
                    models.TextField(blank=True, help_text="Shown to everybody once the call is decided."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="registry.organisation",
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="grants.call"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["call", "status", "number"], name="grants_application_listing")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("withdrawn",)), _negated=True),
                        fields=("call", "organisation", "place"),
                        name="grants_application_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "withdrawn",
                                    "admitted",
                                    "not_admitted",
                                    "funded",
                                    "reserve",
                                    "declined",
                                    "forgone",
                                ],
                            )
                        ),
                        name="grants_application_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "withdrawn")),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_application_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("awarded__gt", 0), ("status", "funded")),
                            models.Q(models.Q(("status", "funded"), _negated=True), ("awarded", None)),
                            _connector="OR",
                        ),
                        name="grants_application_awarded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=50, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("adjusting", "Budget is adjusted to the award"),
                            ("draft", "Being prepared"),
                            ("in_review", "Waits for approval"),
                            ("signing", "Being signed"),
                            ("active", "In force"),
                            ("completed", "Completed"),
                            ("terminated", "Terminated"),
                            ("cancelled", "Cancelled before it was signed"),
                        ],
                        default="adjusting",
                        max_length=12,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("title", models.CharField(max_length=300)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "content",
                    models.JSONField(
                        default=dict,
                        help_text="What is agreed now: budget, work plan, indicators, team, as canonical documents say it.",
                    ),
                ),
                (
                    "gates_tranches",
                    models.BooleanField(
                        default=True, help_text="A tranche waits until the report before it is accepted (rule R44)."
                    ),
                ),
                (
                    "signs_reports",
                    models.BooleanField(default=False, help_text="Reports are sent with an electronic signature."),
                ),
                (
                    "line_deviation",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("10"),
                        help_text="Per cent that a budget line may be exceeded by.",
                        max_digits=5,
                    ),
                ),
                (
                    "indicator_deviation",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("10"),
                        help_text="Per cent beyond which a reason is asked for.",
                        max_digits=5,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.TextField(blank=True, help_text="Why it was sent back, cancelled or terminated."),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreement", to="grants.application"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-id"], name="grants_agreement_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "adjusting",
                                    "draft",
                                    "in_review",
                                    "signing",
                                    "active",
                                    "completed",
                                    "terminated",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="grants_agreement_status",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="grants_agreement_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            models.Q(("ends_on__gte", models.F("starts_on")), ("months__gte", 1)),
                            _connector="OR",
                        ),
                        name="grants_agreement_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["signing", "active", "completed", "terminated", "in_review"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("ends_on__isnull", False), ("prepared_by__isnull", False), ("starts_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="grants_agreement_prepared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("signing", "active", "completed", "terminated")), _negated=True),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_agreement_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_agreement_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("active", "completed", "terminated")), _negated=True),
                            ("concluded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="grants_agreement_concluded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("terminated", "cancelled")), _negated=True),
                            models.Q(models.Q(("end_reason", ""), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_agreement_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator_deviation__gte", 0), ("line_deviation__gte", 0)),
                        name="grants_agreement_deviation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=50)),
                ("catalogue", models.CharField(blank=True, max_length=60)),
                ("baseline", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                ("target", models.DecimalField(decimal_places=2, max_digits=18)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("is_dropped", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="grants.agreement"
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_agreementindicator_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("direct", "Direct cost"), ("admin", "Administrative cost")], max_length=10
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("own", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="grants.agreement"
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_agreementline_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["direct", "admin"])), name="grants_agreementline_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("own__gte", 0)), name="grants_agreementline_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("effective_at", models.DateTimeField(blank=True, null=True)),
                ("void_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grants.agreement"
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
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_agreementversion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="grants_agreementversion_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_at", None), ("void_at", None), _connector="OR"),
                        name="grants_agreementversion_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("ngo", "The NGO"), ("body", "The body")], max_length=5)),
                (
                    "way",
                    models.CharField(
                        choices=[("electronic", "Electronic signature"), ("paper", "On paper, as a scan")],
                        max_length=10,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, help_text="Empty: the scan waits for an officer.", null=True),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scan",
                    models.OneToOneField(
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
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="grants.agreementversion",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "side"), name="grants_agreementsignature_once"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "body"])), name="grants_agreementsignature_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("scan", None),
                                ("signature__isnull", False),
                                ("way", "electronic"),
                            ),
                            models.Q(("scan__isnull", False), ("signature", None), ("way", "paper")),
                            _connector="OR",
                        ),
                        name="grants_agreementsignature_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way", "electronic"),
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                models.Q(("confirmed_by", models.F("signed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_agreementsignature_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("adjustment", "Adjustment to the award"), ("amendment", "Amendment")], max_length=10
                    ),
                ),
                ("side", models.CharField(choices=[("ngo", "The NGO"), ("body", "The body")], max_length=5)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("submitted", "Proposed"),
                            ("approved", "Approved, being signed"),
                            ("effective", "In force"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("started_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="grants.agreement"
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
                    "proposed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendment",
                        to="grants.agreementversion",
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_amendment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted", "approved"))),
                        fields=("agreement",),
                        name="grants_amendment_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "submitted", "approved", "effective", "declined", "withdrawn"])
                        ),
                        name="grants_amendment_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["adjustment", "amendment"])), name="grants_amendment_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "body"])), name="grants_amendment_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "withdrawn")),
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_amendment_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("approved", "effective", "declined")), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_amendment_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            ("proposed_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_amendment_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("term", "Term"),
                            ("work_plan", "Work plan"),
                            ("indicators", "Indicators"),
                            ("budget", "Budget"),
                            ("team", "Team"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_from", models.CharField(blank=True, max_length=36)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="grants.amendment"
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
                    models.UniqueConstraint(fields=("amendment", "name"), name="grants_amendmentsection_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ["term", "work_plan", "indicators", "budget", "team"])),
                        name="grants_amendmentsection_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the appeals of a call.")),
                (
                    "subject",
                    models.CharField(
                        choices=[("check", "Refusal of the formal check"), ("outcome", "Decision of the commission")],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("facts", "Facts of the application were overlooked"),
                            ("rule", "A rule of the call was applied wrongly"),
                            ("conflict", "Somebody who judged had a conflict of interest"),
                            ("arithmetic", "Marks or sums were computed wrongly"),
                            ("amount", "The amount was cut without a sufficient reason"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(help_text="Not published: it may tell of people.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits for a reviewer"),
                            ("in_review", "Is being reviewed"),
                            ("granted", "Granted"),
                            ("partly", "Granted in part"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("claim", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("submitted_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(help_text="When the answer should be there.")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, help_text="Published.")),
                ("corrected_total", models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True)),
                ("effect", models.JSONField(blank=True, default=dict)),
                ("documents", models.ManyToManyField(blank=True, related_name="+", to="documents.document")),
                (
                    "reviewer",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="grants.application"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("application", "subject"), name="grants_appeal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["submitted", "in_review", "granted", "partly", "declined", "withdrawn"])
                        ),
                        name="grants_appeal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["facts", "rule", "conflict", "arithmetic", "amount"])),
                        name="grants_appeal_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["check", "outcome"])), name="grants_appeal_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), ("claim__gte", 0)),
                        name="grants_appeal_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("reason", ""), ("status__in", ("submitted", "in_review"))),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("status__in", ("granted", "partly", "declined")),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(("ended_at__isnull", False), ("status", "withdrawn")),
                            _connector="OR",
                        ),
                        name="grants_appeal_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "in_review"), _negated=True),
                            ("reviewer__isnull", False),
                            _connector="OR",
                        ),
                        name="grants_appeal_reviewer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "Attachment"), ("cv", "CV"), ("letter", "Letter of a partner")],
                        db_default="file",
                        default="file",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="grants.application"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["file", "cv", "letter"])), name="grants_attachment_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("decision", "Decision of the commission"),
                            ("reserve", "From the reserve list"),
                            ("appeal", "Appeal"),
                        ],
                        default="decision",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "Offered, waits for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined by the winner"),
                            ("lapsed", "Not answered in time"),
                            ("fallen", "No agreement came about"),
                            ("moved", "Back on the reserve list after an appeal"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                (
                    "answer_until",
                    models.DateTimeField(help_text="The last moment of the answer, by the server's clock."),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("offers", models.PositiveSmallIntegerField(default=1, help_text="How many times it was offered.")),
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
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="award", to="grants.application"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="grants_award_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["offered", "accepted", "declined", "lapsed", "fallen", "moved"])
                        ),
                        name="grants_award_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["decision", "reserve", "appeal"])),
                        name="grants_award_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("accepted", "fallen")), _negated=True),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_award_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("status__in", ("declined", "lapsed", "fallen", "moved")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("declined", "lapsed", "fallen", "moved")), _negated=True),
                                ("ended_at", None),
                                ("ended_by", None),
                                ("reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="grants_award_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("declined", "fallen")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_award_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField(help_text="Plain values under the names of the call's fields.")),
                ("reason", models.TextField(blank=True, help_text="Of an amendment; shown to everybody.")),
                ("made_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grants.call"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
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
                    models.UniqueConstraint(fields=("call", "number"), name="grants_call_version_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="XOR"),
                        name="grants_call_version_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(choices=[("applicant", "Applicant"), ("officer", "Operator")], max_length=10),
                ),
                ("text", models.TextField()),
                ("wants_answer", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="grants.application"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["applicant", "officer"])), name="grants_case_message_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="grants_case_message_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="grants.casemessage"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="EligibilitySnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("started", "When the application was started"),
                            ("submitted", "When the application was sent"),
                            ("checked", "In the formal check"),
                        ],
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answers",
                    models.JSONField(
                        help_text="Code, verdict, fact, its day and who can correct it, in the call's languages."
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibility_snapshots",
                        to="grants.application",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["started", "submitted", "checked"])),
                        name="grants_eligibility_stage",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Within the call.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("withheld", "Not published"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "withheld_reason",
                    models.TextField(blank=True, help_text="Why it is not published; shown to everybody."),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="grants.call"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "enquiries",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="grants_enquiry_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "answered", "withheld"])),
                        name="grants_enquiry_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "withheld"), ("withheld_reason", ""), _connector="XOR"),
                        name="grants_enquiry_withheld",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("reason", models.TextField(blank=True, help_text="Of a correction.")),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="grants.enquiry"
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(fields=("enquiry", "number"), name="grants_enquiry_answer_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="XOR"),
                        name="grants_enquiry_answer_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Being evaluated"), ("approved", "Evaluated")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("reached", "The goal is reached"),
                            ("partly", "The goal is reached in part"),
                            ("missed", "The goal is not reached"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField()),
                ("figures", models.JSONField(blank=True, null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect",
                        to="grants.agreement",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect",
                        to="grants.call",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "listed",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect",
                        to="grants.listeddirection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "approved"])), name="grants_effect_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conclusion__in", ["reached", "partly", "missed"])),
                        name="grants_effect_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons", ""), _negated=True), name="grants_effect_reasons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreement__isnull", False), ("call", None), ("listed", None)),
                            models.Q(("agreement", None), ("call__isnull", False), ("listed", None)),
                            models.Q(("agreement", None), ("call", None), ("listed__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_effect_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("digest__regex", "^[0-9a-f]{64}$"),
                                ("figures__isnull", False),
                                ("status", "approved"),
                            ),
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", None),
                                ("digest", ""),
                                ("figures", None),
                                ("status", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="grants_effect_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_effect_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="grants.listeddirection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("direction", "person"), name="grants_direction_support_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True)),
                ("language", models.CharField(help_text="The language it is written in.", max_length=2)),
                ("title", models.CharField(max_length=300)),
                ("problem", models.TextField()),
                ("people", models.TextField(help_text="Whom it is for.")),
                ("effect", models.TextField(help_text="What should be different afterwards.")),
                ("folded", models.TextField()),
                ("fingerprint", models.CharField(help_text="SHA-256 of the folded text.", max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits for an answer"),
                            ("taken", "Taken into a direction"),
                            ("declined", "Not taken"),
                            ("withdrawn", "Taken back by its author"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="grants.directionlist"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.region",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
                (
                    "taken_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="grants.listeddirection",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["list", "status"], name="grants_proposal_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_by", None), ("hidden_reason", "")),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("hidden_by__isnull", False),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_directionproposal_hidden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["submitted", "taken", "declined", "withdrawn"])),
                        name="grants_proposal_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("list", "author", "fingerprint"),
                        name="grants_proposal_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False), ("status", "taken"), ("taken_into__isnull", False)
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("status", "declined"),
                                ("taken_into", None),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("status__in", ("submitted", "withdrawn")),
                                ("taken_into", None),
                            ),
                            _connector="OR",
                        ),
                        name="grants_proposal_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_proposal_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "hidden_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="grants.directionlist"
                    ),
                ),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="grants.listeddirection",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["direction", "made_at"], name="grants_direction_comments")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_by", None), ("hidden_reason", "")),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("hidden_by__isnull", False),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_directioncomment_hidden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_direction_comment_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("protocol_number", models.CharField(max_length=40)),
                ("held_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("video_url", models.URLField(blank=True, max_length=500)),
                ("chair_decides", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("preparing", "Being prepared"), ("voting", "Voting"), ("concluded", "Concluded")],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting", to="grants.call"
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.run"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["preparing", "voting", "concluded"])),
                        name="grants_meeting_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_at__isnull", False),
                                ("concluded_by__isnull", False),
                                ("status", "concluded"),
                            ),
                            models.Q(
                                models.Q(("status", "concluded"), _negated=True),
                                ("concluded_at", None),
                                ("concluded_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="grants_meeting_concluded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chair_decides", False), ("chair__isnull", False), _connector="OR"),
                        name="grants_meeting_chair_decides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_present", models.BooleanField(default=False)),
                ("declared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendees", to="grants.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("meeting", "member"), name="grants_attendee_once")],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[("declared", "Declared by the member"), ("known", "Found in the registry")],
                        max_length=10,
                    ),
                ),
                ("conflict", models.TextField(blank=True)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstains")],
                        max_length=10,
                    ),
                ),
                ("remark", models.TextField(blank=True)),
                ("voted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="grants.application"
                    ),
                ),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="grants.attendee"
                    ),
                ),
            ],
            options={
                "ordering": ("attendee", "application"),
                "constraints": [
                    models.UniqueConstraint(fields=("attendee", "application"), name="grants_ballot_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("choice", ""),
                                ("remark", ""),
                                ("source__in", ["declared", "known"]),
                                ("voted_at", None),
                                models.Q(("conflict", ""), _negated=True),
                            ),
                            models.Q(
                                ("choice__in", ["for", "against", "abstain"]),
                                ("conflict", ""),
                                ("source", ""),
                                ("voted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grants_ballot_vote_or_conflict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", "against"), _negated=True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_ballot_remark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.application",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agenda", to="grants.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="grants_agenda_position"),
                    models.UniqueConstraint(fields=("meeting", "application"), name="grants_agenda_application"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", False), ("title", "")),
                            models.Q(("application", None), models.Q(("title", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="grants_agenda_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingMaterial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.application",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="materials", to="grants.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for the NGO"),
                            ("accepted", "Accepted by the NGO"),
                            ("declined", "Declined by the NGO"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="grants.call"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made_for",
                    models.ForeignKey(
                        blank=True,
                        help_text="The NGO that proposes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="registry.organisation",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("proposed", "accepted"))),
                        fields=("call", "organisation"),
                        name="grants_nomination_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "accepted", "declined", "withdrawn"])),
                        name="grants_nomination_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("status", "proposed")),
                            models.Q(
                                models.Q(("status", "proposed"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grants_nomination_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_for", None),
                            models.Q(("made_for", models.F("organisation")), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_nomination_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("co_applicant", "Co-applicant"), ("partner", "Partner")], max_length=15),
                ),
                ("name", models.CharField(blank=True, max_length=300)),
                ("contribution", models.TextField(help_text="What it does in the project.")),
                ("may_edit", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Consent is asked"),
                            ("agreed", "Consents"),
                            ("refused", "Does not consent"),
                            ("removed", "Taken out"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="grants.application"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.attachment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["co_applicant", "partner"])), name="grants_partner_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "agreed", "refused", "removed"])),
                        name="grants_partner_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("letter", None), ("name", ""), ("organisation__isnull", False)),
                            models.Q(
                                ("kind", "partner"),
                                ("organisation", None),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("status", "asked"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_partner_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("agreed", "refused")), _negated=True),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            models.Q(("letter__isnull", False), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="grants_partner_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_edit", False), ("kind", "co_applicant"), _connector="OR"),
                        name="grants_partner_may_edit",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "removed"), _negated=True),
                        fields=("application", "organisation"),
                        name="grants_partner_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("terms_kk", models.TextField()),
                ("terms_ru", models.TextField()),
                ("terms_en", models.TextField(blank=True)),
                ("eligibility", models.JSONField(default=list)),
                ("months", models.PositiveSmallIntegerField(help_text="Of an agreement, at most.")),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("announced", "Announced"),
                            ("decided", "Partners are chosen"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.TextField(blank=True)),
                ("is_invented", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partner_calls", to="registry.body"
                    ),
                ),
                ("spheres", models.ManyToManyField(blank=True, to="registry.sphere")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "announced", "decided", "cancelled"])),
                        name="grants_partner_call_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 36))), name="grants_partner_call_months"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="grants_partner_call_window"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "decided"), ("decided_at", None), _connector="XOR"),
                        name="grants_partner_call_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="grants_partner_call_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("motivation", models.TextField()),
                ("experience", models.TextField()),
                ("facts", models.JSONField(default=dict, help_text="Of the registry, as they were when it was sent.")),
                ("answers", models.JSONField(default=list, help_text="Of the rules of eligibility at that moment.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("withdrawn", "Withdrawn"),
                            ("accepted", "In the pool of partners"),
                            ("declined", "Not chosen"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "verdict",
                    models.CharField(
                        blank=True, help_text="accept or decline; empty: not looked at yet.", max_length=10
                    ),
                ),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organisation"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="grants.partnercall",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["submitted", "withdrawn", "accepted", "declined"])),
                        name="grants_partner_application_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("call", "organisation"),
                        name="grants_partner_application_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("reason", ""), ("verdict", "")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("verdict__in", ("accept", "decline")),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_partner_application_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("submitted", "withdrawn")),
                            models.Q(("status", "accepted"), ("verdict", "accept")),
                            models.Q(("status", "declined"), ("verdict", "decline")),
                            _connector="OR",
                        ),
                        name="grants_partner_application_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("text", models.TextField(help_text="What the two do together.")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("sent", "Waits for the signature of the NGO"),
                            ("signed", "Waits for the signature of the body"),
                            ("effective", "In force"),
                            ("expired", "Over"),
                            ("terminated", "Ended early"),
                            ("cancelled", "Not concluded"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("effective_at", models.DateTimeField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body_signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
                (
                    "ngo_signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="grants.partnerapplication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["sent", "signed", "effective", "expired", "terminated", "cancelled"])
                        ),
                        name="grants_partner_agreement_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="grants_partner_agreement_term"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effective_at__isnull", False),
                                ("status__in", ("effective", "expired", "terminated")),
                                ("body_signature__isnull", False),
                                ("ngo_signature__isnull", False),
                            ),
                            models.Q(
                                ("body_signature", None),
                                ("effective_at", None),
                                ("ngo_signature__isnull", False),
                                ("status", "signed"),
                            ),
                            models.Q(
                                ("body_signature", None),
                                ("effective_at", None),
                                ("ngo_signature", None),
                                ("status", "sent"),
                            ),
                            models.Q(("body_signature", None), ("effective_at", None), ("status", "cancelled")),
                            _connector="OR",
                        ),
                        name="grants_partner_agreement_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("terminated", "cancelled")), ("end_reason", ""), _connector="XOR"
                        ),
                        name="grants_partner_agreement_end_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("expired", "terminated")), ("ended_on", None), _connector="XOR"
                        ),
                        name="grants_partner_agreement_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("sent", "signed", "effective"))),
                        fields=("application",),
                        name="grants_partner_agreement_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("done", models.TextField()),
                ("results", models.TextField()),
                ("plans", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("returned", "Returned for correction"),
                            ("accepted", "Accepted"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("remark", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="grants.partneragreement",
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["submitted", "returned", "accepted"])),
                        name="grants_partner_report_status",
                    ),
                    models.UniqueConstraint(fields=("agreement", "year"), name="grants_partner_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_partner_report_remark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_name", models.CharField(max_length=500)),
                ("bin", models.CharField(blank=True, max_length=12)),
                ("programme", models.CharField(max_length=300)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("decided_on", models.DateField()),
                ("source", models.CharField(max_length=500)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="grants.awardimport"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_awards",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-decided_on", "pk"),
                "indexes": [models.Index(fields=["-decided_on", "id"], name="grants_past_award_listing")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_name", "programme", "decided_on"), name="grants_past_award_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("source", ""), _negated=True)),
                        name="grants_past_award_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("wanted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, default=dict)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "wanted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("operator", "digest"), name="grants_paymentimport_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("interim", "Interim report"), ("final", "Final report")], max_length=10),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Not sent yet"),
                            ("submitted", "Sent, waits for an officer"),
                            ("returned", "Returned for correction"),
                            ("accepted", "Accepted"),
                            ("accepted_in_part", "Accepted in part"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                (
                    "remarks",
                    models.TextField(blank=True, help_text="What the officer said about the report as a whole."),
                ),
                ("correct_until", models.DateField(blank=True, null=True)),
                ("spent", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                ("accepted", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                ("beneficiaries", models.PositiveIntegerField(blank=True, null=True)),
                ("first_sent_on", models.DateField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "flagged_at",
                    models.DateTimeField(
                        blank=True, help_text="The ladder of reminders has come to its end.", null=True
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="grants.agreement"
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
                "ordering": ("agreement", "number"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ("planned", "returned"))),
                        fields=["due_on"],
                        name="grants_projectreport_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_projectreport_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "final")),
                        fields=("agreement",),
                        name="grants_projectreport_one_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["interim", "final"])), name="grants_projectreport_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "submitted", "returned", "accepted", "accepted_in_part"])
                        ),
                        name="grants_projectreport_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__gte", models.F("ends_on")), ("ends_on__gte", models.F("starts_on"))
                        ),
                        name="grants_projectreport_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "planned"),
                            models.Q(
                                ("first_sent_on__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grants_projectreport_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ("accepted", "accepted_in_part")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("accepted", "accepted_in_part")), _negated=True),
                                ("accepted", 0),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="grants_projectreport_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted__gte", 0), ("accepted__lte", models.F("spent"))),
                        name="grants_projectreport_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), _negated=True),
                            ("accepted", models.F("spent")),
                            _connector="OR",
                        ),
                        name="grants_projectreport_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("has_people", models.BooleanField()),
                ("has_consent", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="grants.projectreport"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("has_people", False), ("has_consent", True), _connector="OR"),
                        name="grants_photo_consent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=2, max_digits=18)),
                ("evidence", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True, help_text="Why the plan was not met or was exceeded.")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="grants.agreementindicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="grants.projectreport"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "indicator"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "indicator"), name="grants_indicatorfact_once"),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="grants_indicatorfact_value"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expense",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spent_on", models.DateField()),
                ("supplier", models.CharField(max_length=300)),
                ("purpose", models.CharField(max_length=300)),
                ("paper_number", models.CharField(blank=True, max_length=60)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                (
                    "refusal",
                    models.CharField(blank=True, help_text="Why less than the whole was accepted.", max_length=500),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="expenses", to="grants.agreementline"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="expenses", to="grants.projectreport"
                    ),
                ),
            ],
            options={
                "ordering": ("spent_on", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="grants_expense_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted", None), ("refusal", "")),
                            models.Q(("accepted", models.F("amount")), ("refusal", "")),
                            models.Q(
                                ("accepted__gte", 0),
                                ("accepted__lt", models.F("amount")),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_expense_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("fund", "Award the grant"),
                            ("reserve", "Put on the reserve list"),
                            ("decline", "Do not award"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("reason", models.TextField()),
                (
                    "departure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("passed_over", "Above the line, but no grant"),
                            ("raised", "Below the line, but a grant"),
                        ],
                        max_length=12,
                    ),
                ),
                ("departure_reason", models.TextField(blank=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposal", to="grants.application"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="grants.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("outcome", "fund")),
                            models.Q(("amount", 0), ("outcome__in", ("decline", "reserve"))),
                            _connector="OR",
                        ),
                        name="grants_proposal_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="grants_proposal_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("departure", ""), ("departure_reason", "")),
                            models.Q(
                                ("departure__in", ["passed_over", "raised"]),
                                models.Q(("departure_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_proposal_departure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEndorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, help_text="What the NGO adds.")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organisation"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="grants.directionproposal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "organisation"), name="grants_proposal_endorsed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtocolSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocol_signatures",
                        to="grants.meeting",
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.signature"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "signer"), name="grants_protocol_signed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60)),
                ("returned_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="grants.agreement"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("returned_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("operator", "reference"), name="grants_refund_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("reference", ""), _negated=True)),
                        name="grants_refund_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regranting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="regranting", to="grants.application"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="regrantings", to="registry.body"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="grants_regranting_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("narrative", "What was done"),
                            ("indicators", "Indicators"),
                            ("beneficiaries", "People who took part"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_from", models.CharField(blank=True, max_length=36)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="grants.projectreport"
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
                    models.UniqueConstraint(fields=("report", "name"), name="grants_reportsection_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ["narrative", "indicators", "beneficiaries"])),
                        name="grants_reportsection_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("submitted_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grants.projectreport"
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
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("report", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="grants_reportversion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="grants_reportversion_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=20)),
                ("control", models.CharField(max_length=40)),
                ("text", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="grants.reportversion"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "section", "control"), name="grants_reportremark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="grants_reportremark_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("project", "Project"),
                            ("target_group", "Target group"),
                            ("work_plan", "Work plan"),
                            ("indicators", "Indicators"),
                            ("budget", "Budget"),
                            ("team", "Team"),
                            ("risks", "Risks"),
                            ("partners", "Partners"),
                            ("nomination", "Nomination"),
                            ("achievements", "Achievements"),
                            ("use_of_money", "Use of the money"),
                            ("questions", "Questions of this call"),
                            ("attachments", "Attachments"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("saved_from", models.CharField(blank=True, max_length=36)),
                ("copied_from", models.CharField(blank=True, db_default="", default="", max_length=40)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="grants.application"
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
                    models.UniqueConstraint(fields=("application", "name"), name="grants_section_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                [
                                    "project",
                                    "target_group",
                                    "work_plan",
                                    "indicators",
                                    "budget",
                                    "team",
                                    "risks",
                                    "partners",
                                    "nomination",
                                    "achievements",
                                    "use_of_money",
                                    "questions",
                                    "attachments",
                                ],
                            )
                        ),
                        name="grants_section_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("data", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="history", to="grants.section"
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(fields=("section", "number"), name="grants_section_version_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField()),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="grants.section"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("section", "user"), name="grants_section_visit_once")],
            },
        ),
        migrations.CreateModel(
            name="SubmittedVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("submitted_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grants.application"
                    ),
                ),
                ("attachments", models.ManyToManyField(blank=True, related_name="versions", to="grants.attachment")),
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
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("application", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("application", "number"), name="grants_version_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="FormalCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the checks of an application.")),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("admit", "Admit to evaluation"),
                            ("refuse", "Do not admit"),
                            ("return", "Return for correction"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("correct_until", models.DateTimeField(blank=True, null=True)),
                ("checked_at", models.DateTimeField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second officer"),
                            ("confirmed", "Confirmed"),
                            ("sent_back", "Sent back with a remark"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "remark",
                    models.TextField(
                        blank=True, help_text="Of the second officer, for the first; not for the applicant."
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="grants.application"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reviewed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="grants.submittedversion"
                    ),
                ),
            ],
            options={
                "ordering": ("application", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("application", "number"), name="grants_check_number"),
                    models.CheckConstraint(
                        condition=models.Q(("conclusion__in", ["admit", "refuse", "return"])),
                        name="grants_check_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conclusion", "admit"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="grants_check_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("conclusion", "return"), ("correct_until__isnull", False), ("stage", "confirmed")
                            ),
                            models.Q(
                                models.Q(("conclusion", "return"), ("stage", "confirmed"), _negated=True),
                                ("correct_until", None),
                            ),
                            _connector="OR",
                        ),
                        name="grants_check_correct_until",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["proposed", "confirmed", "sent_back"])),
                        name="grants_check_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None), ("stage", "proposed")),
                            models.Q(
                                ("stage", "confirmed"),
                                models.Q(("reviewed_by", None), ("reviewed_at", None), _connector="XOR", _negated=True),
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False), ("reviewed_by__isnull", False), ("stage", "sent_back")
                            ),
                            _connector="OR",
                        ),
                        name="grants_check_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("checked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="grants_check_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage", "sent_back"), ("remark", ""), _connector="XOR"),
                        name="grants_check_remark",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "proposed")),
                        fields=("application",),
                        name="grants_check_one_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormalCheckItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("theme", "The theme is the one of the call"),
                            ("goal", "The goal answers the direction"),
                            ("tasks", "The tasks lead to the goal"),
                            ("term", "The term is within the limits"),
                            ("territory", "The territory is named"),
                            ("amount", "The amount is within the limits"),
                            ("result", "The expected result can be measured"),
                            ("database", "The NGO is in the database of NGOs"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_met", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="grants.formalcheck"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("check_of", "item"), name="grants_check_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("is_met", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="grants_check_item_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                ["theme", "goal", "tasks", "term", "territory", "amount", "result", "database"],
                            )
                        ),
                        name="grants_check_item",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tranche",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("due_on", models.DateField()),
                ("condition", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("ordered", "Payment ordered"), ("paid", "Paid")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("ordered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tranches", to="grants.agreement"
                    ),
                ),
                (
                    "ordered_by",
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
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="grants_tranche_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("number__gte", 1)), name="grants_tranche_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "ordered", "paid"])), name="grants_tranche_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "planned"),
                            models.Q(("ordered_at__isnull", False), ("ordered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grants_tranche_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60)),
                ("paid_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("recorded_at", models.DateTimeField()),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="grants.paymentimport",
                    ),
                ),
                (
                    "tranche",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="grants.tranche"
                    ),
                ),
            ],
            options={
                "ordering": ("paid_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("operator", "reference"), name="grants_payment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("reference", ""), _negated=True)),
                        name="grants_payment_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("approved", "Approved"),
                            ("replaced", "Replaced by a newer plan"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "total",
                    models.DecimalField(decimal_places=2, help_text="Tenge of the body's budget.", max_digits=18),
                ),
                ("index_amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("budget_approved_on", models.DateField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="grants.directionlist"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "approved", "replaced"])),
                        name="grants_year_plan_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("index_amount__gt", 0), ("total__gt", 0)), name="grants_year_plan_amounts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grants_year_plan_approved",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")), fields=("list",), name="grants_one_approved_plan"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")), fields=("list",), name="grants_one_draft_plan"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("multiple", models.DecimalField(decimal_places=2, help_text="Of the MRP.", max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="grants.listeddirection",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="grants.yearplan"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "direction"), name="grants_plan_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("multiple__gt", 0)), name="grants_plan_line_amounts"
                    ),
                ],
            },
        ),
        migrations.RunSQL(AGREEMENTS_ADD_UP, UNDO_AGREEMENTS_ADD_UP),
    ]
