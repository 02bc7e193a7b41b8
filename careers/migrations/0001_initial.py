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
            name="Mentorship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.TextField(help_text="What the mentee should be able to do at the end.", verbose_name="goal"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("running", "Running"),
                            ("completed", "Completed"),
                            ("declined", "Declined"),
                            ("stopped", "Stopped"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mentee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships_taken",
                        to="employees.employee",
                        verbose_name="mentee",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships_given",
                        to="employees.employee",
                        verbose_name="mentor",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mentorship",
                "verbose_name_plural": "mentorships",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mentor", models.F("mentee")), _negated=True),
                        name="mentorship_two_people",
                        violation_error_message="Nobody is their own mentor. Choose another person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="mentorship_ends_later",
                        violation_error_message="The mentorship must end after it begins.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", frozenset(["agreed", "proposed", "running"]))),
                        fields=("mentor", "mentee"),
                        name="mentorship_one_open",
                        violation_error_message="These two already have an open mentorship.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentoringMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="date")),
                ("topic", models.CharField(max_length=200, verbose_name="topic")),
                (
                    "agreed_action",
                    models.TextField(
                        help_text="What the mentee does until the next meeting.", verbose_name="agreed action"
                    ),
                ),
                ("mentor_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("mentee_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="careers.mentorship"
                    ),
                ),
            ],
            options={
                "verbose_name": "mentoring meeting",
                "verbose_name_plural": "mentoring meetings",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "held_on"),
                        name="mentoringmeeting_one_a_day",
                        violation_error_message="A meeting on this date is already noted.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "goal",
                    models.TextField(help_text="What the mentee should be able to do at the end.", verbose_name="goal"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("running", "Running"),
                            ("completed", "Completed"),
                            ("declined", "Declined"),
                            ("stopped", "Stopped"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mentee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="mentee",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="mentor",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="careers.mentorship",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MentoringMeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("held_on", models.DateField(verbose_name="date")),
                ("topic", models.CharField(max_length=200, verbose_name="topic")),
                (
                    "agreed_action",
                    models.TextField(
                        help_text="What the mentee does until the next meeting.", verbose_name="agreed action"
                    ),
                ),
                ("mentor_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("mentee_confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="careers.mentoringmeeting",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="careers.mentorship",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentorship",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "careers_mentorshipevent" ("created_at", "ends_on", "goal", "id", "mentee_id", "mentor_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reason", "starts_on", "state") VALUES (NEW."created_at", NEW."ends_on", NEW."goal", NEW."id", NEW."mentee_id", NEW."mentor_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."reason", NEW."starts_on", NEW."state"); RETURN NULL;',
                    hash="a3bfe62cf4981944456131279afa3785b5746ca3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_843d8",
                    table="careers_mentorship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentorship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "careers_mentorshipevent" ("created_at", "ends_on", "goal", "id", "mentee_id", "mentor_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reason", "starts_on", "state") VALUES (NEW."created_at", NEW."ends_on", NEW."goal", NEW."id", NEW."mentee_id", NEW."mentor_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."reason", NEW."starts_on", NEW."state"); RETURN NULL;',
                    hash="18b4b11b58cc66202cae21176fc4a68130ff17c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13af3",
                    table="careers_mentorship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentoringmeetingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0888cd9688bd7d1cb0c4ecde64ec6fe9adf9d475",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d02aa",
                    table="careers_mentoringmeetingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentoringmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "careers_mentoringmeetingevent" ("agreed_action", "created_at", "held_on", "id", "mentee_confirmed_at", "mentor_confirmed_at", "mentorship_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."agreed_action", NEW."created_at", NEW."held_on", NEW."id", NEW."mentee_confirmed_at", NEW."mentor_confirmed_at", NEW."mentorship_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic"); RETURN NULL;',
                    hash="202d90e6ff5899daee2b6ec43d549c16f062daaf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_87667",
                    table="careers_mentoringmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentoringmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "careers_mentoringmeetingevent" ("agreed_action", "created_at", "held_on", "id", "mentee_confirmed_at", "mentor_confirmed_at", "mentorship_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."agreed_action", NEW."created_at", NEW."held_on", NEW."id", NEW."mentee_confirmed_at", NEW."mentor_confirmed_at", NEW."mentorship_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."topic"); RETURN NULL;',
                    hash="a2250903c176941326c4760ef184ce2bd1a72b51",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6b223",
                    table="careers_mentoringmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentorshipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="014e3d4156c751637c588ad0b0b90adca0301afa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d919b",
                    table="careers_mentorshipevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
