import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0012_further_education"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharingSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what it is about")),
                (
                    "form",
                    models.CharField(
                        choices=[("9", "Seminar or conference"), ("23", "Community of practice")],
                        default="23",
                        max_length=2,
                        verbose_name="form",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                ("is_for_all", models.BooleanField(default=True, verbose_name="for the whole government")),
                (
                    "learning_hours",
                    models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name="learning hours (JP)"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.competency",
                        verbose_name="competency",
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
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_sessions",
                        to="employees.employee",
                        verbose_name="speaker",
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
                "verbose_name": "sharing session",
                "verbose_name_plural": "sharing sessions",
                "ordering": ["-starts_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="sharing_in_order",
                        violation_error_message="The session must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved", "refused", "held", "cancelled"])),
                        name="sharing_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["refused", "cancelled"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sharing_refused_with_reason",
                        violation_error_message="Give the reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_present", models.BooleanField(null=True, verbose_name="present")),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharing_visits",
                        to="employees.employee",
                    ),
                ),
                (
                    "sharing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guests", to="training.sharingsession"
                    ),
                ),
            ],
            options={
                "verbose_name": "guest",
                "verbose_name_plural": "guests",
                "ordering": ["sharing", "joined_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("sharing", "employee"), name="sharingguest_once")],
            },
        ),
        migrations.CreateModel(
            name="SharingSessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what it is about")),
                (
                    "form",
                    models.CharField(
                        choices=[("9", "Seminar or conference"), ("23", "Community of practice")],
                        default="23",
                        max_length=2,
                        verbose_name="form",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                ("is_for_all", models.BooleanField(default=True, verbose_name="for the whole government")),
                (
                    "learning_hours",
                    models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name="learning hours (JP)"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                        verbose_name="competency",
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
                        to="training.sharingsession",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="speaker",
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
            name="SharingGuestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("is_present", models.BooleanField(null=True, verbose_name="present")),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
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
                        to="training.sharingguest",
                    ),
                ),
                (
                    "sharing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.sharingsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingsession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_sharingsessionevent" ("competency_id", "created_at", "decided_by_id", "description", "ends_at", "form", "id", "is_for_all", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposer_id", "reason", "seats", "starts_at", "state", "title", "unit_id") VALUES (NEW."competency_id", NEW."created_at", NEW."decided_by_id", NEW."description", NEW."ends_at", NEW."form", NEW."id", NEW."is_for_all", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."proposer_id", NEW."reason", NEW."seats", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="3dfea1cb2feac6e51b8b83a378983a78fcdac635",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d277",
                    table="training_sharingsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingsession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_sharingsessionevent" ("competency_id", "created_at", "decided_by_id", "description", "ends_at", "form", "id", "is_for_all", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposer_id", "reason", "seats", "starts_at", "state", "title", "unit_id") VALUES (NEW."competency_id", NEW."created_at", NEW."decided_by_id", NEW."description", NEW."ends_at", NEW."form", NEW."id", NEW."is_for_all", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."proposer_id", NEW."reason", NEW."seats", NEW."starts_at", NEW."state", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="5b115aa99643b24478a7f21b3fe062e0bb4de4cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_02b13",
                    table="training_sharingsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingguestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="418267706a6bc9e47634a7a8245d4e3bd4f6e9e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_87ead",
                    table="training_sharingguestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingguest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_sharingguestevent" ("employee_id", "id", "is_present", "joined_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing_id") VALUES (NEW."employee_id", NEW."id", NEW."is_present", NEW."joined_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sharing_id"); RETURN NULL;',
                    hash="8e3dd40d1c50b27fc188412706052e556a70fbf0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0388d",
                    table="training_sharingguest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingguest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_sharingguestevent" ("employee_id", "id", "is_present", "joined_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing_id") VALUES (NEW."employee_id", NEW."id", NEW."is_present", NEW."joined_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sharing_id"); RETURN NULL;',
                    hash="d5a40dba390b2c8e1351340f50d6dd77e26dafcb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_72edf",
                    table="training_sharingguest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingsessionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ba74b3ac112cc88215a0ef1dc993d286873f82bd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f6b41",
                    table="training_sharingsessionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
