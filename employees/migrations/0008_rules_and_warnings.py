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
        ("employees", "0007_histories"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlyWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rank-promotion", "Rank promotion"),
                            ("salary-step", "Salary step (KGB)"),
                            ("retirement", "Retirement"),
                            ("contract-end", "End of contract"),
                            ("decoration", "Satyalancana"),
                            ("credential-expiry", "Expiring document"),
                            ("assignment-end", "End of an acting appointment"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("warn_from", models.DateField(verbose_name="warned from")),
                ("details", models.JSONField(blank=True, default=dict)),
                ("is_eligible", models.BooleanField(default=True, verbose_name="requirements met")),
                ("subject", models.CharField(blank=True, default="", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "Open"), ("HANDLED", "Handled"), ("LAPSED", "No longer due")],
                        default="OPEN",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("handled_at", models.DateTimeField(null=True)),
                ("handled_note", models.CharField(blank=True, default="", max_length=250, verbose_name="note")),
                ("person_told_at", models.DateTimeField(null=True)),
                ("office_told_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="early_warnings",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "early warning",
                "verbose_name_plural": "early warnings",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "OPEN")), fields=["due_on", "id"], name="earlywarning_due"
                    ),
                    models.Index(fields=["kind", "due_on", "id"], name="earlywarning_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("employee", "kind", "due_on", "subject"), name="earlywarning_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["OPEN", "HANDLED", "LAPSED"])),
                        name="earlywarning_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("retirement-ages", "Retirement ages"),
                            ("retirement-alert-months", "Months before retirement to warn"),
                            ("salary-step-months", "Months between salary steps"),
                            ("salary-step-alert-months", "Months before a salary step to warn"),
                            ("promotion-years", "Years in rank before a regular promotion"),
                            ("functional-promotion-years", "Years in rank before a functional promotion"),
                            ("promotion-ratings", "Years of good ratings before a promotion"),
                            ("promotion-alert-months", "Months before a promotion to warn"),
                            ("decoration-alert-months", "Months before a decoration to warn"),
                            ("contract-alert-months", "Months before the end of a contract to warn"),
                            ("credential-alert-days", "Days before a document expires to warn"),
                        ],
                        max_length=40,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
            ],
            options={
                "verbose_name": "service rule",
                "verbose_name_plural": "service rules",
                "ordering": ["key", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "key", "valid_from"),
                        name="rulesetting_once_a_day",
                        violation_error_message="This rule already has a value from that date. Choose another date.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSettingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("retirement-ages", "Retirement ages"),
                            ("retirement-alert-months", "Months before retirement to warn"),
                            ("salary-step-months", "Months between salary steps"),
                            ("salary-step-alert-months", "Months before a salary step to warn"),
                            ("promotion-years", "Years in rank before a regular promotion"),
                            ("functional-promotion-years", "Years in rank before a functional promotion"),
                            ("promotion-ratings", "Years of good ratings before a promotion"),
                            ("promotion-alert-months", "Months before a promotion to warn"),
                            ("decoration-alert-months", "Months before a decoration to warn"),
                            ("contract-alert-months", "Months before the end of a contract to warn"),
                            ("credential-alert-days", "Days before a document expires to warn"),
                        ],
                        max_length=40,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
                        verbose_name="government",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="employees.rulesetting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_rulesettingevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="701f45a337588eebf96c6e5e64071691b0d7f6ce",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_234ef",
                    table="employees_rulesetting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesetting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_rulesettingevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="59e5fe8d7dabf10b9e7e58a0606ab01cce53c4e8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0855",
                    table="employees_rulesetting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulesettingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c1038f8e20e6ad03c40ff76b9ba7681b9d451f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cb36f",
                    table="employees_rulesettingevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
