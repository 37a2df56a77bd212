"""What somebody has in hand before the post changes hands: what goes with the post, and what must be passed on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from records.approvals import Opinion, Proposal
from records.drafts import Draft
from records.templatetags.japanese import short_day
from staff.liaisons import LiaisonAssignment

SHOWN = 10


@dataclass(frozen=True)
class Holding:
    what: str
    becomes: str  # what happens to it on the day
    items: list[str]

    @property
    def more(self) -> int:
        return max(len(self.items) - SHOWN, 0)

    @property
    def shown(self) -> list[str]:
        return self.items[:SHOWN]


def holdings(user: User, *, on: date) -> list[Holding]:
    """On the day of looking; nothing of it moves by itself but what belongs to the post."""
    return [holding for holding in _all(user, on) if holding.items]


def _all(user: User, on: date) -> Iterator[Holding]:
    waiting = Proposal.objects.held_by(user, on=on)
    yield Holding("決裁の順番が来ているもの", "職につくので、後任の人に移ります。", subjects(waiting))
    drafted = Proposal.objects.running().filter(drafted_by=user)
    yield Holding("起案して、決裁の途中のもの", "起案した人の名前は残ります。係で引き受けます。", subjects(drafted))
    asked = Opinion.objects.filter(of=user, answered_at=None).select_related("proposal").order_by("due_on")
    yield Holding(
        "意見を求められているもの",
        "後任には移りません。答えてから離れるか、求めた人に伝えてください。",
        [f"{opinion.proposal}({short_day(opinion.due_on)}まで)" for opinion in asked],
    )
    kept = Draft.objects.filter(saved_by=user).order_by("saved_at")
    yield Holding(
        "書きかけのもの",
        "同じ画面を開く後任の人が、続きを書けます。",
        [f"{short_day(draft.saved_at)}の書きかけ" for draft in kept],
    )
    areas = LiaisonAssignment.objects.held(on=on).filter(user=user).select_related("area", "role")
    yield Holding(
        "地域担当職員として",
        "配置表で、次の人を決めます。",
        [f"{each.area} {each.role}" for each in areas],
    )


def subjects(proposals: Collection[Proposal]) -> list[str]:
    return [proposal.subject for proposal in proposals]
