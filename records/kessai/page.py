"""All that the page of one proposal shows, for whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.template.defaultfilters import linebreaksbr

from accounts.models import User
from records.approvals import Act, Item, Kind, Opinion, Proposal, Step
from records.approvals.together import Tick
from records.kessai.cases import visible_urls, with_cases
from records.kessai.forms import DEEDS, DeedForm
from records.kessai.lines import OUTCOMES, Draft, Line, labels_of, telling
from records.kessai.rules import may_reassign
from records.pieces import Fact, Figure, Tag
from records.stands import Stand, stands_of
from records.templatetags.japanese import days_left, month_day, yen

PER_PAGE = 30
TAGS = {
    Proposal.Status.RUNNING: Tag("決裁待ち", "way"),
    Proposal.Status.DECIDED: Tag("決裁済み", "good"),
    Proposal.Status.RETURNED: Tag("差し戻し", "back"),
    Proposal.Status.PULLED_BACK: Tag("引き戻し", "over"),
    Proposal.Status.WITHDRAWN: Tag("取り下げ", "over"),
}

SHUT_OUT = "{}の人は、この決裁に加われません(除斥、または別の段階で承認ずみ)。「受け持つ職を変える」で移してください。"


@dataclass
class ProposalPage:
    proposal: Proposal
    reader: User
    on: date
    typed: Mapping[str, DeedForm] = field(default_factory=dict)  # what comes back with mistakes
    wanted: str | None = None  # the page of the list of cases

    @cached_property
    def stand(self) -> Stand:
        return stands_of([self.proposal], user=self.reader, on=self.on)[self.proposal.pk]

    @property
    def tag(self) -> Tag:
        mine = self.stand.may_act or self.to_read or self.to_acknowledge or self.asked
        return Tag("あなたの番です", "now") if mine else TAGS[Proposal.Status(self.proposal.status)]

    @property
    def figures(self) -> list[Figure]:
        proposal, stand = self.proposal, self.stand
        figures = [Figure("起案", month_day(proposal.drafted_at), f"{proposal.drafted_as} {proposal.drafted_by}")]
        if proposal.amount is not None:
            figures.append(Figure("金額", yen(proposal.amount), proposal.rule_name))
        if step := stand.open_step:
            holders = "、".join(stand.holder_of(step)) or str(step.post)
            figures.append(Figure("いま持っている人", holders, f"{step.post}・{month_day(step.opened_at)}から"))
            figures.append(Figure("めやす", f"{month_day(step.due_on)}まで", days_left(step.due_on, self.on)))
            following = "、".join(str(post) for post in stand.next_posts)
            figures.append(Figure("つぎ", following or "決裁のあと、通知書が出ます"))
        return figures

    @cached_property
    def standing(self) -> Any:
        """In which post the reader acts in the open step (``staff.offices.Standing``)."""
        step = self.stand.open_step
        return step.post.standing(self.reader, on=self.on) if step and self.stand.may_act else None

    @property
    def decides(self) -> bool:
        step = self.stand.open_step
        return bool(step and step.part == "decide")

    @property
    def earlier_posts(self) -> list[tuple[str, str]]:
        """Where it may be sent back to, by position."""
        here = self.stand.open_step.position if self.stand.open_step else 0
        before = [step for step, _ in self.stand.stops if step.position < here]
        grouped = groupby(before, key=lambda step: step.position)
        return [(str(position), "、".join(str(step.post) for step in steps)) for position, steps in grouped]

    @cached_property
    def to_read(self) -> Step | None:
        """供覧: the reader's own step, once it was decided."""
        return next((step for step in self._mine if step.is_open and step.part == "read"), None)

    @cached_property
    def to_acknowledge(self) -> list[Step]:
        """代決 in the reader's own post that the reader has not seen yet."""
        held = {duty.post_id for duty in self.reader.duties_on(self.on)}
        return [step for step in self.stand.owing if step.post_id in held and step.acted_by_id != self.reader.pk]

    @cached_property
    def under_way(self) -> Tick | None:
        """What is being done to it behind the page; until then nobody does anything else."""
        return Tick.objects.under_way(self.proposal).select_related("together__by").first()

    @property
    def _mine(self) -> list[Step]:
        if self.proposal.status != Proposal.Status.DECIDED:
            return []
        open_steps = [step for step, _ in self.stand.stops if step.is_open]
        return [step for step in open_steps if step.post.standing(self.reader, on=self.on)]

    @cached_property
    def opinions(self) -> list[Opinion]:
        return list(self.proposal.opinions.select_related("asked_by", "of"))

    @property
    def asked(self) -> Opinion | None:
        """What the reader was asked and has not answered."""
        waiting = (each for each in self.opinions if each.of_id == self.reader.pk and not each.answered_at)
        return next(waiting, None) if self.proposal.is_running else None

    @property
    def is_drafter(self) -> bool:
        return self.reader.pk == self.proposal.drafted_by_id and self.proposal.is_running

    @property
    def may_pull_back(self) -> bool:
        return self.is_drafter and not any(step.act_taken for step, _ in self.stand.stops)

    @cached_property
    def stuck(self) -> list[str]:
        """Why nobody can fill an open step: nobody is there; or, for whoever can mend it, all of them are tied."""
        found = list(self.stand.stuck)
        if self.proposal.is_running and may_reassign(self.reader, self.proposal):
            waiting = [step for step, names in self.stand.stops if step.is_open and step.part != "read" and names]
            found += [
                SHUT_OUT.format(step.post)
                for step in waiting
                if not step.post.obstacle(on=self.on) and not self.proposal.able(step, on=self.on)
            ]
        return found

    @property
    def may_reassign(self) -> bool:
        """Only where it has come to a stop."""
        return bool(self.stuck) and bool(may_reassign(self.reader, self.proposal))

    @cached_property
    def acts(self) -> list[Act]:
        return list(self.proposal.acts.select_related("by", "step__post").order_by("-number"))

    @property
    def voids(self) -> list[Act]:
        """When approvals were voided, with what had changed."""
        return [act for act in self.acts if act.kind == Kind.VOID]

    @cached_property
    def page(self) -> Page[Item]:
        return Paginator(self.proposal.items.order_by("pk"), PER_PAGE).get_page(self.wanted)

    @cached_property
    def lines(self) -> list[Line]:
        items = with_cases(self.page.object_list)
        urls = visible_urls(items, self.reader, on=self.on)
        told = telling(items)
        start = self.page.start_index()
        return [
            Line(
                number,
                item,
                urls.get((item.case_type_id, item.case_id), ""),
                OUTCOMES[Item.Outcome(item.outcome)],
                [(label, item.facts.get(label, "")) for label in told],
            )
            for number, item in enumerate(items, start=start)
        ]

    @property
    def single(self) -> Line | None:
        return self.lines[0] if self.page.paginator.count == 1 else None

    @property
    def facts(self) -> list[Fact]:
        """What is agreed to about a single case, in the order in which the case says it."""
        if self.single is None:
            return []
        item = self.single.item
        return [Fact(label, linebreaksbr(text)) for label in labels_of(item) if (text := item.facts[label])]

    @cached_property
    def draft(self) -> Draft | None:
        """Of a single case its letters stand on the page, until they have gone out."""
        if self.single is None or self.single.item.outcome not in (Item.Outcome.PENDING, Item.Outcome.FAILED):
            return None
        return Draft.of(self.single.item, on=self.on)

    @cached_property
    def outcomes(self) -> dict[str, int]:
        counted = self.proposal.items.order_by().values_list("outcome").annotate(count=Count("pk"))
        return {Item.Outcome(outcome).label: count for outcome, count in counted}

    def form(self, name: str) -> DeedForm:
        """The form of that name as it is shown: blank, or with the mistakes with which it came back."""
        if name in self.typed:
            return self.typed[name]
        kind = next(deed.form for deed in DEEDS.values() if deed.shown == name)
        return kind(page=self, initial=self.first(name), auto_id=f"{name}_%s")

    def first(self, name: str) -> dict[str, Any]:
        step = self.to_read if name == "read" else self.stand.open_step
        if name == "amend":
            return {"subject": self.proposal.subject, "reason": self.proposal.reason}
        if name == "answer":
            return {"opinion": self.asked.pk if self.asked else None}
        return {"step": step.pk if step else None}

    @property
    def forms(self) -> dict[str, DeedForm]:
        """Those that the reader can use now; words typed on a page that was stale come back in any case."""
        can = {
            "say": self.stand.may_act,
            "ask": self.stand.may_act,
            "read": bool(self.to_read),
            "answer": bool(self.asked),
            "withdraw": self.is_drafter,
            "amend": self.is_drafter,
            "reassign": self.may_reassign,
        }
        return {
            name: self.form(name)
            for name, possible in can.items()
            if possible or (name == "say" and name in self.typed)
        }
