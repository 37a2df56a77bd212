"""変更(中止・廃止)承認申請 (form 3.12), the organization's half: asked for from a new version of the year's plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.change_checks import gaps_of, is_reported
from grants.checks import Gap
from grants.differences import Differences, differences
from organizations.behalf import arrived_on
from organizations.models import Organization
from organizations.requests import sent
from organizations.ties import is_tied
from plans.models import YearlyPlan
from plans.places import OF_PLAN, Place, kept, plan_places
from records import attachments
from records.attachments import Attachment
from records.cases import Case, NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.events import record
from records.fiscal import FiscalYear
from records.mail import post
from records.numbers import take_number
from records.papers import keep
from records.telling import changes, overwrite
from records.templatetags.japanese import month_day, yen


class Changing(Case):
    class Kind(models.TextChoices):
        CHANGE = "change", "変更"
        SUSPEND = "suspend", "中止"
        ABOLISH = "abolish", "廃止"

    VERBS: ClassVar[Mapping[str, str]] = {kind.value: kind.value for kind in Kind}  # of the grant

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="changes", verbose_name="交付金")
    kind = models.CharField("区分", max_length=7, choices=Kind.choices)
    plan_before = models.ForeignKey(YearlyPlan, on_delete=models.PROTECT, related_name="+", verbose_name="前の計画")
    plan = models.ForeignKey(
        YearlyPlan, on_delete=models.PROTECT, null=True, related_name="changes", verbose_name="新しい計画"
    )
    reason = models.TextField("理由", max_length=2000, blank=True)
    amount_wanted = models.BigIntegerField("変更後の交付申請額(円)", null=True, blank=True)
    is_light = models.BooleanField("届出だけで足りる", null=True, editable=False)  # found when it was sent
    resolved_on = models.DateField("総会や役員会で決めた日", null=True, blank=True)
    contact_name = models.CharField("連絡する人", max_length=100, blank=True)
    contact_phone = models.CharField("昼間につながる電話", max_length=20, blank=True)
    applicant = models.CharField("団体名", max_length=100, blank=True, editable=False)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    office_address = models.CharField("所在地", max_length=200, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    received_at = models.DateTimeField("収受した日時", null=True, editable=False)
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:

        def get_kind_display(self) -> str: ...

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @property
    def follows_plan(self) -> bool:
        """The amount is that of the plan; what is given up for good may need no plan any more."""
        return self.kind != self.Kind.ABOLISH

    @property
    def is_open(self) -> bool:
        """The organization may write in it."""
        return self.can("submit")

    @classmethod
    @transaction.atomic
    def begin(cls, grant: Grant, kind: str, *, by: User, on: date) -> Self:
        """A draft; for a change with the next version of the plan, which the organization then writes."""
        grant.lock()
        if kind not in cls.VERBS or not grant.can(cls.VERBS[kind]) or is_reported(grant):
            raise NotNow(Grant.NOT_NOW["change"])
        if on > grant.scheme.fiscal_year.end:
            raise NotNow(f"{grant.scheme.fiscal_year}は終わりました。市の担当に電話してください。")
        with spoken(cls):
            change = cls._base_manager.create(
                grant=grant,
                kind=kind,
                plan_before=grant.yearly_plan,
                plan=None if kind == cls.Kind.ABOLISH else next_plan(grant, by=by),
                contact_name=by.name,
                contact_phone=by.phone or grant.organization.phone,
            )
        record(change, "change.begin", by=by, comment=change.get_kind_display())
        return change

    @transaction.atomic
    def fill_in(self, *, by: User, **facts: Any) -> None:
        """``facts``: reason, amount_wanted (of 廃止), resolved_on, contact_name, contact_phone."""
        self._must_be_open()
        changes = overwrite(self, facts)
        with spoken(type(self)):
            self.save()
        record(self, "change.fill_in", by=by, changes=changes)

    def differences(self) -> Differences | None:
        """What the new version changes; None where no new version comes with it."""
        if self.plan is None or self.plan_id == self.plan_before_id:
            return None
        return differences(self.plan_before, self.plan)

    def amount_now(self) -> int | None:
        """What is applied for: the plan's share while it is written, and what was sent after that."""
        if self.follows_plan and self.plan and self.is_open:
            return self.plan.totals().grant_share
        return self.amount_wanted

    def needs_only_notice(self) -> bool:
        """軽微な変更: by the scheme's percentage; the city takes note of it and decides nothing."""
        goes_on = self.grant.status == Grant.Status.GRANTED  # what stands still goes on again by a decision only
        found = self.differences() if goes_on and self.kind == self.Kind.CHANGE else None
        same = self.amount_now() == self.grant.amount_current
        return found is not None and same and found.is_light(self.grant.scheme.light_percent)

    def papers(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    def places(self) -> list[Place]:
        """What can be asked to be mended."""
        paper, wanted = "変更の申請書", self.amount_now()
        own = [
            Place("reason", paper, "理由", self.reason),
            Place("amount_wanted", paper, "変更後の額", yen(wanted) if wanted is not None else ""),
            Place("contact_name", paper, "連絡する人", self.contact_name),
            Place("contact_phone", paper, "昼間につながる電話", self.contact_phone),
            Place("papers", paper, "添付の書類", "、".join(str(file) for file in self.papers())),
        ]
        return [*own, *plan_places(self.plan)] if self.plan else own

    def gaps(self, *, on: date) -> list[Gap]:
        return list(gaps_of(self, on=on))

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """Sent with the new version of the plan, the first time or after a correction."""
        self.lock()
        if self.can("submit") and (gaps := self.gaps(on=on)):
            raise NotNow([gap.sentence for gap in gaps])
        wanted, light = self.amount_now(), self.needs_only_notice()
        to = {"amount_wanted": wanted, "is_light": light}
        self.take("submit", by=by, to=to, changes=self.changes_of_plan(), comment=self.told(wanted, light=light))
        if self.plan and self.plan.can("offer"):
            self.plan.offer(by=by, resolved_on=self.resolved_on)
        self._copy_register(on=on)
        self.submitted_by, self.submitted_at = by, timezone.now()
        if self.receipt_number is None:
            came = arrived_on(by, self.organization, on=on)
            noon = timezone.make_aware(datetime.combine(came, time(12))) if came else self.submitted_at
            self.received_at, self.receipt_number = min(noon, self.submitted_at), take_number("収受", FiscalYear.of(on))
        with spoken(type(self)):
            self.save()
        keep(self, "application", by=by)
        sent(self)
        values = {place.code: place.value for place in self.places()}
        for case in (self, self.plan):
            if case:
                mend(case, by=by, values=values)
        record(self.grant, "grant.ask_change", by=by, comment=self.told(wanted, light=light))
        post("grants/emails/change_received/applicant", to=self.organization.contacts(on=on), about=self, change=self)

    def changes_of_plan(self) -> list[Any]:
        """What the new version changes, place by place, for the trail."""
        if self.plan is None or self.plan_id == self.plan_before_id:
            return []
        before, after = (kept(list(plan_places(each))) for each in (self.plan_before, self.plan))
        return changes(before, after)

    def told(self, wanted: int | None, *, light: bool) -> str:
        what = "変更の届出" if light else f"{self.get_kind_display()}の申請"
        return f"{what}、変更後の額は{yen(wanted)}"

    def _copy_register(self, *, on: date) -> None:
        president = self.organization.president(on=on)
        self.applicant, self.office_address = self.organization.name, self.organization.office_address
        self.representative = f"{president.get_kind_display()} {president.name}" if president else ""

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: the application and its version of the plan go back together."""
        comment = f"{len(asks)}か所、{month_day(due_on)}まで"
        self.take("ask_correction", by=by, comment=comment, due_on=due_on, asks=list(asks))
        self.save()
        values = {place.code: place.value for place in self.places()}
        in_plan = [ask for ask in asks if ask["field"].startswith(OF_PLAN)]
        own = [ask for ask in asks if ask not in in_plan]
        self._give_plan_back(by=by)
        if in_plan and self.plan:
            ask_for(self.plan, in_plan, by=by, due_on=due_on, values=values)
        if own or not asks:
            ask_for(self, own, by=by, due_on=due_on, values=values)
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/change_returned/applicant", to=contacts, about=self, change=self, asks=asks, due_on=due_on)

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str = "") -> None:
        """取下げ of the application, before the city's proposal is on its way; the grant stays as it was."""
        self.take("withdraw", by=by, comment=reason)
        self.save()
        self._give_plan_back(by=by)
        sent(self)

    def _give_plan_back(self, *, by: User) -> None:
        if self.plan and self.plan.can("give_back"):
            self.plan.give_back(by=by)

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on) or user.pk == self.submitted_by_id

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        self._must_be_open()
        attachments.receive(self, file, purpose=purpose, by=by)

    @transaction.atomic
    def put_away(self, paper: Attachment, *, by: User) -> None:
        self._must_be_open()
        attachments.put_away(paper, self, by=by)

    def _must_be_open(self) -> None:
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])


def next_plan(grant: Grant, *, by: User) -> YearlyPlan:
    """The version in which the change is written: one that is being written, one sent since, or a new one."""
    versions = YearlyPlan.objects.of(grant.organization, grant.scheme.fiscal_year)
    if draft := versions.filter(status=YearlyPlan.Status.DRAFT).first():
        return draft
    newest = grant.yearly_plan.newest()
    return newest if newest.pk != grant.yearly_plan_id else newest.revise(by=by)
