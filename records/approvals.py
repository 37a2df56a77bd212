"""Kessai (決裁): a proposal goes from post to post until the post that decides has decided.

The route is given by the caller (staff knows the city's rule); the engine knows only steps. A serial route for now:
one step is open at a time. When the last step approves, the case carries the decision out in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow, spoken
from records.events import record

if TYPE_CHECKING:
    from datetime import date

    from staff.models import Post


class Part(models.TextChoices):
    """What a post does on the route."""

    CIRCULATE = "circulate", "回議"
    CONSULT = "consult", "合議"
    DECIDE = "decide", "決裁"
    READ = "read", "供覧"


class Stop(Protocol):
    """One stop of a route, as the city's rule gives it."""

    post: Post
    part: str


class Decidable(Protocol):
    """What a case must offer to be decided by kessai. Both run in the deciding transaction."""

    def carry_out(self, proposal: Proposal, *, by: User) -> None: ...
    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None: ...


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def about(self, case: models.Model) -> ProposalQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)

    def running(self) -> ProposalQuerySet:
        return self.filter(status=Proposal.Status.RUNNING)

    def with_open_step(self) -> ProposalQuerySet:
        """Annotates ``open_step``, the key of the step that must act now."""
        waiting = Step.objects.filter(proposal=OuterRef("pk"), acted_at=None).order_by("position")
        return self.annotate(open_step=Subquery(waiting.values("pk")[:1]))

    def held_by(self, user: User, *, on: date) -> ProposalQuerySet:
        """Those whose open step belongs to a post that the person holds on that day."""
        posts = [duty.post_id for duty in user.duties_on(on)]
        return self.running().with_open_step().filter(steps__pk=F("open_step"), steps__post__in=posts)


class Proposal(Case):
    """起案: what is to be decided about one case, and its way through the posts."""

    class Status(models.TextChoices):
        RUNNING = "running", "決裁待ち"
        DECIDED = "decided", "決裁済み"
        RETURNED = "returned", "差し戻し"

    MOVES: ClassVar[Any] = {
        "approve": ({Status.RUNNING}, Status.RUNNING),
        "decide": ({Status.RUNNING}, Status.DECIDED),
        "send_back": ({Status.RUNNING}, Status.RETURNED),
    }
    SAID: ClassVar[Any] = {
        "draft": "起案した",
        "approve": "承認して次へ回した",
        "decide": "決裁した",
        "send_back": "起案した人へ差し戻した",
    }

    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")  # a Decidable
    subject = models.CharField("件名", max_length=200)
    reason = models.TextField("伺い", max_length=2000)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals", verbose_name="起案した人"
    )
    drafted_at = models.DateTimeField("起案日時", default=timezone.now, editable=False)
    rule_name = models.CharField("決裁区分", max_length=100)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.RUNNING, editable=False)

    objects: ClassVar[models.Manager[Proposal]] = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "起案"
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="proposal_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id"],
                condition=Q(status="running"),
                name="one_running_proposal_per_case",
                violation_error_message="この案件は、すでに決裁の途中です。",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    @transaction.atomic
    def draft(
        cls, case: models.Model, *, by: User, subject: str, reason: str, rule_name: str, route: Sequence[Stop]
    ) -> Proposal:
        """Puts a case on its way. The caller's verb has already moved the case; NotNow if the route decides nothing."""
        if not route or route[-1].part != Part.DECIDE:
            raise NotNow("決裁する職が決まっていません。管理画面の「決裁の道すじ」を確かめてください。")
        with spoken(cls):
            proposal = cls.objects.create(
                case_type=ContentType.objects.get_for_model(case),
                case_id=case.pk,
                subject=subject,
                reason=reason,
                drafted_by=by,
                rule_name=rule_name,
            )
        Step.objects.bulk_create(
            Step(proposal=proposal, position=n, post=stop.post, part=stop.part) for n, stop in enumerate(route, start=1)
        )
        record(case, "proposal.draft", by=by, subject=subject, rule=rule_name, posts=[str(stop.post) for stop in route])
        return proposal

    def steps_in_order(self) -> QuerySet[Step]:
        return self.steps.select_related("post__department", "acted_by").order_by("position")

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    def current(self) -> Step | None:
        """The step that must act now."""
        return self.steps_in_order().filter(acted_at=None).first() if self.is_running else None

    @transaction.atomic
    def approve(self, *, by: User, step: int, comment: str = "") -> None:
        """The open step agrees. ``step`` is the key of the step that was seen: a stale page cannot approve another.

        The deciding step carries the case's decision out; whatever that raises leaves nothing behind.
        """
        self.lock()
        open_step = self._own_step(by, step)
        last = not self.steps.filter(acted_at=None).exclude(pk=open_step.pk).exists()
        self.take("decide" if last else "approve", by=by, post=str(open_step.post), comment=comment)
        self.save(update_fields=["status"])
        open_step.act(Step.Act.APPROVE, by=by, comment=comment)
        record(self.case, "proposal.decide" if last else "proposal.approve", by=by, comment=comment)
        if last:
            self.case.carry_out(self, by=by)

    @transaction.atomic
    def send_back(self, *, by: User, step: int, comment: str) -> None:
        """差し戻し to the drafter, with a reason; the case opens for work again."""
        self.lock()
        if not comment.strip():
            raise NotNow("差し戻す理由を書いてください。起案した人が何を直すか分かるようにします。")
        open_step = self._own_step(by, step)
        self.take("send_back", by=by, post=str(open_step.post), comment=comment)
        self.save(update_fields=["status"])
        open_step.act(Step.Act.SEND_BACK, by=by, comment=comment)
        record(self.case, "proposal.send_back", by=by, comment=comment)
        self.case.proposal_returned(self, by=by, comment=comment)

    def _own_step(self, user: User, seen: int) -> Step:
        step = self.current()
        if step is None or step.pk != seen:
            raise NotNow("ほかの人が先に処理しました。画面を開き直して、今の状態を確かめてください。")
        if user.pk == self.drafted_by_id:
            raise NotNow("起案した人は、自分の起案を承認できません。")
        if not any(duty.post_id == step.post_id for duty in user.duties_on(timezone.localdate())):
            raise NotNow(f"今は{step.post}の番です。")
        return step


class Step(models.Model):
    """One post's turn. It is written once when the post acts, never again."""

    class Act(models.TextChoices):
        APPROVE = "approve", "承認"
        SEND_BACK = "send_back", "差し戻し"

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps", verbose_name="起案")
    position = models.PositiveSmallIntegerField("順番")
    post = models.ForeignKey("staff.Post", on_delete=models.PROTECT, related_name="+", verbose_name="職")
    part = models.CharField("役目", max_length=10, choices=Part.choices)
    act_taken = models.CharField("したこと", max_length=10, choices=Act.choices, blank=True)
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="した人"
    )
    acted_at = models.DateTimeField("した日時", null=True)
    comment = models.TextField("意見", max_length=2000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "決裁の段階"
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="one_step_per_position_of_a_proposal"),
            models.CheckConstraint(
                name="a_step_is_done_exactly_when_somebody_did_it",
                condition=Q(act_taken="", acted_by=None, acted_at=None)
                | ~Q(act_taken="") & Q(acted_by__isnull=False, acted_at__isnull=False),
            ),
        ]
        indexes = [models.Index(F("post"), name="open_step_of_post", condition=Q(acted_at=None))]

    def __str__(self) -> str:
        return f"{self.position} {self.get_part_display()}"

    def act(self, act: Act, *, by: User, comment: str) -> None:
        self.act_taken, self.acted_by, self.acted_at, self.comment = act, by, timezone.now(), comment
        self.save(update_fields=["act_taken", "acted_by", "acted_at", "comment"])
