"""Daily reports name the result that a line serves, where it was done, and how long writing took."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("employees", "0020_name_words"),
        ("evaluations", "0002_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="dailyworkentry",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dailyworkentry",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dailyworkreport",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dailyworkreport",
            name="update_update",
        ),
        migrations.AddField(
            model_name="dailyworkentry",
            name="place",
            field=models.CharField(
                choices=[("wfo", "Office"), ("wfh", "Home"), ("field", "Away on duty")],
                default="wfo",
                max_length=5,
                verbose_name="place of work",
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentry",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Written"),
                    ("training", "Training"),
                    ("sharing", "Sharing session"),
                    ("complaint", "Complaint"),
                    ("meeting", "Meeting"),
                    ("mentoring", "Mentoring"),
                ],
                default="",
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentry",
            name="source_key",
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name="dailyworkentryevent",
            name="place",
            field=models.CharField(
                choices=[("wfo", "Office"), ("wfh", "Home"), ("field", "Away on duty")],
                default="wfo",
                max_length=5,
                verbose_name="place of work",
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentryevent",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Written"),
                    ("training", "Training"),
                    ("sharing", "Sharing session"),
                    ("complaint", "Complaint"),
                    ("meeting", "Meeting"),
                    ("mentoring", "Mentoring"),
                ],
                default="",
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentryevent",
            name="source_key",
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name="dailyworkreport",
            name="seconds_spent",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="seconds of writing"),
        ),
        migrations.AddField(
            model_name="dailyworkreportevent",
            name="seconds_spent",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="seconds of writing"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quantity", "report_id", "result_id", "source", "source_key", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."quantity", NEW."report_id", NEW."result_id", NEW."source", NEW."source_key", NEW."start"); RETURN NULL;',
                    hash="1b79c368b140c0d555f9c066346014f2a14e0432",
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
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quantity", "report_id", "result_id", "source", "source_key", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."quantity", NEW."report_id", NEW."result_id", NEW."source", NEW."source_key", NEW."start"); RETURN NULL;',
                    hash="6428407ff866afcaedc010b1a86b9e459c226d22",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f774",
                    table="evaluations_dailyworkentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seconds_spent", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seconds_spent", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="5cc5d8273a76003af5ef973090e722c913610d36",
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
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seconds_spent", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seconds_spent", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="577901677e892213682eb11ad0ce8d2e3ef4348c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de568",
                    table="evaluations_dailyworkreport",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentry",
            name="result",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daily_entries",
                to="evaluations.plannedresult",
                verbose_name="result of the plan",
            ),
        ),
        migrations.AddField(
            model_name="dailyworkentryevent",
            name="result",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.plannedresult",
                verbose_name="result of the plan",
            ),
        ),
    ]
