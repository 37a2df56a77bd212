"""What the operating system has to give: text layout and fonts for letters, a browser for the tests."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.launch.say import Trouble, do, say

FONTS = Path("/usr/share/fonts")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(file: str) -> bool:
    return any(FONTS.rglob(file))


def has_ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def has_browser() -> bool:
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


@dataclass(frozen=True)
class Need:
    """A Debian package, why the portal wants it, and how to see that its content is there (wherever it came from)."""

    package: str
    purpose: str
    met: Callable[[], bool]


PORTAL = (
    Need(f"python3.{sys.version_info.minor}-venv", "Python の仮想環境", has_ensurepip),
    Need("libpango-1.0-0", "通知書の文字組み", lambda: loads("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "通知書の文字組み", lambda: loads("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", "PDF への文字の埋め込み", lambda: loads("libharfbuzz-subset.so.0")),
    Need("fonts-morisawa-bizud-mincho", "通知書の明朝体", lambda: has_font("BIZUDMincho-Regular.ttf")),
    Need("fonts-morisawa-bizud-gothic", "見出しのゴシック体", lambda: has_font("BIZUDGothic-Regular.ttf")),
    Need("fonts-ipamj-mincho", "戸籍の文字", lambda: has_font("ipamjm.ttf")),
)
TESTS = (
    Need("chromium", "画面のテスト", has_browser),
    Need("libatomic1", "ブラウザーの操縦", lambda: loads("libatomic.so.1")),
    Need("poppler-utils", "PDF のテスト", lambda: shutil.which("pdftotext") is not None),
)

JOURNEYS = (Need("libreoffice-calc-nogui", "表のソフトでのテスト", lambda: shutil.which("soffice") is not None),)


def provide(needs: tuple[Need, ...]) -> None:
    """Installs what is missing; asks for nothing and touches nothing when all is there."""
    missing = [need for need in needs if not need.met()]
    if not missing:
        return
    say("次のものが足りないので、入れます。")
    for need in missing:
        say(f"    {need.package}（{need.purpose}）")
    packages = [need.package for need in missing]
    rights = right_to_install(packages)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    advice = f"入れられませんでした。手で次を実行してから、もう一度どうぞ: {by_hand(packages)}"
    do("パッケージの一覧を新しくしています", [*rights, *quiet, "update"], advice=advice)
    install = [*rights, *quiet, "install", "--yes", "--no-install-recommends", *packages]
    do("パッケージを入れています", install, advice=advice)
    if missing := [need for need in missing if not need.met()]:
        raise Trouble(f"入れたはずの {'、'.join(need.package for need in missing)} が見つかりません。")


def right_to_install(packages: list[str]) -> list[str]:
    """What stands before apt-get so that it may install: nothing, or sudo."""
    if not shutil.which("apt-get"):
        names = "、".join(packages)
        raise Trouble(
            f"apt-get がありません（Debian か Ubuntu を想定しています）。{names} にあたるものを入れてください。"
        )
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if sys.stdin.isatty():
            say("管理者の権限が要ります。sudo がパスワードを尋ねることがあります。")
            allowed = subprocess.run(["sudo", "-v"], check=False).returncode == 0
        else:
            allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
        if allowed:
            return ["sudo", "-n"]
    raise Trouble(f"ソフトウェアを入れる権利がありません。管理者に次の実行を頼んでください: {by_hand(packages)}")


def by_hand(packages: list[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
