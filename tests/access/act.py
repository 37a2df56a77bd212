"""The verbs of one kind of case, and who may do each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accounts.models import User
from records.cases import Case
from tests.access.known import World

Who = Callable[[User, Any], Any] | str  # a rule, or in words where no page asks one


@dataclass(frozen=True)
class Acts:
    """``samples``: the world's case for each state; the case that stands under ``""`` plays every other state."""

    model: type[Case]
    samples: Mapping[str, str]
    who: Mapping[str, Who] = field(default_factory=dict)  # by the verb

    def case(self, world: World, state: str) -> Any:
        sample = world.cases[self.samples.get(state, self.samples[""])]
        case = self.model._base_manager.get(pk=sample.pk)
        case.status = state  # played, not saved
        return case

    @cached_property
    def states(self) -> dict[str, str]:
        status: Any = next(column for column in self.model._meta.fields if column.name == "status")
        return dict(status.flatchoices)
