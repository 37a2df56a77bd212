"""審査会・委員会: people from outside the city hall (academics, residents) who are asked for their opinion on cases.

Beside them stand the citizens' committee for collaboration with its number of seats, and the committee of staff.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pgtrigger
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

    class Kind(models.TextChoices):
        REVIEW = "review", "審査会(案件に意見を述べる)"
        CITIZENS = "citizens", "市民の推進委員会(計画の策定・進捗・評価)"
        STAFF = "staff", "職員の推進委員会(庁内)"

    name = models.CharField("名前", max_length=60, unique=True, help_text="例 協働のまちづくり審査会")
    kind = models.CharField("種類", max_length=8, choices=Kind.choices, default=Kind.REVIEW)
    most = models.PositiveSmallIntegerField("定員(人)", null=True, blank=True)  # of members at any one time
    purpose = models.CharField("何をする委員会か", max_length=200, help_text="例 交付金の申請について意見を述べる")

    objects: ClassVar[models.Manager[Committee]] = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委員会"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_citizens_committee_has_a_number_of_seats",
                condition=Q(kind="citizens", most__isnull=False) | ~Q(kind="citizens"),
                violation_error_message="市民の推進委員会には、定員(例 5人)を入れてください。",
            ),
            models.CheckConstraint(
                name="a_committee_has_a_seat_at_least",
                condition=Q(most=None) | Q(most__gt=0),
                violation_error_message="定員は、1人以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("staff:committee", args=[self.pk])

    @property
    def is_of_staff(self) -> bool:
        return self.kind == self.Kind.STAFF

    @classmethod
    @transaction.atomic
    def found(cls, *, by: User, name: str, purpose: str, kind: str = Kind.REVIEW, most: int | None = None) -> Committee:
        if cls.objects.filter(name=name).exists():
            raise NotNow({"name": "この名前の委員会は、もうあります。"})
        with spoken(cls):
            committee = cls.objects.create(name=name, purpose=purpose, kind=kind, most=most)
        record(committee, "committee.found", by=by, changes=made(committee))
        return committee

    @transaction.atomic
    def describe(self, *, by: User, **values: Any) -> None:
        """Its kind stays what it is; fewer seats than members are refused."""
        if Committee.objects.exclude(pk=self.pk).filter(name=values["name"]).exists():
            raise NotNow({"name": "この名前の委員会は、もうあります。"})
        if changes := overwrite(self, values):
            with spoken(Committee):
                self.save()
            for member in self.members.all():  # fewer seats than members sit there
                self.check_seats(member, "most")
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
        if self.is_of_staff:
            raise NotNow({"email": "職員の推進委員会です。委員は、市の職員から選びます。"})
        user = account_for(email, name=name, furigana=furigana)
        if user.duties.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
            raise NotNow({"email": f"{user}さんは市の職についているので、委員になれません。外部の人を選んでください。"})
        facts: dict[str, Any] = {"kind": kind, "background": background, "starts_on": starts_on, "ends_on": ends_on}
        member = self._seat(user, by=by, **facts)
        welcome(user, by=by, place=self.name, role=member.get_kind_display())
        return member

    @transaction.atomic
    def call_in(
        self, user: User, *, by: User, kind: str, background: str, starts_on: date, ends_on: date | None = None
    ) -> CommitteeMember:
        """An employee becomes a member of a committee of staff; ``background``: for which department."""
        if not self.is_of_staff:
            raise NotNow({"user": "市の職員がなれるのは、職員の推進委員会の委員だけです。"})
        if not user.duties.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
            raise NotNow({"user": f"{user}さんは、その日に市の職についていません。"})
        return self._seat(user, by=by, kind=kind, background=background, starts_on=starts_on, ends_on=ends_on)

    def _seat(self, user: User, *, by: User, **facts: Any) -> CommitteeMember:
        member = CommitteeMember(committee=self, user=user, **facts)
        Committee.objects.select_for_update(no_key=True).get(pk=self.pk)  # two who seat at once wait for each other
        self.check_seats(member)
        with spoken(CommitteeMember):
            member.save()
        changes = made(member, but={"committee"})
        record(self, "committee.appoint", by=by, changes=changes, comment=str(member), user=user)
        user.forget()
        return member

    def check_seats(self, member: CommitteeMember, field: str = "starts_on") -> None:
        """NotNow where on some day of the member's term more sit there than there are seats."""
        if self.most is None:
            return
        terms = [(each.starts_on, each.ends_on or date.max) for each in self.members.exclude(pk=member.pk)]
        ends = member.ends_on or date.max
        for day in sorted({member.starts_on, *(first for first, _ in terms if member.starts_on <= first <= ends)}):
            if sum(first <= day <= last for first, last in terms) >= self.most:
                told = f"定員は{self.most}人で、{era_date(day)}にはもういっぱいです。任期か定員を直してください。"
                raise NotNow({field: told})


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

        triggers = [
            pgtrigger.Trigger(
                name="a_committee_seats_no_more_than_its_number",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                declare=[("busiest", "integer"), ("seats", "integer")],
                func="""
                    SELECT most INTO seats FROM staff_committee WHERE id = NEW.committee_id;
                    SELECT max(sitting.number) INTO busiest FROM (
                        SELECT count(*) AS number FROM staff_committeemember AS day
                        JOIN staff_committeemember AS member ON member.committee_id = day.committee_id
                            AND member.starts_on <= day.starts_on
                            AND (member.ends_on IS NULL OR member.ends_on >= day.starts_on)
                        WHERE day.committee_id = NEW.committee_id AND day.starts_on >= NEW.starts_on
                        GROUP BY day.id
                    ) AS sitting;
                    IF seats IS NOT NULL AND busiest > seats THEN
                        RAISE EXCEPTION 'A committee has no more members than seats.' USING ERRCODE = '23514';
                    END IF;
                    RETURN NEW;
                """,
            )
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
        self.committee.check_seats(self, "on")
        with spoken(CommitteeMember):
            self.save()
        record(self.committee, "committee.end", by=by, changes=changes, comment=str(self), user=self.user)
        self.user.forget()
