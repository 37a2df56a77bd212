"""What the questions about access know: the people by their roles, and a case of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from tests import cast


@dataclass
class World:
    hall: cast.Hall
    land: cast.Land
    people: dict[str, User] = field(default_factory=dict)  # by the role's code; nobody for the stranger
    cases: dict[str, Any] = field(default_factory=dict)  # what the addresses of pages.txt name in braces

    def address(self, pattern: str) -> str:
        return pattern.format(**{name: getattr(case, "pk", case) for name, case in self.cases.items()})
