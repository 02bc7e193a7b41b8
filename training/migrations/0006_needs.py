import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0005_allocation"),
    ]

    operations = [
        migrations.CreateModel(
            name="DevelopmentNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("gap", "Competency gap"),
                            ("dialogue", "Performance dialogue"),
                            ("new_duty", "New duty"),
                            ("strategic", "Strategic priority"),
                            ("citizens", "What citizens say"),
                            ("own_wish", "Own wish"),
                        ],
                        max_length=9,
                        verbose_name="why",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("basis", models.JSONField(blank=True, default=dict, editable=False)),
                ("gap", models.SmallIntegerField(blank=True, null=True, verbose_name="gap")),
                (
                    "target_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        null=True,
                        verbose_name="level to reach",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
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
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True, choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4")], null=True, verbose_name="quarter"
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost",
                    ),
                ),
                ("is_mandatory", models.BooleanField(default=False, editable=False, verbose_name="mandatory")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed by the supervisor"),
                            ("verified", "Verified by the training office"),
                            ("planned", "In the yearly plan"),
                            ("realised", "Realised"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "refusal_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_seat", "No seat left"),
                            ("no_budget", "No budget"),
                            ("not_relevant", "Does not fit the duties"),
                            ("bad_time", "The office can't spare the person then"),
                            ("already_trained", "Already trained in it"),
                            ("not_eligible", "Does not meet a condition"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="kind of refusal",
                    ),
                ),
                ("refusal_reason", models.CharField(blank=True, max_length=500, verbose_name="reason for the refusal")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="development_needs",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.registration",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="training.individualplan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "year_plan_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="training.yearplanitem",
                        verbose_name="line of the yearly plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "development need",
                "verbose_name_plural": "development needs",
                "ordering": ["-year", "employee", "pk"],
                "indexes": [
                    models.Index(fields=["employee", "-year"], name="need_employee_year"),
                    models.Index(fields=["year", "state"], name="need_year_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("competency__isnull", False), models.Q(("state", "refused"), _negated=True)
                        ),
                        fields=("employee", "competency", "year"),
                        name="need_once_a_year",
                        violation_error_message="This competency is already a need of that year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("competency__isnull", False), models.Q(("subject", ""), _negated=True), _connector="OR"
                        ),
                        name="need_of_something",
                        violation_error_message="Choose a competency or say what is to be learnt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "agreed", "verified", "planned", "realised", "refused"])
                        ),
                        name="need_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(
                                models.Q(("refusal_code", ""), _negated=True),
                                models.Q(("refusal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="need_refused_with_reason",
                        violation_error_message="Choose the kind of refusal and say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_mandatory", True), ("state", "refused"), _negated=True),
                        name="need_mandatory_stays",
                        violation_error_message="This need follows from the annual rating and can't be refused.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentNeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("gap", "Competency gap"),
                            ("dialogue", "Performance dialogue"),
                            ("new_duty", "New duty"),
                            ("strategic", "Strategic priority"),
                            ("citizens", "What citizens say"),
                            ("own_wish", "Own wish"),
                        ],
                        max_length=9,
                        verbose_name="why",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("basis", models.JSONField(blank=True, default=dict, editable=False)),
                ("gap", models.SmallIntegerField(blank=True, null=True, verbose_name="gap")),
                (
                    "target_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        null=True,
                        verbose_name="level to reach",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
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
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True, choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4")], null=True, verbose_name="quarter"
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost",
                    ),
                ),
                ("is_mandatory", models.BooleanField(default=False, editable=False, verbose_name="mandatory")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed by the supervisor"),
                            ("verified", "Verified by the training office"),
                            ("planned", "In the yearly plan"),
                            ("realised", "Realised"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "refusal_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_seat", "No seat left"),
                            ("no_budget", "No budget"),
                            ("not_relevant", "Does not fit the duties"),
                            ("bad_time", "The office can't spare the person then"),
                            ("already_trained", "Already trained in it"),
                            ("not_eligible", "Does not meet a condition"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="kind of refusal",
                    ),
                ),
                ("refusal_reason", models.CharField(blank=True, max_length=500, verbose_name="reason for the refusal")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                        to="training.developmentneed",
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
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.registration",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.individualplan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "year_plan_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.yearplanitem",
                        verbose_name="line of the yearly plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="developmentneedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0218c2b95910897fad8ecb88bcc2b5976640d8b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9be34",
                    table="training_developmentneedevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="developmentneed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_developmentneedevent" ("basis", "competency_id", "cost", "created_at", "decided_at", "decided_by_id", "employee_id", "form", "gap", "id", "is_mandatory", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority", "programme_id", "proposed_by_id", "quarter", "reason", "refusal_code", "refusal_reason", "registration_id", "source", "state", "subject", "target_level", "year", "year_plan_item_id") VALUES (NEW."basis", NEW."competency_id", NEW."cost", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."form", NEW."gap", NEW."id", NEW."is_mandatory", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."priority", NEW."programme_id", NEW."proposed_by_id", NEW."quarter", NEW."reason", NEW."refusal_code", NEW."refusal_reason", NEW."registration_id", NEW."source", NEW."state", NEW."subject", NEW."target_level", NEW."year", NEW."year_plan_item_id"); RETURN NULL;',
                    hash="72e56374bc91044d2fd9fe86bb2f76f2c865ada5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_999ed",
                    table="training_developmentneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="developmentneed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_developmentneedevent" ("basis", "competency_id", "cost", "created_at", "decided_at", "decided_by_id", "employee_id", "form", "gap", "id", "is_mandatory", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority", "programme_id", "proposed_by_id", "quarter", "reason", "refusal_code", "refusal_reason", "registration_id", "source", "state", "subject", "target_level", "year", "year_plan_item_id") VALUES (NEW."basis", NEW."competency_id", NEW."cost", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."form", NEW."gap", NEW."id", NEW."is_mandatory", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."priority", NEW."programme_id", NEW."proposed_by_id", NEW."quarter", NEW."reason", NEW."refusal_code", NEW."refusal_reason", NEW."registration_id", NEW."source", NEW."state", NEW."subject", NEW."target_level", NEW."year", NEW."year_plan_item_id"); RETURN NULL;',
                    hash="d969702a8dc116ced9cdb11cc0ab4b48322f62ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_51865",
                    table="training_developmentneed",
                    when="AFTER",
                ),
            ),
        ),
    ]
