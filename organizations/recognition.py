"""認可: the case by which the city makes a body the organization of its area (forms 3.2, 3.21; life cycle 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.application import DECIDED, Application
from organizations.behalf import refuse_if_contested
from organizations.bodies import Organization
from organizations.criteria import objection
from organizations.letters import letter_for
from organizations.papers import Paper
from organizations.querysets import RecognitionQuerySet
from organizations.readiness import Gap, before_application, refuse_if
from organizations.requests import sent
from organizations.territory import Territory, ground
from organizations.ties import tied_organizations
from records.approvals import Proposal, Stop
from records.attachments import papers_for
from records.cases import Case, NotNow, spoken
from records.corrections import Ask, ask_for, mend
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.letters import LetterModel, issue, preview
from records.mail import post
from records.numbers import take_number
from records.papers import keep
from records.reviews import Finding, Word, judge
from records.telling import made


class Recognition(Case, Application):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "補正のお願い"
        PROPOSED = "proposed", "決裁待ち"
        RECOGNISED = "recognised", "認可"
        REFUSED = "refused", "不認可"
        LAPSED = "lapsed", "効力のなくなった認可"

    class Outcome(models.TextChoices):
        RECOGNISE = "recognise", "認可する"
        REFUSE = "refuse", "認可しない"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "review": ({Status.SUBMITTED}, Status.SUBMITTED),
        "ask_correction": ({Status.SUBMITTED}, Status.RETURNED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "recognise": ({Status.PROPOSED}, Status.RECOGNISED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
        "lapse": ({Status.RECOGNISED}, Status.LAPSED),
    }
    AFTERWARDS: ClassVar[Any] = ("lapse",)
    NOT_NOW: ClassVar[Any] = {
        "submit": "この申請は、もう出してあります。画面を開き直して、今の状態を確かめてください。",
        "review": "この申請は、今は審査できません。補正の返事を待っているか、もう決裁に回っています。",
        "ask_correction": "補正をお願いできるのは、審査のあいだだけです。画面を開き直してください。",
        "propose": "この申請は、今は起案できません。補正の返事を待っているか、もう決裁に回っています。",
    }
    SAID: ClassVar[Any] = {
        "begin": "認可の申請を書き始めた",
        "submit": "認可の申請を出した",
        "review": "審査した",
        "ask_correction": "補正をお願いした",
        "propose": "決定の案を作った",
        "reopen": "審査にもどった",
        "recognise": "認可した",
        "refuse": "認可しないと決めた",
        "lapse": "認可が取り消された",
        "receive": "書類を付けた",
        "put_away": "書類を外した",
    }
    approval_kind: ClassVar = "organizations.recognition"
    PUBLIC_VERBS = ("begin", "submit", "ask_correction", "recognise", "refuse", "lapse", "receive", "put_away")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="recognitions", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)
    # what the city decides
    outcome = models.CharField("決定の案", max_length=10, choices=Outcome.choices, blank=True)
    effective_on = models.DateField("認可の効力が生じる日", null=True)
    grounds = models.TextField("理由", max_length=2000, blank=True)
    conditions = models.TextField("条件", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Recognition]] = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可の申請"
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=~Q(status__in=["refused", "lapsed"]),
                name="one_live_recognition_per_organization",
                violation_error_message="この団体の認可の申請は、もうあります。",
            ),
            models.CheckConstraint(
                name="a_submitted_recognition_knows_who_sent_it_and_when",
                condition=Q(status="draft")
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, receipt_number__isnull=False),
            ),
            models.CheckConstraint(
                name="recognition_is_decided_exactly_when_someone_decided_it",
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=DECIDED) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_recognition",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="申請した人は、その申請を決定できません。",
            ),
            models.CheckConstraint(
                name="a_recognition_says_from_when_it_holds",
                condition=~Q(status__in=["recognised", "lapsed"]) | Q(effective_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_recognition_says_why",
                condition=~Q(status="refused") | ~Q(grounds=""),
                violation_error_message="認可しない理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 認可の申請"

    def get_absolute_url(self) -> str:
        return reverse("organizations:recognition", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, *, by: User, on: date) -> Recognition:
        """A new application, begun from the register; after a refusal or a revocation from what was written then."""
        if not organization.can("recognise"):
            raise NotNow("認可の申請は、設立した団体がします。団体のページで、設立を届け出てください。")
        earlier = organization.recognitions.filter(status__in=[cls.Status.REFUSED, cls.Status.LAPSED]).last()
        case = cls(organization=organization)
        for field in cls.TYPED if earlier else ():
            setattr(case, field, getattr(earlier, field))
        case.copy(organization, on=on)
        with spoken(cls):
            case.save()
        record(case, "recognition.begin", by=by, changes=made(case))
        return case

    @transaction.atomic
    def submit(
        self,
        *,
        by: User,
        on: date,
        purpose: str,
        households: int,
        member_bodies: int,
        contact_name: str,
        contact_phone: str,
    ) -> None:
        """Sent to the city, the first time or after a correction; NotNow lists what is missing."""
        self.lock()
        self.check_move("submit")
        refuse_if(self.gaps(on=on))
        typed = {"purpose": purpose, "households": households, "member_bodies": member_bodies}
        contact = {"contact_name": contact_name, "contact_phone": contact_phone}
        number = self.receipt_number or take_number("収受", FiscalYear.of(on))
        told = {**self.copied(self.organization, on=on), **typed, **contact, "receipt_number": number}
        before = self.printed()["areas"]
        self.areas.set(self.organization.areas.all())
        areas = {"label": self.REGISTER["areas"], "before": before, "after": self.printed()["areas"]}
        self.take("submit", by=by, to=told, changes=[areas] if areas["before"] != areas["after"] else [])
        self.submitted_by, self.submitted_at = by, timezone.now()
        self.save()
        keep(self, "application", by=by)
        sent(self)
        mend(self, by=by, values=self.printed())

    def gaps(self, *, on: date) -> list[Gap]:
        """What keeps the case from being sent, each with the place where it is mended."""
        gaps = before_application(self.organization, on=on)
        if not papers_for(self, Paper.PROJECTS):
            gaps.append(Gap("projects", f"{Paper.PROJECTS}を付けてください。"))
        return gaps

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: opens the case for the organization again, with what to mend."""
        self.take("ask_correction", by=by, due_on=due_on, fields=[ask["label"] for ask in asks])
        self.save()
        ask_for(self, asks, by=by, due_on=due_on, values=self.printed())
        people = self.organization.contacts(on=timezone.localdate())
        post("organizations/emails/correction", to=people, case=self, asks=asks, due_on=due_on)

    @transaction.atomic
    def review(self, words: Sequence[Word], *, by: User) -> None:
        """審査表: what the officer found about each criterion; the history keeps earlier words."""
        self.lock()
        if not (new := judge(self, words, by=by)):
            return
        self.take("review", by=by, findings=[asdict(word) for word in new])

    @transaction.atomic
    def intend(
        self, *, by: User, outcome: str, effective_on: date | None = None, grounds: str = "", conditions: str = ""
    ) -> None:
        """The decision as it is meant; the caller puts it on its way."""
        meant = {"outcome": outcome, "effective_on": effective_on, "grounds": grounds, "conditions": conditions}
        self.take("propose", by=by, to=meant, outcome=outcome, effective_on=effective_on)
        refuse_if_contested(self)
        self._check_outcome(outcome, effective_on=effective_on, grounds=grounds)
        self.save()

    @transaction.atomic
    def propose(self, *, by: User, reason: str, rule_name: str, route: Sequence[Stop], **meant: Any) -> Proposal:
        """起案 of one application: ``meant`` as for ``intend``. Several together: ``organizations.together``."""
        self.intend(by=by, **meant)
        if obstacles := preview(letter_for(self, on=timezone.localdate()), on=timezone.localdate()).obstacles:
            raise NotNow(obstacles)
        subject = f"{self.name}の認可について({self.get_outcome_display()})"
        return Proposal.draft([self], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)

    def _check_outcome(self, outcome: str, *, effective_on: date | None, grounds: str) -> None:
        """The decision must follow from the review, and the letter must be able to say it."""
        verdicts = dict(Finding.objects.about(self).values_list("criterion", "verdict"))
        if sentence := objection(verdicts, recognises=outcome == self.Outcome.RECOGNISE):
            raise NotNow(sentence)
        if outcome == self.Outcome.RECOGNISE and effective_on is None:
            raise NotNow({"effective_on": "認可の効力が生じる日を入れてください。"})
        if outcome == self.Outcome.REFUSE and not grounds.strip():
            raise NotNow({"grounds": "認可しない理由を書いてください。通知書にそのまま載ります。"})

    def tied(self, user: User, *, on: date) -> bool:
        """Kept out of the decision (除斥): a tie to the organization, or having typed its paper in."""
        return self.organization_id in tied_organizations(user, on=on) or user.pk == self.submitted_by_id

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: the application as it was sent, and the decision as it will print."""
        printed = self.printed()
        return {
            "決定の案": self.get_outcome_display(),
            "効力が生じる日": era_date(self.effective_on) if self.effective_on else "",
            "条件": self.conditions,
            "認可しない理由": self.grounds,
            **{label: printed[name] for name, label in self.LABELS.items()},
        }

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [letter_for(self, on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    @transaction.atomic
    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        """The last post has decided: the decision takes effect and its letter is issued, all or nothing."""
        recognised = self.outcome == self.Outcome.RECOGNISE
        self.take("recognise" if recognised else "refuse", by=by)
        refuse_if_contested(self)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Recognition):
            self.save()
        if recognised and self.effective_on:
            self._take_effect(by=by, on=self.effective_on)
        today = timezone.localdate()
        issue(letter_for(self, on=today), by=by, on=today)

    @transaction.atomic
    def lapse(self, *, by: User) -> None:
        """Taken back by the city; only a Derecognition calls this. The organization may apply again."""
        self.take("lapse", by=by)
        self.save()

    def _take_effect(self, *, by: User, on: date) -> None:
        with spoken(Territory):
            Territory.objects.bulk_create(
                Territory(organization=self.organization, area=area, starts_on=on) for area in ground(self.areas.all())
            )
        self.organization.become_active(by=by, on=on)
