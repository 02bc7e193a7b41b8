"""Search with typing errors, exclusion constraints over several columns, search without accents."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [TrigramExtension(), BtreeGistExtension(), UnaccentExtension()]
