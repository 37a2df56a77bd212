"""The trusted extensions that every other table stands on: ranges beside equality in one constraint, and search."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    run_before = [("staff", "0001_founding"), ("organizations", "0001_founding")]
    operations = [BtreeGistExtension(), TrigramExtension()]
