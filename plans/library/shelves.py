"""What may be taken into a plan: the city's patterns, and what the organization has done in other years."""

from __future__ import annotations

from dataclasses import dataclass

from plans.budget import Project
from plans.library.patterns import ProjectPattern
from plans.yearly import YearlyPlan
from records.cases import NotNow

MOST = 60


@dataclass(frozen=True)
class Offer:
    """One project; ``code`` is what its button sends."""

    code: str
    model: Project | ProjectPattern
    heading: str
    source: str


def offers(plan: YearlyPlan, words: str = "") -> list[Offer]:
    """Those whose name does not stand in the plan yet, and in which every word is found."""
    standing = set(plan.projects.values_list("name", flat=True))
    found = [*patterns(), *own(plan)]
    asked = words.replace("\0", "").split()[:5]
    return [
        offer
        for offer in found
        if offer.model.name not in standing
        and all(word in f"{offer.model.name}{offer.model.content}" for word in asked)
    ][:MOST]


def patterns() -> list[Offer]:
    found = ProjectPattern.objects.filter(in_use=True)
    return [Offer(f"pattern-{each.pk}", each, f"市のひな形 {each.field}", each.source) for each in found]


def own(plan: YearlyPlan) -> list[Offer]:
    """The newest of each name, from the plans that the city has."""
    years = YearlyPlan.objects.in_force().filter(organization=plan.organization, fiscal_year__lt=plan.fiscal_year)
    rows = Project.objects.filter(plan__in=years).exclude(name="").select_related("plan__organization", "measure")
    newest: dict[str, Project] = {}
    for row in rows.order_by("-plan__fiscal_year", "order"):
        newest.setdefault(row.name, row)
    return [Offer(f"own-{r.pk}", r, "これまでの事業", f"{r.plan.fiscal_year}の計画") for r in newest.values()]


def offer_of(plan: YearlyPlan, code: str) -> Offer:
    """NotNow for what is not offered to this plan, or stands in it already."""
    for offer in offers(plan):
        if offer.code == code:
            return offer
    raise NotNow("その事業は、もう計画にあるか、一覧からなくなりました。一覧から選び直してください。")
