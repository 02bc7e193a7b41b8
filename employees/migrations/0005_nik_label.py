"""The change log names the field as people do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employees", "0004_revoked_roles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="employee",
            name="nik_encrypted",
            field=models.TextField(blank=True, editable=False, verbose_name="NIK"),
        ),
        migrations.AlterField(
            model_name="employeeevent",
            name="nik_encrypted",
            field=models.TextField(blank=True, editable=False, verbose_name="NIK"),
        ),
    ]
