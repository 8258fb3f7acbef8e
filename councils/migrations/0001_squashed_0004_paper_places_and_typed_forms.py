"""All tables as they stood after the migrations named in ``replaces``."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema


class Migration(WholeSchema):
    replaces = [
        ("councils", "0001_councils"),
        ("councils", "0002_formation_and_life"),
        ("councils", "0003_public_control"),
        ("councils", "0004_paper_places_and_typed_forms"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("registry", "0001_squashed_0024_keys_of_regions_load_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100, unique=True)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("republican", "Republican"),
                            ("region", "Region or city of republican significance"),
                            ("district", "District or city"),
                            ("quasi_state", "Quasi-state entity"),
                        ],
                        max_length=15,
                    ),
                ),
                ("name_kk", models.CharField(max_length=300)),
                ("name_ru", models.CharField(max_length=300)),
                ("name_en", models.CharField(max_length=300)),
                (
                    "paper_rule",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The clause of the council's rules that allows secret ballots on paper; '' when none does.",
                        max_length=300,
                    ),
                ),
                ("is_invented", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="council", to="registry.body"
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
            ],
            options={
                "indexes": [models.Index(fields=["name_ru", "id"], name="councils_council_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["republican", "region", "district", "quasi_state"])),
                        name="councils_council_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region", None), models.Q(("level", "republican"), _negated=True), _connector="OR"
                        ),
                        name="councils_council_republican",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty: nothing is waited for, or no term is known.", null=True
                    ),
                ),
                (
                    "last_reminder",
                    models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("discussion", "Public discussion"),
                            ("hearing", "Public hearing"),
                            ("monitoring", "Public monitoring"),
                            ("expertise", "Public expertise"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("task", models.TextField(help_text="What is to be found out.")),
                ("programme", models.TextField(blank=True, help_text="Plan or programme: what is done when.")),
                ("place", models.CharField(max_length=300)),
                ("starts_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being planned"),
                            ("announced", "Announced"),
                            ("running", "Under way"),
                            ("ended", "Ended; final document being written"),
                            ("concluded", "Final document published"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("document_due_on", models.DateField(blank=True, null=True)),
                ("cancel_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.council"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["due_on"], name="councils_control_due"),
                    models.Index(fields=["council", "-id"], name="councils_control_list"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_control_number"),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["discussion", "hearing", "monitoring", "expertise"])),
                        name="councils_control_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "announced", "running", "ended", "concluded", "cancelled"])
                        ),
                        name="councils_control_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="councils_control_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("status__in", ("ended", "concluded"))),
                            models.Q(
                                models.Q(("status__in", ("ended", "concluded")), _negated=True), ("ended_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="councils_control_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty: nothing is waited for, or no term is known.", null=True
                    ),
                ),
                (
                    "last_reminder",
                    models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("topic", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("may_publish", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("declined", "Not considered, with the reason"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, help_text="The answer, or why the appeal was not considered.")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                ("public_topic", models.CharField(blank=True, max_length=200)),
                ("public_text", models.TextField(blank=True)),
                ("public_answer", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.council"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["due_on"], name="councils_appeal_due"),
                    models.Index(fields=["council", "-id"], name="councils_appeal_list"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_appeal_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["received", "answered", "declined"])),
                        name="councils_appeal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("status", "received")),
                            models.Q(
                                models.Q(("status", "received"), _negated=True),
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_appeal_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("may_publish", True),
                                models.Q(("public_text", ""), _negated=True),
                                models.Q(("public_answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_appeal_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="councils.council"
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
                "constraints": [models.UniqueConstraint(fields=("council", "user"), name="councils_follow_once")],
            },
        ),
        migrations.CreateModel(
            name="HeadReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty: nothing is waited for, or no term is known.", null=True
                    ),
                ),
                (
                    "last_reminder",
                    models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("topic", models.CharField(max_length=300)),
                ("head_name", models.CharField(max_length=200)),
                ("head_post", models.CharField(max_length=300)),
                ("held_at", models.DateTimeField()),
                ("place", models.CharField(max_length=300)),
                ("questions_until", models.DateField(help_text="The last day of questions before the report.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being planned"),
                            ("announced", "Announced; questions are taken"),
                            ("heard", "Heard; questions are being answered"),
                            ("closed", "All questions answered"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("answers_due_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                ("cancel_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.council"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["due_on"], name="councils_headreport_due"),
                    models.Index(fields=["council", "-id"], name="councils_headreport_list"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_headreport_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "announced", "heard", "closed", "cancelled"])),
                        name="councils_headreport_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="councils_headreport_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heard_at__isnull", False), ("status__in", ("heard", "closed"))),
                            models.Q(models.Q(("status__in", ("heard", "closed")), _negated=True), ("heard_at", None)),
                            _connector="OR",
                        ),
                        name="councils_headreport_heard",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeadQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kato",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="The region or a unit.",
                        max_length=9,
                    ),
                ),
                ("latitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("number", models.PositiveIntegerField(help_text="Counted within the report.")),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits for the secretariat"),
                            ("published", "Published"),
                            ("refused", "Not published"),
                            ("answered", "Answered"),
                            ("declined", "Left without an answer, with the reason"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was not published, or was left without an answer."),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="councils.headreport"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "number"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__range", (Decimal("40"), Decimal("56"))),
                                ("longitude__range", (Decimal("46"), Decimal("88"))),
                            ),
                            _connector="OR",
                        ),
                        name="councils_headquestion_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kato", ""), ("kato__regex", "^[0-9]{9}$"), _connector="OR"),
                        name="councils_headquestion_kato",
                    ),
                    models.UniqueConstraint(fields=("report", "number"), name="councils_headquestion_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["submitted", "published", "refused", "answered", "declined"])
                        ),
                        name="councils_headquestion_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_headquestion_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("refused", "declined")), ("reason", ""), _connector="XOR"),
                        name="councils_headquestion_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "answered"), ("answer", ""), _connector="XOR"),
                        name="councils_headquestion_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("size", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("forming", "Being formed"), ("sitting", "At work"), ("ended", "Ended")],
                        default="forming",
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, help_text="The last day of the term (rule R55).", null=True)),
                (
                    "decision_number",
                    models.CharField(blank=True, help_text="Of the act that approved the members.", max_length=60),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="councils.council"
                    ),
                ),
            ],
            options={
                "ordering": ("council", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_term_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "sitting")), fields=("council",), name="councils_term_one_sitting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "forming")), fields=("council",), name="councils_term_one_forming"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["forming", "sitting", "ended"])), name="councils_term_status"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="councils_term_size"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "forming"),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("ends_on__gt", models.F("starts_on")),
                                ("starts_on__isnull", False),
                                models.Q(("decision_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_term_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Formation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(help_text="Counted within the council.")),
                (
                    "kind",
                    models.CharField(
                        choices=[("renewal", "Next composition"), ("by_election", "By-election")], max_length=15
                    ),
                ),
                ("places", models.PositiveSmallIntegerField()),
                ("state_places", models.PositiveSmallIntegerField(default=0)),
                ("about_kk", models.TextField(blank=True)),
                ("about_ru", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "Being prepared"),
                            ("nominating", "Nominations are taken"),
                            ("checking", "Candidates are checked"),
                            ("voting", "The working group votes"),
                            ("selected", "Waits for the order"),
                            ("approved", "Members approved"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="preparing",
                        max_length=15,
                    ),
                ),
                ("started_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("nominations_until", models.DateTimeField(blank=True, null=True)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "listed_at",
                    models.DateTimeField(blank=True, help_text="When the checked list was published.", null=True),
                ),
                ("voted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group_size",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Frozen when the vote is counted.", null=True
                    ),
                ),
                ("group_voted", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("extension", models.TextField(blank=True, help_text="Why nominations were opened again.")),
                ("cancel_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formations", to="councils.council"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formations", to="councils.term"
                    ),
                ),
            ],
            options={
                "ordering": ("council", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_formation_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("approved", "cancelled")), _negated=True),
                        fields=("council",),
                        name="councils_formation_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["preparing", "nominating", "checking", "voting", "selected", "approved", "cancelled"],
                            )
                        ),
                        name="councils_formation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["renewal", "by_election"])), name="councils_formation_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gt", models.F("state_places"))), name="councils_formation_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("preparing", "cancelled")),
                            models.Q(
                                ("announced_at__isnull", False),
                                ("nominations_until__isnull", False),
                                models.Q(("about_kk", ""), _negated=True),
                                models.Q(("about_ru", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_formation_announced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("decided_on__isnull", False),
                                ("voted_at__isnull", False),
                                models.Q(("order_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_formation_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="councils_formation_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=200)),
                (
                    "side",
                    models.CharField(
                        choices=[("ngo", "Non-profit organisation"), ("citizen", "Citizens"), ("state", "State body")],
                        max_length=10,
                    ),
                ),
                ("is_head", models.BooleanField(default=False)),
                (
                    "formation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="group", to="councils.formation"
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-is_head", "full_name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("formation", "user"), name="councils_group_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True)), fields=("formation",), name="councils_group_one_head"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "citizen", "state"])), name="councils_group_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("side", "ngo")),
                            models.Q(models.Q(("side", "ngo"), _negated=True), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="councils_group_organisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(help_text="Counted within the term.")),
                ("topic", models.CharField(max_length=300)),
                ("held_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("video_url", models.URLField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("announced", "Announced"),
                            ("open", "Under way"),
                            ("closed", "Closed; minutes being written"),
                            ("published", "Minutes published"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "minutes_due_on",
                    models.DateField(blank=True, help_text="Until when minutes are published.", null=True),
                ),
                ("cancel_reason", models.TextField(blank=True)),
                ("minutes_kk", models.TextField(blank=True)),
                ("minutes_ru", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="councils.council"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="councils.term"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["council", "-held_at"], name="councils_meeting_listing")],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "number"), name="councils_meeting_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "announced", "open", "closed", "published", "cancelled"])
                        ),
                        name="councils_meeting_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")), fields=("council",), name="councils_meeting_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="councils_meeting_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("status", "published"),
                                models.Q(("minutes_kk", ""), _negated=True),
                                models.Q(("minutes_ru", ""), _negated=True),
                            ),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_at", None)),
                            _connector="OR",
                        ),
                        name="councils_meeting_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("draft_act", "Draft act"),
                            ("report", "Report of a head"),
                            ("election", "Election"),
                            ("control", "Public control"),
                        ],
                        default="question",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("speaker", models.CharField(blank=True, max_length=300)),
                ("proposed_by", models.CharField(blank=True, max_length=300)),
                ("record", models.TextField(blank=True, help_text="What was said, written while the meeting runs.")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="councils.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("meeting", "position"),
                        name="councils_item_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["question", "draft_act", "report", "election", "control"])),
                        name="councils_item_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="councils.agendaitem"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "ballot",
                    models.CharField(
                        choices=[
                            ("open", "Open ballot"),
                            ("secret", "Secret ballot"),
                            ("paper", "Secret ballot on paper"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "More than half of those taking part"),
                            ("two_thirds", "At least two thirds of those taking part"),
                        ],
                        default="simple",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Not put to the vote yet"),
                            ("open", "Vote is open"),
                            ("carried", "Carried"),
                            ("rejected", "Not carried"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("members", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("present", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("taking_part", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("in_favour", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("against", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("abstained", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("chair_decided", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="councils.agendaitem"
                    ),
                ),
            ],
            options={
                "ordering": ("item", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "open", "carried", "rejected"])),
                        name="councils_motion_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ballot__in", ["open", "secret", "paper"])), name="councils_motion_ballot"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("majority__in", ["simple", "two_thirds"])), name="councils_motion_majority"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_motion_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_favour", None), ("status__in", ("draft", "open"))),
                            models.Q(
                                ("abstained__isnull", False),
                                ("against__isnull", False),
                                ("closed_at__isnull", False),
                                ("in_favour__isnull", False),
                                ("status__in", ("carried", "rejected")),
                            ),
                            _connector="OR",
                        ),
                        name="councils_motion_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taking_part", None),
                            models.Q(("present__lte", models.F("members")), ("taking_part__lte", models.F("present"))),
                            _connector="OR",
                        ),
                        name="councils_motion_roll",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty: nothing is waited for, or no term is known.", null=True
                    ),
                ),
                (
                    "last_reminder",
                    models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent."),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("title_kk", models.CharField(max_length=500)),
                ("title_ru", models.CharField(max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "Draft legal act"),
                            ("programme", "Draft budget programme"),
                            ("plan", "Draft development plan"),
                            ("other", "Other draft"),
                        ],
                        max_length=10,
                    ),
                ),
                ("purpose", models.TextField(help_text="Why the act is needed, in the words of the body.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("sent", "Waits for the opinion of the council"),
                            ("decided", "Waits for the answer of the body"),
                            ("answered", "Answered point by point"),
                            ("adopted", "Adopted"),
                            ("withdrawn", "Withdrawn by the body"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("opinion_due_on", models.DateField(blank=True, null=True)),
                ("public_until", models.DateField(blank=True, null=True)),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("remarks", "Agreed with recommendations"),
                            ("refused", "Not agreed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("opinion_text", models.TextField(blank=True)),
                ("own_rules", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("opinion_is_late", models.BooleanField(default=False)),
                ("answer_due_on", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_is_late", models.BooleanField(default=False)),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("act_number", models.CharField(blank=True, max_length=60)),
                ("withdraw_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.council"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.motion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["due_on"], name="councils_draftact_due"),
                    models.Index(fields=["council", "-id"], name="councils_draftact_list"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_draftact_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "sent", "decided", "answered", "adopted", "withdrawn"])
                        ),
                        name="councils_act_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("status", "draft")),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="councils_act_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("opinion", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("opinion__in", ["agreed", "remarks", "refused"]),
                                models.Q(
                                    models.Q(("own_rules", ""), _negated=True),
                                    ("motion__isnull", False),
                                    _connector="XOR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="councils_act_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("decided", "answered", "adopted")), _negated=True),
                            models.Q(("opinion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="councils_act_has_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("answered", "adopted")), _negated=True),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="councils_act_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("status", "adopted"),
                                models.Q(("act_number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "adopted"), _negated=True), ("act_number", ""), ("adopted_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="councils_act_adopted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "withdrawn"), ("withdraw_reason", ""), _connector="XOR"),
                        name="councils_act_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Draft"), ("final", "Final text")], default="draft", max_length=10
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=20)),
                ("text_kk", models.TextField()),
                ("text_ru", models.TextField()),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="councils.draftact"
                    ),
                ),
            ],
            options={
                "ordering": ("act", "stage", "position"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "final"])), name="councils_article_stage"
                    ),
                    models.UniqueConstraint(fields=("act", "stage", "position"), name="councils_article_position"),
                    models.UniqueConstraint(fields=("act", "stage", "key"), name="councils_article_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_kk", ""), _negated=True), models.Q(("text_ru", ""), _negated=True)
                        ),
                        name="councils_article_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("sent", "Waits for a reply"),
                            ("replied", "To be carried out"),
                            ("declined", "Declined"),
                            ("done", "Done"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reply_due_on", models.DateField(blank=True, null=True)),
                (
                    "do_until",
                    models.DateField(blank=True, help_text="Until when the body promised to do it.", null=True),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.TextField(blank=True, help_text="What came of it, in the words of the body.")),
                (
                    "last_reminder",
                    models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent."),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recommendations", to="registry.body"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="councils.council",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        blank=True,
                        help_text="The vote behind it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="councils.motion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "reply_due_on"], name="councils_recommendation_due"),
                    models.Index(fields=["addressee", "-sent_at"], name="councils_recommendation_body"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_recommendation_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "sent", "replied", "declined", "done"])),
                        name="councils_recommendation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_recommendation_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("reply_due_on__isnull", False),
                                ("sent_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="councils_recommendation_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False), ("status", "done"), models.Q(("result", ""), _negated=True)
                            ),
                            models.Q(models.Q(("status", "done"), _negated=True), ("done_at", None)),
                            _connector="OR",
                        ),
                        name="councils_recommendation_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinalDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("protocol", "Protocol"),
                            ("conclusion", "Conclusion"),
                            ("recommendation", "Recommendations"),
                        ],
                        max_length=15,
                    ),
                ),
                ("held_on", models.DateField()),
                ("held_time", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=300)),
                ("task", models.TextField()),
                ("subjects", models.TextField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("discussion", "Public discussion"),
                            ("hearing", "Public hearing"),
                            ("monitoring", "Public monitoring"),
                            ("expertise", "Public expertise"),
                        ],
                        max_length=12,
                    ),
                ),
                ("facts", models.TextField()),
                ("proposals", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                (
                    "control",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="document", to="councils.control"
                    ),
                ),
                (
                    "recommendations",
                    models.ManyToManyField(blank=True, related_name="final_documents", to="councils.recommendation"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["protocol", "conclusion", "recommendation"])),
                        name="councils_finaldocument_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["discussion", "hearing", "monitoring", "expertise"])),
                        name="councils_finaldocument_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_time", ""), _negated=True),
                            models.Q(("place", ""), _negated=True),
                            models.Q(("task", ""), _negated=True),
                            models.Q(("subjects", ""), _negated=True),
                            models.Q(("facts", ""), _negated=True),
                            models.Q(("proposals", []), _negated=True),
                        ),
                        name="councils_finaldocument_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("partly", "Accepted in part"), ("declined", "Declined")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("do_until", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                (
                    "returned_reason",
                    models.TextField(blank=True, help_text="Why the council found that this is no answer."),
                ),
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
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="councils.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ("recommendation", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["accepted", "partly", "declined"])), name="councils_reply_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_reply_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("do_until", None), ("kind", "declined")),
                            models.Q(models.Q(("kind", "declined"), _negated=True), ("do_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="councils_reply_do_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=200)),
                (
                    "side",
                    models.CharField(
                        choices=[("ngo", "Non-profit organisation"), ("citizen", "Citizens"), ("state", "State body")],
                        max_length=10,
                    ),
                ),
                ("occupation", models.CharField(blank=True, help_text="As it is told in public.", max_length=300)),
                ("is_public_servant", models.BooleanField(default=False)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("presidium", "Member of the presidium"),
                            ("member", "Member of the council"),
                        ],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="registry.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="councils.term"
                    ),
                ),
            ],
            options={
                "ordering": ("full_name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "citizen", "state"])), name="councils_seat_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ["chair", "deputy", "presidium", "member"])),
                        name="councils_seat_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("side", "ngo")),
                            models.Q(models.Q(("side", "ngo"), _negated=True), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="councils_seat_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("post", "chair"), _negated=True), ("is_public_servant", False), _connector="OR"
                        ),
                        name="councils_seat_chair_is_free",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side", "state"), _negated=True), ("is_public_servant", True), _connector="OR"
                        ),
                        name="councils_seat_state_serves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_on", None)),
                            models.Q(
                                ("ended_on__gte", models.F("started_on")), models.Q(("end_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="councils_seat_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None), ("organisation__isnull", False)),
                        fields=("term", "organisation"),
                        name="councils_seat_one_of_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None), ("user__isnull", False)),
                        fields=("term", "user"),
                        name="councils_seat_one_of_user",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None), ("post", "chair")),
                        fields=("term",),
                        name="councils_seat_one_chair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("email", models.EmailField(max_length=254)),
                ("full_name", models.CharField(max_length=200)),
                (
                    "side",
                    models.CharField(
                        choices=[("ngo", "Non-profit organisation"), ("citizen", "Citizens"), ("state", "State body")],
                        max_length=10,
                    ),
                ),
                ("occupation", models.CharField(blank=True, max_length=300)),
                (
                    "programme",
                    models.TextField(blank=True, help_text="What the candidate wants to do in the council; public."),
                ),
                ("is_public_servant", models.BooleanField(default=False)),
                (
                    "statements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("citizen", "Citizen of the Republic of Kazakhstan"),
                                ("adult", "Of age"),
                                ("capable", "Not found by a court to lack legal capacity"),
                                ("no_conviction", "No conviction that stands"),
                                ("no_corruption", "No corruption offence"),
                                ("consent", "Consent to sit in the council"),
                                ("documents", "Documents are complete"),
                                ("registered", "The organisation is active in the registry"),
                                ("one_of_ngo", "One candidate and one member of one legal person"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("nominated", "Waits for the candidate's consent"),
                            ("submitted", "Sent"),
                            ("admitted", "Admitted to the vote"),
                            ("refused", "Not admitted"),
                            ("elected", "Elected"),
                            ("not_elected", "Not elected"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Not sent in time"),
                        ],
                        default="nominated",
                        max_length=15,
                    ),
                ),
                ("withdrawal", models.TextField(blank=True)),
                ("in_favour", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("against", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("abstained", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("barred", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "nominated_by",
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
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "formation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="councils.formation"
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate",
                        to="councils.seat",
                    ),
                ),
            ],
            options={
                "ordering": ("formation", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("formation", "number"), name="councils_candidate_number"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            models.Q(("status__in", ("withdrawn", "lapsed")), _negated=True),
                        ),
                        fields=("formation", "organisation"),
                        name="councils_candidate_one_of_ngo",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("withdrawn", "lapsed")), _negated=True),
                        fields=("formation", "email"),
                        name="councils_candidate_one_of_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "nominated",
                                    "submitted",
                                    "admitted",
                                    "refused",
                                    "elected",
                                    "not_elected",
                                    "withdrawn",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="councils_candidate_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("side", "ngo")),
                            models.Q(("organisation", None), ("side", "citizen")),
                            _connector="OR",
                        ),
                        name="councils_candidate_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("submitted", "admitted", "refused", "elected", "not_elected")),
                                _negated=True,
                            ),
                            models.Q(("consented_at__isnull", False), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="councils_candidate_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat", None), ("status", "elected"), _connector="OR"),
                        name="councils_candidate_seated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_favour__isnull", False), ("status__in", ("elected", "not_elected"))),
                            models.Q(
                                models.Q(("status__in", ("elected", "not_elected")), _negated=True), ("in_favour", None)
                            ),
                            _connector="OR",
                        ),
                        name="councils_candidate_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstains")], max_length=10
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="councils.candidate"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="councils.groupmember"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "candidate"), name="councils_group_vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])),
                        name="councils_group_vote_choice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Counted within the council.")),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("member", "Member of the council"),
                            ("ngo", "Non-profit organisation"),
                            ("citizen", "Citizen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("sent", "Waits for an answer"),
                            ("taken", "On the agenda"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("is_hidden", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="councils.council"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="councils.agendaitem",
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
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.seat",
                    ),
                ),
            ],
            options={
                "ordering": ("council", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="councils_proposal_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["sent", "taken", "declined", "withdrawn"])),
                        name="councils_proposal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("seat", None), ("side", "ngo")),
                            models.Q(("organisation", None), ("seat__isnull", False), ("side", "member")),
                            models.Q(("organisation", None), ("seat", None), ("side", "citizen")),
                            _connector="OR",
                        ),
                        name="councils_proposal_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="councils_proposal_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_hidden", False), ("status", "declined"), _connector="OR"),
                        name="councils_proposal_hidden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=200)),
                (
                    "part",
                    models.CharField(
                        choices=[("lead", "Leads it"), ("participant", "Takes part"), ("expert", "Expert")],
                        default="participant",
                        max_length=12,
                    ),
                ),
                (
                    "has_declared",
                    models.BooleanField(default=False, help_text="Has stated that there is no conflict of interest."),
                ),
                ("conflict", models.CharField(blank=True, max_length=300)),
                ("dismissed_reason", models.CharField(blank=True, max_length=300)),
                ("compliance", models.JSONField(blank=True, default=list)),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="councils.control"
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.seat",
                    ),
                ),
            ],
            options={
                "ordering": ("control", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["lead", "participant", "expert"])),
                        name="councils_participant_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True), name="councils_participant_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conflict", ""), ("has_declared", False), _connector="OR"),
                        name="councils_participant_declared",
                    ),
                    models.UniqueConstraint(fields=("control", "full_name"), name="councils_participant_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_out", models.PositiveSmallIntegerField()),
                ("in_box", models.PositiveSmallIntegerField()),
                ("invalid", models.PositiveSmallIntegerField()),
                ("in_favour", models.PositiveSmallIntegerField()),
                ("against", models.PositiveSmallIntegerField()),
                ("abstained", models.PositiveSmallIntegerField()),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper", to="councils.motion"
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                ("counted_by", models.ManyToManyField(related_name="+", to="councils.seat")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("in_box__lte", models.F("given_out"))), name="councils_paper_box"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "in_box",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("invalid"), "+", models.F("in_favour")
                                        ),
                                        "+",
                                        models.F("against"),
                                    ),
                                    "+",
                                    models.F("abstained"),
                                ),
                            )
                        ),
                        name="councils_paper_sums",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_present", models.BooleanField(default=False)),
                ("by_video", models.BooleanField(default=False)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="councils.meeting"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="councils.seat"
                    ),
                ),
            ],
            options={
                "ordering": ("seat__full_name", "pk"),
                "constraints": [models.UniqueConstraint(fields=("meeting", "seat"), name="councils_attendance_once")],
            },
        ),
        migrations.CreateModel(
            name="ActRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kato",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="The region or a unit.",
                        max_length=9,
                    ),
                ),
                ("latitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("number", models.PositiveIntegerField(help_text="Counted within the act.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("point", "Point of the council's opinion"),
                            ("member", "Comment of a member"),
                            ("public", "Comment of a citizen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Taken into the text"),
                            ("partly", "Taken in part"),
                            ("refused", "Not taken into the text"),
                        ],
                        max_length=10,
                    ),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="councils.actremark",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="councils.article",
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="councils.draftact"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.seat",
                    ),
                ),
            ],
            options={
                "ordering": ("act", "number"),
                "abstract": False,
                "indexes": [models.Index(fields=["act", "kind"], name="councils_remark_kinds")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__range", (Decimal("40"), Decimal("56"))),
                                ("longitude__range", (Decimal("46"), Decimal("88"))),
                            ),
                            _connector="OR",
                        ),
                        name="councils_actremark_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kato", ""), ("kato__regex", "^[0-9]{9}$"), _connector="OR"),
                        name="councils_actremark_kato",
                    ),
                    models.UniqueConstraint(fields=("act", "number"), name="councils_remark_number"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["point", "member", "public"])), name="councils_remark_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_remark_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", None), ("kind", "point"), ("seat", None)),
                            models.Q(("author__isnull", False), ("kind", "member"), ("seat__isnull", False)),
                            models.Q(("author__isnull", False), ("kind", "public"), ("seat", None)),
                            _connector="OR",
                        ),
                        name="councils_remark_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_reason", "")),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("kind", "public"),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_remark_hidden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("verdict", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("same_as", None),
                                ("verdict__in", ["accepted", "partly", "refused"]),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="councils_remark_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("same_as", None), models.Q(("same_as", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="councils_remark_same",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecretTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstains")], max_length=10
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=0)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="councils.motion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("motion", "choice"), name="councils_tally_once"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])), name="councils_tally_choice"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_kk", models.CharField(max_length=300)),
                ("name_ru", models.CharField(max_length=300)),
                ("name_en", models.CharField(blank=True, max_length=300)),
                ("formed_on", models.DateField()),
                ("dissolved_on", models.DateField(blank=True, null=True)),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chaired", to="councils.seat"
                    ),
                ),
                ("members", models.ManyToManyField(related_name="commissions", to="councils.seat")),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commissions", to="councils.term"
                    ),
                ),
            ],
            options={
                "ordering": ("term", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dissolved_on", None), ("dissolved_on__gte", models.F("formed_on")), _connector="OR"
                        ),
                        name="councils_commission_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_kk", ""), _negated=True), models.Q(("name_ru", ""), _negated=True)
                        ),
                        name="councils_commission_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TypedForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("data", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="councils_typedform_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="councils_typedform_once"),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="councils_typedform_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conflict", models.CharField(blank=True, max_length=300)),
                ("has_voted", models.BooleanField(default=False)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voters", to="councils.motion"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.seat"
                    ),
                ),
            ],
            options={
                "ordering": ("seat__full_name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("motion", "seat"), name="councils_voter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("conflict", ""), ("has_voted", False), _connector="OR"),
                        name="councils_voter_conflict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstains")], max_length=10
                    ),
                ),
                (
                    "voter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vote", to="councils.voter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])), name="councils_vote_choice"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Being written"), ("approved", "Approved and published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="councils.council"
                    ),
                ),
            ],
            options={
                "ordering": ("council", "-year"),
                "constraints": [
                    models.UniqueConstraint(fields=("council", "year"), name="councils_plan_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2016), ("year__lte", 2200)), name="councils_plan_century"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("status", "approved")),
                            models.Q(("approved_at", None), ("status", "draft")),
                            _connector="OR",
                        ),
                        name="councils_plan_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=500)),
                ("responsible", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="councils.workplan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "month", "position"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="councils_plan_month"
                    ),
                    models.UniqueConstraint(fields=("plan", "position"), name="councils_plan_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("published", "Published"),
                            ("superseded", "A later one stands in its place"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("figures", models.JSONField(default=dict)),
                ("words_kk", models.TextField(blank=True)),
                ("words_ru", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True, help_text="Why a later version was made.")),
                ("made_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="year_reports", to="councils.council"
                    ),
                ),
            ],
            options={
                "ordering": ("council", "-year", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("council", "year", "version"), name="councils_year_report_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("council", "year"),
                        name="councils_year_report_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("council", "year"),
                        name="councils_year_report_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "superseded"])),
                        name="councils_year_report_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("status", "draft")),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="councils_year_report_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="councils_year_report_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("citizen", "Citizen of the Republic of Kazakhstan"),
                            ("adult", "Of age"),
                            ("capable", "Not found by a court to lack legal capacity"),
                            ("no_conviction", "No conviction that stands"),
                            ("no_corruption", "No corruption offence"),
                            ("consent", "Consent to sit in the council"),
                            ("documents", "Documents are complete"),
                            ("registered", "The organisation is active in the registry"),
                            ("one_of_ngo", "One candidate and one member of one legal person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_met", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("by_portal", models.BooleanField(default=False, help_text="Looked up by the portal itself.")),
                ("made_at", models.DateTimeField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="councils.candidate"
                    ),
                ),
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
                "ordering": ("candidate", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "criterion"), name="councils_check_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "criterion__in",
                                [
                                    "citizen",
                                    "adult",
                                    "capable",
                                    "no_conviction",
                                    "no_corruption",
                                    "consent",
                                    "documents",
                                    "registered",
                                    "one_of_ngo",
                                ],
                            )
                        ),
                        name="councils_check_criterion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_met", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="councils_check_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidatePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cv", "Curriculum vitae"),
                            ("recommendation", "Decision of the organisation that recommends"),
                            ("other", "Another document"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="councils.candidate"
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
                        condition=models.Q(("kind__in", ["cv", "recommendation", "other"])),
                        name="councils_candidate_paper_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("none", "Does not apply")], max_length=5
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="councils.control"
                    ),
                ),
            ],
            options={
                "ordering": ("control", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("control", "position"), name="councils_checkquestion_position"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(("answer__in", ["yes", "no", "none"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="councils_checkquestion_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ControlFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kato",
                    models.CharField(
                        blank=True,
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="The region or a unit.",
                        max_length=9,
                    ),
                ),
                ("latitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("is_public", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="councils.control"
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ("control", "position"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__range", (Decimal("40"), Decimal("56"))),
                                ("longitude__range", (Decimal("46"), Decimal("88"))),
                            ),
                            _connector="OR",
                        ),
                        name="councils_controlfact_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kato", ""), ("kato__regex", "^[0-9]{9}$"), _connector="OR"),
                        name="councils_controlfact_kato",
                    ),
                    models.UniqueConstraint(fields=("control", "position"), name="councils_controlfact_position"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="councils_controlfact_text"
                    ),
                ],
            },
        ),
    ]
