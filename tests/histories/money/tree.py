"""Lives that share their beginnings: a tree of acts, each done in the tables and taken back before its neighbour.

Every leaf is one history, from the unsent application to wherever people brought it. What the trunk of the tree costs
is paid once for all histories that begin with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests.histories.money.acts import ACTS, owed
from tests.histories.money.never import never
from tests.histories.money.world import Told, World
from tests.plans.build import YEAR

TRUNK = 16  # acts that all histories of a tree may begin with
WAYS = 4  # to go on at every place after it
TRIES = 5  # refused acts in a row, after which a history is over
WILD = 1 / 8  # of the acts are anything at all


class Place(NamedTuple):
    """Where a grant and its papers stand; empty where there is none."""

    grant: str
    payment: str
    report: str
    change: str
    is_light: bool
    revocation: str
    refund: str
    on_its_way: bool
    year_is_over: bool


PLACE = """
    SELECT g.status,
        COALESCE((SELECT status FROM grants_payment WHERE grant_id = g.id ORDER BY id DESC LIMIT 1), ''),
        COALESCE((SELECT status FROM grants_report WHERE grant_id = g.id), ''),
        COALESCE((SELECT status FROM grants_change WHERE grant_id = g.id ORDER BY id DESC LIMIT 1), ''),
        COALESCE((SELECT is_light FROM grants_change WHERE grant_id = g.id ORDER BY id DESC LIMIT 1), false),
        COALESCE((SELECT status FROM grants_revocation WHERE grant_id = g.id ORDER BY id DESC LIMIT 1), ''),
        COALESCE((SELECT status FROM grants_refund WHERE grant_id = g.id ORDER BY id DESC LIMIT 1), ''),
        EXISTS (SELECT 1 FROM records_proposal WHERE status = 'running')
    FROM grants_grant g WHERE g.id = %s
"""


def place_of(world: World) -> Place:
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [world.grant])
        found = cursor.fetchone()
    assert found
    return Place._make([*found, world.clock.day > YEAR.end])


def plausible(place: Place, told: Told, chance: Random) -> str:
    """Mostly what somebody in this place would do next; now and then anything at all."""
    return chance.choice(list(ACTS) if chance.random() < WILD else next_of(place, told))


def next_of(place: Place, told: Told) -> list[str]:
    if place.on_its_way:
        return ["decide"] * 6 + ["send_back"]
    if place.grant in STARTS:
        return STARTS[place.grant]
    parts = (of_payment(place, told), of_report(place), of_change(place), of_revocation(place), of_refund(place, told))
    after = ["take_from_the_reserve"] * 2 * (told.reserved > told.taken_out) + ["recall_offset"] * (told.offset > 0)
    return [*(name for part in parts for name in part), *after, "wait", "lower_the_budget"]


STARTS = {
    "draft": ["submit"] * 8 + ["withdraw"],
    "submitted": ["propose"] * 8 + ["correct", "withdraw", "lower_the_budget"],
    "returned": ["submit"],
    "withdrawn": ["submit", "propose", "wait"],
    "refused": ["ask_payment", "propose", "wait"],
    "given_up": ["ask_payment", "question", "ask_change", "wait"],
}
GOING_ON = ("granted", "suspended", "abolished")


def of_payment(place: Place, told: Told) -> list[str]:
    if place.payment == "requested":
        return ["pay"] * 5 + ["return_payment"]
    if place.payment in ("draft", "returned"):
        return ["ask_payment"] * 2 + ["drop_payment"]
    due = told.confirmed if place.grant == "confirmed" else told.stands if place.grant == "granted" else 0
    new = ["give_up"] if place.grant == "granted" and not told.paid else []
    return new + ["ask_payment"] * 3 * ((due or 0) > told.paid)


def of_report(place: Place) -> list[str]:
    if not place.report:
        return ["write_report"] * (4 if place.year_is_over else 1) if place.grant in GOING_ON else []
    if place.report in ("draft", "returned"):
        return ["send_report"] * (6 if place.year_is_over else 1) + ["write_report"]
    return ["propose_confirmation"] * 6 + ["correct_report"] if place.report == "submitted" else []


def of_change(place: Place) -> list[str]:
    if place.change == "submitted":
        return ["note_change"] * 3 if place.is_light else ["propose_change"] * 3 + ["correct_change"]
    if place.change in ("draft", "returned"):
        return ["ask_change", "withdraw_change"]
    return ["ask_change"] * (place.grant in GOING_ON and not place.year_is_over)


def of_revocation(place: Place) -> list[str]:
    if place.revocation == "prepared":
        return ["propose_revocation"] * 2 + ["drop_revocation"]
    return ["question"] if place.grant != "revoked" else []


def of_refund(place: Place, told: Told) -> list[str]:
    if place.refund == "ordered":
        return ["give_back"] * 4
    if place.refund == "prepared":
        return ["propose_refund"] * 4 + ["drop_refund"]
    return ["prepare_refund"] * 4 if owed(told) > 0 else []


class Tree:
    """``grow`` plays about so many histories; ``played`` counts what they held."""

    def __init__(self, world: World, chance: Random, *, leaves: int) -> None:
        self.world, self.chance, self.leaves = world, chance, leaves
        self.trunk = chance.randrange(TRUNK)
        self.ends: set[Told] = set()
        self.played: Counter[str] = Counter()

    def grow(self) -> Counter[str]:
        told = Told(appropriation=self.world.terms.appropriation, promised=self.world.promised)
        never(self.world, told)
        self.branch(told, self.leaves)
        self.played["histories"] = len(self.ends)  # which differ in an act or an amount
        return self.played

    def branch(self, told: Told, leaves: int) -> None:
        """Goes on from here, so that about so many histories come of it; nothing of it stays."""
        tried: set[str] = set()
        for share in self.ways(told, leaves):
            day = self.world.clock.day
            with transaction.atomic():
                after = self.step(told, but=tried)
                if after is None or (share == 1 and len(after.acts) > self.trunk):
                    self.end(after or told)
                else:
                    self.branch(after, share)
                transaction.set_rollback(True)
            self.world.clock.day = day

    def ways(self, told: Told, leaves: int) -> list[int]:
        """One way on in the trunk, then up to four at every place."""
        count = 1 if len(told.acts) < self.trunk else min(WAYS, leaves)
        return [leaves // count + (number < leaves % count) for number in range(count)]

    def step(self, told: Told, *, but: set[str]) -> Told | None:
        """One act that was done, after some that were refused; None where nothing is possible any more.

        Rather one that is not among ``but``, what was tried from here before; it is added to them.
        """
        for _ in range(TRIES):
            place = place_of(self.world)
            names = [plausible(place, told, self.chance) for _ in range(3)]
            name = next((each for each in names if each not in but), names[0])
            but.add(name)
            try:
                after = ACTS[name](self.world, told, self.chance)
            except ValidationError:
                self.played["refused"] += 1
                never(self.world, told)
                continue
            never(self.world, after)
            self.played["acts"] += 1
            self.played[name] += 1
            return replace(after, acts=(*told.acts, name))
        return None

    def end(self, told: Told) -> None:
        self.ends.add(told)
        self.played[f"ended {place_of(self.world).grant}"] += 1
