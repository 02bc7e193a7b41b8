import django.contrib.postgres.fields.ranges
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
        ("training", "0002_competencies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("for_participants", models.BooleanField(default=True, verbose_name="for participants only")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="training.trainingprogramme",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="training.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "training material",
                "verbose_name_plural": "training material",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__isnull", False), ("session__isnull", False), _connector="XOR"),
                        name="material_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "University"),
                            ("training_centre", "Training centre of the state"),
                            ("private", "Private provider"),
                            ("community", "Civil society organisation"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("contact_name", models.CharField(blank=True, max_length=150, verbose_name="contact person")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("about", models.TextField(blank=True, verbose_name="what they teach")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                "verbose_name": "partner institution",
                "verbose_name_plural": "partner institutions",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "name"),
                        name="partner_name_unique",
                        violation_error_message="There is already a partner with this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what is needed")),
                (
                    "people",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("open_until", models.DateField(verbose_name="offers until")),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
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
                "verbose_name": "published need",
                "verbose_name_plural": "published needs",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="publishedneed_people")
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("speaker", "Speakers"),
                            ("venue", "Venue"),
                            ("meals", "Meals"),
                            ("travel", "Travel"),
                            ("material", "Material"),
                            ("fee", "Participation fee"),
                            ("other", "Other"),
                        ],
                        max_length=8,
                        verbose_name="kind of cost",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="planned",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="spent",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="training.trainingsession"
                    ),
                ),
            ],
            options={
                "verbose_name": "cost",
                "verbose_name_plural": "costs",
                "ordering": ["session", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned__gte", 0), models.Q(("actual", None), ("actual__gte", 0), _connector="OR")
                        ),
                        name="sessioncost_not_negative",
                        violation_error_message="Costs cannot be negative.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("rule", models.CharField(max_length=200, verbose_name="when it repeats")),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="training.trainingprogramme",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of sessions",
                "verbose_name_plural": "series of sessions",
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people that fit in"
                    ),
                ),
                ("is_accessible", models.BooleanField(default=False, verbose_name="reachable with a wheelchair")),
                ("facilities", models.CharField(blank=True, max_length=300, verbose_name="equipment")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                "verbose_name": "venue",
                "verbose_name_plural": "venues",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "name"),
                        name="venue_name_unique",
                        violation_error_message="There is already a venue with this name.",
                    ),
                    models.CheckConstraint(condition=models.Q(("capacity__gt", 0)), name="venue_capacity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("for_participants", models.BooleanField(default=True, verbose_name="for participants only")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
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
                        to="training.material",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingprogramme",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
            name="PartnerAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_account",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner account",
                "verbose_name_plural": "partner accounts",
                "ordering": ["partner", "user"],
            },
        ),
        migrations.CreateModel(
            name="PartnerAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=100, verbose_name="number")),
                ("subject", models.CharField(max_length=250, verbose_name="subject")),
                ("signed_on", models.DateField(verbose_name="signed")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "remind_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="The training office is told once.",
                        verbose_name="reminder before the end, in days",
                    ),
                ),
                ("ended_early", models.CharField(blank=True, max_length=300, verbose_name="why it ended early")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["-signed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partner", "number"),
                        name="partneragreement_number_unique",
                        violation_error_message="This partner already has an agreement with this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False),
                            ("period__startswith__isnull", False),
                            ("period__endswith__isnull", False),
                        ),
                        name="partneragreement_period_whole",
                        violation_error_message="An agreement has a first and a last day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "University"),
                            ("training_centre", "Training centre of the state"),
                            ("private", "Private provider"),
                            ("community", "Civil society organisation"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("contact_name", models.CharField(blank=True, max_length=150, verbose_name="contact person")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("about", models.TextField(blank=True, verbose_name="what they teach")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        to="training.partner",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(verbose_name="content")),
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
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "cost_each",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost per person",
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=200, verbose_name="when it could be held")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
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
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.trainingprogramme",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="training.publishedneed",
                        verbose_name="published need",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "accepted", "declined", "withdrawn"])),
                        name="partneroffer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partneroffer_declined_with_answer",
                        violation_error_message="Say why the offer is declined.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedNeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="what is needed")),
                (
                    "people",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("open_until", models.DateField(verbose_name="offers until")),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
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
                        to="training.publishedneed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionCostEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("speaker", "Speakers"),
                            ("venue", "Venue"),
                            ("meals", "Meals"),
                            ("travel", "Travel"),
                            ("material", "Material"),
                            ("fee", "Participation fee"),
                            ("other", "Other"),
                        ],
                        max_length=8,
                        verbose_name="kind of cost",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="planned",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="spent",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.sessioncost",
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
            name="Trainer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("expertise", models.CharField(blank=True, max_length=300, verbose_name="what they teach")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "employee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employees.employee",
                        verbose_name="employee",
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
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainers",
                        to="training.partner",
                        verbose_name="partner institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "trainer",
                "verbose_name_plural": "trainers",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("employee__isnull", False)),
                        fields=("government", "employee"),
                        name="trainer_employee_once",
                        violation_error_message="This person is already a trainer.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VenueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="people that fit in"
                    ),
                ),
                ("is_accessible", models.BooleanField(default=False, verbose_name="reachable with a wheelchair")),
                ("facilities", models.CharField(blank=True, max_length=300, verbose_name="equipment")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        to="training.venue",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerAccountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.partneraccount",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerAgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=100, verbose_name="number")),
                ("subject", models.CharField(max_length=250, verbose_name="subject")),
                ("signed_on", models.DateField(verbose_name="signed")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                (
                    "remind_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="The training office is told once.",
                        verbose_name="reminder before the end, in days",
                    ),
                ),
                ("ended_early", models.CharField(blank=True, max_length=300, verbose_name="why it ended early")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.partneragreement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerOfferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(verbose_name="content")),
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
                    "seats",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "cost_each",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost per person",
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=200, verbose_name="when it could be held")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
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
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.partneroffer",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainingprogramme",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.publishedneed",
                        verbose_name="published need",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionTrainer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainers",
                        to="training.trainingsession",
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="training.trainer",
                        verbose_name="trainer",
                    ),
                ),
            ],
            options={
                "verbose_name": "trainer of a session",
                "verbose_name_plural": "trainers of a session",
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "trainer"),
                        name="sessiontrainer_unique",
                        violation_error_message="This trainer already teaches in the session.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("expertise", models.CharField(blank=True, max_length=300, verbose_name="what they teach")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "employee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employees.employee",
                        verbose_name="employee",
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
                    "partner",
                    models.ForeignKey(
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.trainer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionTrainerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                (
                    "learning_hours",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="learning hours (JP)",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.sessiontrainer",
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
                    "trainer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.trainer",
                        verbose_name="trainer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_materialevent" ("added_at", "added_by_id", "for_participants", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "session_id", "title", "url") VALUES (NEW."added_at", NEW."added_by_id", NEW."for_participants", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."session_id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="6ac7ba28d68651d4cea96229511ea93a6c6e626e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_36a7a",
                    table="training_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_materialevent" ("added_at", "added_by_id", "for_participants", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "session_id", "title", "url") VALUES (NEW."added_at", NEW."added_by_id", NEW."for_participants", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."session_id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="109d5892b523d01d8c6ebe637ae5d6ab1f5a904f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dac60",
                    table="training_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ffcd5f26918069cba8043ca415a9e74d6bcbbc96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d333d",
                    table="training_materialevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_partnerevent" ("about", "address", "contact_name", "email", "government_id", "id", "is_active", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."about", NEW."address", NEW."contact_name", NEW."email", NEW."government_id", NEW."id", NEW."is_active", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;',
                    hash="3a29082f7d38aa1c35288e703c30d3c28bcb184d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_42d8b",
                    table="training_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_partnerevent" ("about", "address", "contact_name", "email", "government_id", "id", "is_active", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."about", NEW."address", NEW."contact_name", NEW."email", NEW."government_id", NEW."id", NEW."is_active", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;',
                    hash="13dc4b8d9d10d5d282db191b3103e85f4ff30b20",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b6ae",
                    table="training_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneraccount",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_partneraccountevent" ("created_at", "id", "is_active", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="8a829283efdc620df2cb2163cfeb7f7ba5fa4abb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9bf61",
                    table="training_partneraccount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneraccount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_partneraccountevent" ("created_at", "id", "is_active", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="310bca9211605dde411ee020a63b8f027e96e1db",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7d8fb",
                    table="training_partneraccount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneraccountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e67136fa35a443aef6bfde11f177c9e48793b822",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_67abd",
                    table="training_partneraccountevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneragreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_partneragreementevent" ("ended_early", "id", "number", "partner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days", "reminded_at", "signed_on", "subject") VALUES (NEW."ended_early", NEW."id", NEW."number", NEW."partner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."remind_days", NEW."reminded_at", NEW."signed_on", NEW."subject"); RETURN NULL;',
                    hash="04558968d979f5b7b8ae868c7e81e2dc442d6bcb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc9bf",
                    table="training_partneragreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneragreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_partneragreementevent" ("ended_early", "id", "number", "partner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days", "reminded_at", "signed_on", "subject") VALUES (NEW."ended_early", NEW."id", NEW."number", NEW."partner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."remind_days", NEW."reminded_at", NEW."signed_on", NEW."subject"); RETURN NULL;',
                    hash="12e2f44a82477cc81d7cb3af3e253f6068ce70d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_69023",
                    table="training_partneragreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneragreementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2e07808f71e3a745c23a98a25e103a4d100fe3f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a8f88",
                    table="training_partneragreementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1a3debeafd72366df9cb027d142616e465e54c14",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dc5ce",
                    table="training_partnerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedneed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_publishedneedevent" ("competency_id", "created_at", "description", "government_id", "id", "is_withdrawn", "open_until", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "year") VALUES (NEW."competency_id", NEW."created_at", NEW."description", NEW."government_id", NEW."id", NEW."is_withdrawn", NEW."open_until", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."year"); RETURN NULL;',
                    hash="082a637f50b943079f9cd8b8c91e4c1bd6c74231",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_05b7b",
                    table="training_publishedneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedneed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_publishedneedevent" ("competency_id", "created_at", "description", "government_id", "id", "is_withdrawn", "open_until", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "year") VALUES (NEW."competency_id", NEW."created_at", NEW."description", NEW."government_id", NEW."id", NEW."is_withdrawn", NEW."open_until", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."year"); RETURN NULL;',
                    hash="18605822563d8a712ed16c42539ffd7a7dcd7b43",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d9ef0",
                    table="training_publishedneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerofferevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3418ad79301ed4488e11f0e2f5943b0b0d199253",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_306db",
                    table="training_partnerofferevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneroffer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_partnerofferevent" ("answer", "cost_each", "created_at", "created_by_id", "decided_at", "decided_by_id", "description", "form", "id", "learning_hours", "need_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "seats", "state", "title", "when") VALUES (NEW."answer", NEW."cost_each", NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."decided_by_id", NEW."description", NEW."form", NEW."id", NEW."learning_hours", NEW."need_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."seats", NEW."state", NEW."title", NEW."when"); RETURN NULL;',
                    hash="ce4b33c8c7d1cbe31214a341123a25d102f40b13",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_84794",
                    table="training_partneroffer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partneroffer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_partnerofferevent" ("answer", "cost_each", "created_at", "created_by_id", "decided_at", "decided_by_id", "description", "form", "id", "learning_hours", "need_id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "seats", "state", "title", "when") VALUES (NEW."answer", NEW."cost_each", NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."decided_by_id", NEW."description", NEW."form", NEW."id", NEW."learning_hours", NEW."need_id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."seats", NEW."state", NEW."title", NEW."when"); RETURN NULL;',
                    hash="57d24974526fb6fd77ec1ff98f6e20de3b79ad38",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c43e",
                    table="training_partneroffer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedneedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a8f3ed7815abc6a848e6f62f0dd31f5b43bfd566",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fad0f",
                    table="training_publishedneedevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessioncost",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_sessioncostevent" ("actual", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "session_id") VALUES (NEW."actual", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned", NEW."session_id"); RETURN NULL;',
                    hash="c147388f55d881d4ee182e82de39d8a6d07433a3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_44281",
                    table="training_sessioncost",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessioncost",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_sessioncostevent" ("actual", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "session_id") VALUES (NEW."actual", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned", NEW."session_id"); RETURN NULL;',
                    hash="e3595ac66b925a8af5ba5a4b42f3c6c29bbcb3b0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85401",
                    table="training_sessioncost",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessioncostevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c901c5962728f3eba4ef2c4aa4bc70add2fe2d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d72ae",
                    table="training_sessioncostevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_trainerevent" ("email", "employee_id", "expertise", "government_id", "id", "is_active", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."employee_id", NEW."expertise", NEW."government_id", NEW."id", NEW."is_active", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="e6f2519dc356027263b4f67bb1aa564c7e4b5601",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_80823",
                    table="training_trainer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_trainerevent" ("email", "employee_id", "expertise", "government_id", "id", "is_active", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."employee_id", NEW."expertise", NEW."government_id", NEW."id", NEW."is_active", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="7e1caec6e24b111206c96597a7ea2c39512fdeeb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e7b4b",
                    table="training_trainer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessiontrainerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f419b163aebc5dfa478c4af6b9dd8b507a6c1f24",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b560",
                    table="training_sessiontrainerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessiontrainer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_sessiontrainerevent" ("id", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "topic", "trainer_id") VALUES (NEW."id", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."topic", NEW."trainer_id"); RETURN NULL;',
                    hash="7399b51adbb5a2d3edc2dfa6290bfe5ecaa00675",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_485c0",
                    table="training_sessiontrainer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessiontrainer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_sessiontrainerevent" ("id", "learning_hours", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "topic", "trainer_id") VALUES (NEW."id", NEW."learning_hours", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."topic", NEW."trainer_id"); RETURN NULL;',
                    hash="19a5e807a1d23a13a8f0eecce52dce3b53bb0854",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c3b77",
                    table="training_sessiontrainer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trainerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5662f022deebda6ae8a4366b806544003105a4e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1a66",
                    table="training_trainerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="venue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_venueevent" ("address", "capacity", "facilities", "government_id", "id", "is_accessible", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."capacity", NEW."facilities", NEW."government_id", NEW."id", NEW."is_accessible", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="971c362eb4eba2a267ea3f32ab1a2da2cf7ef931",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd2c1",
                    table="training_venue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="venue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_venueevent" ("address", "capacity", "facilities", "government_id", "id", "is_accessible", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."capacity", NEW."facilities", NEW."government_id", NEW."id", NEW."is_accessible", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="1ae4b673a7292f1b2da6708e47bbd5b7f8692787",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0caec",
                    table="training_venue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="venueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c0fda8c27cb989f377d3d5e5533c3c438cf0e597",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4aa89",
                    table="training_venueevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
