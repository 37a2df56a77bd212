"""任命の案: who is to become an area's liaison, on the way to the decision where the city's rule has one for it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow
from records.era import era_date
from records.events import record
from records.letters import LetterModel
from records.telling import made
from staff.liaisons import LiaisonAssignment


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The city's own business until it is decided; then the roster shows it."""
        return self if user.is_city(on=on) else self.none()

    def waiting(self) -> Self:
        return self.filter(status=Nomination.Status.PROPOSED)


class Nomination(Case):
    class Status(models.TextChoices):
        PROPOSED = "proposed", "決裁待ち"
        APPOINTED = "appointed", "任命"
        RETURNED = "returned", "差し戻し"

    MOVES: ClassVar[Any] = {
        "appoint": ({Status.PROPOSED}, Status.APPOINTED),
        "give_back": ({Status.PROPOSED}, Status.RETURNED),
    }
    SAID: ClassVar[Any] = {
        "nominate": "任命の案を作った",
        "appoint": "任命した",
        "give_back": "任命の案が戻った",
    }
    approval_kind: ClassVar = "staff.liaison"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="nominations", verbose_name="職員"
    )
    area = models.ForeignKey("organizations.Area", on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    role = models.CharField("区分", max_length=10, choices=LiaisonAssignment.Role.choices)
    starts_on = models.DateField("はじまり")
    ends_on = models.DateField("おわり", null=True)
    phone = models.CharField("連絡先", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False)
    liaison = models.OneToOneField(
        LiaisonAssignment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="担当"
    )

    objects: ClassVar[models.Manager[Nomination]] = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "担当職員の任命の案"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "role"],
                condition=Q(status="proposed"),
                name="one_nomination_on_its_way_per_area_and_role",
                violation_error_message="この地区のこの区分は、任命の案がもう決裁に回っています。",
            ),
            models.CheckConstraint(
                name="a_nomination_is_appointed_exactly_with_its_liaison",
                condition=Q(status="appointed", liaison__isnull=False) | ~Q(status="appointed") & Q(liaison=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_role_display()} {self.user}"

    def get_absolute_url(self) -> str:
        return reverse("staff:nomination", args=[self.pk])

    @classmethod
    @transaction.atomic
    def nominate(cls, *, by: User, reason: str, rule_name: str, route: Sequence[Stop], **facts: Any) -> Nomination:
        """起案 of an appointment. What would keep it from being made is told now, not at the end of the way."""
        if not reason.strip():
            raise NotNow({"reason": "「伺い」を書いてください。決裁する人が読みます。"})
        if cls.objects.waiting().filter(area=facts["area"], role=facts["role"]).exists():
            raise NotNow("この地区のこの区分は、任命の案がもう決裁に回っています。", code=cls._meta.constraints[0].name)
        rehearse(by=by, **facts)
        case = cls.objects.create(**facts)
        told: dict[str, Any] = {"user": case.user, "area": case.area, "role": case.role}
        record(case, "nomination.nominate", by=by, changes=made(case, but={"liaison"}), **told)
        subject = f"地域担当職員の任命について({case})"[:200]
        Proposal.draft([case], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)
        return case

    def facts(self) -> dict[str, Any]:
        """What an assignment is made from."""
        names = ("user", "area", "role", "starts_on", "ends_on", "phone", "note")
        return {name: getattr(self, name) for name in names}

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to."""
        until = era_date(self.ends_on) if self.ends_on else "次に決めるまで"
        return {
            "地区": str(self.area),
            "区分": self.get_role_display(),
            "職員": str(self.user),
            "期間": f"{era_date(self.starts_on)}〜{until}",
            "連絡先": self.phone,
            "備考": self.note,
        }

    def tied(self, user: User, *, on: date) -> bool:
        """Nobody decides about their own appointment."""
        return user.pk == self.user_id

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.take("appoint", by=by)
        self.liaison = LiaisonAssignment.assign(by=by, **self.facts())
        self.save()

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        """Over; the section makes another, with what was said in mind."""
        self.take("give_back", by=by, comment=comment)
        self.save()

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return []


class Rehearsed(Exception):
    """The assignment could be made; it is taken back."""


def rehearse(*, by: User, **facts: Any) -> None:
    """Whatever refuses the assignment refuses it here; nothing of it stays."""
    with suppress(Rehearsed), transaction.atomic():
        LiaisonAssignment.assign(by=by, **facts)
        raise Rehearsed
