import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("employees", "0006_record_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("201", "Satyalancana Karya Satya X"),
                            ("202", "Satyalancana Karya Satya XX"),
                            ("203", "Satyalancana Karya Satya XXX"),
                            ("LAINNYA", "Other award"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the award")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["employee", "-date", "-pk"],
                "indexes": [models.Index(fields=["employee", "-date"], name="awardhistory_employee")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False), models.Q(("kind", "LAINNYA"), _negated=True)),
                        fields=("employee", "kind"),
                        name="awardhistory_medal_once",
                        violation_error_message="The employee holds this medal already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "LAINNYA"), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="awardhistory_named",
                        violation_error_message="Enter the name of the award.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("201", "Satyalancana Karya Satya X"),
                            ("202", "Satyalancana Karya Satya XX"),
                            ("203", "Satyalancana Karya Satya XXX"),
                            ("LAINNYA", "Other award"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the award")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.awardhistory",
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
                        to="employees.awardhistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContractHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "contract",
                "verbose_name_plural": "contracts",
                "ordering": ["employee", "-period", "-pk"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False)),
                        expressions=[("employee", "="), ("period", "&&")],
                        name="contracthistory_no_overlap",
                        violation_error_message="The employee already has a contract in this period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="contracthistory_has_start",
                        violation_error_message="Enter the first day of the contract, before its last.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__endswith__isnull", False)),
                        name="contracthistory_ends",
                        violation_error_message="Enter the last day: a contract always has an end.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.contracthistory",
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
                        to="employees.contracthistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CredentialHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STR", "Registration (STR)"),
                            ("SIP", "Practice licence (SIP)"),
                            ("SERTIFIKAT", "Professional certificate"),
                            ("SIM", "Driving licence (SIM)"),
                            ("KESEHATAN", "Health certificate"),
                            ("LAINNYA", "Other paper"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the document")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issued by")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="valid until and including")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "licence or certificate",
                "verbose_name_plural": "licences and certificates",
                "ordering": ["employee", "-date", "-pk"],
                "indexes": [
                    models.Index(fields=["employee", "-date"], name="credential_employee"),
                    models.Index(
                        condition=models.Q(("is_void", False)), fields=["expires_on"], name="credential_expiry"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on__isnull", True), ("expires_on__gte", models.F("date")), _connector="OR"
                        ),
                        name="credential_in_order",
                        violation_error_message="The document expires before it was issued. Correct one of the dates.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CredentialHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STR", "Registration (STR)"),
                            ("SIP", "Practice licence (SIP)"),
                            ("SERTIFIKAT", "Professional certificate"),
                            ("SIM", "Driving licence (SIM)"),
                            ("KESEHATAN", "Health certificate"),
                            ("LAINNYA", "Other paper"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the document")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issued by")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="valid until and including")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.credentialhistory",
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
                        to="employees.credentialhistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CreditPointHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                ("points", models.DecimalField(decimal_places=3, max_digits=8, verbose_name="credit points")),
                (
                    "title",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=200, verbose_name="functional position"
                    ),
                ),
                ("is_first", models.BooleanField(default=False, verbose_name="first credit points")),
                ("is_integration", models.BooleanField(default=False, verbose_name="integration of earlier points")),
                ("is_conversion", models.BooleanField(default=False, verbose_name="conversion of a rating")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "credit points",
                "verbose_name_plural": "credit points",
                "ordering": ["employee", "-period", "-pk"],
                "indexes": [models.Index(fields=["employee"], name="creditpoint_employee")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="creditpoint_has_start",
                        violation_error_message="Enter the first month that was assessed, before the last.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0)),
                        name="creditpoint_not_negative",
                        violation_error_message="Credit points are zero or more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditPointHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                ("points", models.DecimalField(decimal_places=3, max_digits=8, verbose_name="credit points")),
                (
                    "title",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=200, verbose_name="functional position"
                    ),
                ),
                ("is_first", models.BooleanField(default=False, verbose_name="first credit points")),
                ("is_integration", models.BooleanField(default=False, verbose_name="integration of earlier points")),
                ("is_conversion", models.BooleanField(default=False, verbose_name="conversion of a rating")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.creditpointhistory",
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
                        to="employees.creditpointhistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisciplineHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "level",
                    models.CharField(
                        choices=[("R", "Light"), ("S", "Moderate"), ("B", "Severe")], max_length=1, verbose_name="level"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("1", "Oral warning"),
                            ("2", "Written warning"),
                            ("3", "Written statement of dissatisfaction"),
                            ("23", "Performance allowance cut by 25% for 6 months"),
                            ("24", "Performance allowance cut by 25% for 9 months"),
                            ("25", "Performance allowance cut by 25% for 12 months"),
                            ("27", "Demotion by one level for 12 months"),
                            ("28", "Released from the position to operational staff for 12 months"),
                            ("10", "Dismissal with honour, not at own request"),
                            ("11", "Dismissal without honour"),
                            ("99", "Kind of an older regulation"),
                        ],
                        max_length=2,
                        verbose_name="kind of sanction",
                    ),
                ),
                ("offence", models.CharField(blank=True, max_length=500, verbose_name="offence")),
                ("legal_basis", models.CharField(blank=True, max_length=100, verbose_name="legal basis")),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="cancelled on")),
                (
                    "cancel_decree_number",
                    models.CharField(blank=True, max_length=100, verbose_name="decree of the cancellation"),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "disciplinary sanction",
                "verbose_name_plural": "disciplinary sanctions",
                "ordering": ["employee", "-period", "-pk"],
                "indexes": [models.Index(fields=["employee"], name="disciplinehistory_employee")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="disciplinehistory_has_start",
                        violation_error_message="Enter the date from which the sanction holds, before its end.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DisciplineHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "level",
                    models.CharField(
                        choices=[("R", "Light"), ("S", "Moderate"), ("B", "Severe")], max_length=1, verbose_name="level"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("1", "Oral warning"),
                            ("2", "Written warning"),
                            ("3", "Written statement of dissatisfaction"),
                            ("23", "Performance allowance cut by 25% for 6 months"),
                            ("24", "Performance allowance cut by 25% for 9 months"),
                            ("25", "Performance allowance cut by 25% for 12 months"),
                            ("27", "Demotion by one level for 12 months"),
                            ("28", "Released from the position to operational staff for 12 months"),
                            ("10", "Dismissal with honour, not at own request"),
                            ("11", "Dismissal without honour"),
                            ("99", "Kind of an older regulation"),
                        ],
                        max_length=2,
                        verbose_name="kind of sanction",
                    ),
                ),
                ("offence", models.CharField(blank=True, max_length=500, verbose_name="offence")),
                ("legal_basis", models.CharField(blank=True, max_length=100, verbose_name="legal basis")),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="cancelled on")),
                (
                    "cancel_decree_number",
                    models.CharField(blank=True, max_length=100, verbose_name="decree of the cancellation"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.disciplinehistory",
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
                        to="employees.disciplinehistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EducationHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("05", "Primary school"),
                            ("10", "Lower secondary school"),
                            ("12", "Lower secondary vocational school"),
                            ("15", "Upper secondary school"),
                            ("17", "Upper secondary vocational school"),
                            ("18", "Upper secondary teaching school"),
                            ("20", "Diploma I"),
                            ("25", "Diploma II"),
                            ("30", "Diploma III"),
                            ("35", "Diploma IV"),
                            ("40", "Bachelor"),
                            ("45", "Master"),
                            ("50", "Doctor"),
                        ],
                        max_length=2,
                        verbose_name="level",
                    ),
                ),
                ("major", models.CharField(blank=True, max_length=200, verbose_name="field of study")),
                ("institution", models.CharField(blank=True, max_length=200, verbose_name="school or university")),
                ("front_title", models.CharField(blank=True, max_length=60, verbose_name="title before the name")),
                ("back_title", models.CharField(blank=True, max_length=60, verbose_name="title after the name")),
                ("is_first", models.BooleanField(default=False, verbose_name="education at appointment")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "education",
                "verbose_name_plural": "education",
                "ordering": ["employee", "-date", "-pk"],
                "indexes": [models.Index(fields=["employee", "-date"], name="educationhistory_employee")],
            },
        ),
        migrations.CreateModel(
            name="EducationHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("05", "Primary school"),
                            ("10", "Lower secondary school"),
                            ("12", "Lower secondary vocational school"),
                            ("15", "Upper secondary school"),
                            ("17", "Upper secondary vocational school"),
                            ("18", "Upper secondary teaching school"),
                            ("20", "Diploma I"),
                            ("25", "Diploma II"),
                            ("30", "Diploma III"),
                            ("35", "Diploma IV"),
                            ("40", "Bachelor"),
                            ("45", "Master"),
                            ("50", "Doctor"),
                        ],
                        max_length=2,
                        verbose_name="level",
                    ),
                ),
                ("major", models.CharField(blank=True, max_length=200, verbose_name="field of study")),
                ("institution", models.CharField(blank=True, max_length=200, verbose_name="school or university")),
                ("front_title", models.CharField(blank=True, max_length=60, verbose_name="title before the name")),
                ("back_title", models.CharField(blank=True, max_length=60, verbose_name="title after the name")),
                ("is_first", models.BooleanField(default=False, verbose_name="education at appointment")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.educationhistory",
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
                        to="employees.educationhistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "predicate",
                    models.CharField(
                        choices=[
                            ("SANGAT_BAIK", "Very good"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        max_length=15,
                        verbose_name="rating",
                    ),
                ),
                (
                    "assessor",
                    models.CharField(blank=True, default="", db_default="", max_length=200, verbose_name="rated by"),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "performance rating",
                "verbose_name_plural": "performance ratings",
                "ordering": ["employee", "-year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("employee", "year"),
                        name="ratinghistory_once_a_year",
                        violation_error_message="This year is rated already. Correct the rating on record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1945), ("year__lte", 2200)),
                        name="ratinghistory_year",
                        violation_error_message="Enter the year in four digits, such as 2025.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("predicate__in", ["SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"])
                        ),
                        name="ratinghistory_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "predicate",
                    models.CharField(
                        choices=[
                            ("SANGAT_BAIK", "Very good"),
                            ("BAIK", "Good"),
                            ("BUTUH_PERBAIKAN", "Needs improvement"),
                            ("KURANG", "Poor"),
                            ("SANGAT_KURANG", "Very poor"),
                        ],
                        max_length=15,
                        verbose_name="rating",
                    ),
                ),
                (
                    "assessor",
                    models.CharField(blank=True, default="", db_default="", max_length=200, verbose_name="rated by"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.ratinghistory",
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
                        to="employees.ratinghistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SalaryStepHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "base_salary",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=12, null=True, verbose_name="base salary"
                    ),
                ),
                (
                    "service_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="years of service in the grade"
                    ),
                ),
                ("service_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="and months")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "salary step",
                "verbose_name_plural": "salary steps",
                "ordering": ["employee", "-period", "-pk"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False)),
                        expressions=[("employee", "="), ("period", "&&")],
                        name="salarystep_no_overlap",
                        violation_error_message="The employee already has a salary step in this period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="salarystep_has_start",
                        violation_error_message="Enter the date from which the salary holds, before its end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("service_months__isnull", True), ("service_months__lte", 11), _connector="OR"
                        ),
                        name="salarystep_months_of_a_year",
                        violation_error_message="Months of service run from 0 to 11; twelve are a year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalaryStepHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "base_salary",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=12, null=True, verbose_name="base salary"
                    ),
                ),
                (
                    "service_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="years of service in the grade"
                    ),
                ),
                ("service_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="and months")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.salarystephistory",
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
                        to="employees.salarystephistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatusHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("01", "Active"),
                            ("02", "Unpaid state leave (CLTN)"),
                            ("03", "Study assignment"),
                            ("04", "Suspended"),
                            ("05", "On waiting pay"),
                            ("07", "State official"),
                            ("09", "Appeal in progress"),
                            ("14", "Missing"),
                            ("15", "Under disciplinary sanction"),
                            ("20", "Pre-retirement leave (MPP)"),
                            ("52", "Inactive"),
                            ("66", "Dismissed"),
                            ("77", "Left without pension"),
                            ("88", "Left with pension"),
                            ("98", "Reached retirement age"),
                            ("99", "Retired"),
                        ],
                        max_length=2,
                        verbose_name="status",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "status history",
                "verbose_name_plural": "status histories",
                "ordering": ["employee", "-period", "-pk"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False)),
                        expressions=[("employee", "="), ("period", "&&")],
                        name="statushistory_no_overlap",
                        violation_error_message="The employee already has a status in this period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="statushistory_has_start",
                        violation_error_message="Enter the date from which the status holds, before its end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "01",
                                    "02",
                                    "03",
                                    "04",
                                    "05",
                                    "07",
                                    "09",
                                    "14",
                                    "15",
                                    "20",
                                    "52",
                                    "66",
                                    "77",
                                    "88",
                                    "98",
                                    "99",
                                ],
                            )
                        ),
                        name="statushistory_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("01", "Active"),
                            ("02", "Unpaid state leave (CLTN)"),
                            ("03", "Study assignment"),
                            ("04", "Suspended"),
                            ("05", "On waiting pay"),
                            ("07", "State official"),
                            ("09", "Appeal in progress"),
                            ("14", "Missing"),
                            ("15", "Under disciplinary sanction"),
                            ("20", "Pre-retirement leave (MPP)"),
                            ("52", "Inactive"),
                            ("66", "Dismissed"),
                            ("77", "Left without pension"),
                            ("88", "Left with pension"),
                            ("98", "Reached retirement age"),
                            ("99", "Retired"),
                        ],
                        max_length=2,
                        verbose_name="status",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.statushistory",
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
                        to="employees.statushistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrainingHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STRUCTURAL", "Structural training"),
                            ("FUNCTIONAL", "Functional training"),
                            ("TECHNICAL", "Technical training"),
                            ("PRE_SERVICE", "Pre-service training (Latsar)"),
                            ("COURSE", "Course"),
                            ("WORKSHOP", "Workshop"),
                            ("SEMINAR", "Seminar or conference"),
                            ("SELF_LEARNING", "Self-learning or e-learning"),
                            ("OTHER", "Other learning"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "leadership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PKN_I", "PKN Tingkat I"),
                            ("PKN_II", "PKN Tingkat II (Diklatpim II)"),
                            ("PKA", "PKA (Diklatpim III)"),
                            ("PKP", "PKP (Diklatpim IV)"),
                        ],
                        default="",
                        db_default="",
                        max_length=6,
                        verbose_name="leadership training",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name of the training")),
                ("organiser", models.CharField(blank=True, max_length=200, verbose_name="organiser")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="learning hours (JP)"
                    ),
                ),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "training",
                "ordering": ["employee", "-date", "-pk"],
                "indexes": [models.Index(fields=["employee", "-date"], name="traininghistory_employee")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="traininghistory_named",
                        violation_error_message="Enter the name of the training.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True), ("last_day__gte", models.F("date")), _connector="OR"
                        ),
                        name="traininghistory_in_order",
                        violation_error_message="The last day lies before the first. Correct one of them.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("date", models.DateField(verbose_name="date")),
                (
                    "is_year_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="only the year is known"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STRUCTURAL", "Structural training"),
                            ("FUNCTIONAL", "Functional training"),
                            ("TECHNICAL", "Technical training"),
                            ("PRE_SERVICE", "Pre-service training (Latsar)"),
                            ("COURSE", "Course"),
                            ("WORKSHOP", "Workshop"),
                            ("SEMINAR", "Seminar or conference"),
                            ("SELF_LEARNING", "Self-learning or e-learning"),
                            ("OTHER", "Other learning"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "leadership",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PKN_I", "PKN Tingkat I"),
                            ("PKN_II", "PKN Tingkat II (Diklatpim II)"),
                            ("PKA", "PKA (Diklatpim III)"),
                            ("PKP", "PKP (Diklatpim IV)"),
                        ],
                        default="",
                        db_default="",
                        max_length=6,
                        verbose_name="leadership training",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name of the training")),
                ("organiser", models.CharField(blank=True, max_length=200, verbose_name="organiser")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="learning hours (JP)"
                    ),
                ),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.traininghistory",
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
                        to="employees.traininghistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnpaidLeaveHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "unpaid leave",
                "verbose_name_plural": "unpaid leaves",
                "ordering": ["employee", "-period", "-pk"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False)),
                        expressions=[("employee", "="), ("period", "&&")],
                        name="unpaidleave_no_overlap",
                        violation_error_message="The employee is already on unpaid leave in this period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__startswith__isnull", False)),
                        name="unpaidleave_has_start",
                        violation_error_message="Enter the first day of the leave, before its last.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnpaidLeaveHistoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "decree_number",
                    models.CharField(
                        blank=True, default="", db_default="", max_length=100, verbose_name="decree number"
                    ),
                ),
                ("decree_date", models.DateField(blank=True, null=True, verbose_name="decree date")),
                ("note", models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note")),
                ("siasn_id", models.CharField(blank=True, default="", db_default="", editable=False, max_length=42)),
                ("is_void", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.unpaidleavehistory",
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
                        to="employees.unpaidleavehistory",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="scan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="awardhistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.awardhistory",
            ),
        ),
        migrations.AddField(
            model_name="contracthistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.contracthistory",
            ),
        ),
        migrations.AddField(
            model_name="credentialhistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.credentialhistory",
            ),
        ),
        migrations.AddField(
            model_name="creditpointhistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.creditpointhistory",
            ),
        ),
        migrations.AddField(
            model_name="disciplinehistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.disciplinehistory",
            ),
        ),
        migrations.AddField(
            model_name="educationhistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.educationhistory",
            ),
        ),
        migrations.AddField(
            model_name="ratinghistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.ratinghistory",
            ),
        ),
        migrations.AddField(
            model_name="salarystephistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.salarystephistory",
            ),
        ),
        migrations.AddField(
            model_name="statushistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.statushistory",
            ),
        ),
        migrations.AddField(
            model_name="traininghistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.traininghistory",
            ),
        ),
        migrations.AddField(
            model_name="unpaidleavehistory",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="employees.unpaidleavehistory",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_awardhistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "id", "is_void", "is_year_only", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."is_year_only", new_values."kind", new_values."name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="979c9ce00c401ef1ea63ecca6cdb908e358cd70e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61ebe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_awardhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_awardhistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "id", "is_void", "is_year_only", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."is_year_only", new_values."kind", new_values."name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="79588fb6d501ef56657053bb0d956d9d0b69f94c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_15b67",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_awardhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardhistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5aa23d1092f81e7f32e036e5734cb5f12272d657",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_142c2",
                    table="employees_awardhistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contracthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_contracthistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="063f8f5f9915beff2d62a0ab048b4ade28614d61",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b723c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_contracthistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contracthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_contracthistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1e836e0f26d9d5301d13060dda0bbe1e24f3be15",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80f7c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_contracthistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contracthistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a72a18faa616b3f346e16e341ebb04733fa5891",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cdb66",
                    table="employees_contracthistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_credentialhistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "expires_on", "id", "is_void", "is_year_only", "issuer", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."expires_on", new_values."id", new_values."is_void", new_values."is_year_only", new_values."issuer", new_values."kind", new_values."name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f9e4fb4cf4be1e51d1360caeb96751f089b4631",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07ce9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_credentialhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_credentialhistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "expires_on", "id", "is_void", "is_year_only", "issuer", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."expires_on", new_values."id", new_values."is_void", new_values."is_year_only", new_values."issuer", new_values."kind", new_values."name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="af041bccab6ec52e9b3ed8f43dcd51e8b4a6b741",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c675",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_credentialhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialhistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d575d85546e77ebe2fee1296c28743765715d069",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_258b1",
                    table="employees_credentialhistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditpointhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_creditpointhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_conversion", "is_first", "is_integration", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scan_id", "siasn_id", "title") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_conversion", new_values."is_first", new_values."is_integration", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."points", new_values."scan_id", new_values."siasn_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bcadbdb6f6e8ec9439de5df175c009495fbb5fe6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6dc8a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_creditpointhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditpointhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_creditpointhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_conversion", "is_first", "is_integration", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scan_id", "siasn_id", "title") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_conversion", new_values."is_first", new_values."is_integration", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."points", new_values."scan_id", new_values."siasn_id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="95258f949e6b2c16190f1aeb7793893b698e65d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84e33",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_creditpointhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditpointhistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9362db42b944d919d4b22c8f72c515290f71aef0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05aaf",
                    table="employees_creditpointhistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disciplinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_disciplinehistoryevent" ("cancel_decree_number", "cancelled_on", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "kind", "legal_basis", "level", "note", "offence", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."cancel_decree_number", new_values."cancelled_on", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."kind", new_values."legal_basis", new_values."level", new_values."note", new_values."offence", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6f3b02db7d3f3df529414c8b83721a2740f27b8b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ba71",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_disciplinehistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disciplinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_disciplinehistoryevent" ("cancel_decree_number", "cancelled_on", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "kind", "legal_basis", "level", "note", "offence", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."cancel_decree_number", new_values."cancelled_on", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."kind", new_values."legal_basis", new_values."level", new_values."note", new_values."offence", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69652666882578a43726794e7324cd4765ab921f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_664ae",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_disciplinehistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disciplinehistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e1d17efdb2ae44ac6781304163ad2cf3d2768738",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_28635",
                    table="employees_disciplinehistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="educationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_educationhistoryevent" ("back_title", "corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "front_title", "id", "institution", "is_first", "is_void", "is_year_only", "level", "major", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."back_title", new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."front_title", new_values."id", new_values."institution", new_values."is_first", new_values."is_void", new_values."is_year_only", new_values."level", new_values."major", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dcd5eaf59bb9b81f0b22173f1547e88cba62783f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d60fa",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_educationhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="educationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_educationhistoryevent" ("back_title", "corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "front_title", "id", "institution", "is_first", "is_void", "is_year_only", "level", "major", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."back_title", new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."front_title", new_values."id", new_values."institution", new_values."is_first", new_values."is_void", new_values."is_year_only", new_values."level", new_values."major", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f60d164285735406340b5444dc871859f4818fa9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0455a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_educationhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="educationhistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5c0c2eba6ab0cfd74dc562c83f34382062c3053",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21111",
                    table="employees_educationhistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_ratinghistoryevent" ("assessor", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predicate", "scan_id", "siasn_id", "year") SELECT new_values."assessor", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."predicate", new_values."scan_id", new_values."siasn_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="696ee3419a44452313d1ee9d7977f0591ff81919",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1aea7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_ratinghistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_ratinghistoryevent" ("assessor", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predicate", "scan_id", "siasn_id", "year") SELECT new_values."assessor", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."predicate", new_values."scan_id", new_values."siasn_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0cd338088e6a3afe99996cd51a339c064238bb13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_776ea",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_ratinghistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinghistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c28dc7211e92fffa7b22bd1f6b40d4b7b097c289",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_56472",
                    table="employees_ratinghistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salarystephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_salarystephistoryevent" ("base_salary", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "service_months", "service_years", "siasn_id") SELECT new_values."base_salary", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."service_months", new_values."service_years", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2985a137a56c8e7574367590373d3bb100578ef0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6290a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_salarystephistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salarystephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_salarystephistoryevent" ("base_salary", "corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "service_months", "service_years", "siasn_id") SELECT new_values."base_salary", new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."service_months", new_values."service_years", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1e9507ef3bd76451b0b1e4cd2b12edb60883d20",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_17e96",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_salarystephistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salarystephistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a86041ff5d6edaca4db7835a9b2ee802193b1dc3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d7671",
                    table="employees_salarystephistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statushistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_statushistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id", "status") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d4acc11ec6609653a312bc99396b2c5cec73a8b1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c032b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_statushistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statushistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_statushistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id", "status") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="27d10988e6205fe59ccac35f1cac4a74f6d2b3f1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_780ef",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_statushistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statushistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bcb6c846f03baa69e45b0364ba8bdee6e319d891",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e24ca",
                    table="employees_statushistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traininghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_traininghistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "hours", "id", "is_void", "is_year_only", "kind", "last_day", "leadership", "name", "note", "organiser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."hours", new_values."id", new_values."is_void", new_values."is_year_only", new_values."kind", new_values."last_day", new_values."leadership", new_values."name", new_values."note", new_values."organiser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="294377cd0b86cfa1c355cfee9b7f5a50b1633a7f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_57a65",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_traininghistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traininghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_traininghistoryevent" ("corrects_id", "created_at", "date", "decree_date", "decree_number", "employee_id", "hours", "id", "is_void", "is_year_only", "kind", "last_day", "leadership", "name", "note", "organiser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."date", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."hours", new_values."id", new_values."is_void", new_values."is_year_only", new_values."kind", new_values."last_day", new_values."leadership", new_values."name", new_values."note", new_values."organiser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99ccf5f91fc5dcc2a22a103955761d2ede18e300",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1ab51",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_traininghistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traininghistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5364cc4c39cdcc250d248e6dcbe466ca7ba1234c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_931c3",
                    table="employees_traininghistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unpaidleavehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_unpaidleavehistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c320d11c442bf643f99e9b97f1f33dbcfba238e9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_36efb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_unpaidleavehistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unpaidleavehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_unpaidleavehistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a0cb1783ea1f57968350187796510f29c4b7f77d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cdf4e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_unpaidleavehistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unpaidleavehistoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4f4571c1f619432f93aa28cb89cef888c721a830",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b3633",
                    table="employees_unpaidleavehistoryevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
