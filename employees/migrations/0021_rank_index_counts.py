from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The index that sorts by rank also holds what the staff list is counted by most."""

    # The table is large, and the portal goes on meanwhile.
    atomic = False
    dependencies = [("employees", "0020_name_words")]

    operations = [
        AddIndexConcurrently(
            model_name="employee",
            index=models.Index(
                fields=["rank_order", "rank_since", "id"],
                include=["status", "rank", "government"],
                name="employee_by_rank",
            ),
        ),
        RemoveIndexConcurrently(model_name="employee", name="employee_rank_order"),
    ]
