"""How gunicorn serves the portal, for ``make run`` and for a city's own service (gunicorn -c config/gunicorn.py)."""

import gc
from typing import Any

from django.urls import get_resolver

wsgi_app = "config.wsgi:application"
bind = "127.0.0.1:8000"
workers = 3  # with two cores; a page waits for the database more than it computes
preload_app = True  # one import for all; a mistake in the settings is seen at once
timeout = 60
graceful_timeout = 10
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True


def pre_fork(_server: Any, _worker: Any) -> None:
    """Loads every page, and tells the garbage collector that this stays: it need not walk over all of it again."""
    get_resolver().url_patterns  # noqa: B018  # asking loads them
    gc.collect()
    gc.freeze()
