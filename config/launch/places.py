"""Where things lie. Everything that is written lies under var/, but for the virtual environment."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCK_FILE = ROOT / "requirements.lock"


def make_var() -> None:
    for folder in (VAR, LOGS):
        folder.mkdir(exist_ok=True)
