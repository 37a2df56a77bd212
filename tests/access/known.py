"""What the questions about access know: the people by their roles, and a case of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from accounts.models import User
from tests import cast
from tests.cast import MONDAY


@dataclass
class World:
    hall: cast.Hall
    land: cast.Land
    people: dict[str, User] = field(default_factory=dict)  # by the role's code; nobody for the stranger
    cases: dict[str, Any] = field(default_factory=dict)  # what the addresses of pages.txt name in braces
    seen: dict[type[Model], dict[str, frozenset[int]]] = field(default_factory=dict)  # keys, by the role's code

    def seen_by_each(self, model: type[Model]) -> dict[str, frozenset[int]]:
        """Which rows of a model everybody sees. They are asked for once: nothing in the world changes."""
        if model not in self.seen:
            rows: Any = model._default_manager
            self.seen[model] = {
                code: frozenset(rows.visible_to(user, on=MONDAY).values_list("pk", flat=True))
                for code, user in self.people.items()
            }
        return self.seen[model]

    def address(self, pattern: str) -> str:
        return pattern.format(**{name: getattr(case, "pk", case) for name, case in self.cases.items()})
