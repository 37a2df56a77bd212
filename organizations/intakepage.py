"""What the page of one intake (代理入力) shows to one reader on one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.access import Answer
from accounts.models import User
from organizations.intakes import Intake
from organizations.models import Organization
from organizations.rules import may_answer_intake, may_finish_intake, may_settle_intake
from records.attachments import Attachment
from records.events import Event
from records.pieces import Fact, Tag
from records.templatetags.japanese import era

Status = Intake.Status
TAGS = {
    Status.OPEN: Tag("入力の途中", "now"),
    Status.SENT: Tag("確認を待っています", "way"),
    Status.CONFIRMED: Tag("団体が確かめました", "good"),
    Status.OBJECTED: Tag("内容がちがう", "back"),
    Status.SETTLED: Tag("市が答えました", "way"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
PAGES = {  # plans and grants are floors above: they are met as pages
    Intake.Matter.FUTURE: "plans:future",
    Intake.Matter.YEARLY: "plans:yearly",
    Intake.Matter.GRANT: "grants:list",
}


@dataclass(frozen=True)
class Entered:
    """One case that was typed in, with what was done to it."""

    name: str
    url: str
    done: list[str]


@dataclass
class IntakePage:
    intake: Intake
    reader: User
    on: date

    @property
    def tag(self) -> Tag:
        return TAGS[Status(self.intake.status)]

    @property
    def may_finish(self) -> Answer:
        return may_finish_intake(self.reader, self.intake)

    @property
    def may_answer(self) -> Answer:
        return may_answer_intake(self.reader, self.intake)

    @property
    def may_settle(self) -> Answer:
        return may_settle_intake(self.reader, self.intake)

    @cached_property
    def scan(self) -> Attachment | None:
        return self.intake.scan

    @property
    def facts(self) -> list[Fact]:
        intake = self.intake
        facts = [
            Fact("届いた書類", intake.get_matter_display()),
            Fact("届きかた", intake.get_channel_display()),
            Fact("受け付けた日", era(intake.received_on)),
            Fact("届けた人", intake.brought_by),
            Fact("入力した人", f"{self.post} {intake.entered_by}".strip()),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def post(self) -> str:
        """As of the day on which it was begun."""
        return next((event.as_post for event in self.events if event.verb == "intake.begin"), "")

    @cached_property
    def events(self) -> list[Event]:
        return list(Event.objects.about(self.intake))

    @cached_property
    def entered(self) -> list[Entered]:
        """What the organization is asked to confirm."""
        return [entered(self.intake, row.case) for row in self.intake.cases.order_by("pk")]

    @cached_property
    def typing(self) -> bool:
        """The reader is the one who types."""
        return self.intake.status == Status.OPEN and self.intake.entered_by_id == self.reader.pk

    @property
    def start(self) -> str:
        return page_of(self.intake.matter, self.intake.organization)

    @property
    def others(self) -> list[tuple[str, str]]:
        return [
            (matter.label, page_of(matter, self.intake.organization))
            for matter in Intake.Matter
            if matter not in {self.intake.matter, Intake.Matter.OTHER}
        ]

    @cached_property
    def has_accounts(self) -> bool:
        """Somebody gets the receipt by mail; else it is printed and handed over."""
        return bool(self.intake.organization.contacts(on=self.on))


def entered(intake: Intake, case: Any) -> Entered:
    acts = Event.objects.about(case).filter(actor=intake.entered_by, at__gte=intake.begun_at).order_by("at", "pk")
    if intake.sent_at:
        acts = acts.filter(at__lte=intake.sent_at)
    name = f"{case._meta.verbose_name} {case}"
    return Entered(name, case.get_absolute_url(), list(dict.fromkeys(told(acts))))


def told(acts: Any) -> Iterator[str]:
    for act in acts:
        comment = act.facts.get("comment", "")
        yield f"{act.said}({comment})" if comment else act.said


def page_of(matter: str, organization: Organization) -> str:
    """Where a paper of this kind is typed in: the organization's own page for it."""
    if matter == Intake.Matter.OFFICERS:
        return reverse("organizations:appoint", args=[organization.pk])
    if matter == Intake.Matter.CHANGE and organization.status == Organization.Status.ACTIVE:
        return reverse("organizations:change", args=[organization.pk])
    try:
        return reverse(PAGES[Intake.Matter(matter)]) + ("?own=1" if matter == Intake.Matter.GRANT else "")
    except (KeyError, NoReverseMatch):
        return organization.get_absolute_url()
