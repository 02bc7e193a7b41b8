import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0006_needs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins")),
                ("ends_at", models.TimeField(verbose_name="ends")),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["session", "day", "starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "day", "starts_at"),
                        name="meeting_unique",
                        violation_error_message="There is already a meeting at this time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_in_order",
                        violation_error_message="The meeting must end after it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfflineBatch",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="training.trainingsession"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("day", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins")),
                ("ends_at", models.TimeField(verbose_name="ends")),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.meeting",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="update_update",
        ),
        migrations.AddField(
            model_name="attendance",
            name="checked_in_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="came"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="checked_out_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="excuse",
            field=models.CharField(blank=True, max_length=200, verbose_name="excuse"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="method",
            field=models.CharField(
                choices=[("list", "By list"), ("code", "By code"), ("offline", "By list, sent later")],
                default="list",
                max_length=7,
                verbose_name="how",
            ),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="checked_in_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="came"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="checked_out_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="excuse",
            field=models.CharField(blank=True, max_length=200, verbose_name="excuse"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="method",
            field=models.CharField(
                choices=[("list", "By list"), ("code", "By code"), ("offline", "By list, sent later")],
                default="list",
                max_length=7,
                verbose_name="how",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="training.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.meeting",
                verbose_name="meeting",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_meetingevent" ("day", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "starts_at", "topic") VALUES (NEW."day", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."starts_at", NEW."topic"); RETURN NULL;',
                    hash="38655f390f695f6d290bb7fc7ec8ec20fbc7df6a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd687",
                    table="training_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_meetingevent" ("day", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "starts_at", "topic") VALUES (NEW."day", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."starts_at", NEW."topic"); RETURN NULL;',
                    hash="e0b9bbd9908899243f3b019b2f80738374770547",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0ed9",
                    table="training_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="88de4aa0e104104d943873c5fcb657276b8d883d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43d3b",
                    table="training_meetingevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
