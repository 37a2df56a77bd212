"""Shinjo's year: its plan's actions are reported with evidence, citizens speak and judge, a letter is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from config.demo import cityplan
from organizations.models import Hearing
from plans.evaluations import judging
from plans.models import ActionReport, CommitteeSession, JointProject, ProgressRound, Survey
from plans.surveys.answers import enter
from records.fiscal import FiscalYear
from staff.models import Committee, Inquiry
from tests.journeys.people import Person, paper
from tests.journeys.towns import Town, look, opened, town

TODAY = date(2018, 4, 16)  # in the plan's fourth year; the third is reported
MEETING = TODAY + timedelta(days=20)
DONE = "3つの学区の話し合いに職員が出て、8つの事業に交付金を出しました。"
SAID = "声の集め方に、若い人向けの方法を加えてほしい。"
KEPT = "来年度から、インターネットでも声を受け付けます。"
ASKED, LEARNED = "声の集め方のアンケート", "声の伝え方を知らない人が多い。"
LETTER = "冬の朝、通学路の雪を先によせてほしい。"
ANSWER = "地域と委託業者の当番を見直し、通学路を7時までに除雪します。"
HEARD = "両者の役割が分かりやすい。夜の会も開くとよい。"


@pytest.fixture
def city(transactional_db: None, visit: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Town:
    """The plan of 平成27〜31年度 is in force; both committees sit; a project has been judged by both its sides."""
    found = town("shinjo", visit, monkeypatch, today=TODAY)
    cityplan.build_past(found.offices, TODAY)
    cityplan.evaluate(found.offices, found.bodies["platto"].organization, TODAY)
    return found


def test_a_plan_s_year_and_what_citizens_say_to_it(city: Town) -> None:
    report(city)
    ask_citizens(city)
    approve_the_others(ActionReport.objects.exclude(status="approved"), city)
    compile_the_year(city)
    take_a_letter(city)
    evaluate_from_outside(city)
    city.on(MEETING, hour=16)
    meet(city)
    read(city)
    assert ProgressRound.objects.get().status == "published"


def report(city: Town) -> None:
    """照会, then one action's report (地域づくり支援事業) with its evidence, approved by the section's head."""
    officer = opened(city.person(city.hall.drafter), "/plans/city/")
    officer.page.get_by_role("link", name=re.compile("新庄市協働推進計画")).first.click()
    look(officer, "plan")
    officer.go("進みぐあいを照会する")
    officer.pick("どの年度の進捗か", "平成29年度")
    officer.date("報告の期限", TODAY + timedelta(days=10))
    officer.press("進みぐあいを照会する")
    officer.told("担当課に照会しました。取組は20件です。")
    case = ActionReport.objects.get(action__number=5)
    opened(officer, reverse("plans:progress_write", args=[case.pk]))
    officer.pick("進みぐあい", "計画どおり")
    for name, text in (("したこと", DONE), ("課題", "担い手の年代がかたよる。"), ("次の年度にすること", "夜も開く。")):
        officer.type(name, text)
    officer.attach("分かる書類", paper("交付金の一覧"))
    officer.press("課長に承認を頼む")
    chief = opened(city.person(city.hall.chief), case)
    chief.sees(DONE, "交付金の一覧.pdf")
    look(chief, "report")
    chief.press("承認する")
    chief.told("承認しました。")


def ask_citizens(city: Town) -> None:
    """市民アンケート of action 17: answered on a phone and on paper; it is evidence, and everybody reads the result."""
    action = ProgressRound.objects.get().plan.actions.get(number=17)
    officer = opened(city.person(city.hall.drafter), reverse("plans:city_survey_new"))
    officer.type("題名", ASKED)
    officer.choose("推進計画の取組", str(action))
    officer.date("締め切り", TODAY + timedelta(days=10))
    officer.cell("質問1 質問").fill("市に声を伝えたことがありますか")
    officer.cell("質問1 選べる答え(1行に1つ)").fill("ある\nない")
    look(officer, "survey-new")
    officer.page.get_by_role("button", name="保存する", exact=True).last.click()
    officer.go(ASKED)
    officer.press("アンケートを始める")
    survey = Survey.objects.get()
    citizen = opened(city.person(phone=True), survey.public_url)
    citizen.pick("1 市に声を伝えたことがありますか", "ない")
    citizen.press("送る")
    citizen.told("答えを受け取りました")
    for _ in range(5):
        enter(survey, {survey.questions.get().pk: ["ない"]}, by=city.hall.drafter)
    opened(officer, survey).press("締め切る")
    officer.press("報告に付ける")
    officer.told("取組の報告に付けました。")
    opened(officer, survey).go("結果を公表する")
    officer.type("結果から分かったこと", LEARNED)
    look(officer, "survey-publish")
    officer.press("公表する")
    officer.sees("付けた報告", "6人")
    look(officer, "survey")


def approve_the_others(reports: Iterable[ActionReport], city: Town) -> None:
    texts = {"state": "on_track", "done": "計画のとおり進めた。", "issues": "", "next_step": "続ける。"}
    for each in reports:
        each.write(by=city.hall.drafter, results={}, **texts)
        each.link(each.round.plan, by=city.hall.drafter)
        each.submit(by=city.hall.drafter)
        each.approve(by=city.hall.chief)


def compile_the_year(city: Town) -> None:
    """The citizens' committee is to speak about the year: its next session has it on the table."""
    officer = opened(city.person(city.hall.drafter), ProgressRound.objects.get())
    officer.go("とりまとめる")
    officer.type("総括", "20の取組のすべてを進めました。若い世代の参加が課題です。")
    officer.press("とりまとめる")
    session = CommitteeSession.objects.get()
    opened(officer, reverse("plans:session_edit", args=[session.pk]))
    officer.choose("話し合う進捗状況", str(ProgressRound.objects.get()))
    officer.press("保存する")
    officer.told("会議の予定を直しました。")
    opened(officer, reverse("plans:board", args=[session.committee_id]))
    officer.sees("市民協働推進委員会", "定員5人", "学識 一江")
    look(officer, "committee")


def take_a_letter(city: Town) -> None:
    """A citizen's voice by letter: the snow on the way to school. The welfare office answers."""
    officer = opened(city.person(city.hall.drafter), reverse("inquiries:take_in"))
    officer.pick("受けた方法", "手紙・ファクス")
    officer.pick("区分", "要望")
    officer.type("件名", "通学路の除雪")
    officer.type("内容", LETTER)
    officer.press("登録する")
    voice = Inquiry.objects.get()
    desk = city.hall.stranger
    voice.route(by=city.hall.drafter, department=desk.duties.get().post.department, due_on=TODAY + timedelta(days=14))
    voice.answer(by=desk, text=ANSWER)
    opened(officer, voice)
    officer.type("伝え方", "返事の手紙")
    officer.press("伝えたことを書く")
    officer.press("公表する")
    officer.told("「みなさんの声と市の答え」に載せました。")


def evaluate_from_outside(city: Town) -> None:
    """Both have talked; a member with a tie stays out, the chair says what the committee thinks, all is published."""
    project, clerk = JointProject.objects.get(), city.hall.liaison
    discuss(project, clerk, city.president("platto"))
    leader = opened(city.person(clerk), project)
    look(leader, "differences")
    board = Committee.objects.get(name="市民協働推進委員会")
    due = TODAY + timedelta(days=14)
    question = "改善に足りないことはありますか。"
    hearing = Hearing.ask([project], by=city.hall.drafter, committee=board, question=question, due_on=due, on=TODAY)[0]
    seats = {voice.member.user.name: voice for voice in hearing.voices.select_related("member__user")}
    seats["公募 次男"].declare_tied(by=seats["公募 次男"].member.user, kind="other", note="団体の会員です。")
    chair = city.person(seats["学識 一江"].member.user, phone=True)
    opened(chair, reverse("hearings:declare", args=[hearing.pk]))
    chair.pick("この団体と関係がありますか", "関係がありません")
    chair.press("申し出る")
    chair.pick("意見", "適当")
    chair.press("意見を出す")
    chair.told("意見を記録しました。")
    opened(chair, reverse("hearings:answer", args=[hearing.pk]))
    chair.type("答申", HEARD)
    chair.press("答申する")
    chair.told("答申を記録しました。")
    opened(leader, project).press("外部評価をまとめる")
    leader.press("公表する")
    leader.told("公表しました。")


def discuss(project: JointProject, clerk: User, president: User) -> None:
    """相互評価: what the two sides concluded about each item, and what each of them mends."""
    city, body = project.parties.select_related("organization")
    due = FiscalYear.of(TODAY).end
    rows = [
        {"text": "4月に日程を決める", "owner": city, "due_on": due},
        {"text": "夜も開く", "owner": body, "due_on": due},
    ]
    concluded = {item.pk: "日程を早く決める。" for item in project.items.all()}
    judging.discuss(project, by=clerk, conclusion="来年度も続ける。", concluded=concluded, improvements=rows)
    for party, by in ((city, clerk), (body, president)):
        judging.agree_talk(project, party, by=by, on=TODAY)


def meet(city: Town) -> None:
    """A member speaks of one action on her phone; the city answers, and both are published with the year."""
    session = CommitteeSession.objects.get()
    member = city.person(User.objects.get(email="chair@kyodo.example"), phone=True)
    opened(member, session).go("意見を書く")
    member.type("意見", SAID)
    action = ProgressRound.objects.get().plan.actions.get(number=17)
    member.choose("どの取組について", str(action))
    member.press("保存する")
    member.told("意見を書きました。")
    officer = opened(city.person(city.hall.drafter), session)
    officer.page.get_by_role("link", name=re.compile("^答える")).click()
    officer.type("市の考え", KEPT)
    officer.press("保存する")
    officer.go("会議の記録を書く")
    officer.pick("出席した委員", "学識 一江(委員長)", "公募 次男(委員)")
    officer.type("会議の記録", "平成29年度の進捗を確かめた。")
    officer.press("保存する")
    officer.press("記録を公表する")
    officer.told("会議の記録を公表しました。")
    look(officer, "session")
    opened(officer, ProgressRound.objects.get())
    officer.press("公表する")
    officer.told("公表しました。")


def read(city: Town) -> None:
    """Without an account, on a phone: the year, what the committee said, the evaluation, the voice and its answer."""
    citizen = opened(city.person(phone=True), reverse("plans:city_public"))
    look(citizen, "public")
    citizen.go("新庄市協働推進計画", "平成29年度の進捗状況")
    citizen.sees("20の取組のすべてを進めました。", DONE, SAID, KEPT)
    look(citizen, "public-progress")
    citizen.go(ASKED)
    citizen.sees(LEARNED, "回答 6人(ウェブ 1、紙 5)")
    look(citizen, "public-survey")
    opened(citizen, reverse("plans:public_joint", args=[JointProject.objects.get().pk]))
    citizen.sees("2点", HEARD, "除斥1人", "夜も開く")
    look(citizen, "public-evaluation")
    opened(citizen, "/voices/?q=除雪").go("通学路の除雪")
    citizen.sees(LETTER, ANSWER)
    look(citizen, "voice")
