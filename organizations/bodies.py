"""Organizations: their way from the first talks to recognised work (life cycle 2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from organizations.areas import Area
from organizations.changes import COLUMNS
from organizations.kinds.kind import Kind
from organizations.officers import OWNER, Officer
from organizations.querysets import OrganizationQuerySet
from organizations.readiness import before_committee, before_founding, refuse_if
from organizations.stages import Staged
from records.cases import NotNow, spoken
from records.events import record
from records.telling import made, overwrite
from staff.models import LiaisonAssignment


class Organization(Staged):
    """地域運営組織, from the first talks on. Recognition by the city (``Recognition``) makes it active."""

    class LegalForm(models.TextChoices):
        VOLUNTARY = "voluntary", "任意団体"
        AUTHORIZED_NEIGHBOURHOOD = "authorized_neighbourhood", "認可地縁団体"
        NPO = "npo", "NPO法人"
        OTHER = "other", "そのほか"

    kind = models.ForeignKey(
        Kind, on_delete=models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name="種類"
    )  # none: 地域運営組織
    name = models.CharField("団体の名前", max_length=100)
    furigana = models.CharField("ふりがな", max_length=150)
    legal_form = models.CharField("法人格", max_length=30, choices=LegalForm.choices, default=LegalForm.VOLUNTARY)
    office_address = models.CharField("主たる事務所の所在地", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    areas = models.ManyToManyField(Area, related_name="organizations", verbose_name="活動の区域")
    predecessor = models.CharField("母体の団体", max_length=100, blank=True, help_text="例 ○○地域振興会")
    activities = models.TextField("準備会の活動と予定", max_length=2000, blank=True)
    committee_on = models.DateField("準備会を置いた日", null=True, blank=True)
    founded_on = models.DateField("設立した日", null=True, blank=True)
    recognised_on = models.DateField("認可の効力が生じた日", null=True, blank=True)
    revoked_on = models.DateField("認可の取消しの効力が生じる日", null=True, blank=True)
    suspended_on = models.DateField("休止した日", null=True, blank=True, editable=False)
    dissolved_on = models.DateField("解散した日", null=True, blank=True, editable=False)
    status = models.CharField(
        "段階", max_length=12, choices=Staged.Status.choices, default=Staged.Status.AWARENESS, editable=False
    )

    objects: ClassVar[models.Manager[Organization]] = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体"
        ordering = ["furigana", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="no_two_organizations_bear_the_same_name",
                violation_error_message="この名前の団体は、もう登録されています。名前を変えるか、市の担当に相談してください。",
            ),
            models.CheckConstraint(
                name="an_organization_knows_its_day_exactly_when_it_was_recognised",
                condition=Q(status__in=["active", "revoked"], recognised_on__isnull=False)
                | Q(status__in=["suspended", "dissolved"])  # whether the city had recognised it or not
                | ~Q(status__in=["active", "revoked", "suspended", "dissolved"]) & Q(recognised_on=None),
            ),
            models.CheckConstraint(
                name="a_recognition_ends_after_it_began_exactly_when_it_was_revoked",
                condition=Q(status="revoked", revoked_on__isnull=False, revoked_on__gt=F("recognised_on"))
                | Q(status="dissolved")
                | ~Q(status__in=["revoked", "dissolved"]) & Q(revoked_on=None),
            ),
            models.CheckConstraint(
                name="an_organization_has_a_last_day_exactly_when_dissolved",
                condition=Q(status="dissolved", dissolved_on__isnull=False)
                | ~Q(status="dissolved") & Q(dissolved_on=None),
            ),
            models.CheckConstraint(
                name="a_suspended_organization_knows_since_when",
                condition=Q(status="suspended", suspended_on__isnull=False)
                | ~Q(status="suspended") & Q(suspended_on=None),
            ),
            models.CheckConstraint(
                name="a_founded_organization_knows_its_day",
                condition=~Q(status__in=["founded", "active", "revoked"]) | Q(founded_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:detail", args=[self.pk])

    def president(self, *, on: date) -> Officer | None:
        """会長: who represents the organization on a day."""
        return self.officers.held(on=on).filter(kind=Officer.Kind.PRESIDENT).first()

    def contacts(self, *, on: date) -> list[User]:
        """Who gets the organization's mail: every role with an account that may write."""
        roles = self.officers.held(on=on).exclude(user=None).exclude(kind=Officer.Kind.VIEWER)
        return list(User.objects.filter(pk__in=roles.values("user"), is_active=True))

    def liaisons(self, *, on: date) -> list[LiaisonAssignment]:
        """地域担当職員 of its areas or of the districts around them."""
        return list(
            LiaisonAssignment.objects.held(on=on).for_areas(self.areas.all()).select_related("user", "area", "role")
        )

    @classmethod
    @transaction.atomic
    def register(
        cls,
        *,
        by: User,
        name: str,
        furigana: str,
        areas: Iterable[Area],
        predecessor: str = "",
        kind: Kind | None = None,
    ) -> Organization:
        """機運づくり: an area has begun to talk, or a body of another kind is there; its way is on record from now."""
        areas = list(areas)
        if kind and kind.needs_area and not areas:
            raise NotNow({"areas": "区域を1つ以上選んでください。"})
        with spoken(cls):
            body = cls.objects.create(name=name, furigana=furigana, predecessor=predecessor, kind=kind)
        body.areas.set(areas)
        record(body, "organization.register", by=by, changes=[*made(body), *body.moved(before="")], name=name)
        return body

    @transaction.atomic
    def prepare(
        self,
        *,
        by: User,
        on: date,
        name: str,
        furigana: str,
        areas: Iterable[Area],
        activities: str,
        speaker: Mapping[str, Any] | None = None,
    ) -> None:
        """準備会を置く: the preparatory committee is registered (form 3.1), under its own name.

        ``speaker``: who represents it, as ``appoint`` takes it; none if the register names somebody already.
        """
        self.lock()
        before = self.territory_names()
        self.areas.set(areas)
        told = {"name": name, "furigana": furigana, "committee_on": on, "activities": activities}
        self.take("prepare", by=by, to=told, changes=self.moved(before=before), on=on, name=name)
        self._save()
        if speaker:
            self.appoint(by=by, kind=Officer.Kind.PRESIDENT, starts_on=on, **speaker)
        refuse_if(before_committee(self, on=on))

    @transaction.atomic
    def plan(self, *, by: User) -> None:
        """The committee begins the area's future plan."""
        self.take("plan", by=by)
        self.save()

    @transaction.atomic
    def found(self, *, by: User, on: date, name: str, furigana: str, office_address: str, phone: str = "") -> None:
        """設立総会: the general meeting founded the organization on a day, and gave it its name."""
        told = {"name": name, "furigana": furigana, "founded_on": on, "office_address": office_address, "phone": phone}
        self.take("found", by=by, to=told, on=on, name=name)
        self._save()
        refuse_if(before_founding(self, on=on))

    @transaction.atomic
    def become_active(self, *, by: User, on: date) -> None:
        """The city has recognised it; only a Recognition calls this."""
        told = {"recognised_on": on, "revoked_on": None, "founded_on": self.founded_on or on}
        self.take("recognise", by=by, to=told, on=on)
        self.save()

    @transaction.atomic
    def begin_work(self, *, by: User, on: date) -> None:
        """活動を始める: of bodies that the city does not recognise, at the end of their way."""
        self.take("begin_work", by=by, to={"founded_on": self.founded_on or on}, on=on)
        self.save()

    @transaction.atomic
    def lose_recognition(self, *, by: User, on: date) -> None:
        """The city has revoked the recognition; only a Derecognition calls this."""
        self.take("revoke", by=by, to={"revoked_on": on}, on=on)
        self.save()

    @transaction.atomic
    def describe(self, *, by: User, areas: Iterable[Area] | None = None, **values: object) -> None:
        """Mends the register's columns; once recognised, what the letter names changes by ``report_change`` only."""
        self.lock()
        if areas is not None and {area.pk for area in areas} != set(self.areas.values_list("pk", flat=True)):
            self._move(areas, by=by)
        if self.status == self.Status.ACTIVE and COLUMNS & values.keys():
            raise NotNow("認可されたあとの名前・事務所・電話は、変更届で変えます。")
        if changed := overwrite(self, values):
            self._save()
            record(self, "organization.describe", by=by, changes=changed)

    @transaction.atomic
    def appoint(
        self,
        *,
        by: User,
        kind: str,
        name: str,
        furigana: str,
        starts_on: date,
        ends_on: date | None = None,
        address: str = "",
        phone: str = "",
        note: str = "",
        email: str = "",
        user: User | None = None,
    ) -> Officer:
        """Puts somebody into a role (form 3.3); with an e-mail address the person is invited to act here.

        ``user``: the account of somebody who acts here already, in another role or term.
        """
        self.lock()
        officer = Officer(
            organization=self, kind=kind, name=name, furigana=furigana, starts_on=starts_on, ends_on=ends_on,
            address=address, phone=phone, note=note, user=user,
        )  # fmt: skip
        with spoken(Officer):
            officer.save()
        verb, new = "organization.appoint", made(officer, but=OWNER)
        record(self, verb, by=by, changes=new, comment=str(officer), starts_on=starts_on, ends_on=ends_on)
        if email:
            officer.invite(by=by, email=email)
        return officer

    def _move(self, areas: Iterable[Area], *, by: User) -> None:
        if self.status == self.Status.ACTIVE:
            raise NotNow({"areas": "認可された区域は、「変更の認可を申請する」から変えます。"})
        before = self.territory_names()
        self.areas.set(areas)
        record(self, "organization.describe", by=by, changes=self.moved(before=before))
