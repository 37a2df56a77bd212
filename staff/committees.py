"""審査会・委員会: people from outside the city hall (academics, residents) who are asked for their opinion on cases."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.invitations import account_for, welcome
from records.telling import made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user: User, *, on: date) -> CommitteeQuerySet:
        """The city's own register; members read their hearings."""
        return self if user.is_city(on=on) else self.none()


class Committee(models.Model):
    SAID: ClassVar = {
        "found": "委員会を置いた",
        "describe": "委員会の登録を直した",
        "appoint": "委員を決めた",
        "end": "委員の任期のおわりを入れた",
    }

    name = models.CharField("名前", max_length=60, unique=True, help_text="例 協働のまちづくり審査会")
    purpose = models.CharField("何をする委員会か", max_length=200, help_text="例 交付金の申請について意見を述べる")

    objects: ClassVar[models.Manager[Committee]] = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委員会"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("staff:committee", args=[self.pk])

    @classmethod
    @transaction.atomic
    def found(cls, *, by: User, name: str, purpose: str) -> Committee:
        if cls.objects.filter(name=name).exists():
            raise NotNow({"name": "この名前の委員会は、もうあります。"})
        committee = cls.objects.create(name=name, purpose=purpose)
        record(committee, "committee.found", by=by, changes=made(committee))
        return committee

    @transaction.atomic
    def describe(self, *, by: User, **values: str) -> None:
        if Committee.objects.exclude(pk=self.pk).filter(name=values["name"]).exists():
            raise NotNow({"name": "この名前の委員会は、もうあります。"})
        if changes := overwrite(self, values):
            self.save()
            record(self, "committee.describe", by=by, changes=changes)

    @transaction.atomic
    def appoint(
        self,
        *,
        by: User,
        email: str,
        name: str,
        furigana: str,
        kind: str,
        background: str,
        starts_on: date,
        ends_on: date | None = None,
    ) -> CommitteeMember:
        """Somebody from outside becomes a member, and gets a mail: an invitation, where there is no account yet."""
        user = account_for(email, name=name, furigana=furigana)
        if user.duties.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
            raise NotNow({"email": f"{user}さんは市の職についているので、委員になれません。外部の人を選んでください。"})
        facts: dict[str, Any] = {"kind": kind, "background": background, "starts_on": starts_on, "ends_on": ends_on}
        member = CommitteeMember(committee=self, user=user, **facts)
        with spoken(CommitteeMember):
            member.save()
        changes = made(member, but={"committee"})
        record(self, "committee.appoint", by=by, changes=changes, comment=str(member), user=user)
        welcome(user, by=by, place=self.name, role=member.get_kind_display())
        user.forget()
        return member


class CommitteeMemberQuerySet(DatedQuerySet["CommitteeMember"]):
    def not_over(self, *, on: date) -> CommitteeMemberQuerySet:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class CommitteeMember(Dated):
    """Somebody sits on a committee for a time. Right and access end with the term."""

    class Kind(models.TextChoices):
        CHAIR = "chair", "委員長"
        MEMBER = "member", "委員"

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members", verbose_name="委員会")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", verbose_name="委員"
    )
    kind = models.CharField("役", max_length=6, choices=Kind.choices, default=Kind.MEMBER)
    background = models.CharField("選ばれた立場", max_length=60, blank=True, help_text="例 学識経験者、公募の市民")

    objects: ClassVar[models.Manager[CommitteeMember]] = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委員"
        ordering = ["committee", "kind", "user__furigana", "pk"]  # the chair first
        constraints = [
            ends_after_start("a_committee_member_ends_after_starting"),
            ExclusionConstraint(
                name="nobody_sits_twice_on_a_committee_at_once",
                expressions=[("committee", RangeOperators.EQUAL), ("user", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人は、その期間もうこの委員会の委員です。",
            ),
            ExclusionConstraint(
                name="a_committee_has_one_chair_at_a_time",
                expressions=[("committee", RangeOperators.EQUAL), (term(), "&&")],
                condition=Q(kind="chair"),
                violation_error_message="その期間には、もう委員長がいます。前の委員長の任期のおわりを入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.user}"

    @property
    def place(self) -> str:
        return f"{self.committee} {self.get_kind_display()}"

    @property
    def is_chair(self) -> bool:
        return self.kind == self.Kind.CHAIR

    @transaction.atomic
    def end(self, *, by: User, on: date) -> None:
        """The last day of the term; what the member has said stands."""
        self.refresh_from_db(from_queryset=CommitteeMember.objects.select_for_update(no_key=True, of=("self",)))
        if on < self.starts_on:
            raise NotNow({"on": f"任期のはじまり({era_date(self.starts_on)})か、それより後の日にしてください。"})
        changes = overwrite(self, {"ends_on": on})
        with spoken(CommitteeMember):
            self.save()
        record(self.committee, "committee.end", by=by, changes=changes, comment=str(self), user=self.user)
        self.user.forget()
