"""The turns of a proposal as rows: who has it, since when, what was done in it. The acts say how it came so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from records.approvals.way import Kind, Part, State, Status, Turn

if TYPE_CHECKING:
    from records.approvals.acting import Acting
    from records.approvals.trail import Act

WRITTEN_ONCE = [
    *("act_taken", "acted_by_id", "acted_at", "acted_as", "deputy_id", "comment"),
    *("position", "part", "post_id", "round"),
]
DONE = ("approve", "condition", "object", "decide")  # what fills a step


class StepQuerySet(models.QuerySet["Step"]):
    def live(self) -> StepQuerySet:
        """Those that count in the present round."""
        return self.filter(voided_at=None).exclude(act_taken=Kind.SEND_BACK)

    def open(self) -> StepQuerySet:
        """Those that wait for somebody now: of a running proposal, or of a decided one those that read."""
        waits = self.filter(voided_at=None, act_taken="", opened_at__isnull=False)
        reads = Q(proposal__status=Status.DECIDED, part=Part.READ)
        return waits.filter(Q(proposal__status=Status.RUNNING) | reads)

    def in_order(self) -> StepQuerySet:
        return self.order_by("position", "number")


class Step(models.Model):
    """One post's turn in one round. What was done is written once, and may be voided once, never changed."""

    proposal = models.ForeignKey(
        "records.Proposal", on_delete=models.PROTECT, related_name="steps", verbose_name="起案"
    )
    number = models.PositiveIntegerField("番号")  # in the order in which they came about
    position = models.PositiveSmallIntegerField("順番")
    round = models.PositiveSmallIntegerField("回", default=1)
    post = models.ForeignKey("staff.Post", on_delete=models.PROTECT, related_name="+", verbose_name="職")
    part = models.CharField("役目", max_length=10, choices=Part.choices)
    opened_at = models.DateTimeField("番になった日時", null=True)
    act_taken = models.CharField("したこと", max_length=11, choices=Kind.choices, blank=True)
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="した人"
    )
    acted_at = models.DateTimeField("した日時", null=True)
    acted_as = models.CharField("立場", max_length=160, blank=True)
    deputy = models.ForeignKey(
        "staff.Post", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="代決した職"
    )
    comment = models.TextField("意見", max_length=2000, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="後閲した人"
    )
    acknowledged_at = models.DateTimeField("後閲した日時", null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="取り消した人"
    )
    voided_at = models.DateTimeField("取り消した日時", null=True)
    voided_why = models.TextField("取り消した理由", max_length=2000, blank=True)

    objects: ClassVar[models.Manager[Step]] = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "決裁の段階"
        ordering = ["proposal", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_step_per_number_of_a_proposal"),
            models.UniqueConstraint(
                fields=["proposal", "position", "post"],
                condition=Q(voided_at=None) & ~Q(act_taken="send_back"),
                name="one_live_step_per_position_and_post_of_a_proposal",
            ),
            models.UniqueConstraint(
                fields=["proposal", "acted_by"],
                condition=Q(voided_at=None, act_taken__in=DONE),
                name="nobody_fills_two_steps_of_a_proposal",
                violation_error_message="同じ人が2つの段階を受け持つことはできません。",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(voided_at=None, act_taken="decide"),
                name="one_decision_per_proposal_and_no_more",
                violation_error_message="この起案は、もう決裁されています。",
            ),
            models.CheckConstraint(
                name="a_step_is_done_exactly_when_somebody_did_it",
                condition=Q(act_taken="", acted_by=None, acted_at=None)
                | ~Q(act_taken="") & Q(acted_by__isnull=False, acted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_step_is_voided_by_somebody_who_says_why",
                condition=Q(voided_at=None, voided_by=None, voided_why="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_why=""),
            ),
            models.CheckConstraint(
                name="only_the_deciding_post_decides",
                condition=~Q(act_taken="decide") | Q(part="decide"),
            ),
        ]
        indexes = [models.Index(F("post"), name="open_step_of_post", condition=Q(acted_at=None))]
        triggers = [
            pgtrigger.Trigger(
                name="written_once",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.acted_at IS NOT NULL AND "
                    f"({', '.join(f'OLD.{column}' for column in WRITTEN_ONCE)}) IS DISTINCT FROM "
                    f"({', '.join(f'NEW.{column}' for column in WRITTEN_ONCE)})"
                ),
                func="RAISE EXCEPTION 'What was done in a step is never rewritten.' USING ERRCODE = '23514';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.get_part_display()}"

    @property
    def is_live(self) -> bool:
        return self.voided_at is None and self.act_taken != Kind.SEND_BACK

    @property
    def is_open(self) -> bool:
        """Waits for somebody, as far as the row can tell; whether its proposal still runs is the proposal's word."""
        return self.opened_at is not None and self.voided_at is None and not self.act_taken

    @property
    def owes_acknowledgement(self) -> bool:
        """代決 that the holder of the post has not seen yet."""
        return self.is_live and self.deputy_id is not None and self.acknowledged_at is None

    @property
    def due_on(self) -> date | None:
        """By when the post should have acted; None before its turn."""
        if self.opened_at is None:
            return None
        return timezone.localdate(self.opened_at) + timedelta(days=settings.KESSAI_DAYS)

    def turn(self) -> Turn:
        """The row as the arithmetic of the way knows it."""
        return Turn(
            number=self.number,
            position=self.position,
            post=self.post_id,
            part=Part(self.part),
            round=self.round,
            act=self.act_taken,
            by=self.acted_by_id,
            deputy=self.deputy_id,
            acknowledged_by=self.acknowledged_by_id,
            voided=self.voided_at is not None,
        )

    def follow(self, turn: Turn, act: Act, *, is_open: bool) -> None:
        """Becomes what the act has made of its turn."""
        if turn.act and not self.act_taken:
            self.act_taken, self.acted_by_id, self.acted_at = turn.act, turn.by, act.at
            self.acted_as, self.deputy_id, self.comment = act.as_post, turn.deputy, act.comment
        if turn.voided and self.voided_at is None:
            self.voided_at, self.voided_why = act.at, act.comment
            self.voided_by_id = act.facts.get("changed_by") or act.by_id
        if turn.acknowledged_by and self.acknowledged_at is None:
            self.acknowledged_by_id, self.acknowledged_at = turn.acknowledged_by, act.at
        if is_open and self.opened_at is None:
            self.opened_at = act.at


def project(proposal: Acting, state: State, act: Act) -> None:
    """Makes the steps of a proposal show the state that the act has led to."""
    rows, open_now = {step.number: step for step in proposal.steps.all()}, {turn.number for turn in state.open}
    for turn in state.turns:
        step = rows.get(turn.number)
        is_open = turn.number in open_now
        if step and step.turn() == turn and not (is_open and step.opened_at is None):
            continue
        step = step or Step(
            proposal_id=proposal.pk,
            number=turn.number,
            position=turn.position,
            round=turn.round,
            post_id=turn.post,
            part=turn.part,
        )
        step.follow(turn, act, is_open=is_open)
        step.save()


def posts_acted_by(user: User, *, on: date) -> QuerySet[Any]:
    """The posts for which somebody can act on a day. They belong to the room above and are reached by their column."""
    post: Any = Step._meta.get_field("post").related_model
    found: QuerySet[Any] = post._default_manager.acted_by(user, on=on)
    return found
