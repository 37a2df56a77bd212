"""The environment in which the portal's programs run: what the person has set wins, the rest fits this folder."""

from __future__ import annotations

import json
import os
import secrets
import subprocess

from config.launch.places import PYTHON, ROOT, VAR
from config.launch.postgres import url

READ_DOT_ENV = "import environ, json, os; environ.Env.read_env('.env'); print(json.dumps(dict(os.environ)))"
YES = {"1", "true", "yes", "on", "y", "t"}  # as django-environ reads a boolean


def given() -> dict[str, str]:
    """The variables that are set, in the shell or in .env (the shell wins), read exactly as the settings read them."""
    environment = {"PATH": os.defpath, **os.environ}
    if (ROOT / ".env").exists():
        told = subprocess.run([PYTHON, "-c", READ_DOT_ENV], cwd=ROOT, env=environment, capture_output=True, check=True)
        environment = json.loads(told.stdout)
    return {name: value for name, value in environment.items() if value or name not in {"DATABASE_URL", "SECRET_KEY"}}


def for_tests(database: str) -> dict[str, str]:
    return {**given(), "DATABASE_URL": database, "SECRET_KEY": secret_key(), "DEMO": "false", "DEBUG": "false"}


def for_portal(database: str, port: int, *, demo: bool) -> dict[str, str]:
    """For the portal on this machine: links point here, and unless a mail server is named, mails become files."""
    set_here = given()
    here = {
        "SECRET_KEY": secret_key(),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if not any(name.startswith("EMAIL_") for name in set_here):
        here["EMAIL_BACKEND"] = "django.core.mail.backends.filebased.EmailBackend"
        here["EMAIL_FILE_PATH"] = str(VAR / "mail")
    return {**here, **set_here, "DATABASE_URL": database, "DEMO": str(demo).lower()}


def by_hand() -> dict[str, str]:
    """What nobody has set, for ``manage.py`` called by hand in a folder that make has set up; elsewhere nothing.

    The private database's address is that of the one that make starts; commands that need no database need not wait.
    """
    if not (VAR / "secret-key").exists():
        return {}
    fitting = for_portal(given().get("DATABASE_URL", url()), 8000, demo=False)
    return {name: value for name, value in fitting.items() if name not in os.environ}


def says_yes(value: str | None) -> bool:
    return (value or "").lower() in YES


def secret_key() -> str:
    """Made once, readable by its owner alone; everybody who is signed in stays so when the portal starts again."""
    file = VAR / "secret-key"
    if not file.exists():
        new = file.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as key:
            key.write(secrets.token_urlsafe(64))
        new.rename(file)
    return file.read_text().strip()
