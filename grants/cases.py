"""交付金: an organization applies from its yearly plan, the city reviews and decides (form 3.9; life cycle 2.4)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from grants.allotments.limits import applications_stay_within_the_allotment
from grants.altering import Altering
from grants.applying import Applying
from grants.budget import decisions_stay_within_the_appropriation
from grants.closing import a_grant_is_decided_within_its_year
from grants.deciding import Deciding
from grants.giving_up import GivingUp
from grants.paying import Paying
from grants.settling import Settling
from organizations.hearings import cases_before
from organizations.models import Organization
from records.letters import Letter, LetterModel


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: User, *, on: date) -> GrantQuerySet:
        """An organization's own people see its application from the first word; the city once it was sent; members
        of a committee before which it lies, once they have declared that they have no tie to it, until it is decided:
        what follows (payments, reports) is not theirs to see."""
        roles = [role.organization_id for role in user.roles_on(on)]
        typing = [intake.organization_id for intake in user.intakes_on(on)]
        own = Q(organization__in=[*roles, *typing])
        if user.reaches_all(on=on):
            return self.filter(Q(received_at__isnull=False) | own)
        bodies = Organization.objects.visible_to(user, on=on).values("pk")
        heard = Q(pk__in=cases_before(user, "grants.grant", on=on), decided_at=None)
        return self.filter(Q(received_at__isnull=False) & (Q(organization__in=bodies) | heard) | own)

    def live(self) -> GrantQuerySet:
        """Neither taken back nor refused."""
        return self.exclude(status__in=[Grant.Status.WITHDRAWN, Grant.Status.REFUSED, Grant.Status.GIVEN_UP])

    def standing(self) -> GrantQuerySet:
        """Decided in the organization's favour and not given up, whatever else became of it since."""
        return self.filter(amount_decided__isnull=False).exclude(status=Grant.Status.GIVEN_UP)

    def waiting(self) -> GrantQuerySet:
        """The city has to do something."""
        return self.filter(status__in=[Grant.Status.SUBMITTED, Grant.Status.PROPOSED])

    def named_like(self, words: str) -> GrantQuerySet:
        """Every word stands in the organization's name or furigana."""
        found = self
        for word in words.split():
            found = found.filter(Q(organization__name__icontains=word) | Q(organization__furigana__icontains=word))
        return found


class Grant(Applying, Deciding, Paying, GivingUp, Altering, Settling):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        GRANTED = "granted", "交付決定"
        REFUSED = "refused", "不交付決定"
        WITHDRAWN = "withdrawn", "取り下げ"
        SUSPENDED = "suspended", "中止"
        ABOLISHED = "abolished", "廃止"
        REVOKED = "revoked", "取消し"
        GIVEN_UP = "given_up", "決定後の取り下げ"
        CONFIRMED = "confirmed", "額の確定"
        SETTLED = "settled", "精算済み"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "review": ({Status.SUBMITTED}, Status.SUBMITTED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "grant": ({Status.PROPOSED}, Status.GRANTED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
        "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}, Status.WITHDRAWN),
        "change": ({Status.GRANTED, Status.SUSPENDED}, Status.GRANTED),
        "suspend": ({Status.GRANTED}, Status.SUSPENDED),
        "abolish": ({Status.GRANTED, Status.SUSPENDED}, Status.ABOLISHED),
        "revoke": (
            {Status.GRANTED, Status.SUSPENDED, Status.ABOLISHED, Status.CONFIRMED, Status.SETTLED},
            Status.REVOKED,
        ),
        "give_up": ({Status.GRANTED}, Status.GIVEN_UP),
        "confirm": ({Status.GRANTED, Status.SUSPENDED, Status.ABOLISHED}, Status.CONFIRMED),
        "settle": ({Status.CONFIRMED}, Status.SETTLED),
        "unsettle": ({Status.SETTLED}, Status.CONFIRMED),
    }
    AFTERWARDS = ("confirm", "change", "suspend", "abolish", "revoke", "give_up")
    HEARD: ClassVar[Any] = {Status.SUBMITTED}  # when a committee may be asked about it
    NOT_NOW: ClassVar[Any] = {
        "submit": "この申請は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
        "propose": "この申請は、今は起案できません。補正の返事を待っているか、もう決裁に回っています。",
        "withdraw": "この申請は、決裁の途中か、もう決まっています。取り下げたいときは、市の担当に電話してください。",
        "change": "変更・中止・廃止を申請できるのは、交付が決まってから実績の報告までです。今の状態を見てください。",
        "give_up": "取り下げられるのは、効力のある交付決定だけです。画面を開き直して、今の状態を確かめてください。",
        "revoke": "取り消せるのは、効力のある交付決定だけです。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "申請書を書きはじめた",
        "fill_in": "申請書を書いた",
        "answer": "質問に答えた",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
        "submit": "申請書を提出した",
        "ask_correction": "補正を求めた",
        "review": "審査の結果を書いた",
        "propose": "決定の案をつくった",
        "reopen": "審査に戻った",
        "grant": "交付を決定した",
        "refuse": "交付しないことを決定した",
        "withdraw": "申請を取り下げた",
        "ask_status": "状況報告を求めた",
        "spare_status": "状況報告の求めを取りやめた",
        "ask_change": "変更の申請を出した",
        "change": "変更を認めた",
        "suspend": "中止を認めた",
        "abolish": "廃止を認めた",
        "question": "取消しの準備をはじめた",
        "reduce": "交付決定の一部を取り消した",
        "revoke": "交付決定を取り消した",
        "give_up": "決定のあと、申請を取り下げた",
        "confirm": "交付金の額を確定した",
        "settle": "精算が済んだ",
        "unsettle": "決定が変わり、精算をやり直すことになった",
        "deduct": "前の年度の使い残しを差し引いた",
        "recall": "差引きをやめて、返還に切り替えた",
    }

    STANDING: ClassVar[Any] = (Status.GRANTED, Status.SUSPENDED, Status.ABOLISHED)  # something is to be reported

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)

    objects: ClassVar[models.Manager[Grant]] = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交付金の申請"
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["scheme", "status", "received_at", "id"], name="grant_of_scheme"),
            models.Index(fields=["status", "received_at", "id"], name="grant_by_status"),
            models.Index(fields=["received_at", "id"], name="grant_by_age"),
        ]
        constraints = [
            *Applying.Meta.constraints,
            *Deciding.Meta.constraints,
            *Altering.Meta.constraints,
            *Settling.Meta.constraints,
        ]
        triggers = [
            decisions_stay_within_the_appropriation(),
            a_grant_is_decided_within_its_year(),
            applications_stay_within_the_allotment(),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.scheme}"

    def get_absolute_url(self) -> str:
        return reverse("grants:detail", args=[self.pk])

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters import letter_of  # the letters know the grant

        return letter_of(self, on=on)

    def letter_of_decision(self) -> Letter | None:
        """With which the decision was told first."""
        found: Letter | None = Letter.objects.about(self).filter(corrects=None, kind="grants.decision").first()
        return found

    def letter_in_force(self) -> Letter | None:
        """The one that tells what stands now: the decision's, or that of the latest decision that changed it."""
        letter = self.letter_of_decision()
        while letter and (later := letter.changed_by()):
            letter = later
        return letter
