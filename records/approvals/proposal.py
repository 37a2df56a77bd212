"""起案: what is to be decided about one case or several hundred, and its way through the posts.

The route is given by the caller (staff knows the city's rule). What the posts do is in ``acting``, what the drafter
and the section can do in ``steering``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from records.approvals.items import Item
from records.approvals.querysets import ProposalQuerySet
from records.approvals.steering import Steering
from records.approvals.steps import Step, StepQuerySet, project
from records.approvals.way import Kind, Part, Place, State, Status, begin
from records.approvals.writing import heard, tell
from records.cases import NotNow, spoken
from records.events import standing
from records.fiscal import FiscalYear

if TYPE_CHECKING:
    from staff.models import Post


class Stop(Protocol):
    """One stop of a route, as the city's rule gives it."""

    post: Post
    part: str
    position: int


class Proposal(Steering):
    Status = Status

    MOVES: ClassVar[Any] = {
        "decide": ({Status.RUNNING}, Status.DECIDED),
        "send_back": ({Status.RUNNING}, Status.RETURNED),
        "pull_back": ({Status.RUNNING}, Status.PULLED_BACK),
        "withdraw": ({Status.RUNNING}, Status.WITHDRAWN),
    }
    SAID: ClassVar[Any] = {
        "draft": "起案した",
        "approve": "承認して次へ回した",
        "condition": "条件を付けて承認した",
        "object": "異議を書いた",
        "decide": "決裁した",
        "send_back": "起案した人へ差し戻した",
        "step_back": "前の段階へ差し戻した",
        "pull_back": "起案を引き戻した",
        "withdraw": "起案を取り下げた",
        "ask": "意見を求めた",
        "answer": "意見を書いた",
        "reassign": "受け持つ職を変えた",
        "acknowledge": "代決を後で確かめた",
        "read": "決裁を読んだ",
        "void": "承認を取り消して、回し直した",
        "try_again": "できなかった案件を、もう一度させた",
        "see": "決裁の前に読んだ",
    }

    kind = models.CharField("案件", max_length=40)
    subject = models.CharField("件名", max_length=200)
    reason = models.TextField("伺い", max_length=2000)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals", verbose_name="起案した人"
    )
    drafted_at = models.DateTimeField("起案日時", default=timezone.now, editable=False)
    drafted_as = models.CharField("起案した職", max_length=160, blank=True)
    rule_name = models.CharField("決裁区分", max_length=100)
    rule = models.JSONField("決裁の定め", default=dict)  # as it was on the day of the proposal
    amount = models.BigIntegerField("金額(円)", null=True)
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.RUNNING, editable=False)

    objects: ClassVar[models.Manager[Proposal]] = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "起案"
        ordering = ["-drafted_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    @transaction.atomic
    def draft(
        cls,
        cases: Sequence[Any],
        *,
        by: User,
        subject: str,
        reason: str,
        rule_name: str,
        route: Sequence[Stop],
        amount: int | None = None,
    ) -> Proposal:
        """Puts cases of one kind on their way; the caller's verbs have already moved them.

        NotNow if the route cannot end in exactly one decision, or if a case is on its way already.
        """
        if not cases:
            raise NotNow("決裁する案件を1つ以上選んでください。")
        places = [Place(stop.position, stop.post.pk, Part(stop.part)) for stop in route]
        with heard():
            state = begin(places, drafter=by.pk)
        proposal = cls.objects.create(
            kind=cases[0].approval_kind,
            subject=subject,
            reason=reason,
            drafted_by=by,
            drafted_as=standing(by, cases[0]),
            rule_name=rule_name,
            rule=as_ruled(rule_name, route, amount),
            amount=amount,
        )
        with spoken(Item):
            for case in cases:
                Item.objects.create(proposal=proposal, case=case, facts=dict(case.decided_facts()))
        proposal.set_out(state, route, by=by)
        return proposal

    def set_out(self, state: State, route: Sequence[Stop], *, by: User) -> None:
        """The first act, from which all others are replayed, and the steps that it opens."""
        facts = {
            "subject": self.subject,
            "rule": self.rule_name,
            "posts": [str(stop.post) for stop in route],
            "route": [[turn.position, turn.post, turn.part] for turn in state.turns],
        }
        act = self.acts.create(number=1, kind=Kind.DRAFT, by=by, as_post=self.drafted_as, facts=facts)
        project(self, state, act)
        tell(self, act, moved=False)

    @property
    def case(self) -> Any:
        """The one case of a proposal about one; None where there are several."""
        cases = self.cases()
        return cases[0] if len(cases) == 1 else None

    @property
    def is_running(self) -> bool:
        return self.status == Status.RUNNING

    def steps_in_order(self) -> StepQuerySet:
        """The steps that count now, with their posts."""
        return self.steps.live().in_order().select_related("post__department", "acted_by", "deputy")

    def current(self) -> Step | None:
        """A step that must act now; of several in parallel the first."""
        return self.steps_in_order().open().first() if self.is_running else None


def as_ruled(rule_name: str, route: Sequence[Stop], amount: int | None) -> dict[str, Any]:
    """What the city's rule said on the day of the proposal, which keeps it whatever the rule says later."""
    stops = [{"position": stop.position, "post": str(stop.post), "part": Part(stop.part).label} for stop in route]
    year = FiscalYear.of(timezone.localdate()).number
    return {"name": rule_name, "amount": amount, "fiscal_year": year, "stops": stops}
