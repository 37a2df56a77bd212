"""What organizations hold, and how people leave it when its period is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from organizations.models import Officer, Recognition
from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Document, Holding, holds
from records.templatetags.japanese import local_day


@holds
class Recognitions(CaseHolding):
    code, name, usual = "organizations.recognition", "認可の申請と決定", Period.FOREVER
    model = Recognition

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(local_day(case.decided_at)) if case.decided_at else FiscalYear(9998)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"representative": GONE, "office_address": "", "officers": [], "contact_name": "", "contact_phone": ""}


@holds
class Officers(Holding):
    """役員名簿: the role and its term stay, the person goes."""

    code, name, usual = "organizations.officer", "任期が終わった役員の名簿", Period.FIVE

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        past = Officer.objects.filter(ends_on__lte=until.end).exclude(name__startswith=GONE)
        for officer in past.select_related("organization").order_by("pk"):
            assert officer.ends_on  # the filter's own  # noqa: S101
            label = f"{officer.organization} {officer.get_kind_display()}({officer.pk})"
            yield Document(officer.pk, label, FiscalYear.of(officer.ends_on))

    def erase(self, key: int) -> None:
        gone = {"name": f"{GONE}{key}", "furigana": "", "address": "", "phone": "", "note": "", "user": None}
        Officer.objects.filter(pk=key).update(**gone)
