"""Random routes and random acts on them: whatever people do in whatever order, what must never be is never.

Pure: no database. ``rows`` plays the same histories through the tables.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from records.approvals.deeds import Deed, apply, replay
from records.approvals.way import Kind, Part, Place, Refused, State, Status, begin

DRAFTER = 1
PEOPLE = range(1, 11)  # the drafter among them: ten people on up to fourteen steps meet each other
STRANGER = 1000  # and every number after it: somebody who has done nothing yet
OVER = {Status.RETURNED, Status.PULLED_BACK, Status.WITHDRAWN}


@st.composite
def routes(draw: st.DrawFn) -> list[Place]:
    """回議 and 合議 in any mixture, one 決裁, and perhaps 供覧."""
    stations = draw(st.lists(st.integers(0, 3), max_size=4))  # 0: 回議; else so many in 合議
    places = [
        (position, Part.CONSULT if together else Part.CIRCULATE)
        for position, together in enumerate(stations, start=1)
        for _ in range(together or 1)
    ]
    places.append((len(stations) + 1, Part.DECIDE))
    places += [(len(stations) + 2, Part.READ)] * draw(st.integers(0, 2))
    return [Place(position, post, part) for post, (position, part) in enumerate(places, start=1)]


TRIED = [
    *[Kind.APPROVE] * 9,
    *[Kind.SEND_BACK, Kind.ANSWER, Kind.ACKNOWLEDGE, Kind.READ] * 2,
    *[Kind.CONDITION, Kind.OBJECT, Kind.ASK, Kind.REASSIGN, Kind.VOID, Kind.PULL_BACK, Kind.WITHDRAW],
]


@st.composite
def intentions(draw: st.DrawFn) -> dict[str, Any]:
    """What somebody might try, possible or not."""
    return {
        "kind": draw(st.sampled_from(TRIED)),
        "by": draw(st.sampled_from(PEOPLE)),
        "which": draw(st.integers(0, 11)),  # mostly one of the open turns, else any turn
        "comment": "" if draw(st.integers(0, 9)) == 9 else "よい。",
        "deputy": draw(st.sampled_from([None, None, 99])),
        "number": draw(st.integers(0, 4)),
        "of": draw(st.sampled_from(PEOPLE)),
    }


def deed_of(state: State, wish: dict[str, Any]) -> Deed:
    """The act that somebody tries in this state."""
    pool = state.open if wish["which"] < 10 and state.open else state.turns
    turn = pool[wish["which"] % len(pool)]
    kind = Kind.DECIDE if wish["kind"] == Kind.APPROVE and turn.part == Part.DECIDE else wish["kind"]
    more: dict[str, Any] = {
        Kind.SEND_BACK: {"to": wish["number"] or None},
        Kind.REASSIGN: {"post": 20 + wish["number"]},
        Kind.ASK: {"of": wish["of"]},
        Kind.ANSWER: {"question": wish["number"] or 1},
    }
    steps = {*Kind} - {Kind.PULL_BACK, Kind.WITHDRAW, Kind.VOID, Kind.ANSWER}
    by_post = {Kind.APPROVE, Kind.CONDITION, Kind.OBJECT, Kind.DECIDE, Kind.SEND_BACK, Kind.ASK, Kind.READ}
    return Deed(
        kind,
        wish["by"],
        turn=turn.number if kind in steps else 0,
        comment=wish["comment"].strip(),
        deputy=wish["deputy"] if kind in by_post else None,
        **more.get(kind, {}),
    )


def never(route: list[Place], state: State) -> None:
    """What holds in every state that any history can reach."""
    live = [turn for turn in state.turns if turn.is_live]
    standing = [turn for turn in live if turn.stands]
    decided = [turn for turn in standing if turn.act == Kind.DECIDE]
    assert len(decided) == (1 if state.status == Status.DECIDED else 0), "two decisions, or a decision of nobody"
    fillers = [turn.by for turn in standing]
    assert len(set(fillers)) == len(fillers), "somebody fills two steps"
    assert state.drafter not in fillers, "the drafter fills a step"
    for turn in standing:
        earlier = [each for each in live if each.position < turn.position]
        assert all(each.stands for each in earlier), "a step was skipped"
    spent = [turn for turn in state.turns if turn.act == Kind.SEND_BACK][-1:] if state.status == Status.RETURNED else []
    places = sorted((turn.position, turn.part) for turn in [*live, *spent])
    assert places == sorted((place.position, place.part) for place in route), "a place of the route was lost"
    assert bool(state.open) or state.status != Status.RUNNING, "nobody can act any more"


def kept(before: State, after: State) -> None:
    """Nothing that was done is ever rewritten: a turn is filled once, voided once, acknowledged once."""
    assert len(after.turns) >= len(before.turns)
    for old, new in zip(before.turns, after.turns, strict=False):
        assert (old.number, old.position, old.post, old.part, old.round) == (
            new.number, new.position, new.post, new.part, new.round,
        )  # fmt: skip
        assert not old.act or (old.act, old.by, old.deputy) == (new.act, new.by, new.deputy)
        assert new.voided >= old.voided
        assert old.acknowledged_by in (None, new.acknowledged_by)


def to_the_end(state: State) -> State:
    """People who have done nothing yet agree until it is decided."""
    number = STRANGER
    while state.status == Status.RUNNING:
        turn = state.open[0]
        kind = Kind.DECIDE if turn.part == Part.DECIDE else Kind.APPROVE
        state = apply(state, Deed(kind, number, turn=turn.number, comment="異議は理由がない。"))
        number += 1
    return state


class History(RuleBasedStateMachine):
    """One proposal, from its 起案 to wherever people bring it."""

    played: Counter[str] = Counter()

    @initialize(route=routes())
    def draft(self, route: list[Place]) -> None:
        self.route, self.state, self.trail = route, begin(route, drafter=DRAFTER), list[Deed]()
        self.played["histories"] += 1

    @rule(wish=intentions())
    def act(self, wish: dict[str, Any]) -> None:
        deed = deed_of(self.state, wish)
        try:
            after = apply(self.state, deed)
        except Refused:
            self.played["refused"] += 1
            return
        assert self.state.status not in OVER, "something was done to a proposal that is over"
        assert self.state.status != Status.DECIDED or deed.kind in (Kind.READ, Kind.ACKNOWLEDGE)
        kept(self.state, after)
        self.state = after
        self.trail.append(deed)
        self.played["acts"] += 1
        self.played[deed.kind] += 1

    @invariant()
    def nothing_is_what_must_never_be(self) -> None:
        never(self.route, self.state)

    def teardown(self) -> None:
        assert replay(self.route, self.trail, drafter=DRAFTER) == self.state, "the trail does not give the state"
        self.played[f"ended {self.state.status}"] += 1
        end = to_the_end(self.state)
        never(self.route, end)
        assert end.status == Status.DECIDED or end.status in OVER


def play(count: int, *, steps: int = 25) -> Counter[str]:
    """So many random histories; what they held."""
    History.played = Counter()
    run_state_machine_as_test(History, settings=steady(count, steps))
    return History.played


def steady(count: int, steps: int) -> settings:
    """So many histories of so many steps, however long they take."""
    return settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
