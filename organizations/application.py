"""認可申請書 (form 3.2): what the paper says. The register's part is copied at submission and then stands still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from organizations.areas import Area
from organizations.officers import Officer
from organizations.papers import Paper
from organizations.readiness import RESOLVED_PLANS
from records.attachments import Attachment
from records.era import era_date

if TYPE_CHECKING:
    from organizations.bodies import Organization

DECIDED = ["recognised", "refused", "lapsed"]  # states of a recognition that the city has answered


class Application(models.Model):
    REGISTER: ClassVar[dict[str, str]] = {  # copied from the register, mended there
        "name": "団体の名称",
        "office_address": "主たる事務所の所在地",
        "representative": "代表者",
        "areas": "活動の区域",
        "founded_on": "設立した日",
        "bylaws": "規約",
        "officers": "役員名簿",
        "future_plan": "将来計画",
    }
    TYPED: ClassVar[dict[str, str]] = {
        "purpose": "目的",
        "households": "構成する世帯の数",
        "member_bodies": "構成する団体の数",
        "contact_name": "連絡する人",
        "contact_phone": "昼間につながる電話",
    }
    PAPERS: ClassVar[dict[str, Paper]] = {"projects": Paper.PROJECTS, "report": Paper.REPORT, "other": Paper.OTHER}
    LABELS: ClassVar[dict[str, str]] = {**REGISTER, **TYPED, **{field: str(paper) for field, paper in PAPERS.items()}}

    name = models.CharField("団体の名称", max_length=100)
    office_address = models.CharField("主たる事務所の所在地", max_length=200, blank=True)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    founded_on = models.DateField("設立した日", null=True)
    areas = models.ManyToManyField(Area, related_name="+", verbose_name="活動の区域")
    bylaws = models.ForeignKey(
        "organizations.Bylaws", on_delete=models.PROTECT, null=True, related_name="recognitions", verbose_name="規約"
    )
    officers = models.JSONField("役員名簿", default=list, editable=False)  # role, name and term: no address, no phone
    future_plan = models.ForeignKey(
        "plans.FuturePlan", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="将来計画"
    )
    purpose = models.TextField("目的", max_length=2000, blank=True)
    households = models.PositiveIntegerField("構成する世帯の数", null=True)
    member_bodies = models.PositiveIntegerField("構成する団体の数", null=True)
    contact_name = models.CharField("連絡する人", max_length=100, blank=True)
    contact_phone = models.CharField("昼間につながる電話", max_length=20, blank=True)

    class Meta:
        abstract = True

    def copy(self, organization: Organization, *, on: date) -> None:
        """Takes over what the register says on a day; the caller saves, and sets the areas."""
        for column, value in self.copied(organization, on=on).items():
            setattr(self, column, value)

    @staticmethod
    def copied(organization: Organization, *, on: date) -> dict[str, Any]:
        """The columns as the register has them on a day; the caller sets the areas, which are rows."""
        president = organization.president(on=on)
        held = organization.officers.held(on=on).order_by("pk")
        return {
            "name": organization.name,
            "office_address": organization.office_address,
            "representative": str(president) if president else "",
            "founded_on": organization.founded_on,
            "bylaws": organization.bylaws.first(),
            "future_plan": organization.future_plans.filter(status__in=RESOLVED_PLANS).order_by("-version").first(),
            "officers": [
                {"role": officer.get_kind_display(), "name": officer.name, "term": printed_term(officer)}
                for officer in held
                if officer.may_write
            ],
        }

    def papers(self) -> dict[str, list[Attachment]]:
        """The attachments by field, newest first."""
        found: dict[str, list[Attachment]] = {field: [] for field in self.PAPERS}
        fields = {paper.value: field for field, paper in self.PAPERS.items()}
        for attachment in Attachment.objects.about(self).order_by("-pk"):
            found[fields[attachment.purpose]].append(attachment)
        return found

    def printed(self, areas: Iterable[Area] | None = None) -> dict[str, str]:
        """Every field as people read it; what a correction compares before and after. ``areas``: instead of its own."""
        own = self.areas.all() if areas is None else areas
        papers = {field: "、".join(file.filename for file in files) for field, files in self.papers().items()}
        return {
            "name": self.name,
            "office_address": self.office_address,
            "representative": self.representative,
            "areas": "、".join(str(area) for area in own),
            "founded_on": era_date(self.founded_on) if self.founded_on else "",
            "bylaws": f"{self.bylaws}({era_date(self.bylaws.resolved_on)}の総会)" if self.bylaws else "",
            "officers": "、".join(f"{row['role']} {row['name']}" for row in self.officers),
            "future_plan": str(self.future_plan or ""),
            "purpose": self.purpose,
            "households": "" if self.households is None else f"{self.households:,}世帯",
            "member_bodies": "" if self.member_bodies is None else f"{self.member_bodies:,}団体",
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            **papers,
        }


def printed_term(officer: Officer) -> str:
    end = era_date(officer.ends_on) if officer.ends_on else ""
    return f"{era_date(officer.starts_on)}〜{end}"
