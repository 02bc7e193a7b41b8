import django.contrib.postgres.fields.ranges
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
        ("training", "0011_outcomes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StudyCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what is offered and what for")),
                (
                    "degree",
                    models.CharField(
                        choices=[
                            ("D1", "D-I"),
                            ("D2", "D-II"),
                            ("D3", "D-III"),
                            ("S1", "S-1 / D-IV"),
                            ("PR", "Profession"),
                            ("S2", "S-2"),
                            ("S3", "S-3"),
                        ],
                        max_length=2,
                        verbose_name="degree",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("state", "State budget (APBN)"),
                            ("regional", "Regional budget (APBD)"),
                            ("sponsor", "Sponsor or scholarship"),
                            ("own", "Own means"),
                        ],
                        max_length=8,
                        verbose_name="funding",
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=200, verbose_name="funded by")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address of the provider")),
                ("is_released", models.BooleanField(default=True, verbose_name="released from the position")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="places"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens")),
                ("closes_on", models.DateField(verbose_name="last day to apply")),
                ("studies_from", models.DateField(verbose_name="studies begin")),
                ("conditions", models.JSONField(blank=True, default=dict)),
                (
                    "documents_asked",
                    models.TextField(
                        blank=True,
                        help_text="One per line. A line that begins with * may be left out.",
                        verbose_name="documents to attach",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("review", "Under review"),
                            ("decided", "Decided"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the cancellation"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="organiser",
                    ),
                ),
            ],
            options={
                "verbose_name": "call for further education",
                "verbose_name_plural": "calls for further education",
                "ordering": ["-closes_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("places__gt", 0)), name="studycall_places"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="studycall_in_order",
                        violation_error_message="The call ends before it opens. Correct one of the dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "review", "decided", "cancelled"])),
                        name="studycall_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="studycall_cancelled_with_reason",
                        violation_error_message="Say why the call is cancelled.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=8, unique=True, verbose_name="code")),
                ("university", models.CharField(blank=True, max_length=200, verbose_name="university")),
                ("programme", models.CharField(blank=True, max_length=200, verbose_name="programme of study")),
                ("accreditation", models.CharField(blank=True, max_length=60, verbose_name="accreditation")),
                (
                    "motivation",
                    models.TextField(
                        blank=True,
                        help_text="Reviewers read it without your name: leave it out.",
                        verbose_name="why, and what for at work",
                    ),
                ),
                ("after_return", models.TextField(blank=True, verbose_name="what I will do after my return")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Incomplete, returned"),
                            ("complete", "Complete"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("eligibility", models.JSONField(blank=True, default=list, editable=False)),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                (
                    "final_score",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=6, null=True, verbose_name="score"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("letter_number", models.CharField(blank=True, max_length=100, verbose_name="number of the letter")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        related_name="study_applications",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="training.studycall",
                        verbose_name="call",
                    ),
                ),
            ],
            options={
                "verbose_name": "application for further education",
                "verbose_name_plural": "applications for further education",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("call", "employee"),
                        name="studyapplication_once",
                        violation_error_message="You already have an application to this call.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "submitted", "returned", "complete", "accepted", "rejected", "withdrawn"],
                            )
                        ),
                        name="studyapplication_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["rejected", "returned"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="studyapplication_refused_with_reason",
                        violation_error_message="Say why, and what the person can do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyCallEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what is offered and what for")),
                (
                    "degree",
                    models.CharField(
                        choices=[
                            ("D1", "D-I"),
                            ("D2", "D-II"),
                            ("D3", "D-III"),
                            ("S1", "S-1 / D-IV"),
                            ("PR", "Profession"),
                            ("S2", "S-2"),
                            ("S3", "S-3"),
                        ],
                        max_length=2,
                        verbose_name="degree",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("state", "State budget (APBN)"),
                            ("regional", "Regional budget (APBD)"),
                            ("sponsor", "Sponsor or scholarship"),
                            ("own", "Own means"),
                        ],
                        max_length=8,
                        verbose_name="funding",
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=200, verbose_name="funded by")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address of the provider")),
                ("is_released", models.BooleanField(default=True, verbose_name="released from the position")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="places"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens")),
                ("closes_on", models.DateField(verbose_name="last day to apply")),
                ("studies_from", models.DateField(verbose_name="studies begin")),
                ("conditions", models.JSONField(blank=True, default=dict)),
                (
                    "documents_asked",
                    models.TextField(
                        blank=True,
                        help_text="One per line. A line that begins with * may be left out.",
                        verbose_name="documents to attach",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("review", "Under review"),
                            ("decided", "Decided"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the cancellation"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.studycall",
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
                        verbose_name="organiser",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="criterion")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="training.studycall"
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["call", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "name"), name="studycriterion_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__range", (1, 100))), name="studycriterion_weight"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyReviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviewers", to="training.studycall"
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.employee"
                    ),
                ),
            ],
            options={
                "verbose_name": "reviewer",
                "verbose_name_plural": "reviewers",
                "constraints": [models.UniqueConstraint(fields=("call", "employee"), name="studyreviewer_unique")],
            },
        ),
        migrations.CreateModel(
            name="StudyApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(editable=False, max_length=8, verbose_name="code")),
                ("university", models.CharField(blank=True, max_length=200, verbose_name="university")),
                ("programme", models.CharField(blank=True, max_length=200, verbose_name="programme of study")),
                ("accreditation", models.CharField(blank=True, max_length=60, verbose_name="accreditation")),
                (
                    "motivation",
                    models.TextField(
                        blank=True,
                        help_text="Reviewers read it without your name: leave it out.",
                        verbose_name="why, and what for at work",
                    ),
                ),
                ("after_return", models.TextField(blank=True, verbose_name="what I will do after my return")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Incomplete, returned"),
                            ("complete", "Complete"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("eligibility", models.JSONField(blank=True, default=list, editable=False)),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                (
                    "final_score",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=6, null=True, verbose_name="score"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("letter_number", models.CharField(blank=True, max_length=100, verbose_name="number of the letter")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="training.studyapplication",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studycall",
                        verbose_name="call",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "degree",
                    models.CharField(
                        choices=[
                            ("D1", "D-I"),
                            ("D2", "D-II"),
                            ("D3", "D-III"),
                            ("S1", "S-1 / D-IV"),
                            ("PR", "Profession"),
                            ("S2", "S-2"),
                            ("S3", "S-3"),
                        ],
                        max_length=2,
                        verbose_name="degree",
                    ),
                ),
                ("university", models.CharField(max_length=200, verbose_name="university")),
                ("programme", models.CharField(max_length=200, verbose_name="programme of study")),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("state", "State budget (APBN)"),
                            ("regional", "Regional budget (APBD)"),
                            ("sponsor", "Sponsor or scholarship"),
                            ("own", "Own means"),
                        ],
                        max_length=8,
                        verbose_name="funding",
                    ),
                ),
                ("is_released", models.BooleanField(default=True, verbose_name="released from the position")),
                ("decree_number", models.CharField(max_length=100, verbose_name="decree number")),
                ("decree_date", models.DateField(verbose_name="decree date")),
                ("starts_on", models.DateField(verbose_name="begins")),
                ("planned_end", models.DateField(verbose_name="planned end")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("studying", "Studying"),
                            ("on_leave", "On study leave"),
                            ("graduated", "Graduated"),
                            ("serving", "Serving the bond"),
                            ("fulfilled", "Bond fulfilled"),
                            ("ended_early", "Ended without a degree"),
                        ],
                        default="studying",
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="graduated")),
                ("diploma_number", models.CharField(blank=True, max_length=100, verbose_name="number of the diploma")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="back at work")),
                ("placement", models.CharField(blank=True, max_length=250, verbose_name="placed as")),
                (
                    "bond",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        blank=True, null=True, verbose_name="service bond"
                    ),
                ),
                ("end_reason", models.CharField(blank=True, max_length=500, verbose_name="why it ended early")),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignment",
                        to="training.studyapplication",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="study_assignments",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
            ],
            options={
                "verbose_name": "study assignment",
                "verbose_name_plural": "study assignments",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["studying", "on_leave"])),
                        fields=("employee",),
                        name="studyassignment_one_at_a_time",
                        violation_error_message="This person is already studying.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned_end__gt", models.F("starts_on"))),
                        name="studyassignment_in_order",
                        violation_error_message="The study ends before it begins. Correct one of the dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["studying", "on_leave", "graduated", "serving", "fulfilled", "ended_early"])
                        ),
                        name="studyassignment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended_early"), _negated=True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="studyassignment_ended_with_reason",
                        violation_error_message="Say why the study ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="criterion")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studycall",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.studycriterion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyReviewerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studycall",
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
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.studyreviewer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="points"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="training.studyapplication",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="training.studycriterion"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="training.studyreviewer"
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "constraints": [
                    models.UniqueConstraint(fields=("application", "reviewer", "criterion"), name="studyscore_once"),
                    models.CheckConstraint(condition=models.Q(("points__lte", 100)), name="studyscore_0_to_100"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SemesterReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="semester")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "gpa",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="grade point average (IPK)",
                    ),
                ),
                (
                    "credits",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="credits passed (SKS)"),
                ),
                ("text", models.TextField(blank=True, verbose_name="progress and obstacles")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("read_at", models.DateTimeField(editable=False, null=True, verbose_name="read")),
                ("answer", models.TextField(blank=True, verbose_name="answer of the office")),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="training.studyassignment",
                    ),
                ),
            ],
            options={
                "verbose_name": "semester report",
                "verbose_name_plural": "semester reports",
                "ordering": ["assignment", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "number"), name="semesterreport_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("gpa", None), ("gpa__range", (0, 4)), _connector="OR"),
                        name="semesterreport_gpa",
                        violation_error_message="A grade point average lies between 0 and 4.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyAssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "degree",
                    models.CharField(
                        choices=[
                            ("D1", "D-I"),
                            ("D2", "D-II"),
                            ("D3", "D-III"),
                            ("S1", "S-1 / D-IV"),
                            ("PR", "Profession"),
                            ("S2", "S-2"),
                            ("S3", "S-3"),
                        ],
                        max_length=2,
                        verbose_name="degree",
                    ),
                ),
                ("university", models.CharField(max_length=200, verbose_name="university")),
                ("programme", models.CharField(max_length=200, verbose_name="programme of study")),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("state", "State budget (APBN)"),
                            ("regional", "Regional budget (APBD)"),
                            ("sponsor", "Sponsor or scholarship"),
                            ("own", "Own means"),
                        ],
                        max_length=8,
                        verbose_name="funding",
                    ),
                ),
                ("is_released", models.BooleanField(default=True, verbose_name="released from the position")),
                ("decree_number", models.CharField(max_length=100, verbose_name="decree number")),
                ("decree_date", models.DateField(verbose_name="decree date")),
                ("starts_on", models.DateField(verbose_name="begins")),
                ("planned_end", models.DateField(verbose_name="planned end")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("studying", "Studying"),
                            ("on_leave", "On study leave"),
                            ("graduated", "Graduated"),
                            ("serving", "Serving the bond"),
                            ("fulfilled", "Bond fulfilled"),
                            ("ended_early", "Ended without a degree"),
                        ],
                        default="studying",
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="graduated")),
                ("diploma_number", models.CharField(blank=True, max_length=100, verbose_name="number of the diploma")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="back at work")),
                ("placement", models.CharField(blank=True, max_length=250, verbose_name="placed as")),
                (
                    "bond",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        blank=True, null=True, verbose_name="service bond"
                    ),
                ),
                ("end_reason", models.CharField(blank=True, max_length=500, verbose_name="why it ended early")),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studyapplication",
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
                        to="training.studyassignment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("extension", "Extension"), ("leave", "Study leave")],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="months",
                    ),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked for"), ("granted", "Granted"), ("refused", "Refused")],
                        default="asked",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="training.studyassignment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a study",
                "verbose_name_plural": "changes of studies",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("assignment",),
                        name="studychange_one_asked",
                        violation_error_message="A request is already waiting for its answer.",
                    ),
                    models.CheckConstraint(condition=models.Q(("months__range", (1, 12))), name="studychange_months"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="studychange_refused_with_answer",
                        violation_error_message="Say why it is refused.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="points"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studyapplication",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studycriterion",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.studyscore",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studyreviewer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SemesterReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="semester")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "gpa",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="grade point average (IPK)",
                    ),
                ),
                (
                    "credits",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="credits passed (SKS)"),
                ),
                ("text", models.TextField(blank=True, verbose_name="progress and obstacles")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("read_at", models.DateTimeField(editable=False, null=True, verbose_name="read")),
                ("answer", models.TextField(blank=True, verbose_name="answer of the office")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.semesterreport",
                    ),
                ),
                (
                    "read_by",
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
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studyassignment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StudyChangeEvent",
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
                        choices=[("extension", "Extension"), ("leave", "Study leave")],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="months",
                    ),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked for"), ("granted", "Granted"), ("refused", "Refused")],
                        default="asked",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.studyassignment",
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
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.studychange",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studyassignmentevent" ("application_id", "bond", "decree_date", "decree_number", "degree", "diploma_number", "employee_id", "end_reason", "funding", "graduated_on", "id", "is_released", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement", "planned_end", "programme", "returned_on", "starts_on", "state", "university") VALUES (NEW."application_id", NEW."bond", NEW."decree_date", NEW."decree_number", NEW."degree", NEW."diploma_number", NEW."employee_id", NEW."end_reason", NEW."funding", NEW."graduated_on", NEW."id", NEW."is_released", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement", NEW."planned_end", NEW."programme", NEW."returned_on", NEW."starts_on", NEW."state", NEW."university"); RETURN NULL;',
                    hash="0c53c8c9210127a66f9c6d0f1306082a5352912f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e0fa",
                    table="training_studyassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studyassignmentevent" ("application_id", "bond", "decree_date", "decree_number", "degree", "diploma_number", "employee_id", "end_reason", "funding", "graduated_on", "id", "is_released", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement", "planned_end", "programme", "returned_on", "starts_on", "state", "university") VALUES (NEW."application_id", NEW."bond", NEW."decree_date", NEW."decree_number", NEW."degree", NEW."diploma_number", NEW."employee_id", NEW."end_reason", NEW."funding", NEW."graduated_on", NEW."id", NEW."is_released", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement", NEW."planned_end", NEW."programme", NEW."returned_on", NEW."starts_on", NEW."state", NEW."university"); RETURN NULL;',
                    hash="71441ee24c68198867bc3616dd9b6f0aa328c266",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a1479",
                    table="training_studyassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="semesterreportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4f2ba7a81c7c16b11fb9ffff14af87406923ab55",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_31768",
                    table="training_semesterreportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="semesterreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_semesterreportevent" ("answer", "assignment_id", "credits", "due_on", "gpa", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "submitted_at", "text") VALUES (NEW."answer", NEW."assignment_id", NEW."credits", NEW."due_on", NEW."gpa", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."submitted_at", NEW."text"); RETURN NULL;',
                    hash="b7e5b45e8c6cb8b00b1632a78af4ca43c8291126",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7fc65",
                    table="training_semesterreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="semesterreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_semesterreportevent" ("answer", "assignment_id", "credits", "due_on", "gpa", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "submitted_at", "text") VALUES (NEW."answer", NEW."assignment_id", NEW."credits", NEW."due_on", NEW."gpa", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."submitted_at", NEW."text"); RETURN NULL;',
                    hash="b2d9ac66db883d04fcc35948bcc48d72f5c65c7e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f178",
                    table="training_semesterreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyassignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2ffa7509bd398419c547fe6539370023ac7e5c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70c6b",
                    table="training_studyassignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycall",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studycallevent" ("cancel_reason", "closes_on", "conditions", "created_at", "degree", "description", "documents_asked", "funding", "id", "is_released", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider", "state", "studies_from", "title", "unit_id", "url") VALUES (NEW."cancel_reason", NEW."closes_on", NEW."conditions", NEW."created_at", NEW."degree", NEW."description", NEW."documents_asked", NEW."funding", NEW."id", NEW."is_released", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places", NEW."provider", NEW."state", NEW."studies_from", NEW."title", NEW."unit_id", NEW."url"); RETURN NULL;',
                    hash="7688c948c6dea925dc6424e8d23d5064f7426b5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4acfa",
                    table="training_studycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycall",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studycallevent" ("cancel_reason", "closes_on", "conditions", "created_at", "degree", "description", "documents_asked", "funding", "id", "is_released", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "provider", "state", "studies_from", "title", "unit_id", "url") VALUES (NEW."cancel_reason", NEW."closes_on", NEW."conditions", NEW."created_at", NEW."degree", NEW."description", NEW."documents_asked", NEW."funding", NEW."id", NEW."is_released", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places", NEW."provider", NEW."state", NEW."studies_from", NEW."title", NEW."unit_id", NEW."url"); RETURN NULL;',
                    hash="fbc0f8c7a174064f3157b05e227d8bc11f101bd2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_342f5",
                    table="training_studycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyapplicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f82cc15f1fbb4c816ced9964a820291feca3392",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bca96",
                    table="training_studyapplicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studyapplicationevent" ("accreditation", "after_return", "call_id", "code", "created_at", "decided_at", "decided_by_id", "edit", "eligibility", "employee_id", "final_score", "id", "letter_number", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "reason", "state", "submitted_at", "university") VALUES (NEW."accreditation", NEW."after_return", NEW."call_id", NEW."code", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edit", NEW."eligibility", NEW."employee_id", NEW."final_score", NEW."id", NEW."letter_number", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme", NEW."reason", NEW."state", NEW."submitted_at", NEW."university"); RETURN NULL;',
                    hash="050392b0292992c59723573ffb27f9e8365da371",
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
                    func='INSERT INTO "training_studyapplicationevent" ("accreditation", "after_return", "call_id", "code", "created_at", "decided_at", "decided_by_id", "edit", "eligibility", "employee_id", "final_score", "id", "letter_number", "motivation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "reason", "state", "submitted_at", "university") VALUES (NEW."accreditation", NEW."after_return", NEW."call_id", NEW."code", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edit", NEW."eligibility", NEW."employee_id", NEW."final_score", NEW."id", NEW."letter_number", NEW."motivation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme", NEW."reason", NEW."state", NEW."submitted_at", NEW."university"); RETURN NULL;',
                    hash="a1df9e68ff1220fba4da90be7122de9efc08981c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_febc0",
                    table="training_studyapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycallevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="923cb15322257574f15ad7d3b8395fb71eee7960",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c5eb",
                    table="training_studycallevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studychange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studychangeevent" ("answer", "assignment_id", "created_at", "decided_at", "decided_by_id", "from_day", "id", "kind", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."answer", NEW."assignment_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."from_day", NEW."id", NEW."kind", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="ec4433c19973762a1703a8982eaab2009334f8bd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d643b",
                    table="training_studychange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studychange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studychangeevent" ("answer", "assignment_id", "created_at", "decided_at", "decided_by_id", "from_day", "id", "kind", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."answer", NEW."assignment_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."from_day", NEW."id", NEW."kind", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="0d4d5c08cdcd575d3f09fa6e001c7e6d334d961a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a769",
                    table="training_studychange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studychangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ffbb8fbda33bd510a16a67610fee67cd0ac6b24",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d35a",
                    table="training_studychangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studycriterionevent" ("call_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weight") VALUES (NEW."call_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."weight"); RETURN NULL;',
                    hash="4e437999748be11c8c734649d231e17e5f36ee8e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_da227",
                    table="training_studycriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycriterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studycriterionevent" ("call_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weight") VALUES (NEW."call_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."weight"); RETURN NULL;',
                    hash="c4fed7c20e12fbfd4b6bf6460d74d8f4e87b553d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_583cc",
                    table="training_studycriterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studycriterionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="13eb1c3b44955b1c4d13e57504eb2bb033721e53",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b585",
                    table="training_studycriterionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyreviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studyreviewerevent" ("call_id", "employee_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."call_id", NEW."employee_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="32de99efb8dada80642f1e16789efdea7c854998",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2321",
                    table="training_studyreviewer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyreviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studyreviewerevent" ("call_id", "employee_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."call_id", NEW."employee_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="65d5e3be403dc4fe9fe1e85fd156ff06a8fd7611",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c650",
                    table="training_studyreviewer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyreviewerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3a9ead685fd03b7523e06f6edc354c4b1115e4bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6fe03",
                    table="training_studyreviewerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyscore",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_studyscoreevent" ("application_id", "criterion_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reviewer_id", "submitted_at") VALUES (NEW."application_id", NEW."criterion_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."points", NEW."reviewer_id", NEW."submitted_at"); RETURN NULL;',
                    hash="e3fe554620d8cef1d96459e5c5ae55c720df814e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ec3b",
                    table="training_studyscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyscore",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_studyscoreevent" ("application_id", "criterion_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reviewer_id", "submitted_at") VALUES (NEW."application_id", NEW."criterion_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."points", NEW."reviewer_id", NEW."submitted_at"); RETURN NULL;',
                    hash="d4ca651d57a9e7ae03227b3a6e699185005637d1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4cd75",
                    table="training_studyscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="studyscoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5c9afa8b50c09157f9ac35d62d8bfca427dc820",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_24f0f",
                    table="training_studyscoreevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
