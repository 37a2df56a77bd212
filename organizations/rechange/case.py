"""認可事項の変更: applied for by the organization, reviewed, decided by the posts; then the register takes it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.behalf import refuse_if_contested
from organizations.bodies import Organization
from organizations.bylaws import Bylaws
from organizations.changes import Matter
from organizations.criteria import objection
from organizations.letters import in_force
from organizations.querysets import written_by
from organizations.readiness import Gap, refuse_if
from organizations.rechange.criteria import criteria_of
from organizations.rechange.gaps import gaps_of
from organizations.rechange.letter import ChangeLetter, letter_for
from organizations.rechange.paper import differing
from organizations.rechange.standing import Standing
from organizations.requests import sent
from organizations.territory import check_move_on, move
from organizations.ties import is_tied
from records.approvals import Proposal, Stop
from records.attachments import papers_for
from records.cases import NotNow, spoken
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


class RechangeQuerySet(models.QuerySet["Rechange"]):
    def visible_to(self, user: User, *, on: date) -> RechangeQuerySet:
        """An organization's own people from the first word; the city once it was sent."""
        seen = self.filter(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        return seen.filter(written_by(user, on=on) | Q(submitted_at__isnull=False))

    def open(self) -> RechangeQuerySet:
        return self.filter(status__in=Rechange.OPEN)


class Rechange(Standing):
    approval_kind: ClassVar = "organizations.rechange"

    objects: ClassVar[models.Manager[Rechange]] = RechangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "変更の認可の申請"
        ordering = ["organization", "pk"]
        constraints = [*Standing.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.applicant or self.organization} 変更の認可の申請"

    @property
    def name(self) -> str:
        """As mails and lists call it."""
        return str(self.applicant or self.organization)

    def get_absolute_url(self) -> str:
        return reverse("organizations:rechange", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, *, by: User) -> Rechange:
        organization.lock()
        organization.check_move("rechange")
        case = cls(organization=organization)
        with spoken(cls):
            case.save()
        record(case, "rechange.begin", by=by, changes=made(case, but={"organization"}))
        return case

    @transaction.atomic
    def submit(self, *, by: User, on: date, new_areas: Sequence[Any] = (), **typed: Any) -> None:
        """Sent to the city, the first time or after a correction; NotNow lists what is missing, each at its field.

        ``typed``: matters, new_name, new_furigana, new_office, wanted_on, resolved_on, reason and the contact; what
        belongs to no chosen matter is left out.
        """
        self.lock()
        self.check_move("submit")
        body = self.organization
        body.check_move("rechange")
        typed, areas = self._chosen(typed, new_areas)
        refuse_if(self.gaps(typed, areas, on=on))
        president, after = body.president(on=on), {**typed, "new_areas": areas}
        told = {
            **typed,
            "applicant": body.name,
            "representative": str(president) if president else "",
            "office_address": body.office_address,
            "differences": differing(body, typed["matters"], after=after, resolved_on=typed["resolved_on"]),
            "receipt_number": self.receipt_number or take_number("収受", FiscalYear.of(on)),
        }
        before = self.printed()["new_areas"]
        self.new_areas.set(areas)
        moved = {"label": self.LABELS["new_areas"], "before": before, "after": self.printed()["new_areas"]}
        self.take("submit", by=by, to=told, changes=[moved] if moved["before"] != moved["after"] else [])
        self.submitted_by, self.submitted_at = by, timezone.now()
        with spoken(Rechange):
            self.save()
        keep(self, "application", by=by)
        sent(self)
        mend(self, by=by, values=self.printed())

    def _chosen(self, typed: dict[str, Any], areas: Sequence[Any]) -> tuple[dict[str, Any], list[Any]]:
        matters = typed["matters"]
        kept = {**typed, "matters": [matter for matter in Matter.values if matter in matters]}
        if Matter.NAME not in matters:
            kept |= {"new_name": "", "new_furigana": ""}
        if Matter.OFFICE not in matters:
            kept |= {"new_office": ""}
        return kept, list(areas) if Matter.AREAS in matters else []

    def gaps(self, typed: dict[str, Any], areas: Sequence[Any], *, on: date) -> list[Gap]:
        """What keeps the paper from being sent, each with the field where it is mended."""
        return gaps_of(self, typed, areas, on=on)

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str = "") -> None:
        """取下げ: the register stays as it is."""
        self.take("withdraw", by=by, comment=reason)
        self.save()
        sent(self)

    @transaction.atomic
    def ask_correction(self, asks: Sequence[Ask], *, by: User, due_on: date) -> None:
        """補正: opens the case for the organization again, with what to mend."""
        self.take("ask_correction", by=by, due_on=due_on, fields=[ask["label"] for ask in asks])
        self.save()
        ask_for(self, asks, by=by, due_on=due_on, values=self.printed())
        people = self.organization.contacts(on=timezone.localdate())
        post("organizations/emails/rechange_correction", to=people, case=self, asks=asks, due_on=due_on)

    @transaction.atomic
    def review(self, words: Sequence[Word], *, by: User) -> None:
        """審査表: what the officer found about each criterion; the history keeps earlier words."""
        self.lock()
        self.check_move("review")
        if new := judge(self, words, by=by):
            self.take("review", by=by, findings=[asdict(word) for word in new])

    @transaction.atomic
    def propose(
        self,
        *,
        by: User,
        outcome: str,
        reason: str,
        rule_name: str,
        route: Sequence[Stop],
        effective_on: date | None = None,
        grounds: str = "",
        conditions: str = "",
    ) -> Proposal:
        """起案: the decision must follow from the review, and the letter must be able to say it."""
        approves = outcome == self.Outcome.APPROVE
        meant: dict[str, Any] = {"outcome": outcome, "grounds": "" if approves else grounds}
        meant |= {"effective_on": effective_on if approves else None, "conditions": conditions if approves else ""}
        self.take("propose", by=by, to=meant, outcome=outcome)
        refuse_if_contested(self)
        self._check_outcome()
        self.save()
        today = timezone.localdate()
        if obstacles := preview(self.letter(on=today), on=today).obstacles:
            raise NotNow(obstacles)
        subject = f"{self.name}の認可事項の変更について({self.get_outcome_display()})"[:200]
        return Proposal.draft([self], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)

    def _check_outcome(self) -> None:
        approves, codes = self.outcome == self.Outcome.APPROVE, [each.code for each in criteria_of(self)]
        verdicts = dict(Finding.objects.about(self).values_list("criterion", "verdict"))
        if sentence := objection(verdicts, recognises=approves, codes=codes):
            raise NotNow(sentence)
        if not approves:
            if not self.grounds.strip():
                raise NotNow({"grounds": "認可しない理由を書いてください。通知書にそのまま載ります。"})
        elif self.effective_on is None:
            raise NotNow({"effective_on": "変更の効力が生じる日を入れてください。"})
        else:
            check_move_on(self.organization, on=self.effective_on)

    def tied(self, user: User, *, on: date) -> bool:
        """Kept out of the decision (除斥): a tie to the organization, or having typed its paper in."""
        return is_tied(user, self.organization, on=on) or user.pk == self.submitted_by_id

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: the change line by line, and the decision as it will print."""
        lines = {row["label"]: f"{row['before'] or '(なし)'} → {row['after']}" for row in self.differences}
        return {
            "決定の案": self.get_outcome_display(),
            "効力が生じる日": era_date(self.effective_on) if self.effective_on else "",
            "条件": self.conditions,
            "認可しない理由": self.grounds,
            **lines,
            "変える理由": self.reason,
        }

    def letter(self, *, on: date) -> ChangeLetter:
        return letter_for(self, on=on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    @transaction.atomic
    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        """The last post has decided: register, territory, bylaws and letter, all or nothing."""
        today, approves = timezone.localdate(), self.outcome == self.Outcome.APPROVE
        self.take("approve" if approves else "refuse", by=by)
        refuse_if_contested(self)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Rechange):
            self.save()
        letter = self.letter(on=today)
        changes = in_force(self.organization) if approves else None
        if approves and self.effective_on:
            self._take_effect(by=by, on=self.effective_on)
        issue(letter, by=by, on=today, changes=changes)

    def _take_effect(self, *, by: User, on: date) -> None:
        body, matters = self.organization, set(self.matters)
        values: dict[str, str] = {}
        if Matter.NAME in matters:
            values |= {"name": self.new_name, "furigana": self.new_furigana}
        if Matter.OFFICE in matters:
            values |= {"office_address": self.new_office}
        areas = list(self.new_areas.all()) if Matter.AREAS in matters else None
        if areas is not None:
            move(body, areas, on=on)
        body.rechange(by=by, on=on, values=values, areas=areas)
        if Matter.BYLAWS in matters and self.resolved_on:
            text, last = papers_for(self, self.PAPERS["bylaws"])[0], body.bylaws.first()
            clauses = last.articles() if last else {}
            Bylaws.adopt(body, by=by, resolved_on=self.resolved_on, paper=text, clauses=clauses, is_recognised=True)
