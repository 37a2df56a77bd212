"""Acts that are done behind the page: many proposals approved with one press (まとめて承認), each by itself; and one
act on a proposal about so many cases that nobody would wait for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.approvals import carrying
from records.approvals.doing import BEHIND, DOING, refuse_early
from records.approvals.steps import Step
from records.approvals.way import Kind
from records.cases import NotNow
from records.events import record
from records.jobs import job, queue

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

log = logging.getLogger(__name__)


class Together(models.Model):
    """One press of the button, and what became of each proposal."""

    SAID: ClassVar[Mapping[str, str]] = {
        "approve": "決裁箱で印をつけ、まとめて承認した",
        "leave": "案件の多い起案への処理を始めさせた",
    }

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="した人")
    at = models.DateTimeField("した日時", default=timezone.now, editable=False)

    ticks: RelatedManager[Tick]

    class Meta:
        verbose_name = verbose_name_plural = "まとめての承認"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("batches:together", args=[self.pk])

    @classmethod
    @transaction.atomic
    def approve(cls, seen: Iterable[tuple[int, int]], *, by: User) -> Together:
        """Queues the approval of many: pairs of a proposal and the step that was seen, in the order of the list."""
        chosen = list(dict.fromkeys(seen))
        known = set(Step.objects.filter(pk__in=[step for _, step in chosen]).values_list("proposal_id", "pk"))
        if not (real := [pair for pair in chosen if pair in known]):
            raise NotNow("承認する起案に、1つ以上印をつけてください。")
        made = cls.objects.create(by=by)
        Tick.objects.bulk_create(Tick(together=made, proposal_id=proposal, step_id=step) for proposal, step in real)
        record(made, "together.approve", by=by, comment=f"{len(real)}件", proposals=[proposal for proposal, _ in real])
        made.go_on()
        return made

    @classmethod
    @transaction.atomic
    def leave(cls, proposal: Any, deed: str, *, by: User, said: Mapping[str, Any]) -> Together:
        """Queues one act on one proposal, by the name of its button; NotNow at once where the way itself refuses it."""
        if Tick.objects.under_way(proposal).exists():
            raise NotNow("この起案は、今ほかの処理の途中です。少し待ってから、画面を開き直してください。")
        refuse_early(proposal, deed, by=by, said=said)
        made = cls.objects.create(by=by)
        made.ticks.create(proposal=proposal, step_id=said.get("step"), deed=deed, said=dict(said) or {"comment": ""})
        record(made, "together.leave", by=by, comment=f"{proposal.subject} {BEHIND[deed].label}", proposal=proposal)
        made.go_on()
        return made

    @property
    def single(self) -> Tick | None:
        """The one act, where it was not a press for many."""
        return self.ticks.exclude(said={}).select_related("proposal").first()

    def go_on(self) -> None:
        queue(approve_next, line=f"together {self.pk}", once=True, together=self.pk)


class TickQuerySet(models.QuerySet["Tick"]):
    def under_way(self, proposal: Any) -> TickQuerySet:
        """Acts of which nobody knows yet how they end."""
        return self.filter(proposal=proposal, outcome=Tick.Outcome.PENDING)


class Tick(models.Model):
    """One proposal of them."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "まだ"
        DONE = "done", "承認しました"
        FAILED = "failed", "できませんでした"

    together = models.ForeignKey(Together, on_delete=models.PROTECT, related_name="ticks")
    proposal = models.ForeignKey("records.Proposal", on_delete=models.PROTECT, related_name="+", verbose_name="起案")
    step = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決裁の段階"
    )  # NULL: what the drafter does to the whole proposal
    deed = models.CharField("すること", max_length=20, default="approve", editable=False)
    said = models.JSONField("書いたこと", default=dict, editable=False)  # empty: approved among others, without a word
    told = models.CharField("したこと", max_length=200, blank=True, editable=False)
    outcome = models.CharField("結果", max_length=10, choices=Outcome.choices, default=Outcome.PENDING, editable=False)
    failure = models.TextField("できなかった理由", blank=True, editable=False)

    objects: ClassVar[models.Manager[Tick]] = TickQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "まとめて承認する起案"
        ordering = ["together", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["together", "step"], name="a_step_is_ticked_once_at_a_time"),
            models.CheckConstraint(
                name="a_tick_says_why_it_failed_and_only_then",
                condition=Q(outcome="failed") & ~Q(failure="") | ~Q(outcome="failed") & Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.get_outcome_display()}"

    @property
    def words(self) -> str:
        """What was written along with it."""
        return str(self.said.get("comment") or self.said.get("reason") or "")

    @transaction.atomic
    def take_turn(self, *, by: User) -> None:
        """Does it, checked as the proposal is now; done twice it is done once."""
        self.refresh_from_db(from_queryset=Tick.objects.select_for_update(no_key=True, of=("self",)))
        if self.outcome != self.Outcome.PENDING:
            return
        why = self.done_or_why(by)
        self.outcome, self.failure = (self.Outcome.FAILED if why else self.Outcome.DONE), why
        self.save(update_fields=["outcome", "failure", "told"])

    def done_or_why(self, by: User) -> str:
        proposal: Any = self.proposal
        try:
            with transaction.atomic():
                act = DOING[self.deed](proposal, by, self.said or {"step": self.step_id, "comment": ""})
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("Proposal %s: %s could not be done.", proposal.pk, self.deed)
            return carrying.UNFORESEEN
        self.told = act.said
        return f"{act.said} {act.comment}" if act.kind == Kind.VOID else ""


@job("records.approve_next", "まとめて承認する")
def approve_next(*, together: int) -> None:
    """The next proposals of a press, for a while; what is done already says so itself."""
    made = Together.objects.select_related("by").get(pk=together)
    waiting = made.ticks.filter(outcome=Tick.Outcome.PENDING).order_by("pk")
    last, ends = 0, time.monotonic() + carrying.SLICE
    while (tick := waiting.filter(pk__gt=last).first()) is not None:
        if time.monotonic() > ends:
            return made.go_on()
        last = tick.pk
        tick.take_turn(by=made.by)
    return None
