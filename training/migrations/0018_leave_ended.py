"""The day on which a student came back from a leave."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0017_decided_facts"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="studychange",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="studychange",
            name="update_update",
        ),
        migrations.AddField(
            model_name="studychange",
            name="ended_on",
            field=models.DateField(editable=False, null=True, verbose_name="back from the leave"),
        ),
        migrations.AddField(
            model_name="studychangeevent",
            name="ended_on",
            field=models.DateField(editable=False, null=True, verbose_name="back from the leave"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studychange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studychangeevent" ("answer", "assignment_id", "created_at", "decided_at", "decided_by_id", "ended_on", "from_day", "id", "kind", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."answer", NEW."assignment_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."ended_on", NEW."from_day", NEW."id", NEW."kind", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="2750280bae1d76a1873f9dbdc0b6fde97af68270",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d643b",
                    table="training_studychange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studychange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studychangeevent" ("answer", "assignment_id", "created_at", "decided_at", "decided_by_id", "ended_on", "from_day", "id", "kind", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."answer", NEW."assignment_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."ended_on", NEW."from_day", NEW."id", NEW."kind", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="c13e79b1dba00aa9418782421e24110bde51b321",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a769",
                    table="training_studychange",
                    when="AFTER",
                ),
            ),
        ),
    ]
