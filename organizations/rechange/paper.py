"""認可事項変更認可申請書 (form 3.4): what is to change, from what into what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from organizations.areas import Area
from organizations.changes import Matter
from records.attachments import Attachment, papers_for
from records.era import era_date

if TYPE_CHECKING:
    from organizations.bodies import Organization

MINUTES, BYLAWS, OTHER = "変更を決めた総会の議事録", "新しい規約", "変更のほかの書類"


class ChangePaper(models.Model):
    NEW: ClassVar[Mapping[str, str]] = {  # matter: the field that says what it becomes
        Matter.NAME: "new_name",
        Matter.OFFICE: "new_office",
        Matter.AREAS: "new_areas",
        Matter.BYLAWS: "bylaws",
    }
    PAPERS: ClassVar[Mapping[str, str]] = {"minutes": MINUTES, "bylaws": BYLAWS, "other": OTHER}
    LABELS: ClassVar[Mapping[str, str]] = {
        "matters": "変えること",
        "new_name": "新しい名前",
        "new_office": "新しい事務所の所在地",
        "new_areas": "新しい活動の区域",
        "wanted_on": "変える日",
        "resolved_on": "総会で決めた日",
        "reason": "変える理由",
        "contact_name": "連絡する人",
        "contact_phone": "昼間につながる電話",
        **PAPERS,
    }

    matters: Any = ArrayField(
        models.CharField(max_length=16, choices=Matter.choices), default=list, verbose_name="変えること"
    )
    new_name = models.CharField("新しい名前", max_length=100, blank=True)
    new_furigana = models.CharField("新しい名前のふりがな", max_length=150, blank=True)
    new_office = models.CharField("新しい事務所の所在地", max_length=200, blank=True)
    new_areas = models.ManyToManyField(Area, related_name="+", verbose_name="新しい活動の区域")
    wanted_on = models.DateField("変える日", null=True)
    resolved_on = models.DateField("総会で決めた日", null=True)
    reason = models.TextField("変える理由", max_length=2000, blank=True)
    contact_name = models.CharField("連絡する人", max_length=100, blank=True)
    contact_phone = models.CharField("昼間につながる電話", max_length=20, blank=True)
    # as the register had it when the paper was sent
    applicant = models.CharField("申請したときの名前", max_length=100, blank=True, editable=False)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    office_address = models.CharField("申請したときの事務所", max_length=200, blank=True, editable=False)
    differences: Any = models.JSONField("変更の内容", default=list, editable=False)  # label, before, after

    class Meta:
        abstract = True

    def files(self) -> dict[str, list[Attachment]]:
        """The attachments by field, newest first."""
        return {field: papers_for(self, purpose) for field, purpose in self.PAPERS.items()}

    def printed(self, areas: Iterable[Area] | None = None) -> dict[str, str]:
        """Every field as people read it; what a correction compares. ``areas``: instead of its own."""
        chosen = self.new_areas.all() if areas is None else areas
        files = {field: "、".join(file.filename for file in held) for field, held in self.files().items()}
        return {
            "matters": "、".join(Matter(matter).label for matter in self.matters),
            "new_name": f"{self.new_name}({self.new_furigana})" if self.new_name else "",
            "new_office": self.new_office,
            "new_areas": "、".join(map(str, chosen)),
            "wanted_on": era_date(self.wanted_on) if self.wanted_on else "",
            "resolved_on": era_date(self.resolved_on) if self.resolved_on else "",
            "reason": self.reason,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            **files,
        }


def register_says(organization: Organization) -> dict[str, str]:
    """What stands in the register now, by matter."""
    bylaws = organization.bylaws.first()
    return {
        Matter.NAME: organization.name,
        Matter.OFFICE: organization.office_address,
        Matter.AREAS: organization.territory_names(),
        Matter.BYLAWS: f"{bylaws}({era_date(bylaws.resolved_on)}の総会)" if bylaws else "",
    }


def differing(
    organization: Organization, matters: Iterable[str], *, after: Mapping[str, Any], resolved_on: date
) -> list[dict[str, str]]:
    """変更の内容, line by line; ``after`` by matter."""
    now = register_says(organization)
    new = {
        Matter.NAME: after.get("new_name", ""),
        Matter.OFFICE: after.get("new_office", ""),
        Matter.AREAS: "、".join(map(str, after.get("new_areas", ()))),
        Matter.BYLAWS: f"{era_date(resolved_on)}の総会で決めた規約",
    }
    return [
        {"label": matter.label, "before": now[matter], "after": str(new[matter])}
        for matter in map(Matter, ChangePaper.NEW)
        if matter in matters
    ]
