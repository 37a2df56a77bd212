"""PDFs in the browser's own reader, which a strict policy would keep shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_update

View = TypeVar("View", bound=Callable[..., Any])


def shows_pdf(view: View) -> View:
    """Of a view that answers with a PDF: some browsers open their reader as an object of this address."""
    opened: Any = csp_update({"object-src": [SELF]})
    shown: View = opened(view)
    return shown
