import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import surveys.models.survey


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("employees", "0015_unit_depth_index"),
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintSupport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("given_on", models.DateField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="surveys.complaint"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FollowUpAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("element", models.CharField(max_length=20, verbose_name="element")),
                ("action", models.CharField(max_length=500, verbose_name="action")),
                ("owner_position", models.CharField(editable=False, max_length=200)),
                ("due_on", models.DateField(verbose_name="due")),
                ("done_on", models.DateField(editable=False, null=True, verbose_name="done")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="what was done")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.employee",
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up action",
                "verbose_name_plural": "follow-up actions",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "element__in",
                                [
                                    "requirements",
                                    "procedures",
                                    "completion_time",
                                    "cost",
                                    "product",
                                    "staff_competence",
                                    "staff_behaviour",
                                    "facilities",
                                    "complaint_handling",
                                ],
                            )
                        ),
                        name="followup_element_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action", ""), _negated=True), name="followup_action_given"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"
                        ),
                        name="followup_done_says_what",
                        violation_error_message="Say in a sentence what was done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("survey", "Further questions of a satisfaction survey"),
                            ("training", "Evaluation of a training"),
                        ],
                        default="survey",
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="no longer offered")),
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
                "verbose_name": "questionnaire",
                "verbose_name_plural": "questionnaires",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "name"),
                        name="questionnaire_name_unique",
                        violation_error_message="There is already a questionnaire with this name. Choose another name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["survey", "training"])), name="questionnaire_purpose_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("any", "Everywhere"),
                            ("reply", "Reply"),
                            ("postpone", "Question to the reporter"),
                            ("forward", "Forwarding"),
                            ("reject", "Rejection"),
                            ("close", "Closing"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="used for",
                    ),
                ),
                ("text_id", models.TextField(max_length=2000, verbose_name="text in Indonesian")),
                ("text_en", models.TextField(blank=True, max_length=2000, verbose_name="text in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply template",
                "verbose_name_plural": "reply templates",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"),
                        name="replytemplate_name_unique",
                        violation_error_message="The unit already has a text with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text_id", ""), _negated=True), name="replytemplate_text_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceVisits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                (
                    "visits",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10000000)], verbose_name="people served"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.publicservice",
                        verbose_name="service",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "people served",
                "verbose_name_plural": "people served",
                "ordering": ["-month", "service__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "service", "month"),
                        name="servicevisits_once_a_month",
                        nulls_distinct=False,
                        violation_error_message="This month is already there. Correct its number instead.",
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="servicevisits_first_of_month"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("printed", models.PositiveIntegerField(verbose_name="printed")),
                ("printed_at", models.DateTimeField(auto_now_add=True, verbose_name="printed on")),
                ("voided_at", models.DateTimeField(editable=False, null=True, verbose_name="made void")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason")),
                ("voided", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="printed by",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.publicservice",
                        verbose_name="service",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slip_batches",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of slips",
                "verbose_name_plural": "batches of slips",
                "ordering": ["-printed_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("printed__gt", 0)), name="slipbatch_not_empty")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("burst", "Many answers in a short time"),
                            ("pattern", "The same answers again and again"),
                            ("hours", "Many answers outside office hours"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "series",
                    models.CharField(
                        choices=[
                            ("ticket", "With a single-use code"),
                            ("office", "Entered by the office"),
                            ("open", "Open link"),
                        ],
                        max_length=6,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("details", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("harmless", "Harmless"),
                            ("suspicious", "Suspicious, shown with the result"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="raised")),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alarms",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "alarm",
                "verbose_name_plural": "alarms",
                "ordering": ["-day", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "kind", "series", "day"), name="surveyalarm_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("reviewed_by__isnull", False), _connector="OR"),
                        name="surveyalarm_reviewed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "series",
                    models.CharField(
                        choices=[
                            ("ticket", "With a single-use code"),
                            ("office", "Entered by the office"),
                            ("open", "Open link"),
                        ],
                        max_length=6,
                    ),
                ),
                ("data", models.JSONField()),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.publicservice",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="surveys.satisfactionsurvey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "day", "series", "service"), name="surveytally_unique", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("keywords", models.CharField(blank=True, max_length=300, verbose_name="words that point to it")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "name"),
                        name="topic_name_unique",
                        violation_error_message="There is already a topic with this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("element", models.CharField(max_length=20, verbose_name="element")),
                ("action", models.CharField(max_length=500, verbose_name="action")),
                ("owner_position", models.CharField(editable=False, max_length=200)),
                ("due_on", models.DateField(verbose_name="due")),
                ("done_on", models.DateField(editable=False, null=True, verbose_name="done")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="what was done")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "done_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.followupaction",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuestionnaireEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("survey", "Further questions of a satisfaction survey"),
                            ("training", "Evaluation of a training"),
                        ],
                        default="survey",
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("is_archived", models.BooleanField(default=False, verbose_name="no longer offered")),
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
                        to="surveys.questionnaire",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuestionnaireVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="surveys.questionnaire",
                        verbose_name="questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a questionnaire",
                "verbose_name_plural": "versions of questionnaires",
                "ordering": ["questionnaire", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("questionnaire", "number"), name="questionnaireversion_number_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("questionnaire",),
                        name="questionnaireversion_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("sha256", ""), ("state", "draft")),
                            models.Q(
                                ("published_at__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("state", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="questionnaireversion_published_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("any", "Everywhere"),
                            ("reply", "Reply"),
                            ("postpone", "Question to the reporter"),
                            ("forward", "Forwarding"),
                            ("reject", "Rejection"),
                            ("close", "Closing"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="used for",
                    ),
                ),
                ("text_id", models.TextField(max_length=2000, verbose_name="text in Indonesian")),
                ("text_en", models.TextField(blank=True, max_length=2000, verbose_name="text in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.replytemplate",
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
            name="ServiceVisitsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("month", models.DateField(verbose_name="month")),
                (
                    "visits",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10000000)], verbose_name="people served"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.servicevisits",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="surveys.publicservice",
                        verbose_name="service",
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
            name="SlipCode",
            fields=[
                ("code_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="surveys.slipbatch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyAlarmEvent",
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
                        choices=[
                            ("burst", "Many answers in a short time"),
                            ("pattern", "The same answers again and again"),
                            ("hours", "Many answers outside office hours"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "series",
                    models.CharField(
                        choices=[
                            ("ticket", "With a single-use code"),
                            ("office", "Entered by the office"),
                            ("open", "Open link"),
                        ],
                        max_length=6,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("details", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("harmless", "Harmless"),
                            ("suspicious", "Suspicious, shown with the result"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="raised")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.surveyalarm",
                    ),
                ),
                (
                    "reviewed_by",
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
                    "survey",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicCompetency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("competency", models.CharField(max_length=40, verbose_name="competency")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="competencies", to="surveys.topic"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("topic", "competency"), name="topiccompetency_unique")],
            },
        ),
        migrations.CreateModel(
            name="TopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("keywords", models.CharField(blank=True, max_length=300, verbose_name="words that point to it")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        to="surveys.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="surveys.surveycomment",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="surveys.complaint",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tags", to="surveys.topic"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("comment__isnull", False), ("complaint__isnull", False), _connector="XOR"),
                        name="topictag_one_text",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("comment__isnull", False)),
                        fields=("comment", "topic"),
                        name="topictag_comment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("complaint__isnull", False)),
                        fields=("complaint", "topic"),
                        name="topictag_complaint_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionnaireVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.questionnaireversion",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="surveys.questionnaire",
                        verbose_name="questionnaire",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicCompetencyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("competency", models.CharField(max_length=40, verbose_name="competency")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.topiccompetency",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="surveys.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="complaint",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="satisfactionsurvey",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="satisfactionsurvey",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="surveycomment",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="complaint_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="complaint_ended_has_time",
        ),
        migrations.RemoveConstraint(
            model_name="surveyresponse",
            name="response_channel_known",
        ),
        migrations.AddField(
            model_name="complaint",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handled by",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="reporter reminded"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="others",
                to="surveys.complaint",
                verbose_name="same as",
            ),
        ),
        migrations.AddField(
            model_name="complaintevent",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handled by",
            ),
        ),
        migrations.AddField(
            model_name="complaintevent",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="reporter reminded"),
        ),
        migrations.AddField(
            model_name="complaintevent",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="surveys.complaint",
                verbose_name="same as",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurvey",
            name="blank_rule",
            field=models.CharField(
                choices=[
                    ("exclude", "Only complete forms count"),
                    ("element", "Each element counts the forms that answer it"),
                ],
                default="exclude",
                max_length=7,
                verbose_name="blank answers",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurvey",
            name="elements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                default=surveys.models.survey.all_elements,
                size=None,
                verbose_name="elements",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurvey",
            name="index_series",
            field=models.CharField(
                choices=[
                    ("verified", "Only answers with a code and those entered by the office"),
                    ("all", "Every answer, those of the open link too"),
                ],
                default="verified",
                max_length=8,
                verbose_name="answers in the index",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurvey",
            name="weight_rounding",
            field=models.CharField(
                choices=[
                    ("exact", "Exact (1/k)"),
                    ("0.11", "0.11, as the regulation prints it"),
                    ("0.111", "0.111, as many sheets print it"),
                ],
                default="exact",
                max_length=5,
                verbose_name="weight",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurveyevent",
            name="blank_rule",
            field=models.CharField(
                choices=[
                    ("exclude", "Only complete forms count"),
                    ("element", "Each element counts the forms that answer it"),
                ],
                default="exclude",
                max_length=7,
                verbose_name="blank answers",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurveyevent",
            name="elements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                default=surveys.models.survey.all_elements,
                size=None,
                verbose_name="elements",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurveyevent",
            name="index_series",
            field=models.CharField(
                choices=[
                    ("verified", "Only answers with a code and those entered by the office"),
                    ("all", "Every answer, those of the open link too"),
                ],
                default="verified",
                max_length=8,
                verbose_name="answers in the index",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurveyevent",
            name="weight_rounding",
            field=models.CharField(
                choices=[
                    ("exact", "Exact (1/k)"),
                    ("0.11", "0.11, as the regulation prints it"),
                    ("0.111", "0.111, as many sheets print it"),
                ],
                default="exact",
                max_length=5,
                verbose_name="weight",
            ),
        ),
        migrations.AddField(
            model_name="surveycomment",
            name="answer",
            field=models.TextField(blank=True, verbose_name="answer of the office"),
        ),
        migrations.AddField(
            model_name="surveycomment",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="surveycomment",
            name="answered_on",
            field=models.DateField(editable=False, null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            model_name="surveycomment",
            name="question",
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="surveycommentevent",
            name="answer",
            field=models.TextField(blank=True, verbose_name="answer of the office"),
        ),
        migrations.AddField(
            model_name="surveycommentevent",
            name="answered_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="surveycommentevent",
            name="answered_on",
            field=models.DateField(editable=False, null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            model_name="surveycommentevent",
            name="question",
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="surveyresponse",
            name="extra",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="surveyresponse",
            name="series",
            field=models.CharField(
                choices=[
                    ("ticket", "With a single-use code"),
                    ("office", "Entered by the office"),
                    ("open", "Open link"),
                ],
                default="open",
                max_length=6,
                verbose_name="series",
            ),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("verified", "Verified"),
                    ("rejected", "Rejected"),
                    ("forwarded", "Forwarded"),
                    ("in_progress", "Being handled"),
                    ("postponed", "Waiting for the reporter"),
                    ("done", "Done"),
                    ("not_fixed", "Closed, not fixed"),
                    ("reopened", "Reopened"),
                ],
                default="new",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="complaintentry",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "New"),
                    ("verified", "Verified"),
                    ("rejected", "Rejected"),
                    ("forwarded", "Forwarded"),
                    ("in_progress", "Being handled"),
                    ("postponed", "Waiting for the reporter"),
                    ("done", "Done"),
                    ("not_fixed", "Closed, not fixed"),
                    ("reopened", "Reopened"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="complaintevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("verified", "Verified"),
                    ("rejected", "Rejected"),
                    ("forwarded", "Forwarded"),
                    ("in_progress", "Being handled"),
                    ("postponed", "Waiting for the reporter"),
                    ("done", "Done"),
                    ("not_fixed", "Closed, not fixed"),
                    ("reopened", "Reopened"),
                ],
                default="new",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="surveyresponse",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "Web form"),
                    ("paper", "Paper form"),
                    ("staff", "Asked by an officer"),
                    ("kiosk", "Kiosk"),
                ],
                default="web",
                max_length=5,
                verbose_name="channel",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("subject", "gin_trgm_ops"), name="complaint_subject_words"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_complaintevent" ("answered_at", "assignee_id", "closed_at", "code", "complete_due", "follow_up_due", "id", "is_satisfied", "is_supervisory", "kind", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pin_hash", "place", "received_at", "reject_reason", "reminded_at", "reopened_at", "same_as_id", "silent_until", "state", "state_since", "subject", "submission_hash", "text", "unit_id", "verified_at", "verify_due", "version", "visibility") VALUES (NEW."answered_at", NEW."assignee_id", NEW."closed_at", NEW."code", NEW."complete_due", NEW."follow_up_due", NEW."id", NEW."is_satisfied", NEW."is_supervisory", NEW."kind", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pin_hash", NEW."place", NEW."received_at", NEW."reject_reason", NEW."reminded_at", NEW."reopened_at", NEW."same_as_id", NEW."silent_until", NEW."state", NEW."state_since", NEW."subject", NEW."submission_hash", NEW."text", NEW."unit_id", NEW."verified_at", NEW."verify_due", NEW."version", NEW."visibility"); RETURN NULL;',
                    hash="3f8becc79fd81d31fbf36ba08e95aa4e177f59e3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_14d5e",
                    table="surveys_complaint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="satisfactionsurvey",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_satisfactionsurveyevent" ("blank_rule", "closed_at", "created_at", "elements", "expected_users", "extra_questions_id", "id", "index_series", "opened_at", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_version", "state", "unit_id", "weight_rounding") VALUES (NEW."blank_rule", NEW."closed_at", NEW."created_at", NEW."elements", NEW."expected_users", NEW."extra_questions_id", NEW."id", NEW."index_series", NEW."opened_at", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."questionnaire_version", NEW."state", NEW."unit_id", NEW."weight_rounding"); RETURN NULL;',
                    hash="5c45906ead8824b7947fd21f9a85e4494bae3f39",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d4b06",
                    table="surveys_satisfactionsurvey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="satisfactionsurvey",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_satisfactionsurveyevent" ("blank_rule", "closed_at", "created_at", "elements", "expected_users", "extra_questions_id", "id", "index_series", "opened_at", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_version", "state", "unit_id", "weight_rounding") VALUES (NEW."blank_rule", NEW."closed_at", NEW."created_at", NEW."elements", NEW."expected_users", NEW."extra_questions_id", NEW."id", NEW."index_series", NEW."opened_at", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."questionnaire_version", NEW."state", NEW."unit_id", NEW."weight_rounding"); RETURN NULL;',
                    hash="e9dceb00036b0aaa6c0b043bed11f21cdbb06d92",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6a31",
                    table="surveys_satisfactionsurvey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveycomment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_surveycommentevent" ("answer", "answered_by_id", "answered_on", "id", "moderated_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "state", "survey_id", "text", "written_on") VALUES (NEW."answer", NEW."answered_by_id", NEW."answered_on", NEW."id", NEW."moderated_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question", NEW."state", NEW."survey_id", NEW."text", NEW."written_on"); RETURN NULL;',
                    hash="d46e237adcf812abadf866b2fb7fc40ca2ef619d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1f9e0",
                    table="surveys_surveycomment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "new",
                            "verified",
                            "rejected",
                            "forwarded",
                            "in_progress",
                            "postponed",
                            "done",
                            "not_fixed",
                            "reopened",
                        ],
                    )
                ),
                name="complaint_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state__in", frozenset(["done", "not_fixed", "rejected"]))),
                    models.Q(
                        models.Q(("state__in", frozenset(["done", "not_fixed", "rejected"])), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="complaint_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("same_as__isnull", True), models.Q(("same_as", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="complaint_not_same_as_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["web", "paper", "staff", "kiosk"])), name="response_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("series__in", ["ticket", "office", "open"])), name="response_series_known"
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurvey",
            name="extra_questions",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to="surveys.questionnaireversion",
                verbose_name="further questions",
            ),
        ),
        migrations.AddField(
            model_name="satisfactionsurveyevent",
            name="extra_questions",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="surveys.questionnaireversion",
                verbose_name="further questions",
            ),
        ),
        migrations.AddConstraint(
            model_name="satisfactionsurvey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "elements__contained_by",
                        [
                            "requirements",
                            "procedures",
                            "completion_time",
                            "cost",
                            "product",
                            "staff_competence",
                            "staff_behaviour",
                            "facilities",
                            "complaint_handling",
                        ],
                    ),
                    ("elements__len__gt", 0),
                ),
                name="survey_elements_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_followupactionevent" ("action", "created_at", "done_by_id", "done_on", "due_on", "element", "id", "owner_id", "owner_position", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "survey_id", "version") VALUES (NEW."action", NEW."created_at", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."element", NEW."id", NEW."owner_id", NEW."owner_position", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result", NEW."survey_id", NEW."version"); RETURN NULL;',
                    hash="cb5ab0ab6580bc87a6bcbbdb4acf665c37345973",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1137",
                    table="surveys_followupaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_followupactionevent" ("action", "created_at", "done_by_id", "done_on", "due_on", "element", "id", "owner_id", "owner_position", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "survey_id", "version") VALUES (NEW."action", NEW."created_at", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."element", NEW."id", NEW."owner_id", NEW."owner_position", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result", NEW."survey_id", NEW."version"); RETURN NULL;',
                    hash="78f39f67a933150ad983a08b3c698f1f85423143",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bc0e9",
                    table="surveys_followupaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="33c3eac535632a21f0a4036dacc4844baac02edb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a6d8e",
                    table="surveys_followupactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaire",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_questionnaireevent" ("government_id", "id", "is_archived", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose") VALUES (NEW."government_id", NEW."id", NEW."is_archived", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose"); RETURN NULL;',
                    hash="3301b1eaf5baa4f570d7d9c9433d3f2ee0cabf6f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3bda7",
                    table="surveys_questionnaire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaire",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_questionnaireevent" ("government_id", "id", "is_archived", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose") VALUES (NEW."government_id", NEW."id", NEW."is_archived", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose"); RETURN NULL;',
                    hash="674313205e21d1fd6c2d6c6728830abfb141a224",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c988",
                    table="surveys_questionnaire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaireevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a40363faf0bb061a8e6a8d69b9fdf49a99c60b6e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb78e",
                    table="surveys_questionnaireevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaireversion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_version_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'published')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2cb94181317d7c25e52e253f7d5591a4128662f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_version_stays_a2f37",
                    table="surveys_questionnaireversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaireversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_questionnaireversionevent" ("content", "edit", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "questionnaire_id", "sha256", "state") VALUES (NEW."content", NEW."edit", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."questionnaire_id", NEW."sha256", NEW."state"); RETURN NULL;',
                    hash="4182f5394ec5a8dabe06868cb9efe509aa08756e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2221",
                    table="surveys_questionnaireversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaireversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_questionnaireversionevent" ("content", "edit", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "questionnaire_id", "sha256", "state") VALUES (NEW."content", NEW."edit", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."questionnaire_id", NEW."sha256", NEW."state"); RETURN NULL;',
                    hash="7a700ecde9b0a3b5e6b669cec198c0415a925f61",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b541",
                    table="surveys_questionnaireversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaireversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="49e524c2e14d2cac5d8f0fbf7f3f5103a5413d45",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1e37",
                    table="surveys_questionnaireversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replytemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_replytemplateevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_id", "unit_id", "use") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text_en", NEW."text_id", NEW."unit_id", NEW."use"); RETURN NULL;',
                    hash="c8198a6c0f176375e5d108828d7ef02cf8f32bdc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22478",
                    table="surveys_replytemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replytemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_replytemplateevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_id", "unit_id", "use") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text_en", NEW."text_id", NEW."unit_id", NEW."use"); RETURN NULL;',
                    hash="68d17510da7b18798b567e81378049b40164a62f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ec99",
                    table="surveys_replytemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replytemplateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2f7567f4ff697b1b148ab42c0605cfd1552d6c60",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_29f16",
                    table="surveys_replytemplateevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicevisits",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_servicevisitsevent" ("id", "month", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "unit_id", "visits") VALUES (NEW."id", NEW."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."service_id", NEW."unit_id", NEW."visits"); RETURN NULL;',
                    hash="760d1db1b8d4b90a1ecabb29cfa40e1fadceec75",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f39ef",
                    table="surveys_servicevisits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicevisits",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_servicevisitsevent" ("id", "month", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "unit_id", "visits") VALUES (NEW."id", NEW."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."service_id", NEW."unit_id", NEW."visits"); RETURN NULL;',
                    hash="b9e7a40d428e4d922ed2c891e6c1a21695917d6f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fff20",
                    table="surveys_servicevisits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicevisitsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="930c726f070ec3b8e71976cf7cb2e1c3f87f8f6a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_081ce",
                    table="surveys_servicevisitsevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyalarm",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_surveyalarmevent" ("day", "details", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "reviewed_at", "reviewed_by_id", "series", "state", "survey_id") VALUES (NEW."day", NEW."details", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."reviewed_at", NEW."reviewed_by_id", NEW."series", NEW."state", NEW."survey_id"); RETURN NULL;',
                    hash="1e1d2bd2b8158cca0d110987c5cfaca57f69e7f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_28503",
                    table="surveys_surveyalarm",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyalarm",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_surveyalarmevent" ("day", "details", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "reviewed_at", "reviewed_by_id", "series", "state", "survey_id") VALUES (NEW."day", NEW."details", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."raised_at", NEW."reviewed_at", NEW."reviewed_by_id", NEW."series", NEW."state", NEW."survey_id"); RETURN NULL;',
                    hash="86c6d01e51fdbc13a59380651eb98d0ee0afcf4f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d87ef",
                    table="surveys_surveyalarm",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyalarmevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="df9b85ffd23ca097cb1b3f799f3a9c719d57f382",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0aade",
                    table="surveys_surveyalarmevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_topicevent" ("government_id", "id", "is_active", "keywords", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."government_id", NEW."id", NEW."is_active", NEW."keywords", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="5eca930d4192a44e139ebd7936499b1c4c85299d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9fa02",
                    table="surveys_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_topicevent" ("government_id", "id", "is_active", "keywords", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."government_id", NEW."id", NEW."is_active", NEW."keywords", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="b6b62f97501c7bdac6c6018116a3659501def1f5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d72b2",
                    table="surveys_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccompetency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_topiccompetencyevent" ("competency", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."competency", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;',
                    hash="2eb9880d3d226f3137c7c34079a0ca989567163b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_04736",
                    table="surveys_topiccompetency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccompetency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_topiccompetencyevent" ("competency", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."competency", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."topic_id"); RETURN NULL;',
                    hash="6589c415b754f473e8156e35535829484d8b8515",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_488b2",
                    table="surveys_topiccompetency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccompetencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b2a2f06213d62973046871225a1f98b72048c19",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c55a",
                    table="surveys_topiccompetencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ff2346a86dee453eb9c91085f6570a3b9774726e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb31d",
                    table="surveys_topicevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            sql=[
                "UPDATE surveys_satisfactionsurvey SET index_series = 'all'",
                "ALTER TABLE surveys_surveyresponse DISABLE TRIGGER USER",
                "UPDATE surveys_surveyresponse SET series = 'office' WHERE channel = 'paper'",
                "ALTER TABLE surveys_surveyresponse ENABLE TRIGGER USER",
            ],
            reverse_sql="",
        ),
    ]
