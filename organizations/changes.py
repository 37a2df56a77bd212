"""What a notice of change (form 3.4) may be about."""

from django.db import models


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
