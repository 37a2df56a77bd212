"""Starting the provider beside a test, and a person who signs in there without a browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
from django.conf import settings as django_settings

PASSWORD, CLIENT_ID, CLIENT_SECRET = "the city's own password", "kyodo", "a secret of both"
PATIENCE = 60  # seconds until it answers, on a busy machine


@dataclass(frozen=True)
class Provider:
    issuer: str

    def providers(self) -> dict[str, Any]:
        """The portal's SOCIALACCOUNT_PROVIDERS as the environment would make it."""
        app = {"provider_id": "city", "name": "庁内の認証", "client_id": CLIENT_ID, "secret": CLIENT_SECRET}
        return {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [{**app, "settings": {"server_url": self.issuer}}],
            }
        }

    def sign_in(self, address: str, email: str) -> str:
        """From the portal's question to its callback, as the browser of ``email`` would go; where that leads."""
        with requests.Session() as browser:
            page = browser.get(address, timeout=PATIENCE)
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
            assert token, page.text
            typed = {"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD}
            answer = browser.post(page.url, typed, timeout=PATIENCE, allow_redirects=False)
            while "code=" not in (target := answer.headers["Location"]):
                answer = browser.get(urljoin(self.issuer, target), allow_redirects=False, timeout=PATIENCE)
        return str(target)


@contextmanager
def running(
    people: dict[str, dict[str, object]], folder: Path, *, portal: str = "http://localhost"
) -> Iterator[Provider]:
    """A provider with these people, each with the same password, which sends them back to this portal."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    here = {**os.environ, "PEOPLE": json.dumps(people), "ROWS": str(folder / "provider.sqlite3"), "PORTAL": portal}
    command = [sys.executable, "-m", "tests.provider", str(port)]
    process = subprocess.Popen(command, cwd=django_settings.ROOT, env=here)
    provider = Provider(f"http://127.0.0.1:{port}")
    try:
        wait_for(provider, process)
        yield provider
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(provider: Provider, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(provider):
        assert time.monotonic() < deadline, "the provider does not answer"
        with suppress(subprocess.TimeoutExpired):
            assert process.wait(0.1) is None, "the provider did not start"


def answers(provider: Provider) -> bool:
    try:
        return requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=PATIENCE).ok
    except requests.ConnectionError:
        return False
