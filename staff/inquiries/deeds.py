"""What can be done with an inquiry: each deed with its form, its rule and its verb, in the order in which they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MethodType
from typing import Any

from accounts.access import Rule
from accounts.models import User
from staff.inquiries.forms import AnswerForm, DeedForm, PublishForm, ReopenForm, RouteForm, TellForm, WordForm
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.rules import may_answer, may_publish, may_sort, may_tell


@dataclass(frozen=True)
class Deed:
    name: str  # of the verb in MOVES, and in the address
    title: str
    button: str
    done: str
    form: type[DeedForm]
    may: Rule
    verb: Callable[..., None]

    def of(self, inquiry: Inquiry) -> Callable[..., None]:
        """The verb of one inquiry."""
        return MethodType(self.verb, inquiry)

    def is_open(self, inquiry: Inquiry, user: User) -> bool:
        return inquiry.can(self.name) and bool(self.may(user, inquiry))


DEEDS = (
    Deed("answer", "答えを書く", "答えを書き終える", "答えを書きました。", AnswerForm, may_answer, Inquiry.answer),
    Deed("tell", "答えを伝える", "伝えたことを書く", "伝えたことを書きました。", TellForm, may_tell, Inquiry.tell),
    Deed(
        "publish", "市の答えを公表する", "公表する", "「みなさんの声と市の答え」に載せました。", PublishForm,
        may_publish, Inquiry.publish,
    ),
    Deed("route", "担当に回す", "担当に回す", "担当に回しました。", RouteForm, may_sort, Inquiry.route),
    Deed(
        "give_back", "担当がちがうので戻す", "係に戻す", "協働の担当の係に戻しました。", WordForm, may_answer,
        Inquiry.give_back,
    ),
    Deed(
        "reopen", "答えを書き直してもらう", "もう一度回す", "もう一度、担当に回しました。", ReopenForm, may_sort,
        Inquiry.reopen,
    ),
    Deed("withdraw", "公表をやめる", "公表をやめる", "公表をやめました。", WordForm, may_publish, Inquiry.withdraw),
    Deed("close", "答えを書かずに終える", "終える", "終えました。", WordForm, may_sort, Inquiry.close),
)  # fmt: skip
BY_NAME: dict[str, Deed] = {deed.name: deed for deed in DEEDS}


def open_to(user: User, inquiry: Inquiry) -> list[Deed]:
    return [deed for deed in DEEDS if deed.is_open(inquiry, user)]


def forms_of(user: User, inquiry: Inquiry, *, on: Any, sent: tuple[str, DeedForm] | None = None) -> list[Any]:
    """Each open deed with its form; the one that was sent with what was typed."""
    pairs = []
    for deed in open_to(user, inquiry):
        is_sent = sent is not None and sent[0] == deed.name
        pairs.append((deed, sent[1] if sent and is_sent else deed.form(inquiry=inquiry, on=on, prefix=deed.name)))
    return pairs
