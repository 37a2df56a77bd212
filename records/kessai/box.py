"""決裁箱: what waits for somebody, heap by heap; many can be approved at once, each after its letter was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from records.approvals import Opinion, Part, Proposal, Step
from records.approvals.steps import DONE
from records.events import Event
from records.stands import Stand, keys_acted_by, stands_of
from records.templatetags.japanese import local_day

PER_PAGE = 50
SEE = "proposal.see"


@dataclass(frozen=True)
class Row:
    """One line of the box: what it is about, and since when it waits for the reader."""

    proposal: Proposal
    step: Step | None
    since: datetime
    on: date
    was_seen: bool = False
    opinion: Opinion | None = None
    stand: Stand | None = None  # in the list of what hangs: who has it

    @property
    def days(self) -> int:
        return (self.on - local_day(self.since)).days

    @property
    def is_late(self) -> bool:
        return self.days >= int(settings.KESSAI_DAYS)

    @property
    def tick(self) -> str:
        """What is sent when the row was ticked: the step that was seen."""
        return f"{self.proposal.pk}-{self.step.pk}" if self.step else ""


@dataclass(frozen=True)
class Heap:
    key: str
    label: str
    count: int | None  # None: not counted


class Box:
    def __init__(self, user: User, asked: QueryDict, *, on: date) -> None:
        self.user, self.on, self.wanted = user, on, asked.get("page")
        self.current = next((key for key in HEAPS if key == asked.get("heap")), "act")

    @cached_property
    def posts(self) -> set[int]:
        """For which the reader can act today, as holder or as deputy."""
        return keys_acted_by(self.user, on=self.on)

    @cached_property
    def open_steps(self) -> list[tuple[int, int, str]]:
        """Key, proposal and part of each step that waits for the reader, the longest first."""
        filled = Step.objects.filter(voided_at=None, acted_by=self.user, act_taken__in=DONE)
        steps = Step.objects.open().filter(post__in=self.posts)
        barred = Q(proposal__drafted_by=self.user) | Q(proposal__in=filled.values("proposal"))
        waiting = steps.exclude(barred & ~Q(part=Part.READ)).order_by("opened_at", "pk")
        return list(waiting.values_list("pk", "proposal_id", "part"))

    @cached_property
    def owed(self) -> list[int]:
        """代決 in posts that the reader holds."""
        held = [duty.post_id for duty in self.user.duties_on(self.on)]
        steps = Step.objects.live().filter(post__in=held, acknowledged_at=None).exclude(deputy=None)
        running = steps.filter(proposal__status__in=[Proposal.Status.RUNNING, Proposal.Status.DECIDED])
        return list(running.exclude(acted_by=self.user).order_by("acted_at").values_list("pk", flat=True))

    @cached_property
    def questions(self) -> list[int]:
        return list(Opinion.objects.open().filter(of=self.user).order_by("due_on", "pk").values_list("pk", flat=True))

    @property
    def found(self) -> Sequence[Any]:
        """The keys of the current heap's rows."""
        if self.current == "opinion":
            return self.questions
        if self.current == "owed":
            return self.owed
        reads = self.current == "read"
        return [pk for pk, _, part in self.open_steps if (part == Part.READ) == reads]

    @property
    def heaps(self) -> list[Heap]:
        if self.current == "hanging":  # a list of everybody's, not of the reader's own
            return [Heap(key, label, None) for key, label in HEAPS.items()]
        read = sum(part == Part.READ for _, _, part in self.open_steps)
        counts = {
            "act": len(self.open_steps) - read,
            "owed": len(self.owed),
            "read": read,
            "opinion": len(self.questions),
        }
        return [Heap(key, label, counts.get(key)) for key, label in HEAPS.items()]

    @cached_property
    def page(self) -> Page[Any]:
        if self.current == "hanging":
            return Paginator(self.hanging, PER_PAGE).get_page(self.wanted)
        return Paginator(self.found, PER_PAGE).get_page(self.wanted)

    @property
    def hanging(self) -> Any:
        """Everything that the reader may see and that has waited too long for the same post."""
        since = timezone.now() - timedelta(days=settings.KESSAI_DAYS)
        visible = Proposal.objects.visible_to(self.user, on=self.on)
        return (
            Proposal.objects.filter(pk__in=visible.values("pk"))
            .hanging(since=since, on=self.on)
            .select_related("drafted_by")
        )

    @cached_property
    def rows(self) -> list[Row]:
        return {"opinion": self._opinions, "hanging": self._hanging}.get(self.current, self._steps)()

    def _steps(self) -> list[Row]:
        keys = list(self.page.object_list)
        related = Step.objects.select_related("proposal__drafted_by", "post", "deputy", "acted_by")
        steps = related.annotate(cases=Count("proposal__items")).in_bulk(keys)
        seen = seen_at([step.proposal_id for step in steps.values()], self.user) if self.current == "act" else {}
        return [self._row(steps[key], seen) for key in keys]

    def _row(self, step: Step, seen: dict[int, datetime]) -> Row:
        since = (step.acted_at if self.current == "owed" else step.opened_at) or step.proposal.drafted_at
        was_seen = is_after(seen.get(step.proposal_id), since)
        return Row(step.proposal, step, since, self.on, was_seen)

    def _opinions(self) -> list[Row]:
        keys = list(self.page.object_list)
        asked = Opinion.objects.select_related("proposal__drafted_by", "asked_by").in_bulk(keys)
        return [Row(asked[key].proposal, None, asked[key].asked_at, self.on, opinion=asked[key]) for key in keys]

    def _hanging(self) -> list[Row]:
        found = list(self.page.object_list)
        stands = stands_of(found, user=self.user, on=self.on, posts=())
        late = Opinion.objects.overdue(on=self.on).filter(proposal__in=found).select_related("of").order_by("-due_on")
        asked = {opinion.proposal_id: opinion for opinion in late}  # the one that waits longest
        return [
            Row(each, None, each.waiting_since, self.on, stand=stands[each.pk], opinion=asked.get(each.pk))
            for each in found
        ]


HEAPS = {
    "act": "決裁・合議",
    "owed": "後閲",
    "read": "供覧",
    "opinion": "意見",
    "hanging": "長く止まっている",
}


def seen_at(proposals: Iterable[int], user: User) -> dict[int, datetime]:
    """When somebody last opened each proposal."""
    kind = ContentType.objects.get_for_model(Proposal)
    looked = Event.objects.filter(verb=SEE, actor=user, case_type=kind, case_id__in=list(proposals))
    return dict(looked.order_by("at").values_list("case_id", "at"))


@dataclass(frozen=True)
class Chosen:
    """Which of the ticked rows can be approved now, and each that cannot, with why."""

    pairs: list[tuple[int, int]]  # proposal and step, for ``records.approvals.together``
    refused: list[tuple[str, str]]


NOT_SEEN = "まだ開いていません。通知書の案を見てから、承認してください。"
GONE = "もう、あなたの番ではありません。"


def choose(ticks: Iterable[str], *, by: User, on: date) -> Chosen:
    """Only what is the person's turn, and was opened since it came; each is checked again when it is approved."""
    box = Box(by, QueryDict("heap=act"), on=on)
    mine = {(proposal, pk) for pk, proposal, part in box.open_steps if part != Part.READ}
    ticked = list(dict.fromkeys(pair for tick in ticks if (pair := read_tick(tick))))
    subjects = dict(Proposal.objects.filter(pk__in=[key for key, _ in ticked]).values_list("pk", "subject"))
    opened = dict(Step.objects.filter(pk__in=[step for _, step in ticked]).values_list("pk", "opened_at"))
    seen = seen_at(subjects, by)
    pairs, refused = [], []
    for key, step in ticked:
        if key not in subjects:
            continue
        if (key, step) not in mine:
            refused.append((subjects[key], GONE))
        elif not is_after(seen.get(key), opened[step]):
            refused.append((subjects[key], NOT_SEEN))
        else:
            pairs.append((key, step))
    return Chosen(pairs, refused)


def is_after(looked: datetime | None, opened: datetime | None) -> bool:
    return looked is not None and opened is not None and looked >= opened


def read_tick(tick: str) -> tuple[int, int] | None:
    """「12-345」: proposal and step."""
    proposal, _, step = tick.partition("-")
    return (int(proposal), int(step)) if proposal.isdecimal() and step.isdecimal() and len(tick) < 30 else None
