import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("employees", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=8, unique=True, verbose_name="tracking code")),
                ("pin_hash", models.CharField(editable=False, max_length=64)),
                ("submission_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complaint", "Complaint"),
                            ("aspiration", "Suggestion or request"),
                            ("information", "Request for information"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("open", "Open"), ("name_hidden", "Name hidden"), ("secret", "Secret")],
                        default="open",
                        max_length=12,
                        verbose_name="visibility",
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(verbose_name="report")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="place")),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("verified", "Verified"),
                            ("rejected", "Rejected"),
                            ("forwarded", "Forwarded"),
                            ("in_progress", "Being handled"),
                            ("postponed", "Waiting for the reporter"),
                            ("done", "Done"),
                            ("reopened", "Reopened"),
                        ],
                        default="new",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_supervisory",
                    models.BooleanField(
                        default=False,
                        help_text="Of a supervisory nature (berkadar pengawasan): 60 working days instead of 14.",
                        verbose_name="needs an examination",
                    ),
                ),
                (
                    "reject_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("duplicate", "The same report was already sent"),
                            ("not_in_authority", "Not within this government's authority"),
                            ("incomplete", "Too little to act on"),
                            ("not_a_complaint", "Neither a complaint, a suggestion nor a question"),
                            ("defamation", "Hate or defamation"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="verified")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="first reply")),
                ("reopened_at", models.DateTimeField(editable=False, null=True, verbose_name="reopened")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                ("state_since", models.DateTimeField(editable=False, verbose_name="in this state since")),
                ("verify_due", models.DateField(verbose_name="verify by")),
                ("follow_up_due", models.DateField(null=True, verbose_name="first reply by")),
                ("complete_due", models.DateField(verbose_name="finish by")),
                ("silent_until", models.DateField(editable=False, null=True, verbose_name="wait until")),
                ("is_satisfied", models.BooleanField(editable=False, null=True, verbose_name="reporter satisfied")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(fields=["unit", "state", "received_at"], name="complaint_desk"),
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("code", "text_pattern_ops"),
                        name="complaint_code_prefix",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                                    "reopened",
                                ],
                            )
                        ),
                        name="complaint_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state__in", frozenset(["done", "rejected"]))),
                            models.Q(
                                models.Q(("state__in", frozenset(["done", "rejected"])), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_ended_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "rejected"), ("reject_reason", ""), _connector="XOR"),
                        name="complaint_rejected_has_reason",
                        violation_error_message="Say why the report is rejected.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="complaint_text_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(verbose_name="date")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
            ],
            options={
                "verbose_name": "holiday",
                "verbose_name_plural": "holidays",
                "ordering": ["date", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "date"),
                        name="holiday_date_unique",
                        nulls_distinct=False,
                        violation_error_message="This day is already a holiday.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"),
                        name="publicservice_name_unique",
                        violation_error_message="The unit already has a service with this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SatisfactionSurvey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "questionnaire_version",
                    models.CharField(default="skm-2017", editable=False, max_length=30, verbose_name="questionnaire"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "expected_users",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="People served in the period; the number of respondents needed follows from it.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(300000000)],
                        verbose_name="expected service users",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="employees.organizationalunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "satisfaction survey",
                "verbose_name_plural": "satisfaction surveys",
                "ordering": ["-period", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__endswith__isnull", False),
                            ("period__isempty", False),
                            ("period__startswith__isnull", False),
                        ),
                        name="survey_period_bounded",
                        violation_error_message="Enter the first and the last day, in this order.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "closed"])), name="survey_state_known"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("unit", "="), ("period", "&&")],
                        name="survey_no_overlap",
                        violation_error_message="The unit already has a survey in this period.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("unit",),
                        name="survey_one_open",
                        violation_error_message="The unit already has an open survey. Close it first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_encrypted", models.TextField(blank=True, editable=False)),
                ("address_encrypted", models.TextField(blank=True, editable=False)),
                ("erase_on", models.DateField(editable=False, null=True)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact", to="surveys.complaint"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["erase_on"], name="contact_erase")],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("move", "Step"),
                            ("reply", "Answer from the office"),
                            ("citizen", "From the reporter"),
                            ("note", "Internal note"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New"),
                            ("verified", "Verified"),
                            ("rejected", "Rejected"),
                            ("forwarded", "Forwarded"),
                            ("in_progress", "Being handled"),
                            ("postponed", "Waiting for the reporter"),
                            ("done", "Done"),
                            ("reopened", "Reopened"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("at", models.DateTimeField()),
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
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="surveys.complaint"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.organizationalunit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["complaint", "at"], name="complaintentry_time")],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(editable=False, max_length=8, verbose_name="tracking code")),
                ("pin_hash", models.CharField(editable=False, max_length=64)),
                ("submission_hash", models.CharField(editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complaint", "Complaint"),
                            ("aspiration", "Suggestion or request"),
                            ("information", "Request for information"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("open", "Open"), ("name_hidden", "Name hidden"), ("secret", "Secret")],
                        default="open",
                        max_length=12,
                        verbose_name="visibility",
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(verbose_name="report")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="place")),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("verified", "Verified"),
                            ("rejected", "Rejected"),
                            ("forwarded", "Forwarded"),
                            ("in_progress", "Being handled"),
                            ("postponed", "Waiting for the reporter"),
                            ("done", "Done"),
                            ("reopened", "Reopened"),
                        ],
                        default="new",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_supervisory",
                    models.BooleanField(
                        default=False,
                        help_text="Of a supervisory nature (berkadar pengawasan): 60 working days instead of 14.",
                        verbose_name="needs an examination",
                    ),
                ),
                (
                    "reject_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("duplicate", "The same report was already sent"),
                            ("not_in_authority", "Not within this government's authority"),
                            ("incomplete", "Too little to act on"),
                            ("not_a_complaint", "Neither a complaint, a suggestion nor a question"),
                            ("defamation", "Hate or defamation"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="verified")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="first reply")),
                ("reopened_at", models.DateTimeField(editable=False, null=True, verbose_name="reopened")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                ("state_since", models.DateTimeField(editable=False, verbose_name="in this state since")),
                ("verify_due", models.DateField(verbose_name="verify by")),
                ("follow_up_due", models.DateField(null=True, verbose_name="first reply by")),
                ("complete_due", models.DateField(verbose_name="finish by")),
                ("silent_until", models.DateField(editable=False, null=True, verbose_name="wait until")),
                ("is_satisfied", models.BooleanField(editable=False, null=True, verbose_name="reporter satisfied")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.complaint",
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
            name="HolidayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("date", models.DateField(verbose_name="date")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="surveys.holiday",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublicServiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.publicservice",
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
            name="SatisfactionSurveyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "questionnaire_version",
                    models.CharField(default="skm-2017", editable=False, max_length=30, verbose_name="questionnaire"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "expected_users",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="People served in the period; the number of respondents needed follows from it.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(300000000)],
                        verbose_name="expected service users",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.satisfactionsurvey",
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
            name="SurveyComment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(verbose_name="comment")),
                ("written_on", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("approved", "Published"),
                            ("hidden", "Not published"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "moderated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="read by",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-written_on", "pk"],
                "indexes": [models.Index(fields=["survey", "state"], name="comment_survey_state")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="comment_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "approved", "hidden"])), name="comment_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("moderated_by__isnull", False), _connector="OR"),
                        name="comment_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "Web form"), ("paper", "Paper form")],
                        default="web",
                        max_length=5,
                        verbose_name="channel",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("answered_on", models.DateField(verbose_name="day")),
                (
                    "time_band",
                    models.CharField(
                        blank=True,
                        choices=[("08-12", "08.00–12.00"), ("13-17", "13.00–17.00"), ("other", "Other hours")],
                        max_length=5,
                        verbose_name="time of day",
                    ),
                ),
                ("requirements", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="requirements")),
                ("procedures", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="procedures")),
                (
                    "completion_time",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="completion time"),
                ),
                ("cost", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="cost")),
                ("product", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="product")),
                (
                    "staff_competence",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="competence of staff"),
                ),
                (
                    "staff_behaviour",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="behaviour of staff"),
                ),
                ("facilities", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="facilities")),
                (
                    "complaint_handling",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="handling of complaints"),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("M", "Male"), ("F", "Female")], max_length=1, verbose_name="sex"
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-19", "Under 20"),
                            ("20-29", "20–29"),
                            ("30-39", "30–39"),
                            ("40-49", "40–49"),
                            ("50-59", "50–59"),
                            ("60+", "60 or older"),
                        ],
                        max_length=5,
                        verbose_name="age",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SD", "Primary school (SD) or less"),
                            ("SMP", "Lower secondary (SMP)"),
                            ("SMA", "Upper secondary (SMA/SMK)"),
                            ("D1-D3", "Diploma (D1–D3)"),
                            ("S1", "Bachelor (D4/S1)"),
                            ("S2", "Master (S2)"),
                            ("S3", "Doctor (S3)"),
                        ],
                        max_length=5,
                        verbose_name="education",
                    ),
                ),
                (
                    "occupation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PNS", "Civil servant"),
                            ("TNI", "Armed forces (TNI)"),
                            ("POLRI", "Police (POLRI)"),
                            ("SWASTA", "Private employee"),
                            ("WIRAUSAHA", "Self-employed"),
                            ("LAINNYA", "Other"),
                        ],
                        max_length=9,
                        verbose_name="occupation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey response",
                "verbose_name_plural": "survey responses",
                "indexes": [models.Index(fields=["survey", "answered_on"], name="response_survey_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requirements__isnull", True), ("requirements__range", (1, 4)), _connector="OR"
                        ),
                        name="response_requirements_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("procedures__isnull", True), ("procedures__range", (1, 4)), _connector="OR"
                        ),
                        name="response_procedures_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completion_time__isnull", True), ("completion_time__range", (1, 4)), _connector="OR"
                        ),
                        name="response_completion_time_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost__isnull", True), ("cost__range", (1, 4)), _connector="OR"),
                        name="response_cost_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("product__isnull", True), ("product__range", (1, 4)), _connector="OR"),
                        name="response_product_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_competence__isnull", True), ("staff_competence__range", (1, 4)), _connector="OR"
                        ),
                        name="response_staff_competence_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_behaviour__isnull", True), ("staff_behaviour__range", (1, 4)), _connector="OR"
                        ),
                        name="response_staff_behaviour_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("facilities__isnull", True), ("facilities__range", (1, 4)), _connector="OR"
                        ),
                        name="response_facilities_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("complaint_handling__isnull", True), ("complaint_handling__range", (1, 4)), _connector="OR"
                        ),
                        name="response_complaint_handling_1_to_4",
                        violation_error_message="An answer is a number from 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["web", "paper"])), name="response_channel_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("formula_version", models.CharField(max_length=30)),
                ("cut_off", models.DateTimeField(verbose_name="data as of")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="surveys.satisfactionsurvey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey result",
                "verbose_name_plural": "survey results",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="result_hash_given"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyCommentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("text", models.TextField(verbose_name="comment")),
                ("written_on", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("approved", "Published"),
                            ("hidden", "Not published"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "moderated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="read by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="surveys.surveycomment",
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
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_complaintevent" ("answered_at", "closed_at", "code", "complete_due", "follow_up_due", "id", "is_satisfied", "is_supervisory", "kind", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pin_hash", "place", "received_at", "reject_reason", "reopened_at", "silent_until", "state", "state_since", "subject", "submission_hash", "text", "unit_id", "verified_at", "verify_due", "version", "visibility") VALUES (NEW."answered_at", NEW."closed_at", NEW."code", NEW."complete_due", NEW."follow_up_due", NEW."id", NEW."is_satisfied", NEW."is_supervisory", NEW."kind", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pin_hash", NEW."place", NEW."received_at", NEW."reject_reason", NEW."reopened_at", NEW."silent_until", NEW."state", NEW."state_since", NEW."subject", NEW."submission_hash", NEW."text", NEW."unit_id", NEW."verified_at", NEW."verify_due", NEW."version", NEW."visibility"); RETURN NULL;',
                    hash="7f9b7f3db619dc01a8cfb0d47559a363aa9f4bd4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_14d5e",
                    table="surveys_complaint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="09c733a92dc6d2b9836b5e7129dbe53c145540ea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7b3cd",
                    table="surveys_complaintevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holiday",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_holidayevent" ("date", "government_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date", NEW."government_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="6f2f0a31680886f6a249e50b8f1c279012b958aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3a2aa",
                    table="surveys_holiday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holiday",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_holidayevent" ("date", "government_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date", NEW."government_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="26df27617bcae1703da76b267907fe439fffe36e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aacf8",
                    table="surveys_holiday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holidayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="71320ef5bcad29658c026e64ee28067d6e161a22",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e8b27",
                    table="surveys_holidayevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicservice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_publicserviceevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="eeb47be9d6226c21b77e5c0048cfc2f0ac4f9a12",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a9dc0",
                    table="surveys_publicservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicservice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_publicserviceevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;',
                    hash="550a405f5fcf372f107999a63919403d833cb5d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d8f09",
                    table="surveys_publicservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicserviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db5d6c714d50189728e316223532e99240c5cb39",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1b12",
                    table="surveys_publicserviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="satisfactionsurvey",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_satisfactionsurveyevent" ("closed_at", "created_at", "expected_users", "id", "opened_at", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_version", "state", "unit_id") VALUES (NEW."closed_at", NEW."created_at", NEW."expected_users", NEW."id", NEW."opened_at", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."questionnaire_version", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="031d42a010504aa89f752690c20125313fccec9a",
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
                    func='INSERT INTO "surveys_satisfactionsurveyevent" ("closed_at", "created_at", "expected_users", "id", "opened_at", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_version", "state", "unit_id") VALUES (NEW."closed_at", NEW."created_at", NEW."expected_users", NEW."id", NEW."opened_at", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."questionnaire_version", NEW."state", NEW."unit_id"); RETURN NULL;',
                    hash="1fe70170e4c81df9acc18eb7c67fdb4ba09c2dc1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6a31",
                    table="surveys_satisfactionsurvey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="satisfactionsurveyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd68ea3ca07d29f8053670aaf13540a4b3999fb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e09b5",
                    table="surveys_satisfactionsurveyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveycomment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "surveys_surveycommentevent" ("id", "moderated_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "survey_id", "text", "written_on") VALUES (NEW."id", NEW."moderated_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."survey_id", NEW."text", NEW."written_on"); RETURN NULL;',
                    hash="4907dda0b8fc0ca32349b76abd9dfde7f721fead",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1f9e0",
                    table="surveys_surveycomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveycommentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="52a4131c62f012e997dee2e55d5bf418cecfe2df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1fa0a",
                    table="surveys_surveycommentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="response_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4430a14e3646c7d6eef44e485efc061c7b90c4a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_response_append_only_ec5c9",
                    table="surveys_surveyresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyresult",
            trigger=pgtrigger.compiler.Trigger(
                name="result_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e6fab81250772668c031a5fe979bbeeda8937621",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_result_append_only_7d284",
                    table="surveys_surveyresult",
                    when="BEFORE",
                ),
            ),
        ),
    ]
