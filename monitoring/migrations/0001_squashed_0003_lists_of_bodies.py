"""All tables as they stood after the migrations named in ``replaces``."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema


class Migration(WholeSchema):
    replaces = [("monitoring", "0001_surveys"), ("monitoring", "0002_visits"), ("monitoring", "0003_lists_of_bodies")]

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("registry", "0001_squashed_0024_keys_of_regions_load_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailySalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="For instance grants.application.", max_length=50)),
                ("key", models.CharField(max_length=64)),
                ("route", models.CharField(blank=True, help_text="Name of the address of its page.", max_length=60)),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.ForeignKey(
                        help_text="Whose officers follow it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="Who does the work and answers findings.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "-created_at"], name="monitoring_subject_listing")],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="monitoring_subject_once")],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("survey", "Survey of beneficiaries"), ("checklist", "Checklist of a visit")],
                        max_length=10,
                    ),
                ),
                ("code", models.SlugField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("title_kk", models.CharField(max_length=200)),
                ("title_ru", models.CharField(max_length=200)),
                ("title_en", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
            ],
            options={
                "ordering": ("kind", "code", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "version"), name="monitoring_template_version"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["survey", "checklist"])), name="monitoring_template_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=16, unique=True)),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("tickets", "Printed tickets, each good for one answer"),
                            ("link", "One open link with limits"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Being prepared"),
                            ("open", "Taking answers"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("shown_from", models.PositiveSmallIntegerField(default=5)),
                (
                    "reached",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many people the work has reached, as the officer knows it.",
                        null=True,
                    ),
                ),
                (
                    "per_address",
                    models.PositiveSmallIntegerField(default=20, help_text="Answers of one network address in a day."),
                ),
                ("per_hour", models.PositiveSmallIntegerField(default=300, help_text="Answers in an hour.")),
                ("cancel_reason", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="monitoring.subject"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="monitoring.template"
                    ),
                ),
            ],
            options={
                "ordering": ("-opens_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "open", "closed", "cancelled"])),
                        name="monitoring_survey_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("access__in", ["tickets", "link"])), name="monitoring_survey_access"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="monitoring_survey_window"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shown_from__gte", 5)), name="monitoring_survey_shown_from"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per_address__gte", 1), ("per_hour__gte", 1)),
                        name="monitoring_survey_limits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="monitoring_survey_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status", "closed")),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("closed_at", None)),
                            _connector="OR",
                        ),
                        name="monitoring_survey_closed_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("released_on", models.DateField()),
                ("excluded_at", models.DateTimeField(blank=True, null=True)),
                ("exclusion_reason", models.TextField(blank=True, help_text="Shown to everybody.")),
                (
                    "excluded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "number"), name="monitoring_batch_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excluded_at", None), ("excluded_by", None), ("exclusion_reason", "")),
                            models.Q(
                                ("excluded_at__isnull", False),
                                ("excluded_by__isnull", False),
                                models.Q(("exclusion_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_batch_exclusion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.SlugField(max_length=40)),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "To be read"), ("published", "Published"), ("hidden", "Not published")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why it is not published.")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="monitoring.batch",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["survey", "status"], name="monitoring_remark_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "published", "hidden"])),
                        name="monitoring_remark_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "hidden"), ("reason", ""), _connector="XOR"),
                        name="monitoring_remark_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField()),
                ("taken", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "hour"),
                "constraints": [models.UniqueConstraint(fields=("survey", "hour"), name="monitoring_arrival_hour")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("chosen", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="monitoring.batch",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["survey", "batch"], name="monitoring_answer_batch")],
            },
        ),
        migrations.CreateModel(
            name="AddressMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="monitoring.dailysalt"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "day", "digest"), name="monitoring_address_mark_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.SlugField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scale", "Scale from 1 to 5"),
                            ("yes_no", "Yes or no"),
                            ("choice", "One of several"),
                            ("text", "Own words"),
                            ("check", "Yes, no or not applicable"),
                            ("number", "Number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text_kk", models.CharField(max_length=300)),
                ("text_ru", models.CharField(max_length=300)),
                ("text_en", models.CharField(max_length=300)),
                ("options", models.JSONField(blank=True, default=list)),
                ("is_required", models.BooleanField(default=True)),
                (
                    "is_satisfaction",
                    models.BooleanField(
                        default=False, help_text="The one scale that the evaluation of effect reads (rule R47)."
                    ),
                ),
                ("takes_photo", models.BooleanField(default=False, help_text="A photograph can be added in a visit.")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="monitoring.template"
                    ),
                ),
            ],
            options={
                "ordering": ("template", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("template", "position"), name="monitoring_question_position"),
                    models.UniqueConstraint(fields=("template", "code"), name="monitoring_question_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_satisfaction", True)),
                        fields=("template",),
                        name="monitoring_question_one_satisfaction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["scale", "yes_no", "choice", "text", "check", "number"])),
                        name="monitoring_question_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_satisfaction", False),
                            models.Q(("is_required", True), ("kind", "scale")),
                            _connector="OR",
                        ),
                        name="monitoring_question_satisfaction_is_a_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("takes_photo", False), ("kind__in", ("check", "number", "text")), _connector="OR"
                        ),
                        name="monitoring_question_photo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("is_used", models.BooleanField(default=False)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tickets", to="monitoring.survey"
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "number"),
                "constraints": [models.UniqueConstraint(fields=("survey", "number"), name="monitoring_ticket_number")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Carried out"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_on", models.DateField()),
                ("place", models.CharField(max_length=300)),
                ("purpose", models.TextField(blank=True)),
                ("is_announced", models.BooleanField(default=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("as_agreed", "The work goes on as agreed"),
                            ("with_findings", "The work goes on; some things have to be mended"),
                            ("not_as_agreed", "The work does not go on as agreed"),
                            ("not_met", "Nobody and nothing was found at the place"),
                        ],
                        max_length=15,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                (
                    "answers",
                    models.JSONField(
                        default=dict, help_text="Code of a question → value and note, of the last report."
                    ),
                ),
                ("reported_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="monitoring.subject"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="monitoring.template"
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-planned_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "done", "cancelled"])),
                        name="monitoring_visit_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                        name="monitoring_visit_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_on__isnull", False),
                                ("reported_at__isnull", False),
                                ("status", "done"),
                                ("conclusion__in", ["as_agreed", "with_findings", "not_as_agreed", "not_met"]),
                            ),
                            models.Q(
                                models.Q(("status", "done"), _negated=True),
                                ("conclusion", ""),
                                ("done_on", None),
                                ("reported_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_visit_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waits for the organisation"),
                            ("answered", "Answered"),
                            ("returned", "The answer is not enough"),
                            ("resolved", "Settled"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="monitoring.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("visit", "position"),
                "indexes": [models.Index(fields=["status", "due_on"], name="monitoring_finding_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "position"), name="monitoring_finding_position"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "answered", "returned", "resolved"])),
                        name="monitoring_finding_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=10)),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="monitoring.finding"
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
                "ordering": ("finding", "pk"),
            },
        ),
        migrations.CreateModel(
            name="VisitReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("key", models.UUIDField(unique=True)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of what was typed and of the photographs.", max_length=64),
                ),
                ("content", models.JSONField()),
                ("reason", models.TextField(blank=True, help_text="Why an earlier report was corrected.")),
                ("sent_at", models.DateTimeField()),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="monitoring.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("visit", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "number"), name="monitoring_visit_report_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="XOR"),
                        name="monitoring_visit_report_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.SlugField(max_length=40)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="monitoring.visitreport"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "pk"),
            },
        ),
    ]
