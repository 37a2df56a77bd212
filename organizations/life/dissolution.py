"""解散 (form 3.5): told by the organization, taken by the city; what is left of the city's money is followed up."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from organizations.letters import in_force
from organizations.life.decided import Decided
from organizations.life.letters import DissolutionLetter
from organizations.recognition import Recognition
from organizations.territory import Territory
from records.approvals import Proposal
from records.attachments import Attachment, papers_for
from records.cases import NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear
from records.letters import issue
from records.numbers import take_number
from records.telling import made

MINUTES = "解散を決めた総会の議事録"


class DissolutionQuerySet(BelongingQuerySet["Dissolution"]):
    def visible_to(self, user: User, *, on: date) -> DissolutionQuerySet:
        """Whoever sees the organization; the city once it was sent."""
        seen = super().visible_to(user, on=on)
        return seen.exclude(status=Dissolution.Status.DRAFT) if user.is_city(on=on) else seen

    def open(self) -> DissolutionQuerySet:
        return self.filter(status__in=Dissolution.OPEN)


class Dissolution(Decided):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        REPORTED = "reported", "届出"
        PROPOSED = "proposed", "決裁待ち"
        ACCEPTED = "accepted", "受理・清算中"
        CLOSED = "closed", "清算ずみ"
        DROPPED = "dropped", "取りやめ"

    class Cause(models.TextChoices):
        RESOLVED = "resolved", "総会で解散を決めた"
        MERGED = "merged", "ほかの団体と合併した"
        EMPTY = "empty", "構成員がいなくなった"
        OTHER = "other", "そのほか"

    OPEN: ClassVar[Any] = (Status.DRAFT, Status.REPORTED, Status.PROPOSED, Status.ACCEPTED)
    approval_kind: ClassVar = "organizations.dissolution"
    MOVES: ClassVar[Any] = {
        "report": ({Status.DRAFT}, Status.REPORTED),
        "give_back": ({Status.REPORTED}, Status.DRAFT),
        "propose": ({Status.REPORTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.REPORTED),
        "accept": ({Status.PROPOSED}, Status.ACCEPTED),
        "drop": ({Status.DRAFT, Status.REPORTED}, Status.DROPPED),
        "close": ({Status.ACCEPTED}, Status.CLOSED),
    }
    NOT_NOW: ClassVar[Any] = {
        "report": "この解散届は、もう出してあります。",
        **dict.fromkeys(("give_back", "propose"), "決裁に回せるのは、解散届が出ているあいだだけです。"),
        "accept": "受理は、決裁が終わると決まります。",
        "drop": "もう決裁に回っているか受理されているので、取りやめられません。市の担当に話してください。",
        "close": "清算がすんだと記録できるのは、解散届を受理した後だけです。",
    }
    SAID: ClassVar[Any] = {
        "begin": "解散届を書き始めた",
        "report": "解散届を出した",
        "give_back": "解散届を団体に戻した",
        "propose": "受理の案をつくった",
        "reopen": "受理の案が戻った",
        "accept": "解散届を受理した",
        "drop": "解散届を取りやめた",
        "close": "残ったお金と財産の扱いを確かめた",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="dissolutions", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    dissolved_on = models.DateField("解散した日", null=True)
    cause = models.CharField("解散の理由", max_length=10, choices=Cause.choices, blank=True)
    resolved_on = models.DateField("決めた総会の日", null=True)
    residue = models.TextField("残った財産の扱い", max_length=2000, blank=True)
    grant_left = models.PositiveBigIntegerField("残っている交付金", default=0)
    reserve_left = models.PositiveBigIntegerField("残っている積立金", default=0)
    liquidator = models.CharField("清算する人", max_length=100, blank=True)
    contact_phone = models.CharField("清算する人の電話", max_length=20, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="届け出た人"
    )
    reported_at = models.DateTimeField("届け出た日時", null=True, editable=False)
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)
    returned = models.PositiveBigIntegerField("市に返された額", null=True)
    settled_on = models.DateField("清算がすんだ日", null=True)
    settlement = models.TextField("清算の確かめ", max_length=1000, blank=True)

    objects: ClassVar[models.Manager[Dissolution]] = DissolutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "解散届"
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["draft", "reported", "proposed", "accepted"]),
                name="one_open_dissolution_per_organization",
                violation_error_message="この団体の解散届は、もうあります。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_reported_dissolution_says_when_and_what_is_left",
                condition=Q(status__in=["draft", "dropped"])
                | Q(dissolved_on__isnull=False, resolved_on__isnull=False, reported_at__isnull=False)
                & ~Q(cause="")
                & ~Q(residue=""),
                violation_error_message="解散した日、理由、総会の日、残った財産の扱いを入れてください。",
            ),
            models.CheckConstraint(
                name="a_closed_dissolution_tells_of_its_money",
                condition=~Q(status="closed") | Q(returned__isnull=False, settled_on__isnull=False) & ~Q(settlement=""),
                violation_error_message="市に返された額と、清算の確かめを入れてください。",
            ),
            models.CheckConstraint(
                name="no_more_comes_back_than_was_left",
                condition=Q(returned=None) | Q(returned__lte=F("grant_left") + F("reserve_left")),
                violation_error_message="市に返された額を、残っている交付金と積立金の計までにしてください。",
            ),
            models.CheckConstraint(
                name="only_an_accepted_dissolution_was_decided",
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, status__in=["accepted", "closed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}の解散届"

    def get_absolute_url(self) -> str:
        return reverse("organizations:dissolution", args=[self.pk])

    @property
    def left(self) -> int:
        """What of the city's money was still there."""
        return self.grant_left + self.reserve_left

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, *, by: User) -> Dissolution:
        organization.lock()
        organization.check_move("dissolve")
        case = cls(organization=organization)
        with spoken(cls):
            case.save()
        record(case, "dissolution.begin", by=by, changes=made(case, but={"organization"}))
        return case

    @transaction.atomic
    def report(self, *, by: User, on: date, **typed: Any) -> None:
        """届出: dissolved_on, cause, resolved_on, residue, grant_left, reserve_left, liquidator, contact_phone."""
        self.lock()
        self.check_move("report")
        self.organization.check_move("dissolve")
        if not papers_for(self, MINUTES):
            raise NotNow({"minutes": f"{MINUTES}を付けてください。"})
        if typed["resolved_on"] > typed["dissolved_on"]:
            raise NotNow({"dissolved_on": "解散した日を、総会で決めた日か、それより後の日にしてください。"})
        number = self.receipt_number or take_number("収受", FiscalYear.of(on))
        now = {"reported_at": timezone.now(), "receipt_number": number}
        self.take("report", by=by, to={**typed, **now})
        self.reported_by = by
        with spoken(Dissolution):
            self.save()

    @transaction.atomic
    def give_back(self, *, by: User, comment: str) -> None:
        """To be mended; what was typed stays."""
        if not comment.strip():
            raise NotNow("直してほしいことを書いてください。")
        self.take("give_back", by=by, comment=comment)
        self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.save()

    @property
    def grounds(self) -> str:
        return f"{self.get_cause_display()}。\n{self.residue}"

    def check_proposal(self, *, on: date) -> None:
        self.organization.check_move("dissolve")

    def decided_facts(self) -> dict[str, str]:
        papers = "、".join(str(paper) for paper in Attachment.objects.about(self))
        return {"添付": papers, **self.letter(on=timezone.localdate()).values()}

    def letter(self, *, on: date) -> DissolutionLetter:
        return DissolutionLetter(self, on)

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.accept(by=by)

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """受理, decided by the posts: register, recognition and territory end with that day, the letter says so; grants
        are settled by their own verbs."""
        today = timezone.localdate()
        self.take("accept", by=by)
        self.check_proposal(on=today)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Dissolution):
            self.save()
        letter, before = self.letter(on=today), in_force(self.organization)
        self.end_of_body(by=by)
        issue(letter, by=by, on=today, changes=before)

    def end_of_body(self, *, by: User) -> None:
        body, day = self.organization, self.dissolved_on
        assert day is not None  # the constraint's own  # noqa: S101
        body.dissolve(by=by, on=day)
        Territory.objects.filter(organization=body, starts_on__gt=day).delete()
        Territory.objects.filter(organization=body, ends_on=None).update(ends_on=day)
        for recognition in Recognition.objects.filter(organization=body, status="recognised"):
            recognition.lapse(by=by)

    @transaction.atomic
    def close(self, *, by: User, returned: int, settled_on: date, settlement: str) -> None:
        """The city has seen where the rest of its money went."""
        told = {"returned": returned, "settled_on": settled_on, "settlement": settlement}
        self.take("close", by=by, to=told)
        with spoken(Dissolution):
            self.save()
