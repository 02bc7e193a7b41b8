"""The nine generic competencies of PermenPANRB 38/2017, for every government."""

from django.db import migrations


def load(apps, schema_editor):
    from training.domain.dictionary import GENERIC

    Competency = apps.get_model("training", "Competency")
    LevelDescription = apps.get_model("training", "LevelDescription")
    for entry in GENERIC:
        competency, is_new = Competency.objects.get_or_create(
            government=None,
            code=entry.code,
            defaults={
                "kind": entry.kind.value,
                "name": entry.name,
                "name_en": entry.name_en,
                "definition": entry.definition,
                "definition_en": entry.definition_en,
            },
        )
        if not is_new:
            continue
        LevelDescription.objects.bulk_create(
            LevelDescription(competency=competency, level=level, description=text, description_en=text_en)
            for level, (text, text_en) in enumerate(entry.levels, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("training", "0013_sharing_sessions")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
