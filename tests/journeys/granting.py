"""The main job from the scheme to the printed decision: yearly plan, application, correction, review, letter."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from records.era import era_date
from records.fiscal import FiscalYear
from records.templatetags.japanese import kin, yen
from tests.journeys.founding import PRESIDENT, SECRET
from tests.journeys.mailbox import Mailbox
from tests.journeys.people import PHONE, Person, paper

SCHEME = "小規模多機能自治一括交付金"
AMOUNT = 1_107_000  # 600,000 + 561 × 400 + 1,287 × 150 + 90,000 = 1,107,450, cut to whole thousands
FEES = 561_000
TOTAL = AMOUNT + FEES
CONDITIONS = (
    "交付金を、年度計画の事業以外に使わないこと。",
    "事業の内容を変更するときは、あらかじめ市長の承認を受けること。",
    "帳簿と領収書を年度の終わりから5年間保存すること。",
)
# text, what the portal checks by itself
CRITERIA = (
    ("市の認可を受けた地域運営組織である", "団体の段階"),
    ("収入と支出の計が合っている", ""),
)


def make_scheme(hanako: Person, today: date) -> None:
    """制度 as rows: a fixed sum, two rates, an older subsidy, rounding, cap, conditions, criteria."""
    year = FiscalYear.of(today)
    hanako.menu("交付金")
    hanako.go("制度と予算", "新しい制度をつくる")
    hanako.type("制度の名前", SCHEME)
    hanako.type("制度のコード", "lump_sum")
    hanako.type("何のための交付金か", "将来計画に沿って地域の課題を解決するためのお金です。")
    hanako.pick("申請できる団体の段階", "認可・活動中")
    hanako.type("規則の名前", "見本市補助金等交付規則")
    hanako.type("要綱の名前", "見本市一括交付金交付要綱")
    hanako.type("根拠の条", "第6条")
    for field, day in (
        ("受付のはじまり", year.start),
        ("申請の期限", max(today, date(year.number, 7, 31))),
        ("算定の基準日", year.start),
        ("事業の完了期限", year.end),
        ("実績報告の期限", date(year.number + 1, 4, 10)),
    ):
        hanako.date(field, day)
    hanako.type("付けてもらう書類", "総会の議事録")
    hanako.type("端数の単位", "1,000")
    hanako.type("1団体の上限額", "3,000,000")
    hanako.type("予算額", "2400万")
    hanako.type("交付の時期と方法", "概算払により、請求のあった日から30日以内に全額を交付する。")
    hanako.press("つくる")
    expect(hanako.page.get_by_role("alert")).to_contain_text("予算額")
    hanako.type("予算額", "２４，０００，０００")
    hanako.shot("scheme-basics")
    hanako.press("つくる")
    hanako.told("制度をつくりました")


COMPONENTS = (
    ("定額", {"項目の名前": "均等割", "区分": "基本額", "額": "600,000"}),
    ("単価 × 数", {"項目の名前": "世帯割", "区分": "基本額", "単価": "400", "数": "世帯数"}),
    ("単価 × 数", {"項目の名前": "人口割", "区分": "基本額", "単価": "150", "数": "人口"}),
    ("統合した補助金", {"項目の名前": "統合した補助金", "区分": "統合した補助金"}),
)


def write_rows(hanako: Person, posts: list[Person]) -> None:
    write_formula(hanako)
    subsidy = {"団体": "北の会", "補助金の名前": "環境美化の補助", "金額": "90,000", "根拠": "6集落 × 15,000円"}
    edit(hanako, "統合した補助金", "補助金", subsidy)
    edit(hanako, "交付の条件", "条件", *({"条件": text} for text in CONDITIONS))
    edit(hanako, "審査の基準", "基準", *({"基準": text} for text, _ in CRITERIA))
    hanako.sees("世帯数 1世帯につき400円", yen(AMOUNT))
    hanako.go("起案へ進む")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    for position, holder in enumerate(posts, start=1):
        holder.page.goto(hanako.page.url)
        holder.press("承認して次へ回す" if position < len(posts) else "承認して決裁する")
        holder.told("承認しました" if position < len(posts) else "決裁しました")
    hanako.page.reload()
    hanako.sees("第1版")
    hanako.shot("scheme")


def write_formula(hanako: Person) -> None:
    """Component by component, each a page; then the whole is tried on one organization."""
    hanako.page.get_by_role("link", name=re.compile(r"^直す\s*\(算定の式\)$")).click()
    for kind, boxes in COMPONENTS:
        hanako.choose("計算の種類", kind)
        hanako.press("次へ")
        hanako.on(kind)
        for box, text in boxes.items():
            hanako.type(box, text)
        if kind == "単価 × 数":
            hanako.shot("formula-component")
        hanako.press("保存する")
        hanako.told("保存しました")
    hanako.press("ためす")
    hanako.sees("400円 × 世帯数561世帯")
    hanako.shot("formula")
    hanako.shot("formula", phone=True)
    hanako.go("制度のページにもどる")


def edit(hanako: Person, heading: str, name: str, *rows: dict[str, str]) -> None:
    """Opens the sheet of one kind of rows, fills it and saves it."""
    hanako.page.get_by_role("link", name=re.compile(rf"^直す\s*\({heading}\)$")).click()
    hanako.on(f"{heading}を直す")
    for number, row in enumerate(rows, start=1):
        fill_row(hanako, name, number, row)
    hanako.press("保存する")
    hanako.told("保存しました")


def fill_row(person: Person, name: str, number: int, cells: dict[str, str]) -> None:
    """Types or chooses every cell of a row; makes the row if it is not there."""
    first = person.cell(f"{name}{number} {next(iter(cells))}")
    if not first.is_visible():
        person.press(f"{name}の行を足す")
    for column, text in cells.items():
        cell = person.cell(f"{name}{number} {column}")
        if cell.evaluate("cell => cell.matches('select')"):
            cell.select_option(label=text)
        else:
            cell.fill(text)


PROJECTS = (
    ("見守りと声かけ", "1-1 ひとり暮らしの見守り", "4月〜3月", 700_000, 500_000),
    ("買い物と通院の送り迎え", "1-2 買い物と通院の送り迎え", "通年", 668_000, 500_000),
    ("草刈り隊", "2-1 道と水路の手入れ", "５月〜１０月", 300_000, 107_000),
)


def begin_plan(nanami: Person) -> None:
    """事業 row after row by the keyboard, with a row too many and one in the wrong place; then the window is shut."""
    nanami.menu("年度計画")
    nanami.page.get_by_role("button", name=re.compile("の計画を書きはじめる$")).last.click()
    expect(nanami.page.get_by_role("heading", level=1)).to_contain_text("を書く")
    keyboard, last = nanami.page.keyboard, str(PROJECTS[-1][-1])
    nanami.cell("事業1 事業名").focus()
    for name in ("まちがい", PROJECTS[1][0], PROJECTS[0][0], PROJECTS[2][0]):
        keyboard.type(name)
        keyboard.press("Enter")
    nanami.press("事業1行目を消す")
    nanami.cell("事業2 事業名").press("Alt+ArrowUp")
    with nanami.page.expect_response(lambda answer: last in (answer.request.post_data or "")):
        for number, (name, measure, months, cost, share) in enumerate(PROJECTS, start=1):
            expect(nanami.cell(f"事業{number} 事業名")).to_have_value(name)
            nanami.cell(f"事業{number} 将来計画の取組").select_option(label=measure)
            nanami.cell(f"事業{number} 将来計画の取組").focus()
            for text in (months, str(cost), str(share)):
                keyboard.press("Tab")
                keyboard.type(text)
    nanami.told("保存しました。閉じても消えません。")
    nanami.shot("yearly-plan-half")
    nanami.page.context.close()


def finish_plan(nanami: Person) -> None:
    """Another day, another browser: everything is there again."""
    nanami.sign_in(PRESIDENT, SECRET)
    nanami.page.get_by_role("link", name=re.compile("^続きを書く")).last.click()
    expect(nanami.cell("事業3 うち交付金")).to_have_value("107000")
    expect(nanami.cell("事業1 事業名")).to_have_value(PROJECTS[0][0])
    for number, text in enumerate(("協力員が週に1回、訪ねます。", "当番が送り迎えします。", "年に2回。"), start=1):
        nanami.page.get_by_text("くわしく").nth(number - 1).click()
        nanami.cell(f"事業{number} 内容").fill(text)
    fill_row(nanami, "収入", 1, {"科目": "交付金", "本年度予算額": str(AMOUNT)})
    fill_row(nanami, "収入", 2, {"科目": "会費", "本年度予算額": str(FEES), "摘要": "561世帯 × 1,000円"})
    for number, (item, amount) in enumerate((("賃金", 800_000), ("消耗品費", 468_000), ("燃料代", 400_000)), start=1):
        fill_row(nanami, "支出", number, {"科目": item, "本年度予算額": str(amount)})
    expect(nanami.page.locator(".totals [data-total=income]")).to_have_text(yen(TOTAL))
    expect(nanami.page.locator(".totals [data-gap='income expense']")).to_have_text("0円 一致")
    nanami.shot("yearly-plan", phone=True)
    nanami.press("確認へ進む")
    nanami.sees("直すところはありません。市に出せます。", yen(TOTAL))
    nanami.shot("yearly-plan-check")
    nanami.press("市に出す")
    nanami.told("年度計画を市に出しました")


def apply(nanami: Person) -> None:
    """Nothing is typed twice: the amount comes from the plan, the names from the register."""
    nanami.menu("交付金")
    nanami.page.get_by_role("button", name=re.compile("^申請をはじめる")).click()
    nanami.sees("会長 北野 七海", yen(AMOUNT))
    expect(nanami.page.get_by_label("連絡する人")).to_have_value("北野 七海")
    expect(nanami.page.get_by_label("昼間につながる電話")).to_have_value("0867-00-5678")
    nanami.attach("総会の議事録", paper("総会議事録"))
    nanami.shot("grant-application", phone=True)
    nanami.press("確認へ進む")
    nanami.sees(yen(AMOUNT), "環境美化の補助")
    nanami.shot("grant-confirm", phone=True)
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")


def mend(hanako: Person, nanami: Person, mailbox: Mailbox, today: date) -> None:
    """補正 of a row of the plan; the assembly's approval replaces the 案 before the application is sent again."""
    hanako.take_up("北の会", SCHEME)
    hanako.go("補正を求める")
    row = {"直すところ": "事業3「草刈り隊」", "お願い": "何をするかを、もう少し書いてください。"}
    fill_row(hanako, "お願い", 1, row)
    hanako.shot("grant-correction")
    hanako.press("団体に補正を求める")
    hanako.told("団体に補正をお願いしました")
    assert "直していただくことがあります" in mailbox.subjects(PRESIDENT)[-1]
    nanami.page.goto(f"{nanami.portal}{mailbox.link(PRESIDENT)}")
    nanami.go("年度計画を直す")
    nanami.sees("何をするかを、もう少し書いてください。")
    nanami.page.get_by_text("くわしく").nth(2).click()
    nanami.cell("事業3 内容").fill("5月から10月に、集落ごとに2回ずつ道と水路の草を刈ります。")
    nanami.press("確認へ進む")
    nanami.press("市に出す")
    nanami.told("年度計画を市に出しました")
    nanami.menu("ホーム")
    nanami.shot("leader-home", phone=True)
    nanami.page.get_by_role("link", name=re.compile("^日を入れる")).click()
    nanami.date("総会の議決日", today)
    nanami.press("この日で市に出す")
    nanami.told("総会で決まった計画として、市に出しました")
    nanami.menu("ホーム")
    nanami.page.get_by_role("link", name=re.compile("^確かめて出す")).click()
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")


def propose(hanako: Person) -> None:
    hanako.take_up("北の会", SCHEME)
    hanako.sees("第2版", "何をするかを、もう少し書いてください。")
    for fit in hanako.page.get_by_role("radio", name="適", exact=True).all():
        fit.check()
    hanako.press("審査の結果を保存する")
    hanako.told("審査の結果を保存しました")
    hanako.shot("grant-case", phone=True)
    hanako.go("起案する")
    expect(hanako.page.get_by_label("交付額")).to_have_value(f"{AMOUNT:,}")
    draft = hanako.page.get_by_role("region", name="通知書の案")
    expect(draft).to_contain_text(kin(AMOUNT))
    hanako.shot("grant-proposal")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")


def approve(*posts: Person) -> None:
    for position, holder in enumerate(posts, start=1):
        holder.take_up("北の会", SCHEME)
        holder.press("承認して次へ回す" if position < len(posts) else "承認して決裁する")
        holder.told("承認しました" if position < len(posts) else "決裁しました")
    posts[-1].shot("granted")


def read_decision(phone: Person, today: date) -> None:
    """On the telephone, from the home page."""
    phone.sign_in(PRESIDENT, SECRET)
    phone.sees("まだ読んでいません")
    phone.picture("leader-home-letter-phone", PHONE)
    phone.go(f"{FiscalYear.of(today)}{SCHEME}交付決定通知書")
    letter = phone.page.get_by_role("article")
    for text in ("北の会", "会長 北野 七海", kin(AMOUNT), era_date(FiscalYear.of(today).end), *CONDITIONS):
        expect(letter).to_contain_text(text)
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.picture("decision-letter-phone", PHONE)
    text = phone.pdf("通知書を印刷する(PDF)")
    for expected in ("市協第2号", "北の会", "北野七海", kin(AMOUNT), era_date(today), *CONDITIONS):
        assert expected in text


def print_letters(hanako: Person) -> None:
    """The letters of the day as one file for the printer."""
    hanako.menu("通知書")
    hanako.sees("市協第1号", "市協第2号")
    expect(hanako.page.get_by_text("読んだ", exact=True)).to_have_count(2)
    hanako.go("このページの2通を全部えらぶ")
    hanako.shot("letters", phone=True)
    text = hanako.pdf("えらんだ通知書を印刷する(PDF)")
    for expected in ("地域運営組織認可通知書", "交付決定通知書", kin(AMOUNT)):
        assert expected in text


def find_nothing(kuko: Person, nanami: Person) -> None:
    """For the neighbour none of the president's own pages is there."""
    private = sorted(url for url in nanami.been if re.search(r"/\d+/", url))
    assert len(private) > 10
    assert {url: kuko.page.request.get(url).status for url in private} == dict.fromkeys(private, 404)
