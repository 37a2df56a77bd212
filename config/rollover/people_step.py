"""担当職員: who ends on the eve is to go on, if the posts agree; and the districts that have nobody yet."""

from __future__ import annotations

from django.urls import reverse

from config.rollover.step import Line, State, Step
from records.era import era_date
from staff.liaisons import districts
from staff.models import LiaisonAssignment, Nomination
from staff.nominations import prepare_year


class People(Step):
    code, title = "people", "地域担当職員"
    next_deed, next_page = "任命の案を、まとめて起案する", "staff:appointments"
    lead = (
        "年度の終わりまでの担当を、同じ人で次の1年間続ける案にします。案は、まとめて起案してください。"
        "動く人がいるときは、案を見送って、別の人を指名します。"
    )

    def lines(self) -> list[Line]:
        held = LiaisonAssignment.objects.held(on=self.old.end).select_related("user", "area", "role")
        going = {(each.area_id, each.role_id): each for each in self.next_ones()}
        meant = {(each.area_id, each.role_id): each for each in self.nominations()}
        found = [
            self.line(each, going.get((each.area_id, each.role_id)), meant.get((each.area_id, each.role_id)))
            for each in held
        ]
        return [*found, *self.vacant({each.area_id for each in held})]

    def next_ones(self) -> list[LiaisonAssignment]:
        return list(LiaisonAssignment.objects.held(on=self.year.start).select_related("user"))

    def nominations(self) -> list[Nomination]:
        waiting = Nomination.objects.visible_to(self.user, on=self.on).filter(status__in=["prepared", "proposed"])
        return list(waiting.select_related("user"))

    def line(self, old: LiaisonAssignment, new: LiaisonAssignment | None, case: Nomination | None) -> Line:
        until = f"{era_date(old.ends_on)}まで" if old.ends_on else "次に決めるまで"
        what, before = f"{old.area} {old.role}", f"{old.user}({until})"
        state: State = "there"
        if new:
            return Line(what, before, f"{new.user}", state, url=reverse("staff:liaisons"))
        if case:
            return Line(what, before, f"{case.user}({case.get_status_display()})", state, url=case.get_absolute_url())
        return Line(what, before)

    def vacant(self, taken: set[int]) -> list[Line]:
        """Districts without anybody."""
        page, note = reverse("staff:assign"), "担当がいません。指名してください。"
        return [Line(str(area), "なし", "", "look", note, page) for area in districts() if area.pk not in taken]

    def carry(self) -> list[str]:
        return prepare_year(self.year, by=self.user)[1]
