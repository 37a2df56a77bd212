"""What the launcher sets, and what it leaves to the person."""

import stat
from collections.abc import Mapping

import pytest

from config.launch import environment


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No .env of this machine, no variables of this shell, no key of this checkout."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VAR", tmp_path / "var")
    (tmp_path / "var").mkdir()
    for name in ("DATABASE_URL", "SECRET_KEY", "SITE_URL", "EMAIL_HOST", "EMAIL_BACKEND", "EMAIL_FILE_PATH", "DEMO"):
        monkeypatch.delenv(name, raising=False)


def portal(*, demo: bool = True) -> Mapping[str, str]:
    return environment.for_portal("postgres://a@//b/c", 8123, demo=demo)


class TestSecretKey:
    def test_is_made_once_for_its_owner_alone(self, tmp_path):
        first = portal()["SECRET_KEY"]
        assert len(first) > 60
        assert portal()["SECRET_KEY"] == first
        assert stat.S_IMODE((tmp_path / "var/secret-key").stat().st_mode) == 0o600

    def test_that_is_set_is_used(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET_KEY", "mine")
        assert portal()["SECRET_KEY"] == "mine"


class TestMail:
    def test_becomes_files(self, tmp_path):
        assert portal()["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
        assert portal()["EMAIL_FILE_PATH"] == str(tmp_path / "var/mail")

    def test_goes_to_the_server_that_is_named(self, monkeypatch):
        monkeypatch.setenv("EMAIL_HOST", "mail.example.jp")
        assert "EMAIL_BACKEND" not in portal()


class TestGiven:
    def test_reads_dot_env_as_the_settings_do(self, tmp_path, monkeypatch):
        (tmp_path / ".env").write_text("DATABASE_URL='postgres://x@y/z'\nSITE_URL=https://kyodo.example\n")
        monkeypatch.setenv("SITE_URL", "https://shell.example")
        given = environment.given()
        assert given["DATABASE_URL"] == "postgres://x@y/z"
        assert given["SITE_URL"] == "https://shell.example"

    def test_an_empty_address_is_none(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "")
        assert "DATABASE_URL" not in environment.given()


class TestPortal:
    def test_links_point_to_its_port(self):
        assert portal()["SITE_URL"] == "http://127.0.0.1:8123"

    @pytest.mark.parametrize("demo", [True, False])
    def test_says_whether_it_is_a_demonstration(self, monkeypatch, demo):
        monkeypatch.setenv("DEMO", "1")
        assert portal(demo=demo)["DEMO"] == str(demo).lower()

    @pytest.mark.parametrize(
        ("value", "answer"), [("1", True), ("TRUE", True), ("yes", True), ("0", False), (None, False)]
    )
    def test_reads_a_yes_as_the_settings_do(self, value, answer):
        assert environment.says_yes(value) is answer


def test_tests_are_no_demonstration(monkeypatch):
    monkeypatch.setenv("DEMO", "1")
    assert environment.for_tests("postgres://a@//b/c")["DEMO"] == "false"


class TestByHand:
    def test_a_folder_that_make_has_set_up_needs_no_words(self, monkeypatch):
        monkeypatch.setenv("SITE_URL", "https://kyodo.example.lg.jp")
        key = environment.secret_key()
        fitting = environment.by_hand()
        assert fitting["SECRET_KEY"] == key
        assert fitting["DATABASE_URL"].startswith("postgres://kyodo@//")
        assert "SITE_URL" not in fitting, "what is set stays"

    def test_a_city_that_forgot_its_key_is_not_given_one(self):
        assert environment.by_hand() == {}
