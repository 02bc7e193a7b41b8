import uuid

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
        ("training", "0010_tests_and_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationPromise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="what I will do")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="training.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "promise",
                "verbose_name_plural": "promises",
                "ordering": ["registration", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "number"), name="promise_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 3))),
                        name="promise_one_to_three",
                        violation_error_message="One to three promises: few that are kept.",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="promise_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rater",
                    models.CharField(
                        choices=[("self", "The participant"), ("supervisor", "The supervisor")], max_length=10
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("before", "Before the training (recalled)"), ("after", "Now")], max_length=6
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="behaviour_ratings",
                        to="training.registration",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "rater", "period", "item"), name="behaviourrating_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("value__range", (1, 5))), name="behaviourrating_1_to_5"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("not_deep", "Not deep enough"),
                            ("not_needed", "Not what I need"),
                            ("low_score", "Rated low"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                ("answers", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="what changes")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="training.trainingsession",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of content",
                "verbose_name_plural": "reviews of content",
                "ordering": ["-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "trigger"), name="contentreview_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="contentreview_closed_with_outcome",
                        violation_error_message="Say what changes, or why nothing does.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationResponse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answered_on", models.DateField(verbose_name="day")),
                ("form_version", models.CharField(max_length=20)),
                ("answers", models.JSONField(default=dict)),
                ("depth", models.CharField(blank=True, max_length=10)),
                ("extra", models.JSONField(blank=True, default=dict)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "indexes": [models.Index(fields=["session"], name="evaluation_session")],
            },
        ),
        migrations.CreateModel(
            name="EvaluationText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("written_on", models.DateField()),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_texts",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "question", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationTicket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued_on", models.DateField(auto_now_add=True)),
                ("reminded_on", models.DateField(editable=False, null=True)),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_ticket",
                        to="training.registration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LearningActivity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("organiser", models.CharField(blank=True, max_length=200, verbose_name="organiser")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("sessions", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="hours of the programme (JP)",
                    ),
                ),
                ("is_international", models.BooleanField(default=False, verbose_name="international")),
                (
                    "learning_hours",
                    models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name="learning hours (JP)"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Waits to be verified"),
                            ("verified", "Verified"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="reported",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="verified")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_activities",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "verbose_name": "learning activity",
                "verbose_name_plural": "learning activities",
                "ordering": ["-ends_on", "-pk"],
                "indexes": [models.Index(fields=["employee", "-ends_on"], name="activity_employee")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="activity_in_order",
                        violation_error_message="The last day lies before the first. Correct one of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("learning_hours__gte", 0)), name="activity_hours_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["reported", "verified", "refused", "withdrawn"])),
                        name="activity_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activity_refused_with_reason",
                        violation_error_message="Say why it is not recognised.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationPromiseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="what I will do")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.applicationpromise",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContentReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("not_deep", "Not deep enough"),
                            ("not_needed", "Not what I need"),
                            ("low_score", "Rated low"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                ("answers", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="what changes")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "closed_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.contentreview",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingsession",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningActivityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("organiser", models.CharField(blank=True, max_length=200, verbose_name="organiser")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days")),
                ("sessions", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="hours of the programme (JP)",
                    ),
                ),
                ("is_international", models.BooleanField(default=False, verbose_name="international")),
                (
                    "learning_hours",
                    models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name="learning hours (JP)"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Waits to be verified"),
                            ("verified", "Verified"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="reported",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="verified")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="training.learningactivity",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromiseCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moment",
                    models.PositiveSmallIntegerField(
                        choices=[(30, "After 30 days"), (90, "After 90 days")], verbose_name="when"
                    ),
                ),
                (
                    "rater",
                    models.CharField(
                        choices=[("self", "The participant"), ("supervisor", "The supervisor")],
                        max_length=10,
                        verbose_name="who says it",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("applied", "Applied"), ("partly", "Partly applied"), ("not_yet", "Not yet applied")],
                        max_length=7,
                        verbose_name="how it stands",
                    ),
                ),
                ("example", models.TextField(blank=True, verbose_name="example")),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "No time for it"),
                            ("no_tools", "Tools or data are missing"),
                            ("no_authority", "Nobody authorised it"),
                            ("no_support", "Colleagues or the supervisor don't support it"),
                            ("other_duties", "Other duties since"),
                            ("not_understood", "Not understood well enough"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                        verbose_name="obstacle",
                    ),
                ),
                ("obstacle_text", models.CharField(blank=True, max_length=300, verbose_name="what stands in the way")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="training.applicationpromise",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of a promise",
                "verbose_name_plural": "confirmations of promises",
                "ordering": ["promise", "moment", "rater"],
                "constraints": [
                    models.UniqueConstraint(fields=("promise", "moment", "rater"), name="promisecheck_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "not_yet"), models.Q(("example", ""), _negated=True), _connector="OR"
                        ),
                        name="promisecheck_with_example",
                        violation_error_message="Describe one example of how it was applied.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "applied"), models.Q(("obstacle", ""), _negated=True), _connector="OR"
                        ),
                        name="promisecheck_with_obstacle",
                        violation_error_message="Choose what stands in the way.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moment__in", [30, 90])), name="promisecheck_moment_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObstacleTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "check_row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="task", to="training.promisecheck"
                    ),
                ),
            ],
            options={
                "verbose_name": "obstacle to clear away",
                "verbose_name_plural": "obstacles to clear away",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("closed_at__isnull", False), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="obstacletask_closed_with_note",
                        violation_error_message="Say what was done, or why nothing can be.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "moment",
                    models.PositiveSmallIntegerField(
                        choices=[(30, "After 30 days"), (90, "After 90 days")], verbose_name="when"
                    ),
                ),
                (
                    "rater",
                    models.CharField(
                        choices=[("self", "The participant"), ("supervisor", "The supervisor")],
                        max_length=10,
                        verbose_name="who says it",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("applied", "Applied"), ("partly", "Partly applied"), ("not_yet", "Not yet applied")],
                        max_length=7,
                        verbose_name="how it stands",
                    ),
                ),
                ("example", models.TextField(blank=True, verbose_name="example")),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "No time for it"),
                            ("no_tools", "Tools or data are missing"),
                            ("no_authority", "Nobody authorised it"),
                            ("no_support", "Colleagues or the supervisor don't support it"),
                            ("other_duties", "Other duties since"),
                            ("not_understood", "Not understood well enough"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                        verbose_name="obstacle",
                    ),
                ),
                ("obstacle_text", models.CharField(blank=True, max_length=300, verbose_name="what stands in the way")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.promisecheck",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.applicationpromise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObstacleTaskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "closed_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.obstacletask",
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
                (
                    "check_row",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.promisecheck",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationpromise",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_applicationpromiseevent" ("created_at", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id", "text") VALUES (NEW."created_at", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registration_id", NEW."text"); RETURN NULL;',
                    hash="e576ee570b18c43bf9460536057e63a87a568598",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_790dd",
                    table="training_applicationpromise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationpromise",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_applicationpromiseevent" ("created_at", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id", "text") VALUES (NEW."created_at", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registration_id", NEW."text"); RETURN NULL;',
                    hash="e77925e8e4648e720f37dd6bdb5207fb5d86fe6b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ea18",
                    table="training_applicationpromise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationpromiseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73a6936991c7c77caa0c52af25cb6f7e2ca89d22",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3590f",
                    table="training_applicationpromiseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contentreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_contentreviewevent" ("answers", "closed_at", "closed_by_id", "count", "id", "opened_at", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "session_id", "state", "trigger") VALUES (NEW."answers", NEW."closed_at", NEW."closed_by_id", NEW."count", NEW."id", NEW."opened_at", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."session_id", NEW."state", NEW."trigger"); RETURN NULL;',
                    hash="ab4b228b4041d6830124ac44d95f3893ea061132",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c699d",
                    table="training_contentreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contentreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_contentreviewevent" ("answers", "closed_at", "closed_by_id", "count", "id", "opened_at", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "session_id", "state", "trigger") VALUES (NEW."answers", NEW."closed_at", NEW."closed_by_id", NEW."count", NEW."id", NEW."opened_at", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."session_id", NEW."state", NEW."trigger"); RETURN NULL;',
                    hash="275f1118ab761acd0574dea9bb7cffc80036d3b8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c4e2e",
                    table="training_contentreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contentreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="17bca7058f0d5ce2692034cffff9d4642e76a291",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_22f6e",
                    table="training_contentreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5066250400d91c6d347cbb7561ee0565dd9f5a4f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_evaluation_append_only_2b58c",
                    table="training_evaluationresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learningactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_learningactivityevent" ("created_at", "days", "employee_id", "ends_on", "form", "hours", "id", "is_international", "learning_hours", "organiser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sessions", "starts_on", "state", "title", "verified_at", "verified_by_id") VALUES (NEW."created_at", NEW."days", NEW."employee_id", NEW."ends_on", NEW."form", NEW."hours", NEW."id", NEW."is_international", NEW."learning_hours", NEW."organiser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."sessions", NEW."starts_on", NEW."state", NEW."title", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                    hash="7dd7f39ba32da3ac9aae39f73e5817dcb2e15a2e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e81b",
                    table="training_learningactivity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learningactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_learningactivityevent" ("created_at", "days", "employee_id", "ends_on", "form", "hours", "id", "is_international", "learning_hours", "organiser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sessions", "starts_on", "state", "title", "verified_at", "verified_by_id") VALUES (NEW."created_at", NEW."days", NEW."employee_id", NEW."ends_on", NEW."form", NEW."hours", NEW."id", NEW."is_international", NEW."learning_hours", NEW."organiser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."sessions", NEW."starts_on", NEW."state", NEW."title", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                    hash="2644735793cde3ff37901df3653d5d097c87315f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87829",
                    table="training_learningactivity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learningactivityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2031589ba0f743d75d68f67b8d9b3c455a961f1d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_07371",
                    table="training_learningactivityevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="promisecheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_promisecheckevent" ("at", "by_id", "example", "id", "moment", "obstacle", "obstacle_text", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promise_id", "rater") VALUES (NEW."at", NEW."by_id", NEW."example", NEW."id", NEW."moment", NEW."obstacle", NEW."obstacle_text", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."promise_id", NEW."rater"); RETURN NULL;',
                    hash="11a6da8a3994d215dec11b75e2555c7fb3b35214",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0faad",
                    table="training_promisecheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="promisecheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_promisecheckevent" ("at", "by_id", "example", "id", "moment", "obstacle", "obstacle_text", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promise_id", "rater") VALUES (NEW."at", NEW."by_id", NEW."example", NEW."id", NEW."moment", NEW."obstacle", NEW."obstacle_text", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."promise_id", NEW."rater"); RETURN NULL;',
                    hash="12e3d281993c769f4fd3430675d6580e9d00220a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f1c4",
                    table="training_promisecheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obstacletaskevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bbce1f35dda93dc2262162e91dea741aec9b8d04",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_42c54",
                    table="training_obstacletaskevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obstacletask",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_obstacletaskevent" ("check_row_id", "closed_at", "closed_by_id", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id") VALUES (NEW."check_row_id", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="2e20365b7ef422a9cdadcfda67780e25fc663bb6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2bb61",
                    table="training_obstacletask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obstacletask",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_obstacletaskevent" ("check_row_id", "closed_at", "closed_by_id", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id") VALUES (NEW."check_row_id", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="32c1b7257eacbcc106509ba1b8054d1d69b97b89",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cf053",
                    table="training_obstacletask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="promisecheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b9e9cd3eaf1a68d225b4a1e33bd38aaaef2f521f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72d3c",
                    table="training_promisecheckevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
