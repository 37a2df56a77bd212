"""決裁の道すじ as pure arithmetic: which turns there are, which are open, who has filled one. No database.

A route is a row of places; the places of one position act in any order (合議), the positions in turn. A state is what
is left when the acts were folded one by one (``records.approvals.deeds``). A turn is never rewritten: what must be done
again becomes a new turn of the next round, and the old one stays with what was done in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices


class Part(TextChoices):
    """What a post does on the route."""

    CIRCULATE = "circulate", "回議"
    CONSULT = "consult", "合議"
    DECIDE = "decide", "決裁"
    READ = "read", "供覧"


class Kind(TextChoices):
    """What can be done to a proposal on its way."""

    DRAFT = "draft", "起案"
    APPROVE = "approve", "承認"
    CONDITION = "condition", "条件付き承認"
    OBJECT = "object", "異議"
    DECIDE = "decide", "決裁"
    SEND_BACK = "send_back", "差し戻し"
    PULL_BACK = "pull_back", "引き戻し"
    WITHDRAW = "withdraw", "取り下げ"
    ASK = "ask", "意見を求める"
    ANSWER = "answer", "意見"
    REASSIGN = "reassign", "職の変更"
    ACKNOWLEDGE = "acknowledge", "後閲"
    READ = "read", "供覧"
    VOID = "void", "承認の取り消し"


class Status(TextChoices):
    RUNNING = "running", "決裁待ち"
    DECIDED = "decided", "決裁済み"
    RETURNED = "returned", "差し戻し"
    PULLED_BACK = "pulled_back", "引き戻し"
    WITHDRAWN = "withdrawn", "取り下げ"


AGREEING: Final = frozenset({Kind.APPROVE, Kind.CONDITION, Kind.OBJECT})
STANDING: Final = AGREEING | {Kind.DECIDE}  # what fills a step, as long as it is not voided

STALE: Final = "ほかの人が先に処理しました。画面を開き直して、今の状態を確かめてください。"


class Refused(Exception):
    """The act is not possible; the sentence says why and what to do instead."""


@dataclass(frozen=True)
class Place:
    """One stop of a route."""

    position: int
    post: int
    part: Part


@dataclass(frozen=True)
class Turn:
    """One post's turn in one round."""

    number: int  # 1, 2, 3 … in the order in which they came about
    position: int
    post: int
    part: Part
    round: int = 1
    act: str = ""
    by: int | None = None
    deputy: int | None = None
    acknowledged_by: int | None = None
    voided: bool = False

    @property
    def is_live(self) -> bool:
        """Counts in this round: neither voided nor spent by giving the proposal back."""
        return not self.voided and self.act != Kind.SEND_BACK

    @property
    def waits(self) -> bool:
        return self.is_live and not self.act

    @property
    def stands(self) -> bool:
        """Somebody agreed, and it still counts."""
        return self.is_live and self.act in STANDING


@dataclass(frozen=True)
class Question:
    """意見: whom the holder of a turn asked, and whether there is an answer."""

    of: int
    answered: bool = False


@dataclass(frozen=True)
class State:
    """Where a proposal stands."""

    drafter: int
    turns: tuple[Turn, ...]
    questions: tuple[Question, ...] = ()
    status: Status = Status.RUNNING
    round: int = 1

    @property
    def position(self) -> int | None:
        """Whose turn it is; None once nobody must act any more."""
        waiting = [turn.position for turn in self.turns if turn.waits and turn.part != Part.READ]
        return min(waiting) if waiting and self.status == Status.RUNNING else None

    @property
    def open(self) -> list[Turn]:
        """The turns that can act now: those of one position, or after the decision those that read."""
        if self.status == Status.DECIDED:
            return [turn for turn in self.turns if turn.waits and turn.part == Part.READ]
        return [turn for turn in self.turns if turn.waits and turn.position == self.position]

    def turn(self, number: int) -> Turn:
        if not 1 <= number <= len(self.turns):
            raise Refused(STALE)
        return self.turns[number - 1]

    def has_filled(self, person: int) -> bool:
        """Whether somebody agreed in a turn that still counts."""
        return any(turn.stands and turn.by == person for turn in self.turns)

    @property
    def objections(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.is_live and turn.act == Kind.OBJECT]


def begin(route: Sequence[Place], *, drafter: int) -> State:
    """The state right after 起案; Refused where the route could not end in exactly one decision."""
    deciding = [place for place in route if place.part == Part.DECIDE]
    if len(deciding) != 1:
        raise Refused("決裁する職が1つに決まっていません。「担当の設定」の「専決規程」を確かめてください。")
    last = deciding[0].position
    if any(place.position == last for place in route if place is not deciding[0]):
        raise Refused("決裁する職と同じ順番に、ほかの職があります。「担当の設定」の「専決規程」を直してください。")
    if any((place.position > last) != (place.part == Part.READ) for place in route if place is not deciding[0]):
        raise Refused("決裁の後に回せるのは供覧だけです。「担当の設定」の「専決規程」の順番を直してください。")
    together = {place.position for place in route if place.part == Part.CIRCULATE}
    if any(sum(place.position == position for place in route) > 1 for position in together):
        raise Refused("同じ順番に並べられるのは合議だけです。「担当の設定」の「専決規程」を直してください。")
    posts = [place.post for place in route if place.part != Part.READ]
    if len(set(posts)) != len(posts):
        raise Refused("道すじに同じ職が2回出てきます。「担当の設定」の「専決規程」を直してください。")
    ordered = sorted(route, key=lambda place: place.position)
    turns = (Turn(number, place.position, place.post, place.part) for number, place in enumerate(ordered, start=1))
    return State(drafter, tuple(turns))
