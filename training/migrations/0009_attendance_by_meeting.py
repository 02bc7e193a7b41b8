import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0008_meetings_of_days")]

    operations = [
        migrations.AlterModelOptions(
            name="attendance",
            options={
                "ordering": ["meeting", "registration"],
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
            },
        ),
        migrations.AlterField(
            model_name="attendanceevent",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AlterField(
            model_name="attendance",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="training.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="attendance",
            name="attendance_once_a_day",
        ),
        migrations.RemoveField(
            model_name="attendance",
            name="day",
        ),
        migrations.RemoveField(
            model_name="attendanceevent",
            name="day",
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("registration", "meeting"),
                name="attendance_once_a_meeting",
                violation_error_message="Attendance at this meeting is already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_out_at", None), ("checked_out_at__gte", models.F("checked_in_at")), _connector="OR"
                ),
                name="attendance_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_attendanceevent" ("checked_in_at", "checked_out_at", "excuse", "id", "is_present", "meeting_id", "method", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id") VALUES (NEW."checked_in_at", NEW."checked_out_at", NEW."excuse", NEW."id", NEW."is_present", NEW."meeting_id", NEW."method", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id"); RETURN NULL;',
                    hash="50e5f071f05a64cc9a2e5861630038a8b4f0db69",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3456",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_attendanceevent" ("checked_in_at", "checked_out_at", "excuse", "id", "is_present", "meeting_id", "method", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id") VALUES (NEW."checked_in_at", NEW."checked_out_at", NEW."excuse", NEW."id", NEW."is_present", NEW."meeting_id", NEW."method", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id"); RETURN NULL;',
                    hash="259823374d3339a686f5c853091141a0bc9a7e01",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b904",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
    ]
