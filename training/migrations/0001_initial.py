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
        ("documents", "0001_initial"),
        ("employees", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainingProgramme",
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
                ("description", models.TextField(blank=True, verbose_name="what it is about")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="One hour is 45 minutes. Sessions take this number over and may differ.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Short, for the certificate's number, such as PKA.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "organiser_code",
                    models.CharField(
                        help_text="For the certificate's number, such as BKPSDM.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="organiser's short name",
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        default="800",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="archive classification",
                    ),
                ),
                (
                    "min_attendance",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Who was present on at least this share of the days gets a certificate.",
                        verbose_name="minimum attendance in per cent",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Only programmes in use get new sessions.", verbose_name="in use"
                    ),
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
                "verbose_name": "training programme",
                "verbose_name_plural": "training programmes",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "title"),
                        name="trainingprogramme_title_unique",
                        violation_error_message="The organiser already has a programme with this title.",
                    ),
                    models.UniqueConstraint(
                        fields=("unit", "code"),
                        name="trainingprogramme_code_unique",
                        violation_error_message="The organiser already has a programme with this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("learning_hours__gte", 0)),
                        name="trainingprogramme_hours",
                        violation_error_message="Learning hours cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_attendance__gte", 1), ("min_attendance__lte", 100)),
                        name="trainingprogramme_attendance",
                        violation_error_message="The minimum attendance lies between 1 and 100 per cent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "form__in",
                                [
                                    "1",
                                    "2",
                                    "3",
                                    "5",
                                    "6",
                                    "9",
                                    "4",
                                    "11",
                                    "12",
                                    "8",
                                    "7",
                                    "13",
                                    "14",
                                    "15",
                                    "16",
                                    "17",
                                    "18",
                                    "19",
                                    "20",
                                    "21",
                                    "22",
                                    "23",
                                    "24",
                                    "10",
                                    "25",
                                ],
                            )
                        ),
                        name="trainingprogramme_form_known",
                        violation_error_message="Choose a form from the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employees.organizationalunit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organiser", "year"), name="certificateseries_unique")],
            },
        ),
        migrations.CreateModel(
            name="TrainingProgrammeEvent",
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
                ("description", models.TextField(blank=True, verbose_name="what it is about")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="One hour is 45 minutes. Sessions take this number over and may differ.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Short, for the certificate's number, such as PKA.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "organiser_code",
                    models.CharField(
                        help_text="For the certificate's number, such as BKPSDM.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="organiser's short name",
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        default="800",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^/]+$", "Leave out the slash: it separates the parts of a certificate's number."
                            )
                        ],
                        verbose_name="archive classification",
                    ),
                ),
                (
                    "min_attendance",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Who was present on at least this share of the days gets a certificate.",
                        verbose_name="minimum attendance in per cent",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Only programmes in use get new sessions.", verbose_name="in use"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.trainingprogramme",
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
            name="TrainingSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        help_text="With the batch, such as “Public service workshop, batch 3”.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                ("registration_opens_at", models.DateTimeField(verbose_name="registration opens")),
                ("registration_closes_at", models.DateTimeField(verbose_name="registration closes")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Registration open"),
                            ("closed", "Registration closed"),
                            ("running", "Running"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the cancellation"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "coordinator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="coordinator",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
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
                "verbose_name": "training session",
                "verbose_name_plural": "training sessions",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "starts_at"], name="trainingsession_state"),
                    models.Index(fields=["unit", "-starts_at"], name="trainingsession_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seats__gt", 0)),
                        name="trainingsession_seats",
                        violation_error_message="A session needs at least one seat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="trainingsession_ends_after_start",
                        violation_error_message="The session must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registration_closes_at__gt", models.F("registration_opens_at"))),
                        name="trainingsession_window_order",
                        violation_error_message="Registration must close after it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registration_closes_at__lte", models.F("starts_at"))),
                        name="trainingsession_window_before_start",
                        violation_error_message="Registration must close before the session begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("learning_hours__gte", 0)),
                        name="trainingsession_hours",
                        violation_error_message="Learning hours cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "open", "closed", "running", "finished", "cancelled"])
                        ),
                        name="trainingsession_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="trainingsession_cancel_reason",
                        violation_error_message="Say why the session is cancelled.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting_approval", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("waiting", "On the waiting list"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("removed", "Removed by the organiser"),
                            ("session_cancelled", "Session cancelled"),
                            ("lapsed", "Lapsed"),
                            ("completed", "Completed"),
                            ("not_completed", "Not completed"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(editable=False, verbose_name="order")),
                ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="registered")),
                (
                    "moved_up_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="moved up from the waiting list"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="training_registrations",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="training.trainingsession",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["session", "sequence"],
                "indexes": [
                    models.Index(fields=["session", "state", "sequence"], name="registration_session_state"),
                    models.Index(fields=["employee", "-registered_at"], name="registration_employee"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "sequence"), name="registration_sequence_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["approved", "awaiting_approval", "completed", "not_completed", "waiting"])
                        ),
                        fields=("session", "employee"),
                        name="registration_active_unique",
                        violation_error_message="This person is already registered for the session.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "awaiting_approval",
                                    "approved",
                                    "waiting",
                                    "refused",
                                    "withdrawn",
                                    "removed",
                                    "session_cancelled",
                                    "lapsed",
                                    "completed",
                                    "not_completed",
                                ],
                            )
                        ),
                        name="registration_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["refused", "removed", "session_cancelled"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="registration_reason_given",
                        violation_error_message="Give the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gt", 0)), name="registration_sequence_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingSessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "title",
                    models.CharField(
                        help_text="With the batch, such as “Public service workshop, batch 3”.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                ("registration_opens_at", models.DateTimeField(verbose_name="registration opens")),
                ("registration_closes_at", models.DateTimeField(verbose_name="registration closes")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Registration open"),
                            ("closed", "Registration closed"),
                            ("running", "Running"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the cancellation"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "coordinator",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="coordinator",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.trainingsession",
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
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("is_present", models.BooleanField(verbose_name="present")),
                ("recorded_at", models.DateTimeField(auto_now=True, verbose_name="recorded")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="training.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["day", "registration"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "day"),
                        name="attendance_once_a_day",
                        violation_error_message="Attendance on this day is already recorded.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=120, verbose_name="number")),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="verification code")),
                ("facts", models.JSONField(verbose_name="what the certificate says")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the revocation"),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="organiser",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="training.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-year", "organiser", "-sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organiser", "year", "sequence"), name="certificate_sequence_unique"
                    ),
                    models.UniqueConstraint(
                        fields=("organiser", "year", "number"),
                        name="certificate_number_unique",
                        violation_error_message="The organiser already gave this number in this year.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("registration",),
                        name="certificate_one_standing",
                        violation_error_message="This person already has a certificate of this session.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoke_reason", ""), ("revoked_at", None)),
                            models.Q(("revoked_at__isnull", False), models.Q(("revoke_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="certificate_revoked_with_reason",
                        violation_error_message="Say why the certificate is revoked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationEvent",
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
                        choices=[
                            ("awaiting_approval", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("waiting", "On the waiting list"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("removed", "Removed by the organiser"),
                            ("session_cancelled", "Session cancelled"),
                            ("lapsed", "Lapsed"),
                            ("completed", "Completed"),
                            ("not_completed", "Not completed"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(editable=False, verbose_name="order")),
                ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="registered")),
                (
                    "moved_up_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="moved up from the waiting list"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
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
                        to="training.registration",
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
            name="CertificateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=120, verbose_name="number")),
                ("code", models.CharField(max_length=12, verbose_name="verification code")),
                ("facts", models.JSONField(verbose_name="what the certificate says")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason for the revocation"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="organiser",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.certificate",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
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
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("day", models.DateField(verbose_name="day")),
                ("is_present", models.BooleanField(verbose_name="present")),
                ("recorded_at", models.DateTimeField(auto_now=True, verbose_name="recorded")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.attendance",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="certificateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d2707177954314f386444eb09fdc9ef2f28b690f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b3b7e",
                    table="training_certificateevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_certificateevent" ("code", "document_id", "facts", "id", "issued_at", "issued_by_id", "number", "organiser_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id", "revoke_reason", "revoked_at", "revoked_by_id", "sequence", "year") VALUES (NEW."code", NEW."document_id", NEW."facts", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registration_id", NEW."revoke_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sequence", NEW."year"); RETURN NULL;',
                    hash="cfa79198659db7d87fc8c0c7401d9842caad28c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_909c3",
                    table="training_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_certificateevent" ("code", "document_id", "facts", "id", "issued_at", "issued_by_id", "number", "organiser_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id", "revoke_reason", "revoked_at", "revoked_by_id", "sequence", "year") VALUES (NEW."code", NEW."document_id", NEW."facts", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registration_id", NEW."revoke_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sequence", NEW."year"); RETURN NULL;',
                    hash="c3ba1bc44fb486243078e127fc69629a27959aef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30092",
                    table="training_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="051fe9da684cc3310e0c7c748b52b8e3fdfae86b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_621d9",
                    table="training_attendanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_attendanceevent" ("day", "id", "is_present", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id") VALUES (NEW."day", NEW."id", NEW."is_present", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id"); RETURN NULL;',
                    hash="23be63d0c48fbe24f5ebc67613ca6aba0b06eeaf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3456",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_attendanceevent" ("day", "id", "is_present", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id") VALUES (NEW."day", NEW."id", NEW."is_present", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id"); RETURN NULL;',
                    hash="d093a9594923152e171741f2d541c35a5004cfdd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b904",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainingprogrammeevent" ("classification", "code", "created_at", "description", "form", "id", "is_active", "learning_hours", "min_attendance", "organiser_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id") VALUES (NEW."classification", NEW."code", NEW."created_at", NEW."description", NEW."form", NEW."id", NEW."is_active", NEW."learning_hours", NEW."min_attendance", NEW."organiser_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="aa36223897a15b2bd487a4b488780dbbb8bc047c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6376c",
                    table="training_trainingprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_trainingprogrammeevent" ("classification", "code", "created_at", "description", "form", "id", "is_active", "learning_hours", "min_attendance", "organiser_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id") VALUES (NEW."classification", NEW."code", NEW."created_at", NEW."description", NEW."form", NEW."id", NEW."is_active", NEW."learning_hours", NEW."min_attendance", NEW."organiser_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="1db9a1550358e5f88beb3d2c4a4ff16bcd4adf7f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed782",
                    table="training_trainingprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingprogrammeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f99605cdc0a0443710a6988e98a2ff8ccc389c93",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5377e",
                    table="training_trainingprogrammeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingsession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainingsessionevent" ("cancel_reason", "coordinator_id", "created_at", "ends_at", "id", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "registration_closes_at", "registration_opens_at", "seats", "starts_at", "state", "title", "unit_id") VALUES (NEW."cancel_reason", NEW."coordinator_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."programme_id", NEW."registration_closes_at", NEW."registration_opens_at", NEW."seats", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="99ffe8782d3b7a0a476cddf2020a46c5ee4fd2c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ae0e1",
                    table="training_trainingsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingsession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_trainingsessionevent" ("cancel_reason", "coordinator_id", "created_at", "ends_at", "id", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "registration_closes_at", "registration_opens_at", "seats", "starts_at", "state", "title", "unit_id") VALUES (NEW."cancel_reason", NEW."coordinator_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."programme_id", NEW."registration_closes_at", NEW."registration_opens_at", NEW."seats", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="52fe86fc8dfecd50a6dcd32ceddf02018b4e0b2f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27a7f",
                    table="training_trainingsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f1be564b2e06cfe5793a348ee582751835b920ce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72402",
                    table="training_registrationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="seats_hold",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE available INTEGER; held INTEGER;",
                    func="\n        IF NEW.state IN ('approved', 'awaiting_approval', 'completed', 'not_completed') THEN\n            SELECT seats INTO available FROM training_trainingsession WHERE id = NEW.session_id FOR NO KEY UPDATE;\n            SELECT count(*) INTO held FROM training_registration\n                WHERE session_id = NEW.session_id AND id IS DISTINCT FROM NEW.id AND state IN ('approved', 'awaiting_approval', 'completed', 'not_completed');\n            IF held >= available THEN\n                RAISE EXCEPTION 'training_registration_seats_hold: all % seats are held', available\n                    USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="9905ea00b98d84acec225d64ef5aff3aaff75c9d",
                    operation='INSERT OR UPDATE OF "state", "session_id"',
                    pgid="pgtrigger_seats_hold_d251a",
                    table="training_registration",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_registrationevent" ("decided_at", "decided_by_id", "employee_id", "id", "moved_up_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "registered_at", "sequence", "session_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."id", NEW."moved_up_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."registered_at", NEW."sequence", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="802a99673fdc3a992724c734b1d80b51c21876e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4c6eb",
                    table="training_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_registrationevent" ("decided_at", "decided_by_id", "employee_id", "id", "moved_up_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "registered_at", "sequence", "session_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."id", NEW."moved_up_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."registered_at", NEW."sequence", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="92b67998ed4d09c794c639d306d16501642c4316",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_12ffa",
                    table="training_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingsessionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c4b458e4a105961d401e5b3103448e6e59c906da",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fba80",
                    table="training_trainingsessionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
