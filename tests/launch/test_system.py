"""What the operating system lacks is installed, or asked for in a sentence."""

import os
import shutil
import sys
from types import SimpleNamespace

import pytest

from config.launch import system
from config.launch.say import Trouble
from config.launch.system import PORTAL, TESTS, Need, provide


class Apt:
    """Stands in for apt-get and remembers what it was asked for; ``delivers``: whether the package is there then."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.delivers = True

    def do(self, _sentence, command, *, advice):
        self.asked.append([str(word) for word in command])

    def has(self) -> bool:
        return self.delivers and len(self.asked) == 2


@pytest.fixture
def apt(monkeypatch) -> Apt:
    apt = Apt()
    monkeypatch.setattr(system, "do", apt.do)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    return apt


@pytest.fixture
def pango(apt) -> tuple[Need, ...]:
    return (Need("libpango", "文字組み", apt.has),)


def test_everything_is_there_under_the_tests():
    assert [need.package for need in PORTAL + TESTS if not need.met()] == []


def test_what_is_there_is_left_alone(apt):
    provide((Need("libpango", "文字組み", lambda: True),))
    assert apt.asked == []


class TestRoot:
    @pytest.fixture(autouse=True)
    def root(self, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: 0)

    def test_installs(self, apt, pango, capsys):
        provide(pango)
        assert [words[words.index("apt-get") + 3] for words in apt.asked] == ["update", "install"]
        assert apt.asked[1][-1] == "libpango"
        assert "libpango（文字組み）" in capsys.readouterr().out

    def test_is_told_when_it_did_not_help(self, apt, pango):
        apt.delivers = False
        with pytest.raises(Trouble, match="libpango が見つかりません"):
            provide(pango)

    def test_is_told_what_to_install_where_there_is_no_apt(self, pango, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda program: None)
        with pytest.raises(Trouble, match="libpango にあたるものを入れてください"):
            provide(pango)


class TestSomebodyElse:
    @pytest.fixture(autouse=True)
    def somebody(self, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))

    def sudo(self, monkeypatch, *, allows: bool) -> None:
        monkeypatch.setattr("subprocess.run", lambda *_, **__: SimpleNamespace(returncode=0 if allows else 1))

    def test_installs_by_sudo(self, apt, pango, monkeypatch):
        self.sudo(monkeypatch, allows=True)
        provide(pango)
        assert apt.asked[0][:2] == ["sudo", "-n"]

    def test_is_told_whom_to_ask(self, apt, pango, monkeypatch):
        self.sudo(monkeypatch, allows=False)
        with pytest.raises(Trouble, match=r"管理者に次の実行を頼んでください: sudo apt-get update && .* libpango"):
            provide(pango)
        assert apt.asked == []
