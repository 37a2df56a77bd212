"""役員名簿 (form 3.3): who acts in an organization, in which role, from when until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.invitations import account_for, welcome
from records.telling import gone, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start, term

OWNER = {"organization"}  # whose history tells of its officers


class OfficerQuerySet(BelongingQuerySet["Officer"], DatedQuerySet["Officer"]):  # type: ignore[override]  # two bases, one manager
    def not_over(self, *, on: date) -> OfficerQuerySet:
        """Those who hold their role on a day or will."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Officer(Dated):
    """A dated role in an organization. With an account it is also how a community user acts here."""

    class Kind(models.TextChoices):
        PRESIDENT = "president", "会長"
        VICE_PRESIDENT = "vice_president", "副会長"
        SECRETARY = "secretary", "事務局長"
        TREASURER = "treasurer", "会計"
        AUDITOR = "auditor", "監事"
        VIEWER = "viewer", "閲覧"

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="officers", verbose_name="団体"
    )
    kind = models.CharField("役職", max_length=16, choices=Kind.choices)
    name = models.CharField("氏名", max_length=100)
    furigana = models.CharField("ふりがな", max_length=100)
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name="アカウント",
    )

    objects: ClassVar[models.Manager[Officer]] = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "役員"
        ordering = ["organization", "pk"]
        constraints = [
            ends_after_start("an_officer_ends_after_starting"),
            ExclusionConstraint(
                name="one_president_at_a_time",
                expressions=[("organization", RangeOperators.EQUAL), (term(), "&&")],
                condition=Q(kind="president"),
                violation_error_message="その期間には、もう会長がいます。前の会長の任期のおわりを入れてください。",
            ),
            ExclusionConstraint(
                name="nobody_stands_twice_in_the_same_role",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (term(), "&&"),
                ],
                violation_error_message="この人は、その期間もうこの役職の名簿に載っています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def may_write(self) -> bool:
        return self.kind != self.Kind.VIEWER

    @property
    def is_invited(self) -> bool:
        """Has an account whose owner has not chosen a password yet."""
        return self.user is not None and not self.user.has_usable_password()

    @transaction.atomic
    def amend(self, *, by: User, **values: object) -> None:
        """Mends what the register says."""
        self._lock()
        name = str(self)
        if changes := overwrite(self, values):
            self._save()
            record(self.organization, "organization.amend", by=by, changes=changes, comment=name)

    @transaction.atomic
    def end(self, *, by: User, on: date) -> None:
        """The role is held until this day; the row stays, so that papers of that time still name their bearer."""
        self._lock()
        if on < self.starts_on:
            raise NotNow({"on": f"任期のはじまり({era_date(self.starts_on)})か、それより後の日にしてください。"})
        if changes := overwrite(self, {"ends_on": on}):
            self._save()
            comment = f"{self} {era_date(on)}まで"
            record(self.organization, "organization.end", by=by, changes=changes, comment=comment, on=on)

    @transaction.atomic
    def take_back(self, *, by: User, today: date) -> None:
        """Whoever was to begin on a day to come does not; the event tells who it would have been."""
        self._lock()
        if self.starts_on <= today:
            raise NotNow(f"{self}さんは、もう{era_date(self.starts_on)}から役員です。任期のおわりを入れてください。")
        changes, comment = gone(self, but=OWNER), f"{self} {era_date(self.starts_on)}から"
        record(self.organization, "organization.take_back", by=by, changes=changes, comment=comment)
        self.delete()

    @transaction.atomic
    def invite(self, *, by: User, email: str = "") -> None:
        """A mail that opens the portal to the bearer of the role; again, if the first one went astray.

        An address that is already known here only gets the role: its owner signs in as before.
        """
        self._lock()
        if self.user is None:
            if not email:
                raise NotNow({"email": "メールアドレスを入れてください。"})
            self.user = account_for(email, name=self.name, furigana=self.furigana)
            self._save()
        welcome(self.user, by=by, place=str(self.organization), role=self.get_kind_display())
        record(self.organization, "organization.invite", by=by, comment=str(self))

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Officer.objects.select_for_update(no_key=True, of=("self",)))

    def _save(self) -> None:
        with spoken(Officer):
            self.save()
