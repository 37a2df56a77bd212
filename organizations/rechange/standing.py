"""Where a change stands: its states and moves, who sent it, what the city decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organizations.bodies import Organization
from organizations.rechange.paper import ChangePaper
from records.cases import Case


class Standing(Case, ChangePaper):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        APPROVED = "approved", "変更認可"
        REFUSED = "refused", "変更不認可"
        WITHDRAWN = "withdrawn", "取下げ"

    class Outcome(models.TextChoices):
        APPROVE = "approve", "変更を認可する"
        REFUSE = "refuse", "変更を認可しない"

    OPEN: ClassVar[Any] = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.PROPOSED)
    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}, Status.WITHDRAWN),
        "review": ({Status.SUBMITTED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "approve": ({Status.PROPOSED}, Status.APPROVED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
    }
    NOT_NOW: ClassVar[Any] = {
        "submit": "この申請は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
        "withdraw": "この申請は、もう決裁に回っているか、終わっています。やめたいときは、市の担当に話してください。",
        **dict.fromkeys(
            ("review", "ask_correction", "propose"),
            "この申請は、今は審査できません。補正の返事を待っているか、もう決裁に回っています。",
        ),
    }
    SAID: ClassVar[Any] = {
        "begin": "変更の認可の申請を書き始めた",
        "submit": "変更の認可の申請を出した",
        "withdraw": "申請を取り下げた",
        "review": "審査した",
        "ask_correction": "補正をお願いした",
        "propose": "決定の案を作った",
        "reopen": "審査にもどった",
        "approve": "変更を認可した",
        "refuse": "変更を認可しないと決めた",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
    }
    PUBLIC_VERBS = ("begin", "submit", "withdraw", "ask_correction", "approve", "refuse", "receive", "put_away")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="rechanges", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)
    # what the city decides
    outcome = models.CharField("決定の案", max_length=10, choices=Outcome.choices, blank=True)
    effective_on = models.DateField("変更の効力が生じる日", null=True)
    grounds = models.TextField("理由", max_length=2000, blank=True)
    conditions = models.TextField("条件", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status__in=["draft", "submitted", "returned", "proposed"]),
                name="one_open_rechange_per_organization",
                violation_error_message="この団体の変更の認可の申請は、もうあります。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_submitted_rechange_knows_who_sent_it_and_when",
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, receipt_number__isnull=False),
            ),
            models.CheckConstraint(
                name="a_submitted_rechange_says_what_changes",
                condition=Q(submitted_at=None) | Q(matters__len__gt=0) & ~Q(reason=""),
                violation_error_message="変えることと、その理由を入れてください。",
            ),
            models.CheckConstraint(
                name="rechange_is_decided_exactly_when_someone_decided_it",
                condition=Q(status__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=["approved", "refused"]) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_rechange",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="申請した人は、その申請を決定できません。",
            ),
            models.CheckConstraint(
                name="an_approved_rechange_says_from_when_it_holds",
                condition=~Q(status="approved") | Q(effective_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_rechange_says_why",
                condition=~Q(status="refused") | ~Q(grounds=""),
                violation_error_message="認可しない理由を書いてください。",
            ),
        ]
