import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="kind")),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("unit_path", models.CharField(blank=True, max_length=255)),
                ("params", models.JSONField(blank=True, default=dict)),
                ("unique_key", models.CharField(blank=True, max_length=120)),
                ("total", models.PositiveIntegerField(null=True, verbose_name="steps")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="steps done")),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="message")),
                ("checkpoint", models.JSONField(blank=True, default=dict)),
                ("attempt", models.PositiveSmallIntegerField(default=0, verbose_name="attempt")),
                ("interruptions", models.PositiveSmallIntegerField(default=0)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("enqueued_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True, verbose_name="started")),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("expires_at", models.DateTimeField(null=True)),
                ("result_url", models.CharField(blank=True, max_length=500)),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("error_detail", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["owner", "-created_at"], name="job_owner"),
                    models.Index(
                        condition=models.Q(("state__in", ("queued", "running"))),
                        fields=["state", "heartbeat_at"],
                        name="job_active",
                    ),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)), fields=["expires_at"], name="job_expiry"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "failed", "cancelled"])),
                        name="job_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ("queued", "running"))),
                            models.Q(
                                models.Q(("state__in", ("queued", "running")), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_finished_has_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("queued", "running")), models.Q(("unique_key", ""), _negated=True)
                        ),
                        fields=("unique_key",),
                        name="job_active_unique",
                        violation_error_message="The same work is already under way.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(default=0, verbose_name="row")),
                ("column", models.CharField(blank=True, max_length=120, verbose_name="column")),
                (
                    "level",
                    models.CharField(
                        choices=[("error", "Error"), ("warning", "Warning")],
                        default="error",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("message", models.TextField(verbose_name="problem")),
                ("cure", models.TextField(blank=True, verbose_name="what to do")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["row", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("job"),
                        models.F("row"),
                        models.F("column"),
                        django.db.models.functions.text.MD5("message"),
                        name="jobproblem_once",
                    )
                ],
            },
        ),
    ]
