from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0015_objection_review"),
    ]

    operations = [
        migrations.AlterField(
            model_name="talentobjection",
            name="decide_by",
            field=models.DateField(verbose_name="decide by"),
        ),
        migrations.AlterField(
            model_name="talentobjectionevent",
            name="decide_by",
            field=models.DateField(verbose_name="decide by"),
        ),
    ]
