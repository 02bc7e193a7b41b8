import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("employees", "0017_ended_status_is_active"),
        ("training", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Competency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*$", "Small letters, digits and _ only, beginning with a letter."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("managerial", "Managerial"),
                            ("sociocultural", "Sociocultural"),
                            ("technical", "Technical"),
                        ],
                        default="technical",
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=150, verbose_name="name in English")),
                ("definition", models.TextField(verbose_name="definition")),
                ("definition_en", models.TextField(blank=True, verbose_name="definition in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
            ],
            options={
                "verbose_name": "competency",
                "verbose_name_plural": "competencies",
                "ordering": ["kind", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "code"),
                        name="competency_code_unique",
                        nulls_distinct=False,
                        violation_error_message="There is already a competency with this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["managerial", "sociocultural", "technical"])),
                        name="competency_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("summary", models.TextField(blank=True, verbose_name="what the position is for")),
                (
                    "education_level",
                    models.CharField(
                        blank=True,
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
                        verbose_name="education",
                    ),
                ),
                ("education_field", models.CharField(blank=True, max_length=300, verbose_name="fields of study")),
                ("training", models.TextField(blank=True, help_text="One per line.", verbose_name="training")),
                ("experience", models.TextField(blank=True, verbose_name="experience")),
                ("lowest_rank", models.CharField(blank=True, max_length=5, verbose_name="lowest rank")),
                (
                    "indicators",
                    models.TextField(blank=True, help_text="One per line.", verbose_name="performance indicators"),
                ),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standard",
                        to="employees.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "verbose_name": "competency standard",
                "verbose_name_plural": "competency standards",
            },
        ),
        migrations.CreateModel(
            name="TrainingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("hours", "Learning hours by form"),
                            ("yearly_duty", "Yearly duty to learn (PNS) and most hours (PPPK)"),
                            ("default_levels", "Default level of the generic competencies by position"),
                            ("rating_validity", "How long a rating holds"),
                            ("rating_order", "Which rating stands before which"),
                            ("layers", "Priority layers of a draw"),
                            ("study", "Further education: lengths, remaining service, bond"),
                        ],
                        max_length=20,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
            ],
            options={
                "verbose_name": "training rule",
                "verbose_name_plural": "training rules",
                "ordering": ["key", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "key", "valid_from"),
                        name="trainingrule_once_a_day",
                        violation_error_message="This rule already has a value from that date. Choose another date.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*$", "Small letters, digits and _ only, beginning with a letter."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("managerial", "Managerial"),
                            ("sociocultural", "Sociocultural"),
                            ("technical", "Technical"),
                        ],
                        default="technical",
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=150, verbose_name="name in English")),
                ("definition", models.TextField(verbose_name="definition")),
                ("definition_en", models.TextField(blank=True, verbose_name="definition in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.competency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CompetencyRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "The person"),
                            ("supervisor", "Supervisor"),
                            ("assessment", "Assessment centre"),
                            ("exam", "Examination"),
                            ("certificate", "Certificate"),
                        ],
                        max_length=11,
                        verbose_name="source",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "Doubtful"), ("medium", "Fairly sure"), ("high", "Sure")],
                        default="medium",
                        max_length=6,
                        verbose_name="confidence",
                    ),
                ),
                ("rated_on", models.DateField(verbose_name="rated on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_void", models.BooleanField(default=False, verbose_name="void")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is void")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competency_ratings",
                        to="employees.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "competency rating",
                "verbose_name_plural": "competency ratings",
                "ordering": ["-rated_on", "-pk"],
                "indexes": [
                    models.Index(fields=["employee", "competency", "-rated_on"], name="rating_employee_competency")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("employee", "competency", "source", "rated_on"),
                        name="competencyrating_once_a_day",
                        violation_error_message="There is already a rating of this source on that day. Correct that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="competencyrating_1_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["self", "supervisor", "assessment", "exam", "certificate"])),
                        name="competencyrating_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["low", "medium", "high"])),
                        name="competencyrating_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("rated_on")), _connector="OR"
                        ),
                        name="competencyrating_in_order",
                        violation_error_message="The rating ends before it was made. Correct one of the dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_void", False), ("void_reason", "")),
                            models.Q(("is_void", True), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="competencyrating_void_with_reason",
                        violation_error_message="Say why the rating is void.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelDescription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                ("description", models.TextField(verbose_name="behaviour")),
                ("description_en", models.TextField(blank=True, verbose_name="behaviour in English")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="training.competency"
                    ),
                ),
            ],
            options={
                "verbose_name": "description of a level",
                "verbose_name_plural": "descriptions of levels",
                "ordering": ["competency", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("competency", "level"), name="leveldescription_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="leveldescription_1_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionStandardEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("summary", models.TextField(blank=True, verbose_name="what the position is for")),
                (
                    "education_level",
                    models.CharField(
                        blank=True,
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
                        verbose_name="education",
                    ),
                ),
                ("education_field", models.CharField(blank=True, max_length=300, verbose_name="fields of study")),
                ("training", models.TextField(blank=True, help_text="One per line.", verbose_name="training")),
                ("experience", models.TextField(blank=True, verbose_name="experience")),
                ("lowest_rank", models.CharField(blank=True, max_length=5, verbose_name="lowest rank")),
                (
                    "indicators",
                    models.TextField(blank=True, help_text="One per line.", verbose_name="performance indicators"),
                ),
                ("edit", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.positionstandard",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCompetency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "up_to_level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        default=3,
                        verbose_name="up to level",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="competencies",
                        to="training.trainingprogramme",
                    ),
                ),
            ],
            options={
                "verbose_name": "competency of a programme",
                "verbose_name_plural": "competencies of a programme",
                "ordering": ["programme", "competency"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "competency"),
                        name="programmecompetency_unique",
                        violation_error_message="The programme already raises this competency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("up_to_level__range", (1, 5))), name="programmecompetency_1_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("absolute", "Absolute"), ("important", "Important"), ("useful", "Useful")],
                        default="important",
                        max_length=9,
                        verbose_name="importance",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="required_levels",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="required_levels",
                        to="employees.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "verbose_name": "required level",
                "verbose_name_plural": "required levels",
                "ordering": ["position", "competency"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position", "competency"),
                        name="requiredlevel_unique",
                        violation_error_message="The position already asks for this competency.",
                    ),
                    models.CheckConstraint(condition=models.Q(("level__range", (1, 5))), name="requiredlevel_1_to_5"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("hours", "Learning hours by form"),
                            ("yearly_duty", "Yearly duty to learn (PNS) and most hours (PPPK)"),
                            ("default_levels", "Default level of the generic competencies by position"),
                            ("rating_validity", "How long a rating holds"),
                            ("rating_order", "Which rating stands before which"),
                            ("layers", "Priority layers of a draw"),
                            ("study", "Further education: lengths, remaining service, bond"),
                        ],
                        max_length=20,
                        verbose_name="rule",
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("basis", models.CharField(max_length=250, verbose_name="legal basis")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
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
                    "government",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.organizationalunit",
                        verbose_name="government",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.trainingrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitGap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveIntegerField()),
                ("rated", models.PositiveIntegerField()),
                ("below", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="training.competency"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employees.organizationalunit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "competency"), name="unitgap_unique")],
            },
        ),
        migrations.CreateModel(
            name="CompetencyRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "The person"),
                            ("supervisor", "Supervisor"),
                            ("assessment", "Assessment centre"),
                            ("exam", "Examination"),
                            ("certificate", "Certificate"),
                        ],
                        max_length=11,
                        verbose_name="source",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "Doubtful"), ("medium", "Fairly sure"), ("high", "Sure")],
                        default="medium",
                        max_length=6,
                        verbose_name="confidence",
                    ),
                ),
                ("rated_on", models.DateField(verbose_name="rated on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_void", models.BooleanField(default=False, verbose_name="void")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is void")),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                        verbose_name="competency",
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
                        to="training.competencyrating",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CurrentLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("required", models.PositiveSmallIntegerField(null=True)),
                ("achieved", models.PositiveSmallIntegerField(null=True)),
                (
                    "gap",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("achieved"), "-", models.F("required")
                        ),
                        output_field=models.SmallIntegerField(null=True),
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Doubtful"), ("medium", "Fairly sure"), ("high", "Sure")],
                        max_length=6,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="current_levels",
                        to="training.competency",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="current_levels",
                        to="employees.employee",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="training.competencyrating",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["competency", "gap"], name="currentlevel_gap")],
                "constraints": [
                    models.UniqueConstraint(fields=("employee", "competency"), name="currentlevel_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("required__isnull", False), ("achieved__isnull", False), _connector="OR"),
                        name="currentlevel_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelDescriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                ("description", models.TextField(verbose_name="behaviour")),
                ("description_en", models.TextField(blank=True, verbose_name="behaviour in English")),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.leveldescription",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCompetencyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "up_to_level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        default=3,
                        verbose_name="up to level",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.programmecompetency",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="what is wrong")),
                (
                    "claimed_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        null=True,
                        verbose_name="level that would be right",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("upheld", "Upheld"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
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
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="training.competencyrating",
                        verbose_name="rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("rating",),
                        name="ratingobjection_one_open",
                        violation_error_message="You already objected to this rating. Wait for the answer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "upheld", "refused", "withdrawn"])),
                        name="ratingobjection_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["upheld", "refused"]), _negated=True),
                            models.Q(("decided_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ratingobjection_decided_with_answer",
                        violation_error_message="Answer the person in a sentence.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        verbose_name="level",
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("absolute", "Absolute"), ("important", "Important"), ("useful", "Useful")],
                        default="important",
                        max_length=9,
                        verbose_name="importance",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competency",
                        verbose_name="competency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.requiredlevel",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="what is wrong")),
                (
                    "claimed_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Awareness"), (2, "Basic"), (3, "Intermediate"), (4, "Advanced"), (5, "Expert")],
                        null=True,
                        verbose_name="level that would be right",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("upheld", "Upheld"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.ratingobjection",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.competencyrating",
                        verbose_name="rating",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_competencyevent" ("code", "definition", "definition_en", "government_id", "id", "is_active", "kind", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."definition", NEW."definition_en", NEW."government_id", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="c31422d35093188b70f12dd54069786185e489ae",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_917c5",
                    table="training_competency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_competencyevent" ("code", "definition", "definition_en", "government_id", "id", "is_active", "kind", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."definition", NEW."definition_en", NEW."government_id", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8ff19f0f9407ca21fc456643269e75bcb29a8739",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_102bb",
                    table="training_competency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="728f3bed11f64293de4e3beabce381febd41cfac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a9ed0",
                    table="training_competencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyrating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_competencyratingevent" ("competency_id", "confidence", "created_at", "employee_id", "evidence", "id", "is_void", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "source", "valid_until", "void_reason") VALUES (NEW."competency_id", NEW."confidence", NEW."created_at", NEW."employee_id", NEW."evidence", NEW."id", NEW."is_void", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rated_by_id", NEW."rated_on", NEW."source", NEW."valid_until", NEW."void_reason"); RETURN NULL;',
                    hash="4f97c1b05344709ea34e93b0d563bd4c5b2e7ecc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b554b",
                    table="training_competencyrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyrating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_competencyratingevent" ("competency_id", "confidence", "created_at", "employee_id", "evidence", "id", "is_void", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "source", "valid_until", "void_reason") VALUES (NEW."competency_id", NEW."confidence", NEW."created_at", NEW."employee_id", NEW."evidence", NEW."id", NEW."is_void", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rated_by_id", NEW."rated_on", NEW."source", NEW."valid_until", NEW."void_reason"); RETURN NULL;',
                    hash="0b829494d9900dc24e61d2b09480479b21768db2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5c1e7",
                    table="training_competencyrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyratingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dabb8d6df7d725ccea96fc6fe439088e903d908d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a06ac",
                    table="training_competencyratingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leveldescription",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_leveldescriptionevent" ("competency_id", "description", "description_en", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."competency_id", NEW."description", NEW."description_en", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="bfae99a9f88ec55cd0639cec16598df3933f8da8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ceb8a",
                    table="training_leveldescription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leveldescription",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_leveldescriptionevent" ("competency_id", "description", "description_en", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."competency_id", NEW."description", NEW."description_en", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="16723533baa4a55952c133a2df816990942be920",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c3f90",
                    table="training_leveldescription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leveldescriptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b6218f93628108e8133e0ef7da4dfe67b508b6d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed248",
                    table="training_leveldescriptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="positionstandard",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_positionstandardevent" ("edit", "education_field", "education_level", "experience", "id", "indicators", "lowest_rank", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "summary", "training") VALUES (NEW."edit", NEW."education_field", NEW."education_level", NEW."experience", NEW."id", NEW."indicators", NEW."lowest_rank", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position_id", NEW."summary", NEW."training"); RETURN NULL;',
                    hash="9ed6096e3df1c571b8bfe4218b770172d474d044",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd0ce",
                    table="training_positionstandard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="positionstandard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_positionstandardevent" ("edit", "education_field", "education_level", "experience", "id", "indicators", "lowest_rank", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "summary", "training") VALUES (NEW."edit", NEW."education_field", NEW."education_level", NEW."experience", NEW."id", NEW."indicators", NEW."lowest_rank", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position_id", NEW."summary", NEW."training"); RETURN NULL;',
                    hash="db1136c43c41c9358e2fb26cbb06877814987d4a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1783e",
                    table="training_positionstandard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="positionstandardevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="473ecb09bca6471045df0c62c238364341cb6527",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_65beb",
                    table="training_positionstandardevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmecompetency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_programmecompetencyevent" ("competency_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "up_to_level") VALUES (NEW."competency_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."up_to_level"); RETURN NULL;',
                    hash="a9f430f209dd43b90ed6096500f1a3a58bd8a2aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_37088",
                    table="training_programmecompetency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmecompetency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_programmecompetencyevent" ("competency_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "up_to_level") VALUES (NEW."competency_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."up_to_level"); RETURN NULL;',
                    hash="35f2a5e019a7c6a028aa748c5ecdf1dd0e90ff67",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c146",
                    table="training_programmecompetency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmecompetencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bb1d0e2923d43ad36c6c89a0f9ba62452c1d9d38",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7708b",
                    table="training_programmecompetencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_ratingobjectionevent" ("answer", "claimed_level", "created_at", "decided_at", "decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "state", "text") VALUES (NEW."answer", NEW."claimed_level", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rating_id", NEW."state", NEW."text"); RETURN NULL;',
                    hash="90feeb2c2d2f775b043475a3f433a56902294769",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_08a8c",
                    table="training_ratingobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_ratingobjectionevent" ("answer", "claimed_level", "created_at", "decided_at", "decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "state", "text") VALUES (NEW."answer", NEW."claimed_level", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rating_id", NEW."state", NEW."text"); RETURN NULL;',
                    hash="11c47df60bbf37c8a724285983ec2a83f8b2327b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8ba49",
                    table="training_ratingobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingobjectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6906d5aaee29b9904599c2f725ce9d7f6b94a28b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_becc0",
                    table="training_ratingobjectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requiredlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_requiredlevelevent" ("competency_id", "id", "importance", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id") VALUES (NEW."competency_id", NEW."id", NEW."importance", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position_id"); RETURN NULL;',
                    hash="09f8ccdd1de622a82791a4bd1306fdb33cf68cc7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_78c17",
                    table="training_requiredlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requiredlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_requiredlevelevent" ("competency_id", "id", "importance", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id") VALUES (NEW."competency_id", NEW."id", NEW."importance", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position_id"); RETURN NULL;',
                    hash="a698a72e2dc6b6578647f5457fc969a048276da4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0aee2",
                    table="training_requiredlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requiredlevelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca5904e049e32b70f78afd64239141d93ccfae30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a148a",
                    table="training_requiredlevelevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainingruleevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="44ba45c47c398272939c022866b317f52868a0c0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6e36d",
                    table="training_trainingrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_trainingruleevent" ("basis", "created_at", "created_by_id", "government_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "value") VALUES (NEW."basis", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."value"); RETURN NULL;',
                    hash="97b09f2747cb0de0cccb5a8b52292f0ed12f10e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d2c5",
                    table="training_trainingrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainingruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57e9fbd9f422038dc45371a5f4e621dbabbaaa80",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fee56",
                    table="training_trainingruleevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
