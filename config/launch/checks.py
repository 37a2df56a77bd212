"""What a machine can say about the program files without running the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from config.launch.places import BIN, ROOT
from config.launch.say import foreground, say

BEHIND_TLS = {"SECURE_PAGES": "true", "ALLOWED_HOSTS": "kyodo.example"}


def run(here: Mapping[str, str]) -> int:
    """All checks, also after one has failed; how many have."""
    templates = [file for file in sorted((ROOT / "templates").rglob("*.html")) if not stands_in_a_line(file)]
    manage: list[str | Path] = [BIN / "python", "manage.py"]
    checks: list[tuple[str, list[str | Path], Mapping[str, str]]] = [
        ("書き方", [BIN / "ruff", "check", "."], here),
        ("体裁", [BIN / "ruff", "format", "--check", "."], here),
        ("型", [BIN / "mypy"], here),
        ("部屋の上下", [BIN / "lint-imports"], here),
        ("テンプレート", [BIN / "djade", "--check", "--target-version", "5.2", *templates], here),
        ("マイグレーション", [*manage, "makemigrations", "--check", "--dry-run"], here),
        ("公開時の設定", [*manage, "check", "--deploy", "--fail-level", "WARNING"], {**here, **BEHIND_TLS}),
    ]
    failed = [title for title, command, env in checks if foreground(command, env, title)]
    if failed:
        say(f"直すところがあります: {'、'.join(failed)}")
    return len(failed)


def stands_in_a_line(template: Path) -> bool:
    """A piece within a sentence ends without a line break, which would be a gap there; djade would add one."""
    return not template.read_bytes().endswith(b"\n")
