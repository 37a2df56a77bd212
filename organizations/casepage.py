"""What the pages of a recognition show: the paper line by line, and the whole case to one reader on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.template.defaultfilters import linebreaksbr
from django.urls import NoReverseMatch, reverse

from accounts.access import Answer
from accounts.models import User
from organizations.criteria import CRITERIA, Criterion, evidence
from organizations.models import Organization, Recognition
from organizations.notices import notice_of
from organizations.rules import may_review, may_write_application
from records.attachments import Attachment
from records.corrections import Correction
from records.events import Event
from records.letters import Letter
from records.letters.kinds import kind_name
from records.pieces import Fact, Figure, Step, Tag
from records.reviews import Finding, Verdict
from records.stands import Stand, stand
from records.templatetags.japanese import days_left, era, local_day, month_day

Status = Recognition.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("審査", "way"),
    Status.RETURNED: Tag("補正のお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.RECOGNISED: Tag("認可", "good"),
    Status.REFUSED: Tag("不認可", "over"),
    Status.LAPSED: Tag("効力のなくなった認可", "over"),
}
DECIDED = {Status.RECOGNISED, Status.REFUSED, Status.LAPSED}


@dataclass(frozen=True)
class Row:
    """One line of the paper that the register fills in."""

    name: str
    label: str
    value: str
    change_url: str
    gaps: list[str] = field(default_factory=list)
    asks: list[Correction] = field(default_factory=list)


def register_rows(case: Recognition, asks: Sequence[Correction], *, on: date) -> list[Row]:
    """The register as it stands now: what will be copied when the application is sent."""
    body = case.organization
    case.copy(body, on=on)
    printed, gaps, urls = case.printed(body.areas.all()), case.gaps(on=on), register_urls(body)
    return [
        Row(
            name,
            label,
            printed[name],
            urls[name],
            [gap.sentence for gap in gaps if gap.where == name],
            [ask for ask in asks if ask.field == name],
        )
        for name, label in case.REGISTER.items()
    ]


def register_urls(body: Organization) -> dict[str, str]:
    """Where each line is mended."""
    describe, page = reverse("organizations:describe", args=[body.pk]), body.get_absolute_url()
    return {
        "name": describe,
        "office_address": describe,
        "representative": f"{page}#officers",
        "areas": describe,
        "founded_on": page,
        "bylaws": bylaws_url(body),
        "officers": f"{page}#officers",
        "future_plan": plans_url(),
    }


def bylaws_url(body: Organization) -> str:
    """The list of articles while it may be mended, else the next version."""
    bylaws = body.bylaws.first()
    if bylaws and not bylaws.is_under_review():
        return reverse("organizations:bylaws", args=[bylaws.pk])
    return reverse("organizations:bylaws_new", args=[body.pk])


def plans_url() -> str:
    """Plans are a floor above: they are met as a page."""
    try:
        return reverse("plans:future")
    except NoReverseMatch:
        return ""


@dataclass
class CasePage:
    case: Recognition
    reader: User
    on: date

    @cached_property
    def is_city(self) -> bool:
        return self.reader.is_city(on=self.on)

    @cached_property
    def may_review(self) -> Answer:
        return may_review(self.reader, self.case)

    @cached_property
    def may_write(self) -> Answer:
        return may_write_application(self.reader, self.case)

    @property
    def tag(self) -> Tag:
        if self.approval and self.approval.may_act:
            return Tag("あなたの番です", "now")
        return TAGS[Status(self.case.status)]

    @cached_property
    def approval(self) -> Stand | None:
        """The city's own way to the decision."""
        return stand(self.case, user=self.reader, on=self.on) if self.is_city else None

    @cached_property
    def corrections(self) -> list[Correction]:
        return list(Correction.objects.about(self.case).select_related("asked_by", "mended_by"))

    @cached_property
    def due(self) -> date | None:
        """Until when the organization mends what is open."""
        return min((ask.due_on for ask in self.corrections if ask.mended_at is None), default=None)

    @cached_property
    def review(self) -> list[tuple[Criterion, Finding | None, str]]:
        """Each criterion with what the officer found and what the portal found."""
        found = {finding.criterion: finding for finding in Finding.objects.about(self.case).select_related("reviewer")}
        known = evidence(self.case, on=self.on)
        return [(criterion, found.get(criterion.code), known.get(criterion.code, "")) for criterion in CRITERIA]

    @property
    def unjudged(self) -> int:
        return sum(finding is None for _, finding, _ in self.review)

    @property
    def is_fit(self) -> bool:
        return all(finding and finding.verdict == Verdict.FIT for _, finding, _ in self.review)

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
        return reverse("organizations:recognition_notice", args=[self.case.pk])

    @cached_property
    def facts(self) -> list[Fact]:
        printed = self.case.printed()
        return [
            Fact(label, linebreaksbr(printed[name]) or "なし")
            for name, label in {**self.case.REGISTER, **self.case.TYPED}.items()
        ]

    @property
    def proposal(self) -> list[Fact]:
        """What is to be decided, or was."""
        case, stand = self.case, self.approval
        facts = [
            Fact("伺い", linebreaksbr(stand.proposal.reason) if stand else ""),
            Fact("決定の案", case.get_outcome_display()),
            Fact("効力が生じる日", era(case.effective_on)),
            Fact("条件", linebreaksbr(case.conditions)),
            Fact("認可しない理由", linebreaksbr(case.grounds)),
        ]
        return [fact for fact in facts if fact.value]

    @cached_property
    def papers(self) -> list[tuple[str, list[Attachment]]]:
        return [(self.case.LABELS[name], files) for name, files in self.case.papers().items()]

    @property
    def figures(self) -> list[Figure]:
        case = self.case
        sent = local_day(case.submitted_at) if case.submitted_at else None
        figures = [
            Figure("収受", month_day(sent) if sent else "まだです", f"第{case.receipt_number}号" if sent else ""),
            Figure("構成する世帯", f"{case.households:,}世帯" if case.households else "–"),
            Figure("効力が生じる日", era(case.effective_on) or "まだ決まっていません"),
        ]
        return [*figures, Figure("いま持っている人", *self.holder)]

    @property
    def holder(self) -> tuple[str, str]:
        """Who must act now, and since or until when."""
        case = self.case
        if case.status in DECIDED:
            return "なし", f"{month_day(case.decided_at)}に決定"
        if case.status == Status.DRAFT:
            return str(case.organization), "書いている途中"
        if case.status == Status.RETURNED:
            return str(case.organization), f"{month_day(self.due)}まで({days_left(self.due, self.on)})"
        if self.approval and self.approval.open_step:
            return self.approval.holder, f"{month_day(self.approval.since)}から"
        return "協働の担当の係", f"{month_day(case.submitted_at)}から"

    @property
    def steps(self) -> list[Step]:
        case = self.case
        at = {Status.DRAFT: 0, Status.RETURNED: 1, Status.SUBMITTED: 1, Status.PROPOSED: 2}.get(Status(case.status), 4)
        mended = [ask for ask in self.corrections if ask.mended_at]
        notes = ("", "補正のお願い" if case.status == Status.RETURNED else "補正あり" if mended else "", "", "")
        days = (case.submitted_at, None, None, case.decided_at)
        last = "不認可" if case.status == Status.REFUSED else "認可"
        return [
            Step(
                label,
                "done" if n < at else ("stop" if case.status == Status.RETURNED else "now") if n == at else "todo",
                note,
                local_day(day) if day and n < at else None,
            )
            for n, (label, note, day) in enumerate(zip(("提出", "審査", "決裁", last), notes, days, strict=True))
        ]

    @cached_property
    def history(self) -> list[Event]:
        """To the organization what concerns it; the city's own deliberation stays with the city."""
        events = Event.objects.about(self.case)
        if not self.is_city:
            verbs = [f"recognition.{verb}" for verb in Recognition.PUBLIC_VERBS]
            events = events.filter(Q(verb__in=verbs) | Q(verb__startswith="letter."))
        return list(events)
