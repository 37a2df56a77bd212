"""認可申請書 (form 3.2): what is typed, beside what the register fills in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from organizations.models import Area, AreaFigure, Organization, Recognition
from organizations.papers import Paper
from organizations.territory import ground
from records.corrections import Correction
from records.forms import (
    AttachmentField,
    LongTextField,
    NameField,
    NumberField,
    PaperForm,
    PhoneField,
)

HOUSEHOLDS = "households"  # the indicator that counts them


class FactField(forms.Field):
    """A line of the paper that the register fills in: shown as a fact, never typed; what it lacks is told there."""

    widget = forms.HiddenInput

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False)


class ApplicationForm(PaperForm):
    """The part of the paper that no register knows, with places for what the register lacks."""

    case: Recognition

    purpose = LongTextField(label="目的", rows=5, help_text="地域のどんな課題に、どのように取り組むか。")
    households = NumberField(label="構成する世帯の数", unit="世帯", min_value=1, max_value=999_999)
    member_bodies = NumberField(
        label="構成する団体の数", unit="団体", max_value=9999, help_text="自治会、老人会、PTA、消防団など。"
    )
    projects = AttachmentField(label="事業計画書・予算書", purpose=Paper.PROJECTS)
    report = AttachmentField(
        label="事業報告書・決算書",
        purpose=Paper.REPORT,
        required=False,
        help_text="設立してすぐの団体は、いりません。",
    )
    other = AttachmentField(label="そのほかの書類", purpose=Paper.OTHER, required=False)
    contact_name = NameField(label="連絡する人")
    contact_phone = PhoneField(label="昼間につながる電話")

    def __init__(
        self, *args: Any, case: Recognition, writer: User, asks: Iterable[Correction], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, case=case, initial=proposed(case, writer, on=on), **kwargs)
        for name, label in case.REGISTER.items():
            self.fields[name] = FactField(label)
        by_field: dict[str, list[Correction]] = defaultdict(list)
        for ask in asks:
            by_field[ask.field].append(ask)
        for name, field in self.fields.items():
            field.asks = by_field[name]  # type: ignore[attr-defined]  # shown above the field

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts.items() if name in self.case.TYPED}


def proposed(case: Recognition, writer: User, *, on: date) -> dict[str, Any]:
    """What the case says already, else what the register makes likely: nothing is typed twice."""
    values = {name: getattr(case, name) for name in case.TYPED if getattr(case, name)}
    role = next((role for role in writer.roles_on(on) if role.organization_id == case.organization_id), None)
    phone = (role.phone if role else "") or writer.phone or case.organization.phone
    register = {"contact_name": writer.name, "contact_phone": phone}
    return {**register, "households": households_of(case.organization, on=on), **values}


def households_of(organization: Organization, *, on: date) -> int | None:
    """The newest count of the area; None where nothing was counted."""
    latest = AreaFigure.objects.latest_by(on).filter(indicator__code=HOUSEHOLDS)
    latest = latest.filter(area__in=ground(organization.areas.all())).select_related("area")
    counted = {figure.area_id: figure for figure in latest}
    widest = [figure for figure in counted.values() if figure.area.parent_id not in counted]
    by_tree = sum(int(figure.value) for figure in widest if figure.area.kind != Area.Kind.OTHER)
    return by_tree or sum(int(figure.value) for figure in widest) or None
