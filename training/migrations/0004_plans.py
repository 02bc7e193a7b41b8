import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employees", "0017_ended_status_is_active"),
        ("training", "0003_partners_and_equipment"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndividualPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("goals", models.TextField(blank=True, verbose_name="what I want to be able to do")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "With the supervisor"),
                            ("returned", "Returned"),
                            ("agreed", "Agreed"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="agreed")),
                ("comment", models.TextField(blank=True, verbose_name="comment of the supervisor")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_plans",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
            ],
            options={
                "verbose_name": "individual development plan",
                "verbose_name_plural": "individual development plans",
                "ordering": ["-year", "employee"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employee", "year"),
                        name="individualplan_once_a_year",
                        violation_error_message="There is already a plan for this year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned", "agreed"])),
                        name="individualplan_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True), ("agreed_at__isnull", False), _connector="OR"
                        ),
                        name="individualplan_agreed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="comment")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_hidden", models.BooleanField(default=False, editable=False, verbose_name="hidden")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.employee"
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="training.competency",
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.organizationalunit"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="training.trainingprogramme",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a need",
                "verbose_name_plural": "comments on needs",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("competency__isnull", False), ("programme__isnull", False), _connector="XOR"
                        ),
                        name="needcomment_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="needcomment_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("verified", "Verified by the training office"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_plans",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "yearly plan",
                "verbose_name_plural": "yearly plans",
                "ordering": ["-year", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year"),
                        name="yearplan_once_a_year",
                        violation_error_message="The unit already has a plan for this year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "verified", "approved", "returned"])),
                        name="yearplan_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndividualPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("goals", models.TextField(blank=True, verbose_name="what I want to be able to do")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "With the supervisor"),
                            ("returned", "Returned"),
                            ("agreed", "Agreed"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="agreed")),
                ("comment", models.TextField(blank=True, verbose_name="comment of the supervisor")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.individualplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NeedCommentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="comment")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_hidden", models.BooleanField(default=False, editable=False, verbose_name="hidden")),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
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
                        to="training.needcomment",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingprogramme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("verified", "Verified by the training office"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        max_length=9,
                        verbose_name="step",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=250)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="training.yearplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["plan", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="YearPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("verified", "Verified by the training office"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.yearplan",
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
            name="YearPlanItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("1", "Structural training"),
                            ("2", "Functional training"),
                            ("3", "Technical training"),
                            ("5", "Managerial training"),
                            ("6", "Sociocultural training"),
                            ("9", "Seminar or conference"),
                            ("4", "Workshop"),
                            ("11", "Course"),
                            ("12", "Upgrading course (penataran)"),
                            ("8", "Technical guidance (bimtek)"),
                            ("7", "Dissemination (sosialisasi)"),
                            ("13", "Other classroom form"),
                            ("14", "Coaching"),
                            ("15", "Mentoring"),
                            ("16", "E-learning"),
                            ("17", "Distance training"),
                            ("18", "Secondment (detasering)"),
                            ("19", "Outbound learning"),
                            ("20", "Benchmarking"),
                            ("21", "Exchange with the private sector or state enterprises"),
                            ("22", "Self-study"),
                            ("23", "Community of practice"),
                            ("24", "Guidance at the workplace"),
                            ("10", "Internship or work placement"),
                            ("25", "Other non-classroom form"),
                        ],
                        max_length=2,
                        verbose_name="form of training",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        default="medium",
                        max_length=6,
                        verbose_name="priority",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4")], default=1, verbose_name="quarter"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                (
                    "cost_each",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost per person",
                    ),
                ),
                ("justification", models.TextField(blank=True, verbose_name="justification")),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="training.yearplan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a yearly plan",
                "verbose_name_plural": "lines of yearly plans",
                "ordering": ["plan", "quarter", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="yearplanitem_people"),
                    models.CheckConstraint(condition=models.Q(("cost_each__gte", 0)), name="yearplanitem_cost"),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlanItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("1", "Structural training"),
                            ("2", "Functional training"),
                            ("3", "Technical training"),
                            ("5", "Managerial training"),
                            ("6", "Sociocultural training"),
                            ("9", "Seminar or conference"),
                            ("4", "Workshop"),
                            ("11", "Course"),
                            ("12", "Upgrading course (penataran)"),
                            ("8", "Technical guidance (bimtek)"),
                            ("7", "Dissemination (sosialisasi)"),
                            ("13", "Other classroom form"),
                            ("14", "Coaching"),
                            ("15", "Mentoring"),
                            ("16", "E-learning"),
                            ("17", "Distance training"),
                            ("18", "Secondment (detasering)"),
                            ("19", "Outbound learning"),
                            ("20", "Benchmarking"),
                            ("21", "Exchange with the private sector or state enterprises"),
                            ("22", "Self-study"),
                            ("23", "Community of practice"),
                            ("24", "Guidance at the workplace"),
                            ("10", "Internship or work placement"),
                            ("25", "Other non-classroom form"),
                        ],
                        max_length=2,
                        verbose_name="form of training",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        default="medium",
                        max_length=6,
                        verbose_name="priority",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4")], default=1, verbose_name="quarter"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                (
                    "cost_each",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost per person",
                    ),
                ),
                ("justification", models.TextField(blank=True, verbose_name="justification")),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.yearplanitem",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.yearplan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="individualplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_individualplanevent" ("agreed_at", "agreed_by_id", "comment", "edit", "employee_id", "goals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "year") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."comment", NEW."edit", NEW."employee_id", NEW."goals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."submitted_at", NEW."year"); RETURN NULL;',
                    hash="bec00bb9c72d3f4bfc26f986d2cdcc8d37711943",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_96710",
                    table="training_individualplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="individualplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_individualplanevent" ("agreed_at", "agreed_by_id", "comment", "edit", "employee_id", "goals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "year") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."comment", NEW."edit", NEW."employee_id", NEW."goals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."submitted_at", NEW."year"); RETURN NULL;',
                    hash="0e68ba6a673ee9167a9523a9233c44e670463dde",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4242",
                    table="training_individualplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="individualplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="766a6e2a542a7aa4f43f8bfada251eb70f5b415a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fdb09",
                    table="training_individualplanevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_needcommentevent" ("author_id", "competency_id", "created_at", "government_id", "id", "is_hidden", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "text") VALUES (NEW."author_id", NEW."competency_id", NEW."created_at", NEW."government_id", NEW."id", NEW."is_hidden", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."text"); RETURN NULL;',
                    hash="8f374e0fc59f72a4cef6c870b9b9baa7dc094370",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f27a",
                    table="training_needcomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_needcommentevent" ("author_id", "competency_id", "created_at", "government_id", "id", "is_hidden", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "text") VALUES (NEW."author_id", NEW."competency_id", NEW."created_at", NEW."government_id", NEW."id", NEW."is_hidden", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."text"); RETURN NULL;',
                    hash="77237a4b22eaa18a1bbb02f816e71dfd12aa1090",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c31bb",
                    table="training_needcomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needcommentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8ecb82719d947a43f178f14f6b806dbcea96eb78",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7609b",
                    table="training_needcommentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_yearplanevent" ("budget", "created_at", "edit", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id", "year") VALUES (NEW."budget", NEW."created_at", NEW."edit", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."unit_id", NEW."year"); RETURN NULL;',
                    hash="9a38be062bb69b9f3f63e596421c7e47195ef538",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a73d5",
                    table="training_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_yearplanevent" ("budget", "created_at", "edit", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id", "year") VALUES (NEW."budget", NEW."created_at", NEW."edit", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."unit_id", NEW."year"); RETURN NULL;',
                    hash="b82f1273c13f11e3d8f2345dc2ec9874fb4442ae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_983e2",
                    table="training_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc98711c3f71086c56b87f9ca6a2c559af9e0439",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b418",
                    table="training_yearplanevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_yearplanitemevent" ("competency_id", "cost_each", "form", "id", "justification", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority", "programme_id", "quarter", "title") VALUES (NEW."competency_id", NEW."cost_each", NEW."form", NEW."id", NEW."justification", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."priority", NEW."programme_id", NEW."quarter", NEW."title"); RETURN NULL;',
                    hash="be1bd2b0a694015ba603dbaa5d5711e497e90a56",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_18abf",
                    table="training_yearplanitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_yearplanitemevent" ("competency_id", "cost_each", "form", "id", "justification", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority", "programme_id", "quarter", "title") VALUES (NEW."competency_id", NEW."cost_each", NEW."form", NEW."id", NEW."justification", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."priority", NEW."programme_id", NEW."quarter", NEW."title"); RETURN NULL;',
                    hash="04666757d636994013875b6cce80d01b99249733",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c46c8",
                    table="training_yearplanitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanitemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d768395ae98a16d132ff34b2d774085486c783c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_726a3",
                    table="training_yearplanitemevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
