"""Long steps, and what is said when one fails."""

import re
import subprocess
import sys

import pytest

from config.launch import say
from config.launch.say import Trouble, do, explained, shortened


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(say, "LOGS", tmp_path)
    monkeypatch.setattr(say, "make_var", lambda: None)


class TestDo:
    def test_says_what_it_did_and_how_long_it_took(self, capsys, tmp_path):
        do("数えています", [sys.executable, "-c", "print('1\\n2')"], advice="")
        assert re.fullmatch(r"数えています … 済み（\d+秒）\n", capsys.readouterr().out)
        assert (tmp_path / "setup.log").read_text() == "1\n2\n"

    def test_shows_the_last_words_and_the_advice(self, capsys):
        with pytest.raises(Trouble) as trouble:
            do(
                "数えています",
                [sys.executable, "-c", "print('指が足りません'); exit(3)"],
                advice="足の指も使ってください。",
            )
        assert str(trouble.value) == "    指が足りません\n足の指も使ってください。"
        assert "できませんでした" in capsys.readouterr().out

    def test_stops_its_program_when_it_is_stopped_itself(self, monkeypatch):
        started: list[subprocess.Popen[str]] = []

        class Interrupted(say.Progress):
            @property
            def latest(self) -> str:
                return ""

            @latest.setter
            def latest(self, line: str) -> None:
                if line:
                    raise KeyboardInterrupt

        original = subprocess.Popen

        def popen(*words, **named):
            started.append(original(*words, **named))
            return started[-1]

        monkeypatch.setattr(say, "Progress", Interrupted)
        monkeypatch.setattr(subprocess, "Popen", popen)
        with pytest.raises(KeyboardInterrupt):
            do("待っています", [sys.executable, "-uc", "import time; print('!'); time.sleep(600)"], advice="")
        assert started[0].poll() is not None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("E: Failed to fetch http://deb/x.deb  Could not resolve host", "ネットワークに届きませんでした"),
        ("Temporary failure in name resolution", "ネットワークに届きませんでした"),
        ("OSError: [Errno 28] No space left on device", "ディスクがいっぱい"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "ほかの apt が動いています"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "requirements.lock の控えと違います"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "書き込む権利がありません"),
        ("something else", "そのときの助言"),
    ],
)
def test_a_known_reason_has_its_own_advice(words, sentence):
    assert sentence in explained([words], "そのときの助言").splitlines()[-1]


@pytest.mark.parametrize(("text", "shown"), [("abcdef", "abcd…"), ("abcd", "abcd"), ("あいう", "あい…"), ("", "")])
def test_a_line_is_cut_by_columns(text, shown):
    assert shortened(text, 4) == shown
