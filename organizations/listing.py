"""The city's list of organizations: what it is narrowed by, and the rows with all that they show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from accounts.models import User
from organizations.models import Area, Kind, Officer, Organization
from records.forms import Form, TextField
from staff.models import LiaisonAssignment

ROWS = 50


class ListForm(Form):
    """Filters in the address; one that makes no sense filters nothing."""

    q = TextField(label="団体の名前でさがす", required=False, max_length=60, width="")
    status = forms.ChoiceField(label="段階", required=False, choices=[("", "すべて"), *Organization.Status.choices])
    area = forms.ModelChoiceField(
        label="地区", required=False, queryset=Area.objects.filter(kind=Area.Kind.DISTRICT), empty_label="すべて"
    )

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


@dataclass(frozen=True)
class Row:
    organization: Organization
    areas: str
    president: str
    liaisons: str


def listed(form: ListForm, *, user: User, on: date, page: str | None) -> tuple[Page[Organization], list[Row]]:
    """One page of the list, and what it shows of each of its organizations."""
    form.full_clean()
    wanted = form.cleaned_data
    found = Organization.objects.visible_to(user, on=on).named_like(wanted.get("q", ""))
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    if wanted.get("area"):
        found = found.within(wanted["area"])
    presidents = Officer.objects.held(on=on).filter(kind=Officer.Kind.PRESIDENT)
    shown = Paginator(
        found.select_related("kind").prefetch_related("areas", Prefetch("officers", presidents, to_attr="presidents")),
        ROWS,
    ).get_page(page)
    names, standard = liaisons_by_area(on=on), Kind.standard()
    for organization in shown:
        organization.lend(standard)
    return shown, [row(organization, names) for organization in shown]


def row(organization: Organization, names: dict[int, list[str]]) -> Row:
    areas = organization.areas.all()
    around = dict.fromkeys(key for area in areas for key in (area.pk, area.parent_id) if key)
    people = dict.fromkeys(name for key in around for name in names.get(key, ()))
    presidents: list[Officer] = organization.presidents  # type: ignore[attr-defined]
    return Row(organization, "、".join(map(str, areas)), "".join(who.name for who in presidents), "、".join(people))


def liaisons_by_area(*, on: date) -> dict[int, list[str]]:
    """リーダー and 主担当 before their deputies."""
    names: dict[int, list[str]] = defaultdict(list)
    for liaison in LiaisonAssignment.objects.held(on=on).select_related("user").order_by("role__order", "pk"):
        names[liaison.area_id].append(liaison.user.name)
    return names
