"""Ratings of organisations and people, objections, anonymous feedback."""

import uuid

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
        ("evaluations", "0003_daily_results"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position_title", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("months", models.PositiveSmallIntegerField(default=12, verbose_name="months")),
                (
                    "work_result",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="work results",
                    ),
                ),
                (
                    "behaviour",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="behaviour",
                    ),
                ),
                (
                    "predicate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SANGAT_BAIK", "Very good"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="rating",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="feedback")),
                ("recommendation", models.TextField(blank=True, verbose_name="recommendation")),
                ("dialogue_on", models.DateField(blank=True, null=True, verbose_name="day of the conversation")),
                ("dialogue_notes", models.TextField(blank=True, verbose_name="what was said")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("delivered", "Waiting for the person"),
                            ("objected", "Objection"),
                            ("final", "Final"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "delivered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="signed by the assessor"),
                ),
                ("object_until", models.DateField(editable=False, null=True, verbose_name="objection until")),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed by the person")),
                (
                    "acceptance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "Accepted by the person"),
                            ("silent", "No answer within the days to object"),
                            ("upheld", "Changed after an objection"),
                            ("refused", "Kept after an objection"),
                        ],
                        max_length=8,
                        verbose_name="how it became final",
                    ),
                ),
                ("final_at", models.DateTimeField(editable=False, null=True, verbose_name="final")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "performance rating of a person",
                "verbose_name_plural": "performance ratings of people",
                "ordering": ["assessment_period", "unit__path", "employee"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("position_title", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("months", models.PositiveSmallIntegerField(default=12, verbose_name="months")),
                (
                    "work_result",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="work results",
                    ),
                ),
                (
                    "behaviour",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="behaviour",
                    ),
                ),
                (
                    "predicate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SANGAT_BAIK", "Very good"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="rating",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="feedback")),
                ("recommendation", models.TextField(blank=True, verbose_name="recommendation")),
                ("dialogue_on", models.DateField(blank=True, null=True, verbose_name="day of the conversation")),
                ("dialogue_notes", models.TextField(blank=True, verbose_name="what was said")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("delivered", "Waiting for the person"),
                            ("objected", "Objection"),
                            ("final", "Final"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "delivered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="signed by the assessor"),
                ),
                ("object_until", models.DateField(editable=False, null=True, verbose_name="objection until")),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed by the person")),
                (
                    "acceptance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "Accepted by the person"),
                            ("silent", "No answer within the days to object"),
                            ("upheld", "Changed after an objection"),
                            ("refused", "Kept after an objection"),
                        ],
                        max_length=8,
                        verbose_name="how it became final",
                    ),
                ),
                ("final_at", models.DateTimeField(editable=False, null=True, verbose_name="final")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AssessmentPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_annual", models.BooleanField(default=False, verbose_name="the whole year")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                ("deliver_by", models.DateField(verbose_name="ratings are delivered by")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
            ],
            options={
                "verbose_name": "assessment period",
                "verbose_name_plural": "assessment periods",
                "ordering": ["-period", "-is_annual"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentPeriodEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("is_annual", models.BooleanField(default=False, verbose_name="the whole year")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                ("deliver_by", models.DateField(verbose_name="ratings are delivered by")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BehaviourAssessment",
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
                (
                    "level",
                    models.CharField(
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="compared with the expectation",
                    ),
                ),
                ("example", models.TextField(blank=True, verbose_name="observed example")),
            ],
            options={
                "verbose_name": "rating of a core value",
                "verbose_name_plural": "ratings of core values",
                "ordering": ["assessment", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BehaviourAssessmentEvent",
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
                (
                    "level",
                    models.CharField(
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="compared with the expectation",
                    ),
                ),
                ("example", models.TextField(blank=True, verbose_name="observed example")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("upward", "Staff about their head"), ("peer", "Colleagues")],
                        max_length=6,
                        verbose_name="from",
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="until")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "round of feedback",
                "verbose_name_plural": "rounds of feedback",
                "ordering": ["-closes_on"],
            },
        ),
        migrations.CreateModel(
            name="FeedbackRoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "direction",
                    models.CharField(
                        choices=[("upward", "Staff about their head"), ("peer", "Colleagues")],
                        max_length=6,
                        verbose_name="from",
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="until")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackTicket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="FeedbackVoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("given_on", models.DateField()),
                ("answers", models.JSONField()),
                ("keep", models.CharField(blank=True, max_length=500, verbose_name="what should stay")),
                ("change", models.CharField(blank=True, max_length=500, verbose_name="what should change")),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="why the rating is wrong")),
                ("filed_at", models.DateTimeField(auto_now_add=True, verbose_name="filed")),
                ("decide_by", models.DateField(verbose_name="decided by")),
                ("before", models.JSONField(default=dict, editable=False)),
                ("is_upheld", models.BooleanField(null=True, verbose_name="the rating is changed")),
                ("decision", models.TextField(blank=True, verbose_name="decision")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "objection to a rating",
                "verbose_name_plural": "objections to ratings",
                "ordering": ["-filed_at"],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField(verbose_name="why the rating is wrong")),
                ("filed_at", models.DateTimeField(auto_now_add=True, verbose_name="filed")),
                ("decide_by", models.DateField(verbose_name="decided by")),
                ("before", models.JSONField(default=dict, editable=False)),
                ("is_upheld", models.BooleanField(null=True, verbose_name="the rating is changed")),
                ("decision", models.TextField(blank=True, verbose_name="decision")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("ISTIMEWA", "Outstanding"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        max_length=15,
                        verbose_name="rating of the organisation",
                    ),
                ),
                ("reason", models.TextField(verbose_name="what it rests on")),
                ("rated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "rating of an organisation",
                "verbose_name_plural": "ratings of organisations",
                "ordering": ["assessment_period", "unit__path"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationAssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("ISTIMEWA", "Outstanding"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        max_length=15,
                        verbose_name="rating of the organisation",
                    ),
                ),
                ("reason", models.TextField(verbose_name="what it rests on")),
                ("rated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResultAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("achieved", models.TextField(blank=True, verbose_name="achieved")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="compared with the expectation",
                    ),
                ),
                ("feedback", models.CharField(blank=True, max_length=500, verbose_name="feedback")),
            ],
            options={
                "verbose_name": "rating of a result",
                "verbose_name_plural": "ratings of results",
                "ordering": ["assessment", "result__order"],
            },
        ),
        migrations.CreateModel(
            name="ResultAssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("achieved", models.TextField(blank=True, verbose_name="achieved")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("ABOVE", "Above expectation"), ("AS", "As expected"), ("BELOW", "Below expectation")],
                        max_length=5,
                        verbose_name="compared with the expectation",
                    ),
                ),
                ("feedback", models.CharField(blank=True, max_length=500, verbose_name="feedback")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="assessor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.employee",
                verbose_name="rated by",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="delivered_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="employees.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="assessor",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.employee",
                verbose_name="rated by",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="delivered_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
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
            model_name="assessmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.assessment",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
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
        migrations.AddField(
            model_name="assessmentperiod",
            name="government",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="government",
            ),
        ),
        migrations.AddField(
            model_name="assessmentperiod",
            name="opened_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="assessment_period",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="assessment_period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="assessmentperiodevent",
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
            model_name="assessmentperiodevent",
            name="opened_by",
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
            model_name="assessmentperiodevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="behaviourassessment",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="behaviours", to="evaluations.assessment"
            ),
        ),
        migrations.AddField(
            model_name="behaviourassessmentevent",
            name="assessment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessment",
            ),
        ),
        migrations.AddField(
            model_name="behaviourassessmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.behaviourassessment",
            ),
        ),
        migrations.AddField(
            model_name="feedbackround",
            name="assessment_period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feedback_rounds",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="feedbackround",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feedback_rounds",
                to="employees.employee",
                verbose_name="about",
            ),
        ),
        migrations.AddField(
            model_name="feedbackround",
            name="opened_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedbackroundevent",
            name="assessment_period",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="feedbackroundevent",
            name="employee",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="employees.employee",
                verbose_name="about",
            ),
        ),
        migrations.AddField(
            model_name="feedbackroundevent",
            name="opened_by",
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
            model_name="feedbackroundevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.feedbackround",
            ),
        ),
        migrations.AddField(
            model_name="feedbackticket",
            name="feedback_round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tickets", to="evaluations.feedbackround"
            ),
        ),
        migrations.AddField(
            model_name="feedbackticket",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="feedback_tickets", to="employees.employee"
            ),
        ),
        migrations.AddField(
            model_name="feedbackvoice",
            name="feedback_round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="evaluations.feedbackround"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="assessment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="objection", to="evaluations.assessment"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="assessment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessment",
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.objection",
            ),
        ),
        migrations.AddField(
            model_name="organisationassessment",
            name="assessment_period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="organisationassessment",
            name="rated_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="organisationassessment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="employees.organizationalunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="organisationassessmentevent",
            name="assessment_period",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessmentperiod",
            ),
        ),
        migrations.AddField(
            model_name="organisationassessmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.organisationassessment",
            ),
        ),
        migrations.AddField(
            model_name="organisationassessmentevent",
            name="rated_by",
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
            model_name="organisationassessmentevent",
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
        migrations.AddField(
            model_name="resultassessment",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="results", to="evaluations.assessment"
            ),
        ),
        migrations.AddField(
            model_name="resultassessment",
            name="result",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="evaluations.plannedresult",
                verbose_name="result",
            ),
        ),
        migrations.AddField(
            model_name="resultassessmentevent",
            name="assessment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.assessment",
            ),
        ),
        migrations.AddField(
            model_name="resultassessmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="evaluations.resultassessment",
            ),
        ),
        migrations.AddField(
            model_name="resultassessmentevent",
            name="result",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.plannedresult",
                verbose_name="result",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="evaluations.workplan",
                verbose_name="performance plan",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="evaluations.workplan",
                verbose_name="performance plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("government", "="), ("is_annual", "="), ("period", "&&")],
                name="assessmentperiod_no_overlap",
                violation_error_message="Some of these days belong to an assessment period already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__endswith__isnull", False),
                    ("period__isempty", False),
                    ("period__startswith__isnull", False),
                ),
                name="assessmentperiod_has_ends",
                violation_error_message="Enter the first and the last day, the first before the last.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_assessmentperiodevent" ("closed_at", "deliver_by", "government_id", "id", "is_annual", "opened_at", "opened_by_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."deliver_by", NEW."government_id", NEW."id", NEW."is_annual", NEW."opened_at", NEW."opened_by_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="7bfb2df42be5c9047ab9e719f9eae0814176e7cd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b115a",
                    table="evaluations_assessmentperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_assessmentperiodevent" ("closed_at", "deliver_by", "government_id", "id", "is_annual", "opened_at", "opened_by_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."deliver_by", NEW."government_id", NEW."id", NEW."is_annual", NEW."opened_at", NEW."opened_by_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="ff00d668e3953f19ee2bbd59e41c2f7a1e39a6d8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3a009",
                    table="evaluations_assessmentperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentperiodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e013aafd687754621b6771a668e3277b0142dd98",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f9a58",
                    table="evaluations_assessmentperiodevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="behaviourassessment",
            constraint=models.UniqueConstraint(fields=("assessment", "value"), name="behaviourassessment_once"),
        ),
        migrations.AddConstraint(
            model_name="behaviourassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", "AS"), models.Q(("example", ""), _negated=True), _connector="OR"),
                name="behaviourassessment_example",
                violation_error_message="Describe what you observed: above or below expectation needs an example.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_behaviourassessmentevent" ("assessment_id", "example", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."assessment_id", NEW."example", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="9ae5cf68c45a7c153c586e3017639a29e31f27fb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3510",
                    table="evaluations_behaviourassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_behaviourassessmentevent" ("assessment_id", "example", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."assessment_id", NEW."example", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="5f994e13494874df0050e1430f2da07536981509",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ab122",
                    table="evaluations_behaviourassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="behaviourassessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="62dcc6f507e23535360082ab5f7b12d988080c29",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_35827",
                    table="evaluations_behaviourassessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackround",
            constraint=models.UniqueConstraint(
                fields=("assessment_period", "employee", "direction"),
                name="feedbackround_once",
                violation_error_message="This round is open already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_feedbackroundevent" ("assessment_period_id", "closes_on", "direction", "employee_id", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assessment_period_id", NEW."closes_on", NEW."direction", NEW."employee_id", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="0bc4c84022e54a2fcb8d1e77c5c735d465d3e0f8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7c131",
                    table="evaluations_feedbackround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_feedbackroundevent" ("assessment_period_id", "closes_on", "direction", "employee_id", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assessment_period_id", NEW."closes_on", NEW."direction", NEW."employee_id", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="801990afa3b71fb3124dd0ac915767de981d177c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2f19",
                    table="evaluations_feedbackround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackroundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bdce270a55538ae70059b19aefae77f2106d7020",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_beb48",
                    table="evaluations_feedbackroundevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackticket",
            constraint=models.UniqueConstraint(fields=("feedback_round", "giver"), name="feedbackticket_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackvoice",
            trigger=pgtrigger.compiler.Trigger(
                name="voice_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e51b41f93d890dfa3ecdbb19ea48ae9212dd531e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_voice_append_only_dd5d4",
                    table="evaluations_feedbackvoice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="objection_reasoned"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("is_upheld", None)),
                    models.Q(("decided_at__isnull", False), models.Q(("decision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="objection_decided_with_words",
                violation_error_message="Give the reason for the decision: the person reads it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_objectionevent" ("assessment_id", "before", "decide_by", "decided_at", "decided_by_id", "decision", "filed_at", "id", "is_upheld", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."assessment_id", NEW."before", NEW."decide_by", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."filed_at", NEW."id", NEW."is_upheld", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="d0fcb2c29ada9d4caa461fa12181179972eccd0c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c673",
                    table="evaluations_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_objectionevent" ("assessment_id", "before", "decide_by", "decided_at", "decided_by_id", "decision", "filed_at", "id", "is_upheld", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."assessment_id", NEW."before", NEW."decide_by", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."filed_at", NEW."id", NEW."is_upheld", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="e515671b1c9f21024383cd3a0c48ceecab286957",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85bdc",
                    table="evaluations_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a7788597852cb08b01768e31c399ce9ae22172d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e3c7e",
                    table="evaluations_objectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationassessment",
            constraint=models.UniqueConstraint(
                fields=("assessment_period", "unit"),
                name="organisationassessment_once",
                violation_error_message="The unit is rated for this period already. Change that rating.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="organisationassessment_reasoned"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_organisationassessmentevent" ("assessment_period_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "rating", "reason", "unit_id") VALUES (NEW."assessment_period_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rated_at", NEW."rated_by_id", NEW."rating", NEW."reason", NEW."unit_id"); RETURN NULL;',
                    hash="9f246aa0c740ee71f56c4e4b314dba078f5ca116",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_51c3a",
                    table="evaluations_organisationassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_organisationassessmentevent" ("assessment_period_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "rating", "reason", "unit_id") VALUES (NEW."assessment_period_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rated_at", NEW."rated_by_id", NEW."rating", NEW."reason", NEW."unit_id"); RETURN NULL;',
                    hash="d929ee66ddf099a546dc8a6c3669e4a43e36fabe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56c63",
                    table="evaluations_organisationassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationassessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3b129d48079071240bcfe5178f88a1aa119d7d93",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_87ed0",
                    table="evaluations_organisationassessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="resultassessment",
            constraint=models.UniqueConstraint(fields=("assessment", "result"), name="resultassessment_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_resultassessmentevent" ("achieved", "assessment_id", "feedback", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_id") VALUES (NEW."achieved", NEW."assessment_id", NEW."feedback", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result_id"); RETURN NULL;',
                    hash="9f3966a55cec5336ca6c8bf0f241824bc68d59a5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_804a0",
                    table="evaluations_resultassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_resultassessmentevent" ("achieved", "assessment_id", "feedback", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_id") VALUES (NEW."achieved", NEW."assessment_id", NEW."feedback", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result_id"); RETURN NULL;',
                    hash="d53ce3b9ec69499f4be005f9ff5f170e22aba083",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26235",
                    table="evaluations_resultassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultassessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cad21205f8c068ff0cffdfb5b748ccbe1c0ed5a0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_992a6",
                    table="evaluations_resultassessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c3df71eb83bac8743e87cf953bd2a0209b0107d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ab539",
                    table="evaluations_assessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["employee", "state"], name="assessment_employee_state"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["assessor", "state"], name="assessment_assessor_state"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("assessment_period", "employee", "unit"),
                name="assessment_once",
                violation_error_message="The person is rated in this unit for this period already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "delivered", "objected", "final"])),
                name="assessment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 12)), name="assessment_months_of_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("predicate", ""), models.Q(("work_result", ""), ("behaviour", ""), _connector="OR")),
                    ("pk__in", ()),
                    models.Q(("behaviour", "ABOVE"), ("predicate", "SANGAT_BAIK"), ("work_result", "ABOVE")),
                    models.Q(("behaviour", "AS"), ("predicate", "BAIK"), ("work_result", "ABOVE")),
                    models.Q(("behaviour", "BELOW"), ("predicate", "KURANG"), ("work_result", "ABOVE")),
                    models.Q(("behaviour", "ABOVE"), ("predicate", "BAIK"), ("work_result", "AS")),
                    models.Q(("behaviour", "AS"), ("predicate", "BAIK"), ("work_result", "AS")),
                    models.Q(("behaviour", "BELOW"), ("predicate", "KURANG"), ("work_result", "AS")),
                    models.Q(("behaviour", "ABOVE"), ("predicate", "BUTUH_PERBAIKAN"), ("work_result", "BELOW")),
                    models.Q(("behaviour", "AS"), ("predicate", "BUTUH_PERBAIKAN"), ("work_result", "BELOW")),
                    models.Q(("behaviour", "BELOW"), ("predicate", "SANGAT_KURANG"), ("work_result", "BELOW")),
                    _connector="OR",
                ),
                name="assessment_predicate_of_the_quadrant",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("delivered_at__isnull", False),
                        ("object_until__isnull", False),
                        models.Q(("predicate", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assessment_delivered_whole",
                violation_error_message="Rate work results and behaviour before you deliver the rating.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "final"), _negated=True),
                    models.Q(("final_at__isnull", False), models.Q(("acceptance", ""), _negated=True)),
                    _connector="OR",
                ),
                name="assessment_final_by_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="final_rating_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'final')",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "work_result", "behaviour", "predicate", "state" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="b141117edf7bf74ae24b900160eedf00ccd8aef8",
                    operation='UPDATE OF "work_result", "behaviour", "predicate", "state" OR DELETE',
                    pgid="pgtrigger_final_rating_stands_dbfe6",
                    table="evaluations_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_assessmentevent" ("acceptance", "assessment_period_id", "assessor_id", "behaviour", "created_at", "delivered_at", "delivered_by_id", "dialogue_notes", "dialogue_on", "edit", "employee_id", "final_at", "id", "months", "object_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position_title", "predicate", "recommendation", "signed_at", "state", "summary", "unit_id", "work_result") VALUES (NEW."acceptance", NEW."assessment_period_id", NEW."assessor_id", NEW."behaviour", NEW."created_at", NEW."delivered_at", NEW."delivered_by_id", NEW."dialogue_notes", NEW."dialogue_on", NEW."edit", NEW."employee_id", NEW."final_at", NEW."id", NEW."months", NEW."object_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position_title", NEW."predicate", NEW."recommendation", NEW."signed_at", NEW."state", NEW."summary", NEW."unit_id", NEW."work_result"); RETURN NULL;',
                    hash="124a7cd2f424d2bcbd30325dfa7e690bce59f219",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca019",
                    table="evaluations_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_assessmentevent" ("acceptance", "assessment_period_id", "assessor_id", "behaviour", "created_at", "delivered_at", "delivered_by_id", "dialogue_notes", "dialogue_on", "edit", "employee_id", "final_at", "id", "months", "object_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position_title", "predicate", "recommendation", "signed_at", "state", "summary", "unit_id", "work_result") VALUES (NEW."acceptance", NEW."assessment_period_id", NEW."assessor_id", NEW."behaviour", NEW."created_at", NEW."delivered_at", NEW."delivered_by_id", NEW."dialogue_notes", NEW."dialogue_on", NEW."edit", NEW."employee_id", NEW."final_at", NEW."id", NEW."months", NEW."object_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position_title", NEW."predicate", NEW."recommendation", NEW."signed_at", NEW."state", NEW."summary", NEW."unit_id", NEW."work_result"); RETURN NULL;',
                    hash="4173b3f4dc51fa149df674a500bc47aa12b23454",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_140c7",
                    table="evaluations_assessment",
                    when="AFTER",
                ),
            ),
        ),
    ]
