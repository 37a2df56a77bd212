"""What was done to a proposal, act by act, in the order of the database. Replayed, the acts give the state."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from records.approvals.deeds import Deed
from records.approvals.steps import Step
from records.approvals.way import Kind, Part, Place
from records.events import AppendOnlyQuerySet, PlainJSONEncoder, append_only_triggers
from records.telling import Difference, kept_in

DONE = {  # what is told to whoever has just acted
    Kind.DRAFT: "起案しました。",
    Kind.APPROVE: "承認しました。",
    Kind.CONDITION: "条件を付けて承認しました。",
    Kind.OBJECT: "異議を書きました。決裁する人が、それに答えてから決めます。",
    Kind.DECIDE: "決裁しました。",
    Kind.SEND_BACK: "差し戻しました。",
    Kind.PULL_BACK: "引き戻しました。",
    Kind.WITHDRAW: "取り下げました。",
    Kind.ASK: "意見を求めました。",
    Kind.ANSWER: "意見を書きました。",
    Kind.REASSIGN: "次に受け持つ職を変えました。",
    Kind.ACKNOWLEDGE: "代決を確かめました。",
    Kind.READ: "読んだことを記録しました。",
    Kind.VOID: "承認する内容が変わっていたので、これまでの承認を取り消し、はじめの職から回し直しました。",
}


class Act(models.Model):
    """One act on a proposal; ``number`` is its place in the order, whatever the clock said."""

    proposal = models.ForeignKey("records.Proposal", on_delete=models.PROTECT, related_name="acts", verbose_name="起案")
    number = models.PositiveIntegerField("番号")
    kind = models.CharField("したこと", max_length=11, choices=Kind.choices)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="段階")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="した人")
    as_post = models.CharField("立場", max_length=160, blank=True)
    comment = models.TextField("意見", max_length=2000, blank=True)
    facts = models.JSONField("内容", default=dict, encoder=PlainJSONEncoder)
    at = models.DateTimeField("日時", default=timezone.now, editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False, verbose_name="記録した日時")

    objects: ClassVar[models.Manager[Act]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "決裁の記録"
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="one_act_per_number_of_a_proposal")]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()} {self.by}"

    @property
    def said(self) -> str:
        """What was done, for whoever did it."""
        return DONE[Kind(self.kind)]

    @property
    def changes(self) -> list[Difference]:
        """What differs, as people read it."""
        return kept_in(self.facts)

    @property
    def route(self) -> list[Place]:
        """Of the first act: the way that the proposal began with."""
        return [Place(position, post, Part(part)) for position, post, part in self.facts["route"]]

    def deed(self) -> Deed:
        """The act as the arithmetic of the way knows it."""
        of_way: dict[str, Any] = {
            name: self.facts[name] for name in ("deputy", "to", "post", "of", "question") if name in self.facts
        }
        turn = self.step.number if self.step else 0
        return Deed(Kind(self.kind), self.by_id, turn=turn, comment=self.comment, **of_way)
