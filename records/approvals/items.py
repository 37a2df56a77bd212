"""What a proposal decides: one case or several hundred, each with what the approvers agree to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.letters import LetterModel, Preview, preview
from records.telling import differences

if TYPE_CHECKING:
    from records.approvals.proposal import Proposal


class Decidable(Protocol):
    """What a case must offer to be decided by kessai.

    ``decided_facts`` is what the approvers agree to, as they read it: label → value. ``carry_out`` and
    ``proposal_returned`` run in the engine's transaction. Three more are asked if they are there: ``tied(user, on=)``,
    whether somebody is too near to the case to act on it; ``rests_on()``, the other rows that the facts come from; and
    ``previews(on=)``, for what is printed without being a letter of a kind's own.
    """

    pk: Any
    approval_kind: ClassVar[str]

    def lock(self) -> None: ...
    def decided_facts(self) -> Mapping[str, str]: ...
    def decision_letters(self, *, on: date) -> Sequence[LetterModel]: ...
    def carry_out(self, proposal: Proposal, *, by: User) -> None: ...
    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None: ...


Changes = list[dict[str, Any]]  # label, before, after: what is not as it was approved any more

FREEZING = ("proposal.draft", "proposal.void")  # events after which the facts are those of that moment


class ItemQuerySet(models.QuerySet["Item"]):
    def about(self, case: models.Model) -> ItemQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)

    def of_kind(self, kind: type[models.Model]) -> ItemQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(kind))

    def case_keys(self) -> list[int]:
        """Of the cases, not of the rows."""
        return list(self.values_list("case_id", flat=True))

    def waiting(self) -> ItemQuerySet:
        """Neither decided nor given up."""
        return self.filter(outcome__in=[Item.Outcome.PENDING, Item.Outcome.FAILED])


class Item(models.Model):
    """One case of a proposal, and what became of it."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "まだ"
        DONE = "done", "済み"
        FAILED = "failed", "できませんでした"
        DROPPED = "dropped", "見送り"

    proposal = models.ForeignKey(
        "records.Proposal", on_delete=models.PROTECT, related_name="items", verbose_name="起案"
    )
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")  # a Decidable
    facts = models.JSONField("承認する内容", default=dict)
    outcome = models.CharField("結果", max_length=10, choices=Outcome.choices, default=Outcome.PENDING, editable=False)
    failure = models.TextField("できなかった理由", blank=True)
    done_at = models.DateTimeField("済んだ日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Item]] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "決裁する案件"
        ordering = ["proposal", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="item_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id"],
                condition=Q(outcome__in=["pending", "failed"]),
                name="one_running_proposal_per_case",
                violation_error_message="この案件は、すでに決裁の途中です。",
            ),
            models.UniqueConstraint(
                fields=["proposal", "case_type", "case_id"], name="a_proposal_names_each_case_once"
            ),
            models.CheckConstraint(
                name="an_item_is_done_exactly_with_its_time",
                condition=Q(outcome="done", done_at__isnull=False) | ~Q(outcome="done") & Q(done_at=None),
            ),
            models.CheckConstraint(
                name="an_item_says_why_it_failed",
                condition=~Q(outcome="failed") | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_outcome_display()}"

    def previews(self, *, on: date) -> list[Preview]:
        """The letters that the decision will lead to, as they would print on a day."""
        if shows := getattr(self.case, "previews", None):
            return list(shows(on=on))
        return [preview(letter, on=on) for letter in self.case.decision_letters(on=on)]

    def changes(self) -> Changes:
        """What is not as it was when the facts were written down; nothing where none were (an older proposal)."""
        return differences(self.facts, self.case.decided_facts()) if self.facts else []

    def freeze(self) -> None:
        """From now on the approvers agree to what the case says now."""
        self.facts = dict(self.case.decided_facts())
        self.save(update_fields=["facts"])

    def who_changed(self) -> User | None:
        """Who did the latest thing to the case, or to what it rests on, since its facts were written down."""
        frozen = Event.objects.about(self.case).filter(verb__in=FREEZING).order_by("-pk").first()
        others: list[models.Model] = getattr(self.case, "rests_on", list)()
        about = Q()
        for row in (self.case, *others):
            about |= Q(case_type=ContentType.objects.get_for_model(row), case_id=row.pk)
        since = Event.objects.filter(about, pk__gt=frozen.pk if frozen else 0)
        newest = since.exclude(verb__regex=r"^(proposal|bundle)\.").order_by("-pk").select_related("actor").first()
        return newest.actor if newest else None

    def carry_out(self, *, by: User) -> None:
        """The decision takes effect, if the case still is what was decided; NotNow, and nothing happened, otherwise."""
        self.case.lock()
        if changes := self.changes():
            raise NotNow(f"決裁のあとで内容が変わりました({named(changes)})。見送って、起案し直してください。")
        self.case.carry_out(self.proposal, by=by)
        self.outcome, self.done_at, self.failure = self.Outcome.DONE, timezone.now(), ""
        self.save(update_fields=["outcome", "done_at", "failure"])

    def fail(self, why: str) -> None:
        self.outcome, self.failure = self.Outcome.FAILED, why
        self.save(update_fields=["outcome", "failure"])

    def drop(self, *, by: User, comment: str) -> None:
        """The proposal does not decide this case any more; it opens for work again."""
        self.outcome = self.Outcome.DROPPED
        self.save(update_fields=["outcome"])
        self.case.proposal_returned(self.proposal, by=by, comment=comment)


def named(changes: Changes) -> str:
    """「交付額、交付の条件」."""
    return "、".join(str(change["label"]) for change in changes)
