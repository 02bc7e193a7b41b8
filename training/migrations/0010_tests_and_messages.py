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
        ("training", "0009_attendance_by_meeting"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClassMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="message")),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("recipients", models.PositiveIntegerField(default=0)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to the class",
                "verbose_name_plural": "messages to the class",
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="pass mark in per cent",
                    ),
                ),
                ("questions", models.JSONField(default=list)),
                ("is_published", models.BooleanField(default=False, verbose_name="in use")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tests",
                        to="training.trainingprogramme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "test",
                "verbose_name_plural": "tests",
                "ordering": ["programme", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "version"), name="knowledgetest_version_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__range", (1, 240)),
                            models.Q(("pass_mark", None), ("pass_mark__lte", 100), _connector="OR"),
                        ),
                        name="knowledgetest_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeTestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="pass mark in per cent",
                    ),
                ),
                ("questions", models.JSONField(default=list)),
                ("is_published", models.BooleanField(default=False, verbose_name="in use")),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.knowledgetest",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TestAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moment",
                    models.CharField(
                        choices=[("pre", "Before the training"), ("post", "After the training")],
                        max_length=4,
                        verbose_name="when",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="began")),
                ("due_at", models.DateTimeField(verbose_name="time is over")),
                ("answers", models.JSONField(default=dict)),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="handed in")),
                ("score", models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="score")),
                ("maximum", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="of")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="test_attempts",
                        to="training.registration",
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="training.knowledgetest",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["registration", "moment"],
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "moment"), name="testattempt_once"),
                    models.CheckConstraint(
                        condition=models.Q(("moment__in", ["pre", "post"])), name="testattempt_moment_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score", None),
                            models.Q(
                                ("score__gte", 0), ("score__lte", models.F("maximum")), ("submitted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="testattempt_score_in_range",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knowledgetest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_knowledgetestevent" ("edit", "id", "is_published", "minutes", "pass_mark", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "questions", "version") VALUES (NEW."edit", NEW."id", NEW."is_published", NEW."minutes", NEW."pass_mark", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."questions", NEW."version"); RETURN NULL;',
                    hash="95f70a727f77289a47ce0b6e126c8a70f9ab9195",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3a081",
                    table="training_knowledgetest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knowledgetest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_knowledgetestevent" ("edit", "id", "is_published", "minutes", "pass_mark", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "questions", "version") VALUES (NEW."edit", NEW."id", NEW."is_published", NEW."minutes", NEW."pass_mark", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."questions", NEW."version"); RETURN NULL;',
                    hash="22f35cd5d6df60ef0713889c101e1ed5a8368df8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7a3a5",
                    table="training_knowledgetest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knowledgetestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fc6f0f483beaf1eee4c03d55ae6373b03ad4035e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3f8c2",
                    table="training_knowledgetestevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
