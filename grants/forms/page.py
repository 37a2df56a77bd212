"""A page with rows: what its view needs to know of it."""

from __future__ import annotations

from typing import Any, Protocol

from django.core.exceptions import ValidationError

from accounts.models import User
from records.forms import Form, Sheet


class RowsPage(Protocol):
    """Everything that is typed on one page; ``save`` is its one verb."""

    @property
    def forms(self) -> list[Form | Sheet]: ...
    def save(self, *, by: User) -> Any: ...
    def refuse(self, problem: ValidationError) -> None: ...


def are_valid(page: RowsPage) -> bool:
    """All of them are judged, so that every mistake shows at once."""
    return False not in [form.is_valid() for form in page.forms]
