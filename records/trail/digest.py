"""The digest of a link, computed a second time: what the database wrote, Python proves.

Each covered value is written as its length in bytes, a colon and its text, an absent one as a hyphen; commas between.
So no two different rows give one text, whatever characters people type.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple


class Covered(NamedTuple):
    """A link and its event, as the columns of the query that reads them; ``facts`` is the database's own text."""

    position: int
    linked_at: datetime
    form: int
    previous: str
    event: int
    case_type: int
    case_id: int
    verb: str
    actor: int
    actor_name: str
    as_post: str
    on_behalf: str
    from_address: str | None
    from_agent: str
    facts: str
    at: datetime
    recorded_at: datetime


FORMS = {0, 1}  # 0: chained later, when the chain began; a form to come brings its own list of columns


def digest(row: Covered) -> str:
    """SHA-256 over everything that the link covers, the digest before it included."""
    return hashlib.sha256(",".join(written(value) for value in row).encode()).hexdigest()


def written(value: object) -> str:
    if value is None:
        return "-"
    text = moment(value) if isinstance(value, datetime) else str(value)
    return f"{len(text.encode())}:{text}"


def moment(value: datetime) -> str:
    """In UTC to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")[: len("2025-05-12T09:00:00.000000")]
