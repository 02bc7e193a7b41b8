import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("employees", "0010_structure_changes"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="rolegrant",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rolegrant",
            name="update_update",
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="delegated_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations",
                to="employees.rolegrant",
            ),
        ),
        migrations.AddField(
            model_name="rolegrantevent",
            name="delegated_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.rolegrant",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_rolegrantevent" ("created_at", "delegated_from_id", "granted_by_id", "id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "role", "unit_id", "user_id") VALUES (NEW."created_at", NEW."delegated_from_id", NEW."granted_by_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."revoked_at", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                    hash="d8c2ad00e91ba44877beba5ea796a30afda74e9b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5bced",
                    table="employees_rolegrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_rolegrantevent" ("created_at", "delegated_from_id", "granted_by_id", "id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "role", "unit_id", "user_id") VALUES (NEW."created_at", NEW."delegated_from_id", NEW."granted_by_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."revoked_at", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                    hash="31808cef0e3ff94d38ed98199062fb6eb1ba231e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a83b",
                    table="employees_rolegrant",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delegated_from__isnull", True), ("period__endswith__isnull", False), _connector="OR"
                ),
                name="rolegrant_delegation_ends",
                violation_error_message="A delegation needs an end date.",
            ),
        ),
    ]
