"""A list that would change nothing has a state of its own: it waits for nobody."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("employees", "0002_initial"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="staffimport",
            name="staffimport_state_known",
        ),
        migrations.AlterField(
            model_name="staffimport",
            name="state",
            field=models.CharField(
                choices=[
                    ("READING", "Being read"),
                    ("MAPPING", "Columns to be confirmed"),
                    ("CHECKING", "Being checked"),
                    ("CHECKED", "Waiting for confirmation"),
                    ("UNCHANGED", "No changes"),
                    ("APPLYING", "Being stored"),
                    ("APPLIED", "Stored"),
                    ("UNDOING", "Being undone"),
                    ("UNDONE", "Undone"),
                    ("DISCARDED", "Discarded"),
                ],
                default="MAPPING",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "READING",
                            "MAPPING",
                            "CHECKING",
                            "CHECKED",
                            "UNCHANGED",
                            "APPLYING",
                            "APPLIED",
                            "UNDOING",
                            "UNDONE",
                            "DISCARDED",
                        ],
                    )
                ),
                name="staffimport_state_known",
            ),
        ),
    ]
