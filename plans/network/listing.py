"""What the others have published, narrowed by words, theme and area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from organizations.models import Area, Organization
from plans.articles.article import Kind
from plans.articles.shelves import public
from plans.budget import Project
from plans.future import FuturePlan
from plans.measures import Measure
from plans.network.sharing import SharedPlan
from plans.yearly import YearlyPlan
from records.forms import Form, TextField

MOST = 60


class NetworkForm(Form):
    """Filters in the address; one that makes no sense filters nothing."""

    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")
    theme = forms.ChoiceField(label="テーマ", required=False)
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label="地区", required=False, queryset=Area.objects.districts(), empty_label="すべて"
    )

    def __init__(self, *args: Any, themes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "すべて"), *((name, name) for name in themes)]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


def themes(on: date) -> list[str]:
    """Fields of measures in what is shared, and themes of cases, as their writers call them."""
    shared = SharedPlan.objects.standing()
    fields = (
        Measure.objects.filter(plan__in=shared.values("future_plan")).exclude(field="").values_list("field", flat=True)
    )
    cases = public(Kind.CASE, on=on).exclude(theme=None).values_list("theme__name", flat=True)
    return sorted({*fields, *cases})


@dataclass(frozen=True)
class Found:
    futures: list[SharedPlan]
    years: list[SharedPlan]
    cases: list[Any]

    @property
    def is_empty(self) -> bool:
        return not (self.futures or self.years or self.cases)


def found(user: User, form: NetworkForm, *, on: date) -> Found:
    """Of all organizations but the reader's own."""
    own = [role.organization_id for role in user.roles_on(on)]
    wanted = form.cleaned_data
    words, theme, area = wanted.get("q", "").replace("\0", "").split()[:5], wanted.get("theme", ""), wanted.get("area")
    shared = SharedPlan.objects.visible_to(user, on=on).exclude(organization__in=own)
    cases = public(Kind.CASE, on=on).exclude(article__organization__in=own).with_words(" ".join(words))
    if area:
        shared = shared.filter(organization__in=Organization.objects.within(area).values("pk"))
        cases = cases.within(area)
    if theme:
        cases = cases.filter(theme__name=theme)
    shared = shared.select_related("organization", "future_plan", "yearly_plan__organization")
    futures = shared.filter(future_plan__in=futures_with(words, theme).values("pk")).order_by("organization__furigana")
    years = shared.filter(yearly_plan__in=years_with(words, theme).values("pk"))
    ordered = years.order_by("-yearly_plan__fiscal_year", "organization__furigana")
    return Found(
        list(futures[:MOST]),
        list(ordered.prefetch_related("yearly_plan__projects")[:MOST]),
        list(cases.order_by("-year", "-pk").prefetch_related("photos")[:MOST]),
    )


def futures_with(words: list[str], theme: str) -> Any:
    plans = FuturePlan.objects.all()
    for word in words:
        told = Q(title__icontains=word) | Q(vision__icontains=word) | Q(slogan__icontains=word)
        inner = Measure.objects.filter(Q(content__icontains=word) | Q(field__icontains=word)).values("plan")
        plans = plans.filter(told | Q(organization__name__icontains=word) | Q(pk__in=inner))
    return plans.filter(pk__in=Measure.objects.filter(field=theme).values("plan")) if theme else plans


def years_with(words: list[str], theme: str) -> Any:
    plans = YearlyPlan.objects.all()
    for word in words:
        inner = Project.objects.filter(
            Q(name__icontains=word) | Q(content__icontains=word) | Q(purpose__icontains=word)
        ).values("plan")
        plans = plans.filter(Q(organization__name__icontains=word) | Q(pk__in=inner))
    return plans.filter(pk__in=Project.objects.filter(measure__field=theme).values("plan")) if theme else plans
