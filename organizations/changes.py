"""What a change of a recognised organization may be about, and which changes the city must recognise beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from organizations.changing import Changing


class Matter(models.TextChoices):
    NAME = "name", "団体の名前"
    OFFICE = "office_address", "主たる事務所の所在地"
    PHONE = "phone", "電話"
    PRESIDENT = "president", "代表者"
    OFFICERS = "officers", "役員"
    BYLAWS = "bylaws", "規約"
    AREAS = "areas", "活動の区域"
    PLAN = "plan", "将来計画"


COLUMNS = frozenset({Matter.NAME.value, Matter.OFFICE.value, Matter.PHONE.value})  # columns of the register
RECOGNISABLE = (Matter.NAME, Matter.OFFICE, Matter.AREAS, Matter.BYLAWS)  # what 変更認可 can be about
USUAL = (Matter.NAME, Matter.AREAS, Matter.BYLAWS)  # of these, what a city recognises that has not said otherwise


def to_be_recognised(organization: Changing) -> frozenset[str]:
    """Matters whose change takes effect only when the city has recognised it; of all others a notice tells."""
    return frozenset(organization.terms.matters)
