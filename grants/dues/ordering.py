"""督促状 that the posts decide: where the city's rules of decision know of it, it goes their way before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.dues.dues import Due, dues
from grants.dues.dunning import Dunning, check_late, dun, dun_all, of_due
from grants.refunds import Refund
from organizations.models import Organization
from organizations.ties import is_tied
from records.approvals import Proposal
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters import LetterModel
from records.templatetags.japanese import yen
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for


class PlannedDunningQuerySet(models.QuerySet["PlannedDunning"]):
    def visible_to(self, user: User, *, on: date) -> PlannedDunningQuerySet:
        """The city's own; the organization gets the letter."""
        refunds = Refund.objects.visible_to(user, on=on).values("pk")
        return self.filter(refund__in=refunds) if user.is_city(on=on) else self.none()

    def open(self) -> PlannedDunningQuerySet:
        return self.filter(status=PlannedDunning.Status.PROPOSED)


class PlannedDunning(Case):
    """One 督促状 on its way. What is asked for is what is owed on the day on which it goes out."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "決裁待ち"
        SENT = "sent", "督促した"
        DROPPED = "dropped", "取りやめ"

    approval_kind: ClassVar = DecisionRule.Kind.DUNNING.value
    MOVES: ClassVar[Any] = {
        "send": ({Status.PROPOSED}, Status.SENT),
        "drop": ({Status.PROPOSED}, Status.DROPPED),
    }
    SAID: ClassVar[Any] = {
        "propose": "督促状の案をつくった",
        "send": "督促状を出した",
        "drop": "督促状の案が戻り、取りやめた",
    }

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="planned_dunnings", verbose_name="返還")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="起案した人"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決めた人"
    )
    dunning = models.OneToOneField(
        Dunning, on_delete=models.PROTECT, null=True, related_name="planned", verbose_name="督促"
    )

    objects: ClassVar[models.Manager[PlannedDunning]] = PlannedDunningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督促状の案"
        ordering = ["refund", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["refund"],
                condition=Q(status="proposed"),
                name="one_planned_dunning_per_refund",
                violation_error_message="この返還の督促状は、もう決裁に回っています。",
            ),
            models.CheckConstraint(
                name="a_planned_dunning_is_sent_exactly_when_somebody_decided_it",
                condition=Q(status="sent", decided_by__isnull=False, dunning__isnull=False)
                | ~Q(status="sent") & Q(decided_by=None, dunning=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_the_dunning_that_they_proposed",
                condition=Q(decided_by=None) | ~Q(decided_by=F("begun_by")),
                violation_error_message="起案した人は、その督促状を決裁できません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.refund.grant}の返還の督促状"

    @property
    def grant(self) -> Grant:
        return self.refund.grant

    @property
    def organization(self) -> Organization:
        return self.refund.organization

    def get_absolute_url(self) -> str:
        """It is read where the money is."""
        return self.refund.get_absolute_url()

    def due(self, *, on: date) -> Due:
        """What is late; NotNow where nothing is any more."""
        scheme, own = self.grant.scheme, Organization.objects.filter(pk=self.grant.organization_id)
        found = next((due for due in dues([scheme], on=on, bodies=own) if due.case == self.refund), None)
        if found is None:
            raise NotNow(f"{self.organization}の返還は、もう済んでいます。督促状は出しません。")
        check_late(found, on=on)
        return found

    def decided_facts(self) -> dict[str, str]:
        return {
            "団体": self.organization.name,
            "返還の期限": era_date(self.refund.due_on),
            "督促する額": yen(self.refund.balance),
            "延滞金・加算金": "督促状を出す日までの分を計算して書きます",
        }

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on)

    def rests_on(self) -> list[models.Model]:
        return [self.refund, self.grant]

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        if self.status != self.Status.PROPOSED:
            return []
        letter = of_due(self.due(on=on), by=self.begun_by, on=on).letter(on=on)
        return [letter] if letter else []

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        today = timezone.localdate()
        self.take("send", by=by)
        self.dunning, self.decided_by = dun(self.due(on=today), by=by, on=today), by
        with spoken(PlannedDunning):
            self.save()

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        """Nothing is kept ready: who is still late stands in the list again."""
        self.take("drop", by=by, comment=comment)
        self.save()


Way = tuple[DecisionRule, list[RuleStop]]


def way_for(user: User, amount: int, *, on: date) -> Way | None:
    """The way of the posts, where the city has a rule for 督促状; None: the section's chief sends it."""
    try:
        rule, stops = route_for(PlannedDunning.approval_kind, amount=amount, on=on, department=office_of(user, on=on))
    except NotNow:
        return None
    return rule, stops


@transaction.atomic
def dun_or_propose(some: Sequence[Due], *, by: User, on: date, on_paper: bool) -> tuple[list[Dunning], list[Proposal]]:
    """What one press does: 督促状 that the posts decide are proposed, one proposal for each way; all others go out."""
    if not some:
        raise NotNow("督促するものに、1つ以上印をつけてください。")
    ways = {id(due): way_for(by, due.amount, on=on) if due.amount is not None else None for due in some}
    heaps: dict[int, tuple[Way, list[Due]]] = {}
    for due in some:
        if way := ways[id(due)]:
            heaps.setdefault(way[0].pk, (way, []))[1].append(due)
    proposals = [propose(heap, way, by=by, on=on) for way, heap in heaps.values()]
    now = [due for due in some if not ways[id(due)]]
    return dun_all(now, by=by, on=on, on_paper=on_paper) if now else [], proposals


@transaction.atomic
def propose(some: Sequence[Due], way: Way, *, by: User, on: date) -> Proposal:
    """起案 of one or of many: all of them or, where one cannot be, none."""
    cases = []
    for due in some:
        check_late(due, on=on)
        with spoken(PlannedDunning):
            case = PlannedDunning.objects.create(refund_id=due.case.pk, begun_by=by)
        record(case, "planneddunning.propose", by=by, comment=yen(due.amount))
        cases.append(case)
    rule, stops = way
    subject = f"{cases[0]}について" if len(cases) == 1 else f"返還の督促状について({len(cases)}件)"
    reason = "返還の期限を過ぎても納められていないので、督促します。"
    most = max(due.amount or 0 for due in some)
    return Proposal.draft(
        cases, by=by, subject=subject[:200], reason=reason, rule_name=rule.name, route=stops, amount=most
    )
