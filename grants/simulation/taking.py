"""この数字を制度に入れる: what was only tried becomes the scheme's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from grants.schemes import Scheme
from records.cases import NotNow


@transaction.atomic
def take(scheme: Scheme, *, by: User, document: Mapping[str, Any] | None, basics: Mapping[str, Any]) -> None:
    """The formula where it is another one, and the rounding and cap of the total; a draft takes them, no other."""
    if document is None and not basics:
        raise NotNow("変えた数がありません。数を変えてから押してください。")
    if basics:
        scheme.revise(by=by, **basics)
    if document is not None:
        scheme.formulate(document, by=by)
