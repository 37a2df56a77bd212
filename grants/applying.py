"""The organization's half of a grant: an application made from the yearly plan, sent, mended, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grants.checks import Gap, gaps_of
from grants.estimates import application
from grants.places import places_of
from grants.questions.keeping import Answering
from grants.rulebooks.versions import SchemeVersion
from grants.schemes import Scheme
from grants.sheets import CalculationSheet
from organizations.behalf import arrived_on
from organizations.models import Organization
from organizations.requests import sent
from organizations.ties import tied_organizations
from plans.models import YearlyPlan
from plans.places import OF_PLAN, kept
from records import attachments
from records.attachments import Attachment
from records.cases import NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.events import Event, record
from records.fiscal import FiscalYear
from records.mail import post
from records.numbers import take_number
from records.papers import keep
from records.reviews import Finding, Verdict
from records.telling import changes, made, overwrite
from records.templatetags.japanese import month_day
from records.workdays import workdays


class Applying(Answering):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="grants", verbose_name="団体")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="grants", verbose_name="制度")
    scheme_version = models.ForeignKey(
        SchemeVersion,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="grants",
        verbose_name="制度の版",
    )
    yearly_plan = models.ForeignKey(
        YearlyPlan, on_delete=models.PROTECT, related_name="grants", verbose_name="年度計画"
    )
    amount_applied = models.BigIntegerField("交付申請額(円)", default=0)
    amount_calculated = models.BigIntegerField("算定額(円)", null=True, editable=False)
    starts_on = models.DateField("着手予定日")
    ends_on = models.DateField("完了予定日")
    contact_name = models.CharField("連絡する人", max_length=100, blank=True)
    contact_phone = models.CharField("昼間につながる電話", max_length=20, blank=True)
    # as the register had it on the day of submission: later changes do not reach a paper that was sent
    applicant = models.CharField("団体名", max_length=100, blank=True, editable=False)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    office_address = models.CharField("所在地", max_length=200, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    received_at = models.DateTimeField("収受した日時", null=True, editable=False)  # the first submission; it stays
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "scheme"],
                condition=~Q(status__in=["withdrawn", "refused", "given_up"]),
                name="one_live_grant_per_organization_and_scheme",
                violation_error_message="この交付金の申請は、もうあります。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="no_more_is_applied_for_than_was_calculated",
                condition=Q(amount_applied__gte=0)
                & (Q(amount_calculated=None) | Q(amount_applied__lte=F("amount_calculated"))),
                violation_error_message="申請額は、算定額より多くできません。",
            ),
            models.CheckConstraint(
                name="a_grant_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="完了予定日を、着手予定日より後の日にしてください。",
            ),
            models.CheckConstraint(
                name="a_sent_grant_says_who_sent_it_and_for_whom",
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, amount_calculated__isnull=False)
                & ~Q(applicant="")
                & ~Q(representative=""),
            ),
            models.CheckConstraint(
                name="a_grant_is_received_exactly_with_a_number",
                condition=Q(received_at=None, receipt_number=None, submitted_at=None)
                | Q(received_at__isnull=False, receipt_number__isnull=False)
                & Q(submitted_at__isnull=False, submitted_at__gte=F("received_at")),
            ),
        ]

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, scheme: Scheme, plan: YearlyPlan, *, by: User, on: date) -> Self:
        """An application with all that the register and the plan know; nothing of it is typed again."""
        scheme.lock()
        if not scheme.is_taking(on=on) or not scheme.admits(organization):
            raise NotNow("今は申請できません。受付の期間と、申請できる団体の段階と法人格を確かめてください。")
        if (plan.organization_id, plan.fiscal_year) != (organization.pk, scheme.fiscal_year):
            raise NotNow(f"{scheme.fiscal_year}の年度計画から申請してください。")
        with spoken(cls):
            grant = cls._base_manager.create(
                organization=organization,
                scheme=scheme,
                scheme_version=scheme.version(),
                yearly_plan=plan,
                amount_applied=plan.totals().grant_share,
                starts_on=min(max(on, scheme.fiscal_year.start), scheme.completion_by),
                ends_on=scheme.completion_by,
                contact_name=by.name,
                contact_phone=by.phone or organization.phone,
            )
        record(grant, "grant.begin", by=by, changes=made(grant, but={"organization"}))
        return grant

    @transaction.atomic
    def fill_in(self, *, by: User, starts_on: date, ends_on: date, contact_name: str, contact_phone: str) -> None:
        """What only the application asks for."""
        self._must_be_open()
        term = {"starts_on": starts_on, "ends_on": ends_on}
        changed = overwrite(self, {**term, "contact_name": contact_name, "contact_phone": contact_phone})
        with spoken(type(self)):
            self.save()
        record(self, "grant.fill_in", by=by, changes=changed)

    @property
    def is_open(self) -> bool:
        """The organization may write in it."""
        return self.can("submit")

    @property
    def is_late(self) -> bool:
        if self.received_at is None:
            return False
        return timezone.localdate(self.received_at) > workdays().next_workday(self.scheme.deadline)

    def papers(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    def gaps(self, *, on: date) -> list[Gap]:
        """What keeps the application from being sent, and where it is mended."""
        return list(gaps_of(self, self.yearly_plan.newest(), on=on))

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        """Sent to the city, the first time or after a correction, with the plan that the city has now."""
        self.lock()
        if self.can("submit") and (gaps := self.gaps(on=on)):
            raise NotNow([gap.sentence for gap in gaps])
        before, plan = self.yearly_plan, self.yearly_plan.newest()
        paper = kept(places_of(self, plan))
        self.check_move("submit")
        sheet = CalculationSheet.keep(self, application(self.scheme, self.organization, cost=plan.totals().cost), by=by)
        to = {"yearly_plan": plan, "amount_applied": plan.totals().grant_share, "amount_calculated": sheet.amount}
        to |= {**self._register(on=on), "receipt_number": self.receipt_number or take_number("収受", FiscalYear.of(on))}
        self.take("submit", by=by, to=to, paper=paper, changes=changes(self._paper_sent(), paper))
        self.submitted_by, self.submitted_at = by, timezone.now()
        self.received_at = self.received_at or self._arrival(by, self.submitted_at, on=on)
        with spoken(type(self)):
            self.save()
        keep(self, "application", by=by)
        values = {code: value for code, (_label, value) in paper.items()}
        sent(self)
        for case in (self, before, plan):
            mend(case, by=by, values=values)
        Finding.objects.about(self).filter(verdict=Verdict.MEND).delete()  # answered: to be looked at again
        post("grants/emails/received/applicant", to=self.organization.contacts(on=on), about=self, grant=self)

    def tied(self, user: User, *, on: date) -> bool:
        """Kept out of the decision (除斥): a tie to the organization, or having typed its paper in."""
        return self.organization_id in tied_organizations(user, on=on) or user.pk == self.submitted_by_id

    def _arrival(self, by: User, now: datetime, *, on: date) -> datetime:
        """A paper that the city types in came on the day on which it came, whenever it is typed."""
        came = arrived_on(by, self.organization, on=on)
        return min(timezone.make_aware(datetime.combine(came, time(12))), now) if came else now

    def _paper_sent(self) -> dict[str, list[str]]:
        """What was sent last time; what is sent the first time differs from nothing."""
        last = Event.objects.about(self).filter(verb="grant.submit").first()
        return last.facts["paper"] if last else kept(places_of(self, self.yearly_plan.newest()))

    def _register(self, *, on: date) -> dict[str, Any]:
        """What the application takes over from the register."""
        president = self.organization.president(on=on)
        return {
            "applicant": self.organization.name,
            "office_address": self.organization.office_address,
            "representative": f"{president.get_kind_display()} {president.name}" if president else "",
        }

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: gives the application back, and its yearly plan too where something in that is to be mended."""
        self.take(
            "ask_correction", by=by, comment=f"{len(asks)}か所、{month_day(due_on)}まで", due_on=due_on, asks=list(asks)
        )
        self.save()
        values = {place.code: place.value for place in places_of(self, self.yearly_plan)}
        in_plan = [ask for ask in asks if ask["field"].startswith(OF_PLAN)]
        own = [ask for ask in asks if ask not in in_plan]
        if in_plan:
            self.yearly_plan.reopen(by=by)
            ask_for(self.yearly_plan, in_plan, by=by, due_on=due_on, values=values)
        if own or not asks:
            ask_for(self, own, by=by, due_on=due_on, values=values)
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/returned/applicant", to=contacts, about=self, grant=self, asks=asks, due_on=due_on)

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str = "") -> None:
        """取り下げ, before the city's proposal is on its way."""
        self.take("withdraw", by=by, comment=reason)
        self.save()
        if self.received_at:
            keep(self, "withdrawal", by=by)
        sent(self)

    @transaction.atomic
    def receive(self, file: UploadedFile[Any], *, purpose: str, by: User) -> None:
        """Keeps a paper with the application while that is open."""
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
