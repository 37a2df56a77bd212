"""manage.py prepare: everything between new program files and a served portal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def static(settings, tmp_path: Path) -> Path:
    """A small portal: one style sheet of its own, none of the packages'."""
    (tmp_path / "from").mkdir()
    (tmp_path / "from/a.css").write_text("a {}")
    settings.STATICFILES_DIRS = [tmp_path / "from"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = str(tmp_path / "to")
    return tmp_path


@pytest.mark.django_db
class TestPrepare:
    def test_makes_the_table_of_the_cache(self, settings, static):
        settings.CACHES = {
            "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "some_cache"}
        }
        call_command("prepare", stdout=StringIO())
        assert "some_cache" in connection.introspection.table_names()

    def test_leaves_a_database_alone_when_told(self, settings, static):
        settings.CACHES = {
            "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "some_cache"}
        }
        told = StringIO()
        call_command("prepare", "--leave-database", stdout=told, stderr=told)
        assert "some_cache" not in connection.introspection.table_names()
        assert told.getvalue() == ""

    def test_collects_what_has_changed(self, static):
        call_command("prepare", stdout=StringIO())
        (static / "from/a.css").write_text("a { color: red }")
        call_command("prepare", stdout=StringIO())
        assert (static / "to/a.css").read_text() == "a { color: red }"

    def test_collects_nothing_when_nothing_has_changed(self, static):
        call_command("prepare", stdout=StringIO())
        (static / "to/a.css").unlink()
        call_command("prepare", stdout=StringIO())
        assert not (static / "to/a.css").exists()

    def test_leaves_no_file_that_is_gone(self, static):
        call_command("prepare", stdout=StringIO())
        (static / "from/a.css").rename(static / "from/b.css")
        call_command("prepare", stdout=StringIO())
        assert not (static / "to/a.css").exists()
        assert (static / "to/b.css").exists()
