"""Reports of several kinds and periods, their readers, and what follows from them."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import evaluations.models.run

RECURRENCE = """
UPDATE evaluations_reportschedule SET recurrence = 'FREQ=MONTHLY;BYMONTHDAY=' || day_of_month;
ALTER TABLE evaluations_reportscheduleevent DISABLE TRIGGER USER;
UPDATE evaluations_reportscheduleevent SET recurrence = 'FREQ=MONTHLY;BYMONTHDAY=' || day_of_month;
ALTER TABLE evaluations_reportscheduleevent ENABLE TRIGGER USER;
"""
PERIODS_AND_CODES = """
UPDATE evaluations_reportrun SET
    period_end = period_start + interval '1 month' - interval '1 day',
    code = upper(substr(md5(gen_random_uuid()::text), 1, 16));
ALTER TABLE evaluations_reportrunevent DISABLE TRIGGER USER;
UPDATE evaluations_reportrunevent AS event SET
    period_end = period_start + interval '1 month' - interval '1 day',
    code = COALESCE((SELECT run.code FROM evaluations_reportrun AS run WHERE run.id = event.pgh_obj_id), '');
ALTER TABLE evaluations_reportrunevent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("employees", "0020_name_words"),
        ("evaluations", "0004_assessments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUpAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="what is done")),
                ("due_on", models.DateField(verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
            ],
            options={
                "verbose_name": "follow-up action",
                "verbose_name_plural": "follow-up actions",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300, verbose_name="what is done")),
                ("due_on", models.DateField(verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="ScheduleRecipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("role", "A role on the unit or above it"), ("unit_head", "The head of another unit")],
                        max_length=9,
                        verbose_name="who",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hr_officer", "HR officer"),
                            ("training_coordinator", "Training coordinator"),
                            ("head_of_agency", "Head of agency"),
                            ("service_officer", "Service officer"),
                            ("auditor", "Auditor"),
                            ("operator", "Operator"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "recipient of a report",
                "verbose_name_plural": "recipients of reports",
                "ordering": ["schedule", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScheduleRecipientEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("role", "A role on the unit or above it"), ("unit_head", "The head of another unit")],
                        max_length=9,
                        verbose_name="who",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hr_officer", "HR officer"),
                            ("training_coordinator", "Training coordinator"),
                            ("head_of_agency", "Head of agency"),
                            ("service_officer", "Service officer"),
                            ("auditor", "Auditor"),
                            ("operator", "Operator"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="snapshot_stands",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportrun",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportschedule",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportschedule",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="reportrun",
            name="reportrun_one_per_period",
        ),
        migrations.RemoveConstraint(
            model_name="reportrun",
            name="reportrun_period_is_a_month",
        ),
        migrations.RemoveConstraint(
            model_name="reportschedule",
            name="reportschedule_day_in_every_month",
        ),
        migrations.AddField(
            model_name="reportrun",
            name="code",
            field=models.CharField(default="", editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="reportrun",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unit_month", "Unit, month"),
                    ("unit_quarter", "Unit, quarter"),
                    ("unit_year", "Unit, year"),
                    ("government", "Overview of the government, month"),
                    ("rating_sheets", "Rating sheets of the unit, year"),
                    ("training", "Results of training, quarter"),
                    ("satisfaction", "Citizens' satisfaction, quarter"),
                    ("warnings", "Early warnings, month"),
                ],
                default="unit_month",
                max_length=13,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reportrun",
            name="period_end",
            field=models.DateField(default=datetime.date(2000, 1, 31), verbose_name="last day"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reportrun",
            name="workbook",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="workbook",
            ),
        ),
        migrations.AddField(
            model_name="reportrunevent",
            name="code",
            field=models.CharField(default="", editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="reportrunevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unit_month", "Unit, month"),
                    ("unit_quarter", "Unit, quarter"),
                    ("unit_year", "Unit, year"),
                    ("government", "Overview of the government, month"),
                    ("rating_sheets", "Rating sheets of the unit, year"),
                    ("training", "Results of training, quarter"),
                    ("satisfaction", "Citizens' satisfaction, quarter"),
                    ("warnings", "Early warnings, month"),
                ],
                default="unit_month",
                max_length=13,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reportrunevent",
            name="period_end",
            field=models.DateField(default=datetime.date(2000, 1, 31), verbose_name="last day"),
            preserve_default=False,
        ),
        migrations.RunSQL(PERIODS_AND_CODES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="reportrun",
            name="code",
            field=models.CharField(default=evaluations.models.run.new_code, editable=False, max_length=20, unique=True),
        ),
        migrations.AlterField(
            model_name="reportrunevent",
            name="code",
            field=models.CharField(default=evaluations.models.run.new_code, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="reportrunevent",
            name="workbook",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="workbook",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="for_each_unit",
            field=models.BooleanField(
                default=False,
                help_text="Each goes to the person who heads that unit.",
                verbose_name="a report for each unit below as well",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unit_month", "Unit, month"),
                    ("unit_quarter", "Unit, quarter"),
                    ("unit_year", "Unit, year"),
                    ("government", "Overview of the government, month"),
                    ("rating_sheets", "Rating sheets of the unit, year"),
                    ("training", "Results of training, quarter"),
                    ("satisfaction", "Citizens' satisfaction, quarter"),
                    ("warnings", "Early warnings, month"),
                ],
                default="unit_month",
                max_length=13,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="output",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("both", "PDF and Excel")],
                default="pdf",
                max_length=4,
                verbose_name="format",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="recurrence",
            field=models.CharField(default="FREQ=MONTHLY;BYMONTHDAY=1", max_length=200, verbose_name="repeats"),
        ),
        migrations.AddField(
            model_name="reportscheduleevent",
            name="for_each_unit",
            field=models.BooleanField(
                default=False,
                help_text="Each goes to the person who heads that unit.",
                verbose_name="a report for each unit below as well",
            ),
        ),
        migrations.AddField(
            model_name="reportscheduleevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unit_month", "Unit, month"),
                    ("unit_quarter", "Unit, quarter"),
                    ("unit_year", "Unit, year"),
                    ("government", "Overview of the government, month"),
                    ("rating_sheets", "Rating sheets of the unit, year"),
                    ("training", "Results of training, quarter"),
                    ("satisfaction", "Citizens' satisfaction, quarter"),
                    ("warnings", "Early warnings, month"),
                ],
                default="unit_month",
                max_length=13,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reportscheduleevent",
            name="output",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("both", "PDF and Excel")],
                default="pdf",
                max_length=4,
                verbose_name="format",
            ),
        ),
        migrations.AddField(
            model_name="reportscheduleevent",
            name="recurrence",
            field=models.CharField(default="FREQ=MONTHLY;BYMONTHDAY=1", max_length=200, verbose_name="repeats"),
        ),
        migrations.RunSQL(RECURRENCE, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="reportschedule",
            name="day_of_month",
        ),
        migrations.RemoveField(
            model_name="reportscheduleevent",
            name="day_of_month",
        ),
        migrations.AlterField(
            model_name="reportrun",
            name="period_start",
            field=models.DateField(verbose_name="first day"),
        ),
        migrations.AlterField(
            model_name="reportrunevent",
            name="period_start",
            field=models.DateField(verbose_name="first day"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'done')",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "period_end", "schedule_id", "unit_id" rows from % table\', TG_TABLE_NAME;',
                    hash="9d57c5fc5c1e6ea0bdfd7f71a8c971a2a0e9ea16",
                    operation='UPDATE OF "snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "period_end", "schedule_id", "unit_id"',
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
                    func='INSERT INTO "evaluations_reportrunevent" ("attempt", "code", "code_version", "created_at", "data_cutoff_at", "document_id", "error", "failures", "finished_at", "id", "kind", "next_try_at", "period_end", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "schedule_id", "snapshot_sha256", "state", "unit_id", "workbook_id") VALUES (NEW."attempt", NEW."code", NEW."code_version", NEW."created_at", NEW."data_cutoff_at", NEW."document_id", NEW."error", NEW."failures", NEW."finished_at", NEW."id", NEW."kind", NEW."next_try_at", NEW."period_end", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recipient_id", NEW."schedule_id", NEW."snapshot_sha256", NEW."state", NEW."unit_id", NEW."workbook_id"); RETURN NULL;',
                    hash="0a8f326867544ef72a4ed20967c127e5930764a2",
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
                    condition='WHEN (OLD."attempt" IS DISTINCT FROM (NEW."attempt") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."code_version" IS DISTINCT FROM (NEW."code_version") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_cutoff_at" IS DISTINCT FROM (NEW."data_cutoff_at") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."next_try_at" IS DISTINCT FROM (NEW."next_try_at") OR OLD."period_end" IS DISTINCT FROM (NEW."period_end") OR OLD."period_start" IS DISTINCT FROM (NEW."period_start") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."schedule_id" IS DISTINCT FROM (NEW."schedule_id") OR OLD."snapshot_sha256" IS DISTINCT FROM (NEW."snapshot_sha256") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."workbook_id" IS DISTINCT FROM (NEW."workbook_id"))',
                    func='INSERT INTO "evaluations_reportrunevent" ("attempt", "code", "code_version", "created_at", "data_cutoff_at", "document_id", "error", "failures", "finished_at", "id", "kind", "next_try_at", "period_end", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "schedule_id", "snapshot_sha256", "state", "unit_id", "workbook_id") VALUES (NEW."attempt", NEW."code", NEW."code_version", NEW."created_at", NEW."data_cutoff_at", NEW."document_id", NEW."error", NEW."failures", NEW."finished_at", NEW."id", NEW."kind", NEW."next_try_at", NEW."period_end", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recipient_id", NEW."schedule_id", NEW."snapshot_sha256", NEW."state", NEW."unit_id", NEW."workbook_id"); RETURN NULL;',
                    hash="154c7db51d588f5ea78514bea5dc725dd0eb4fad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16599",
                    table="evaluations_reportrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_reportscheduleevent" ("created_at", "for_each_unit", "id", "is_active", "kind", "last_error", "last_run_at", "name", "next_run_at", "output", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recurrence", "time_of_day", "unit_id") VALUES (NEW."created_at", NEW."for_each_unit", NEW."id", NEW."is_active", NEW."kind", NEW."last_error", NEW."last_run_at", NEW."name", NEW."next_run_at", NEW."output", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recurrence", NEW."time_of_day", NEW."unit_id"); RETURN NULL;',
                    hash="bb9fefa68e2ea79b824c7fc47ce9df6f6714fb3b",
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
                    func='INSERT INTO "evaluations_reportscheduleevent" ("created_at", "for_each_unit", "id", "is_active", "kind", "last_error", "last_run_at", "name", "next_run_at", "output", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recurrence", "time_of_day", "unit_id") VALUES (NEW."created_at", NEW."for_each_unit", NEW."id", NEW."is_active", NEW."kind", NEW."last_error", NEW."last_run_at", NEW."name", NEW."next_run_at", NEW."output", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recurrence", NEW."time_of_day", NEW."unit_id"); RETURN NULL;',
                    hash="46a1ada4a8a54c5ce935af9d8069eeeb4cbe4199",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8691",
                    table="evaluations_reportschedule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.UniqueConstraint(
                fields=("schedule", "unit", "period_start"),
                name="reportrun_one_per_period",
                violation_error_message="The report of this period exists already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_end__gt", models.F("period_start")), ("period_start__day", 1)),
                name="reportrun_period_of_whole_months",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "unit_month",
                            "unit_quarter",
                            "unit_year",
                            "government",
                            "rating_sheets",
                            "training",
                            "satisfaction",
                            "warnings",
                        ],
                    )
                ),
                name="reportschedule_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("recurrence", ""), _negated=True), name="reportschedule_repeats"
            ),
        ),
        migrations.AddField(
            model_name="followupaction",
            name="closed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followupaction",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followupaction",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_up_actions",
                to="employees.employee",
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="followupaction",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="evaluations.reportrun",
                verbose_name="because of the report",
            ),
        ),
        migrations.AddField(
            model_name="followupaction",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_up_actions",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="created_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.employee",
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.followupaction",
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.reportrun",
                verbose_name="because of the report",
            ),
        ),
        migrations.AddField(
            model_name="followupactionevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="reportdelivery",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="evaluations.reportrun"
            ),
        ),
        migrations.AddField(
            model_name="reportdelivery",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="schedulerecipient",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recipients", to="evaluations.reportschedule"
            ),
        ),
        migrations.AddField(
            model_name="schedulerecipient",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="schedulerecipientevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.schedulerecipient",
            ),
        ),
        migrations.AddField(
            model_name="schedulerecipientevent",
            name="schedule",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.reportschedule",
            ),
        ),
        migrations.AddField(
            model_name="schedulerecipientevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddIndex(
            model_name="followupaction",
            index=models.Index(condition=models.Q(("state", "open")), fields=["unit", "due_on"], name="followup_open"),
        ),
        migrations.AddConstraint(
            model_name="followupaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="followup_titled",
                violation_error_message="Say what is to be done.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "open")),
                    models.Q(
                        ("closed_at__isnull", False),
                        models.Q(("state", "open"), _negated=True),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="followup_closed_with_words",
                violation_error_message="Say what came of it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_followupactionevent" ("closed_at", "closed_by_id", "created_at", "created_by_id", "due_on", "id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "state", "title", "unit_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."run_id", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="46d8692db7a2f207f5a267c02715737ed58c7783",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5f54f",
                    table="evaluations_followupaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_followupactionevent" ("closed_at", "closed_by_id", "created_at", "created_by_id", "due_on", "id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "state", "title", "unit_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."run_id", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="34264c73b91f114b02959bfcfd863299501e321e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f04e8",
                    table="evaluations_followupaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ea30c12b518c0406019cd53a89f4b98c086f3020",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8abc4",
                    table="evaluations_followupactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdelivery",
            constraint=models.UniqueConstraint(fields=("run", "user"), name="reportdelivery_once"),
        ),
        migrations.AddConstraint(
            model_name="schedulerecipient",
            constraint=models.UniqueConstraint(
                fields=("schedule", "kind", "role", "unit"), name="schedulerecipient_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="schedulerecipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "role"), ("unit", None), models.Q(("role", ""), _negated=True)),
                    models.Q(("kind", "unit_head"), ("role", ""), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="schedulerecipient_role_or_unit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedulerecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_schedulerecipientevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "schedule_id", "unit_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."schedule_id", NEW."unit_id"); RETURN NULL;',
                    hash="7ae5a0296191ffedd2fbd6f691742a0d7821fa7d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1bf76",
                    table="evaluations_schedulerecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedulerecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_schedulerecipientevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "schedule_id", "unit_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."schedule_id", NEW."unit_id"); RETURN NULL;',
                    hash="a851ad787b053979d44d39032cc53c4a694ee0ae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16cea",
                    table="evaluations_schedulerecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedulerecipientevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f4ffe51963148abaf1a55ceca20a4b8a5808eb2c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_deae8",
                    table="evaluations_schedulerecipientevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
