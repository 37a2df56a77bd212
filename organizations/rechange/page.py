"""All that the page of one change shows to one reader on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse

from accounts.models import User
from organizations.criteria import Criterion
from organizations.models import Rechange
from organizations.notices import notice_of
from organizations.rechange.criteria import criteria_of, evidence
from organizations.rules import may_review, may_submit, may_write_application
from records.attachments import Attachment
from records.corrections import Correction
from records.events import Event
from records.letters import Letter
from records.letters.kinds import kind_name
from records.pieces import Fact, Step, Tag, steps
from records.reviews import Finding, Verdict
from records.stands import Stand, stand
from records.templatetags.japanese import era, local_day

Status = Rechange.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("審査", "way"),
    Status.RETURNED: Tag("補正のお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.APPROVED: Tag("変更認可", "good"),
    Status.REFUSED: Tag("変更不認可", "over"),
    Status.WITHDRAWN: Tag("取下げ", "over"),
}
AT = {Status.DRAFT: 0, Status.WITHDRAWN: 0, Status.SUBMITTED: 1, Status.RETURNED: 1, Status.PROPOSED: 2}


@dataclass
class RechangePage:
    case: Rechange
    reader: User
    on: date

    @cached_property
    def is_city(self) -> bool:
        return self.reader.is_city(on=self.on)

    @cached_property
    def may_review(self) -> bool:
        return bool(may_review(self.reader, self.case))

    @cached_property
    def may_write(self) -> bool:
        return bool(may_write_application(self.reader, self.case))

    @cached_property
    def approval(self) -> Stand | None:
        """The city's own way to the decision."""
        return stand(self.case, user=self.reader, on=self.on) if self.is_city else None

    @property
    def tag(self) -> Tag:
        mine = self.approval and self.approval.may_act and self.case.status == Status.PROPOSED
        return Tag("あなたの番です", "now") if mine else TAGS[Status(self.case.status)]

    @property
    def steps(self) -> list[Step]:
        status = Status(self.case.status)
        last = "変更不認可" if status == Status.REFUSED else "変更認可"
        return steps("提出", "審査", "決裁", last, at=AT.get(status, 4), stopped=status == Status.WITHDRAWN)

    @cached_property
    def corrections(self) -> list[Correction]:
        return list(Correction.objects.about(self.case).select_related("asked_by", "mended_by"))

    @property
    def due(self) -> date | None:
        return min((ask.due_on for ask in self.corrections if ask.mended_at is None), default=None)

    @cached_property
    def review(self) -> list[tuple[Criterion, Finding | None, str]]:
        """Each criterion with what the officer found and what the portal found."""
        found = {finding.criterion: finding for finding in Finding.objects.about(self.case).select_related("reviewer")}
        known = evidence(self.case, on=self.on)
        return [
            (criterion, found.get(criterion.code), known.get(criterion.code, ""))
            for criterion in criteria_of(self.case)
        ]

    @property
    def unjudged(self) -> int:
        return sum(finding is None for _, finding, _ in self.review)

    @property
    def wants_mending(self) -> bool:
        return any(finding and finding.verdict == Verdict.MEND for _, finding, _ in self.review)

    @cached_property
    def letter(self) -> Letter | None:
        """The answer, once it was issued; the last one if it was corrected."""
        return Letter.objects.about(self.case).decisions().order_by("-pk").first()

    @cached_property
    def notice(self) -> str:
        """The letter that the section can send now besides the mails."""
        letter = notice_of(self.case, on=self.on) if self.may_review else None
        return kind_name(letter.kind) if letter else ""

    @property
    def notice_url(self) -> str:
        return reverse("organizations:rechange_notice", args=[self.case.pk])

    @property
    def may_withdraw(self) -> bool:
        sends = may_submit(self.reader, self.case.organization)
        return self.may_write and bool(sends) and self.case.can("withdraw")

    @cached_property
    def differences(self) -> list[dict[str, str]]:
        """変更の内容, as it was sent; nothing of a draft that was never sent."""
        return list(self.case.differences)

    @property
    def facts(self) -> list[Fact]:
        case, printed = self.case, self.case.printed()
        shown = ("wanted_on", "resolved_on", "reason", "contact_name", "contact_phone")
        sent = f"{era(local_day(case.submitted_at))} 第{case.receipt_number}号" if case.submitted_at else "まだです"
        return [Fact("収受", sent), *(Fact(case.LABELS[name], linebreaksbr(printed[name]) or "なし") for name in shown)]

    @property
    def proposal(self) -> list[Fact]:
        """What is to be decided, or was."""
        case, stand_ = self.case, self.approval
        facts = [
            Fact("伺い", linebreaksbr(stand_.proposal.reason) if stand_ else ""),
            Fact("決定の案", case.get_outcome_display()),
            Fact("効力が生じる日", era(case.effective_on)),
            Fact("条件", linebreaksbr(case.conditions)),
            Fact("認可しない理由", linebreaksbr(case.grounds)),
        ]
        return [fact for fact in facts if fact.value]

    @cached_property
    def files(self) -> list[Attachment]:
        return list(Attachment.objects.about(self.case))

    @cached_property
    def history(self) -> list[Event]:
        """To the organization what concerns it; the city's own deliberation stays with the city."""
        events = Event.objects.about(self.case)
        if not self.is_city:
            verbs = [f"rechange.{verb}" for verb in Rechange.PUBLIC_VERBS]
            events = events.filter(Q(verb__in=verbs) | Q(verb__startswith="letter."))
        return list(events)
