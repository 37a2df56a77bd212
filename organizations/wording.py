"""The wording of the recognition's letters with which a city begins (domain: letters 5.1, 5.4, 5.6)."""

from __future__ import annotations

from datetime import date

from records.letters.paper import Layout
from records.letters.setting import LetterEntry, LetterSetting

FIRST_DAY = date(2000, 4, 1)
APPEAL = """\
この処分に不服があるときは、処分があったことを知った日の翌日から起算して3か月以内に、{発信者}に審査請求をすることができます。
この処分の取消しの訴えは、処分があったことを知った日の翌日から起算して6か月以内に、{市}を被告として({発信者}が{市}を\
代表します。)提起することができます。審査請求をしたときは、裁決があったことを知った日の翌日から起算して6か月以内です。
ただし、処分又は裁決の日の翌日から起算して1年を過ぎたときは、正当な理由がある場合を除き、審査請求も訴えの提起もできません。"""
USUAL = {
    "organizations.recognised": (
        "地域運営組織認可通知書",
        "{申請日}付けで申請のあった地域運営組織の認可については、{適用規則}の規定により、下記のとおり認可します。",
        (
            ("名称", "{名称}"),
            ("区域", "{区域}"),
            ("主たる事務所の所在地", "{事務所}"),
            ("代表者", "{代表者}"),
            ("認可年月日(効力発生日)", "{認可年月日}"),
            ("条件", "{条件}"),
        ),
    ),
    "organizations.refused": (
        "地域運営組織不認可通知書",
        "{申請日}付けで申請のあった地域運営組織の認可については、{適用規則}の規定により、下記の理由で認可しないことに決定したので通知します。",
        (("名称", "{名称}"), ("理由", "{理由}")),
    ),
}


def write_usual_wording(**_signal: object) -> None:
    """After the tables were made: a kind of letter that has no wording at all gets the usual one."""
    for kind, (title, body, entries) in USUAL.items():
        if LetterSetting.objects.filter(kind=kind).exists():
            continue
        setting = LetterSetting.objects.create(
            kind=kind, starts_on=FIRST_DAY, layout=Layout.DIRECTIVE, symbol="市協", title=title, body=body,
            legal_basis="地域運営組織の認可に関する要綱", appeal=APPEAL, appeal_printed=kind == "organizations.refused",
        )  # fmt: skip
        LetterEntry.objects.bulk_create(
            LetterEntry(setting=setting, position=position, label=label, text=text, optional=label == "条件")
            for position, (label, text) in enumerate(entries, start=1)
        )
