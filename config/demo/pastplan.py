"""Shinjo's own plan, played in its own years: published in 平成27年3月 as the booklet has it, then looked after by the
two committees, as it says. What was reported, said and judged of it is invented, and says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from config.demo import cityplan, questionnaire
from config.demo.city import Hall
from config.demo.clock import Story
from plans.models import ActionReport, CityPlan, CommitteeSession, PlanAppraisal, ProgressRound
from plans.surveys.outcome import cite
from records.fiscal import FiscalYear
from staff.models import Committee

POINTS = "44345343342343332322"  # of the actions 1 to 20
SAID: dict[str, Any] = {
    "summary": "見本の報告です。実際の新庄市の報告ではありません。20の取組のうち、予定の分かるものを進めました。",
    "opinion": "地区ごとの話し合いに、若い人が来る工夫がほしい。(見本)",
    "answer": "学校や職場を通して声をかけます。(見本)",
    "minutes": "平成27年度の進捗状況を説明し、意見を聞いた。(見本)",
    "done": {  # by what the plan says of the year: what became of it, in words of the demonstration
        "study": ("on_track", "関係する課で、進め方を話し合いました。(見本)"),
        "do": ("on_track", "予定のとおり行いました。(見本)"),
        "unknown": ("changed", "計画に予定の記載がないため、できるところから始めました。(見本)"),
    },
    "judged": "見本の評価です。実際の新庄市の評価ではありません。地域の支え合いは進み、声の集め方に課題が残りました。",
    "heard": "地域の活動を支える取組は評価できる。情報の出し方は、使う人の声を聞いて見直してほしい。(見本)",
    "why": {  # by the points
        "5": "参加する人と活動が、どちらも増えた。(見本)",
        "4": "予定のとおり行い、参加する人も増えた。(見本)",
        "3": "予定のとおり行ったが、効果はまだ見えない。(見本)",
        "2": "はじめるのが遅れた。(見本)",
    },
    "next": {"5": "widen", "4": "go_on", "3": "go_on", "2": "change"},
}


def play(hall: Hall, survey: dict[str, Any]) -> Story[None]:
    """From the first draft to the appraisal in the middle of the term; in the first year a ``survey`` is taken."""
    officer, model = hall.people["officer"], cityplan.shinjo()
    yield date(2014, 10, 6)
    plan = cityplan.draft(model, hall)
    on = yield date(2015, 3, 20)
    cityplan.adopt_draft(plan, hall, on)
    on = yield date(2015, 3, 27)
    plan.publish(by=officer, on=on)
    on = yield date(2015, 6, 1)
    cityplan.found(hall, on)
    asked_people = yield from questionnaire.ask(survey, plan, hall, date(2015, 10, 5))
    on = yield date(2016, 5, 9)
    asked = ProgressRound.ask(plan, model.from_year, by=officer, due_on=date(2016, 6, 10), on=on)
    on = yield date(2016, 6, 6)
    cite(asked_people, by=officer)
    for each in asked.reports.select_related("action").order_by("action__number"):
        report(each, hall)
    on = yield date(2016, 7, 4)
    asked.compile(by=officer, summary=SAID["summary"])
    yield from discuss(asked, hall, on)
    on = yield date(2016, 9, 1)
    asked.publish(by=officer, on=on)
    yield from appraise(plan, hall)


def report(each: ActionReport, hall: Hall) -> None:
    """One action of the first year, written by its department and approved by the head."""
    officer, stage = hall.people["officer"], each.action.stage_in(each.round.fiscal_year)
    state, done = SAID["done"].get(stage, SAID["done"]["unknown"])
    each.write(by=officer, results={}, state=state, done=done, issues="", next_step="")
    each.link(each.round.plan, by=officer)
    each.submit(by=officer)
    each.approve(by=hall.people["manager"])


def discuss(asked: ProgressRound, hall: Hall, on: date) -> Story[None]:
    """The citizens' committee reads the year, says what it thinks, and gets an answer."""
    officer, citizens = hall.people["officer"], Committee.objects.get(kind="citizens")
    facts = {"place": "市役所3階 会議室", "agenda": f"{asked.fiscal_year}の進捗状況について", "round": asked}
    session = CommitteeSession.call(citizens, by=officer, held_on=date(2016, 8, 1), on=on, **facts)
    on = yield date(2016, 8, 1)
    opinion = session.speak(by=officer, text=SAID["opinion"], action=asked.plan.actions.get(number=4))
    session.hold(by=officer, on=on, minutes=SAID["minutes"], attendees=session.seats)
    session.answer(opinion, by=officer, answer=SAID["answer"])
    session.publish(by=officer)


def appraise(plan: CityPlan, hall: Hall) -> Story[None]:
    """中間評価 in the third of the five years: every action judged, the committee heard, published."""
    officer = hall.people["officer"]
    on = yield date(2017, 5, 8)
    found = PlanAppraisal.begin(plan, FiscalYear(2016), by=officer, kind="middle", due_on=date(2017, 6, 9), on=on)
    yield date(2017, 6, 5)
    sheets = list(found.sheets.select_related("action").order_by("action__number"))
    for sheet, points in zip(sheets, POINTS, strict=True):
        facts = {"done": sheet.done, "reason": SAID["why"][points], "course": SAID["next"][points], "next_step": ""}
        found.write(sheet, by=officer, points=int(points), **facts)
    yield date(2017, 7, 3)
    found.lay_before(by=officer, summary=SAID["judged"])
    yield date(2017, 8, 7)
    found.hear(by=officer, opinion=SAID["heard"], opinions={sheets[3].pk: SAID["opinion"]})
    on = yield date(2017, 9, 4)
    found.publish(by=officer, on=on)
