"""The day on which the seed of a draw is published, frozen with the list."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0014_generic_competencies"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="draw",
            name="published_list_stays",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="draw",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="draw",
            name="update_update",
        ),
        migrations.AddField(
            model_name="draw",
            name="seed_day",
            field=models.DateField(null=True, verbose_name="day on which the seed is published"),
        ),
        migrations.AddField(
            model_name="drawevent",
            name="seed_day",
            field=models.DateField(null=True, verbose_name="day on which the seed is published"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="published_list_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"state\" = 'prepared'))",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "candidates", "rule", "list_hash", "seed_source", "seed_day" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="f3f27a8a343fb6b009fa05d927d66dab5c0e123f",
                    operation='UPDATE OF "candidates", "rule", "list_hash", "seed_source", "seed_day" OR DELETE',
                    pgid="pgtrigger_published_list_stays_0d4a0",
                    table="training_draw",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_drawevent" ("candidates", "drawn_at", "drawn_by_id", "id", "list_hash", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "result", "rule", "seed", "seed_day", "seed_source", "session_id", "state") VALUES (NEW."candidates", NEW."drawn_at", NEW."drawn_by_id", NEW."id", NEW."list_hash", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."result", NEW."rule", NEW."seed", NEW."seed_day", NEW."seed_source", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="fd9f90b24b44946b74b031b80f9c51627d370b5f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5761c",
                    table="training_draw",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_drawevent" ("candidates", "drawn_at", "drawn_by_id", "id", "list_hash", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "result", "rule", "seed", "seed_day", "seed_source", "session_id", "state") VALUES (NEW."candidates", NEW."drawn_at", NEW."drawn_by_id", NEW."id", NEW."list_hash", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."result", NEW."rule", NEW."seed", NEW."seed_day", NEW."seed_source", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="dd675933f991b68e46f6615c2c84c7e915d6edd7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7441b",
                    table="training_draw",
                    when="AFTER",
                ),
            ),
        ),
    ]
