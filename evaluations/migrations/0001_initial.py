import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import evaluations.models.daily


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("employees", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyWorkReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="minutes")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="what to correct")),
                ("feedback", models.CharField(blank=True, max_length=500, verbose_name="feedback")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daily_reports",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "daily report",
                "verbose_name_plural": "daily reports",
                "ordering": ["-date", "employee"],
                "indexes": [
                    models.Index(fields=["unit", "date"], name="dailyreport_unit_date"),
                    models.Index(
                        condition=models.Q(("state", "submitted")), fields=["employee"], name="dailyreport_waiting"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employee", "date"),
                        name="dailyreport_one_a_day",
                        violation_error_message="There is already a report of this day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "approved", "returned"])),
                        name="dailyreport_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("minutes__gt", 0), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="dailyreport_sent_with_minutes",
                        violation_error_message="A report that was sent has a time and at least one minute of work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state__in", ["draft", "submitted"])),
                            models.Q(("decided_at__isnull", False), ("state__in", ("approved", "returned"))),
                            _connector="OR",
                        ),
                        name="dailyreport_decided_at_fits_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("comment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dailyreport_returned_with_comment",
                        violation_error_message="Say what is to be corrected.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__lte", 1440)),
                        name="dailyreport_minutes_of_a_day",
                        violation_error_message="A day has 1,440 minutes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "day_of_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1 to 28. The report covers the month before.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="day of the month",
                    ),
                ),
                ("time_of_day", models.TimeField(help_text="In the time zone of the unit.", verbose_name="time")),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="active")),
                ("next_run_at", models.DateTimeField(editable=False, null=True, verbose_name="next run")),
                ("last_run_at", models.DateTimeField(editable=False, null=True, verbose_name="last run")),
                ("last_error", models.CharField(blank=True, editable=False, max_length=300, verbose_name="last error")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The report covers the staff of this unit and goes to the person who heads it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_schedules",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report schedule",
                "verbose_name_plural": "report schedules",
                "ordering": ["unit__path", "name"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", True)), fields=["next_run_at"], name="reportschedule_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"),
                        name="reportschedule_name_unique",
                        violation_error_message="The unit already has a schedule with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day_of_month__gte", 1), ("day_of_month__lte", 28)),
                        name="reportschedule_day_in_every_month",
                        violation_error_message="Choose a day from 1 to 28, which every month has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_active", False), ("next_run_at", None)),
                            models.Q(("is_active", True), ("next_run_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="reportschedule_next_run_while_active",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyWorkEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("activity", models.CharField(max_length=300, verbose_name="activity")),
                ("output", models.CharField(blank=True, max_length=300, verbose_name="output")),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="quantity"),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("start", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("end", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="evaluations.dailyworkreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a daily report",
                "verbose_name_plural": "lines of daily reports",
                "ordering": ["report", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                        name="dailyentry_minutes",
                        violation_error_message="Enter 1 to 1,440 minutes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", None), ("start", None)),
                            models.Q(("end__gt", models.F("start")), ("end__isnull", False), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="dailyentry_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("activity", ""), _negated=True), name="dailyentry_activity_given"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity", None), ("quantity__gt", 0), _connector="OR"),
                        name="dailyentry_quantity_positive",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("end__isnull", False), ("start__isnull", False)),
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[("report", "="), (evaluations.models.daily.WallClockSpan("start", "end"), "&&")],
                        name="dailyentry_no_overlap",
                        violation_error_message="Two lines overlap in time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyWorkReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("date", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="minutes")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="what to correct")),
                ("feedback", models.CharField(blank=True, max_length=500, verbose_name="feedback")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="evaluations.dailyworkreport",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateField(verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                ("snapshot", models.JSONField(null=True)),
                ("snapshot_sha256", models.CharField(blank=True, max_length=64)),
                ("data_cutoff_at", models.DateTimeField(null=True, verbose_name="data as of")),
                ("code_version", models.CharField(blank=True, max_length=40, verbose_name="version of the portal")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.employee",
                        verbose_name="sent to",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="evaluations.reportschedule",
                        verbose_name="schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation report",
                "verbose_name_plural": "evaluation reports",
                "ordering": ["-period_start", "unit__path"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["pending", "running"])),
                        fields=["created_at"],
                        name="reportrun_unfinished",
                    ),
                    models.Index(fields=["unit", "-period_start"], name="reportrun_unit_period"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("schedule", "period_start"),
                        name="reportrun_one_per_period",
                        violation_error_message="The report of this month exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "running", "done", "failed"])),
                        name="reportrun_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_start__day", 1)), name="reportrun_period_is_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("snapshot__isnull", False),
                                models.Q(("snapshot_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reportrun_done_with_snapshot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(("attempt__gt", 0), ("heartbeat_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="reportrun_running_shows_life",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportScheduleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "day_of_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1 to 28. The report covers the month before.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="day of the month",
                    ),
                ),
                ("time_of_day", models.TimeField(help_text="In the time zone of the unit.", verbose_name="time")),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="active")),
                ("next_run_at", models.DateTimeField(editable=False, null=True, verbose_name="next run")),
                ("last_run_at", models.DateTimeField(editable=False, null=True, verbose_name="last run")),
                ("last_error", models.CharField(blank=True, editable=False, max_length=300, verbose_name="last error")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="evaluations.reportschedule",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The report covers the staff of this unit and goes to the person who heads it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DailyWorkEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                ("activity", models.CharField(max_length=300, verbose_name="activity")),
                ("output", models.CharField(blank=True, max_length=300, verbose_name="output")),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="quantity"),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("start", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("end", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="evaluations.dailyworkentry",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluations.dailyworkreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportRunEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("period_start", models.DateField(verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                ("snapshot_sha256", models.CharField(blank=True, max_length=64)),
                ("data_cutoff_at", models.DateTimeField(null=True, verbose_name="data as of")),
                ("code_version", models.CharField(blank=True, max_length=40, verbose_name="version of the portal")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="evaluations.reportrun",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="sent to",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluations.reportschedule",
                        verbose_name="schedule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="5cffa3d54d2764c7a9ea8f74a236b907ea4931fb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c8773",
                    table="evaluations_dailyworkreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="1c93232bf2d8d0bcb96fb7af03b69b5677a959da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de568",
                    table="evaluations_dailyworkreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db32ad91c21225c5e8becc94ef7abf1d3a3dcad9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5bfa2",
                    table="evaluations_dailyworkentryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "report_id", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quantity", NEW."report_id", NEW."start"); RETURN NULL;',
                    hash="f9dcd808270e3d279101813b3478e645242e5461",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_89fc1",
                    table="evaluations_dailyworkentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "report_id", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quantity", NEW."report_id", NEW."start"); RETURN NULL;',
                    hash="316002f9538a2f1e6b545111b906375a8324b434",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f774",
                    table="evaluations_dailyworkentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5a57002f40c58c6357ebae25f1045af8b4b230f3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_db6dc",
                    table="evaluations_dailyworkreportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_reportscheduleevent" ("created_at", "day_of_month", "id", "is_active", "last_error", "last_run_at", "name", "next_run_at", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_of_day", "unit_id") VALUES (NEW."created_at", NEW."day_of_month", NEW."id", NEW."is_active", NEW."last_error", NEW."last_run_at", NEW."name", NEW."next_run_at", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."time_of_day", NEW."unit_id"); RETURN NULL;',
                    hash="019080ea125793fa50a04e565b733b17cdd04fa5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a312e",
                    table="evaluations_reportschedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_reportscheduleevent" ("created_at", "day_of_month", "id", "is_active", "last_error", "last_run_at", "name", "next_run_at", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_of_day", "unit_id") VALUES (NEW."created_at", NEW."day_of_month", NEW."id", NEW."is_active", NEW."last_error", NEW."last_run_at", NEW."name", NEW."next_run_at", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."time_of_day", NEW."unit_id"); RETURN NULL;',
                    hash="f42d0d1a2750dc0d9de80d84f85fb2a22468ad8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8691",
                    table="evaluations_reportschedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrunevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4701493eefde3cfd553b33bb923c40bfc7d2a7e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d6957",
                    table="evaluations_reportrunevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'done')",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "schedule_id" rows from % table\', TG_TABLE_NAME;',
                    hash="dd363a573dd789a8a4f4c277ba64ae3afa8ea888",
                    operation='UPDATE OF "snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "schedule_id"',
                    pgid="pgtrigger_snapshot_stands_28db3",
                    table="evaluations_reportrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_reportrunevent" ("attempt", "code_version", "created_at", "data_cutoff_at", "document_id", "error", "failures", "finished_at", "id", "next_try_at", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "schedule_id", "snapshot_sha256", "state", "unit_id") VALUES (NEW."attempt", NEW."code_version", NEW."created_at", NEW."data_cutoff_at", NEW."document_id", NEW."error", NEW."failures", NEW."finished_at", NEW."id", NEW."next_try_at", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recipient_id", NEW."schedule_id", NEW."snapshot_sha256", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="187a2b40cb4d334b4e2c111755022681889bf389",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_641e6",
                    table="evaluations_reportrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."attempt" IS DISTINCT FROM (NEW."attempt") OR OLD."code_version" IS DISTINCT FROM (NEW."code_version") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_cutoff_at" IS DISTINCT FROM (NEW."data_cutoff_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."next_try_at" IS DISTINCT FROM (NEW."next_try_at") OR OLD."period_start" IS DISTINCT FROM (NEW."period_start") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."schedule_id" IS DISTINCT FROM (NEW."schedule_id") OR OLD."snapshot_sha256" IS DISTINCT FROM (NEW."snapshot_sha256") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                    func='INSERT INTO "evaluations_reportrunevent" ("attempt", "code_version", "created_at", "data_cutoff_at", "document_id", "error", "failures", "finished_at", "id", "next_try_at", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "schedule_id", "snapshot_sha256", "state", "unit_id") VALUES (NEW."attempt", NEW."code_version", NEW."created_at", NEW."data_cutoff_at", NEW."document_id", NEW."error", NEW."failures", NEW."finished_at", NEW."id", NEW."next_try_at", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recipient_id", NEW."schedule_id", NEW."snapshot_sha256", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="50d6d579d4f53f3cf024f51a39785bd546e586c2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16599",
                    table="evaluations_reportrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportscheduleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ff962e3435b36e01ad6dd18fdd32c56bf299c2c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_22549",
                    table="evaluations_reportscheduleevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
