"""The virtual environment is made when it has to be, and only then."""

import pytest

from config.launch import libraries
from config.launch.say import Trouble


@pytest.fixture
def steps(tmp_path, monkeypatch) -> list[str]:
    """What the launcher would have done, in a folder of its own with a lock file."""
    done: list[str] = []

    def do(_sentence, command, *, advice):
        words = [str(word) for word in command]
        done.append("make" if "venv" in words else "install")
        (tmp_path / ".venv/bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv/bin/python").touch()

    monkeypatch.setattr(libraries, "do", do)
    monkeypatch.setattr(libraries, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(libraries, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(libraries, "STAMP", tmp_path / ".venv/made-from")
    monkeypatch.setattr(libraries, "LOCK_FILE", tmp_path / "requirements.lock")
    (tmp_path / "requirements.lock").write_text("django==5.2.19")
    return done


def test_it_is_made_once(steps):
    libraries.provide()
    libraries.provide()
    assert steps == ["make", "install"]


def test_it_is_made_anew_for_another_lock_file(steps, tmp_path):
    libraries.provide()
    (tmp_path / "requirements.lock").write_text("django==5.2.20")
    libraries.provide()
    assert steps == ["make", "install"] * 2


def test_it_is_made_anew_for_another_python(steps, monkeypatch):
    libraries.provide()
    monkeypatch.setattr("sys.version", "3.14.0")
    libraries.provide()
    assert steps == ["make", "install"] * 2


def test_one_that_failed_half_way_is_made_anew(steps, monkeypatch):
    working = vars(libraries)["do"]

    def failing(sentence, command, *, advice):
        working(sentence, command, advice=advice)
        if steps[-1] == "install":
            raise Trouble(advice)

    monkeypatch.setattr(libraries, "do", failing)
    with pytest.raises(Trouble, match="もう一度実行してください"):
        libraries.provide()
    monkeypatch.setattr(libraries, "do", working)
    libraries.provide()
    assert steps == ["make", "install"] * 2


def test_a_linked_one_is_somebody_elses(steps, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / ".venv").symlink_to(tmp_path / "theirs")
    libraries.provide()
    assert steps == []
