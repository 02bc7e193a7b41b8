from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Exclusion constraints over date ranges need btree_gist; search with typing errors needs pg_trgm."""

    dependencies = []
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
