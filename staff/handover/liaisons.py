"""地域担当職員 on the same day: assignments end on the eve and begin on the day, area by area."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from accounts.models import User
from records.cases import NotNow
from records.era import era_date
from records.fiscal import FiscalYear
from records.forms import Form
from staff.handover.picture import Picture
from staff.liaisons import LiaisonAssignment, districts
from staff.nominations import Nomination
from staff.routes import office_of, route_for
from staff.rules import may_assign_liaison
from staff.words.words import LiaisonRole

UNDECIDED, NOBODY = "", "nobody"


@dataclass(frozen=True)
class Place:
    """One role in one area, before and as prepared."""

    area: Any
    role: LiaisonRole
    before: LiaisonAssignment | None
    prepared: LiaisonAssignment | None

    @property
    def row(self) -> str:
        return f"area-{self.area.pk}-{self.role.code}"

    @property
    def name(self) -> str:
        return f"{self.area} {self.role}"


class LiaisonForm(Form):
    to = forms.ChoiceField(required=False, error_messages={"invalid_choice": "一覧の中から選んでください。"})

    def __init__(self, data: Any, *, place: Place, people: list[tuple[str, str]], day: str) -> None:
        prepared = place.prepared
        super().__init__(data, prefix=place.row, initial={"to": str(prepared.user_id) if prepared else UNDECIDED})
        self.place, self.row, self.row_label = place, place.row, f"{place.name} "
        to: Any = self.fields["to"]
        to.label = f"{day}から"
        undecided = [] if prepared else [(UNDECIDED, "まだ決めない")]
        to.choices = [*undecided, *people, (NOBODY, "空けておく")]
        to.widget.attrs["aria-label"] = f"{place.name}の{to.label}"

    @property
    def who(self) -> str:
        return self.place.name

    @property
    def where(self) -> str:
        return str(self.place.before.user) if self.place.before else "いま担当がいません"

    @property
    def asks(self) -> tuple[()]:
        return ()

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data["to"])

    @property
    def changes(self) -> bool:
        return self.chosen != str(self.initial["to"])

    def refuse(self, sentence: str) -> None:
        self.add_error("to", sentence)


def goes_a_way(user: User, *, on: date) -> bool:
    """Where the city's rule has a way for appointing liaisons, the roster proposes them: nothing goes past them."""
    try:
        route_for(Nomination.approval_kind, amount=None, on=on, department=office_of(user, on=on))
    except NotNow:
        return False
    return True


class LiaisonRows:
    """All areas for the section in charge; for another department those where one of its people is the liaison."""

    def __init__(self, picture: Picture, data: QueryDict | None, *, reader: User) -> None:
        self.picture = picture
        self.may = bool(may_assign_liaison(reader, None)) and not goes_a_way(reader, on=picture.on)
        people = [(str(key), name) for key, name in self._people()]
        day = era_date(picture.on)
        shown = self.places if self.may else []
        self.forms = [LiaisonForm(data, place=place, people=people, day=day) for place in shown]

    def _people(self) -> Iterator[tuple[int, str]]:
        duties = {duty.user_id: duty for duty in (*self.picture.before.values(), *self.picture.prepared.values())}
        yield from ((key, f"{duty.user}({duty.post})") for key, duty in duties.items())

    @cached_property
    def places(self) -> list[Place]:
        before, prepared = (self._held(day) for day in (self.picture.eve, self.picture.on))
        own = {duty.user_id for duty in self.picture.sitting}
        all_areas = any(post.department.is_section for post in self.picture.posts)
        found = []
        roles = list(LiaisonRole.objects.all())
        first = next((role for role in reversed(roles) if role.leads and role.is_used), None)
        for area in districts():
            for role in roles:
                was, will = before.get((area.pk, role.code)), prepared.get((area.pk, role.code))
                mine = any(each.user_id in own for each in (was, will) if each)
                if mine or (all_areas and (was or will or role == first)):
                    found.append(Place(area, role, was, will))
        return found

    def _held(self, on: Any) -> dict[tuple[int, str], LiaisonAssignment]:
        held = LiaisonAssignment.objects.held(on=on).select_related("user", "area", "role")
        return {(each.area_id, each.role_id): each for each in held}

    def told(self, seats: Set[Any]) -> dict[str, list[str]]:
        """Whoever is the liaison of an area holds a post on the day."""
        working = {str(person) for person, _post in seats}
        lost = [form for form in self.forms if form.chosen.isdecimal() and form.chosen not in working]
        sentence = f"この人は、{era_date(self.picture.on)}には市の職についていません。ほかの人にしてください。"
        return {form.row: [sentence] for form in lost}

    @property
    def changing(self) -> list[tuple[str, str, str]]:
        """Area, who was, who will be; for the summary."""
        names = {str(key): name for key, name in self._people()}
        return [
            (
                form.place.name,
                str(form.place.before.user) if form.place.before else "",
                names.get(form.chosen, "空けておく"),
            )
            for form in self.forms
            if form.changes
        ]

    @transaction.atomic
    def save(self, *, by: User) -> None:
        """First all ends, then all beginnings: two people may swap their areas."""
        changed = [form for form in self.forms if form.changes]
        for form in changed:
            if form.place.prepared:
                self._free(form.place.prepared, by=by)
        for form in changed:
            if form.chosen.isdecimal():
                self._assign(form, by=by)

    def _free(self, prepared: LiaisonAssignment, *, by: User) -> None:
        if prepared.starts_on < self.picture.on:
            prepared.end(by=by, on=self.picture.eve, reason="引継ぎ")
        else:
            prepared.take_back(by=by)

    def _assign(self, form: LiaisonForm, *, by: User) -> None:
        place, user = form.place, User.objects.get(pk=int(form.chosen))
        same = place.before if place.before and place.before.user_id == user.pk else None
        try:
            LiaisonAssignment.assign(
                by=by,
                user=user,
                area=place.area,
                role=place.role,
                starts_on=self.picture.on,
                ends_on=FiscalYear.of(self.picture.on).end,
                phone=same.phone if same else user.duties_on(self.picture.on)[0].post.department.phone,
            )
        except ValidationError as problem:
            raise NotNow({form.row: problem.messages[0]}) from problem
