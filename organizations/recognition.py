"""認可: the case by which the city makes a body the organization of its area (forms 3.2–3.4; life cycle 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Officer, Organization, Territory
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.fiscal import FiscalYear
from records.numbers import take_number


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, user: User, *, on: date) -> RecognitionQuerySet:
        """An organization's own people see its case from the first word; the city sees it once it was sent."""
        seen = self.filter(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        own = Officer.objects.held(on=on).filter(organization=OuterRef("organization"), user=user)
        return seen.filter(Q(Exists(own)) | ~Q(status=Recognition.Status.DRAFT))

    def waiting(self) -> RecognitionQuerySet:
        return self.filter(status__in=[Recognition.Status.SUBMITTED, Recognition.Status.PROPOSED])


class Recognition(Case):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        RECOGNISED = "recognised", "認可"
        REFUSED = "refused", "不認可"

    class Outcome(models.TextChoices):
        RECOGNISE = "recognise", "認可する"
        REFUSE = "refuse", "認可しない"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "recognise": ({Status.PROPOSED}, Status.RECOGNISED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この申請は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
        "propose": "この申請は、今は起案できません。補正の返事を待っているか、もう決裁に回っています。",
    }

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="recognitions")
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    # what the paper says; copied at submission, so that later changes of the register do not reach it
    name = models.CharField("団体の名称", max_length=100)
    office_address = models.CharField("主たる事務所の所在地", max_length=200)
    founded_on = models.DateField("設立した日", null=True)
    purpose = models.TextField("目的", max_length=2000)
    households = models.PositiveIntegerField("構成する世帯の数", null=True)
    member_bodies = models.PositiveIntegerField("構成する団体の数", null=True)
    areas = models.ManyToManyField(Area, related_name="+", verbose_name="区域")
    bylaws = models.ForeignKey(
        "organizations.Bylaws", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="規約"
    )
    future_plan = models.ForeignKey(
        "plans.FuturePlan", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="将来計画"
    )
    contact_name = models.CharField("連絡する人", max_length=100)
    contact_phone = models.CharField("昼間につながる電話", max_length=20)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)
    # what the city decides
    outcome = models.CharField("決定の案", max_length=10, choices=Outcome.choices, blank=True)
    effective_on = models.DateField("認可の効力が生じる日", null=True)
    grounds = models.TextField("理由", max_length=2000, blank=True)
    conditions = models.TextField("条件", max_length=2000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Recognition]] = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可の申請"
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=~Q(status="refused"),
                name="one_live_recognition_per_organization",
                violation_error_message="この団体の認可の申請は、もうあります。",
            ),
            models.CheckConstraint(
                name="recognition_is_decided_exactly_when_someone_decided_it",
                condition=Q(status__in=["recognised", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=["recognised", "refused"]) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_recognition",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("submitted_by")),
                violation_error_message="申請した人は、その申請を決定できません。",
            ),
            models.CheckConstraint(
                name="a_recognition_says_from_when_it_holds",
                condition=~Q(status="recognised") | Q(effective_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_recognition_says_why",
                condition=~Q(status="refused") | ~Q(grounds=""),
                violation_error_message="認可しない理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 認可の申請"

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """Sent to the city, the first time or after a correction; NotNow lists what is missing."""
        self.lock()
        if gaps := self.gaps(on=on):
            raise NotNow(gaps)
        self.take("submit", by=by)
        president = self.organization.president(on=on)
        self.representative = f"会長 {president.name}" if president else ""
        self.submitted_by, self.submitted_at = by, timezone.now()
        if self.receipt_number is None:
            self.receipt_number = take_number("収受", FiscalYear.of(on))
        self.save()
        mend(self, by=by)

    def gaps(self, *, on: date) -> list[str]:
        """What keeps the case from being sent, each a sentence that says how to mend it."""
        found = []
        if self.organization.status != Organization.Status.FOUNDED:
            found.append("設立総会を開き、「設立した」と届け出てから申請してください。")
        if self.organization.president(on=on) is None:
            found.append("今の会長を役員名簿に入れてください。")
        if self.bylaws is None:
            found.append("規約を付けてください。")
        elif missing := self.bylaws.missing_clauses():
            found.append(f"規約の条を入れてください:{'、'.join(missing)}。")
        if self.future_plan is None or self.future_plan.status not in ("adopted", "acknowledged"):
            found.append("総会で決めた将来計画を選んでください。")
        if not self.areas.exists():
            found.append("活動の区域を1つ以上選んでください。")
        elif (
            taken := Territory.objects.held(on=on)
            .filter(area__in=self.areas.all())
            .exclude(organization=self.organization)
        ):
            names = "、".join(f"{t.area}({t.organization})" for t in taken.select_related("area", "organization"))
            found.append(f"区域が、すでに認可された団体と重なっています:{names}。")
        return found

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: opens the case for the organization again, with what to mend."""
        self.take("ask_correction", by=by, due_on=due_on, fields=[ask["label"] for ask in asks])
        self.save()
        ask_for(self, asks, by=by, due_on=due_on)

    @transaction.atomic
    def propose(
        self,
        *,
        by: User,
        outcome: str,
        grounds: str,
        rule_name: str,
        route: Sequence[Stop],
        effective_on: date | None = None,
        conditions: str = "",
    ) -> Proposal:
        """起案: puts the intended decision on its way through the posts."""
        self.take("propose", by=by, outcome=outcome, effective_on=effective_on)
        if outcome == self.Outcome.REFUSE and not grounds.strip():
            raise NotNow("認可しない理由を書いてください。通知書にそのまま載ります。")
        if outcome == self.Outcome.RECOGNISE and effective_on is None:
            raise NotNow("認可の効力が生じる日を入れてください。")
        self.outcome, self.effective_on, self.grounds, self.conditions = outcome, effective_on, grounds, conditions
        self.save()
        label = self.Outcome(outcome).label
        return Proposal.draft(
            self, by=by, subject=f"{self.name}の認可について({label})", reason=grounds, rule_name=rule_name, route=route
        )

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        """The last post has decided: the decision takes effect, in the same transaction."""
        self.lock()
        if self.outcome == self.Outcome.RECOGNISE:
            self.recognise(by=by)
        else:
            self.refuse(by=by)

    @transaction.atomic
    def recognise(self, *, by: User) -> None:
        self.take("recognise", by=by)
        self._decide(by)
        starts = self.effective_on
        if starts is None:
            raise NotNow("認可の効力が生じる日が決まっていません。差し戻して、起案し直してください。")
        with spoken(Territory):
            Territory.objects.bulk_create(
                Territory(organization=self.organization, area=area, starts_on=starts) for area in self.areas.all()
            )
        self.organization.become_active(by=by, on=starts)

    @transaction.atomic
    def refuse(self, *, by: User) -> None:
        self.take("refuse", by=by, grounds=self.grounds)
        self._decide(by)

    def _decide(self, by: User) -> None:
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Recognition):
            self.save()
