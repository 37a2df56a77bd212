"""The virtual environment, made from requirements.lock. Made anew when that file or Python changes."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from config.launch.places import LOCK_FILE, PYTHON, VENV
from config.launch.say import do

STAMP = VENV / "made-from"


def recipe() -> str:
    return f"{sys.version}\n{sys.base_prefix}\n{hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()}\n"


def provide() -> None:
    if VENV.is_symlink():  # somebody else's, used as it is
        return
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == recipe():
        return
    retry = "もう一度実行してください。くり返し失敗するときは var/log/setup.log を添えて知らせてください。"
    do("Python の仮想環境を作っています", [sys.executable, "-m", "venv", "--clear", VENV], advice=retry)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--progress-bar",
        "off",
    ]
    exact: list[str | Path] = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", LOCK_FILE]
    do("ライブラリを入れています", [*pip, *exact], advice=retry)
    STAMP.write_text(recipe())
