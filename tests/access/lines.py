"""Who may do an act in which states: the rules are asked for everybody of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from tests.access.act import Acts
from tests.access.known import World
from tests.access.roles import ROLES


@dataclass(frozen=True)
class Line:
    """One act in the states in which the same people may do it; ``words`` where nobody is asked."""

    verb: str
    states: tuple[str, ...]
    able: frozenset[str] = frozenset()  # roles
    words: str = ""


def lines(acts: Acts, world: World) -> Iterator[Line]:
    if hasattr(acts.model._default_manager, "visible_to"):
        yield from together("see", {state: seers(acts.case(world, state), world) for state in acts.states})
    for verb, (sources, _target) in acts.model.MOVES.items():
        states = [state for state in acts.states if state in sources]
        who = acts.who[verb]
        if isinstance(who, str):
            yield Line(verb, tuple(states), words=who)
        else:
            yield from together(verb, {state: able(acts.case(world, state), who, world) for state in states})


def together(verb: str, who: Mapping[str, frozenset[str]]) -> Iterator[Line]:
    """States in which the same people may do it stand on one line."""
    for people in dict.fromkeys(who.values()):
        yield Line(verb, tuple(state for state, those in who.items() if those == people), people)


def seers(case: Any, world: World) -> frozenset[str]:
    return frozenset(code for code, keys in world.seen_by_each(type(case)).items() if case.pk in keys)


def able(case: Any, rule: Callable[[User, Any], Any], world: World) -> frozenset[str]:
    """Those who see the case and to whom the rule says yes."""
    seen = seers(case, world)
    return frozenset(code for code in among(world, lambda user: bool(rule(user, case))) if code in seen)


def among(world: World, may: Callable[[User], bool]) -> frozenset[str]:
    return frozenset(role.code for role in ROLES if role.code in world.people and may(world.people[role.code]))
