"""The main job up to the recognition: liaison, talks, committee, future plan, founding, decision, letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from playwright.sync_api import expect

from organizations.models import BylawsClause
from records.era import era_date
from records.fiscal import FiscalYear
from tests.journeys.mailbox import Mailbox
from tests.journeys.people import Person, paper, photograph, spreadsheet


class Body(NamedTuple):
    """An organization as the officer registers it, and who speaks for it."""

    name: str
    furigana: str
    areas: tuple[str, ...]
    president: str
    president_kana: str
    mail: str


NORTH = Body(
    "北の会", "キタノカイ", ("北大字(北地区)", "中大字(北地区)"), "北野 七海", "きたの ななみ", "nanami@example.jp"
)
SOUTH = Body("南の会", "みなみのかい", ("南大字(南地区)",), "南野 九子", "みなみの ここのこ", "kuko@example.jp")
PRESIDENT = NORTH.mail
SECRET = "kita no kai 2026"  # the president's password
OFFICE = "見本市北大字𠮷野1番地(見本集会所)"
CASE = "認可の申請(収受 第1号)"
PURPOSE = "北地区の住民が力を合わせて課題を解決し、だれもが安心して暮らせる地域をつくる。"


def assign_liaison(hanako: Person, today: date) -> None:
    hanako.menu("担当職員")
    hanako.sees("主担当が決まっていない地区が、2地区あります")
    hanako.page.get_by_role("row", name="北地区").get_by_role("link", name="決める").click()
    expect(hanako.page.get_by_role("option", name="北地区", selected=True)).to_be_attached()
    hanako.choose("職員", "税務 五月(税務課 主事)")
    hanako.date("はじまり", FiscalYear.of(today).start)
    hanako.type("連絡先", "０８６７－００－１２５０")
    hanako.press("この職員に決める")
    hanako.sees("税務 五月", "0867-00-1250", "主担当が決まっていない地区が、1地区あります")
    hanako.shot("roster")


def register(hanako: Person, mailbox: Mailbox, body: Body, today: date) -> None:
    """機運づくり, and who speaks for it."""
    hanako.menu("団体")
    hanako.go("団体を登録する")
    hanako.type("名前", body.name)
    hanako.type("ふりがな", body.furigana)
    hanako.pick("区域", *body.areas)
    hanako.press("登録する")
    hanako.told(f"{body.name}を登録しました")
    hanako.go("人を加える")
    hanako.pick("役職", "会長")
    hanako.type("氏名", body.president)
    hanako.type("ふりがな", body.president_kana)
    hanako.date("任期のはじまり", today - timedelta(days=60))
    hanako.type("電話", "0867-00-5678")
    hanako.type("メールアドレス", body.mail)
    hanako.press("名簿に載せる")
    hanako.told("招待のメールを送りました")
    assert mailbox.subjects(body.mail) == [f"{body.name}の会長として招待されました"]


def accept_invitation(president: Person, mailbox: Mailbox, body: Body) -> None:
    president.page.goto(f"{president.portal}{mailbox.link(body.mail)}")
    president.on(f"ようこそ、{body.president}さん")
    president.type("新しいパスワード", SECRET)
    president.type("もう一度、同じパスワード", SECRET)
    president.press("パスワードを決めて、はじめる")
    president.on("今やること")


def found_committee(nanami: Person, today: date) -> None:
    nanami.sees("準備会を届け出る", "税務 五月", "0867-00-1250")
    nanami.shot("leader-home-first", phone=True)
    nanami.page.get_by_role("link", name="準備会を届け出る").last.click()
    nanami.type("準備会の名前", "北の会 準備会")
    nanami.type("ふりがな", "きたのかい じゅんびかい")
    nanami.date("準備会を置いた日", today - timedelta(days=30))
    nanami.type("活動の内容と予定", "7月に全世帯アンケート、9月に話し合いを開きます。")
    nanami.press("届け出る")
    expect(nanami.page.get_by_role("alert")).to_contain_text("構成員名簿のファイルを選んでください")
    nanami.attach(
        "構成員名簿", spreadsheet("構成員名簿", ("氏名", "所属"), ("北野 七海", "北大字"), ("北野 八郎", "中大字"))
    )
    nanami.shot("committee", phone=True)
    nanami.press("届け出る")
    nanami.told("準備会を届け出ました")


ISSUES = ("ひとり暮らしの高齢者が増え、買い物の足がない", "道や水路の手入れをする人が減っている")
GOALS = ("となりの人を支えあう", "安全なくらしを守る")
# goal, what, field, who
MEASURES = (
    ("1 となりの人を支えあう", "ひとり暮らしの見守り", "福祉", "地域"),
    ("1 となりの人を支えあう", "買い物と通院の送り迎え", "福祉", "協働"),
    ("2 安全なくらしを守る", "道と水路の手入れ", "環境", "地域"),
)


def write_future_plan(nanami: Person) -> None:
    """Row after row by the keyboard; Enter makes the next row."""
    nanami.press("計画づくりを始める")
    nanami.told("将来計画づくりを始めました")
    nanami.menu("将来計画")
    nanami.press("書きはじめる")
    nanami.on("将来計画を書く")
    nanami.type("計画の名前", "北地区 将来計画")
    nanami.type("地域の現状", "75歳以上の人がおよそ3人に1人になりました。")
    column(nanami, "課題{} 地域の課題", ISSUES)
    nanami.type("将来像", "となりの人と声をかけあって、元気に住みつづけられる北地区をつくります。")
    nanami.type("スローガン", "みんなでつくる 元気な北地区")
    column(nanami, "目標{} 基本目標", GOALS)
    for number, (goal, content, field, actor) in enumerate(MEASURES, start=1):
        row = f"取組{number}"
        if nanami.cell(f"{row} 取組の内容").count() == 0:
            nanami.press("取組の行を足す")
        nanami.cell(f"{row} 基本目標").select_option(label=goal)
        nanami.cell(f"{row} 取組の内容").fill(content)
        nanami.cell(f"{row} 分野").fill(field)
        nanami.cell(f"{row} 主体").select_option(label=actor)
    nanami.shot("future-plan-editor", phone=True)
    nanami.press("保存して確かめる")
    nanami.told("保存しました")


def column(person: Person, name: str, cells: tuple[str, ...]) -> None:
    """Types down one column: a cell, Enter, the next cell."""
    person.cell(name.format(1)).focus()
    for number, text in enumerate(cells, start=1):
        if number > 1:
            person.page.keyboard.press("Enter")
        expect(person.cell(name.format(number))).to_be_focused()
        person.page.keyboard.type(text)


def ask_the_city(nanami: Person, hanako: Person, today: date) -> None:
    """The city's opinion on the draft, then the general meeting's resolution."""
    nanami.press("市に意見をたずねる")
    nanami.told("市に見せました")
    hanako.take_up("北の会 準備会", "将来計画")
    hanako.go("計画の全文を読む")
    hanako.sees("みんなでつくる 元気な北地区", *ISSUES)
    hanako.go("意見を書く")
    hanako.type("1-2 買い物と通院の送り迎え(協働)", "福祉課の送迎の仕組みと合わせて進められます。")
    hanako.shot("opinions")
    hanako.press("団体に伝える")
    hanako.told("団体に意見を伝えました")
    nanami.menu("将来計画")
    nanami.go("北地区 将来計画(第1版)")
    nanami.sees("福祉課の送迎の仕組みと合わせて進められます。")
    nanami.go("総会で決まった日を入れる")
    nanami.date("総会の議決日", today)
    nanami.press("総会で決まった計画にする")
    nanami.told("総会で決まった将来計画になりました")
    nanami.shot("future-plan-adopted")


def found(nanami: Person, today: date) -> None:
    """設立: who was elected, the minutes, and the bylaws with their nine articles."""
    nanami.menu("団体の情報")
    for kind, name, furigana in (("会計", "北野 八郎", "きたの はちろう"), ("監事", "北野 見子", "きたの みるこ")):
        nanami.go("人を加える")
        nanami.pick("役職", kind)
        nanami.type("氏名", name)
        nanami.type("ふりがな", furigana)
        nanami.date("任期のはじまり", today)
        nanami.press("名簿に載せる")
        nanami.told(f"{name}さんを役員名簿に載せました")
    nanami.go("設立を届け出る")
    nanami.date("設立総会の日", today)
    nanami.type("団体の名前", "北の会")
    nanami.type("ふりがな", "きたのかい")
    nanami.type("主たる事務所の所在地", OFFICE)
    nanami.type("電話", "0867-00-5678")
    nanami.attach("設立総会の議事録", paper("設立総会議事録"))
    nanami.press("届け出る")
    nanami.told("設立を届け出ました")
    nanami.go("規約を入れる")
    nanami.attach("規約の文書", paper("北の会規約"))
    nanami.date("総会で決めた日", today)
    for number, clause in enumerate(BylawsClause.Kind.labels, start=1):
        nanami.type(clause, f"第{number}条")
    nanami.shot("bylaws")
    nanami.press("規約を入れる")
    nanami.told("規約を入れました")
    nanami.shot("organization-founded", phone=True)


def apply(nanami: Person) -> None:
    nanami.press("申請書を書く")
    nanami.sees(OFFICE, "会長 北野 七海")
    expect(nanami.page.get_by_label("構成する世帯の数")).to_have_value("561")  # the register knows it
    nanami.type("目的", "北地区をよくする。")
    nanami.type("構成する団体の数", "14")
    nanami.attach("事業計画書・予算書", photograph("計画と予算"))
    nanami.shot("recognition-application")
    nanami.press("市へ出す")
    nanami.told("市へ出しました。収受番号は第1号です。")


def mend(hanako: Person, nanami: Person, mailbox: Mailbox) -> None:
    """補正: the city asks at a field; the president mends it there and sends it again."""
    hanako.take_up("北の会", CASE)
    hanako.go("補正をお願いする")
    hanako.type("目的", "規約の目的の条と同じ言葉にしてください。")
    hanako.shot("correction")
    hanako.press("補正をお願いする")
    hanako.told("北の会に補正をお願いしました")
    assert "直してほしいところがあります" in mailbox.subjects(PRESIDENT)[-1]
    nanami.page.goto(f"{nanami.portal}{mailbox.link(PRESIDENT)}")
    nanami.sees("規約の目的の条と同じ言葉にしてください。")
    expect(nanami.page.get_by_label("目的")).to_have_value("北地区をよくする。")
    nanami.type("目的", PURPOSE)
    nanami.shot("recognition-mend", phone=True)
    nanami.press("直して、もう一度市へ出す")
    nanami.told("市へ出しました")


def propose(hanako: Person, today: date) -> None:
    """審査, then 起案 after a look at the letter that it would lead to."""
    hanako.take_up("北の会", CASE)
    hanako.go("審査する")
    hanako.on("審査")
    for fit in hanako.page.get_by_role("radio", name="適", exact=True).all():
        fit.check()
    hanako.shot("recognition-review")
    hanako.press("審査を保存する")
    hanako.told("審査を保存しました")
    hanako.go("起案する")
    hanako.pick("決定の案", "認可する")
    hanako.date("認可の効力が生じる日", today)
    hanako.type("条件", "毎年度、総会の後に事業と会計の報告を公表すること。")
    hanako.press("通知書の案を見る")
    draft = hanako.page.get_by_role("region", name="通知書の案")
    expect(draft).to_contain_text(OFFICE)
    expect(draft).to_contain_text(era_date(today))
    hanako.shot("recognition-draft")
    hanako.press("起案する")
    hanako.told("起案しました")


def send_back(chief: Person, hanako: Person) -> None:
    """差し戻し by the first post, with a word; the officer mends the proposal and sends it on its way again."""
    chief.take_up("北の会", CASE)
    chief.type("意見", "伺いに、総会の日を書いてください。")
    chief.shot("chief-step", phone=True)
    chief.press("差し戻す")
    chief.told("差し戻しました")
    hanako.menu("待っているもの")
    hanako.sees("差し戻し")
    hanako.take_up("北の会", CASE)
    hanako.sees("協働推進係長から差し戻されました", "伺いに、総会の日を書いてください。")
    hanako.shot("sent-back")
    hanako.go("起案する")
    hanako.type("伺い", "設立総会で決まったとおり申請がありました。認可してよろしいか伺います。")
    hanako.press("起案する")
    hanako.told("起案しました")


def approve(*posts: Person) -> None:
    for position, holder in enumerate(posts, start=1):
        holder.take_up("北の会", CASE)
        holder.press("承認して次へ回す" if position < len(posts) else "承認して決裁する")
        holder.told("承認しました" if position < len(posts) else "決裁しました")
    posts[-1].shot("recognised")


def read_recognition(nanami: Person, mailbox: Mailbox, today: date) -> None:
    nanami.page.goto(f"{nanami.portal}{mailbox.link(PRESIDENT)}")
    letter = nanami.page.get_by_role("article")
    for text in ("地域運営組織認可通知書", "北の会", OFFICE, "会長 北野 七海", era_date(today)):
        expect(letter).to_contain_text(text)
    nanami.shot("recognition-letter", phone=True)
    text = nanami.pdf("通知書を印刷する(PDF)")
    for expected in ("市協第1号", "北の会", "北野七海", "認可します", era_date(today), "𠮷野"):
        assert expected in text
