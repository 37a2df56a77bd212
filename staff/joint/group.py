"""Which cases can go in one 起案 together, which way, and what they become when they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict

from accounts.models import User
from records.approvals import Item, Proposal
from records.cases import NotNow, rehearsed
from records.letters import Preview, preview
from staff.cover import covers
from staff.decision_rules import DecisionRule, RuleStop
from staff.joint.forms import JointForm
from staff.routes import office_of, route_for
from staff.rulebook import Place, places

ON_ITS_WAY = "もう決裁に回っています。"


class Column(NamedTuple):
    label: str
    css: str = ""


@dataclass(frozen=True)
class Candidate:
    """One case; ``problem`` says in a sentence why it cannot go with the others, and is empty where it can."""

    case: Any
    name: str
    problem: str
    cells: Sequence[tuple[Column, str]]
    ticked: bool

    @property
    def goes(self) -> bool:
        return self.ticked and not self.problem


class Group:
    """The cases of one page. ``asked``: the ticks (``case``) and which cases the page showed (``shown``).

    Without ticks in the address all that wait are there and ticked; with them, those that were ticked in a list.
    """

    MODEL: ClassVar[type[models.Model]]  # a Decidable
    TEMPLATE: ClassVar[str] = "staff/joint.html"
    TITLE: ClassVar[str]  # 「交付決定」
    LEAD: ClassVar[str] = ""
    UNIT: ClassVar[str] = "件"
    COLUMNS: ClassVar[Sequence[Column]] = ()
    FORM: ClassVar[type[JointForm]] = JointForm
    LETTERS: ClassVar[bool] = True
    MOST: ClassVar[int] = 300  # on one page

    def __init__(self, user: User, asked: QueryDict, *, on: date) -> None:
        self.user, self.on = user, on
        self.is_typed = "shown" in asked
        self.ticks = set(keys(asked.getlist("case")))
        self.wanted = keys(asked.get("shown", "").split(",")) if self.is_typed else sorted(self.ticks)

    def seen(self) -> models.QuerySet[Any]:
        """What the person sees of the kind, whatever its state, in the order of the list, with what is shown of it."""
        raise NotImplementedError

    def waiting(self) -> models.QuerySet[Any]:
        """Those for which it is the time."""
        raise NotImplementedError

    def prepare(self, cases: Sequence[Any]) -> None:
        """Loads what ``problem`` asks about all of them, in as many queries for one as for many."""

    def problem(self, case: Any) -> str:
        raise NotImplementedError

    def name(self, case: Any) -> str:
        return str(case)

    def cells(self, case: Any) -> Sequence[str]:
        """What stands in the columns."""
        return ()

    def move(self, case: Any, *, reason: str, **said: Any) -> None:
        """The verb by which one of them is meant to be decided so; ``said`` is what the kind's form adds."""
        raise NotImplementedError

    def first_words(self) -> dict[str, Any]:
        """With what the form begins."""
        return {}

    def amount(self, chosen: Sequence[Any]) -> int | None:
        """The yen that choose the way: of the largest, so that none goes to a lower post than by itself."""
        return None

    def tally(self, chosen: Sequence[Any]) -> str:
        """What stands behind the subject."""
        return f"{len(chosen)}{self.UNIT}"

    def gap(self, chosen: Sequence[Any]) -> str:
        """What is wrong with all of them together, in a sentence."""
        return ""

    @cached_property
    def _found(self) -> list[Any]:
        """One more than the page shows, if there are more."""
        if self.is_typed or self.wanted:
            return list(self.seen().filter(pk__in=self.wanted[: self.MOST + 1]))
        return list(self.waiting()[: self.MOST + 1])

    @property
    def has_more(self) -> bool:
        return len(self._found) > self.MOST

    @cached_property
    def candidates(self) -> list[Candidate]:
        cases = self._found[: self.MOST]
        if not cases:
            return []
        self.prepare(cases)
        items = Item.objects.of_kind(self.MODEL).waiting().filter(case_id__in=[case.pk for case in cases])
        on_way = set(items.case_keys())
        everything = not self.is_typed and not self.ticks
        return [
            Candidate(
                case,
                self.name(case),
                ON_ITS_WAY if case.pk in on_way else self.problem(case),
                list(zip(self.COLUMNS, self.cells(case), strict=True)),
                everything or case.pk in self.ticks,
            )
            for case in cases
        ]

    @property
    def shown(self) -> str:
        return ",".join(str(candidate.case.pk) for candidate in self.candidates)

    @property
    def able(self) -> bool:
        return any(not candidate.problem for candidate in self.candidates)

    @cached_property
    def chosen(self) -> list[Any]:
        return [candidate.case for candidate in self.candidates if candidate.goes]

    @property
    def sum(self) -> str:
        return self.tally(self.chosen)

    @property
    def what_is_wrong(self) -> str:
        return self.gap(self.chosen) if self.chosen else ""

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        """NotNow without a rule."""
        kind, office = self.MODEL.approval_kind, office_of(self.user, on=self.on)  # type: ignore[attr-defined]
        return route_for(kind, amount=self.amount(self.chosen), on=self.on, department=office)

    @cached_property
    def way(self) -> tuple[str, list[Place], str]:
        """The rule's name and the picture of its way, or why there is none."""
        try:
            rule, stops = self.route
        except NotNow as refusal:
            return "", [], refusal.messages[0]
        people = covers([stop.post for stop in stops], on=self.on)
        return rule.name, places([(stop.part, stop.post) for stop in stops], people), ""

    @transaction.atomic
    def propose(self, *, subject: str, reason: str, **said: Any) -> Proposal:
        """One 起案 about all that are ticked; NotNow, naming each that cannot go, and nothing has happened."""
        if left := [each for each in self.candidates if each.ticked and each.problem]:
            raise NotNow([f"{each.name}:{each.problem}" for each in left])
        if not self.chosen:
            raise NotNow("起案するものに、1つ以上印をつけてください。")
        if gap := self.what_is_wrong:
            raise NotNow(gap)
        rule, stops = self.route
        if refusals := [sentence for case in self.chosen for sentence in self._refusals(case, reason=reason, **said)]:
            raise NotNow(refusals)
        subject = f"{subject}({self.sum})"[:200]
        words: dict[str, Any] = {"subject": subject, "reason": reason, "amount": self.amount(self.chosen)}
        return Proposal.draft(self.chosen, by=self.user, rule_name=rule.name, route=stops, **words)

    def _refusals(self, case: Any, **said: Any) -> Iterable[str]:
        """Moves one of them; the sentences that keep it from being decided so, each with its name."""
        try:
            self.move(case, **said)
            problems = list(self.obstacles(case))
        except ValidationError as refusal:
            problems = refusal.messages
        return [f"{self.name(case)}:{problem}" for problem in problems]

    def obstacles(self, case: Any) -> Iterable[str]:
        """What keeps its letters from being issued, in sentences."""
        return [problem for letter in self._letters(case) for problem in letter.obstacles]

    def _letters(self, case: Any) -> list[Preview]:
        return [preview(letter, on=self.on) for letter in case.decision_letters(on=self.on)]

    def look(self, key: int, *, subject: str, reason: str, **said: Any) -> tuple[str, list[Preview]] | None:
        """Whose letters they are and how they would print, if it were decided so; nothing of it stays."""
        del subject
        if key not in {case.pk for case in self.chosen}:
            return None
        case = self.seen().get(pk=key)
        with rehearsed():
            self.move(case, reason=reason, **said)
            letters = self._letters(case)
        return self.name(case), letters


def keys(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
