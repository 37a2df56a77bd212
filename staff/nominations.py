"""任命の案: who is to become an area's liaison, on the way to the decision where the city's rule has one for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, rehearsed, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.letters import LetterModel, issue
from records.telling import made
from staff.letters import AppointmentLetter
from staff.liaisons import LiaisonAssignment
from staff.words.words import LiaisonRole

TWICE = "この地区のこの区分は、任命の案がもうあります。決裁に回っているか、起案を待っています。"


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The city's own business until it is decided; then the roster shows it."""
        return self if user.is_city(on=on) else self.none()

    def waiting(self) -> Self:
        return self.filter(status=Nomination.Status.PROPOSED)

    def proposable(self) -> Self:
        """Prepared, or given back and not made again since."""
        later = self.model._base_manager.filter(area=OuterRef("area"), role=OuterRef("role"), pk__gt=OuterRef("pk"))
        returned = Q(status=Nomination.Status.RETURNED) & ~Exists(later)
        return self.filter(Q(status=Nomination.Status.PREPARED) | returned)


class Nomination(Case):
    class Status(models.TextChoices):
        PREPARED = "prepared", "案"
        PROPOSED = "proposed", "決裁待ち"
        APPOINTED = "appointed", "任命"
        RETURNED = "returned", "差し戻し"
        DROPPED = "dropped", "見送り"

    MOVES: ClassVar[Any] = {
        "propose": ({Status.PREPARED, Status.RETURNED}, Status.PROPOSED),
        "drop": ({Status.PREPARED, Status.RETURNED}, Status.DROPPED),
        "appoint": ({Status.PROPOSED}, Status.APPOINTED),
        "give_back": ({Status.PROPOSED}, Status.RETURNED),
    }
    SAID: ClassVar[Any] = {
        "nominate": "任命の案を作った",
        "propose": "任命を起案した",
        "drop": "任命の案を見送った",
        "appoint": "任命した",
        "give_back": "任命の案が戻った",
    }
    approval_kind: ClassVar = "staff.liaison"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="nominations", verbose_name="職員"
    )
    area = models.ForeignKey("organizations.Area", on_delete=models.PROTECT, related_name="+", verbose_name="地区")
    role = models.ForeignKey(
        LiaisonRole, on_delete=models.PROTECT, to_field="code", db_column="role", related_name="+", verbose_name="区分"
    )
    starts_on = models.DateField("はじまり")
    ends_on = models.DateField("おわり", null=True)
    phone = models.CharField("連絡先", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)
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
                condition=Q(status__in=["prepared", "proposed"]),
                name="one_nomination_at_a_time_per_area_and_role",
                violation_error_message=TWICE,
            ),
            models.CheckConstraint(
                name="a_nomination_is_appointed_exactly_with_its_liaison",
                condition=Q(status="appointed", liaison__isnull=False) | ~Q(status="appointed") & Q(liaison=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.role} {self.user}"

    def get_absolute_url(self) -> str:
        return reverse("staff:nomination", args=[self.pk])

    @classmethod
    @transaction.atomic
    def prepare(cls, *, by: User, role: LiaisonRole | str, **others: Any) -> Nomination:
        """A draft, to be proposed with others. What would keep it from being made is told now, not at the end."""
        facts = {"role": LiaisonRole.meant(role), **others}
        rehearse(by=by, **facts)
        with spoken(cls):
            case = cls.objects.create(**facts)
        told: dict[str, Any] = {"user": case.user, "area": case.area, "role": case.role}
        record(case, "nomination.nominate", by=by, changes=made(case, but={"liaison"}), **told)
        return case

    @classmethod
    @transaction.atomic
    def nominate(cls, *, by: User, reason: str, rule_name: str, route: Sequence[Stop], **facts: Any) -> Nomination:
        """起案 of one appointment. Several together: ``staff.joint.appointments``."""
        if not reason.strip():
            raise NotNow({"reason": "「伺い」を書いてください。決裁する人が読みます。"})
        case = cls.prepare(by=by, **facts)
        case.intend(by=by)
        subject = f"地域担当職員の任命について({case})"[:200]
        Proposal.draft([case], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)
        return case

    @transaction.atomic
    def intend(self, *, by: User) -> None:
        """It goes to the posts; the caller puts it on its way."""
        self.take("propose", by=by)
        rehearse(by=by, **self.facts())
        with spoken(Nomination):
            self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """Nothing comes of it."""
        self.take("drop", by=by)
        self.save()

    def facts(self) -> dict[str, Any]:
        """What an assignment is made from."""
        names = ("user", "area", "role", "starts_on", "ends_on", "phone", "note")
        return {name: getattr(self, name) for name in names}

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to."""
        until = era_date(self.ends_on) if self.ends_on else "次に決めるまで"
        return {
            "地区": str(self.area),
            "区分": str(self.role),
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
        issue(AppointmentLetter(self, timezone.localdate()), by=by)

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        """The section proposes it again, or makes another with what was said in mind."""
        self.take("give_back", by=by, comment=comment)
        self.save()

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [AppointmentLetter(self, on)]


def rehearse(*, by: User, **facts: Any) -> None:
    """Whatever refuses the assignment refuses it here; nothing of it stays."""
    with rehearsed():
        LiaisonAssignment.assign(by=by, **facts)


@transaction.atomic
def prepare_year(year: FiscalYear, *, by: User) -> tuple[list[Nomination], list[str]]:
    """A draft for each assignment that ends on the eve of a fiscal year: the same person for that year.

    Those for whom there is one already are left alone; where the person cannot go on, the sentence says why.
    """
    ending = LiaisonAssignment.objects.filter(ends_on=year.previous.end).select_related("user", "area", "role")
    there: set[Any] = set(LiaisonAssignment.objects.held(on=year.start).values_list("area", "role"))
    meant: set[Any] = set(Nomination.objects.filter(status__in=["prepared", "proposed"]).values_list("area", "role"))
    found, left = [], []
    for each in ending.order_by("area__order", "area", "role__order"):
        if (each.area_id, each.role_id) in there | meant:
            continue
        facts = {name: getattr(each, name) for name in ("user", "area", "role", "phone", "note")}
        try:
            found.append(Nomination.prepare(by=by, starts_on=year.start, ends_on=year.end, **facts))
        except ValidationError as refusal:
            left.append(f"{each}:{refusal.messages[0]}")
    return found, left
