"""The steps of a grant's year, as leader, officer, cashier and the post that decides do them in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FilePayload, expect

from grants.models import Change, Grant, Payment, Refund, Report, Revocation, Scheme
from records.approvals import Proposal
from records.letters import Letter
from records.templatetags.japanese import kin, yen
from staff.models import DecisionRule
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.journeys.granting import fill_row
from tests.journeys.people import PHONE, Person, paper

SCHEME = "令和7年度 見本市小規模多機能自治一括交付金"
KINDS = ("grants.scheme", "grants.grant", "grants.change", "grants.revocation", "grants.confirmation", "grants.refund")
MAILS = {"nanami": "nanami", "hanako": "drafter", "cashier": "chief", "director": "director"}


@dataclass
class Year:
    """People at their own browsers, and the portal's day; on another day they sign in again."""

    visit: Callable[..., Person]
    patch: pytest.MonkeyPatch
    hall: Hall
    day: date = MONDAY
    there: dict[str, Person] = field(default_factory=dict)
    awake: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.on(MONDAY)

    def on(self, day: date) -> None:
        self.patch.setattr(timezone, "now", lambda: noon(day))
        self.day, self.awake = day, set()

    def person(self, name: str) -> Person:
        if name not in self.there:
            window: Any = (PHONE,) if name == "nanami" else ()
            self.there[name] = self.visit(*window, **({"is_mobile": True, "has_touch": True} if window else {}))
        if name not in self.awake:
            self.there[name].page.context.clear_cookies()
            self.there[name].sign_in(f"{MAILS[name]}@example.jp")
            self.awake.add(name)
        return self.there[name]

    @property
    def nanami(self) -> Person:
        """会長 of 北の会, with a telephone."""
        return self.person("nanami")

    @property
    def hanako(self) -> Person:
        """The officer."""
        return self.person("hanako")

    @property
    def cashier(self) -> Person:
        return self.person("cashier")

    @property
    def director(self) -> Person:
        """The post that decides everything here."""
        return self.person("director")


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())


def city(**settings: Any) -> Hall:
    """北の会 has sent its plan of the year; the scheme takes applications; 部長 decides alone."""
    hall = cast.city_hall()
    DecisionRule.objects.all().delete()
    for kind in KINDS:
        cast.rule("部長専決", kind, hall.posts["director"])
    land = cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, nanami)
    build.scheme(hall.drafter, **settings)
    build.plan(build.recognised(north, nanami), nanami)
    return hall


def opened(person: Person, case: Any) -> Person:
    person.page.goto(f"{person.portal}{case.get_absolute_url()}")
    return person


def the_grant(person: Person) -> Person:
    return opened(person, Grant.objects.get())


def apply(year: Year) -> None:
    nanami = year.nanami
    nanami.page.goto(f"{nanami.portal}/grants/")
    nanami.page.get_by_role("button", name=re.compile("^申請をはじめる")).click()
    nanami.sees("会長 北野 七海", yen(450_000))
    nanami.press("確認へ進む")
    nanami.picture("application-check-phone", PHONE)
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")


def correct(year: Year) -> None:
    """補正 of one field: it alone is open, and the officer sees what became of it."""
    hanako = the_grant(year.hanako)
    hanako.go("補正を求める")
    fill_row(hanako, "お願い", 1, {"直すところ": "完了予定日", "お願い": "3月20日までに終えてください。"})
    hanako.press("団体に補正を求める")
    hanako.told("団体に補正をお願いしました")
    nanami = the_grant(year.nanami)
    nanami.sees("3月20日までに終えてください。")
    nanami.go("申請書を直す")
    nanami.date("完了予定日", date(2026, 3, 20))
    nanami.picture("correction-phone", PHONE)
    nanami.press("確認へ進む")
    nanami.press("市に提出する")
    nanami.told("申請を受け付けました")
    the_grant(hanako).sees("令和8年3月20日")
    hanako.shot("corrected")


def propose(year: Year) -> None:
    hanako = the_grant(year.hanako)
    judge(hanako, "審査の結果を保存する")
    hanako.go("起案する")
    hanako.sees(kin(450_000))
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")


def judge(hanako: Person, button: str) -> None:
    for fit in hanako.page.get_by_role("radio", name="適", exact=True).all():
        fit.check()
    hanako.press(button)


def decide(year: Year) -> None:
    """The one proposal that is on its way."""
    director, proposal = year.director, Proposal.objects.get(status="running")
    director.page.goto(director.portal + reverse("records:proposal", args=[proposal.pk]))
    director.press("承認して決裁する")
    director.told("決裁しました")


def read(year: Year, *amounts: int) -> None:
    """The newest letter, on the telephone and as the file that is printed."""
    letter = Letter.objects.latest("pk")
    nanami = opened(year.nanami, letter)
    text = nanami.pdf("通知書を印刷する(PDF)")
    nanami.picture(f"letter-{letter.kind.replace('.', '-')}-phone", PHONE)
    for amount in amounts:
        expect(nanami.page.get_by_role("article")).to_contain_text(kin(amount))
        assert kin(amount) in text
    assert letter.document_number in text


def ask_for_money(year: Year, amount: int, *, first: bool = False) -> None:
    nanami = the_grant(year.nanami)
    nanami.press("交付を請求する")
    if first:
        for name, text in (("金融機関の名前", "見本銀行"), ("金融機関の番号", "0123"), ("支店の名前", "本店")):
            nanami.type(name, text)
        nanami.type("支店の番号", "001")
        nanami.type("口座番号", "１２３４５")
    nanami.press("確認へ進む")
    nanami.sees(yen(amount), "0012345", "ｷﾀﾉｶｲ")
    nanami.picture("request-phone", PHONE)
    nanami.press("市に請求する")
    nanami.told("交付を請求しました")


def pay(year: Year, amount: int) -> None:
    cashier = opened(year.cashier, Payment.objects.latest("pk"))
    cashier.type("支払番号", "支第12号")
    cashier.press(f"{yen(amount)}の支払いを記録する")
    cashier.told("支払いを記録しました")
    cashier.shot("paid")


def ask_for_less(year: Year, share: int) -> None:
    """変更: the next version of the year's plan says what becomes otherwise."""
    nanami = the_grant(year.nanami)
    nanami.go("変更・中止・廃止を申請する")
    nanami.pick("したいこと", "変更(事業や予算、交付金の額を変える)")
    nanami.press("次へ")
    nanami.go("年度計画(第2版)を書く")
    for cell in ("事業1 事業費", "事業1 うち交付金", "収入1 本年度予算額", "支出1 本年度予算額"):
        nanami.cell(cell).fill(str(share))
    nanami.press("確認へ進む")
    nanami.type("理由", "敬老会を取りやめるため。")
    nanami.attach("付ける書類", paper("見積書"))
    nanami.press("確認へ進む")
    nanami.sees("市の承認がいります")
    nanami.picture("change-check-phone", PHONE)
    nanami.press("市に申請する")
    nanami.told("申請を受け付けました")


def propose_change(year: Year) -> None:
    hanako = opened(year.hanako, Change.objects.get())
    hanako.go("起案する")
    hanako.sees("変更交付決定通知書", "△50,000円")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")


def report(year: Year, spent: int) -> None:
    """Accounts and one receipt with its photo."""
    nanami = the_grant(year.nanami)
    nanami.press("実績報告を書きはじめる")
    nanami.date("事業を終えた日", date(2026, 3, 31))
    nanami.cell("事業1 実施日").fill("毎週")
    nanami.cell("事業1 参加した人数(のべ)").fill("1,200")
    nanami.cell("事業1 成果").fill("ひとり暮らしの18人を、毎週訪ねました。")
    nanami.cell("支出1 決算額").fill(str(spent))
    nanami.picture("report-phone", PHONE)
    nanami.press("保存して次へ")
    nanami.go("領収書を入れる")
    image: FilePayload = {"name": "領収書.png", "mimeType": "image/png", "buffer": build.photo().read()}
    nanami.attach("領収書の写真", image)
    nanami.date("支払った日", date(2025, 7, 1))
    for name, text in (("支払先", "見本商店"), ("内容", "手当"), ("金額", f"{spent:,}"), ("うち交付金", f"{spent:,}")):
        nanami.type(name, text)
    nanami.choose("事業", "見守り")
    nanami.choose("科目", "賃金")
    nanami.picture("receipt-phone", PHONE)
    nanami.press("保存する")
    nanami.told("領収書を入れました")
    nanami.go("次へ(書類)")
    nanami.press("保存して確認へ進む")
    nanami.picture("report-check-phone", PHONE)
    nanami.press("市に提出する")
    nanami.told("実績報告を出しました")


def confirm(year: Year, amount: int) -> None:
    hanako = opened(year.hanako, Report.objects.get())
    judge(hanako, "確認の結果を保存する")
    hanako.shot("report-case", phone=True)
    hanako.go("額の確定を起案する")
    hanako.sees(kin(amount))
    hanako.shot("confirmation-proposal")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    decide(year)


def order_back(year: Year, amount: int) -> None:
    hanako = the_grant(year.hanako)
    hanako.go("返還命令を準備する")
    hanako.press("保存して案を見る")
    hanako.sees(kin(amount))
    hanako.shot("refund-prepared")
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    decide(year)
    read(year, amount)


def collect(year: Year) -> None:
    """The last yen closes the claim, and the grant."""
    hanako = opened(year.hanako, Refund.objects.get())
    hanako.shot("refund-ordered", phone=True)
    hanako.press("入金を記録する")
    hanako.told("入金を記録しました")
    hanako.shot("refund-closed")


def revoke(year: Year) -> None:
    """取消し of the whole, with its evidence."""
    hanako = the_grant(year.hanako)
    hanako.go("交付決定の取消しを準備する")
    hanako.pick("取消しの範囲", "全部")
    hanako.pick("取消しの理由", "交付金を他の用途に使用したこと")
    hanako.type("くわしい理由", "見守りの手当に充てる額を、役員の旅行の費用に使った。")
    hanako.type("根拠の条項", "見本市補助金等交付規則第15条第1項第2号")
    hanako.attach("証拠の書類", paper("聞き取りの記録"))
    hanako.press("保存する")
    hanako.shot("revocation", phone=True)
    hanako.press("起案して決裁に回す")
    hanako.told("起案しました")
    assert Revocation.objects.get().status == "proposed"
    decide(year)


def roll_over(year: Year) -> None:
    """年度更新: rehearsed, then done; the next year's scheme lies ready as a draft."""
    chief = year.cashier
    chief.page.goto(f"{chief.portal}/grants/schemes/")
    chief.go("年度更新")
    chief.sees("令和8年度への年度更新", "実績報告がまだの交付金")
    chief.shot("rollover", phone=True)
    chief.press("ためしてみる(保存しません)")
    chief.on("ためした結果(まだ保存していません)")
    chief.shot("rollover-rehearsal", phone=True)
    assert Scheme.objects.count() == 1
    chief.page.get_by_role("button", name="件を作る(実行する)").click()
    chief.told("令和8年度のために")
    chief.shot("rollover-done", phone=True)
    assert [each.status for each in Scheme.objects.filter(fiscal_year=2026)] == ["draft"]
    assert DecisionRule.objects.filter(fiscal_year=2026).exists()
    chief.go("印刷用のまとめ")
    chief.shot("rollover-summary")
