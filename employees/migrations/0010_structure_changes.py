import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("employees", "0009_change_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="StructureChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("RENAME", "Rename"), ("MERGE", "Merge"), ("SPLIT", "Split"), ("CLOSE", "Close")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("effective_date", models.DateField(verbose_name="effective date (TMT)")),
                ("decree_number", models.CharField(max_length=100, verbose_name="decree number")),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="reason")),
                ("plan", models.JSONField(default=dict)),
                ("result", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "Planned"),
                            ("IN_FORCE", "In force"),
                            ("CANCELLED", "Cancelled"),
                            ("BLOCKED", "Blocked"),
                        ],
                        default="PLANNED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("blocked_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.organizationalunit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="structure_changes",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the structure",
                "verbose_name_plural": "changes of the structure",
                "ordering": ["-effective_date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["PLANNED", "IN_FORCE", "CANCELLED", "BLOCKED"])),
                        name="structurechange_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["PLANNED", "BLOCKED"])),
                        fields=("unit", "effective_date"),
                        name="structurechange_once_a_day",
                        violation_error_message="Another change of this unit is planned for that day. Cancel it first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StructureChangeEvent",
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
                        choices=[("RENAME", "Rename"), ("MERGE", "Merge"), ("SPLIT", "Split"), ("CLOSE", "Close")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("effective_date", models.DateField(verbose_name="effective date (TMT)")),
                ("decree_number", models.CharField(max_length=100, verbose_name="decree number")),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="reason")),
                ("plan", models.JSONField(default=dict)),
                ("result", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "Planned"),
                            ("IN_FORCE", "In force"),
                            ("CANCELLED", "Cancelled"),
                            ("BLOCKED", "Blocked"),
                        ],
                        default="PLANNED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("blocked_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="employees.structurechange",
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
            name="UnitName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="employees.organizationalunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a unit",
                "verbose_name_plural": "names of units",
                "ordering": ["unit", "period"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("unit", "="), ("period", "&&")],
                        name="unitname_one_at_a_time",
                        violation_error_message="The unit already has a name in this period.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitNameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="employees.unitname",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organizationalunit",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organizationalunit",
            name="update_update",
        ),
        migrations.AddField(
            model_name="organizationalunit",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="organizationalunit",
            name="opened_on",
            field=models.DateField(blank=True, null=True, verbose_name="exists since"),
        ),
        migrations.AddField(
            model_name="organizationalunitevent",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="organizationalunitevent",
            name="opened_on",
            field=models.DateField(blank=True, null=True, verbose_name="exists since"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationalunit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_organizationalunitevent" ("address", "closed_on", "depth", "email", "id", "is_service_unit", "kind", "name", "numchild", "opened_on", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "time_zone") VALUES (NEW."address", NEW."closed_on", NEW."depth", NEW."email", NEW."id", NEW."is_service_unit", NEW."kind", NEW."name", NEW."numchild", NEW."opened_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."slug", NEW."time_zone"); RETURN NULL;',
                    hash="2ead2164a66a7e230054bcee6e273294ae0aa4ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38af6",
                    table="employees_organizationalunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationalunit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_organizationalunitevent" ("address", "closed_on", "depth", "email", "id", "is_service_unit", "kind", "name", "numchild", "opened_on", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "time_zone") VALUES (NEW."address", NEW."closed_on", NEW."depth", NEW."email", NEW."id", NEW."is_service_unit", NEW."kind", NEW."name", NEW."numchild", NEW."opened_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."slug", NEW."time_zone"); RETURN NULL;',
                    hash="443827c559432eeef86978ab84462b91ec4b2143",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6b8a",
                    table="employees_organizationalunit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="structurechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_structurechangeevent" ("applied_at", "blocked_reason", "created_at", "created_by_id", "decree_date", "decree_number", "effective_date", "government_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reason", "result", "state", "unit_id") VALUES (NEW."applied_at", NEW."blocked_reason", NEW."created_at", NEW."created_by_id", NEW."decree_date", NEW."decree_number", NEW."effective_date", NEW."government_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan", NEW."reason", NEW."result", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="15a5443d1215976d041a1714f08ff452d69ee6c1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_657d7",
                    table="employees_structurechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="structurechange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_structurechangeevent" ("applied_at", "blocked_reason", "created_at", "created_by_id", "decree_date", "decree_number", "effective_date", "government_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reason", "result", "state", "unit_id") VALUES (NEW."applied_at", NEW."blocked_reason", NEW."created_at", NEW."created_by_id", NEW."decree_date", NEW."decree_number", NEW."effective_date", NEW."government_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan", NEW."reason", NEW."result", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="f8498af682d6e8437507f9d033f3aa32ec49522e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bb9bc",
                    table="employees_structurechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="structurechangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="716819a6bcaa367d38083fd03889b9dc31ccb412",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0e46e",
                    table="employees_structurechangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_unitnameevent" ("id", "name", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."id", NEW."name", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="8f4c95b0bf900749ffcb4d665e3601564301ee1a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6bb88",
                    table="employees_unitname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_unitnameevent" ("id", "name", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."id", NEW."name", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="c1c1a3a75b5e2bfcfb4fda5bfc3885b953e1a59c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c30a9",
                    table="employees_unitname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitnameevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8bae0a2c7846742a61fe367a37ab651aed05d447",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_61def",
                    table="employees_unitnameevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
