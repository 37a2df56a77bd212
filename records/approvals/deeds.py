"""What can be done on the way, one function per kind of act: when it is possible and what it makes of the state.

Pure like ``way``: a state and an act give the next state, or a sentence why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from records.approvals.way import STALE, Kind, Part, Place, Question, Refused, State, Status, Turn, begin

WANTED: Final = {  # what must be said with an act
    Kind.CONDITION: "条件を書いてください。この先の人と起案した人に見えます。",
    Kind.OBJECT: "異議の内容を書いてください。決裁する人が、それに答えてから決めます。",
    Kind.SEND_BACK: "差し戻す理由を書いてください。起案した人が何を直すか分かるようにします。",
    Kind.WITHDRAW: "取り下げる理由を書いてください。",
    Kind.ASK: "たずねることを書いてください。",
    Kind.ANSWER: "意見を書いてください。なければ「意見はありません」と書きます。",
    Kind.REASSIGN: "職を変える理由を書いてください。",
    Kind.VOID: "承認を取り消す理由を書いてください。",
}


@dataclass(frozen=True)
class Deed:
    """One act, as far as the way is concerned; people, posts and turns by their numbers."""

    kind: Kind
    by: int
    turn: int = 0
    comment: str = ""
    deputy: int | None = None  # 代決: the post in which the substitute acts
    to: int | None = None  # 差戻し: the position; None: the drafter
    post: int | None = None  # of a reassignment
    of: int | None = None  # whose opinion is asked
    question: int = 0


def replay(route: Sequence[Place], deeds: Iterable[Deed], *, drafter: int) -> State:
    """What the acts have made of the route."""
    state = begin(route, drafter=drafter)
    for deed in deeds:
        state = apply(state, deed)
    return state


def apply(state: State, deed: Deed) -> State:
    """The state after one more act; Refused, with a sentence, if it is not possible."""
    if deed.kind in WANTED and not deed.comment.strip():
        raise Refused(WANTED[deed.kind])
    return RULES[deed.kind](state, deed)


def _own(state: State, deed: Deed) -> Turn:
    """The open turn in which somebody acts, if it is open and the person may fill it at all."""
    turn = state.turn(deed.turn)
    if state.status != Status.RUNNING or turn not in state.open:
        raise Refused(STALE)
    if deed.by == state.drafter:
        raise Refused("起案した人は、自分の起案を承認できません。")
    if state.has_filled(deed.by):
        raise Refused("この起案の別の段階で、もう承認しています。同じ人が2つの段階を受け持つことはできません。")
    return turn


def _agree(state: State, deed: Deed) -> State:
    turn = _own(state, deed)
    if turn.part == Part.DECIDE:
        raise Refused("決裁する職は、決裁するか、差し戻すかのどちらかです。条件や異議があるときは差し戻してください。")
    return _filled(state, turn, deed)


def _decide(state: State, deed: Deed) -> State:
    turn = _own(state, deed)
    if turn.part != Part.DECIDE:
        raise Refused(STALE)
    if state.objections and not deed.comment.strip():
        raise Refused("異議が出ています。異議への答えを「意見」に書いてから、決裁してください。")
    return replace(_filled(state, turn, deed), status=Status.DECIDED)


def _read(state: State, deed: Deed) -> State:
    turn = state.turn(deed.turn)
    if state.status != Status.DECIDED or turn not in state.open:
        raise Refused(STALE)
    return _filled(state, turn, deed)


def _send_back(state: State, deed: Deed) -> State:
    turn = _own(state, deed)
    if deed.to is None:
        return replace(_filled(state, turn, deed), status=Status.RETURNED)
    if not any(each.position == deed.to and deed.to < turn.position for each in state.turns):
        raise Refused("差し戻す先は、今より前の段階から選んでください。")
    return _again(state, deed, since=deed.to)


def _pull_back(state: State, deed: Deed) -> State:
    _by_drafter(state, deed, "引き戻せるのは、起案した人だけです。")
    if any(turn.stands for turn in state.turns):
        raise Refused("もう承認した人がいるので、引き戻せません。取り下げるか、差し戻してもらってください。")
    return replace(state, status=Status.PULLED_BACK)


def _withdraw(state: State, deed: Deed) -> State:
    _by_drafter(state, deed, "取り下げられるのは、起案した人だけです。")
    return replace(state, status=Status.WITHDRAWN)


def _by_drafter(state: State, deed: Deed, otherwise: str) -> None:
    _running(state)
    if deed.by != state.drafter:
        raise Refused(otherwise)


def _running(state: State) -> None:
    if state.status != Status.RUNNING:
        raise Refused(f"この起案は、もう「{state.status.label}」です。画面を開き直して、今の状態を確かめてください。")


def _void(state: State, deed: Deed) -> State:
    """Whoever changed what was approved: nothing that was agreed to survives it."""
    _running(state)
    return _again(state, deed, since=1)


def _ask(state: State, deed: Deed) -> State:
    _own(state, deed)
    if deed.of is None or deed.of == deed.by:
        raise Refused("意見を求める相手を選んでください。自分にたずねることはできません。")
    return replace(state, questions=(*state.questions, Question(deed.of)))


def _answer(state: State, deed: Deed) -> State:
    _running(state)
    asked = state.questions[deed.question - 1 : deed.question]
    if not asked or asked[0].of != deed.by:
        raise Refused("意見を書くのは、たずねられた人です。")
    if asked[0].answered:
        raise Refused("この意見は、もう書いてあります。")
    answered = (*state.questions[: deed.question - 1], replace(asked[0], answered=True))
    return replace(state, questions=answered + state.questions[deed.question :])


def _reassign(state: State, deed: Deed) -> State:
    """The step goes to another post; what other posts have done stays."""
    _running(state)
    turn = state.turn(deed.turn)
    if not turn.waits:
        raise Refused(STALE)
    if deed.post is None or any(each.is_live and each.post == deed.post for each in state.turns):
        raise Refused("道すじにまだない職を選んでください。")
    old, new = replace(turn, voided=True), replace(turn, number=len(state.turns) + 1, post=deed.post, round=state.round)
    return _with(state, old, new)


def _acknowledge(state: State, deed: Deed) -> State:
    turn = state.turn(deed.turn)
    if state.status not in (Status.RUNNING, Status.DECIDED) or not turn.stands or turn.deputy is None:
        raise Refused("後で確かめる代決がありません。画面を開き直して、今の状態を確かめてください。")
    if turn.acknowledged_by is not None:
        raise Refused("この代決は、もう確かめてあります。")
    if turn.by == deed.by:
        raise Refused("代決した人ではなく、その職の人が確かめます。")
    return _with(state, replace(turn, acknowledged_by=deed.by))


def _filled(state: State, turn: Turn, deed: Deed) -> State:
    return _with(state, replace(turn, act=deed.kind.value, by=deed.by, deputy=deed.deputy))


def _again(state: State, deed: Deed, *, since: int) -> State:
    """From a position on everything is done again: what was done there, and what is open now, gets a new turn."""
    now = state.open
    over = [
        turn
        for turn in state.turns
        if turn.is_live and turn.position >= since and turn.part != Part.READ and (turn.act or turn in now)
    ]
    spent = {turn.number: replace(turn, voided=True) for turn in over}
    if deed.kind == Kind.SEND_BACK:
        spent[deed.turn] = replace(state.turn(deed.turn), act=deed.kind.value, by=deed.by, deputy=deed.deputy)
    new = (
        Turn(number, turn.position, turn.post, turn.part, round=state.round + 1)
        for number, turn in enumerate(over, start=len(state.turns) + 1)
    )
    return replace(_with(state, *spent.values(), *new), round=state.round + 1)


def _with(state: State, *turns: Turn) -> State:
    """The state with some of its turns changed and others new."""
    known = {turn.number: turn for turn in (*state.turns, *turns)}
    return replace(state, turns=tuple(known[number] for number in sorted(known)))


RULES: Final[dict[Kind, Callable[[State, Deed], State]]] = {
    Kind.APPROVE: _agree,
    Kind.CONDITION: _agree,
    Kind.OBJECT: _agree,
    Kind.DECIDE: _decide,
    Kind.SEND_BACK: _send_back,
    Kind.PULL_BACK: _pull_back,
    Kind.WITHDRAW: _withdraw,
    Kind.ASK: _ask,
    Kind.ANSWER: _answer,
    Kind.REASSIGN: _reassign,
    Kind.ACKNOWLEDGE: _acknowledge,
    Kind.READ: _read,
    Kind.VOID: _void,
}
