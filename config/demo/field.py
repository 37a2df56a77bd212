"""The liaisons' work: a visit and its report, what became of each request, and what citizens wrote by themselves."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from config.demo.bodies import Life
from config.demo.city import Hall, account
from config.demo.clock import Story, workday
from organizations.models import StudentActivity
from records.anybody import anybody
from records.fiscal import FiscalYear
from staff.models import Inquiry, LiaisonReport, Partner

BRIDGE, LAMP = "小学校の前の橋の手すりがさびている。直してほしい。", "集会所の前に街灯を付けてほしい。"
LAMP_ANSWER = "現地を見て、防犯灯を1基付けることにしました。工事は来月です。"
BUS, BUS_ANSWER = (
    "買い物に行くバスを、昼にも走らせてほしい。",
    "秋から昼の便を試しに走らせ、乗る人の数を見て続けるか決めます。",
)


def visits(life: Life, hall: Hall, today: date) -> Story[None]:
    """One district's weeks: from the evening at the 公民館 to the answer that everybody may read."""
    area, people, posts = life.areas[0].parent, hall.people, hall.posts
    liaison, officer, tax = people["liaison"], people["officer"], posts["tax"].department
    day = yield today - timedelta(days=40)
    coordinator = account("coordinator", "社協 みどり", "しゃきょう みどり")
    facts: dict[str, Any] = {"area": area, "kind": "welfare", "affiliation": "社会福祉協議会", "phone": "0867-00-1300"}
    Partner.appoint(by=officer, user=coordinator, starts_on=day, **facts)
    report = LiaisonReport.begin(by=liaison, area=area)
    report.write(by=liaison, **evening(day, life), voices=["買い物に行く足がない。"], requests=[LAMP, BRIDGE])
    report.submit(by=liaison)
    bus = Inquiry.receive(by=anybody(), on=day, channel="web", text=BUS, kind="request", area=area)
    day = yield day + timedelta(days=2)
    report.read(by=people["chief"], reply="街灯は急ぎましょう。")
    lamp, bridge = Inquiry.objects.filter(line__report=report).order_by("line__position")
    for each in (lamp, bridge, bus):
        each.route(by=officer, department=tax, due_on=workday(day + timedelta(days=14)))
    day = yield day + timedelta(days=5)
    lamp.answer(by=liaison, text=LAMP_ANSWER)
    bus.answer(by=liaison, text=BUS_ANSWER)
    day = yield day + timedelta(days=2)
    lamp.tell(by=liaison, on=day, how="会長に電話")
    bus.tell(by=officer, on=day, how="受付番号のページ")
    for each in (lamp, bus):
        each.publish(by=officer, question=each.text, answer=each.answer_text)
    students(life, hall)
    day = yield today
    unfinished = LiaisonReport.begin(by=liaison, area=area)
    unfinished.write(by=liaison, visited_on=day, meeting="草刈りの打ち合わせ")
    noise = "広場の草が伸びて、子どもが遊べない。"
    Inquiry.receive(
        by=officer, on=day, channel="phone", text=noise, area=area, reported_by=officer, subject="広場の草刈り"
    )


def students(life: Life, hall: Hall) -> None:
    """What the university's students did with the body, published."""
    area, officer = life.areas[0].parent, hall.people["officer"]
    lecturer = account("lecturer", "公立 学", "こうりつ まなぶ")
    school = "新見公立大学"
    Partner.appoint(
        by=officer, user=lecturer, area=area, kind="school", affiliation=school, starts_on=timezone.localdate()
    )
    done = StudentActivity.begin(
        by=lecturer, school=school, title="公民館の学習会と健康相談", area=area, organization=life.body, students=12,
        text="看護と福祉を学ぶ学生が、月に1回公民館に行き、子どもの宿題を見て、高齢の人の健康の話を聞いています。",
        fiscal_year=FiscalYear.of(timezone.localdate()), teacher="見本 先生",
    )  # fmt: skip
    done.send(by=lecturer)
    done.publish(by=officer)


def evening(day: date, life: Life) -> dict[str, Any]:
    return {
        "visited_on": day, "starts_at": time(19), "ends_at": time(20, 30), "hours": LiaisonReport.Hours.OUTSIDE,
        "place": "公民館", "meeting": f"{life.body}の役員会", "headcount": 11, "attendees": "役員9人、民生委員2人",
        "content": "来年度の計画を話し合いました。見守りを続けることと、買い物の足をどうするかが話題でした。",
        "thoughts": "次は総会の前に、計画の下書きをいっしょに見ます。", "is_shared": True,
    }  # fmt: skip
