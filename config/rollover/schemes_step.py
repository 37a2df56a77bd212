"""制度: each adopted scheme of the old year gets a draft for the new one; the posts decide it as every scheme."""

from __future__ import annotations

from typing import Any

from config.rollover.step import Line, Step
from grants.dues.setting import DuesSetting, arrange
from grants.models import Scheme
from grants.views.schemes import as_last_year
from records.era import era_date
from records.fiscal import FiscalYear
from records.templatetags.japanese import yen
from records.workdays import workdays

ON_WORKDAYS = ("deadline", "report_due")  # a period does not end on a day on which the hall is closed


class Schemes(Step):
    code, title, unit = "schemes", "交付金の制度", "制度"
    next_deed, next_page = "予算額と日付を確かめて、制度の決定を起案する", "grants:schemes"
    lead = (
        "決定した制度を、新しい年度の準備中の制度として写します。日付は1年後に、期限は開庁日にします。"
        "算定の項目、条件、審査の基準も写ります。予算額を確かめて、1つずつ起案してください。"
    )

    def lines(self) -> list[Line]:
        return [self.line(scheme, twin) for scheme, twin in self.pairs()]

    def pairs(self) -> list[tuple[Scheme, Scheme | None]]:
        seen = Scheme.objects.visible_to(self.user, on=self.on).filter(fiscal_year__in=[self.old, self.year])
        found = list(seen.prefetch_related("conditions", "criteria", "figures", "subsidies"))
        new = {scheme.programme: scheme for scheme in found if scheme.fiscal_year == self.year}
        old = [each for each in found if each.fiscal_year == self.old and each.status == Scheme.Status.ADOPTED]
        return [(scheme, new.get(scheme.programme)) for scheme in old]

    def line(self, scheme: Scheme, twin: Scheme | None) -> Line:
        if twin is None:
            return Line(scheme.name, told(scheme))
        note = next(iter(twin.gaps()), "") if twin.can("propose") else ""
        return Line(scheme.name, told(scheme), told(twin), "there", note, twin.get_absolute_url())

    def carry(self) -> list[str]:
        for scheme, twin in self.pairs():
            if twin is None:
                made = Scheme.begin(by=self.user, like=scheme, **next_year(scheme, self.year))
                if own := DuesSetting.objects.filter(scheme=scheme).first():
                    arrange(made, by=self.user, **{name: getattr(own, name) for name in DuesSetting.FIELDS})
        return []


def next_year(scheme: Scheme, year: FiscalYear) -> dict[str, Any]:
    """What the scheme says, a year later; names that say the year say the new one."""
    calendar, values = workdays(), as_last_year(scheme)
    for name in ON_WORKDAYS:
        values[name] = calendar.next_workday(values[name])
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.replace(str(year.previous), str(year))
    return values


def told(scheme: Scheme) -> str:
    rows = f"算定の項目{len(scheme.formula['components'])}、条件{len(scheme.conditions.all())}"
    rows += f"、基準{len(scheme.criteria.all())}、団体ごとの数{len(scheme.figures.all()) + len(scheme.subsidies.all())}"
    days = f"受付{era_date(scheme.opens_on)}から{era_date(scheme.deadline)}まで、基準日{era_date(scheme.base_date)}"
    state = f"{scheme.get_status_display()}、予算{yen(scheme.appropriation)}"
    return f"{state}、{days}、報告{era_date(scheme.report_due)}まで({rows})"
