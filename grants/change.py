"""変更(中止・廃止)承認申請: an organization asks, the city takes note or decides (form 3.12; life cycle 2.4)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from grants.amending import Amending
from grants.cases import Grant
from grants.payment_guard import a_change_leaves_what_was_paid
from records.letters import LetterModel

OPEN = ("draft", "submitted", "returned", "proposed")
DECIDED = ("approved", "refused", "noted")


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: User, *, on: date) -> ChangeQuerySet:
        """An organization's own people see it from the first word; the city once it was sent."""
        seen = self.filter(grant__in=Grant.objects.visible_to(user, on=on).values("pk"))
        roles = [role.organization_id for role in user.roles_on(on)]
        typing = [intake.organization_id for intake in user.intakes_on(on)]
        return seen.filter(Q(received_at__isnull=False) | Q(grant__organization__in=[*roles, *typing]))

    def open(self) -> ChangeQuerySet:
        return self.filter(status__in=OPEN)


class Change(Amending):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        APPROVED = "approved", "承認"
        REFUSED = "refused", "不承認"
        NOTED = "noted", "届出を承知"
        WITHDRAWN = "withdrawn", "取り下げ"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "note": ({Status.SUBMITTED}, Status.NOTED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "approve": ({Status.PROPOSED}, Status.APPROVED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
        "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}, Status.WITHDRAWN),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この変更の申請は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
        "propose": "この変更は、今は起案できません。補正の返事を待っているか、もう決裁に回っています。",
        "withdraw": "この変更の申請は、決裁の途中か、もう決まっています。市の担当に電話してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "変更の申請を書きはじめた",
        "fill_in": "変更の申請を書いた",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
        "submit": "変更の申請を出した",
        "ask_correction": "補正を求めた",
        "note": "届出を承知した",
        "propose": "決定の案をつくった",
        "reopen": "審査に戻った",
        "approve": "変更を承認した",
        "refuse": "変更を承認しないことを決定した",
        "withdraw": "変更の申請を取り下げた",
    }

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)

    objects: ClassVar[models.Manager[Change]] = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "変更(中止・廃止)の申請"
        ordering = ["grant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(status__in=OPEN),
                name="one_open_change_per_grant",
                violation_error_message="変更の申請は、もう書きはじめています。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_changed_grant_keeps_a_new_plan_or_gives_up",
                condition=Q(plan__isnull=False) | Q(kind="abolish"),
            ),
            models.CheckConstraint(
                name="a_sent_change_says_who_sent_it_and_for_whom",
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, amount_wanted__isnull=False)
                & Q(is_light__isnull=False)
                & ~Q(applicant="")
                & ~Q(representative="")
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_change_is_received_exactly_with_a_number",
                condition=Q(received_at=None, receipt_number=None, submitted_at=None)
                | Q(received_at__isnull=False, receipt_number__isnull=False, submitted_at__gte=F("received_at")),
            ),
            models.CheckConstraint(
                name="amounts_of_a_change_are_not_negative",
                condition=(Q(amount_wanted=None) | Q(amount_wanted__gte=0))
                & (Q(amount_proposed=None) | Q(amount_proposed__gte=0)),
                violation_error_message="金額を0円以上にしてください。",
            ),
            models.CheckConstraint(
                name="a_change_gives_no_more_than_was_applied_for",
                condition=Q(amount_after=None) | Q(amount_after__gte=0, amount_after__lte=F("amount_wanted")),
            ),
            models.CheckConstraint(
                name="a_change_is_decided_exactly_when_someone_decided_it",
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__gte=F("submitted_at"))
                | ~Q(status__in=DECIDED) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="a_change_has_its_amounts_exactly_when_it_takes_effect",
                condition=Q(status__in=["approved", "noted"], amount_before__isnull=False, amount_after__isnull=False)
                | ~Q(status__in=["approved", "noted"]) & Q(amount_before=None, amount_after=None),
            ),
            models.CheckConstraint(
                name="only_a_light_change_is_noted_and_it_keeps_the_amount",
                condition=~Q(status="noted") | Q(is_light=True, amount_after=F("amount_before")),
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_change",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="申請した人は、その変更を決定できません。",
            ),
            models.CheckConstraint(
                name="a_refused_change_says_why",
                condition=~Q(status="refused") | ~Q(grounds=""),
                violation_error_message="承認しない理由を書いてください。",
            ),
        ]
        triggers = [a_change_leaves_what_was_paid()]

    def __str__(self) -> str:
        return f"{self.grant}の{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("grants:change", args=[self.pk])

    def edit_url(self) -> str:
        return reverse("grants:edit_change", args=[self.pk])

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters.change import letter_of  # the letters know the change

        return letter_of(self, on=on)
