"""What the letter of a decision on an application said, kept with the decision."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0016_partner_results"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="studyapplication",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="studyapplication",
            name="update_update",
        ),
        migrations.AddField(
            model_name="studyapplication",
            name="decided_facts",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="studyapplicationevent",
            name="decided_facts",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studyapplicationevent" ("accreditation", "after_return", "call_id", "code", "created_at", "decided_at", "decided_by_id", "decided_facts", "edit", "eligibility", "employee_id", "final_score", "id", "letter_number", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "reason", "state", "submitted_at", "university") VALUES (NEW."accreditation", NEW."after_return", NEW."call_id", NEW."code", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decided_facts", NEW."edit", NEW."eligibility", NEW."employee_id", NEW."final_score", NEW."id", NEW."letter_number", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme", NEW."reason", NEW."state", NEW."submitted_at", NEW."university"); RETURN NULL;',
                    hash="26ed2449d82b82290330cf66a222a5fdb203ec2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dab5d",
                    table="training_studyapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studyapplicationevent" ("accreditation", "after_return", "call_id", "code", "created_at", "decided_at", "decided_by_id", "decided_facts", "edit", "eligibility", "employee_id", "final_score", "id", "letter_number", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "reason", "state", "submitted_at", "university") VALUES (NEW."accreditation", NEW."after_return", NEW."call_id", NEW."code", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decided_facts", NEW."edit", NEW."eligibility", NEW."employee_id", NEW."final_score", NEW."id", NEW."letter_number", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme", NEW."reason", NEW."state", NEW."submitted_at", NEW."university"); RETURN NULL;',
                    hash="22a2ba9b101603c9105cd31b9c5471e52b0c3b26",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_febc0",
                    table="training_studyapplication",
                    when="AFTER",
                ),
            ),
        ),
    ]
