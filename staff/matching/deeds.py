"""What coordinators do with a card and with an introduction: each deed with its form, its rule and its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from accounts.access import Rule
from accounts.models import User
from staff.matching.cards import Card
from staff.matching.forms import (
    DeedForm,
    FailForm,
    FinishForm,
    PublishForm,
    PublishThanksForm,
    ThankForm,
    UntilForm,
    WordForm,
    YesForm,
)
from staff.matching.introductions import Introduction, Side
from staff.matching.rules import may_coordinate, may_follow

Sent = tuple[str, DeedForm] | None


@dataclass(frozen=True)
class Deed:
    name: str  # in the address
    title: str
    button: str
    done: str
    form: type[DeedForm]
    may: Rule
    verb: Callable[..., None]
    moves: str = ""  # the verb in MOVES, where it is not the name
    fits: Callable[[Any], bool] = lambda _case: True

    def of(self, case: Any) -> Callable[..., None]:
        return partial(self.verb, case)

    def is_open(self, case: Any, user: User) -> bool:
        return case.can(self.moves or self.name) and self.fits(case) and bool(self.may(user, case))


def received(card: Card) -> bool:
    return card.status == Card.Status.RECEIVED


OF_CARD = (
    Deed(
        "publish", "確かめて載せる", "載せる", "みんなのページに載せました。", PublishForm, may_coordinate,
        Card.publish, fits=received,
    ),
    Deed("extend", "期限を延ばす", "延ばす", "期限を延ばしました。", UntilForm, may_coordinate, Card.extend),
    Deed(
        "mend", "載せた言葉を直す", "直す", "言葉を直しました。", PublishForm, may_coordinate, Card.publish, "publish",
        lambda card: not received(card),
    ),
    Deed("reopen", "もう一度募集する", "募集する", "もう一度募集しました。", UntilForm, may_coordinate, Card.reopen,
         fits=lambda card: bool(card.words)),
    Deed("refuse", "載せない", "載せない", "載せないことにしました。", WordForm, may_coordinate, Card.refuse),
    Deed("withdraw", "取り下げを受けた", "取り下げる", "取り下げました。", WordForm, may_coordinate, Card.withdraw),
)  # fmt: skip


def yes_of(side: str) -> Callable[..., None]:
    def noted(introduction: Introduction, *, by: User, how: str) -> None:
        introduction.say_yes(by=by, side=side, how=how)

    return noted


OF_INTRODUCTION = (
    Deed(
        "need_yes", "してほしい側が「はい」と言った", "返事を書く", "返事を書きました。", YesForm, may_follow,
        yes_of(Side.NEED), "say_yes", lambda case: case.need_said_on is None,
    ),
    Deed(
        "offer_yes", "できる側が「はい」と言った", "返事を書く", "返事を書きました。", YesForm, may_follow,
        yes_of(Side.OFFER), "say_yes", lambda case: case.offer_said_on is None,
    ),
    Deed("finish", "済んだことを書く", "済みにする", "済みにしました。", FinishForm, may_follow, Introduction.finish),
    Deed("thank", "聞いたお礼の言葉を書く", "伝える", "お礼を伝えました。", ThankForm, may_follow, Introduction.thank),
    Deed(
        "publish_thanks", "お礼の言葉を載せる", "載せる", "お礼の言葉を決めました。", PublishThanksForm, may_follow,
        Introduction.publish_thanks, fits=lambda case: case.thanks_open,
    ),
    Deed("fail", "成立しなかった", "成立しなかった", "成立しなかったと書きました。両方とも、また募集中です。", FailForm,
         may_follow, Introduction.fail),
)  # fmt: skip


def forms_of(deeds: tuple[Deed, ...], case: Any, user: User, *, on: Any, sent: Sent = None) -> list[Any]:
    """Each open deed with its form; the one that was sent with what was typed."""
    return [
        (deed, sent[1] if sent and sent[0] == deed.name else deed.form(case=case, on=on, prefix=deed.name))
        for deed in deeds
        if deed.is_open(case, user)
    ]
