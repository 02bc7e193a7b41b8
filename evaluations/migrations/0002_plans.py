"""Evaluation rules and performance plans."""

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
        ("documents", "0001_initial"),
        ("employees", "0020_name_words"),
        ("evaluations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BehaviourExpectation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("service", "Service-oriented"),
                            ("accountable", "Accountable"),
                            ("competent", "Competent"),
                            ("harmonious", "Harmonious"),
                            ("loyal", "Loyal"),
                            ("adaptive", "Adaptive"),
                            ("collaborative", "Collaborative"),
                        ],
                        max_length=13,
                        verbose_name="core value",
                    ),
                ),
                ("text", models.TextField(verbose_name="expectation")),
            ],
            options={
                "verbose_name": "expected behaviour",
                "verbose_name_plural": "expected behaviour",
                "ordering": ["plan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BehaviourExpectationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("service", "Service-oriented"),
                            ("accountable", "Accountable"),
                            ("competent", "Competent"),
                            ("harmonious", "Harmonious"),
                            ("loyal", "Loyal"),
                            ("adaptive", "Adaptive"),
                            ("collaborative", "Collaborative"),
                        ],
                        max_length=13,
                        verbose_name="core value",
                    ),
                ),
                ("text", models.TextField(verbose_name="expectation")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvaluationRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("edit_days", "Working days in which a daily report is written or corrected"),
                            ("approval_days", "Working days in which a daily report is decided"),
                            ("target_minutes", "Minutes of a working day"),
                            ("cycle", "How often performance is assessed"),
                            ("delivery_days", "Working days in which a rating is delivered"),
                            ("objection_days", "Working days in which somebody may object to a rating"),
                            ("distribution", "Guidance on the distribution of ratings"),
                            ("credit", "Credit points of ratings and levels"),
                        ],
                        max_length=20,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "evaluation rule",
                "verbose_name_plural": "evaluation rules",
                "ordering": ["key", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationRuleEvent",
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
                            ("edit_days", "Working days in which a daily report is written or corrected"),
                            ("approval_days", "Working days in which a daily report is decided"),
                            ("target_minutes", "Minutes of a working day"),
                            ("cycle", "How often performance is assessed"),
                            ("delivery_days", "Working days in which a rating is delivered"),
                            ("objection_days", "Working days in which somebody may object to a rating"),
                            ("distribution", "Guidance on the distribution of ratings"),
                            ("credit", "Credit points of ratings and levels"),
                        ],
                        max_length=20,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("main", "Main"), ("additional", "Additional")],
                        default="main",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="result")),
                ("assigned_by", models.CharField(blank=True, max_length=200, verbose_name="assigned by")),
            ],
            options={
                "verbose_name": "planned result",
                "verbose_name_plural": "planned results",
                "ordering": ["plan", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlannedResultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("main", "Main"), ("additional", "Additional")],
                        default="main",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="result")),
                ("assigned_by", models.CharField(blank=True, max_length=200, verbose_name="assigned by")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResultIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "aspect",
                    models.CharField(
                        choices=[("quantity", "Quantity"), ("quality", "Quality"), ("time", "Time"), ("cost", "Cost")],
                        default="quantity",
                        max_length=8,
                        verbose_name="aspect",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="indicator")),
                ("target", models.CharField(max_length=200, verbose_name="target")),
                (
                    "target_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="target as a number"
                    ),
                ),
                ("unit_of_measure", models.CharField(blank=True, max_length=40, verbose_name="unit of measure")),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["result", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ResultIndicatorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "aspect",
                    models.CharField(
                        choices=[("quantity", "Quantity"), ("quality", "Quality"), ("time", "Time"), ("cost", "Cost")],
                        default="quantity",
                        max_length=8,
                        verbose_name="aspect",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="indicator")),
                ("target", models.CharField(max_length=200, verbose_name="target")),
                (
                    "target_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="target as a number"
                    ),
                ),
                ("unit_of_measure", models.CharField(blank=True, max_length=40, verbose_name="unit of measure")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResultProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="as of")),
                ("achieved", models.CharField(max_length=300, verbose_name="achieved")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="achieved as a number"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "progress",
                "verbose_name_plural": "progress",
                "ordering": ["indicator", "-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ResultProgressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("on", models.DateField(verbose_name="as of")),
                ("achieved", models.CharField(max_length=300, verbose_name="achieved")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="achieved as a number"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "approach",
                    models.CharField(
                        choices=[("quantitative", "Quantitative"), ("qualitative", "Qualitative")],
                        default="quantitative",
                        max_length=12,
                        verbose_name="approach",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Waiting for the supervisor"),
                            ("returned", "Returned"),
                            ("agreed", "Agreed"),
                            ("replaced", "Replaced"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version")),
                ("change_reason", models.CharField(blank=True, max_length=500, verbose_name="why it changes")),
                ("resources", models.TextField(blank=True, verbose_name="support and resources")),
                ("consequences", models.TextField(blank=True, verbose_name="consequences")),
                ("proposed_at", models.DateTimeField(editable=False, null=True, verbose_name="proposed")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="agreed")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="what to correct")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "performance plan",
                "verbose_name_plural": "performance plans",
                "ordering": ["-period", "employee", "-version"],
            },
        ),
        migrations.CreateModel(
            name="WorkPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "approach",
                    models.CharField(
                        choices=[("quantitative", "Quantitative"), ("qualitative", "Qualitative")],
                        default="quantitative",
                        max_length=12,
                        verbose_name="approach",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Waiting for the supervisor"),
                            ("returned", "Returned"),
                            ("agreed", "Agreed"),
                            ("replaced", "Replaced"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version")),
                ("change_reason", models.CharField(blank=True, max_length=500, verbose_name="why it changes")),
                ("resources", models.TextField(blank=True, verbose_name="support and resources")),
                ("consequences", models.TextField(blank=True, verbose_name="consequences")),
                ("proposed_at", models.DateTimeField(editable=False, null=True, verbose_name="proposed")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="agreed")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="what to correct")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="behaviourexpectationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.behaviourexpectation",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrule",
            name="created_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="evaluationrule",
            name="government",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="government",
            ),
        ),
        migrations.AddField(
            model_name="evaluationruleevent",
            name="created_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evaluationruleevent",
            name="government",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.organizationalunit",
                verbose_name="government",
            ),
        ),
        migrations.AddField(
            model_name="evaluationruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.evaluationrule",
            ),
        ),
        migrations.AddField(
            model_name="plannedresult",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="evaluations.plannedresult",
                verbose_name="result of the superior that it serves",
            ),
        ),
        migrations.AddField(
            model_name="plannedresult",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later_versions",
                to="evaluations.plannedresult",
            ),
        ),
        migrations.AddField(
            model_name="plannedresultevent",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.plannedresult",
                verbose_name="result of the superior that it serves",
            ),
        ),
        migrations.AddField(
            model_name="plannedresultevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.plannedresult",
            ),
        ),
        migrations.AddField(
            model_name="plannedresultevent",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.plannedresult",
            ),
        ),
        migrations.AddField(
            model_name="resultindicator",
            name="result",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="evaluations.plannedresult"
            ),
        ),
        migrations.AddField(
            model_name="resultindicatorevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.resultindicator",
            ),
        ),
        migrations.AddField(
            model_name="resultindicatorevent",
            name="result",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.plannedresult",
            ),
        ),
        migrations.AddField(
            model_name="resultprogress",
            name="by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="resultprogress",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="evaluations.resultindicator"
            ),
        ),
        migrations.AddField(
            model_name="resultprogressevent",
            name="by",
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
            model_name="resultprogressevent",
            name="indicator",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.resultindicator",
            ),
        ),
        migrations.AddField(
            model_name="resultprogressevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.resultprogress",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_plans",
                to="employees.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="position",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.position",
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="evaluations.workplan",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="plannedresultevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.workplan",
            ),
        ),
        migrations.AddField(
            model_name="plannedresult",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="results", to="evaluations.workplan"
            ),
        ),
        migrations.AddField(
            model_name="behaviourexpectationevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.workplan",
            ),
        ),
        migrations.AddField(
            model_name="behaviourexpectation",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="expectations", to="evaluations.workplan"
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
            name="agreed_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
            name="employee",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.workplan",
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
            name="position",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.position",
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.workplan",
            ),
        ),
        migrations.AddField(
            model_name="workplanevent",
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
        migrations.AddConstraint(
            model_name="evaluationrule",
            constraint=models.UniqueConstraint(
                fields=("government", "key", "valid_from"),
                name="evaluationrule_once_a_day",
                violation_error_message="This rule already has a value from that date. Choose another date.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_evaluationruleevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="4dc6ede72e3f09403d30283fb0fb13a49345b36e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a163",
                    table="evaluations_evaluationrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_evaluationruleevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="af66f39d33161997af502bb8bc137e6f0479bb13",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_79695",
                    table="evaluations_evaluationrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="46ce6b606047f7f83116c2263fc30aefbc1fc139",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_948a4",
                    table="evaluations_evaluationruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="resultindicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="resultindicator_text_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultindicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("target", ""), _negated=True),
                name="resultindicator_target_given",
                violation_error_message="Enter the target.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultindicator",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_resultindicatorevent" ("aspect", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_id", "target", "target_value", "text", "unit_of_measure") VALUES (NEW."aspect", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result_id", NEW."target", NEW."target_value", NEW."text", NEW."unit_of_measure"); RETURN NULL;',
                    hash="b8ece4eea771b521497371b6e68f4a59377ad7b0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a6df2",
                    table="evaluations_resultindicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultindicator",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_resultindicatorevent" ("aspect", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_id", "target", "target_value", "text", "unit_of_measure") VALUES (NEW."aspect", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result_id", NEW."target", NEW."target_value", NEW."text", NEW."unit_of_measure"); RETURN NULL;',
                    hash="656b745e5fa93da59010653bf9e25323e580d72b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a6a02",
                    table="evaluations_resultindicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultindicatorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="765ed5c9527a68db618a7070384b419497514c85",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_089cb",
                    table="evaluations_resultindicatorevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="resultprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(("achieved", ""), _negated=True), name="resultprogress_given"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_resultprogressevent" ("achieved", "by_id", "created_at", "id", "indicator_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."achieved", NEW."by_id", NEW."created_at", NEW."id", NEW."indicator_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="e01dcfef2dace7ee2e46bcdb851a01f7c364ab63",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_40767",
                    table="evaluations_resultprogress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_resultprogressevent" ("achieved", "by_id", "created_at", "id", "indicator_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."achieved", NEW."by_id", NEW."created_at", NEW."id", NEW."indicator_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="b2d9259439b18158f80904620223b0a8ebf21538",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bae59",
                    table="evaluations_resultprogress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultprogressevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af73a07123ca6872a42b3731c2fcf717a6d4679a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0357",
                    table="evaluations_resultprogressevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="workplan",
            index=models.Index(fields=["unit", "state"], name="workplan_unit_state"),
        ),
        migrations.AddIndex(
            model_name="workplan",
            index=models.Index(condition=models.Q(("state", "proposed")), fields=["employee"], name="workplan_waiting"),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state", "agreed")),
                expressions=[("employee", "="), ("period", "&&")],
                name="workplan_one_agreed",
                violation_error_message="There is already an agreed plan for some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state__in", ["draft", "returned", "proposed"])),
                expressions=[("employee", "="), ("period", "&&")],
                name="workplan_one_in_work",
                violation_error_message="There is already a plan in work for some of these days. Go on with that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "proposed", "returned", "agreed", "replaced"])),
                name="workplan_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__endswith__isnull", False),
                    ("period__isempty", False),
                    ("period__startswith__isnull", False),
                ),
                name="workplan_period_has_ends",
                violation_error_message="Enter the first and the last day of the plan, the first before the last.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["agreed", "replaced"]), _negated=True),
                    ("agreed_at__isnull", False),
                    _connector="OR",
                ),
                name="workplan_agreed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("comment", ""), _negated=True),
                    _connector="OR",
                ),
                name="workplan_returned_with_comment",
                violation_error_message="Say what is to be corrected.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", None), models.Q(("change_reason", ""), _negated=True), _connector="OR"),
                name="workplan_change_has_reason",
                violation_error_message="Say why the agreed plan changes.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_workplanevent" ("agreed_at", "agreed_by_id", "approach", "change_reason", "comment", "consequences", "created_at", "edit", "employee_id", "id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "proposed_at", "replaces_id", "resources", "state", "unit_id", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."approach", NEW."change_reason", NEW."comment", NEW."consequences", NEW."created_at", NEW."edit", NEW."employee_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position_id", NEW."proposed_at", NEW."replaces_id", NEW."resources", NEW."state", NEW."unit_id", NEW."version"); RETURN NULL;',
                    hash="b03fc4d7b62591cf230fcd3481ffdc3e4f810393",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_13ab6",
                    table="evaluations_workplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_workplanevent" ("agreed_at", "agreed_by_id", "approach", "change_reason", "comment", "consequences", "created_at", "edit", "employee_id", "id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "proposed_at", "replaces_id", "resources", "state", "unit_id", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."approach", NEW."change_reason", NEW."comment", NEW."consequences", NEW."created_at", NEW."edit", NEW."employee_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position_id", NEW."proposed_at", NEW."replaces_id", NEW."resources", NEW."state", NEW."unit_id", NEW."version"); RETURN NULL;',
                    hash="1af473a20834eb48291f44468ec6c24e6e64f161",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c720a",
                    table="evaluations_workplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedresultevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d088d94b03123bd10b17cfa78367d60324106f30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c6380",
                    table="evaluations_plannedresultevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="plannedresult_titled",
                violation_error_message="Say what is to be achieved.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True), name="plannedresult_not_its_own_parent"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedresult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_plannedresultevent" ("assigned_by", "id", "kind", "order", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "same_as_id", "title") VALUES (NEW."assigned_by", NEW."id", NEW."kind", NEW."order", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."same_as_id", NEW."title"); RETURN NULL;',
                    hash="43b467d891de465a2b4032181926bed035e1bfbe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6c85",
                    table="evaluations_plannedresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedresult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_plannedresultevent" ("assigned_by", "id", "kind", "order", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "same_as_id", "title") VALUES (NEW."assigned_by", NEW."id", NEW."kind", NEW."order", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."same_as_id", NEW."title"); RETURN NULL;',
                    hash="fd8e277edbbcacda60cefc694dc317911c2c0754",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d7cd",
                    table="evaluations_plannedresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourexpectationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7d977984998032ffd6da8da99d353d470d1b089b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b6e0d",
                    table="evaluations_behaviourexpectationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="behaviourexpectation",
            constraint=models.UniqueConstraint(fields=("plan", "value"), name="behaviourexpectation_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourexpectation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_behaviourexpectationevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text", "value") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="b0346b9fe5d2dfd587d8af89a1aa6230cda9af74",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0977",
                    table="evaluations_behaviourexpectation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourexpectation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_behaviourexpectationevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text", "value") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="e31c85552f5fb91f3381df4f7201221b2467e492",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ace51",
                    table="evaluations_behaviourexpectation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0d8869e0e75ba61f1df17d56c2e32a87551c0334",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_27e97",
                    table="evaluations_workplanevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
