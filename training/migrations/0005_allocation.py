import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import training.models.session


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0004_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "Rule announced"), ("published", "List published"), ("drawn", "Drawn")],
                        default="prepared",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("rule", models.JSONField(default=dict, verbose_name="rule")),
                (
                    "seed_source",
                    models.CharField(
                        help_text="A public value that nobody knows yet, such as tomorrow's closing index of the exchange.",
                        max_length=300,
                        verbose_name="where the seed comes from",
                    ),
                ),
                ("candidates", models.JSONField(default=list)),
                ("list_hash", models.CharField(blank=True, max_length=64)),
                ("published_at", models.DateTimeField(null=True, verbose_name="list published")),
                ("seed", models.CharField(blank=True, max_length=200, verbose_name="seed")),
                ("result", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField(null=True, verbose_name="drawn")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draw", to="training.trainingsession"
                    ),
                ),
            ],
            options={
                "verbose_name": "draw",
                "verbose_name_plural": "draws",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "published", "drawn"])), name="draw_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "prepared"),
                            models.Q(("published_at__isnull", False), ("list_hash__regex", "^[0-9a-f]{64}$")),
                            _connector="OR",
                        ),
                        name="draw_published_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "drawn"), _negated=True),
                            models.Q(("drawn_at__isnull", False), models.Q(("seed", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="draw_drawn_with_seed",
                        violation_error_message="Enter the seed first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("invited_at", models.DateTimeField(auto_now_add=True)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_invitations",
                        to="employees.employee",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["session", "-invited_at"],
                "constraints": [models.UniqueConstraint(fields=("session", "employee"), name="invitation_once")],
            },
        ),
        migrations.CreateModel(
            name="UnitQuota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="training.trainingsession",
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
            ],
            options={
                "verbose_name": "quota",
                "verbose_name_plural": "quotas",
                "ordering": ["session", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "unit"),
                        name="unitquota_unique",
                        violation_error_message="This unit already has a quota.",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gt", 0)), name="unitquota_seats"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawEvent",
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
                        choices=[("prepared", "Rule announced"), ("published", "List published"), ("drawn", "Drawn")],
                        default="prepared",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("rule", models.JSONField(default=dict, verbose_name="rule")),
                (
                    "seed_source",
                    models.CharField(
                        help_text="A public value that nobody knows yet, such as tomorrow's closing index of the exchange.",
                        max_length=300,
                        verbose_name="where the seed comes from",
                    ),
                ),
                ("candidates", models.JSONField(default=list)),
                ("list_hash", models.CharField(blank=True, max_length=64)),
                ("published_at", models.DateTimeField(null=True, verbose_name="list published")),
                ("seed", models.CharField(blank=True, max_length=200, verbose_name="seed")),
                ("result", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField(null=True, verbose_name="drawn")),
                (
                    "drawn_by",
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
                        to="training.draw",
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
        migrations.CreateModel(
            name="UnitQuotaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.unitquota",
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="registration",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="registration",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trainingprogramme",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trainingprogramme",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trainingsession",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trainingsession",
            name="update_update",
        ),
        migrations.AddField(
            model_name="registration",
            name="drawn_place",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="layer",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="moved_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.registration",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="nominated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="nominated by",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="refusal_code",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_seat", "No seat left"),
                    ("no_budget", "No budget"),
                    ("not_relevant", "Does not fit the duties"),
                    ("bad_time", "The office can't spare the person then"),
                    ("already_trained", "Already trained in it"),
                    ("not_eligible", "Does not meet a condition"),
                    ("other", "Other"),
                ],
                max_length=15,
                verbose_name="kind of refusal",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="was_not_drawn",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="drawn_place",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="layer",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="moved_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.registration",
            ),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="nominated_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="nominated by",
            ),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="refusal_code",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_seat", "No seat left"),
                    ("no_budget", "No budget"),
                    ("not_relevant", "Does not fit the duties"),
                    ("bad_time", "The office can't spare the person then"),
                    ("already_trained", "Already trained in it"),
                    ("not_eligible", "Does not meet a condition"),
                    ("other", "Other"),
                ],
                max_length=15,
                verbose_name="kind of refusal",
            ),
        ),
        migrations.AddField(
            model_name="registrationevent",
            name="was_not_drawn",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="trainingprogramme",
            name="eligibility",
            field=models.JSONField(blank=True, default=dict, verbose_name="who may register"),
        ),
        migrations.AddField(
            model_name="trainingprogrammeevent",
            name="eligibility",
            field=models.JSONField(blank=True, default=dict, verbose_name="who may register"),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="allocation",
            field=models.CharField(
                choices=[("first_come", "In the order of registration"), ("draw", "By priority layers and lot")],
                default="first_come",
                max_length=10,
                verbose_name="who gets a seat",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="by_nomination",
            field=models.BooleanField(
                default=False,
                help_text="Supervisors and the training office name the people.",
                verbose_name="by nomination only",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="is_international",
            field=models.BooleanField(default=False, verbose_name="international"),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="online_url",
            field=models.URLField(
                blank=True,
                help_text="Only participants see it.",
                max_length=500,
                verbose_name="address of the online meeting",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="presence_secret",
            field=models.CharField(default=training.models.session.new_secret, editable=False, max_length=43),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="allocation",
            field=models.CharField(
                choices=[("first_come", "In the order of registration"), ("draw", "By priority layers and lot")],
                default="first_come",
                max_length=10,
                verbose_name="who gets a seat",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="by_nomination",
            field=models.BooleanField(
                default=False,
                help_text="Supervisors and the training office name the people.",
                verbose_name="by nomination only",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="is_international",
            field=models.BooleanField(default=False, verbose_name="international"),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="online_url",
            field=models.URLField(
                blank=True,
                help_text="Only participants see it.",
                max_length=500,
                verbose_name="address of the online meeting",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="training.partner",
                verbose_name="partner institution",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.partner",
                verbose_name="partner institution",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="training.sessionseries",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="series",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.sessionseries",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.venue",
                verbose_name="venue",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.venue",
                verbose_name="venue",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="plan_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="training.yearplanitem",
                verbose_name="line of the yearly plan",
            ),
        ),
        migrations.AddField(
            model_name="trainingsessionevent",
            name="plan_item",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="training.yearplanitem",
                verbose_name="line of the yearly plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("allocation__in", ["first_come", "draw"])), name="trainingsession_allocation_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_registrationevent" ("decided_at", "decided_by_id", "drawn_place", "employee_id", "id", "layer", "moved_from_id", "moved_up_at", "nominated_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal_code", "registered_at", "sequence", "session_id", "state", "was_not_drawn") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."drawn_place", NEW."employee_id", NEW."id", NEW."layer", NEW."moved_from_id", NEW."moved_up_at", NEW."nominated_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."refusal_code", NEW."registered_at", NEW."sequence", NEW."session_id", NEW."state", NEW."was_not_drawn"); RETURN NULL;',
                    hash="ee91abc98fafd3c5b6e8ddf9226edb05d37fec6b",
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
                    func='INSERT INTO "training_registrationevent" ("decided_at", "decided_by_id", "drawn_place", "employee_id", "id", "layer", "moved_from_id", "moved_up_at", "nominated_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal_code", "registered_at", "sequence", "session_id", "state", "was_not_drawn") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."drawn_place", NEW."employee_id", NEW."id", NEW."layer", NEW."moved_from_id", NEW."moved_up_at", NEW."nominated_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."refusal_code", NEW."registered_at", NEW."sequence", NEW."session_id", NEW."state", NEW."was_not_drawn"); RETURN NULL;',
                    hash="04ccfc9f96edb2a9812a017ea2a6f241bf26431c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_12ffa",
                    table="training_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainingprogrammeevent" ("classification", "code", "created_at", "description", "eligibility", "form", "id", "is_active", "learning_hours", "min_attendance", "organiser_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id") VALUES (NEW."classification", NEW."code", NEW."created_at", NEW."description", NEW."eligibility", NEW."form", NEW."id", NEW."is_active", NEW."learning_hours", NEW."min_attendance", NEW."organiser_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="a83b7bb9c27d7c399afec6ec9e90ef4216a105c2",
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
                    func='INSERT INTO "training_trainingprogrammeevent" ("classification", "code", "created_at", "description", "eligibility", "form", "id", "is_active", "learning_hours", "min_attendance", "organiser_code", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id") VALUES (NEW."classification", NEW."code", NEW."created_at", NEW."description", NEW."eligibility", NEW."form", NEW."id", NEW."is_active", NEW."learning_hours", NEW."min_attendance", NEW."organiser_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="a5fc377ee1a5bdade686c72551a724c624883206",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed782",
                    table="training_trainingprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingsession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainingsessionevent" ("allocation", "by_nomination", "cancel_reason", "coordinator_id", "created_at", "ends_at", "id", "is_international", "learning_hours", "online_url", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_item_id", "programme_id", "registration_closes_at", "registration_opens_at", "seats", "series_id", "starts_at", "state", "title", "unit_id", "venue_id") VALUES (NEW."allocation", NEW."by_nomination", NEW."cancel_reason", NEW."coordinator_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."is_international", NEW."learning_hours", NEW."online_url", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_item_id", NEW."programme_id", NEW."registration_closes_at", NEW."registration_opens_at", NEW."seats", NEW."series_id", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id", NEW."venue_id"); RETURN NULL;',
                    hash="21e198b692cd5f8aa7683ba6835b844f160e0e94",
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
                    condition='WHEN (OLD."allocation" IS DISTINCT FROM (NEW."allocation") OR OLD."by_nomination" IS DISTINCT FROM (NEW."by_nomination") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."coordinator_id" IS DISTINCT FROM (NEW."coordinator_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_international" IS DISTINCT FROM (NEW."is_international") OR OLD."learning_hours" IS DISTINCT FROM (NEW."learning_hours") OR OLD."online_url" IS DISTINCT FROM (NEW."online_url") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."plan_item_id" IS DISTINCT FROM (NEW."plan_item_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."registration_opens_at" IS DISTINCT FROM (NEW."registration_opens_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."venue_id" IS DISTINCT FROM (NEW."venue_id"))',
                    func='INSERT INTO "training_trainingsessionevent" ("allocation", "by_nomination", "cancel_reason", "coordinator_id", "created_at", "ends_at", "id", "is_international", "learning_hours", "online_url", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_item_id", "programme_id", "registration_closes_at", "registration_opens_at", "seats", "series_id", "starts_at", "state", "title", "unit_id", "venue_id") VALUES (NEW."allocation", NEW."by_nomination", NEW."cancel_reason", NEW."coordinator_id", NEW."created_at", NEW."ends_at", NEW."id", NEW."is_international", NEW."learning_hours", NEW."online_url", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."plan_item_id", NEW."programme_id", NEW."registration_closes_at", NEW."registration_opens_at", NEW."seats", NEW."series_id", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id", NEW."venue_id"); RETURN NULL;',
                    hash="db3a253e04d834f1e89d1108c09441c7a6117259",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27a7f",
                    table="training_trainingsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="published_list_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"state\" = 'prepared'))",
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "candidates", "rule", "list_hash", "seed_source" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="6c4059089541d52e1326c2cb4361f0dbe032c416",
                    operation='UPDATE OF "candidates", "rule", "list_hash", "seed_source" OR DELETE',
                    pgid="pgtrigger_published_list_stays_0d4a0",
                    table="training_draw",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_drawevent" ("candidates", "drawn_at", "drawn_by_id", "id", "list_hash", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "result", "rule", "seed", "seed_source", "session_id", "state") VALUES (NEW."candidates", NEW."drawn_at", NEW."drawn_by_id", NEW."id", NEW."list_hash", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."result", NEW."rule", NEW."seed", NEW."seed_source", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="739f9b39dcd8a897d4e467aa5a6a71b32ffccbc6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5761c",
                    table="training_draw",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_drawevent" ("candidates", "drawn_at", "drawn_by_id", "id", "list_hash", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "result", "rule", "seed", "seed_source", "session_id", "state") VALUES (NEW."candidates", NEW."drawn_at", NEW."drawn_by_id", NEW."id", NEW."list_hash", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."result", NEW."rule", NEW."seed", NEW."seed_source", NEW."session_id", NEW."state"); RETURN NULL;',
                    hash="14c13c7076aa2926f945b506dd7d341579e4a2c1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7441b",
                    table="training_draw",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="drawevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="65e6b342cc8dcf50c092363be9a94225981531a4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a4aaf",
                    table="training_drawevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitquota",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_unitquotaevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "session_id", "unit_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seats", NEW."session_id", NEW."unit_id"); RETURN NULL;',
                    hash="e6c716b806551da574e45b3206c0a55c2c7d65fe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5921b",
                    table="training_unitquota",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitquota",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_unitquotaevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "session_id", "unit_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seats", NEW."session_id", NEW."unit_id"); RETURN NULL;',
                    hash="4dbeec349e3c54794f9f366afe18094570cb7060",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a30b5",
                    table="training_unitquota",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitquotaevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="abef4c1b07dc89c180830ee7d9cb78f683e1cbcb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86a4a",
                    table="training_unitquotaevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
